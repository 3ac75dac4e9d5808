// The tasks that are running, above the composer.
import QtQuick
import Hearth

Column {
    id: list

    required property RunningTasks tasks

    spacing: Theme.small

    Repeater {
        model: list.tasks
        RunningTask {
            width: list.width
            onCancelled: list.tasks.cancel(answer)
        }
    }
}
