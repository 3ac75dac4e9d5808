// What the search found, with the words in bold.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

ListView {
    id: list

    required property Workspace workspace
    readonly property SearchModel search: workspace.sidebar.search
    signal opened()

    model: search
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: true
    keyNavigationEnabled: true
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Search results")
    ScrollBar.vertical: AppScrollBar {}
    Keys.onReturnPressed: if (currentItem) currentItem.click()

    delegate: ItemDelegate {
        id: item

        required property int index
        required property var conversationId
        required property var messageId
        required property string title
        required property string snippet

        width: ListView.view.width
        leftPadding: Theme.large
        rightPadding: Theme.large
        topPadding: Theme.small
        bottomPadding: Theme.small
        hoverEnabled: true
        Accessible.role: Accessible.ListItem
        Accessible.name: title
        onClicked: {
            list.currentIndex = index;
            list.workspace.chat.open(conversationId, messageId);
            list.opened();
        }
        background: Rectangle {
            anchors.fill: parent
            anchors.leftMargin: Theme.small
            anchors.rightMargin: Theme.small
            radius: Theme.radius
            color: item.hovered ? Theme.hover : "transparent"
            border.width: item.ListView.isCurrentItem && list.activeFocus ? 2 : 0
            border.color: Theme.accent
        }
        contentItem: Column {
            spacing: 2
            Label {
                width: parent.width
                text: item.title
                textFormat: Text.PlainText
                elide: Text.ElideRight
                font.pixelSize: Theme.secondary
                font.weight: Font.Medium
                color: Theme.text
            }
            Label {
                width: parent.width
                text: item.snippet
                textFormat: Text.StyledText
                wrapMode: Text.Wrap
                maximumLineCount: 2
                elide: Text.ElideRight
                font.pixelSize: Theme.caption
                color: Theme.mutedText
            }
        }
    }
    Label {
        visible: list.count === 0 && !list.search.searching
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Theme.large }
        text: qsTr("Nothing found for “%1”.").arg(list.search.query.trim())
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        font.pixelSize: Theme.secondary
        color: Theme.mutedText
    }
}
