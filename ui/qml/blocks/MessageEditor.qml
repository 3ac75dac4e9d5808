// Edits a message of the user's in its place.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

ColumnLayout {
    id: editor

    property alias text: area.text
    signal accepted(string text)
    signal cancelled()

    spacing: Theme.small
    Component.onCompleted: {
        area.forceActiveFocus();
        area.cursorPosition = area.length;
    }

    TextArea {
        id: area
        Layout.fillWidth: true
        wrapMode: TextEdit.Wrap
        font.pixelSize: Theme.body
        color: Theme.text
        selectionColor: Theme.selection
        selectedTextColor: Theme.selectedText
        background: null
        padding: 0
        Accessible.name: qsTr("Edit message")
        Keys.onEscapePressed: editor.cancelled()
        Keys.onPressed: event => {
            if (event.key === Qt.Key_Tab || event.key === Qt.Key_Backtab) {
                event.accepted = true;
                nextItemInFocusChain(event.key === Qt.Key_Tab).forceActiveFocus(Qt.TabFocusReason);
                return;
            }
            const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
            if (enter && !(event.modifiers & Qt.ShiftModifier) && !inputMethodComposing) {
                event.accepted = true;
                editor.accepted(area.text);
            }
        }
    }
    Row {
        Layout.alignment: Qt.AlignRight
        spacing: Theme.small
        AppButton {
            text: qsTr("Cancel")
            onClicked: editor.cancelled()
        }
        AppButton {
            filled: true
            text: qsTr("Send")
            onClicked: editor.accepted(area.text)
        }
    }
}
