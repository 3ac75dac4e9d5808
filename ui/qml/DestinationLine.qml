// Where what is written here goes: always shown, before anything is sent.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

Rectangle {
    id: line

    required property Door door
    readonly property bool leaves: door.current !== ""
    readonly property string text: !leaves ? qsTr("Stays on this computer")
        : door.asksAlways ? qsTr("Goes to %1 (%2), after you have agreed").arg(door.host).arg(door.modelName)
                          : qsTr("Goes to %1 (%2) without asking again").arg(door.host).arg(door.modelName)

    implicitWidth: row.implicitWidth + 2 * Theme.small
    implicitHeight: row.implicitHeight + Theme.tiny
    radius: Theme.radius
    color: leaves ? Theme.warningGround : "transparent"
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.tiny
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: line.leaves ? "globe" : "lock"
            color: line.leaves ? Theme.text : Theme.mutedText
            size: Math.round(13 * Theme.scale)
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, line.parent ? line.parent.width - 2 * Theme.huge : implicitWidth)
            text: line.text
            textFormat: Text.PlainText
            elide: Text.ElideMiddle
            font.pixelSize: Theme.caption
            color: line.leaves ? Theme.text : Theme.mutedText
            Accessible.ignored: true
        }
    }
}
