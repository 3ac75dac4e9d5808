// The saved prompts, to be called with “/”.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

SettingsSection {
    id: section

    required property PromptLibrary prompts

    title: qsTr("Saved prompts")
    explanation: qsTr("Type “/” at the beginning of a message to use one.")

    Repeater {
        model: section.prompts
        RowLayout {
            id: entry
            required property var promptId
            required property string title
            required property string content
            spacing: Theme.small
            ColumnLayout {
                Layout.fillWidth: true
                spacing: 2
                Label {
                    Layout.fillWidth: true
                    text: entry.title
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                    font.pixelSize: Theme.secondary
                    color: Theme.text
                }
                Label {
                    Layout.fillWidth: true
                    text: entry.content
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                    maximumLineCount: 1
                    font.pixelSize: Theme.caption
                    color: Theme.mutedText
                }
            }
            IconButton {
                name: qsTr("Delete “%1”").arg(entry.title)
                iconName: "trash"
                onClicked: section.prompts.remove(entry.promptId)
            }
        }
    }
    AppTextField {
        id: title
        Layout.fillWidth: true
        placeholderText: qsTr("Name of a new prompt")
    }
    AppTextArea {
        id: text
        name: qsTr("Text of the new prompt")
        Layout.fillWidth: true
        Layout.preferredHeight: Math.max(contentHeight + 2 * padding, Math.round(64 * Theme.scale))
        placeholderText: qsTr("Text of the new prompt")
    }
    AppButton {
        iconName: "plus"
        text: qsTr("Save prompt")
        enabled: title.text.trim() !== "" && text.text.trim() !== ""
        onClicked: {
            section.prompts.add(title.text, text.text);
            title.clear();
            text.clear();
        }
    }
}
