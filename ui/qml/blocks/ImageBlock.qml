// A picture of a message. Only files of this computer are shown; an address on the network is named instead.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

Column {
    id: block

    required property Item row
    readonly property bool local: row.source.startsWith("file:") || row.source.startsWith("data:image/")

    spacing: Theme.tiny

    Image {
        visible: block.local && status === Image.Ready
        source: block.local ? block.row.source : ""
        asynchronous: true
        fillMode: Image.PreserveAspectFit
        width: Math.min(block.width, implicitWidth)
        sourceSize.width: 1600
        Accessible.role: Accessible.Graphic
        Accessible.name: block.row.content
    }
    SelectableText {
        visible: !block.local
        width: block.width
        textFormat: TextEdit.PlainText
        color: Theme.mutedText
        font.pixelSize: Theme.secondary
        text: qsTr("Picture “%1” (%2): not fetched, Hearth stays off the network.").arg(block.row.content).arg(block.row.source)
    }
}
