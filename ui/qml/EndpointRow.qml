// An endpoint that the user has named.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

ColumnLayout {
    id: row

    required property var modelData
    required property Door door

    Layout.fillWidth: true
    spacing: Theme.tiny

    RowLayout {
        spacing: Theme.small
        Icon {
            name: "globe"
            color: Theme.mutedText
            size: Math.round(18 * Theme.scale)
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2
            Label {
                Layout.fillWidth: true
                text: row.modelData.model
                textFormat: Text.PlainText
                elide: Text.ElideRight
                font.pixelSize: Theme.secondary
                font.weight: Font.Medium
                color: Theme.text
            }
            Label {
                Layout.fillWidth: true
                text: row.modelData.url
                textFormat: Text.PlainText
                elide: Text.ElideMiddle
                font.pixelSize: Theme.caption
                color: Theme.mutedText
            }
        }
        IconButton {
            name: qsTr("Forget %1 and its key").arg(row.modelData.host)
            iconName: "trash"
            onClicked: row.door.remove(row.modelData.id)
        }
    }
    SettingRow {
        label: qsTr("Ask before anything leaves")
        help: qsTr("Documents are asked about in any case.")
        AppSwitch {
            name: qsTr("Ask before anything leaves for %1").arg(row.modelData.host)
            checked: row.modelData.ask
            onToggled: row.door.setAsk(row.modelData.id, checked)
        }
    }
    RowLayout {
        spacing: Theme.small
        AppTextField {
            id: key
            Layout.fillWidth: true
            placeholderText: qsTr("Another key for %1").arg(row.modelData.host)
            echoMode: TextInput.Password
            inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        }
        AppButton {
            text: qsTr("Keep this key")
            enabled: key.text.trim() !== ""
            onClicked: {
                row.door.setKey(row.modelData.id, key.text);
                key.clear();
            }
        }
    }
    Rectangle {
        Layout.fillWidth: true
        Layout.topMargin: Theme.tiny
        implicitHeight: 1
        color: Theme.line
    }
}
