// ‹ 2/3 ›: goes through the versions of a message.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

Row {
    id: control

    required property Item row

    IconButton {
        name: qsTr("Previous version")
        iconName: "chevron-left"
        size: Math.round(28 * Theme.scale)
        enabled: control.row.sibling > 1
        onClicked: control.row.workspace.chat.chooseSibling(control.row.messageId, -1)
    }
    Label {
        anchors.verticalCenter: parent.verticalCenter
        text: control.row.sibling + "/" + control.row.siblings
        font.pixelSize: Theme.caption
        color: Theme.mutedText
        Accessible.name: qsTr("Version %1 of %2").arg(control.row.sibling).arg(control.row.siblings)
    }
    IconButton {
        name: qsTr("Next version")
        iconName: "chevron-right"
        size: Math.round(28 * Theme.scale)
        enabled: control.row.sibling < control.row.siblings
        onClicked: control.row.workspace.chat.chooseSibling(control.row.messageId, 1)
    }
}
