// Larger models elsewhere: endpoints that the user has named. None by default.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

SettingsSection {
    id: section

    required property Door door

    title: qsTr("Larger models elsewhere")
    explanation: qsTr("Off unless you add one here, and then used only by conversations that you give it in the menu of the model. Their text leaves this computer; every such conversation says so, and asks first.")

    Repeater {
        model: section.door.endpoints
        EndpointRow {
            door: section.door
        }
    }
    AppTextField {
        id: url
        Layout.fillWidth: true
        placeholderText: qsTr("Address, for example https://api.example.org/v1")
        inputMethodHints: Qt.ImhUrlCharactersOnly
    }
    AppTextField {
        id: model
        Layout.fillWidth: true
        placeholderText: qsTr("Name of the model there")
    }
    AppTextField {
        id: key
        Layout.fillWidth: true
        placeholderText: qsTr("Key, if it wants one")
        echoMode: TextInput.Password
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
    }
    Label {
        Layout.fillWidth: true
        text: section.door.keyPlace
        wrapMode: Text.Wrap
        font.pixelSize: Theme.caption
        color: Theme.mutedText
    }
    SettingRow {
        visible: section.door.isPlain(url.text)
        label: qsTr("Not encrypted")
        help: qsTr("Anyone on the way could read along. Only for a network that you trust.")
        AppSwitch {
            id: plain
            name: qsTr("Allow an address that is not encrypted")
        }
    }
    Label {
        id: problem
        visible: text !== ""
        Layout.fillWidth: true
        wrapMode: Text.Wrap
        font.pixelSize: Theme.secondary
        color: Theme.problemText
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
    AppButton {
        iconName: "plus"
        text: qsTr("Add this endpoint")
        enabled: url.text.trim() !== "" && model.text.trim() !== ""
        onClicked: {
            problem.text = section.door.add(url.text, model.text, key.text, plain.checked);
            if (problem.text !== "")
                return;
            url.clear();
            model.clear();
            key.clear();
            plain.checked = false;
        }
    }
}
