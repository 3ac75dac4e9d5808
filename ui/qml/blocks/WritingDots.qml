// Three dots that breathe while an answer is on its way; they stand still when motion is not wanted.
import QtQuick
import Hearth

Row {
    id: dots

    property bool running: false
    property real phase: 0

    spacing: 5
    Accessible.role: Accessible.Animation
    Accessible.name: qsTr("Writing")

    NumberAnimation on phase {
        running: dots.running && dots.visible && !Theme.reducedMotion
        from: 0
        to: 3
        duration: 1200
        loops: Animation.Infinite
    }
    Repeater {
        model: 3
        Rectangle {
            required property int index
            width: Math.round(6 * Theme.scale)
            height: width
            radius: width / 2
            color: Theme.accent
            opacity: 0.35 + 0.65 * Math.max(0, 1 - Math.abs(dots.phase - index - 0.5))
        }
    }
}
