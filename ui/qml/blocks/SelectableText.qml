// Text of a message: read only, can be selected, links can be followed.
import QtQuick
import Hearth

TextEdit {
    id: edit

    property real lineHeight: Theme.lineHeight

    readOnly: true
    selectByMouse: true
    persistentSelection: true
    activeFocusOnPress: true
    wrapMode: TextEdit.Wrap
    color: Theme.text
    selectionColor: Theme.selection
    selectedTextColor: Theme.selectedText
    font.pixelSize: Theme.body
    Accessible.role: Accessible.StaticText
    Accessible.name: getText(0, length)
    Accessible.readOnly: true
    onLinkActivated: link => Qt.openUrlExternally(link)

    HoverHandler {
        cursorShape: edit.hoveredLink !== "" ? Qt.PointingHandCursor : Qt.IBeamCursor
    }
}
