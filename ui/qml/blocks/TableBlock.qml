// A table: calm lines between the rows; wide ones scroll sideways.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

Flickable {
    id: block

    required property Item row
    readonly property var cells: row.table
    readonly property int columns: cells.length > 0 ? cells[0].length : 0
    readonly property int indent: row.listDepth * Math.round(24 * Theme.scale)

    implicitHeight: grid.implicitHeight
    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true
    leftMargin: indent
    contentWidth: grid.width
    contentHeight: grid.implicitHeight
    interactive: contentWidth > width - indent
    flickableDirection: Flickable.HorizontalFlick
    boundsBehavior: Flickable.StopAtBounds
    clip: interactive
    ScrollBar.horizontal: AppScrollBar {}
    Accessible.role: Accessible.Table
    Accessible.name: qsTr("Table: %1").arg(row.content)

    GridLayout {
        id: grid
        columns: Math.max(1, block.columns)
        columnSpacing: 0
        rowSpacing: 0
        width: Math.min(implicitWidth, Math.max(block.width - block.indent, block.columns * 90 * Theme.scale))
        layoutDirection: block.row.rightToLeft ? Qt.RightToLeft : Qt.LeftToRight

        Repeater {
            model: block.cells.length * block.columns
            Rectangle {
                id: cell
                required property int index
                readonly property int line: Math.floor(index / block.columns)
                readonly property int column: index % block.columns
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: Math.min(text.implicitWidth + 2 * Theme.medium + Theme.tiny, Math.round(340 * Theme.scale))
                Layout.minimumWidth: Math.min(Layout.preferredWidth, Math.round(60 * Theme.scale))
                implicitHeight: text.implicitHeight + 2 * Theme.small
                color: line === 0 ? Theme.codeHeader : "transparent"

                SelectableText {
                    id: text
                    anchors { left: parent.left; right: parent.right; top: parent.top; leftMargin: Theme.medium; rightMargin: Theme.medium; topMargin: Theme.small }
                    textFormat: TextEdit.RichText
                    font.weight: cell.line === 0 ? Font.DemiBold : Font.Normal
                    text: Theme.richTextStyle + MathText.withFormulas(block.cells[cell.line][cell.column] ?? "", font.pixelSize, Theme.text, Screen.devicePixelRatio)
                    horizontalAlignment: [block.row.rightToLeft ? TextEdit.AlignRight : TextEdit.AlignLeft, TextEdit.AlignHCenter,
                        block.row.rightToLeft ? TextEdit.AlignLeft : TextEdit.AlignRight][block.row.alignments[cell.column] ?? 0]
                }
                Rectangle {
                    anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
                    height: 1
                    color: Theme.line
                }
            }
        }
    }
}
