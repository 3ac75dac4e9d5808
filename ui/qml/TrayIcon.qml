// The icon in the desktop's tray, where it has one.
import QtQuick
import Qt.labs.platform as Platform
import Hearth

Platform.SystemTrayIcon {
    id: tray

    signal quickAskRequested()
    signal windowRequested()

    icon.source: "qrc:/Hearth/icons/flame.svg"
    tooltip: "Hearth"
    onActivated: reason => {
        if (reason === Platform.SystemTrayIcon.Trigger)
            quickAskRequested();
    }
    menu: Platform.Menu {
        Platform.MenuItem {
            text: qsTr("Quick question")
            onTriggered: tray.quickAskRequested()
        }
        Platform.MenuItem {
            text: qsTr("Open Hearth")
            onTriggered: tray.windowRequested()
        }
        Platform.MenuItem {
            text: qsTr("Quit")
            onTriggered: Qt.quit()
        }
    }
}
