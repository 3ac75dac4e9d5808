// Commands by a few letters of their names.
import QtQuick
import QtTest
import Hearth

Item {
    id: scene
    width: 800
    height: 600
    property string ran

    CommandPalette {
        id: palette
        workspace: null
        commands: ["New conversation", "Next conversation", "Settings", "Larger text"].map(name => ({
            name: name, keys: "", run: () => scene.ran = name
        }))
    }
    TestCase {
        name: "CommandPalette"
        when: windowShown

        function init() {
            scene.ran = "";
            palette.open();
            tryVerify(() => palette.opened);
        }
        function cleanup() {
            palette.close();
            tryVerify(() => !palette.visible);
        }
        function type(text) {
            for (const letter of text)
                keyClick(letter);
        }
        function test_found_data() {
            return [
                { tag: "all", typed: "", found: 4 }, { tag: "word", typed: "con", found: 2 },
                { tag: "two words, any order", typed: "text lar", found: 1 }, { tag: "none", typed: "zzz", found: 0 }
            ];
        }
        function test_found(data) {
            type(data.typed);
            compare(palette.found.length, data.found);
            keyClick(Qt.Key_Return);
            compare(scene.ran, data.found > 0 ? palette.commands.find(command => command.name === scene.ran).name : "");
            compare(scene.ran !== "", data.found > 0);
        }
        function test_arrowsChoose() {
            type("conv");
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Return);
            compare(scene.ran, "Next conversation");
        }
        function test_asTallAsWhatItFound() {
            const all = palette.height;
            type("sett");
            tryVerify(() => palette.height < all);
            verify(palette.height > Theme.controlHeight);
        }
        function test_escapeRunsNothing() {
            type("sett");
            keyClick(Qt.Key_Escape);
            tryVerify(() => !palette.visible);
            compare(scene.ran, "");
        }
    }
}
