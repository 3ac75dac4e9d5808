// What runs where, how fast, and how full its context is; opens the model menu.
import QtQuick
import QtQuick.Controls.Basic
import Hearth

AbstractButton {
    id: chip

    required property ModelController model
    required property Door door
    readonly property bool elsewhere: door.current !== ""
    property bool compact: false
    readonly property real fill: model.contextSize > 0 ? Math.min(1, model.contextUsed / model.contextSize) : 0
    readonly property string headline: elsewhere ? door.modelName : model.state === ModelController.Ready ? model.name
        : model.state === ModelController.Loading ? qsTr("Loading %1").arg(model.name)
        : model.state === ModelController.Failed ? qsTr("Model did not load") : qsTr("No model")
    readonly property string facts: {
        if (elsewhere)
            return qsTr("at %1, not on this computer").arg(door.host);
        if (model.state === ModelController.Loading)
            return Math.round(model.loadFraction * 100) + " %";
        if (model.state !== ModelController.Ready)
            return qsTr("Open one");
        // The device in one word: what it is in full is in the tooltip and in the menu.
        const parts = [model.pace, model.device.split(" (")[0]];
        if (model.speed > 0 && !compact)
            parts.push(qsTr("%1 tokens/s").arg(Number(model.speed).toLocaleString(Qt.locale(), "f", model.speed < 10 ? 1 : 0)));
        if (model.contextSize > 0 && model.contextUsed > 0)
            parts.push(qsTr("context %1 %").arg(Math.round(fill * 100)));
        return parts.filter(part => part !== "").join(" · ");
    }
    readonly property int textWidth: Math.round((compact ? 150 : 260) * Theme.scale)

    implicitHeight: Theme.controlHeight + 6
    implicitWidth: content.implicitWidth + 2 * Theme.medium
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: qsTr("Model: %1, %2").arg(headline).arg(facts)
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: Theme.radius
        color: chip.down ? Theme.selected : chip.hovered ? Theme.hover : "transparent"
        border.width: chip.visualFocus ? 2 : 1
        border.color: chip.visualFocus ? Theme.accent : Theme.line
    }

    Row {
        id: content
        anchors.verticalCenter: parent.verticalCenter
        x: Theme.medium
        width: Math.min(implicitWidth, chip.width - 2 * Theme.medium)
        spacing: Theme.small

        Icon {
            visible: chip.elsewhere
            anchors.verticalCenter: parent.verticalCenter
            name: "globe"
            color: Theme.accent
            size: Math.round(18 * Theme.scale)
        }
        ContextRing {
            visible: !chip.elsewhere
            anchors.verticalCenter: parent.verticalCenter
            busy: chip.model.state === ModelController.Loading
            value: busy ? chip.model.loadFraction : chip.fill
            color: chip.fill > 0.9 ? Theme.problemText : Theme.accent
        }
        Column {
            anchors.verticalCenter: parent.verticalCenter
            Label {
                text: chip.headline
                textFormat: Text.PlainText
                font.pixelSize: Theme.caption
                font.weight: Font.DemiBold
                color: Theme.text
                elide: Text.ElideRight
                width: Math.min(implicitWidth, chip.textWidth)
            }
            Label {
                text: chip.facts
                textFormat: Text.PlainText
                font.pixelSize: Theme.caption - 1
                color: Theme.mutedText
                elide: Text.ElideRight
                width: Math.min(implicitWidth, chip.textWidth)
            }
        }
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "chevron-down"
            color: Theme.mutedText
            size: Math.round(14 * Theme.scale)
        }
    }

    AppToolTip {
        visible: (chip.hovered || chip.visualFocus) && !chip.down
        text: [chip.headline, chip.model.device, chip.model.pace].filter(line => line !== "").join("\n")
    }
}
