// On or off.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

Switch {
    id: control

    required property string name

    Accessible.name: name
    padding: 0
    implicitWidth: Math.round(40 * Theme.scale)
    implicitHeight: Theme.controlHeight
    indicator: Rectangle {
        implicitWidth: Math.round(40 * Theme.scale)
        implicitHeight: Math.round(22 * Theme.scale)
        anchors.verticalCenter: parent.verticalCenter
        radius: height / 2
        color: control.checked ? Theme.accent : Theme.strongLine
        border.width: control.visualFocus ? 2 : 0
        border.color: Theme.text
        Rectangle {
            x: control.checked !== control.mirrored ? parent.width - width - 3 : 3
            anchors.verticalCenter: parent.verticalCenter
            width: parent.height - 6
            height: width
            radius: width / 2
            color: "#ffffff"
        }
    }
    contentItem: null
}
