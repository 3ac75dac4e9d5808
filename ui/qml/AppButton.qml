// A button with a label: filled for the one thing to do, plain for the others.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

Button {
    id: button

    property bool filled: false
    property string iconName
    readonly property color foreground: filled ? Theme.accentText : Theme.text

    implicitHeight: Math.max(Theme.controlHeight, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Theme.medium + 2
    rightPadding: Theme.medium + 2
    topPadding: 6
    bottomPadding: 6
    font.pixelSize: Theme.secondary
    font.weight: Font.Medium
    hoverEnabled: true
    opacity: enabled ? 1 : 0.45
    Accessible.name: text

    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    contentItem: Row {
        spacing: Theme.small
        Icon {
            visible: button.iconName !== ""
            name: button.iconName
            color: button.foreground
            size: Math.round(Theme.secondary * 1.3)
            anchors.verticalCenter: parent.verticalCenter
        }
        Label {
            text: button.text
            font: button.font
            color: button.foreground
            anchors.verticalCenter: parent.verticalCenter
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: button.filled ? (button.hovered ? Theme.accentHover : Theme.accent)
             : button.down ? Theme.selected : button.hovered ? Theme.hover : Theme.raised
        border.width: button.visualFocus ? 2 : button.filled ? 0 : 1
        border.color: button.visualFocus ? (button.filled ? Theme.text : Theme.accent) : Theme.line
    }
}
