// The notices above the composer: one sentence each, with the button that helps.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

Column {
    id: bar

    required property Notices notices

    spacing: Theme.small

    Repeater {
        model: bar.notices

        Rectangle {
            id: notice

            required property string name
            required property string text
            required property int severity
            required property string action

            width: bar.width
            implicitHeight: row.implicitHeight + 2 * Theme.small
            radius: Theme.radius
            color: severity === Notices.Problem ? Theme.problemGround
                 : severity === Notices.Warning ? Theme.warningGround : Theme.informationGround
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text

            RowLayout {
                id: row
                anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
                anchors.leftMargin: Theme.medium
                anchors.rightMargin: Theme.tiny
                spacing: Theme.small

                Icon {
                    name: notice.severity === Notices.Information ? "info" : "alert"
                    color: notice.severity === Notices.Problem ? Theme.problemText : Theme.mutedText
                    size: Math.round(18 * Theme.scale)
                }
                Label {
                    text: notice.text
                    font.pixelSize: Theme.secondary
                    color: Theme.text
                    wrapMode: Text.Wrap
                    textFormat: Text.PlainText
                    Layout.fillWidth: true
                }
                AppButton {
                    visible: notice.action !== ""
                    text: notice.action
                    onClicked: bar.notices.act(notice.name)
                }
                IconButton {
                    name: qsTr("Dismiss")
                    iconName: "close"
                    size: Math.round(28 * Theme.scale)
                    onClicked: bar.notices.dismiss(notice.name)
                }
            }
        }
    }
}
