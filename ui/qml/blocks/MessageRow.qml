// One row of the conversation: places the delegate of its kind in the reading column.
import QtQuick
import "../"

Item {
    id: row

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
    required property int gap
    required property string status
    required property string note
    required property int sibling
    required property int siblings
    required property string modelName
    required property real speed
    required property int tokens
    required property var attachments
    required property Workspace workspace

    readonly property int space: [0, Theme.tiny + 2, Theme.medium, Theme.large, Theme.large + Theme.small][gap]
    readonly property int margin: Math.max(Theme.large, (width - Theme.columnWidth) / 2)
    /// The text that can be selected in this row; null when there is none.
    readonly property Item textItem: loader.item && loader.item.textItem !== undefined ? loader.item.textItem : null

    implicitHeight: loader.height + space
    height: implicitHeight

    Repeater {
        model: row.quoteDepth
        Rectangle {
            required property int index
            x: (row.rightToLeft !== row.LayoutMirroring.enabled ? row.width - row.margin - width - index * Theme.large : row.margin + index * Theme.large)
            y: row.space - Theme.tiny
            width: 3
            height: row.height - y
            radius: 1.5
            color: Theme.strongLine
        }
    }

    Loader {
        id: loader
        x: row.margin + (row.rightToLeft ? 0 : indent)
        y: row.space
        width: row.width - 2 * row.margin - indent
        readonly property int indent: row.quoteDepth * Theme.large
        sourceComponent: row.kind === "user" ? userMessage
            : row.kind === "footer" ? answerFooter
            : row.kind === "code" ? codeBlock
            : row.kind === "rule" ? ruleBlock
            : row.kind === "image" ? imageBlock
            : row.kind === "math" ? mathBlock
            : textBlock
    }

    Component { id: userMessage; UserMessage { row: row } }
    Component { id: answerFooter; AnswerFooter { row: row } }
    Component { id: codeBlock; CodeBlock { row: row } }
    Component { id: textBlock; TextBlock { row: row } }
    Component { id: mathBlock; MathBlock { row: row } }
    Component { id: ruleBlock; Rectangle { implicitHeight: 1; color: Theme.line } }
    Component { id: imageBlock; ImageBlock { row: row } }
}
