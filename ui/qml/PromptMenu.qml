// Saved prompts above the composer, while its text begins with “/”.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

Popup {
    id: popup

    required property PromptLibrary prompts
    required property string words
    readonly property var found: { prompts.count; return prompts.matching(words); }
    signal chosen(string text)

    function move(step) {
        list.currentIndex = Math.max(0, Math.min(found.length - 1, list.currentIndex + step));
    }
    function accept() {
        if (found.length > list.currentIndex && list.currentIndex >= 0)
            chosen(found[list.currentIndex].text);
    }

    padding: Theme.tiny
    closePolicy: Popup.NoAutoClose
    height: Math.min(list.contentHeight + 2 * padding, Math.round(220 * Theme.scale))
    onFoundChanged: list.currentIndex = 0
    background: Rectangle {
        color: Theme.raised
        radius: Theme.radius
        border.color: Theme.line
    }
    contentItem: ListView {
        id: list
        clip: true
        model: popup.found
        highlightMoveDuration: 0
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Saved prompts")
        delegate: ItemDelegate {
            id: entry
            required property var modelData
            required property int index
            width: ListView.view.width
            height: Theme.controlHeight
            focusPolicy: Qt.NoFocus
            Accessible.name: modelData.title
            onClicked: popup.chosen(modelData.text)
            background: Rectangle {
                radius: 6
                color: entry.ListView.isCurrentItem ? Theme.selected : entry.hovered ? Theme.hover : "transparent"
            }
            contentItem: Label {
                text: entry.modelData.title
                textFormat: Text.PlainText
                elide: Text.ElideRight
                font.pixelSize: Theme.secondary
                color: Theme.text
                verticalAlignment: Text.AlignVCenter
            }
        }
    }
}
