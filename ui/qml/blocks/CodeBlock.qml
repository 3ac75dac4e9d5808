// A piece of a code block: coloured, with its language, copy, save and wrap above the first piece.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

Item {
    id: block

    required property Item row
    readonly property Item textItem: edit
    readonly property ListView view: row.ListView.view
    readonly property Settings settings: row.workspace.settings
    readonly property bool wrap: settings.wrapCode
    readonly property bool numbered: settings.lineNumbers
    readonly property int indent: row.listDepth * Math.round(24 * Theme.scale)

    implicitHeight: column.height

    Column {
        id: column
        x: block.indent
        width: block.width - block.indent

        Rectangle {
            id: header
            visible: block.row.firstChunk
            width: parent.width
            height: visible ? Math.round(34 * Theme.scale) : 0
            color: Theme.codeHeader
            radius: Theme.radius

            Rectangle { // square corners towards the code
                anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
                height: parent.radius
                color: parent.color
            }
            RowLayout {
                anchors.fill: parent
                anchors.leftMargin: Theme.medium
                anchors.rightMargin: Theme.tiny
                spacing: 0
                Label {
                    Layout.fillWidth: true
                    text: highlighter.languageName
                    textFormat: Text.PlainText
                    font.pixelSize: Theme.caption
                    color: Theme.mutedText
                    elide: Text.ElideRight
                }
                IconButton {
                    name: block.wrap ? qsTr("Do not wrap lines") : qsTr("Wrap lines")
                    iconName: "wrap"
                    size: Math.round(28 * Theme.scale)
                    onClicked: block.settings.wrapCode = !block.wrap
                }
                IconButton {
                    name: block.numbered ? qsTr("Hide line numbers") : qsTr("Show line numbers")
                    iconName: "numbers"
                    size: Math.round(28 * Theme.scale)
                    onClicked: block.settings.lineNumbers = !block.numbered
                }
                IconButton {
                    name: qsTr("Save code as…")
                    iconName: "save"
                    size: Math.round(28 * Theme.scale)
                    onClicked: block.view.saveCode(block.row.index, highlighter.fileExtension)
                }
                IconButton {
                    id: copy
                    property bool done: false
                    name: done ? qsTr("Copied") : qsTr("Copy code")
                    iconName: done ? "check" : "copy"
                    size: Math.round(28 * Theme.scale)
                    onClicked: {
                        block.row.workspace.copyText(block.row.workspace.chat.messages.codeBlock(block.row.index));
                        done = true;
                        copied.restart();
                    }
                    Timer { id: copied; interval: 1600; onTriggered: copy.done = false }
                }
            }
        }
        Rectangle {
            width: parent.width
            height: edit.implicitHeight + (block.row.firstChunk ? Theme.small : 0) + (block.row.lastChunk ? Theme.medium : 0)
            color: Theme.codeGround
            radius: block.row.lastChunk ? Theme.radius : 0

            Rectangle { // square corners towards the header and the chunks before and after
                anchors { left: parent.left; right: parent.right; top: parent.top }
                height: Theme.radius
                color: parent.color
            }
            LineNumbers {
                id: numbers
                visible: block.numbered
                anchors { left: parent.left; top: parent.top; leftMargin: Theme.small }
                LayoutMirroring.enabled: false
                edit: block.numbered ? edit : null
                firstLine: block.row.firstLine
                topPadding: edit.y
            }
            Flickable {
                id: flick
                anchors.fill: parent
                LayoutMirroring.enabled: false
                anchors.leftMargin: block.numbered ? Theme.small + numbers.width + Theme.medium : Theme.medium
                anchors.rightMargin: Theme.medium
                contentWidth: block.wrap ? width : Math.max(width, edit.implicitWidth)
                contentHeight: height
                clip: true
                interactive: contentWidth > width
                flickableDirection: Flickable.HorizontalFlick
                boundsBehavior: Flickable.StopAtBounds
                ScrollBar.horizontal: AppScrollBar {}

                SelectableText {
                    id: edit
                    row: block.row
                    y: block.row.firstChunk ? Theme.small : 0
                    width: block.wrap ? flick.width : Math.max(flick.width, implicitWidth)
                    textFormat: TextEdit.PlainText
                    text: block.row.content
                    wrapMode: block.wrap ? TextEdit.WrapAnywhere : TextEdit.NoWrap
                    font.family: Theme.monospace
                    font.pixelSize: Theme.secondary
                    horizontalAlignment: TextEdit.AlignLeft
                    LayoutMirroring.enabled: false
                    Accessible.name: qsTr("Code: %1").arg(block.row.content)
                }
            }
        }
    }

    CodeHighlighter {
        id: highlighter
        document: edit.textDocument
        language: block.row.language
        dark: Theme.dark
        ground: Theme.codeGround
        messages: block.row.workspace.chat.messages
        row: block.row.index
    }
}
