// Several lines of text to fill in.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

TextArea {
    id: area

    required property string name

    wrapMode: TextEdit.Wrap
    font.pixelSize: Theme.secondary
    color: Theme.text
    placeholderTextColor: Theme.mutedText
    selectionColor: Theme.selection
    selectedTextColor: Theme.selectedText
    selectByMouse: true
    padding: Theme.medium
    Accessible.name: name
    Keys.priority: Keys.BeforeItem
    Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
    Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
    background: Rectangle {
        radius: Theme.radius
        color: Theme.ground
        border.width: area.activeFocus ? 2 : 1
        border.color: area.activeFocus ? Theme.accent : Theme.line
    }
}
