// A task in the sheet, with its options.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

Rectangle {
    id: choice

    required property var task
    property var values: ({})
    property bool open: false
    readonly property var shownOptions: task.options.filter(option => option.choices.length > 0 || option.text)
    signal started(var options)

    implicitHeight: column.implicitHeight + 2 * Theme.medium
    radius: Theme.radius + 2
    color: Theme.ground
    border.color: Theme.line

    ColumnLayout {
        id: column
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Theme.medium }
        spacing: Theme.small

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.medium
            ColumnLayout {
                Layout.fillWidth: true
                spacing: 2
                Label {
                    text: choice.task.name
                    font.pixelSize: Theme.body
                    font.weight: Font.DemiBold
                    color: Theme.text
                }
                Label {
                    Layout.fillWidth: true
                    text: choice.task.description
                    wrapMode: Text.Wrap
                    font.pixelSize: Theme.caption
                    color: Theme.mutedText
                }
            }
            IconButton {
                visible: choice.shownOptions.length > 0
                name: choice.open ? qsTr("Hide the options: %1").arg(choice.task.name) : qsTr("Show the options: %1").arg(choice.task.name)
                iconName: "chevron-down"
                rotation: choice.open ? 180 : 0
                onClicked: choice.open = !choice.open
            }
            AppButton {
                filled: true
                text: qsTr("Start")
                Accessible.name: qsTr("Start: %1").arg(choice.task.name)
                onClicked: choice.started(choice.values)
            }
        }
        Repeater {
            model: choice.open ? choice.shownOptions : []
            SettingRow {
                id: option
                required property var modelData
                label: modelData.label
                Loader {
                    sourceComponent: option.modelData.choices.length > 0 ? box : field
                }
                Component {
                    id: box
                    AppComboBox {
                        name: option.modelData.label
                        textRole: "label"
                        model: option.modelData.choices
                        currentIndex: Math.max(0, option.modelData.choices.findIndex(entry => entry.value === option.modelData.value))
                        onActivated: index => choice.values[option.modelData.id] = option.modelData.choices[index].value
                    }
                }
                Component {
                    id: field
                    AppTextField {
                        implicitWidth: Math.round(210 * Theme.scale)
                        Accessible.name: option.modelData.label
                        onTextChanged: choice.values[option.modelData.id] = text
                    }
                }
            }
        }
    }
}
