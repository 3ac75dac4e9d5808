// A group of settings under a heading.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

ColumnLayout {
    id: section

    required property string title
    property string explanation
    default property alias content: box.data

    spacing: Theme.small
    Layout.fillWidth: true
    Layout.bottomMargin: Theme.medium

    Label {
        text: section.title
        font.pixelSize: Theme.body
        font.weight: Font.DemiBold
        color: Theme.text
        Accessible.role: Accessible.Heading
    }
    Label {
        visible: section.explanation !== ""
        Layout.fillWidth: true
        text: section.explanation
        wrapMode: Text.Wrap
        font.pixelSize: Theme.secondary
        color: Theme.mutedText
    }
    Rectangle {
        Layout.fillWidth: true
        implicitHeight: box.implicitHeight + 2 * Theme.medium
        radius: Theme.radius + 2
        color: Theme.raised
        border.color: Theme.line
        ColumnLayout {
            id: box
            anchors { left: parent.left; right: parent.right; top: parent.top; margins: Theme.medium }
            spacing: Theme.medium
        }
    }
}
