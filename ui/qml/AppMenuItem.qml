import QtQuick
import QtQuick.Controls.Basic
import Hearth

MenuItem {
    id: item

    property string iconName

    implicitHeight: Theme.controlHeight
    height: visible ? implicitHeight : 0
    leftPadding: Theme.small
    rightPadding: Theme.small
    font.pixelSize: Theme.secondary
    Accessible.name: text

    contentItem: Row {
        spacing: Theme.small
        Icon {
            visible: item.iconName !== ""
            name: item.iconName
            color: Theme.mutedText
            size: Math.round(Theme.secondary * 1.25)
            anchors.verticalCenter: parent.verticalCenter
        }
        Label {
            text: item.text
            font: item.font
            color: item.enabled ? Theme.text : Theme.mutedText
            anchors.verticalCenter: parent.verticalCenter
        }
    }
    background: Rectangle {
        radius: 6
        color: item.highlighted ? Theme.hover : "transparent"
    }
}
