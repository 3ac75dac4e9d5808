// A sentence and its translation; what a check found stands under them.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

Item {
    id: row

    required property int index
    required property string source
    required property string target
    required property string place
    required property var problems
    required property var marks
    required property string documentName
    required property bool sourceRightToLeft
    required property bool targetRightToLeft
    required property TranslationReview review
    property bool last: false
    readonly property Item editor: field
    readonly property bool wide: width > 640 * Theme.scale
    readonly property int margin: Math.max(Theme.medium, (width - Theme.reviewWidth) / 2)
    readonly property int room: width - 2 * margin
    readonly property int half: wide ? Math.floor((room - Theme.medium) / 2) : room
    signal focused()
    signal rowRequested(int row)

    implicitHeight: column.implicitHeight
    Accessible.role: Accessible.ListItem
    Accessible.name: source

    Column {
        id: column
        x: row.margin
        width: row.room
        spacing: Theme.tiny

        Label {
            visible: row.documentName !== ""
            width: parent.width
            horizontalAlignment: Text.AlignLeft
            text: row.documentName
            textFormat: Text.PlainText
            elide: Text.ElideMiddle
            topPadding: row.index > 0 ? Theme.large : 0
            font.pixelSize: Theme.body
            font.weight: Font.DemiBold
            color: Theme.text
            Accessible.role: Accessible.Heading
        }
        Label {
            visible: row.place !== ""
            width: parent.width
            horizontalAlignment: Text.AlignLeft
            text: row.place
            textFormat: Text.PlainText
            elide: Text.ElideRight
            topPadding: Theme.tiny
            font.pixelSize: Theme.caption
            color: Theme.mutedText
        }
        Flow {
            width: parent.width
            spacing: row.wide ? Theme.medium : Theme.tiny
            Rectangle {
                width: row.half
                height: row.wide ? Math.max(original.implicitHeight, field.implicitHeight) : original.implicitHeight
                radius: Theme.radius
                color: Theme.codeGround
                SelectableText {
                    id: original
                    width: parent.width
                    padding: Theme.medium
                    textFormat: TextEdit.PlainText
                    text: row.source
                    font.pixelSize: Theme.secondary
                    LayoutMirroring.enabled: false
                    horizontalAlignment: row.sourceRightToLeft ? TextEdit.AlignRight : TextEdit.AlignLeft
                }
            }
            AppTextArea {
                id: field
                width: row.half
                height: row.wide ? Math.max(original.implicitHeight, implicitHeight) : implicitHeight
                name: qsTr("Translation of: %1").arg(row.source)
                placeholderText: qsTr("The source stays")
                textFormat: TextEdit.PlainText
                LayoutMirroring.enabled: false
                horizontalAlignment: row.targetRightToLeft ? TextEdit.AlignRight : TextEdit.AlignLeft
                Accessible.description: row.problems.join(" ")
                background: Rectangle {
                    radius: Theme.radius
                    color: Theme.ground
                    border.width: field.activeFocus || row.problems.length > 0 ? 2 : 1
                    border.color: field.activeFocus ? Theme.accent : row.problems.length > 0 ? Theme.problemText : Theme.line
                }
                Component.onCompleted: text = row.target
                onTextChanged: if (activeFocus) row.review.setTarget(row.index, text)
                onActiveFocusChanged: if (activeFocus) row.focused()
                Keys.onTabPressed: event => {
                    if (row.last)
                        nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason);
                    else
                        row.rowRequested(row.index + 1);
                }
                Keys.onBacktabPressed: event => {
                    if (row.index === 0)
                        nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason);
                    else
                        row.rowRequested(row.index - 1);
                }
            }
        }
        Label {
            visible: row.marks.length > 0
            width: parent.width
            horizontalAlignment: Text.AlignLeft
            text: row.marks.join("   ")
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            font.pixelSize: Theme.caption
            font.family: Theme.monospace
            color: Theme.mutedText
        }
        Rectangle {
            visible: row.problems.length > 0
            width: parent.width
            height: visible ? sentences.implicitHeight + Theme.small : 0
            radius: Theme.radius
            color: Theme.problemGround
            Label {
                id: sentences
                anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; leftMargin: Theme.medium; rightMargin: Theme.medium }
                horizontalAlignment: Text.AlignLeft
                text: row.problems.join(" ")
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                font.pixelSize: Theme.caption
                color: Theme.problemText
            }
        }
    }
    onTargetChanged: if (!field.activeFocus) field.text = target
}
