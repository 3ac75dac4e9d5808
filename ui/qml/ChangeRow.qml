// The heading of a file with what can be done, or one line of its change.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

Item {
    id: row

    required property string kind
    required property string content
    required property int line
    required property int file
    required property string state
    required property string folder
    required property string message
    required property int added
    required property int removed
    required property string language
    readonly property int margin: Math.max(Theme.medium, (width - Theme.reviewWidth) / 2)
    signal applyRequested()
    signal undoRequested()
    signal copyRequested()
    signal patchRequested()
    signal saveRequested()

    implicitHeight: loader.height
    Accessible.role: Accessible.ListItem
    Accessible.name: kind === "file" ? content
        : kind === "added" ? qsTr("Added, line %1: %2").arg(line).arg(content)
        : kind === "removed" ? qsTr("Removed, line %1: %2").arg(line).arg(content)
        : kind === "hunk" ? content : qsTr("Line %1: %2").arg(line).arg(content)

    Loader {
        id: loader
        x: row.margin
        width: row.width - 2 * row.margin
        sourceComponent: row.kind === "file" ? heading : codeLine
    }
    Component {
        id: heading
        Column {
            topPadding: Theme.medium
            spacing: Theme.tiny
            Label {
                width: parent.width
                horizontalAlignment: Text.AlignLeft
                text: row.content
                textFormat: Text.PlainText
                elide: Text.ElideMiddle
                font.pixelSize: Theme.body
                font.weight: Font.DemiBold
                color: Theme.text
                Accessible.role: Accessible.Heading
            }
            Label {
                width: parent.width
                horizontalAlignment: Text.AlignLeft
                text: [row.folder, row.language, "+" + row.added + " −" + row.removed,
                       row.state === "applied" ? qsTr("applied") : row.state === "new" ? qsTr("a new file") : ""].filter(part => part !== "").join(" · ")
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                font.pixelSize: Theme.caption
                color: Theme.mutedText
            }
            Label {
                visible: row.message !== ""
                width: parent.width
                horizontalAlignment: Text.AlignLeft
                text: row.message
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                font.pixelSize: Theme.secondary
                color: Theme.problemText
                Accessible.role: Accessible.AlertMessage
                Accessible.name: row.message
            }
            Flow {
                width: parent.width
                spacing: Theme.small
                bottomPadding: Theme.small
                AppButton {
                    visible: row.state === "open"
                    filled: true
                    iconName: "check"
                    text: qsTr("Apply")
                    Accessible.name: qsTr("Apply: %1").arg(row.content)
                    onClicked: row.applyRequested()
                }
                AppButton {
                    visible: row.state === "applied"
                    iconName: "undo"
                    text: qsTr("Undo")
                    Accessible.name: qsTr("Undo: %1").arg(row.content)
                    onClicked: row.undoRequested()
                }
                AppButton {
                    visible: row.state === "new"
                    filled: true
                    iconName: "save"
                    text: qsTr("Save the file…")
                    Accessible.name: qsTr("Save the file: %1").arg(row.content)
                    onClicked: row.saveRequested()
                }
                AppButton {
                    iconName: "copy"
                    text: qsTr("Copy")
                    Accessible.name: qsTr("Copy the change: %1").arg(row.content)
                    onClicked: row.copyRequested()
                }
                AppButton {
                    iconName: "save"
                    text: qsTr("Save as a patch…")
                    Accessible.name: qsTr("Save as a patch: %1").arg(row.content)
                    onClicked: row.patchRequested()
                }
            }
        }
    }
    Component {
        id: codeLine
        Rectangle {
            readonly property color foreground: row.kind === "added" ? Theme.addedText : row.kind === "removed" ? Theme.removedText
                : row.kind === "hunk" ? Theme.mutedText : Theme.text
            implicitHeight: words.implicitHeight + (row.kind === "hunk" ? Theme.small : 2)
            color: row.kind === "added" ? Theme.addedGround : row.kind === "removed" ? Theme.removedGround
                : row.kind === "hunk" ? Theme.codeHeader : Theme.codeGround
            LayoutMirroring.enabled: false
            LayoutMirroring.childrenInherit: true
            Label {
                id: number
                visible: row.kind !== "hunk"
                width: Math.round(52 * Theme.scale)
                y: 1
                horizontalAlignment: Text.AlignRight
                text: row.line > 0 ? row.line : ""
                font.family: Theme.monospace
                font.pixelSize: Theme.caption
                color: parent.foreground
                Accessible.ignored: true
            }
            Label {
                id: sign
                anchors.left: number.right
                y: 1
                leftPadding: Theme.small
                text: row.kind === "added" ? "+" : row.kind === "removed" ? "−" : ""
                font.family: Theme.monospace
                font.pixelSize: Theme.secondary
                color: parent.foreground
                Accessible.ignored: true
            }
            TextEdit {
                id: words
                anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
                anchors.leftMargin: row.kind === "hunk" ? Theme.medium : number.width + Math.round(26 * Theme.scale)
                anchors.rightMargin: Theme.small
                readOnly: true
                selectByMouse: true
                text: row.content
                textFormat: TextEdit.PlainText
                wrapMode: TextEdit.WrapAnywhere
                horizontalAlignment: TextEdit.AlignLeft
                font.family: Theme.monospace
                font.pixelSize: row.kind === "hunk" ? Theme.caption : Theme.secondary
                color: parent.foreground
                selectionColor: Theme.selection
                selectedTextColor: Theme.selectedText
                Accessible.ignored: true
            }
        }
    }
}
