// How the small window for quick questions is called.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

SettingsSection {
    id: section

    required property QuickAsk quick

    title: qsTr("Quick question")
    explanation: qsTr("A small window for one question, also about what is on the clipboard. In this window Ctrl+Shift+K opens it.")

    SettingRow {
        label: qsTr("A key of the whole desktop")
        help: section.quick.shortcutNote
        AppSwitch {
            name: qsTr("A key of the whole desktop")
            checked: section.quick.shortcutWanted
            onToggled: section.quick.shortcutWanted = checked
        }
    }
    SettingRow {
        label: qsTr("Icon in the tray")
        help: qsTr("Hearth then goes on when its window is closed, where the desktop has a tray.")
        AppSwitch {
            name: qsTr("Icon in the tray")
            checked: section.quick.trayWanted
            onToggled: section.quick.trayWanted = checked
        }
    }
    AppButton {
        text: qsTr("Try it")
        onClicked: section.quick.show()
    }
}
