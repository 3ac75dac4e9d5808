// A page beside the chat: title, way back, and a column that scrolls.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

Rectangle {
    id: frame

    required property string title
    default property alias content: column.data
    signal closed()

    color: Theme.ground
    focus: true

    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        PageTitle {
            Layout.margins: Theme.small
            title: frame.title
            room: frame.width - 2 * Theme.small
            onClosed: frame.closed()
        }
        Flickable {
            id: flick
            Layout.fillWidth: true
            Layout.fillHeight: true
            contentHeight: column.implicitHeight + 2 * Theme.large
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            ScrollBar.vertical: AppScrollBar {}

            ColumnLayout {
                id: column
                x: Math.max(Theme.large, (flick.width - width) / 2)
                y: Theme.medium
                width: Math.min(flick.width - 2 * Theme.large, Math.round(680 * Theme.scale))
                spacing: Theme.medium
            }
        }
    }
}
