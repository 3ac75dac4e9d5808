// The help: its pages are Markdown files beside the program.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

PageFrame {
    id: page

    required property Help help
    signal aboutRequested()

    title: qsTr("Help")

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.small
        AppComboBox {
            visible: page.help.pages.length > 0
            Layout.fillWidth: true
            name: qsTr("Page of the help")
            textRole: "title"
            model: page.help.pages
            currentIndex: Math.max(0, page.help.pages.findIndex(entry => entry.name === page.help.page))
            onActivated: index => page.help.open(page.help.pages[index].name)
        }
        Item {
            visible: page.help.pages.length === 0
            Layout.fillWidth: true
        }
        AppButton {
            iconName: "info"
            text: qsTr("About Hearth")
            onClicked: page.aboutRequested()
        }
    }
    Label {
        visible: page.help.pages.length === 0
        Layout.fillWidth: true
        text: qsTr("The help was not installed with this program.")
        wrapMode: Text.Wrap
        font.pixelSize: Theme.body
        color: Theme.text
    }
    Text {
        Layout.fillWidth: true
        text: page.help.html.replace(/LINKCOLOR/g, Theme.link)
        textFormat: Text.RichText
        wrapMode: Text.Wrap
        font.pixelSize: Theme.body
        lineHeight: 1.25
        color: Theme.text
        linkColor: Theme.link
        Accessible.role: Accessible.StaticText
        Accessible.name: page.help.text
        onLinkActivated: link => page.help.follow(link)
        HoverHandler { cursorShape: parent.hoveredLink !== "" ? Qt.PointingHandCursor : Qt.ArrowCursor }
    }
}
