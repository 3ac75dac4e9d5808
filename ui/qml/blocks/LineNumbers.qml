// The numbers beside the lines of a piece of code; a line that is wrapped has one.
import QtQuick
import Hearth

Item {
    id: numbers

    /// What is numbered; null: nothing.
    property TextEdit edit: null
    property int firstLine: 1
    property real topPadding: 0
    /// Where each line begins in the text.
    readonly property var starts: {
        const places = [];
        if (edit) {
            places.push(0);
            for (let at = edit.text.indexOf("\n"); at >= 0; at = edit.text.indexOf("\n", at + 1))
                places.push(at + 1);
        }
        return places;
    }

    // As wide as four digits, so that the pieces of a long listing stand in one line.
    width: digits.width
    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true
    Accessible.ignored: true

    TextMetrics {
        id: digits
        font.family: Theme.monospace
        font.pixelSize: Theme.secondary
        text: numbers.firstLine > 9000 ? "000000" : "0000"
    }
    Repeater {
        model: numbers.starts.length
        Text {
            required property int index
            width: numbers.width
            horizontalAlignment: Text.AlignRight
            // The layout of the code decides where its line is: asked again when that has changed.
            y: numbers.edit ? (numbers.edit.width, numbers.edit.contentHeight,
                               numbers.topPadding + numbers.edit.positionToRectangle(numbers.starts[index] ?? 0).y) : 0
            text: numbers.firstLine + index
            font: digits.font
            color: Theme.mutedText
        }
    }
}
