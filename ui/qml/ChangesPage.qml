// Changes to files: looked at line by line, put into the files, and taken back.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import Hearth

ReviewFrame {
    id: page

    required property Workspace workspace
    readonly property ChangeReview review: workspace.tasks.reviews.changes

    function saveAs(file, name, text) {
        saveDialog.text = text;
        saveDialog.selectedFile = saveDialog.currentFolder + "/" + encodeURIComponent(name);
        saveDialog.open();
    }

    title: qsTr("Changes")
    Keys.onPressed: event => {
        const page = list.height * 0.9;
        const steps = { [Qt.Key_Up]: -60, [Qt.Key_Down]: 60, [Qt.Key_PageUp]: -page, [Qt.Key_PageDown]: page, [Qt.Key_Home]: -list.contentHeight, [Qt.Key_End]: list.contentHeight };
        if (steps[event.key] === undefined)
            return;
        list.move(steps[event.key]);
        event.accepted = true;
    }
    actions: AppButton {
        visible: page.review.open > 1
        filled: true
        iconName: "check"
        text: qsTr("Apply to %n file(s)", "", page.review.open)
        onClicked: page.review.applyAll()
    }

    FileDialog {
        id: saveDialog
        property string text
        title: qsTr("Save")
        fileMode: FileDialog.SaveFile
        onAccepted: {
            if (page.workspace.saveText(selectedFile, text))
                page.say(qsTr("Saved as %1").arg(decodeURIComponent(selectedFile.toString().replace(/^file:\/\//, ""))), false);
            else
                page.say(page.workspace.notices.text("save"), true);
        }
    }
    ListView {
        id: list

        function move(by) {
            contentY = Math.max(originY, Math.min(originY + Math.max(0, contentHeight - height), contentY + by));
        }
        anchors.fill: parent
        model: page.review
        clip: true
        cacheBuffer: 600
        boundsBehavior: Flickable.StopAtBounds
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Lines that change")
        ScrollBar.vertical: AppScrollBar {}
        footer: Item { height: Theme.large }
        delegate: ChangeRow {
            width: list.width
            onApplyRequested: page.review.apply(file)
            onUndoRequested: page.review.undo(file)
            onCopyRequested: {
                page.workspace.copyText(page.review.diff(file));
                page.say(qsTr("Copied"), false);
            }
            onPatchRequested: page.saveAs(file, page.review.name(file) + ".patch", page.review.diff(file))
            onSaveRequested: page.saveAs(file, page.review.name(file), page.review.newText(file))
        }
    }
}
