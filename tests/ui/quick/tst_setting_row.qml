// A setting's control stands beside its text, whatever the width, the text and the direction.
import QtQuick
import QtQuick.Layouts
import QtTest
import Hearth

Item {
    id: scene
    width: 900
    height: 700

    Component {
        id: rows
        SettingsSection {
            id: section
            property alias first: first
            property alias second: second
            property alias firstControl: firstControl
            property alias secondControl: secondControl
            title: "Section"
            SettingRow {
                id: first
                label: "A key of the whole desktop"
                AppSwitch { id: firstControl; name: "first" }
            }
            SettingRow {
                id: second
                label: "Second"
                AppComboBox { id: secondControl; name: "second"; model: ["one", "two"] }
            }
        }
    }
    TestCase {
        name: "SettingRow"
        when: windowShown

        function test_controlIsBesideItsText_data() {
            const help = "Hearth then goes on when its window is closed, where the desktop has a tray. ";
            return [
                { tag: "wide", width: 880, help: "" }, { tag: "usual", width: 640, help: help },
                { tag: "narrow", width: 360, help: help }, { tag: "long", width: 360, help: help.repeat(5) },
                { tag: "mirrored", width: 640, help: help, mirrored: true },
                { tag: "help comes later", width: 360, help: "", later: help.repeat(3) }
            ];
        }
        function test_controlIsBesideItsText(data) {
            const section = createTemporaryObject(rows, scene, { width: 0 }); // as in a page that is being made
            waitForRendering(section);
            section.width = data.width;
            section.first.help = data.help;
            section.LayoutMirroring.enabled = data.mirrored === true;
            section.LayoutMirroring.childrenInherit = true;
            waitForRendering(section);
            if (data.later) {
                section.first.help = data.later;
                waitForRendering(section);
            }
            for (const [row, control] of [[section.first, section.firstControl], [section.second, section.secondControl]]) {
                const place = control.mapToItem(row, 0, 0);
                verify(place.y >= -1 && place.y + control.height <= row.height + 1, "inside its row");
                fuzzyCompare(place.y + control.height / 2, row.height / 2, 1.5);
                if (data.mirrored)
                    fuzzyCompare(place.x, 0, 1);
                else
                    fuzzyCompare(place.x + control.width, row.width, 1);
                verify(row.childrenRect.height <= row.height + 1, "no text outside its row");
            }
            const below = section.second.mapToItem(section, 0, 0).y;
            verify(below >= section.first.mapToItem(section, 0, section.first.height).y, "rows do not overlap");
        }
    }
}
