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
    readonly property AttachmentList attachments: chat.attachments
    readonly property Prediction prediction: workspace.prediction
    readonly property bool hasContent: area.text.trim() !== "" || attachments.count > 0 || bar.task !== null
    /// Sent as soon as the last attached file is read.
    property bool sendWhenRead: false
    signal editLastRequested()
    signal openFilesRequested()
    signal addFolderRequested()

    function escaped(text) {
        return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\n/g, "<br>");
    }
    function predict() {
        if (area.activeFocus && bar.task === null && area.cursorPosition === area.length && !area.inputMethodComposing)
            prediction.ask(area.text);
        else
            prediction.clear();
    }
    /// What is written, and what is attached, is what the task works on.
    function choose(task) {
        bar.task = task;
        area.forceActiveFocus();
    }
    /// The list that “/” opens; where a text is written already, the tasks for that.
    function showTasks() {
        if (area.text.trim() !== "") {
            workspace.tasks.offerText(area.text);
            return;
        }
        area.text = "/";
        area.cursorPosition = area.length;
        area.forceActiveFocus();
    }
    function submit() {
        sendWhenRead = attachments.reading;
        if (sendWhenRead)
            return;
        const text = area.text;
        if (bar.task !== null) {
            if (workspace.tasks.startOnDraft(bar.task, bar.values, text)) {
                area.clear();
                bar.task = null;
            }
            return;
        }
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
        target: composer.attachments
        function onChanged() {
            if (composer.sendWhenRead && !composer.attachments.reading)
                composer.submit();
        }
    }
    Connections {
        target: composer.chat
        function onConversationChanged() {
            composer.sendWhenRead = false;
            bar.task = null;
        }
        function onDraftReplaced() {
            area.text = composer.chat.draft;
            area.cursorPosition = area.length;
        }
    }

    PromptMenu {
        id: prompts
        property bool dismissed: false
        prompts: composer.workspace.prompts
        tasks: composer.workspace.tasks
        words: area.text.slice(1)
        width: composer.width
        y: -height - Theme.tiny
        visible: area.activeFocus && area.text.startsWith("/") && !dismissed && found.length > 0
        onWordsChanged: dismissed = false
        onPromptChosen: text => {
            area.text = text;
            area.cursorPosition = area.length;
        }
        onTaskChosen: task => {
            area.clear();
            composer.choose(task);
        }
    }
    ColumnLayout {
        id: column
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Theme.small }
        spacing: Theme.small

        TaskBar {
            id: bar
            Layout.fillWidth: true
            Layout.margins: visible ? Theme.tiny : 0
            onFolderRequested: composer.addFolderRequested()
            onDismissed: {
                task = null;
                area.forceActiveFocus();
            }
        }
        AttachmentChips {
            Layout.fillWidth: true
            Layout.margins: visible ? Theme.tiny : 0
            attachments: composer.attachments
        }
        FolderChips {
            Layout.fillWidth: true
            Layout.margins: visible ? Theme.tiny : 0
            folders: composer.workspace.tasks.folders
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.tiny

            IconButton {
                Layout.alignment: Qt.AlignBottom
                size: Theme.controlHeight + 4
                name: qsTr("Attach files")
                iconName: "paperclip"
                onClicked: composer.openFilesRequested()
            }
            IconButton {
                visible: Dictation.keys !== ""
                Layout.alignment: Qt.AlignBottom
                size: Theme.controlHeight + 4
                name: qsTr("Dictate (%1)").arg(Dictation.keys)
                iconName: "microphone"
                onClicked: {
                    area.forceActiveFocus();
                    Dictation.begin();
                }
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
                    placeholderText: bar.task !== null && bar.task.folders && composer.workspace.tasks.folders.count > 0
                        ? qsTr("Write what to look for or to do in the folder")
                        : bar.task !== null ? qsTr("Write or paste the text to work on, or attach files")
                        : composer.workspace.model.state === ModelController.Loading
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
                    Accessible.description: continuation.visible ? qsTr("Suggestion: %1. Tab takes it.").arg(composer.prediction.text) : ""
                    onTextChanged: {
                        composer.chat.setDraft(text);
                        composer.predict();
                    }
                    onCursorPositionChanged: if (cursorPosition !== length) composer.prediction.clear()
                    onActiveFocusChanged: if (!activeFocus) composer.prediction.clear()

                    // The proposed continuation, behind the text: what is written is in it too, unseen, so that
                    // both break their lines alike.
                    Text {
                        id: continuation
                        visible: composer.prediction.text !== "" && area.activeFocus
                        x: area.leftPadding
                        y: area.topPadding
                        width: area.width - area.leftPadding - area.rightPadding
                        wrapMode: Text.Wrap
                        textFormat: Text.RichText
                        font: area.font
                        color: Theme.mutedText
                        text: visible ? "<span style=\"white-space:pre-wrap;color:#00000000\">" + composer.escaped(area.text)
                                        + "</span><span style=\"white-space:pre-wrap\">" + composer.escaped(composer.prediction.text) + "</span>" : ""
                        Accessible.ignored: true
                    }

                    // Before the window's own Esc.
                    Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape && (continuation.visible || prompts.visible)
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
                        if (continuation.visible && (event.key === Qt.Key_Tab || event.key === Qt.Key_Escape)) {
                            event.accepted = true;
                            const proposed = composer.prediction.text;
                            composer.prediction.clear();
                            if (event.key === Qt.Key_Tab)
                                area.insert(area.length, proposed);
                            return;
                        }
                        if (event.matches(StandardKey.Paste) && composer.attachments.paste()) {
                            event.accepted = true;
                            return;
                        }
                        if (event.key === Qt.Key_Backspace && area.length === 0 && bar.task !== null) {
                            bar.task = null;
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
                readonly property bool showsStop: stops && !composer.hasContent
                Layout.alignment: Qt.AlignBottom
                filled: true
                size: Theme.controlHeight + 4
                name: showsStop ? qsTr("Stop") : qsTr("Send")
                iconName: showsStop ? "stop" : "send"
                enabled: showsStop || composer.hasContent
                onClicked: showsStop ? composer.chat.stop() : composer.submit()
            }
        }
    }
}
