// A choice out of a list.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

ComboBox {
    id: box

    required property string name

    implicitWidth: Math.round(210 * Theme.scale)
    implicitHeight: Theme.controlHeight
    font.pixelSize: Theme.secondary
    Accessible.name: name
    contentItem: Label {
        leftPadding: Theme.medium
        rightPadding: Theme.large
        text: box.displayText
        textFormat: Text.PlainText
        font: box.font
        color: Theme.text
        elide: Text.ElideRight
        verticalAlignment: Text.AlignVCenter
    }
    indicator: Icon {
        x: box.mirrored ? Theme.small : box.width - width - Theme.small
        anchors.verticalCenter: parent.verticalCenter
        name: "chevron-down"
        color: Theme.mutedText
        size: Math.round(14 * Theme.scale)
    }
    background: Rectangle {
        radius: Theme.radius
        color: box.hovered ? Theme.hover : Theme.raised
        border.width: box.visualFocus ? 2 : 1
        border.color: box.visualFocus ? Theme.accent : Theme.line
    }
    delegate: ItemDelegate {
        id: choice
        required property var modelData
        required property int index
        width: ListView.view.width
        height: Theme.controlHeight
        highlighted: box.highlightedIndex === index
        contentItem: Label {
            text: box.textRole !== "" ? choice.modelData[box.textRole] : choice.modelData
            textFormat: Text.PlainText
            font: box.font
            color: Theme.text
            elide: Text.ElideRight
            verticalAlignment: Text.AlignVCenter
        }
        background: Rectangle {
            radius: 6
            color: choice.highlighted ? Theme.hover : "transparent"
        }
    }
    popup: Popup {
        y: box.height + 2
        width: box.width
        padding: Theme.tiny
        implicitHeight: Math.min(contentItem.implicitHeight + 2 * padding, Math.round(300 * Theme.scale))
        contentItem: ListView {
            clip: true
            implicitHeight: contentHeight
            model: box.popup.visible ? box.delegateModel : null
            currentIndex: box.highlightedIndex
            ScrollBar.vertical: AppScrollBar {}
        }
        background: Rectangle {
            color: Theme.raised
            radius: Theme.radius
            border.color: Theme.line
        }
    }
}
