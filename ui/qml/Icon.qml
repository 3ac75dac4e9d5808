// One of the icons of the window, in any colour.
import QtQuick
import QtQuick.Controls.impl
import Hearth

Item {
    id: icon

    property string name
    property color color: Theme.text
    property int size: 18

    implicitWidth: size
    implicitHeight: size

    IconImage {
        anchors.fill: parent
        source: icon.name ? "qrc:/Hearth/icons/" + icon.name + ".svg" : ""
        sourceSize: Qt.size(icon.size, icon.size)
        color: icon.color
    }
}
