// A group of settings under a heading.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

// A positioner, not a layout: texts that wrap know their height at once, and nothing overlaps what follows.
Column {
    id: section

    required property string title
    property string explanation
    default property alias content: box.data

    spacing: Theme.small
    bottomPadding: Theme.medium
    Layout.fillWidth: true

    Label {
        width: section.width
        text: section.title
        wrapMode: Text.Wrap
        font.pixelSize: Theme.body
        font.weight: Font.DemiBold
        color: Theme.text
        Accessible.role: Accessible.Heading
    }
    Label {
        visible: section.explanation !== ""
        width: section.width
        text: section.explanation
        wrapMode: Text.Wrap
        font.pixelSize: Theme.secondary
        color: Theme.mutedText
    }
    Rectangle {
        width: section.width
        height: box.implicitHeight + 2 * Theme.medium
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
