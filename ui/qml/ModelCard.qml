// A model that is here.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

Rectangle {
    id: card

    required property string path
    required property string name
    required property string facts
    required property string context
    required property string fit
    required property bool fits
    required property bool starter
    required property Workspace workspace
    readonly property bool current: workspace.model.path === path && workspace.model.state !== ModelController.None
    signal opened()

    Layout.fillWidth: true
    implicitHeight: row.implicitHeight + 2 * Theme.medium
    radius: Theme.radius + 2
    color: Theme.raised
    border.width: current ? 2 : 1
    border.color: current ? Theme.accent : Theme.line

    RowLayout {
        id: row
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: Theme.medium }
        spacing: Theme.medium
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2
            Label {
                Layout.fillWidth: true
                text: card.starter ? qsTr("%1 (comes with Hearth)").arg(card.name) : card.name
                textFormat: Text.PlainText
                elide: Text.ElideRight
                font.pixelSize: Theme.body
                font.weight: Font.DemiBold
                color: Theme.text
            }
            Repeater {
                model: [card.facts, card.context, card.fit].filter(line => line !== "")
                Label {
                    required property string modelData
                    Layout.fillWidth: true
                    text: modelData
                    textFormat: Text.PlainText
                    wrapMode: Text.Wrap
                    font.pixelSize: Theme.secondary
                    color: Theme.mutedText
                }
            }
        }
        Label {
            visible: card.current
            text: card.workspace.model.state === ModelController.Loading ? qsTr("Loading…") : qsTr("In use")
            font.pixelSize: Theme.secondary
            color: Theme.link
        }
        AppButton {
            visible: !card.current && card.fits
            text: qsTr("Use")
            Accessible.name: qsTr("Use %1").arg(card.name)
            onClicked: {
                card.workspace.model.load(card.path);
                card.opened();
            }
        }
        IconButton {
            visible: !card.starter && !card.current
            name: qsTr("Take %1 out of the list").arg(card.name)
            iconName: "close"
            onClicked: card.workspace.models.forget(card.path)
        }
    }
}
