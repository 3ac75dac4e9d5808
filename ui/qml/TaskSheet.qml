// What can be done with the files that were dropped.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import QtQuick.Templates as T
import Hearth

Popup {
    id: sheet

    required property TaskController tasks
    property var values: ({})

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(parent.width - 2 * Theme.large, Math.round(520 * Theme.scale))
    height: Math.min(parent.height - 2 * Theme.large, content.implicitHeight + 2 * padding)
    padding: Theme.large
    modal: true
    focus: true
    T.Overlay.modal: Rectangle { color: "#59000000" }
    background: Rectangle {
        color: Theme.raised
        radius: Theme.radiusLarge
        border.color: Theme.line
    }
    contentItem: Flickable {
        contentHeight: content.implicitHeight
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: AppScrollBar {}

        ColumnLayout {
            id: content
            width: parent.width
            spacing: Theme.medium

            RowLayout {
                Layout.fillWidth: true
                Label {
                    Layout.fillWidth: true
                    text: sheet.tasks.subject
                    textFormat: Text.PlainText
                    elide: Text.ElideMiddle
                    font.pixelSize: Theme.title
                    font.weight: Font.DemiBold
                    color: Theme.text
                    Accessible.role: Accessible.Heading
                }
                IconButton {
                    name: qsTr("Close")
                    iconName: "close"
                    onClicked: sheet.close()
                }
            }
            Repeater {
                model: sheet.tasks.choices
                TaskChoice {
                    required property var modelData
                    Layout.fillWidth: true
                    task: modelData
                    open: modelData.index === 0
                    onStarted: options => {
                        sheet.close();
                        sheet.tasks.start(modelData.index, options);
                    }
                }
            }
        }
    }
}
