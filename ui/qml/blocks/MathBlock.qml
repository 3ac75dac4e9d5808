// A formula on a line of its own: drawn, or as its source where it cannot be; wide ones scroll sideways.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

Flickable {
    id: block

    required property Item row
    readonly property Item textItem: formula.drawable ? null : source
    /// Whether the selection covers this row.
    readonly property bool selected: {
        const selection = row.ListView.view ? row.ListView.view.selection : null;
        return selection !== null && !selection.empty && selection.startIn(row.index) === 0 && selection.endIn(row.index) < 0;
    }

    implicitHeight: (formula.drawable ? formula.implicitHeight : source.implicitHeight) + 2 * Theme.tiny
    contentWidth: Math.max(width, formula.implicitWidth)
    contentHeight: height
    interactive: contentWidth > width
    flickableDirection: Flickable.HorizontalFlick
    boundsBehavior: Flickable.StopAtBounds
    clip: interactive
    ScrollBar.horizontal: AppScrollBar {}

    Rectangle {
        anchors.fill: formula
        visible: block.selected && formula.drawable
        color: Theme.selection
    }
    Formula {
        id: formula
        visible: drawable
        x: Math.max(0, Math.round((block.contentWidth - width) / 2))
        y: Theme.tiny
        tex: block.row.content
        pixelSize: Math.round(Theme.body * 1.15)
        color: Theme.text
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("Formula: %1").arg(block.row.content)
    }
    SelectableText {
        id: source
        visible: !formula.drawable
        row: block.row
        width: block.width
        textFormat: TextEdit.PlainText
        text: formula.drawable ? "" : block.row.content
        font.family: Theme.monospace
        font.pixelSize: Theme.secondary
        Accessible.name: qsTr("Formula: %1").arg(block.row.content)
    }
}
