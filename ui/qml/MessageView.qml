// The conversation: a list of blocks that follows the answer while its end is in sight.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import Hearth

ListView {
    id: view

    required property Workspace workspace
    readonly property ChatController chat: workspace.chat
    /// The message that is edited in its place; 0: none.
    property var editedMessage: 0
    property bool follow: true
    readonly property TextSelection selection: TextSelection { messages: view.chat.messages }

    /// Moves the selection's end to a place of the content, in whatever row that is.
    function extendSelection(x, y) {
        const row = indexAt(10, Math.max(originY + 1, Math.min(y, originY + contentHeight - 1)));
        const item = row >= 0 ? itemAtIndex(row) : null;
        if (!item)
            return;
        const text = item.textItem;
        if (!text) {
            selection.extendTo(row, 0);
            return;
        }
        const at = text.mapFromItem(contentItem, x, y);
        selection.extendTo(row, text.positionAt(at.x, at.y));
    }

    function saveCode(row, extension) {
        saveDialog.row = row;
        saveDialog.defaultSuffix = extension;
        saveDialog.open();
    }
    function toEnd() {
        follow = true;
        positionViewAtEnd();
    }

    model: chat.messages
    clip: true
    cacheBuffer: 600
    boundsBehavior: Flickable.StopAtBounds
    pixelAligned: true
    footer: Item { height: Theme.large }
    activeFocusOnTab: true
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Conversation")
    ScrollBar.vertical: AppScrollBar { id: scrollBar }

    delegate: MessageRow {
        width: view.width
        workspace: view.workspace
    }

    onContentHeightChanged: if (follow) Qt.callLater(positionViewAtEnd)
    onHeightChanged: if (follow) Qt.callLater(positionViewAtEnd)
    onContentYChanged: {
        if (moving || flicking || scrollBar.pressed)
            follow = atYEnd;
        if (contentY - originY < 600 && chat.messages.older)
            chat.loadOlder();
        if (originY + contentHeight - contentY - height < 600 && chat.messages.newer)
            chat.loadNewer();
    }
    Keys.onPressed: event => {
        const page = height * 0.9;
        if (event.matches(StandardKey.Copy)) {
            selection.copy();
            event.accepted = true;
            return;
        }
        if (event.matches(StandardKey.SelectAll)) {
            selection.selectAll();
            event.accepted = true;
            return;
        }
        const steps = { [Qt.Key_Up]: -60, [Qt.Key_Down]: 60, [Qt.Key_PageUp]: -page, [Qt.Key_PageDown]: page };
        if (event.key === Qt.Key_End) {
            toEnd();
        } else if (event.key === Qt.Key_Home) {
            follow = false;
            positionViewAtBeginning();
        } else if (steps[event.key] !== undefined) {
            contentY = Math.max(originY, Math.min(originY + contentHeight - height, contentY + steps[event.key]));
            follow = atYEnd;
        } else {
            return;
        }
        event.accepted = true;
    }

    Connections {
        target: view.chat
        function onShowEnd() {
            view.editedMessage = 0;
            view.follow = true;
            Qt.callLater(view.positionViewAtEnd);
        }
        function onShowMessage(message) {
            view.follow = false;
            const row = view.chat.messages.rowOf(message);
            if (row >= 0)
                view.positionViewAtIndex(row, ListView.Beginning);
        }
    }

    AppMenu {
        id: contextMenu
        AppMenuItem {
            iconName: "copy"
            text: qsTr("Copy")
            enabled: !view.selection.empty
            onTriggered: view.selection.copy()
        }
        AppMenuItem {
            iconName: "copy"
            text: qsTr("Copy as Markdown")
            enabled: !view.selection.empty
            onTriggered: view.selection.copyMarkdown()
        }
        AppMenuItem {
            iconName: "task"
            text: qsTr("Tasks for the selection…")
            enabled: !view.selection.empty
            onTriggered: view.workspace.tasks.offerText(view.selection.markdown())
        }
        AppMenuItem {
            iconName: "task"
            text: qsTr("Tasks for the conversation…")
            onTriggered: view.workspace.tasks.offerConversation()
        }
        AppMenuItem {
            text: qsTr("Select all")
            onTriggered: view.selection.selectAll()
        }
    }
    TapHandler {
        acceptedButtons: Qt.RightButton
        onTapped: contextMenu.popup()
    }

    FileDialog {
        id: saveDialog
        property int row: -1
        title: qsTr("Save code")
        fileMode: FileDialog.SaveFile
        onAccepted: view.workspace.saveText(selectedFile, view.chat.messages.codeBlock(row))
    }

    IconButton {
        parent: view.parent
        anchors { right: view.right; bottom: view.bottom; margins: Theme.medium }
        visible: !view.follow && !view.atYEnd
        name: qsTr("To the end")
        iconName: "chevron-down"
        background: Rectangle {
            radius: height / 2
            color: Theme.raised
            border.color: Theme.line
        }
        onClicked: view.toEnd()
    }
}
