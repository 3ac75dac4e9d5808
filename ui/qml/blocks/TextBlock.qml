// A paragraph, heading or list item.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

Item {
    id: block

    required property Item row
    readonly property Item textItem: edit
    readonly property int indent: row.listDepth * Math.round(24 * Theme.scale)

    implicitHeight: edit.implicitHeight
    // Each paragraph has its own direction, whatever the window's is.
    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true

    Label {
        visible: block.row.marker !== ""
        text: block.row.marker
        font.pixelSize: Theme.body
        color: Theme.mutedText
        x: block.row.rightToLeft ? block.width - block.indent + Theme.small
                                 : block.indent - width - Theme.small
        Accessible.ignored: true
    }

    SelectableText {
        id: edit

        row: block.row
        x: block.row.rightToLeft ? 0 : block.indent
        width: block.width - block.indent
        textFormat: TextEdit.RichText
        horizontalAlignment: block.row.rightToLeft ? TextEdit.AlignRight : TextEdit.AlignLeft
        font.pixelSize: block.row.kind === "heading" ? Theme.headingSize(block.row.level) : Theme.body
        font.weight: block.row.kind === "heading" ? Font.DemiBold : Font.Normal
        lineHeight: block.row.kind === "heading" ? 120 : Theme.lineHeight
        text: Theme.richTextStyle + "<div dir=\"" + (block.row.rightToLeft ? "rtl" : "ltr") + "\" style=\"line-height:"
              + lineHeight + "%\">" + MathText.withFormulas(block.row.content, font.pixelSize, Theme.text, Screen.devicePixelRatio) + "</div>"
        Accessible.name: MathText.plainText(block.row.content)
        Accessible.role: block.row.kind === "heading" ? Accessible.Heading
            : block.row.listDepth > 0 ? Accessible.ListItem : Accessible.Paragraph
    }
}
