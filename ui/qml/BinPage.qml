// What was deleted, for 30 days.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

PageFrame {
    id: page

    required property Workspace workspace
    readonly property BinModel bin: workspace.sidebar.bin

    title: qsTr("Bin")
    Component.onCompleted: bin.refresh()

    RowLayout {
        Layout.fillWidth: true
        Label {
            Layout.fillWidth: true
            text: page.bin.count > 0 ? qsTr("What is here is kept for 30 days.")
                                     : qsTr("The bin is empty. What you delete is kept here for 30 days.")
            wrapMode: Text.Wrap
            font.pixelSize: Theme.secondary
            color: Theme.mutedText
        }
        AppButton {
            visible: page.bin.count > 0
            text: sure ? qsTr("Really delete everything for good") : qsTr("Empty the bin")
            property bool sure: false
            onClicked: {
                if (sure)
                    page.bin.eraseAll();
                sure = !sure;
            }
        }
    }
    Repeater {
        model: page.bin
        Rectangle {
            id: entry
            required property var entryId
            required property string kind
            required property string label
            required property int daysLeft
            Layout.fillWidth: true
            implicitHeight: row.implicitHeight + 2 * Theme.small
            radius: Theme.radius
            color: Theme.raised
            border.color: Theme.line
            RowLayout {
                id: row
                anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; leftMargin: Theme.medium; rightMargin: Theme.small }
                spacing: Theme.small
                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: 2
                    Label {
                        Layout.fillWidth: true
                        text: entry.label
                        textFormat: Text.PlainText
                        elide: Text.ElideRight
                        font.pixelSize: Theme.secondary
                        color: Theme.text
                    }
                    Label {
                        text: entry.kind + " · " + qsTr("%n day(s) left", "", entry.daysLeft)
                        font.pixelSize: Theme.caption
                        color: Theme.mutedText
                    }
                }
                AppButton {
                    iconName: "undo"
                    text: qsTr("Restore")
                    Accessible.name: qsTr("Restore “%1”").arg(entry.label)
                    onClicked: page.bin.restore(entry.entryId)
                }
                IconButton {
                    name: qsTr("Delete “%1” for good").arg(entry.label)
                    iconName: "trash"
                    onClicked: page.bin.erase(entry.entryId)
                }
            }
        }
    }
}
