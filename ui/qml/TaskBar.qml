// The task that works on what is written, with what can be chosen about it.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

Flow {
    id: bar

    /// As TaskController::choices() describes it; null: what is written is a message.
    property var task: null
    property var values: ({})
    signal dismissed()
    signal folderRequested()

    spacing: Theme.small
    visible: task !== null
    onTaskChanged: values = {}

    Rectangle {
        width: Math.min(bar.width, content.implicitWidth + Theme.medium)
        height: Theme.controlHeight
        radius: Theme.radius
        color: Theme.selected

        Row {
            id: content
            anchors { left: parent.left; leftMargin: Theme.small; verticalCenter: parent.verticalCenter }
            spacing: Theme.small
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "task"
                color: Theme.text
                size: Math.round(16 * Theme.scale)
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: bar.task ? bar.task.name : ""
                font.pixelSize: Theme.secondary
                font.weight: Font.DemiBold
                color: Theme.text
            }
            IconButton {
                anchors.verticalCenter: parent.verticalCenter
                name: qsTr("Not this task")
                iconName: "close"
                size: Math.round(24 * Theme.scale)
                onClicked: bar.dismissed()
            }
        }
    }
    Repeater {
        model: bar.task ? bar.task.options.filter(option => option.choices.length > 0) : []
        AppComboBox {
            required property var modelData
            name: modelData.label
            textRole: "label"
            model: modelData.choices
            currentIndex: Math.max(0, modelData.choices.findIndex(entry => entry.value === modelData.value))
            onActivated: index => bar.values[modelData.id] = modelData.choices[index].value
        }
    }
    Repeater {
        model: bar.task ? bar.task.options.filter(option => option.text) : []
        AppTextField {
            required property var modelData
            implicitWidth: Math.round(190 * Theme.scale)
            placeholderText: modelData.label
            Accessible.name: modelData.label
            onTextEdited: bar.values[modelData.id] = text
        }
    }
    AppButton {
        visible: bar.task !== null && bar.task.folders
        iconName: "folder"
        text: qsTr("Add a folder…")
        onClicked: bar.folderRequested()
    }
}
