// A task that is running: what it does now, how far it is, what is there already, and the way to end it.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

Rectangle {
    id: task

    required property var answer
    required property string name
    required property string step
    required property double fraction
    required property string timeLeft
    required property string partial
    property bool open: false
    readonly property string percent: Math.floor(fraction * 100) + " %"
    signal cancelled()

    implicitHeight: column.implicitHeight + 2 * Theme.small
    radius: Theme.radius
    color: Theme.informationGround
    Accessible.role: Accessible.ProgressBar
    Accessible.name: name + ", " + step + ", " + percent

    ColumnLayout {
        id: column
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
        anchors.leftMargin: Theme.medium
        anchors.rightMargin: Theme.small
        spacing: Theme.tiny

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.small
            Icon {
                name: "task"
                color: Theme.mutedText
                size: Math.round(18 * Theme.scale)
            }
            ColumnLayout {
                Layout.fillWidth: true
                spacing: 0
                Label {
                    Layout.fillWidth: true
                    text: task.name
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                    font.pixelSize: Theme.secondary
                    font.weight: Font.DemiBold
                    color: Theme.text
                }
                Label {
                    Layout.fillWidth: true
                    text: [task.percent, task.step, task.timeLeft].filter(part => part !== "").join(" · ")
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                    font.pixelSize: Theme.caption
                    color: Theme.mutedText
                }
            }
            IconButton {
                visible: task.partial !== ""
                name: task.open ? qsTr("Hide what is there already") : qsTr("Show what is there already")
                iconName: "chevron-down"
                rotation: task.open ? 180 : 0
                size: Math.round(28 * Theme.scale)
                onClicked: task.open = !task.open
            }
            AppButton {
                text: qsTr("Cancel")
                Accessible.name: qsTr("Cancel: %1").arg(task.name)
                onClicked: task.cancelled()
            }
        }
        Rectangle {
            Layout.fillWidth: true
            implicitHeight: 4
            radius: 2
            color: Theme.line
            Rectangle {
                width: parent.width * Math.min(1, task.fraction)
                height: parent.height
                radius: parent.radius
                color: Theme.accent
            }
        }
        Flickable {
            id: partialView
            visible: task.open && task.partial !== ""
            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(partialText.implicitHeight, Math.round(180 * Theme.scale))
            contentHeight: partialText.implicitHeight
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            ScrollBar.vertical: AppScrollBar {}
            TextEdit {
                id: partialText
                width: partialView.width - Theme.medium
                text: task.partial
                textFormat: TextEdit.PlainText
                readOnly: true
                selectByMouse: true
                wrapMode: TextEdit.Wrap
                font.pixelSize: Theme.secondary
                color: Theme.text
                Accessible.name: qsTr("What is there already")
            }
        }
    }
}
