// A button that is only an icon; its name is told to screen readers and in a tooltip.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

AbstractButton {
    id: button

    required property string name
    property string iconName
    property bool filled: false
    property color iconColor: filled ? Theme.accentText : hovered || visualFocus ? Theme.text : Theme.mutedText
    property int size: Theme.controlHeight
    property int iconSize: Math.round(size * 0.55)

    implicitWidth: size
    implicitHeight: size
    icon.source: "qrc:/Hearth/icons/" + iconName + ".svg"
    icon.color: iconColor
    icon.width: iconSize
    icon.height: iconSize
    text: name
    display: AbstractButton.IconOnly
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.name: name
    opacity: enabled ? 1 : 0.4

    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: button.iconName
            color: button.iconColor
            size: button.iconSize
        }
    }
    background: Rectangle {
        radius: button.filled ? height / 2 : Theme.radius
        color: button.filled ? (button.hovered ? Theme.accentHover : Theme.accent)
             : button.down ? Theme.selected : button.hovered ? Theme.hover : "transparent"
        border.width: button.visualFocus ? 2 : 0
        border.color: Theme.accent
    }

    AppToolTip {
        visible: (button.hovered || button.visualFocus) && !button.down
        text: button.name
    }
}
