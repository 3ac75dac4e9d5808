// A page that fills the window beside the sidebar: title, way back, what can be done, and a message.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

Rectangle {
    id: frame

    required property string title
    property string message
    property bool problem: false ///< the message is one
    property alias actions: actionRow.data
    default property alias content: body.data
    signal closed()

    function say(sentence, isProblem) {
        problem = isProblem;
        message = sentence;
    }

    color: Theme.ground
    focus: true

    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        Flow {
            id: head
            Layout.fillWidth: true
            Layout.margins: Theme.small
            spacing: Theme.small
            PageTitle {
                title: frame.title
                room: head.width
                onClosed: frame.closed()
            }
            Row {
                id: actionRow
                spacing: Theme.small
            }
        }
        Rectangle {
            visible: frame.message !== ""
            Layout.fillWidth: true
            Layout.margins: visible ? Theme.small : 0
            implicitHeight: visible ? said.implicitHeight + 2 * Theme.small : 0
            radius: Theme.radius
            color: frame.problem ? Theme.problemGround : Theme.informationGround
            Accessible.role: Accessible.AlertMessage
            Accessible.name: frame.message
            RowLayout {
                id: said
                anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; leftMargin: Theme.medium; rightMargin: Theme.tiny }
                Label {
                    Layout.fillWidth: true
                    text: frame.message
                    textFormat: Text.PlainText
                    wrapMode: Text.Wrap
                    font.pixelSize: Theme.secondary
                    color: Theme.text
                }
                IconButton {
                    name: qsTr("Dismiss")
                    iconName: "close"
                    size: Math.round(28 * Theme.scale)
                    onClicked: frame.message = ""
                }
            }
        }
        Item {
            id: body
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
    }
}
