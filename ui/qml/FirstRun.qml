// In place of an empty chat while there is no model: what to do.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

Flickable {
    id: page

    required property Workspace workspace
    signal openModelRequested()

    contentHeight: Math.max(height, column.implicitHeight + 2 * Theme.huge)
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: AppScrollBar {}

    ColumnLayout {
        id: column
        anchors.centerIn: parent
        width: Math.min(page.width - 2 * Theme.large, Math.round(520 * Theme.scale))
        spacing: Theme.medium

        Icon {
            name: "flame"
            color: Theme.accent
            size: Math.round(52 * Theme.scale)
            Layout.alignment: Qt.AlignHCenter
        }
        Label {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Welcome to Hearth")
            font.pixelSize: Theme.headline
            font.weight: Font.DemiBold
            color: Theme.text
            wrapMode: Text.Wrap
            Accessible.role: Accessible.Heading
        }
        Label {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Everything you write stays on this computer. To answer, Hearth needs a language model: one file whose name ends in .gguf.")
            font.pixelSize: Theme.body
            lineHeight: 1.35
            color: Theme.mutedText
            wrapMode: Text.Wrap
        }
        Rectangle {
            id: dropPlace
            Layout.fillWidth: true
            Layout.topMargin: Theme.medium
            implicitHeight: inner.implicitHeight + 2 * Theme.large
            radius: Theme.radiusLarge
            color: Theme.sideGround
            border.color: Theme.line

            ColumnLayout {
                id: inner
                anchors.centerIn: parent
                width: parent.width - 2 * Theme.large
                spacing: Theme.medium
                Label {
                    Layout.fillWidth: true
                    horizontalAlignment: Text.AlignHCenter
                    text: qsTr("Drop a model file anywhere in this window, or")
                    font.pixelSize: Theme.secondary
                    color: Theme.mutedText
                    wrapMode: Text.Wrap
                }
                AppButton {
                    Layout.alignment: Qt.AlignHCenter
                    filled: true
                    iconName: "folder"
                    text: qsTr("Open a model file…")
                    onClicked: page.openModelRequested()
                }
                AppButton {
                    Layout.alignment: Qt.AlignHCenter
                    visible: page.workspace.model.starterAvailable
                    text: qsTr("Use the small built-in model")
                    onClicked: page.workspace.model.loadStarter()
                }
            }
        }
        Label {
            Layout.fillWidth: true
            Layout.topMargin: Theme.small
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("No model yet? Well-known ones are Qwen 3 (4B), Gemma 3 (4B) and Phi-4-mini, as “Q4_0” or “Q4_K_M” files of about 2.5 GB; 8 GB of memory are enough. Fetch one with a browser and open it here. Hearth goes online only when you tell it to.")
            font.pixelSize: Theme.secondary
            lineHeight: 1.3
            color: Theme.mutedText
            wrapMode: Text.Wrap
        }
    }
}
