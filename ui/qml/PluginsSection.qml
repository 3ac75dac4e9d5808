// The plugins: what each adds, what it may do, and the switch.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import QtQuick.Layouts
import Hearth

SettingsSection {
    id: section

    required property PluginList plugins

    title: qsTr("Plugins")
    explanation: qsTr("Plugins add tasks for texts and files. One that is not part of Hearth may do only what you allow.")

    Repeater {
        model: section.plugins.plugins
        PluginRow {
            required property var modelData
            plugin: modelData
            onAllowed: section.plugins.allow(modelData.id)
            onSwitched: enabled => section.plugins.setEnabled(modelData.id, enabled)
        }
    }
    Flow {
        Layout.fillWidth: true
        spacing: Theme.small
        AppButton {
            iconName: "plus"
            text: qsTr("Add a plugin…")
            onClicked: fileDialog.open()
        }
        AppButton {
            iconName: "folder"
            text: qsTr("Open the plugins folder")
            onClicked: section.plugins.openFolder()
        }
    }
    FileDialog {
        id: fileDialog
        title: qsTr("Add a plugin")
        nameFilters: [qsTr("Plugins (*.zip)")]
        onAccepted: section.plugins.add(selectedFile)
    }
}
