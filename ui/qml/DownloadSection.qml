// Fetching a model file, after a question.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

SettingsSection {
    id: section

    required property ModelDownload download
    readonly property bool running: download.state === ModelDownload.Fetching || download.state === ModelDownload.Checking

    title: qsTr("Fetch a file from its address")
    explanation: qsTr("Copy the address of a .gguf file, and the SHA-256 checksum that its site names. Nothing is connected before you say yes.")

    AppTextField {
        id: url
        Layout.fillWidth: true
        enabled: !section.running
        placeholderText: qsTr("Address of the file, https://….gguf")
        inputMethodHints: Qt.ImhUrlCharactersOnly
    }
    AppTextField {
        id: checksum
        Layout.fillWidth: true
        enabled: !section.running
        placeholderText: qsTr("SHA-256 checksum (64 digits)")
        inputMethodHints: Qt.ImhNoPredictiveText
    }
    Label {
        id: refusal
        visible: text !== ""
        Layout.fillWidth: true
        wrapMode: Text.Wrap
        font.pixelSize: Theme.secondary
        color: Theme.problemText
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
    AppButton {
        visible: section.download.state === ModelDownload.Idle
        iconName: "globe"
        text: qsTr("Fetch…")
        enabled: url.text.trim() !== ""
        onClicked: refusal.text = section.download.ask(url.text, checksum.text)
    }
    Label {
        visible: text !== ""
        Layout.fillWidth: true
        text: section.download.state === ModelDownload.Asking ? section.download.question
            : section.download.state === ModelDownload.Fetching ? qsTr("Fetching %1: %2").arg(section.download.name).arg(section.download.amount)
            : section.download.state === ModelDownload.Checking ? qsTr("Checking %1…").arg(section.download.name)
            : section.download.problem
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        font.pixelSize: Theme.secondary
        color: section.download.state === ModelDownload.Broken ? Theme.problemText : Theme.text
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
    Rectangle {
        visible: section.running
        Layout.fillWidth: true
        implicitHeight: 6
        radius: 3
        color: Theme.line
        Accessible.role: Accessible.ProgressBar
        Accessible.name: qsTr("Progress of the download")
        Rectangle {
            width: parent.width * section.download.fraction
            height: parent.height
            radius: 3
            color: Theme.accent
        }
    }
    Flow {
        visible: section.download.state !== ModelDownload.Idle
        Layout.fillWidth: true
        spacing: Theme.small
        AppButton {
            visible: section.download.state === ModelDownload.Asking
            filled: true
            text: qsTr("Yes, fetch it")
            onClicked: section.download.agree()
        }
        AppButton {
            visible: section.download.state === ModelDownload.Broken
            filled: true
            text: qsTr("Go on")
            onClicked: section.download.resume()
        }
        AppButton {
            text: section.download.state === ModelDownload.Asking ? qsTr("No") : qsTr("Stop")
            onClicked: section.download.cancel()
        }
    }
}
