// A tooltip in the window's colours.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

ToolTip {
    id: tip

    delay: 600
    padding: Theme.small
    font.pixelSize: Theme.caption
    contentItem: Label {
        text: tip.text
        font: tip.font
        color: Theme.ground
        wrapMode: Text.Wrap
    }
    background: Rectangle {
        color: Theme.text
        radius: 6
    }
}
