// A formula on a line of its own.
import QtQuick
import Hearth

Item {
    id: block

    required property Item row
    readonly property Item textItem: edit

    implicitHeight: edit.implicitHeight

    SelectableText {
        id: edit
        row: block.row
        width: block.width
        textFormat: TextEdit.RichText
        horizontalAlignment: TextEdit.AlignHCenter
        font.pixelSize: Math.round(Theme.body * 1.1)
        text: Theme.richTextStyle + "<div align=\"center\" style=\"line-height:150%\">" + MathText.toHtml(block.row.content) + "</div>"
        Accessible.name: qsTr("Formula: %1").arg(block.row.content)
    }
}
