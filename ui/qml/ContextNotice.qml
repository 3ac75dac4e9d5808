// Says that the model's context is nearly full, and which messages it will not be sent, before they are left out.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

Rectangle {
    id: notice

    required property ContextMeter context
    readonly property string sentence: context.tooLong
        ? qsTr("This is longer than the model's context: %1 of %2 tokens. Attach less, or let a task such as Summarize work through it.")
            .arg(number(context.tokens)).arg(number(context.room))
        : context.leftOut > 0
        ? qsTr("The context is full. The oldest %n message(s), up to “%1”, are not sent to the model.", "", context.leftOut)
            .arg(context.leftOutUpTo)
        : context.nearlyFull
        ? qsTr("The context is nearly full (%1 of %2 tokens). Soon the oldest messages are not sent to the model any more.")
            .arg(number(context.tokens)).arg(number(context.room)) : ""
    signal showRequested(var message)

    function number(value) { return Number(value).toLocaleString(Qt.locale(), "f", 0); }

    visible: sentence !== ""
    implicitHeight: content.implicitHeight + 2 * Theme.small
    radius: Theme.radius
    color: context.tooLong ? Theme.problemGround : context.leftOut > 0 ? Theme.warningGround : Theme.informationGround
    Accessible.role: Accessible.AlertMessage
    Accessible.name: sentence

    RowLayout {
        id: content
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; leftMargin: Theme.medium; rightMargin: Theme.small }
        spacing: Theme.small
        Label {
            Layout.fillWidth: true
            text: notice.sentence
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            font.pixelSize: Theme.caption
            color: Theme.text
        }
        AppButton {
            visible: notice.context.leftOut > 0 && notice.context.firstSent !== 0
            text: qsTr("Show")
            Accessible.name: qsTr("Show where the model begins to read")
            onClicked: notice.showRequested(notice.context.firstSent)
        }
    }
}
