// Text of a message: read only; a drag selects, over the borders of its block too; links can be followed.
import QtQuick
import Hearth

TextEdit {
    id: edit

    property real lineHeight: Theme.lineHeight
    /// The row that this is the text of; null: a text that is selected by itself.
    property Item row: null
    readonly property TextSelection selection: row && row.ListView.view ? row.ListView.view.selection : null

    function showSelection() {
        const begin = selection.startIn(row.index);
        const end = selection.endIn(row.index);
        if (begin < 0)
            deselect();
        else
            select(Math.min(begin, length), end < 0 ? length : Math.min(end, length));
    }

    readOnly: true
    selectByMouse: selection === null
    persistentSelection: true
    wrapMode: TextEdit.Wrap
    color: Theme.text
    selectionColor: Theme.selection
    selectedTextColor: Theme.selectedText
    font.pixelSize: Theme.body
    Accessible.role: Accessible.StaticText
    Accessible.name: getText(0, length)
    Accessible.readOnly: true
    onLinkActivated: link => Qt.openUrlExternally(link)
    onTextChanged: if (selection && !selection.empty) showSelection()
    Component.onCompleted: if (selection && !selection.empty) showSelection()

    Connections {
        target: edit.selection
        function onChanged() { edit.showSelection(); }
    }
    MouseArea {
        anchors.fill: parent
        enabled: edit.selection !== null
        acceptedButtons: Qt.LeftButton
        preventStealing: true
        cursorShape: edit.linkAt(mouseX, mouseY) !== "" ? Qt.PointingHandCursor : Qt.IBeamCursor
        hoverEnabled: true
        onPressed: mouse => {
            const view = edit.row.ListView.view;
            view.forceActiveFocus(Qt.MouseFocusReason);
            if (mouse.modifiers & Qt.ShiftModifier)
                edit.selection.extendTo(edit.row.index, edit.positionAt(mouse.x, mouse.y));
            else
                edit.selection.begin(edit.row.index, edit.positionAt(mouse.x, mouse.y));
        }
        onPositionChanged: mouse => {
            if (!pressed)
                return;
            const at = mapToItem(edit.row.ListView.view.contentItem, mouse.x, mouse.y);
            edit.row.ListView.view.extendSelection(at.x, at.y);
        }
        onClicked: mouse => {
            const link = edit.linkAt(mouse.x, mouse.y);
            if (link !== "" && edit.selection.empty)
                Qt.openUrlExternally(link);
        }
        onDoubleClicked: mouse => {
            edit.cursorPosition = edit.positionAt(mouse.x, mouse.y);
            edit.selectWord();
            const begin = edit.selectionStart;
            const end = edit.selectionEnd;
            edit.selection.begin(edit.row.index, begin);
            edit.selection.extendTo(edit.row.index, end);
        }
    }
}
