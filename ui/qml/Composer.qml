// Where the user writes. Enter sends, Shift+Enter breaks the line; during composition of an input method
// Enter belongs to that. Never disabled.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

Rectangle {
    id: composer

    required property Workspace workspace
    readonly property ChatController chat: workspace.chat
    readonly property alias input: area
    signal editLastRequested()
    signal openFilesRequested()

    function submit() {
        const text = area.text;
        area.clear();
        if (!chat.send(text))
            area.text = text;
    }

    implicitHeight: column.implicitHeight + 2 * Theme.small
    radius: Theme.radiusLarge
    color: Theme.raised
    border.width: area.activeFocus ? 2 : 1
    border.color: area.activeFocus ? Theme.accent : Theme.line

    Connections {
        target: composer.chat
        function onDraftReplaced() {
            area.text = composer.chat.draft;
            area.cursorPosition = area.length;
        }
    }

    PromptMenu {
        id: prompts
        property bool dismissed: false
        prompts: composer.workspace.prompts
        words: area.text.slice(1)
        width: composer.width
        y: -height - Theme.tiny
        visible: area.activeFocus && area.text.startsWith("/") && !dismissed && found.length > 0
        onWordsChanged: dismissed = false
        onChosen: text => {
            area.text = text;
            area.cursorPosition = area.length;
        }
    }
    RowLayout {
        id: column
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Theme.small }
        spacing: Theme.tiny

        IconButton {
            Layout.alignment: Qt.AlignBottom
            size: Theme.controlHeight + 4
            name: qsTr("Do something with files")
            iconName: "paperclip"
            onClicked: composer.openFilesRequested()
        }
        Flickable {
            id: flick
            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(area.implicitHeight, Math.round(220 * Theme.scale))
            contentHeight: area.implicitHeight
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            ScrollBar.vertical: AppScrollBar {}

            TextArea.flickable: TextArea {
                id: area
                text: composer.chat.draft
                placeholderText: composer.workspace.model.state === ModelController.Loading
                    ? qsTr("Write; it is sent when the model is there") : qsTr("Write a message")
                placeholderTextColor: Theme.mutedText
                wrapMode: TextEdit.Wrap
                font.pixelSize: Theme.body
                color: Theme.text
                selectionColor: Theme.selection
                selectedTextColor: Theme.selectedText
                selectByMouse: true
                background: null
                leftPadding: Theme.small
                rightPadding: Theme.small
                topPadding: Math.round((Theme.controlHeight + 4 - Theme.body * 1.35) / 2)
                bottomPadding: topPadding
                Accessible.name: qsTr("Message")
                onTextChanged: composer.chat.setDraft(text)

                Keys.onPressed: event => {
                    if (prompts.visible && (event.key === Qt.Key_Up || event.key === Qt.Key_Down)) {
                        prompts.move(event.key === Qt.Key_Up ? -1 : 1);
                        event.accepted = true;
                        return;
                    }
                    if (prompts.visible && event.key === Qt.Key_Escape) {
                        prompts.dismissed = true;
                        event.accepted = true;
                        return;
                    }
                    if (prompts.visible && (event.key === Qt.Key_Return || event.key === Qt.Key_Tab)) {
                        prompts.accept();
                        event.accepted = true;
                        return;
                    }
                    const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
                    if (enter && !(event.modifiers & Qt.ShiftModifier)) {
                        event.accepted = true;
                        if (!inputMethodComposing)
                            composer.submit();
                    } else if (event.key === Qt.Key_Tab || event.key === Qt.Key_Backtab) {
                        event.accepted = true;
                        const forward = event.key === Qt.Key_Tab;
                        area.nextItemInFocusChain(forward).forceActiveFocus(forward ? Qt.TabFocusReason : Qt.BacktabFocusReason);
                    } else if (event.key === Qt.Key_Up && area.length === 0) {
                        event.accepted = true;
                        composer.editLastRequested();
                    }
                }
            }
        }
        IconButton {
            id: button
            readonly property bool stops: composer.chat.answering || composer.chat.waiting
            readonly property bool showsStop: stops && area.text.trim() === ""
            Layout.alignment: Qt.AlignBottom
            filled: true
            size: Theme.controlHeight + 4
            name: showsStop ? qsTr("Stop") : qsTr("Send")
            iconName: showsStop ? "stop" : "send"
            enabled: showsStop || area.text.trim() !== ""
            onClicked: showsStop ? composer.chat.stop() : composer.submit()
        }
    }
}
