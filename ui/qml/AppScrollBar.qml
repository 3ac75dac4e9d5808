// A slim scroll bar.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

ScrollBar {
    id: bar

    padding: 2
    minimumSize: 0.06
    contentItem: Rectangle {
        implicitWidth: 6
        implicitHeight: 6
        radius: 3
        color: bar.pressed ? Theme.mutedText : Theme.strongLine
        opacity: bar.size < 1 && (bar.active || bar.hovered) ? 0.8 : bar.size < 1 ? 0.35 : 0
    }
    Accessible.ignored: true
}
