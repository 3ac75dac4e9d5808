// A line of text to fill in.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

TextField {
    id: field

    implicitHeight: Theme.controlHeight
    leftPadding: Theme.medium
    rightPadding: Theme.medium
    topPadding: 0
    bottomPadding: 0
    verticalAlignment: TextInput.AlignVCenter
    font.pixelSize: Theme.secondary
    color: Theme.text
    placeholderTextColor: Theme.mutedText
    selectionColor: Theme.selection
    selectedTextColor: Theme.selectedText
    selectByMouse: true
    Accessible.name: placeholderText

    background: Rectangle {
        radius: Theme.radius
        color: Theme.raised
        border.width: field.activeFocus ? 2 : 1
        border.color: field.activeFocus ? Theme.accent : Theme.line
    }
}
