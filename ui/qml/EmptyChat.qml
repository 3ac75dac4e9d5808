// A conversation that has not begun.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hearth

Item {
    id: page

    required property Workspace workspace
    readonly property ModelController model: workspace.model
    /// One task of each plugin: a hint at what there is, not the whole list.
    readonly property var tasks: {
        workspace.tasks.plugins.plugins; // what they can changes with them
        const plugins = new Set();
        return workspace.tasks.matching("").filter(task => !plugins.has(task.plugin) && plugins.add(task.plugin)).slice(0, 3);
    }
    signal taskChosen(var task)
    signal allTasksRequested()

    ColumnLayout {
        anchors.centerIn: parent
        width: Math.min(page.width - 2 * Theme.large, Math.round(520 * Theme.scale))
        spacing: Theme.medium

        Icon {
            name: "flame"
            color: Theme.accent
            size: Math.round(44 * Theme.scale)
            Layout.alignment: Qt.AlignHCenter
        }
        Label {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("What is on your mind?")
            font.pixelSize: Theme.headline
            font.weight: Font.DemiBold
            color: Theme.text
            wrapMode: Text.Wrap
            Accessible.role: Accessible.Heading
        }
        Label {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            visible: text !== ""
            text: page.model.starter
                ? qsTr("This is the small model that comes with Hearth: it is quick and shows how everything works, but it knows little and often errs. Open a larger one for real work.")
                : page.model.state === ModelController.Loading ? qsTr("The model is loading. You can write already.")
                : page.model.notice
            font.pixelSize: Theme.body
            lineHeight: 1.35
            color: Theme.mutedText
            wrapMode: Text.Wrap
        }
        Flow {
            id: row
            readonly property real wanted: {
                let sum = -spacing;
                for (let i = 0; i < children.length; ++i)
                    sum += children[i].visible && children[i].implicitWidth > 0 ? children[i].implicitWidth + spacing : 0;
                return sum;
            }
            visible: page.tasks.length > 0
            spacing: Theme.small
            Layout.topMargin: Theme.small
            Layout.alignment: Qt.AlignHCenter
            Layout.preferredWidth: Math.min(wanted, parent.width)

            Repeater {
                model: page.tasks
                AppButton {
                    required property var modelData
                    iconName: "task"
                    text: modelData.name
                    Accessible.description: modelData.description
                    onClicked: page.taskChosen(modelData)
                }
            }
            AppButton {
                text: qsTr("More tasks")
                onClicked: page.allTasksRequested()
            }
        }
    }
}
