// The window.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import Hearth

ApplicationWindow {
    id: window

    required property Workspace workspace
    readonly property bool narrow: width < 700 * Theme.scale
    property bool sidebarWanted: true
    readonly property bool sidebarShown: sidebarWanted && !narrow

    width: 1180
    height: 780
    minimumWidth: 420
    minimumHeight: 360
    title: workspace.chat.title !== "" ? workspace.chat.title + " — Hearth" : "Hearth"
    color: Theme.ground
    font.pixelSize: Theme.body
    palette.window: Theme.ground
    palette.windowText: Theme.text
    palette.base: Theme.raised
    palette.text: Theme.text
    palette.button: Theme.raised
    palette.buttonText: Theme.text
    palette.highlight: Theme.selection
    palette.highlightedText: Theme.selectedText
    palette.mid: Theme.line
    palette.dark: Theme.strongLine
    palette.light: Theme.hover
    palette.midlight: Theme.hover
    palette.placeholderText: Theme.mutedText
    LayoutMirroring.enabled: Qt.application.layoutDirection === Qt.RightToLeft
    LayoutMirroring.childrenInherit: true

    onClosing: workspace.settings.windowSize = Qt.size(width, height)
    Component.onCompleted: {
        width = workspace.settings.windowSize.width;
        height = workspace.settings.windowSize.height;
        page.composer.input.forceActiveFocus();
    }

    Binding { target: Theme; property: "dark"; value: window.workspace.settings.dark }
    Binding { target: Theme; property: "scale"; value: window.workspace.settings.textScale }
    Binding { target: Theme; property: "reducedMotion"; value: window.workspace.settings.reducedMotion }

    Sidebar {
        id: sidebar
        visible: window.sidebarShown
        width: Theme.sidebarWidth
        anchors { left: parent.left; top: parent.top; bottom: parent.bottom }
        workspace: window.workspace
        onHideRequested: window.sidebarWanted = false
    }
    ChatPage {
        id: page
        anchors { left: window.sidebarShown ? sidebar.right : parent.left; right: parent.right; top: parent.top; bottom: parent.bottom }
        workspace: window.workspace
        sidebarVisible: window.sidebarShown
        onOpenModelRequested: modelDialog.open()
        onShowSidebarRequested: window.narrow ? drawer.open() : window.sidebarWanted = true
        onModelMenuRequested: anchor => {
            const at = anchor.mapToItem(page, 0, anchor.height + Theme.tiny);
            modelMenu.x = Math.max(Theme.small, Math.min(page.width - modelMenu.width - Theme.small, at.x + anchor.width - modelMenu.width));
            modelMenu.y = at.y;
            modelMenu.open();
        }

        ModelMenu {
            id: modelMenu
            parent: page
            workspace: window.workspace
            onOpenModelRequested: modelDialog.open()
        }
    }
    Drawer {
        id: drawer
        width: Math.min(window.width * 0.86, Theme.sidebarWidth)
        height: window.height
        edge: window.LayoutMirroring.enabled ? Qt.RightEdge : Qt.LeftEdge
        enabled: window.narrow
        interactive: window.narrow
        contentItem: Sidebar {
            workspace: window.workspace
            onHideRequested: drawer.close()
            onOpened: drawer.close()
        }
    }
    DropArea {
        id: drop
        anchors.fill: parent
        keys: ["text/uri-list"]
        onDropped: event => window.workspace.openFiles(event.urls)

        Rectangle {
            anchors.fill: parent
            anchors.margins: Theme.medium
            visible: drop.containsDrag
            radius: Theme.radiusLarge
            color: Theme.dark ? "#e0282523" : "#e8ffffff"
            border.width: 2
            border.color: Theme.accent
            Label {
                anchors.centerIn: parent
                text: qsTr("Drop to open")
                font.pixelSize: Theme.title
                color: Theme.text
            }
        }
    }
    FileDialog {
        id: modelDialog
        title: qsTr("Open a model")
        nameFilters: [qsTr("Models (*.gguf)"), qsTr("All files (*)")]
        onAccepted: window.workspace.model.loadUrl(selectedFile)
    }
    Connections {
        target: window.workspace.model
        function onOpenDialogRequested() { modelDialog.open(); }
    }
    Connections {
        target: window.workspace.chat
        function onConversationChanged() { page.composer.input.forceActiveFocus(); }
    }

    Shortcut { sequence: "Esc"; onActivated: window.workspace.chat.stop() }
    Shortcut { sequences: [StandardKey.New]; onActivated: window.workspace.chat.startNew() }
    Shortcut { sequences: [StandardKey.Open]; onActivated: modelDialog.open() }
    Shortcut {
        sequences: [StandardKey.Find]
        onActivated: {
            if (window.narrow) {
                drawer.open();
                drawer.contentItem.focusSearch();
            } else {
                window.sidebarWanted = true;
                sidebar.focusSearch();
            }
        }
    }
    Shortcut { sequence: "Ctrl+B"; onActivated: window.narrow ? drawer.open() : window.sidebarWanted = !window.sidebarWanted }
    Shortcut { sequence: "Ctrl+PgDown"; onActivated: window.workspace.sidebar.openNeighbour(1) }
    Shortcut { sequence: "Ctrl+PgUp"; onActivated: window.workspace.sidebar.openNeighbour(-1) }
    Shortcut { sequence: "Ctrl+L"; onActivated: page.composer.input.forceActiveFocus() }
}
