// Conversations: new, search, list.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

Rectangle {
    id: sidebar

    required property Workspace workspace
    readonly property SidebarController controller: workspace.sidebar
    signal hideRequested()
    signal pageRequested(string page)
    signal opened()

    function focusSearch() {
        search.forceActiveFocus();
        search.selectAll();
    }

    color: Theme.sideGround

    ColumnLayout {
        anchors.fill: parent
        anchors.topMargin: Theme.medium
        anchors.bottomMargin: Theme.small
        spacing: Theme.small

        RowLayout {
            Layout.leftMargin: Theme.medium
            Layout.rightMargin: Theme.small
            spacing: Theme.small
            Icon {
                name: "flame"
                color: Theme.accent
                size: Math.round(22 * Theme.scale)
            }
            Label {
                Layout.fillWidth: true
                text: "Hearth"
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                color: Theme.text
            }
            IconButton {
                name: qsTr("Hide sidebar")
                iconName: "sidebar"
                onClicked: sidebar.hideRequested()
            }
        }
        AppButton {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.medium
            Layout.rightMargin: Theme.medium
            iconName: "plus"
            text: qsTr("New conversation")
            onClicked: {
                sidebar.workspace.chat.startNew();
                sidebar.opened();
            }
        }
        AppTextField {
            id: search
            Layout.fillWidth: true
            Layout.leftMargin: Theme.medium
            Layout.rightMargin: Theme.medium
            Layout.bottomMargin: Theme.tiny
            placeholderText: qsTr("Search everything")
            leftPadding: Math.round(34 * Theme.scale)
            onTextChanged: sidebar.controller.search.query = text
            Keys.onEscapePressed: event => {
                event.accepted = text !== "";
                clear();
            }
            Keys.onDownPressed: (sidebar.controller.search.active ? results : list).forceActiveFocus()
            Icon {
                x: Theme.small + 2
                anchors.verticalCenter: parent.verticalCenter
                name: "search"
                color: Theme.mutedText
                size: Math.round(16 * Theme.scale)
            }
        }
        FolderRow {
            visible: !sidebar.controller.search.active && sidebar.controller.folders.length > 0
            Layout.fillWidth: true
            Layout.leftMargin: Theme.medium
            Layout.rightMargin: Theme.medium
            controller: sidebar.controller
        }
        ConversationList {
            id: list
            visible: !sidebar.controller.search.active
            Layout.fillWidth: true
            Layout.fillHeight: true
            workspace: sidebar.workspace
            onOpened: sidebar.opened()
        }
        SearchResults {
            id: results
            visible: sidebar.controller.search.active
            Layout.fillWidth: true
            Layout.fillHeight: true
            workspace: sidebar.workspace
            onOpened: sidebar.opened()
        }
        RowLayout {
            Layout.leftMargin: Theme.small
            Layout.rightMargin: Theme.small
            spacing: 0
            IconButton {
                name: qsTr("Settings")
                iconName: "settings"
                onClicked: sidebar.pageRequested("settings")
            }
            IconButton {
                name: qsTr("Models")
                iconName: "chip"
                onClicked: sidebar.pageRequested("models")
            }
            IconButton {
                name: qsTr("Bin")
                iconName: "trash"
                onClicked: sidebar.pageRequested("bin")
            }
            Item { Layout.fillWidth: true }
            IconButton {
                name: qsTr("Help")
                iconName: "info"
                onClicked: sidebar.pageRequested("help")
            }
            IconButton {
                name: qsTr("All commands")
                iconName: "keyboard"
                onClicked: sidebar.pageRequested("commands")
            }
        }
    }
    Rectangle {
        anchors { top: parent.top; bottom: parent.bottom; right: parent.right }
        width: 1
        color: Theme.line
    }
}
