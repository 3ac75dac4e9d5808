// What this program is, which version, and what it is made with.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

PageFrame {
    id: page

    required property Help help
    signal helpRequested()

    title: qsTr("About Hearth")

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.medium
        Icon {
            name: "flame"
            color: Theme.accent
            size: Math.round(44 * Theme.scale)
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2
            Label {
                Layout.fillWidth: true
                text: page.help.version !== "" ? qsTr("Hearth %1").arg(page.help.version) : "Hearth"
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                color: Theme.text
            }
            Label {
                Layout.fillWidth: true
                text: qsTr("A private assistant that runs on this computer. Apache License 2.0.")
                wrapMode: Text.Wrap
                font.pixelSize: Theme.secondary
                color: Theme.mutedText
            }
        }
        AppButton {
            text: qsTr("Help")
            onClicked: page.helpRequested()
        }
    }
    SettingsSection {
        title: qsTr("Made with")
        explanation: page.help.components.length > 0 ? qsTr("The libraries of this build and their licences.")
                                                     : qsTr("The list of libraries was not installed with this program.")
        Repeater {
            model: page.help.components
            RowLayout {
                id: row
                required property var modelData
                Layout.fillWidth: true
                spacing: Theme.medium
                Label {
                    Layout.fillWidth: true
                    text: row.modelData.version !== "NOASSERTION" ? row.modelData.name + " " + row.modelData.version : row.modelData.name
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                    font.pixelSize: Theme.secondary
                    color: Theme.text
                }
                Label {
                    text: row.modelData.licence
                    textFormat: Text.PlainText
                    font.pixelSize: Theme.secondary
                    color: Theme.mutedText
                }
            }
        }
        Label {
            visible: page.help.billOfMaterials !== ""
            Layout.fillWidth: true
            text: qsTr("For machines (SPDX): %1").arg(page.help.billOfMaterials)
            textFormat: Text.PlainText
            wrapMode: Text.WrapAnywhere
            font.pixelSize: Theme.caption
            color: Theme.mutedText
        }
    }
}
