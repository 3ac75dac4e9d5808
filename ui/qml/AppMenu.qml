// A menu in the window's colours.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

Menu {
    id: menu

    padding: Theme.tiny
    implicitWidth: Math.round(220 * Theme.scale)
    delegate: AppMenuItem {}
    background: Rectangle {
        implicitWidth: menu.implicitWidth
        color: Theme.raised
        radius: Theme.radius
        border.color: Theme.line
    }
}
