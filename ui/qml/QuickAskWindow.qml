// A small window for one question, above whatever is being done.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

ApplicationWindow {
    id: quick

    required property Workspace workspace
    readonly property QuickAsk ask: workspace.quick
    signal openRequested()

    function appear() {
        ask.readClipboard();
        about.checked = false;
        show();
        raise();
        requestActivate();
        field.forceActiveFocus();
        field.selectAll();
    }

    width: Math.round(560 * Theme.scale)
    height: Math.min(Math.round(480 * Theme.scale), column.implicitHeight + 2 * Theme.large)
    flags: Qt.Dialog | Qt.WindowStaysOnTopHint
    title: qsTr("Quick question")
    color: Theme.ground
    font.pixelSize: Theme.body
    LayoutMirroring.enabled: Qt.application.layoutDirection === Qt.RightToLeft
    LayoutMirroring.childrenInherit: true

    Shortcut {
        sequence: "Esc"
        onActivated: quick.ask.busy ? quick.ask.stop() : quick.close()
    }

    ColumnLayout {
        id: column
        anchors { fill: parent; margins: Theme.large }
        spacing: Theme.medium

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.small
            AppTextField {
                id: field
                Layout.fillWidth: true
                placeholderText: about.checked ? qsTr("What about the clipboard?") : qsTr("Ask something")
                onAccepted: quick.ask.ask(text, about.checked)
            }
            IconButton {
                filled: true
                name: quick.ask.busy ? qsTr("Stop") : qsTr("Ask")
                iconName: quick.ask.busy ? "stop" : "send"
                enabled: quick.ask.busy || field.text.trim() !== "" || about.checked
                onClicked: quick.ask.busy ? quick.ask.stop() : quick.ask.ask(field.text, about.checked)
            }
        }
        SettingRow {
            visible: quick.ask.clipboard !== ""
            label: qsTr("About the clipboard")
            help: quick.ask.clipboard
            AppSwitch {
                id: about
                name: qsTr("About the clipboard")
            }
        }
        Label {
            visible: quick.ask.problem !== ""
            Layout.fillWidth: true
            text: quick.ask.problem
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            font.pixelSize: Theme.secondary
            color: Theme.problemText
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
        Flickable {
            id: flick
            visible: quick.ask.answer !== ""
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: answer.implicitHeight
            contentHeight: answer.implicitHeight
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            ScrollBar.vertical: AppScrollBar {}
            TextEdit {
                id: answer
                width: flick.width
                readOnly: true
                selectByMouse: true
                text: quick.ask.answer
                textFormat: quick.ask.busy ? TextEdit.PlainText : TextEdit.MarkdownText
                wrapMode: TextEdit.Wrap
                font.pixelSize: Theme.body
                color: Theme.text
                selectionColor: Theme.selection
                selectedTextColor: Theme.selectedText
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
        }
        RowLayout {
            visible: quick.ask.answer !== "" && !quick.ask.busy
            spacing: Theme.small
            AppButton {
                iconName: "copy"
                text: qsTr("Copy")
                onClicked: quick.workspace.copyText(quick.ask.answer)
            }
            AppButton {
                text: qsTr("Go on in the window")
                onClicked: {
                    quick.workspace.chat.open(quick.ask.conversation);
                    quick.close();
                    quick.openRequested();
                }
            }
        }
    }
}
