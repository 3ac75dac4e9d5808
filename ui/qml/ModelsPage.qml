// The models that are here, whether they fit, and how to get others.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

PageFrame {
    id: page

    required property Workspace workspace
    readonly property ModelController model: workspace.model
    signal openModelRequested()

    title: qsTr("Models")
    Component.onCompleted: workspace.models.describeNext()

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.medium
        Label {
            Layout.fillWidth: true
            text: page.workspace.models.memory
            wrapMode: Text.Wrap
            font.pixelSize: Theme.secondary
            color: Theme.mutedText
        }
        AppButton {
            filled: true
            iconName: "plus"
            text: qsTr("Add a model file…")
            onClicked: page.openModelRequested()
        }
    }
    Label {
        visible: page.workspace.models.count === 0
        Layout.fillWidth: true
        text: qsTr("There are no models yet. Drop a .gguf file on this window, or add one.")
        wrapMode: Text.Wrap
        font.pixelSize: Theme.body
        color: Theme.text
    }
    Repeater {
        model: page.workspace.models
        ModelCard {
            workspace: page.workspace
            onOpened: page.closed()
        }
    }
    SettingsSection {
        Layout.topMargin: Theme.large
        title: qsTr("Models worth having")
        explanation: qsTr("Fetch a file with a browser, from a site that you trust, and add it here; or give its address below.")
        Repeater {
            model: [
                { name: "Qwen3-4B-Instruct · Q4_K_M", size: qsTr("2.5 GB; runs in 6 GB of memory"), use: qsTr("A good all-rounder in many languages.") },
                { name: "Gemma-3-4B-it · Q4_0", size: qsTr("2.4 GB; runs in 6 GB of memory"), use: qsTr("Writes and translates well.") },
                { name: "Phi-4-mini-instruct · Q4_K_M", size: qsTr("2.5 GB; runs in 6 GB of memory"), use: qsTr("Good at reasoning and code.") },
                { name: "Qwen3-1.7B · Q8_0", size: qsTr("1.8 GB; runs in 4 GB of memory"), use: qsTr("For older laptops.") }
            ]
            ColumnLayout {
                id: tip
                required property var modelData
                Layout.fillWidth: true
                spacing: 2
                Label {
                    text: tip.modelData.name
                    font.pixelSize: Theme.secondary
                    font.weight: Font.Medium
                    color: Theme.text
                }
                Label {
                    Layout.fillWidth: true
                    text: tip.modelData.size + " · " + tip.modelData.use
                    wrapMode: Text.Wrap
                    font.pixelSize: Theme.caption
                    color: Theme.mutedText
                }
            }
        }
    }
    DownloadSection {
        download: page.workspace.download
    }
}
