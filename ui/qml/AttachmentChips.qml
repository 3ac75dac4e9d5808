// The files that go with the message, each with what is known of it and a button that takes it back.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

Flow {
    id: chips

    required property AttachmentList attachments

    spacing: Theme.small
    visible: attachments.count > 0

    Repeater {
        model: chips.attachments
        Rectangle {
            id: chip
            required property int index
            required property string fileName
            required property string fileState
            required property string detail
            readonly property bool failed: fileState === "failed"
            readonly property string note: fileState === "reading" ? qsTr("Reading…")
                : fileState === "picture" ? qsTr("The model cannot see pictures: it is told the name.")
                : failed ? qsTr("Not sent: %1").arg(detail) : detail

            width: Math.min(chips.width, content.implicitWidth + Theme.medium)
            height: Math.max(content.implicitHeight, remove.height) + Theme.small
            radius: Theme.radius
            color: failed ? Theme.problemGround : fileState === "picture" ? Theme.warningGround : Theme.ground
            border.color: Theme.line
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("File %1").arg(fileName) + (note !== "" ? ", " + note : "")

            Row {
                id: content
                anchors { left: parent.left; leftMargin: Theme.small; verticalCenter: parent.verticalCenter }
                spacing: Theme.small
                readonly property real textRoom: chips.width - icon.width - remove.width - 2 * spacing - Theme.medium - Theme.small
                Icon {
                    id: icon
                    anchors.verticalCenter: parent.verticalCenter
                    name: chip.failed ? "alert" : "file"
                    color: chip.failed ? Theme.problemText : Theme.mutedText
                    size: Math.round(16 * Theme.scale)
                }
                Column {
                    anchors.verticalCenter: parent.verticalCenter
                    Label {
                        width: Math.min(implicitWidth, Math.round(220 * Theme.scale), content.textRoom)
                        text: chip.fileName
                        textFormat: Text.PlainText
                        elide: Text.ElideMiddle
                        font.pixelSize: Theme.caption
                        font.weight: Font.DemiBold
                        color: Theme.text
                    }
                    Label {
                        width: Math.min(implicitWidth, Math.round((chip.failed ? 420 : 300) * Theme.scale), content.textRoom)
                        visible: text !== ""
                        text: chip.note
                        textFormat: Text.PlainText
                        wrapMode: Text.Wrap
                        font.pixelSize: Theme.caption
                        color: chip.failed ? Theme.text : Theme.mutedText
                    }
                }
                IconButton {
                    id: remove
                    anchors.verticalCenter: parent.verticalCenter
                    name: qsTr("Remove %1").arg(chip.fileName)
                    iconName: "close"
                    size: Math.round(24 * Theme.scale)
                    onClicked: chips.attachments.remove(chip.index)
                }
            }
        }
    }
}
