// Asked in place before a message leaves this computer.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

Rectangle {
    id: bar

    required property Door door
    signal cancelled()

    visible: door.asking && door.question !== ""
    implicitHeight: column.implicitHeight + 2 * Theme.medium
    radius: Theme.radius
    color: Theme.warningGround
    Accessible.role: Accessible.AlertMessage
    Accessible.name: door.question + " " + door.documents
    onVisibleChanged: documentsToo.checked = false

    ColumnLayout {
        id: column
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: Theme.medium }
        spacing: Theme.small

        RowLayout {
            spacing: Theme.small
            Icon {
                name: "globe"
                color: Theme.text
                size: Math.round(18 * Theme.scale)
            }
            Label {
                Layout.fillWidth: true
                text: bar.door.question
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                font.pixelSize: Theme.secondary
                color: Theme.text
            }
        }
        RowLayout {
            visible: bar.door.documents !== ""
            spacing: Theme.small
            Label {
                Layout.fillWidth: true
                text: bar.door.documents + " " + qsTr("Documents may leave too:")
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                font.pixelSize: Theme.secondary
                color: Theme.text
            }
            AppSwitch {
                id: documentsToo
                name: qsTr("Send the text of the documents too")
            }
        }
        Flow {
            Layout.fillWidth: true
            spacing: Theme.small
            AppButton {
                filled: true
                enabled: bar.door.documents === "" || documentsToo.checked
                text: qsTr("Send this")
                onClicked: bar.door.agree(false, documentsToo.checked)
            }
            AppButton {
                enabled: bar.door.documents === "" || documentsToo.checked
                text: qsTr("Send, and do not ask again in this conversation")
                onClicked: bar.door.agree(true, documentsToo.checked)
            }
            AppButton {
                text: qsTr("Answer on this computer")
                onClicked: bar.door.choose("")
            }
            AppButton {
                text: qsTr("Do not send")
                onClicked: bar.cancelled()
            }
        }
    }
}
