// What can be done about the model, below its chip.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

Popup {
    id: menu

    required property Workspace workspace
    readonly property ModelController model: workspace.model
    signal openModelRequested()
    signal modelsRequested()

    width: Math.round(320 * Theme.scale)
    padding: Theme.medium
    focus: true
    background: Rectangle {
        color: Theme.raised
        radius: Theme.radius
        border.color: Theme.line
    }

    contentItem: ColumnLayout {
        spacing: Theme.small

        Label {
            Layout.fillWidth: true
            text: menu.model.name !== "" ? menu.model.name : qsTr("No model")
            textFormat: Text.PlainText
            font.pixelSize: Theme.body
            font.weight: Font.DemiBold
            color: Theme.text
            wrapMode: Text.Wrap
        }
        Repeater {
            model: [menu.model.details, menu.model.device,
                    menu.model.contextSize > 0 ? qsTr("%1 of %2 tokens of context in use")
                        .arg(Number(menu.model.contextUsed).toLocaleString(Qt.locale(), "f", 0))
                        .arg(Number(menu.model.contextSize).toLocaleString(Qt.locale(), "f", 0)) : "",
                    menu.model.notice].filter(line => line !== "")
            Label {
                required property string modelData
                Layout.fillWidth: true
                text: modelData
                textFormat: Text.PlainText
                font.pixelSize: Theme.secondary
                color: Theme.mutedText
                wrapMode: Text.Wrap
            }
        }
        Label {
            visible: menu.workspace.door.endpoints.length > 0
            Layout.topMargin: Theme.small
            text: qsTr("This conversation is answered by")
            font.pixelSize: Theme.secondary
            color: Theme.text
        }
        Repeater {
            model: menu.workspace.door.endpoints.length === 0 ? []
                : [{ id: "", model: menu.model.name !== "" ? menu.model.name : qsTr("No model"), host: qsTr("on this computer") }].concat(menu.workspace.door.endpoints)
            AnswererChoice {
                required property var modelData
                headline: modelData.model
                place: modelData.host
                leaves: modelData.id !== ""
                chosen: menu.workspace.door.current === modelData.id
                onClicked: {
                    menu.close();
                    menu.workspace.door.choose(modelData.id);
                }
            }
        }
        AppButton {
            Layout.fillWidth: true
            Layout.topMargin: Theme.small
            filled: menu.model.state !== ModelController.Ready
            iconName: "folder"
            text: qsTr("Open a model file…")
            onClicked: {
                menu.close();
                menu.openModelRequested();
            }
        }
        AppButton {
            Layout.fillWidth: true
            iconName: "chip"
            text: qsTr("All models…")
            onClicked: {
                menu.close();
                menu.modelsRequested();
            }
        }
        AppButton {
            Layout.fillWidth: true
            visible: menu.model.state === ModelController.Ready
            iconName: "close"
            text: qsTr("Unload the model")
            onClicked: {
                menu.close();
                menu.model.unload();
            }
        }
    }
}
