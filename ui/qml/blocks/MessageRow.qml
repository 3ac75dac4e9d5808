// One row of the conversation: places the delegate of its kind in the reading column.
import QtQuick
import Hearth

Item {
    id: messageRow

    required property int index
    required property string kind
    required property var messageId
    required property string content
    required property string marker
    required property int listDepth
    required property int quoteDepth
    required property int level
    required property string language
    required property string source
    required property bool firstChunk
    required property bool lastChunk
    required property int firstLine
    required property bool rightToLeft
    required property var table
    required property var alignments
    required property int gap
    required property string status
    required property string note
    required property int sibling
    required property int siblings
    required property string modelName
    required property real speed
    required property int tokens
    required property var attachments
    required property bool firstSent
    required property Workspace workspace

    readonly property int space: [0, 2, Theme.medium, Theme.large, Theme.large + Theme.small][gap]
    readonly property int margin: Math.max(Theme.large, (width - Theme.columnWidth) / 2)
    /// The text that can be selected in this row; null when there is none.
    readonly property Item textItem: loader.item && loader.item.textItem !== undefined ? loader.item.textItem : null

    readonly property int dividerHeight: divider.visible ? divider.height + Theme.large : 0

    implicitHeight: loader.height + space + dividerHeight
    height: implicitHeight

    // What stands above this line was not sent to the model: its context is full.
    Row {
        id: divider
        visible: messageRow.firstSent
        x: messageRow.margin
        y: Theme.large
        width: messageRow.width - 2 * messageRow.margin
        spacing: Theme.medium
        Rectangle {
            width: (divider.width - words.width) / 2 - divider.spacing
            height: 1
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.strongLine
        }
        Text {
            id: words
            width: Math.min(implicitWidth, divider.width * 0.8)
            wrapMode: Text.Wrap
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("The model reads from here on: its context has no room for more")
            font.pixelSize: Theme.caption
            color: Theme.mutedText
        }
        Rectangle {
            width: (divider.width - words.width) / 2 - divider.spacing
            height: 1
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.strongLine
        }
    }

    Repeater {
        model: messageRow.quoteDepth
        Rectangle {
            required property int index
            x: (messageRow.rightToLeft ? messageRow.width - messageRow.margin - width - index * Theme.large : messageRow.margin + index * Theme.large)
            y: messageRow.dividerHeight + messageRow.space - Theme.tiny
            width: 3
            height: messageRow.height - y
            radius: 1.5
            color: Theme.strongLine
        }
    }

    Loader {
        id: loader
        x: messageRow.margin + (messageRow.rightToLeft ? 0 : indent)
        y: messageRow.dividerHeight + messageRow.space
        width: messageRow.width - 2 * messageRow.margin - indent
        readonly property int indent: messageRow.quoteDepth * Theme.large
        sourceComponent: messageRow.kind === "user" ? userMessage
            : messageRow.kind === "footer" ? answerFooter
            : messageRow.kind === "code" ? codeBlock
            : messageRow.kind === "rule" ? ruleBlock
            : messageRow.kind === "image" ? imageBlock
            : messageRow.kind === "math" ? mathBlock
            : messageRow.kind === "table" ? tableBlock
            : textBlock
    }

    Component { id: userMessage; UserMessage { row: messageRow } }
    Component { id: answerFooter; AnswerFooter { row: messageRow } }
    Component { id: codeBlock; CodeBlock { row: messageRow } }
    Component { id: textBlock; TextBlock { row: messageRow } }
    Component { id: tableBlock; TableBlock { row: messageRow } }
    Component { id: mathBlock; MathBlock { row: messageRow } }
    Component { id: ruleBlock; Rectangle { implicitHeight: 1; color: Theme.line } }
    Component { id: imageBlock; ImageBlock { row: messageRow } }
}
