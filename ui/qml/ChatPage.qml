// The conversation with its header and composer.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

Rectangle {
    id: page

    required property Workspace workspace
    property bool sidebarVisible: true
    readonly property bool empty: workspace.chat.messages.empty
    readonly property bool elsewhere: workspace.door.current !== ""
    readonly property bool needsModel: !elsewhere && (workspace.model.state === ModelController.None || workspace.model.state === ModelController.Failed)
    readonly property alias composer: composer
    signal openModelRequested()
    signal openFilesRequested()
    signal addFolderRequested()
    signal showSidebarRequested()
    signal modelMenuRequested(Item anchor)

    color: Theme.ground

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.margins: Theme.small
            Layout.leftMargin: page.sidebarVisible ? Theme.large : Theme.small
            spacing: Theme.small

            IconButton {
                visible: !page.sidebarVisible
                name: qsTr("Show sidebar")
                iconName: "sidebar"
                onClicked: page.showSidebarRequested()
            }
            Label {
                Layout.fillWidth: true
                text: page.workspace.chat.title
                textFormat: Text.PlainText
                elide: Text.ElideRight
                font.pixelSize: Theme.body
                font.weight: Font.DemiBold
                color: Theme.text
            }
            IconButton {
                id: instructionsButton
                name: page.workspace.chat.instructions !== "" ? qsTr("Instructions for this conversation: %1").arg(page.workspace.chat.instructions.slice(0, 80))
                                                              : qsTr("Instructions for this conversation")
                iconName: "instructions"
                iconColor: page.workspace.chat.instructions !== "" ? Theme.accent : hovered || visualFocus ? Theme.text : Theme.mutedText
                onClicked: instructions.open()

                InstructionsPopup {
                    id: instructions
                    workspace: page.workspace
                    y: parent.height + Theme.tiny
                    x: instructionsButton.LayoutMirroring.enabled ? 0 : parent.width - width
                    width: Math.min(Math.round(420 * Theme.scale), page.width - 2 * Theme.large)
                }
            }
            ModelChip {
                id: chip
                model: page.workspace.model
                door: page.workspace.door
                compact: page.width < 720 * Theme.scale
                onClicked: page.modelMenuRequested(chip)
            }
        }
        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            MessageView {
                id: view
                anchors.fill: parent
                visible: !page.empty
                workspace: page.workspace
            }
            Loader {
                anchors.fill: parent
                active: page.empty
                sourceComponent: page.needsModel ? firstRun : emptyChat
            }
        }
        RunningTaskList {
            Layout.alignment: Qt.AlignHCenter
            Layout.preferredWidth: composer.width
            Layout.bottomMargin: tasks.count > 0 ? Theme.small : 0
            tasks: page.workspace.tasks.running
        }
        NoticeBar {
            Layout.alignment: Qt.AlignHCenter
            Layout.preferredWidth: composer.width
            Layout.bottomMargin: notices.count > 0 ? Theme.small : 0
            notices: page.workspace.notices
        }
        ContextNotice {
            Layout.alignment: Qt.AlignHCenter
            Layout.preferredWidth: composer.width
            Layout.bottomMargin: Theme.small
            context: page.workspace.context
            onShowRequested: message => page.workspace.chat.open(page.workspace.chat.conversation, message)
        }
        AppButton {
            Layout.alignment: Qt.AlignHCenter
            Layout.bottomMargin: Theme.small
            visible: page.workspace.chat.unanswered && !page.needsModel
            iconName: "refresh"
            text: qsTr("Answer this")
            onClicked: page.workspace.chat.answerLast()
        }
        Label {
            Layout.alignment: Qt.AlignHCenter
            Layout.bottomMargin: Theme.small
            visible: page.workspace.chat.waiting && !page.elsewhere && page.workspace.model.state !== ModelController.Ready
            text: page.needsModel ? qsTr("Your message is kept. It is answered as soon as a model is open.")
                                  : qsTr("Your message is kept. It is answered when the model has loaded.")
            font.pixelSize: Theme.caption
            color: Theme.mutedText
        }
        ConsentBar {
            Layout.alignment: Qt.AlignHCenter
            Layout.preferredWidth: composer.width
            Layout.bottomMargin: Theme.small
            door: page.workspace.door
            onCancelled: page.workspace.chat.stop()
        }
        Composer {
            id: composer
            Layout.alignment: Qt.AlignHCenter
            Layout.preferredWidth: Math.min(page.width - 2 * Theme.large, Theme.columnWidth + 2 * Theme.medium)
            Layout.bottomMargin: Theme.tiny
            workspace: page.workspace
            onOpenFilesRequested: page.openFilesRequested()
            onAddFolderRequested: page.addFolderRequested()
            onEditLastRequested: view.editedMessage = page.workspace.chat.lastUserMessage()
        }
        DestinationLine {
            Layout.alignment: Qt.AlignHCenter
            Layout.bottomMargin: Theme.small
            door: page.workspace.door
        }
    }

    // Told to screen readers when an answer is complete, without taking the focus.
    Item {
        id: announcement
        width: 1
        height: 1
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
        property string text
    }
    Connections {
        target: page.workspace.chat
        function onAnswered(text) { announcement.text = text; }
    }

    Component {
        id: firstRun
        FirstRun {
            workspace: page.workspace
            onOpenModelRequested: page.openModelRequested()
        }
    }
    Component {
        id: emptyChat
        EmptyChat {
            workspace: page.workspace
            onTaskChosen: task => composer.choose(task)
            onAllTasksRequested: composer.showTasks()
        }
    }
}
