// The end of an answer: how it goes while it is written, what can be done with it after.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

Column {
    id: footer

    required property Item row
    readonly property bool writing: row.status === "streaming"
    readonly property bool broken: row.status === "failed" || row.status === "interrupted"
    readonly property bool cutShort: broken || row.status === "stopped" || row.note !== ""

    spacing: Theme.tiny

    Row {
        visible: footer.writing
        spacing: Theme.small
        height: visible ? Math.round(28 * Theme.scale) : 0

        WritingDots {
            anchors.verticalCenter: parent.verticalCenter
            running: footer.writing
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            visible: footer.writing && footer.row.workspace.chat.prefill > 0
            text: qsTr("Reading %1 %").arg(Math.round(footer.row.workspace.chat.prefill * 100))
            font.pixelSize: Theme.caption
            color: Theme.mutedText
        }
    }

    Rectangle {
        visible: !footer.writing && footer.cutShort
        width: parent.width
        height: visible ? why.implicitHeight + Theme.medium : 0
        radius: Theme.radius
        color: footer.row.status === "failed" ? Theme.problemGround : Theme.informationGround

        RowLayout {
            id: why
            anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; leftMargin: Theme.medium; rightMargin: Theme.small }
            Label {
                Layout.fillWidth: true
                text: footer.row.note !== "" ? footer.row.note
                    : footer.row.status === "interrupted" ? qsTr("Hearth ended while this was being written.")
                    : qsTr("You stopped this answer.")
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                font.pixelSize: Theme.secondary
                color: Theme.text
            }
            AppButton {
                text: qsTr("Continue")
                onClicked: footer.row.workspace.chat.continueAnswer(footer.row.messageId)
            }
        }
    }

    AppButton { // what the task returned, to be gone over
        readonly property string kind: footer.row.workspace.tasks.reviews.available[footer.row.messageId] ?? ""
        visible: !footer.writing && kind !== ""
        height: visible ? implicitHeight : 0
        iconName: kind === "changes" ? "edit" : "globe"
        text: kind === "changes" ? qsTr("Look at the changes") : qsTr("Side by side with the source")
        onClicked: footer.row.workspace.tasks.reviews.open(footer.row.messageId)
    }

    Row {
        visible: !footer.writing
        height: visible ? Math.round(30 * Theme.scale) : 0
        x: -Theme.tiny - 2
        spacing: 2

        SiblingSwitch {
            visible: footer.row.siblings > 1
            row: footer.row
        }
        IconButton {
            id: copy
            property bool done: false
            name: done ? qsTr("Copied") : qsTr("Copy answer")
            iconName: done ? "check" : "copy"
            size: Math.round(28 * Theme.scale)
            onClicked: {
                footer.row.workspace.copyText(footer.row.workspace.chat.messages.markdown(footer.row.messageId));
                done = true;
                copied.restart();
            }
            Timer { id: copied; interval: 1600; onTriggered: copy.done = false }
        }
        IconButton {
            name: qsTr("Answer again")
            iconName: "refresh"
            size: Math.round(28 * Theme.scale)
            onClicked: footer.row.workspace.chat.regenerate(footer.row.messageId)
        }
        IconButton {
            name: qsTr("Tasks for this answer")
            iconName: "task"
            size: Math.round(28 * Theme.scale)
            onClicked: footer.row.workspace.tasks.offerText(footer.row.workspace.chat.messages.markdown(footer.row.messageId))
        }
        IconButton {
            readonly property Speech speech: footer.row.workspace.speech
            readonly property bool reading: speech.message === footer.row.messageId
            visible: speech.available
            name: reading ? qsTr("Stop reading") : qsTr("Read aloud")
            iconName: reading ? "stop" : "speak"
            size: Math.round(28 * Theme.scale)
            onClicked: reading ? speech.stop()
                : speech.read(footer.row.messageId, footer.row.workspace.chat.messages.spokenText(footer.row.messageId))
        }
        IconButton {
            name: qsTr("Delete answer")
            iconName: "trash"
            size: Math.round(28 * Theme.scale)
            onClicked: footer.row.workspace.chat.remove(footer.row.messageId)
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            leftPadding: Theme.small
            text: footer.row.modelName + (footer.row.speed > 0
                ? " · " + qsTr("%1 tokens/s").arg(Number(footer.row.speed).toLocaleString(Qt.locale(), "f", footer.row.speed < 10 ? 1 : 0)) : "")
            textFormat: Text.PlainText
            font.pixelSize: Theme.caption
            color: Theme.mutedText
        }
    }
}
