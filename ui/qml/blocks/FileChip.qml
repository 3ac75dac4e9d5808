// A file that belongs to a message.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

Rectangle {
    id: chip

    required property string fileName

    implicitWidth: content.implicitWidth + 2 * Theme.small
    implicitHeight: content.implicitHeight + Theme.small
    radius: Theme.radius
    color: Theme.raised
    border.color: Theme.line
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("File %1").arg(fileName)

    Row {
        id: content
        anchors.centerIn: parent
        spacing: Theme.tiny
        Icon {
            name: "file"
            color: Theme.mutedText
            size: Math.round(15 * Theme.scale)
            anchors.verticalCenter: parent.verticalCenter
        }
        Label {
            text: chip.fileName
            textFormat: Text.PlainText
            font.pixelSize: Theme.caption
            color: Theme.text
        }
    }
}
