// A conversation in the sidebar.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

ItemDelegate {
    id: item

    required property int index
    required property var conversationId
    required property string title
    required property bool pinned
    required property Workspace workspace
    required property ListView list
    readonly property bool current: workspace.chat.conversation === conversationId
    readonly property bool editing: list.renamed === conversationId
    signal opened()

    function open() {
        list.currentIndex = index;
        workspace.chat.open(conversationId);
        opened();
    }

    implicitHeight: Math.round(36 * Theme.scale)
    leftPadding: Theme.large
    rightPadding: Theme.medium
    hoverEnabled: true
    Accessible.role: Accessible.ListItem
    Accessible.name: title
    Accessible.selected: current
    onClicked: open()
    onDoubleClicked: list.renamed = conversationId

    background: Rectangle {
        anchors.fill: parent
        anchors.leftMargin: Theme.small
        anchors.rightMargin: Theme.small
        radius: Theme.radius
        color: item.current ? Theme.selected : item.hovered || menu.visible ? Theme.hover : "transparent"
        border.width: item.ListView.isCurrentItem && item.list.activeFocus ? 2 : 0
        border.color: Theme.accent
    }
    contentItem: Item {
        Label {
            anchors { left: parent.left; right: more.visible ? more.left : parent.right; verticalCenter: parent.verticalCenter }
            visible: !item.editing
            text: item.title
            textFormat: Text.PlainText
            elide: Text.ElideRight
            font.pixelSize: Theme.secondary
            color: Theme.text
        }
        IconButton {
            id: more
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            visible: !item.editing && (item.hovered || hovered || menu.visible)
            focusPolicy: Qt.NoFocus
            name: qsTr("More for “%1”").arg(item.title)
            iconName: "more"
            size: Math.round(26 * Theme.scale)
            onClicked: menu.open()
        }
        Loader {
            anchors.fill: parent
            active: item.editing
            sourceComponent: AppTextField {
                text: item.title
                leftPadding: Theme.small
                Accessible.name: qsTr("New title")
                Component.onCompleted: {
                    forceActiveFocus();
                    selectAll();
                }
                onAccepted: {
                    item.workspace.sidebar.rename(item.conversationId, text);
                    item.list.renamed = 0;
                }
                onActiveFocusChanged: if (!activeFocus) item.list.renamed = 0
                Keys.onEscapePressed: item.list.renamed = 0
            }
        }
    }
    TapHandler {
        acceptedButtons: Qt.RightButton
        onTapped: menu.popup()
    }
    FolderMenu {
        id: folders
        controller: item.workspace.sidebar
        conversation: item.conversationId
    }
    AppMenu {
        id: menu
        AppMenuItem {
            iconName: "edit"
            text: qsTr("Rename")
            onTriggered: item.list.renamed = item.conversationId
        }
        AppMenuItem {
            iconName: "pin"
            text: item.pinned ? qsTr("Unpin") : qsTr("Pin")
            onTriggered: item.workspace.sidebar.setPinned(item.conversationId, !item.pinned)
        }
        AppMenuItem {
            iconName: "folder"
            text: qsTr("Move to folder…")
            onTriggered: folders.open()
        }
        AppMenuItem {
            iconName: "save"
            text: qsTr("Export…")
            onTriggered: item.list.exportConversation(item.conversationId)
        }
        AppMenuItem {
            iconName: "trash"
            text: qsTr("Delete")
            onTriggered: item.workspace.sidebar.remove(item.conversationId)
        }
    }
}
