// A translation beside its source: read, corrected, and saved in the document's own format.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import Hearth

ReviewFrame {
    id: page

    required property Workspace workspace
    readonly property TranslationReview review: workspace.tasks.reviews.translation

    function save(entry) {
        if (!entry.isFile) {
            const text = review.text(entry.document);
            if (text !== "") {
                workspace.copyText(text);
                say(qsTr("Copied"), false);
            }
            return;
        }
        saveDialog.document = entry.document;
        saveDialog.currentFolder = entry.folder;
        saveDialog.selectedFile = entry.folder + "/" + encodeURIComponent(entry.suggestedName);
        saveDialog.open();
    }
    function showRow(row) {
        list.currentIndex = row;
        list.positionViewAtIndex(row, ListView.Contain);
        list.forceLayout();
        const item = list.itemAtIndex(row);
        if (item)
            item.editor.forceActiveFocus(Qt.TabFocusReason);
    }

    title: qsTr("Translation")
    actions: [
        AppButton {
            id: nextProblem
            visible: page.review.problems > 0
            iconName: "alert"
            text: qsTr("%n part(s) to look at", "", page.review.problems)
            Accessible.description: qsTr("Goes to the next one")
            onClicked: page.showRow(page.review.nextProblem(list.currentIndex))
        },
        Repeater {
            model: page.review.documents
            AppButton {
                required property var modelData
                filled: index === 0
                required property int index
                enabled: !page.review.saving
                iconName: modelData.isFile ? "save" : "copy"
                text: !modelData.isFile ? qsTr("Copy the translation")
                    : page.review.documents.length > 1 ? qsTr("Save %1 as…").arg(modelData.name) : qsTr("Save as…")
                onClicked: page.save(modelData)
            }
        }
    ]

    Connections {
        target: page.review
        function onSaved(path) { page.say(qsTr("Saved as %1").arg(path), false); }
        function onFailed(sentence) { page.say(sentence, true); }
    }
    Shortcut {
        sequence: "F8"
        enabled: page.review.problems > 0
        onActivated: nextProblem.clicked()
    }
    FileDialog {
        id: saveDialog
        property int document: 0
        title: qsTr("Save the translation")
        fileMode: FileDialog.SaveFile
        onAccepted: page.review.save(document, selectedFile)
    }
    ListView {
        id: list
        anchors.fill: parent
        model: page.review
        clip: true
        cacheBuffer: 800
        spacing: Theme.small
        boundsBehavior: Flickable.StopAtBounds
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Sentences")
        ScrollBar.vertical: AppScrollBar {}
        header: Item { height: Theme.small }
        footer: Item { height: Theme.large }
        delegate: TranslationRow {
            width: list.width
            review: page.review
            last: index === list.count - 1
            onFocused: list.currentIndex = index
            onRowRequested: row => page.showRow(row)
        }
    }
}
