// Controls answer to keys and pointer alike, and have a name for those who do not see them.
import QtQuick
import QtTest
import Hearth

Item {
    id: scene
    width: 600
    height: 400

    Component { id: labelled; AppButton { text: "Label" } }
    Component { id: icon; IconButton { name: "Label"; iconName: "copy" } }
    Component { id: onOff; AppSwitch { name: "Label" } }
    Component { id: slider; AppSlider { name: "Label"; from: 0; to: 10; stepSize: 1; value: 5 } }
    Component { id: choice; AppComboBox { name: "Label"; model: ["one", "two", "three"] } }
    SignalSpy { id: clicks; signalName: "clicked" }

    TestCase {
        name: "Controls"
        when: windowShown

        function make(component) {
            const item = createTemporaryObject(component, scene);
            item.forceActiveFocus(Qt.TabFocusReason);
            verify(item.activeFocus);
            compare(item.Accessible.name, "Label");
            return item;
        }
        function test_buttons_data() {
            return [{ tag: "labelled", component: labelled }, { tag: "icon", component: icon }];
        }
        function test_buttons(data) {
            const item = make(data.component);
            clicks.target = item;
            clicks.clear();
            mouseClick(item);
            keyClick(Qt.Key_Space);
            keyClick(Qt.Key_Return);
            keyClick(Qt.Key_Enter);
            compare(clicks.count, 4);
            item.enabled = false;
            mouseClick(item);
            compare(clicks.count, 4);
        }
        function test_switch() {
            const item = make(onOff);
            mouseClick(item);
            verify(item.checked);
            keyClick(Qt.Key_Space);
            verify(!item.checked);
        }
        function test_slider() {
            const item = make(slider);
            keyClick(Qt.Key_Right);
            compare(item.value, 6);
            keyClick(Qt.Key_Left);
            keyClick(Qt.Key_Left);
            compare(item.value, 4);
        }
        function test_choice() {
            const item = make(choice);
            keyClick(Qt.Key_Down);
            compare(item.currentText, "two");
            keyClick(Qt.Key_Up);
            compare(item.currentText, "one");
        }
        /// A thing to press is at least as high as a finger or an unsteady hand needs, at every text size.
        function test_sizes_data() {
            return [{ tag: "100 %", scale: 1 }, { tag: "200 %", scale: 2 }, { tag: "300 %", scale: 3 }];
        }
        function test_sizes(data) {
            Theme.scale = data.scale;
            for (const component of [labelled, icon, onOff, slider, choice]) {
                const item = make(component);
                verify(item.height >= 30 * data.scale, item + " is " + item.height);
            }
            Theme.scale = 1;
        }
    }
}
