// The local API for other programs of this computer.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

SettingsSection {
    id: section

    required property Workspace workspace
    readonly property LocalApi api: workspace.api

    title: qsTr("For other programs")
    explanation: qsTr("Editors and scripts on this computer can use the open model through the OpenAI API, on 127.0.0.1 and with a token. Off at every start.")

    SettingRow {
        label: qsTr("Local API")
        help: section.api.running ? qsTr("It serves the model that was open when it was started.")
            : section.api.wanted ? qsTr("Starting…") : ""
        AppSwitch {
            name: qsTr("Local API")
            checked: section.api.wanted
            onToggled: {
                section.api.wanted = checked;
                checked = Qt.binding(() => section.api.wanted);
            }
        }
    }
    Label {
        visible: section.api.problem !== ""
        Layout.fillWidth: true
        text: section.api.problem
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        font.pixelSize: Theme.secondary
        color: Theme.problemText
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
    SettingRow {
        visible: section.api.running
        label: qsTr("Address")
        help: section.api.address
        AppButton {
            iconName: "copy"
            text: qsTr("Copy")
            Accessible.name: qsTr("Copy the address")
            onClicked: section.workspace.copyText(section.api.address)
        }
    }
    SettingRow {
        visible: section.api.running
        label: qsTr("Token")
        help: section.api.token.slice(0, 8) + "…"
        AppButton {
            iconName: "copy"
            text: qsTr("Copy")
            Accessible.name: qsTr("Copy the token")
            onClicked: section.workspace.copyText(section.api.token)
        }
    }
}
