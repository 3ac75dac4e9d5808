// Settings. Each is in force at once.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import QtQuick.Layouts
import Hearth

PageFrame {
    id: page

    required property Workspace workspace
    readonly property Settings settings: workspace.settings

    title: qsTr("Settings")
    Component.onCompleted: workspace.findDevices()

    SettingsSection {
        title: qsTr("Appearance")
        SettingRow {
            label: qsTr("Colours")
            AppComboBox {
                name: qsTr("Colours")
                model: [qsTr("As the system"), qsTr("Light"), qsTr("Dark")]
                currentIndex: page.settings.appearance
                onActivated: index => page.settings.appearance = index
            }
        }
        SettingRow {
            label: qsTr("Language")
            AppComboBox {
                readonly property var codes: ["", "en", "de", "fr", "es", "zh_CN", "ar"]
                name: qsTr("Language")
                model: [qsTr("As the system"), "English", "Deutsch", "Français", "Español", "简体中文", "العربية"]
                currentIndex: Math.max(0, codes.indexOf(page.settings.language))
                onActivated: index => page.settings.language = codes[index]
            }
        }
        SettingRow {
            label: qsTr("Text size")
            help: Math.round(page.settings.textScale * 100) + " %"
            AppSlider {
                name: qsTr("Text size")
                from: 0.8
                to: 3
                stepSize: 0.1
                value: page.settings.textScale
                onPressedChanged: if (!pressed) page.settings.textScale = value
                Keys.onReleased: page.settings.textScale = value
            }
        }
        SettingRow {
            label: qsTr("Less motion")
            AppSwitch {
                name: qsTr("Less motion")
                checked: page.settings.reducedMotion
                onToggled: page.settings.reducedMotion = checked
            }
        }
    }
    SettingsSection {
        title: qsTr("Instructions for the model")
        explanation: qsTr("Put before every conversation: who the model is to be, how it is to answer.")
        AppTextArea {
            name: qsTr("Instructions for the model")
            Layout.fillWidth: true
            Layout.preferredHeight: Math.max(contentHeight + 2 * padding, Math.round(90 * Theme.scale))
            placeholderText: qsTr("For example: Answer briefly, and say so when you are not sure.")
            text: page.settings.systemPrompt
            onEditingFinished: page.settings.systemPrompt = text
        }
    }
    SettingsSection {
        title: qsTr("Writing")
        SettingRow {
            label: qsTr("Suggest how my message may go on")
            help: qsTr("In grey, after a short pause; Tab takes it. The model on this computer does it.")
            AppSwitch {
                name: qsTr("Suggest how my message may go on")
                checked: page.settings.predictiveText
                onToggled: page.settings.predictiveText = checked
            }
        }
    }
    SettingsSection {
        title: qsTr("How answers are written")
        SettingRow {
            label: qsTr("Variety")
            help: qsTr("Temperature %1: low is sober and repeatable, high is inventive.")
                .arg(Number(page.settings.temperature).toLocaleString(Qt.locale(), "f", 2))
            AppSlider {
                name: qsTr("Variety")
                from: 0
                to: 2
                stepSize: 0.05
                value: page.settings.temperature
                onMoved: page.settings.temperature = value
            }
        }
        SettingRow {
            label: qsTr("Share of likely words")
            help: qsTr("Top-p %1: only the likeliest words that make up this share are considered.")
                .arg(Number(page.settings.topP).toLocaleString(Qt.locale(), "f", 2))
            AppSlider {
                name: qsTr("Share of likely words")
                from: 0.05
                to: 1
                stepSize: 0.01
                value: page.settings.topP
                onMoved: page.settings.topP = value
            }
        }
        SettingRow {
            label: qsTr("Longest answer")
            help: page.settings.maxTokens > 0 ? qsTr("%1 tokens").arg(page.settings.maxTokens) : qsTr("No limit")
            AppSlider {
                name: qsTr("Longest answer")
                from: 0
                to: 8192
                stepSize: 256
                value: page.settings.maxTokens
                onMoved: page.settings.maxTokens = value
            }
        }
    }
    SettingsSection {
        title: qsTr("Engine")
        explanation: qsTr("In force when a model is loaded next.")
        SettingRow {
            label: qsTr("Device")
            AppComboBox {
                readonly property var choices: [{ id: "auto", name: qsTr("The best one") }].concat(page.workspace.devices)
                name: qsTr("Device")
                textRole: "name"
                model: choices
                currentIndex: Math.max(0, choices.findIndex(device => device.id === page.settings.device))
                onActivated: index => page.settings.device = choices[index].id
            }
        }
        SettingRow {
            label: qsTr("Context")
            help: qsTr("How much of a conversation the model has in view; more takes more memory.")
            AppComboBox {
                readonly property var lengths: [0, 2048, 4096, 8192, 16384, 32768, 65536, 131072]
                name: qsTr("Context")
                model: lengths.map(length => length === 0 ? qsTr("As the model has it") : qsTr("%1 tokens").arg(Number(length).toLocaleString(Qt.locale(), "f", 0)))
                currentIndex: Math.max(0, lengths.indexOf(page.settings.contextLength))
                onActivated: index => page.settings.contextLength = lengths[index]
            }
        }
        SettingRow {
            label: qsTr("Memory of the context")
            help: qsTr("Smaller kinds take less memory and lose a little precision.")
            AppComboBox {
                readonly property var types: ["f16", "q8_0", "q4_0"]
                name: qsTr("Memory of the context")
                model: [qsTr("Full (F16)"), qsTr("Half (Q8)"), qsTr("A quarter (Q4)")]
                currentIndex: Math.max(0, types.indexOf(page.settings.cacheType))
                onActivated: index => page.settings.cacheType = types[index]
            }
        }
        SettingRow {
            label: qsTr("Processor threads")
            help: page.settings.threads > 0 ? String(page.settings.threads) : qsTr("As many as there are fast cores")
            AppSlider {
                name: qsTr("Processor threads")
                from: 0
                to: 32
                stepSize: 1
                value: page.settings.threads
                onMoved: page.settings.threads = value
            }
        }
        SettingRow {
            label: qsTr("Spare the battery")
            help: qsTr("On battery, or when the processor is hot, the engine rests between its steps and half of its threads sleep.")
            AppSwitch {
                name: qsTr("Spare the battery")
                checked: page.settings.savePower
                onToggled: page.settings.savePower = checked
            }
        }
        AppButton {
            visible: page.workspace.model.state === ModelController.Ready
            iconName: "refresh"
            text: qsTr("Load the model again with these settings")
            onClicked: page.workspace.model.reload()
        }
    }
    QuickAskSection {
        quick: page.workspace.quick
    }
    LocalApiSection {
        workspace: page.workspace
    }
    EndpointsSection {
        door: page.workspace.door
    }
    PluginsSection { plugins: page.workspace.tasks.plugins }
    PromptsSection {
        prompts: page.workspace.prompts
    }
    SettingsSection {
        title: qsTr("Privacy and data")
        explanation: qsTr("Hearth has no account and counts nothing. It sends nothing anywhere unless you open a door above. Everything is in one folder on this computer.")
        SettingRow {
            label: qsTr("Conversations")
            help: qsTr("Exports of Hearth and of ChatGPT can be imported.")
            AppButton {
                text: qsTr("Export all…")
                onClicked: exportDialog.open()
            }
            AppButton {
                text: qsTr("Import…")
                onClicked: importDialog.open()
            }
        }
        SettingRow {
            label: qsTr("Data folder")
            help: page.settings.dataFolder
            AppButton {
                iconName: "folder"
                text: qsTr("Open")
                Accessible.name: qsTr("Open the data folder")
                onClicked: page.workspace.openDataFolder()
            }
        }
    }

    ExportDialog {
        id: exportDialog
        workspace: page.workspace
    }
    FileDialog {
        id: importDialog
        title: qsTr("Import conversations")
        nameFilters: [qsTr("Exports (*.json)"), qsTr("All files (*)")]
        onAccepted: page.workspace.sidebar.files.importFrom(selectedFile)
    }
}
