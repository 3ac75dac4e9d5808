// Asks for the file that a conversation, or all of them, are written to; its ending chooses the format.
import QtQuick
import QtQuick.Dialogs
import Hearth

FileDialog {
    required property Workspace workspace
    property var conversation: 0 ///< 0: all

    title: qsTr("Export")
    fileMode: FileDialog.SaveFile
    nameFilters: [qsTr("PDF for reading (*.pdf)"), qsTr("Web page (*.html)"), qsTr("Markdown (*.md)"), qsTr("Everything, to be imported again (*.json)")]
    defaultSuffix: selectedNameFilter.extensions.length > 0 ? selectedNameFilter.extensions[0] : "pdf"
    onAccepted: workspace.sidebar.files.exportTo(selectedFile, conversation)
}
