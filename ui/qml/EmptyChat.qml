// A conversation that has not begun.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

Item {
    id: page

    required property Workspace workspace
    readonly property ModelController model: workspace.model

    ColumnLayout {
        anchors.centerIn: parent
        width: Math.min(page.width - 2 * Theme.large, Math.round(520 * Theme.scale))
        spacing: Theme.medium

        Icon {
            name: "flame"
            color: Theme.accent
            size: Math.round(44 * Theme.scale)
            Layout.alignment: Qt.AlignHCenter
        }
        Label {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("What is on your mind?")
            font.pixelSize: Theme.headline
            font.weight: Font.DemiBold
            color: Theme.text
            wrapMode: Text.Wrap
            Accessible.role: Accessible.Heading
        }
        Label {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            visible: text !== ""
            text: page.model.starter
                ? qsTr("This is the small model that comes with Hearth: it is quick and shows how everything works, but it knows little and often errs. Open a larger one for real work.")
                : page.model.state === ModelController.Loading ? qsTr("The model is loading. You can write already.")
                : page.model.notice
            font.pixelSize: Theme.body
            lineHeight: 1.35
            color: Theme.mutedText
            wrapMode: Text.Wrap
        }
    }
}
