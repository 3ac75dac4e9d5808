// The head of a page: the way back, and what the page is.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

Row {
    id: head

    required property string title
    required property real room ///< that it may take
    signal closed()

    spacing: Theme.small

    IconButton {
        id: back
        name: qsTr("Back to the conversation")
        iconName: LayoutMirroring.enabled ? "chevron-right" : "chevron-left"
        onClicked: head.closed()
    }
    Label {
        anchors.verticalCenter: parent.verticalCenter
        width: Math.max(Math.min(implicitWidth, head.room - back.width - head.spacing), 0)
        text: head.title
        font.pixelSize: Theme.title
        font.weight: Font.DemiBold
        color: Theme.text
        elide: Text.ElideRight
        rightPadding: LayoutMirroring.enabled ? 0 : Theme.medium
        Accessible.role: Accessible.Heading
    }
}
