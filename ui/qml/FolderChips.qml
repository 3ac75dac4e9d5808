// The folders that code tasks may read, each with buttons that keep it for all conversations and take it back.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

Flow {
    id: chips

    required property FolderGrants folders

    spacing: Theme.small
    visible: folders.count > 0

    Repeater {
        model: chips.folders
        Rectangle {
            id: chip
            required property int index
            required property string folderName
            required property string path
            required property bool kept
            readonly property string note: kept ? qsTr("Code tasks of every conversation may read it")
                                                : qsTr("Code tasks of this conversation may read it")

            width: Math.min(chips.width, content.implicitWidth + Theme.medium)
            height: Math.max(content.implicitHeight, remove.height) + Theme.small
            radius: Theme.radius
            color: Theme.ground
            border.color: Theme.line
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("Folder %1").arg(path) + ", " + note

            Row {
                id: content
                anchors { left: parent.left; leftMargin: Theme.small; verticalCenter: parent.verticalCenter }
                spacing: Theme.small
                readonly property real textRoom: chips.width - icon.width - 2 * remove.width - 3 * spacing - Theme.medium - Theme.small
                Icon {
                    id: icon
                    anchors.verticalCenter: parent.verticalCenter
                    name: "folder"
                    color: Theme.mutedText
                    size: Math.round(16 * Theme.scale)
                }
                Column {
                    anchors.verticalCenter: parent.verticalCenter
                    Label {
                        id: label
                        width: Math.min(implicitWidth, Math.round(300 * Theme.scale), content.textRoom)
                        text: chip.folderName
                        textFormat: Text.PlainText
                        elide: Text.ElideMiddle
                        font.pixelSize: Theme.caption
                        font.weight: Font.DemiBold
                        color: Theme.text
                        HoverHandler { id: hover }
                        AppToolTip {
                            visible: hover.hovered
                            text: chip.path
                        }
                    }
                    Label {
                        width: Math.min(implicitWidth, Math.round(300 * Theme.scale), content.textRoom)
                        text: chip.note
                        textFormat: Text.PlainText
                        wrapMode: Text.Wrap
                        font.pixelSize: Theme.caption
                        color: Theme.mutedText
                    }
                }
                IconButton {
                    anchors.verticalCenter: parent.verticalCenter
                    name: chip.kept ? qsTr("For this conversation only: %1").arg(chip.folderName) : qsTr("For every conversation: %1").arg(chip.folderName)
                    iconName: "pin"
                    iconColor: chip.kept ? Theme.accent : hovered || visualFocus ? Theme.text : Theme.mutedText
                    size: Math.round(24 * Theme.scale)
                    onClicked: chips.folders.setKept(chip.index, !chip.kept)
                }
                IconButton {
                    id: remove
                    anchors.verticalCenter: parent.verticalCenter
                    name: qsTr("Take back %1").arg(chip.folderName)
                    iconName: "close"
                    size: Math.round(24 * Theme.scale)
                    onClicked: chips.folders.remove(chip.index)
                }
            }
        }
    }
}
