// Where a conversation is moved to.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

Popup {
    id: popup

    required property SidebarController controller
    required property var conversation

    function choose(folder) {
        controller.moveTo(conversation, folder);
        close();
    }

    width: Math.round(250 * Theme.scale)
    padding: Theme.small
    focus: true
    background: Rectangle {
        color: Theme.raised
        radius: Theme.radius
        border.color: Theme.line
    }
    contentItem: ColumnLayout {
        spacing: Theme.tiny
        AppButton {
            Layout.fillWidth: true
            text: qsTr("No folder")
            onClicked: popup.choose(0)
        }
        Repeater {
            model: popup.controller.folders
            AppButton {
                required property var modelData
                Layout.fillWidth: true
                iconName: "folder"
                text: modelData.name
                onClicked: popup.choose(modelData.id)
            }
        }
        AppTextField {
            Layout.fillWidth: true
            placeholderText: qsTr("New folder")
            onAccepted: {
                popup.controller.createFolder(text, popup.conversation);
                clear();
                popup.close();
            }
        }
    }
}
