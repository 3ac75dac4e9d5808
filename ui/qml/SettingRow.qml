// A setting: what it is on one side, its control on the other.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

// Anchors and a positioner, not nested layouts: a text that wraps knows its height at once, and no control keeps the
// place of a height that the texts had before they knew their width.
Item {
    id: row

    required property string label
    property string help
    default property alias control: place.data

    implicitHeight: Math.max(texts.height, place.implicitHeight)
    Layout.fillWidth: true

    Column {
        id: texts
        anchors { left: parent.left; verticalCenter: parent.verticalCenter }
        width: Math.max(0, row.width - place.implicitWidth - Theme.medium)
        spacing: 2
        Label {
            width: texts.width
            text: row.label
            wrapMode: Text.Wrap
            font.pixelSize: Theme.secondary
            color: Theme.text
        }
        Label {
            visible: row.help !== ""
            width: texts.width
            text: row.help
            wrapMode: Text.Wrap
            font.pixelSize: Theme.caption
            color: Theme.mutedText
        }
    }
    RowLayout {
        id: place
        anchors { right: parent.right; verticalCenter: parent.verticalCenter }
    }
}
