// A small ring that fills.
import QtQuick
import Hearth

Canvas {
    id: ring

    property real value: 0
    property bool busy: false
    property color color: Theme.accent
    property color track: Theme.line
    property int size: Math.round(18 * Theme.scale)

    implicitWidth: size
    implicitHeight: size
    onValueChanged: requestPaint()
    onColorChanged: requestPaint()
    onTrackChanged: requestPaint()
    onPaint: {
        const context = getContext("2d");
        const middle = width / 2;
        context.reset();
        context.lineWidth = Math.max(2, width / 7);
        context.strokeStyle = ring.track;
        context.beginPath();
        context.arc(middle, middle, middle - context.lineWidth, 0, 2 * Math.PI);
        context.stroke();
        if (ring.value <= 0)
            return;
        context.strokeStyle = ring.color;
        context.lineCap = "round";
        context.beginPath();
        context.arc(middle, middle, middle - context.lineWidth, -Math.PI / 2, (2 * ring.value - 0.5) * Math.PI);
        context.stroke();
    }
}
