// A number between two bounds.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

Slider {
    id: slider

    required property string name

    implicitWidth: Math.round(170 * Theme.scale)
    implicitHeight: Theme.controlHeight
    Accessible.name: name
    background: Rectangle {
        x: slider.leftPadding
        y: slider.topPadding + slider.availableHeight / 2 - height / 2
        width: slider.availableWidth
        height: 4
        radius: 2
        color: Theme.line
        Rectangle {
            x: slider.mirrored ? parent.width - width : 0
            width: slider.position * parent.width
            height: parent.height
            radius: 2
            color: Theme.accent
        }
    }
    handle: Rectangle {
        x: slider.leftPadding + slider.visualPosition * (slider.availableWidth - width)
        y: slider.topPadding + slider.availableHeight / 2 - height / 2
        width: Math.round(18 * Theme.scale)
        height: width
        radius: width / 2
        color: slider.pressed ? Theme.hover : Theme.raised
        border.width: slider.visualFocus ? 3 : 1
        border.color: slider.visualFocus ? Theme.accent : Theme.strongLine
    }
}
