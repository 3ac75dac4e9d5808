// Which folder the list shows; only there when there are folders.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

AbstractButton {
    id: control

    required property SidebarController controller

    implicitHeight: Theme.controlHeight
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.name: qsTr("Folder: %1").arg(label.text)
    Keys.onReturnPressed: clicked()
    onClicked: menu.open()

    background: Rectangle {
        radius: Theme.radius
        color: control.hovered ? Theme.hover : "transparent"
        border.width: control.visualFocus ? 2 : 0
        border.color: Theme.accent
    }
    contentItem: Row {
        leftPadding: Theme.small
        spacing: Theme.small
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "folder"
            color: Theme.mutedText
            size: Math.round(17 * Theme.scale)
        }
        Label {
            id: label
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, control.width - 70 * Theme.scale)
            text: control.controller.folder >= 0 ? control.controller.folderName : qsTr("All conversations")
            textFormat: Text.PlainText
            elide: Text.ElideRight
            font.pixelSize: Theme.secondary
            color: Theme.text
        }
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "chevron-down"
            color: Theme.mutedText
            size: Math.round(14 * Theme.scale)
        }
    }
    AppMenu {
        id: menu
        y: control.height
        AppMenuItem {
            text: qsTr("All conversations")
            onTriggered: control.controller.folder = -1
        }
        Instantiator {
            model: control.controller.folders
            delegate: AppMenuItem {
                required property var modelData
                iconName: "folder"
                text: modelData.name
                onTriggered: control.controller.folder = modelData.id
            }
            onObjectAdded: (index, object) => menu.insertItem(index + 1, object)
            onObjectRemoved: (index, object) => menu.removeItem(object)
        }
        AppMenuItem {
            visible: control.controller.folder > 0
            iconName: "trash"
            text: qsTr("Delete this folder")
            onTriggered: control.controller.removeFolder(control.controller.folder)
        }
    }
}
