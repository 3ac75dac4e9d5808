// Tasks and saved prompts above the composer, while its text begins with “/”.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

Popup {
    id: popup

    required property PromptLibrary prompts
    required property TaskController tasks
    required property string words
    readonly property var found: {
        prompts.count;
        return tasks.matching(words).map(task => ({ title: task.name, detail: task.description, task: task }))
            .concat(prompts.matching(words).map(prompt => ({ title: prompt.title, detail: prompt.text, text: prompt.text })));
    }
    signal promptChosen(string text)
    signal taskChosen(var task)

    function move(step) {
        list.currentIndex = Math.max(0, Math.min(found.length - 1, list.currentIndex + step));
    }
    function accept() {
        if (list.currentIndex >= 0 && list.currentIndex < found.length)
            choose(found[list.currentIndex]);
    }
    function choose(entry) {
        if (entry.task)
            taskChosen(entry.task);
        else
            promptChosen(entry.text);
    }

    padding: Theme.tiny
    closePolicy: Popup.NoAutoClose
    height: Math.min(list.contentHeight + 2 * padding, Math.round(270 * Theme.scale))
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
        ScrollBar.vertical: AppScrollBar {}
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Tasks and saved prompts")
        delegate: ItemDelegate {
            id: entry
            required property var modelData
            required property int index
            width: ListView.view.width
            height: Theme.controlHeight
            focusPolicy: Qt.NoFocus
            Accessible.name: modelData.title
            Accessible.description: modelData.detail
            onClicked: popup.choose(modelData)
            background: Rectangle {
                radius: 6
                color: entry.ListView.isCurrentItem ? Theme.selected : entry.hovered ? Theme.hover : "transparent"
            }
            contentItem: Row {
                spacing: Theme.small
                Icon {
                    id: icon
                    anchors.verticalCenter: parent.verticalCenter
                    name: entry.modelData.task ? "task" : "quote"
                    color: Theme.mutedText
                    size: Math.round(16 * Theme.scale)
                }
                Label {
                    id: title
                    anchors.verticalCenter: parent.verticalCenter
                    width: Math.min(implicitWidth, entry.availableWidth * 0.6)
                    text: entry.modelData.title
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                    font.pixelSize: Theme.secondary
                    color: Theme.text
                }
                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    width: Math.max(0, entry.availableWidth - icon.width - title.width - 2 * parent.spacing)
                    text: entry.modelData.detail.replace(/\n/g, " ")
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                    font.pixelSize: Theme.caption
                    color: Theme.mutedText
                }
            }
        }
    }
}
