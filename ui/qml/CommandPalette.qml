// Everything that can be done, by a few letters of its name.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import QtQuick.Templates as T
import Hearth

Popup {
    id: popup

    required property Workspace workspace
    required property var commands ///< [{name, keys, run}]
    readonly property string words: field.text.trim().toLowerCase()
    readonly property var found: commands.filter(command =>
        words.split(" ").every(word => command.name.toLowerCase().includes(word)))

    function run(index) {
        if (index < found.length) {
            const chosen = found[index];
            close();
            chosen.run();
        }
    }

    parent: T.Overlay.overlay
    x: Math.round((parent.width - width) / 2)
    y: Math.round(parent.height * 0.12)
    width: Math.min(parent.width - 2 * Theme.large, Math.round(540 * Theme.scale))
    height: Math.min(parent.height * 0.7, Math.round(460 * Theme.scale), contentItem.implicitHeight)
    modal: true
    focus: true
    padding: 0
    onOpened: {
        field.clear();
        list.currentIndex = 0;
        field.forceActiveFocus();
    }
    T.Overlay.modal: Rectangle { color: "#59000000" }
    background: Rectangle {
        color: Theme.raised
        radius: Theme.radiusLarge
        border.color: Theme.line
    }
    contentItem: ColumnLayout {
        spacing: 0
        AppTextField {
            id: field
            Layout.fillWidth: true
            Layout.margins: Theme.small
            implicitHeight: Theme.controlHeight + 8
            font.pixelSize: Theme.body
            placeholderText: qsTr("What would you like to do?")
            onTextChanged: list.currentIndex = 0
            Keys.onDownPressed: list.incrementCurrentIndex()
            Keys.onUpPressed: list.decrementCurrentIndex()
            onAccepted: popup.run(list.currentIndex)
        }
        ListView {
            id: list
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.margins: Theme.tiny
            Layout.preferredHeight: contentHeight
            visible: count > 0
            clip: true
            model: popup.found
            boundsBehavior: Flickable.StopAtBounds
            highlightMoveDuration: 0
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Commands")
            ScrollBar.vertical: AppScrollBar {}
            delegate: ItemDelegate {
                id: entry
                required property var modelData
                required property int index
                width: ListView.view.width
                height: Theme.controlHeight + 4
                focusPolicy: Qt.NoFocus
                Accessible.name: modelData.name
                onClicked: popup.run(index)
                background: Rectangle {
                    radius: Theme.radius
                    color: entry.ListView.isCurrentItem ? Theme.selected : entry.hovered ? Theme.hover : "transparent"
                }
                contentItem: RowLayout {
                    Label {
                        Layout.fillWidth: true
                        text: entry.modelData.name
                        elide: Text.ElideRight
                        font.pixelSize: Theme.secondary
                        color: Theme.text
                    }
                    Label {
                        text: entry.modelData.keys
                        font.pixelSize: Theme.caption
                        color: entry.ListView.isCurrentItem ? Theme.text : Theme.mutedText
                    }
                }
            }
        }
        Label {
            visible: list.count === 0
            Layout.fillWidth: true
            Layout.margins: Theme.medium
            Layout.topMargin: Theme.small
            text: qsTr("No command is called so.")
            font.pixelSize: Theme.secondary
            color: Theme.mutedText
        }
    }
}
