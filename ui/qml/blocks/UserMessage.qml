// What the user has said, in a bubble at the end of the line; can be edited in place.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

Item {
    id: message

    required property Item row
    readonly property Item textItem: editing ? null : text
    readonly property bool editing: row.workspace && row.ListView.view && row.ListView.view.editedMessage === row.messageId
    /// A very long message shows its beginning until it is unfolded.
    readonly property int foldedLength: 3000
    property bool unfolded: false
    readonly property bool folded: row.content.length > foldedLength && !unfolded

    implicitHeight: bubble.height + (editing ? 0 : actions.height)

    HoverHandler { id: hover }

    Rectangle {
        id: bubble
        anchors.right: parent.right
        width: message.editing ? parent.width : Math.min(parent.width * 0.86, Math.max(text.implicitWidth, files.implicitWidth) + 2 * (Theme.medium + 4))
        height: content.implicitHeight + 2 * Theme.medium
        radius: Theme.radiusLarge
        color: Theme.bubble

        ColumnLayout {
            id: content
            anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: Theme.medium + 4 }
            spacing: Theme.small

            Flow {
                id: files
                visible: message.row.attachments && message.row.attachments.length > 0
                spacing: Theme.small
                Layout.fillWidth: true
                Repeater {
                    model: message.row.attachments
                    FileChip {
                        required property string modelData
                        fileName: modelData
                    }
                }
            }
            SelectableText {
                id: text
                row: message.row
                visible: !message.editing
                Layout.fillWidth: true
                textFormat: TextEdit.PlainText
                text: message.folded ? message.row.content.slice(0, message.foldedLength) + "…" : message.row.content
                LayoutMirroring.enabled: false
                horizontalAlignment: message.row.rightToLeft ? TextEdit.AlignRight : TextEdit.AlignLeft
            }
            AppButton {
                visible: message.folded && !message.editing
                text: qsTr("Show all")
                onClicked: message.unfolded = true
            }
            Loader {
                active: message.editing
                visible: active
                Layout.fillWidth: true
                sourceComponent: MessageEditor {
                    text: message.row.content
                    onAccepted: text => {
                        message.row.ListView.view.editedMessage = 0;
                        message.row.workspace.chat.edit(message.row.messageId, text);
                    }
                    onCancelled: message.row.ListView.view.editedMessage = 0
                }
            }
        }
    }

    Row {
        id: actions
        anchors { right: parent.right; top: bubble.bottom }
        height: Math.round(30 * Theme.scale)
        visible: !message.editing
        opacity: hover.hovered || activeFocusInside ? 1 : 0
        readonly property bool activeFocusInside: edit.activeFocus || copy.activeFocus || remove.activeFocus

        IconButton {
            id: copy
            name: qsTr("Copy message")
            iconName: "copy"
            size: Math.round(28 * Theme.scale)
            onClicked: message.row.workspace.copyText(message.row.content)
        }
        IconButton {
            id: edit
            name: qsTr("Edit message")
            iconName: "edit"
            size: Math.round(28 * Theme.scale)
            onClicked: message.row.ListView.view.editedMessage = message.row.messageId
        }
        IconButton {
            id: remove
            name: qsTr("Delete message")
            iconName: "trash"
            size: Math.round(28 * Theme.scale)
            onClicked: message.row.workspace.chat.remove(message.row.messageId)
        }
    }
    SiblingSwitch {
        anchors { right: actions.left; verticalCenter: actions.verticalCenter; rightMargin: Theme.small }
        visible: message.row.siblings > 1 && !message.editing
        row: message.row
    }
}
