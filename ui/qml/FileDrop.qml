// Takes files that are dragged over the window: the upper part does something with them, the lower one attaches
// them to the message. A model is opened wherever it is dropped.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

DropArea {
    id: drop

    property bool offersAttaching: true
    readonly property bool overLower: offersAttaching && !onlyModels && drag.y > height * 0.6
    property bool onlyModels: false
    signal opened(var urls)
    signal attached(var urls)

    keys: ["text/uri-list"]
    onEntered: event => onlyModels = event.urls.every(url => url.toString().toLowerCase().endsWith(".gguf"))
    onDropped: event => {
        const attach = offersAttaching && !onlyModels && event.y > height * 0.6;
        event.acceptProposedAction();
        if (attach)
            attached(event.urls);
        else
            opened(event.urls);
    }

    component Zone: Rectangle {
        property bool current: false
        property alias text: label.text
        radius: Theme.radiusLarge
        color: Theme.dark ? "#e0282523" : "#e8ffffff"
        border.width: current ? 2 : 1
        border.color: current ? Theme.accent : Theme.line
        Label {
            id: label
            anchors.centerIn: parent
            width: Math.min(implicitWidth, parent.width - 2 * Theme.large)
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            font.pixelSize: Theme.title
            color: Theme.text
        }
    }
    Zone {
        visible: drop.containsDrag
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Theme.medium }
        height: drop.offersAttaching && !drop.onlyModels ? parent.height * 0.6 - 1.5 * Theme.medium : parent.height - 2 * Theme.medium
        current: !drop.overLower
        text: drop.onlyModels ? qsTr("Drop to open the model") : qsTr("Drop here to summarize, translate and more")
    }
    Zone {
        visible: drop.containsDrag && drop.offersAttaching && !drop.onlyModels
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Theme.medium }
        height: parent.height * 0.4 - 1.5 * Theme.medium
        current: drop.overLower
        text: qsTr("Drop here to attach to the message")
    }
}
