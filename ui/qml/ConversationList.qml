// The list of conversations, by day.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

ListView {
    id: conversations

    required property Workspace workspace
    property var renamed: 0 ///< the conversation whose title is edited
    signal opened()

    function exportConversation(conversation) {
        exportDialog.conversation = conversation;
        exportDialog.open();
    }

    model: workspace.sidebar.conversations
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: true
    keyNavigationEnabled: true
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Conversations")
    ScrollBar.vertical: AppScrollBar {}
    section.property: "section"
    section.delegate: Label {
        required property string section
        width: conversations.width
        text: section
        font.pixelSize: Theme.caption
        font.weight: Font.DemiBold
        color: Theme.mutedText
        leftPadding: Theme.large
        topPadding: Theme.medium
        bottomPadding: Theme.tiny
    }
    delegate: ConversationItem {
        width: ListView.view.width
        workspace: conversations.workspace
        list: conversations
        onOpened: conversations.opened()
    }
    Keys.onReturnPressed: if (currentItem) currentItem.open()
    Keys.onDeletePressed: if (currentItem) workspace.sidebar.remove(currentItem.conversationId)
    Keys.onPressed: event => {
        if (event.key === Qt.Key_F2 && currentItem) {
            renamed = currentItem.conversationId;
            event.accepted = true;
        }
    }

    ExportDialog {
        id: exportDialog
        workspace: conversations.workspace
    }

    Label {
        visible: conversations.count === 0
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Theme.large }
        text: qsTr("Your conversations will be listed here. They stay on this computer.")
        wrapMode: Text.Wrap
        font.pixelSize: Theme.secondary
        color: Theme.mutedText
    }
}
