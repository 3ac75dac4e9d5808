// One of those that can answer a conversation: this computer, or an endpoint.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

AbstractButton {
    id: choice

    required property string headline
    required property string place
    required property bool leaves
    property bool chosen: false

    Layout.fillWidth: true
    implicitHeight: row.implicitHeight + 2 * Theme.small
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.RadioButton
    Accessible.name: headline + ", " + place
    Accessible.checkable: true
    Accessible.checked: chosen
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: Theme.radius
        color: choice.down ? Theme.selected : choice.hovered ? Theme.hover : Theme.raised
        border.width: choice.visualFocus || choice.chosen ? 2 : 1
        border.color: choice.visualFocus || choice.chosen ? Theme.accent : Theme.line
    }

    RowLayout {
        id: row
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: Theme.medium }
        spacing: Theme.small
        Icon {
            name: choice.leaves ? "globe" : "lock"
            color: Theme.mutedText
            size: Math.round(18 * Theme.scale)
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0
            Label {
                Layout.fillWidth: true
                text: choice.headline
                textFormat: Text.PlainText
                elide: Text.ElideRight
                font.pixelSize: Theme.secondary
                color: Theme.text
            }
            Label {
                Layout.fillWidth: true
                text: choice.place
                textFormat: Text.PlainText
                elide: Text.ElideMiddle
                font.pixelSize: Theme.caption
                color: Theme.mutedText
            }
        }
        Icon {
            visible: choice.chosen
            name: "check"
            color: Theme.link
            size: Math.round(18 * Theme.scale)
        }
    }
}
