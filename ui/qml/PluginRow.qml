// A plugin in the settings.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

RowLayout {
    id: row

    required property var plugin
    readonly property bool broken: plugin.state === "broken"
    readonly property string permissions: plugin.permissions.join(", ")
    signal allowed()
    signal switched(bool enabled)

    Layout.fillWidth: true
    spacing: Theme.medium

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 2
        Label {
            Layout.fillWidth: true
            text: row.plugin.version !== "" ? row.plugin.name + " " + row.plugin.version : row.plugin.name
            textFormat: Text.PlainText
            elide: Text.ElideRight
            font.pixelSize: Theme.secondary
            color: Theme.text
        }
        Label {
            Layout.fillWidth: true
            visible: text !== ""
            text: row.broken ? row.plugin.error : row.plugin.description !== "" ? row.plugin.description : row.plugin.tasks.join(", ")
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            font.pixelSize: Theme.caption
            color: row.broken ? Theme.problemText : Theme.mutedText
        }
        Label {
            Layout.fillWidth: true
            visible: !row.plugin.builtIn && !row.broken && row.permissions !== ""
            text: row.plugin.state === "consent" ? qsTr("It asks to: %1.").arg(row.permissions) : qsTr("It may: %1.").arg(row.permissions)
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            font.pixelSize: Theme.caption
            color: Theme.mutedText
        }
    }
    AppButton {
        visible: row.plugin.state === "consent"
        text: qsTr("Allow")
        Accessible.name: qsTr("Allow: %1").arg(row.plugin.name)
        onClicked: row.allowed()
    }
    AppSwitch {
        visible: row.plugin.state === "ready" || row.plugin.state === "disabled"
        name: row.plugin.name
        checked: row.plugin.state === "ready"
        onToggled: row.switched(checked)
    }
}
