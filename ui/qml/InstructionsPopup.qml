// What the model is told before this conversation, in place of what the settings say; saved prompts serve as presets.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

Popup {
    id: popup

    required property Workspace workspace
    readonly property ChatController chat: workspace.chat

    padding: Theme.medium
    modal: false
    focus: true
    background: Rectangle {
        color: Theme.raised
        radius: Theme.radius
        border.color: Theme.line
    }
    onAboutToShow: {
        area.text = chat.instructions;
        area.forceActiveFocus();
    }
    onAboutToHide: chat.instructions = area.text

    Connections {
        target: popup.chat
        function onConversationChanged() { popup.close(); }
    }
    contentItem: ColumnLayout {
        spacing: Theme.small

        Label {
            Layout.fillWidth: true
            text: qsTr("Instructions for this conversation")
            font.pixelSize: Theme.body
            font.weight: Font.DemiBold
            color: Theme.text
            wrapMode: Text.Wrap
            Accessible.role: Accessible.Heading
        }
        Label {
            Layout.fillWidth: true
            text: popup.workspace.settings.systemPrompt.trim() !== ""
                ? qsTr("In place of the instructions in the settings: “%1”").arg(popup.workspace.settings.systemPrompt.trim().slice(0, 200))
                : qsTr("Who the model is to be here, how it is to answer.")
            textFormat: Text.PlainText
            font.pixelSize: Theme.caption
            color: Theme.mutedText
            wrapMode: Text.Wrap
        }
        ScrollView {
            Layout.fillWidth: true
            Layout.preferredHeight: Math.round(130 * Theme.scale)
            ScrollBar.horizontal.policy: ScrollBar.AlwaysOff
            AppTextArea {
                id: area
                name: qsTr("Instructions for this conversation")
                placeholderText: qsTr("For example: Answer in French, and correct my mistakes.")
            }
        }
        RowLayout {
            Layout.fillWidth: true
            AppComboBox {
                readonly property var presets: {
                    popup.workspace.prompts.count;
                    return popup.workspace.prompts.matching("");
                }
                visible: presets.length > 0
                name: qsTr("Take a saved prompt")
                model: [name].concat(presets.map(prompt => prompt.title))
                currentIndex: 0
                onActivated: index => {
                    if (index > 0)
                        area.text = presets[index - 1].text;
                    currentIndex = 0;
                }
            }
            Item { Layout.fillWidth: true }
            AppButton {
                filled: true
                text: qsTr("Done")
                onClicked: popup.close()
            }
        }
    }
}
