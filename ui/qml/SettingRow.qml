// A setting: what it is on one side, its control on the other.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

RowLayout {
    id: row

    required property string label
    property string help
    default property alias control: place.data

    spacing: Theme.medium
    Layout.fillWidth: true

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 2
        Label {
            Layout.fillWidth: true
            text: row.label
            wrapMode: Text.Wrap
            font.pixelSize: Theme.secondary
            color: Theme.text
        }
        Label {
            visible: row.help !== ""
            Layout.fillWidth: true
            text: row.help
            wrapMode: Text.Wrap
            font.pixelSize: Theme.caption
            color: Theme.mutedText
        }
    }
    RowLayout {
        id: place
        Layout.alignment: Qt.AlignVCenter | Qt.AlignRight
    }
}
