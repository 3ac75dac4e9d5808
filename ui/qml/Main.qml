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
    property string currentPage: "chat" ///< or "settings", "models", "translation", "changes" …

    function showPage(name) {
        if (name === "commands") {
            commandPalette.open();
            return;
        }
        currentPage = name;
        if (name === "chat")
            page.composer.input.forceActiveFocus();
    }
    readonly property bool sidebarShown: sidebarWanted && !narrow

    function focusSearch() {
        if (narrow) {
            drawer.open();
            drawer.contentItem.focusSearch();
        } else {
            sidebarWanted = true;
            sidebar.focusSearch();
        }
    }
    function comeForward() {
        show();
        raise();
        requestActivate();
    }
    function toggleSidebar() {
        if (narrow)
            drawer.open();
        else
            sidebarWanted = !sidebarWanted;
    }
    function answerAgain() {
        const last = workspace.chat.lastAnswer();
        if (last !== 0)
            workspace.chat.regenerate(last);
    }

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
        onPageRequested: name => window.showPage(name)
        onOpened: window.showPage("chat")
    }
    Loader {
        id: otherPage
        anchors.fill: page
        active: window.currentPage !== "chat"
        sourceComponent: window.currentPage === "settings" ? settingsPage
            : window.currentPage === "models" ? modelsPage : window.currentPage === "help" ? helpPage
            : window.currentPage === "about" ? aboutPage : window.currentPage === "translation" ? translationPage
            : window.currentPage === "changes" ? changesPage : binPage
        onLoaded: item.forceActiveFocus()
    }
    Component {
        id: settingsPage
        SettingsPage {
            workspace: window.workspace
            onClosed: window.showPage("chat")
        }
    }
    Component {
        id: modelsPage
        ModelsPage {
            workspace: window.workspace
            onClosed: window.showPage("chat")
            onOpenModelRequested: modelDialog.open()
        }
    }
    Component {
        id: helpPage
        HelpPage {
            help: window.workspace.help
            onClosed: window.showPage("chat")
            onAboutRequested: window.showPage("about")
        }
    }
    Component {
        id: aboutPage
        AboutPage {
            help: window.workspace.help
            onClosed: window.showPage("chat")
            onHelpRequested: window.showPage("help")
        }
    }
    Component {
        id: binPage
        BinPage {
            workspace: window.workspace
            onClosed: window.showPage("chat")
        }
    }
    Component {
        id: translationPage
        TranslationPage {
            workspace: window.workspace
            onClosed: window.showPage("chat")
        }
    }
    Component {
        id: changesPage
        ChangesPage {
            workspace: window.workspace
            onClosed: window.showPage("chat")
        }
    }
    Connections {
        target: window.workspace.tasks.reviews
        function onOpened(kind) { window.showPage(kind); }
    }
    CommandPalette {
        id: commandPalette
        workspace: window.workspace
        commands: [
            { name: qsTr("New conversation"), keys: "Ctrl+N", run: () => { window.showPage("chat"); window.workspace.chat.startNew(); } },
            { name: qsTr("Search everything"), keys: "Ctrl+F", run: () => window.focusSearch() },
            { name: qsTr("Open a model file…"), keys: "Ctrl+O", run: () => modelDialog.open() },
            { name: qsTr("Attach files…"), keys: "", run: () => { window.showPage("chat"); attachDialog.open(); } },
            { name: qsTr("Let code tasks read a folder…"), keys: "", run: () => { window.showPage("chat"); folderDialog.open(); } },
            { name: qsTr("Do something with files…"), keys: "Ctrl+Shift+O", run: () => fileDialog.open() },
            { name: qsTr("Models"), keys: "", run: () => window.showPage("models") },
            { name: qsTr("Settings"), keys: "Ctrl+,", run: () => window.showPage("settings") },
            { name: qsTr("Quick question"), keys: "Ctrl+Shift+K", run: () => quickAsk.appear() },
            { name: qsTr("Help"), keys: "F1", run: () => window.showPage("help") },
            { name: qsTr("About Hearth"), keys: "", run: () => window.showPage("about") },
            { name: qsTr("Bin"), keys: "", run: () => window.showPage("bin") },
            { name: qsTr("Stop the answer"), keys: "Esc", run: () => window.workspace.chat.stop() },
            { name: qsTr("Answer again"), keys: "Ctrl+R", run: () => window.answerAgain() },
            { name: qsTr("Show or hide the sidebar"), keys: "Ctrl+B", run: () => window.toggleSidebar() },
            { name: qsTr("Next conversation"), keys: "Ctrl+PgDown", run: () => window.workspace.sidebar.openNeighbour(1) },
            { name: qsTr("Previous conversation"), keys: "Ctrl+PgUp", run: () => window.workspace.sidebar.openNeighbour(-1) },
            { name: qsTr("Light colours"), keys: "", run: () => window.workspace.settings.appearance = Settings.Light },
            { name: qsTr("Dark colours"), keys: "", run: () => window.workspace.settings.appearance = Settings.Dark },
            { name: qsTr("Colours of the system"), keys: "", run: () => window.workspace.settings.appearance = Settings.System },
            { name: qsTr("Larger text"), keys: "Ctrl++", run: () => window.workspace.settings.textScale += 0.1 },
            { name: qsTr("Smaller text"), keys: "Ctrl+-", run: () => window.workspace.settings.textScale -= 0.1 },
            { name: qsTr("Open the data folder"), keys: "", run: () => window.workspace.openDataFolder() }
        ]
    }
    ChatPage {
        id: page
        visible: window.currentPage === "chat"
        anchors { left: window.sidebarShown ? sidebar.right : parent.left; right: parent.right; top: parent.top; bottom: parent.bottom }
        workspace: window.workspace
        sidebarVisible: window.sidebarShown
        onOpenModelRequested: modelDialog.open()
        onOpenFilesRequested: attachDialog.open()
        onAddFolderRequested: folderDialog.open()
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
            onModelsRequested: window.showPage("models")
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
            onPageRequested: name => {
                drawer.close();
                window.showPage(name);
            }
            onOpened: {
                drawer.close();
                window.showPage("chat");
            }
        }
    }
    Loader { // made when it is first asked for
        id: quickAsk
        function appear() {
            active = true;
            item.appear();
        }
        active: false
        sourceComponent: QuickAskWindow {
            transientParent: null
            workspace: window.workspace
            onOpenRequested: {
                window.comeForward();
                window.showPage("chat");
            }
        }
    }
    Connections {
        target: window.workspace.quick
        function onShown() { quickAsk.appear(); }
    }
    // Of a module that not every system has: without it there is no tray, and nothing else is missing.
    Loader {
        id: tray
        readonly property bool there: status === Loader.Ready && item.available
        active: window.workspace.quick.trayWanted
        source: "TrayIcon.qml"
        onThereChanged: window.workspace.quick.setTrayThere(there)
        onLoaded: item.visible = true
    }
    Connections {
        target: tray.item
        ignoreUnknownSignals: true
        function onQuickAskRequested() { quickAsk.appear(); }
        function onWindowRequested() { window.comeForward(); }
    }
    FileDrop {
        anchors.fill: parent
        offersAttaching: window.currentPage === "chat"
        onOpened: urls => window.workspace.openFiles(urls)
        onAttached: urls => {
            window.workspace.attach(urls);
            page.composer.input.forceActiveFocus();
        }
    }
    TaskSheet {
        id: taskSheet
        tasks: window.workspace.tasks
    }
    Connections {
        target: window.workspace.tasks
        function onOffered() { taskSheet.open(); }
    }
    FileDialog {
        id: fileDialog
        title: qsTr("Do something with files")
        fileMode: FileDialog.OpenFiles
        onAccepted: window.workspace.openFiles(selectedFiles)
    }
    FileDialog {
        id: attachDialog
        title: qsTr("Attach files")
        fileMode: FileDialog.OpenFiles
        onAccepted: {
            window.workspace.attach(selectedFiles);
            page.composer.input.forceActiveFocus();
        }
    }
    FolderDialog {
        id: folderDialog
        title: qsTr("Let code tasks read a folder")
        onAccepted: {
            window.workspace.tasks.folders.add(selectedFolder);
            page.composer.input.forceActiveFocus();
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

    Shortcut {
        sequence: "Esc"
        onActivated: {
            if (window.currentPage !== "chat") {
                window.showPage("chat");
                return;
            }
            window.workspace.speech.stop();
            window.workspace.chat.stop();
        }
    }
    Shortcut {
        sequences: [StandardKey.New]
        onActivated: {
            window.showPage("chat");
            window.workspace.chat.startNew();
        }
    }
    Shortcut { sequence: "Ctrl+Shift+O"; onActivated: fileDialog.open() }
    Shortcut { sequence: "Ctrl+K"; onActivated: commandPalette.open() }
    Shortcut { sequence: "Ctrl+Shift+K"; onActivated: quickAsk.appear() }
    Shortcut { sequences: [StandardKey.HelpContents]; onActivated: window.showPage("help") }
    Shortcut { sequence: "Ctrl+,"; onActivated: window.showPage("settings") }
    Shortcut { sequence: "Ctrl+R"; onActivated: window.answerAgain() }
    Shortcut { sequences: [StandardKey.ZoomIn]; onActivated: window.workspace.settings.textScale += 0.1 }
    Shortcut { sequences: [StandardKey.ZoomOut]; onActivated: window.workspace.settings.textScale -= 0.1 }
    Shortcut { sequence: "Ctrl+0"; onActivated: window.workspace.settings.textScale = 1 }
    Shortcut { sequences: [StandardKey.Open]; onActivated: modelDialog.open() }
    Shortcut {
        sequences: [StandardKey.Find]
        onActivated: window.focusSearch()
    }
    Shortcut { sequence: "Ctrl+B"; onActivated: window.toggleSidebar() }
    Shortcut { sequence: "Ctrl+PgDown"; onActivated: window.workspace.sidebar.openNeighbour(1) }
    Shortcut { sequence: "Ctrl+PgUp"; onActivated: window.workspace.sidebar.openNeighbour(-1) }
    Shortcut { sequence: "Ctrl+L"; onActivated: page.composer.input.forceActiveFocus() }
}
