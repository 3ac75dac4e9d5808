// The look in one place: spacing, type scale, colours. Every pair of text and ground that is used has a
// contrast of at least 4.5:1; a test computes it.
pragma Singleton
import QtQuick
import Hearth

QtObject {
    property bool dark: false
    property real scale: 1
    property bool reducedMotion: false

    // Spacing, in steps that everything keeps to.
    readonly property int tiny: 4
    readonly property int small: 8
    readonly property int medium: 12
    readonly property int large: 20
    readonly property int huge: 36
    readonly property int radius: 8
    readonly property int radiusLarge: 16
    readonly property int reviewWidth: Math.round(1180 * scale)
    readonly property int columnWidth: Math.round(740 * Math.max(1, scale))
    readonly property int sidebarWidth: Math.round(264 * Math.min(1.4, Math.max(1, scale)))
    readonly property int controlHeight: Math.round(34 * scale)
    readonly property int duration: reducedMotion ? 0 : 140

    // Type scale, in pixels.
    readonly property int caption: Math.round(12 * scale)
    readonly property int secondary: Math.round(13 * scale)
    readonly property int body: Math.round(15 * scale)
    readonly property int title: Math.round(18 * scale)
    readonly property int headline: Math.round(26 * scale)
    readonly property int lineHeight: 148 // percent, of reading text
    readonly property string monospace: Qt.platform.os === "osx" ? "Menlo"
                                      : Qt.platform.os === "windows" ? "Consolas" : "monospace"
    function headingSize(level) {
        return Math.round(body * [1, 1.5, 1.3, 1.15, 1.05, 1, 1][level]);
    }

    // Grounds
    readonly property color ground: dark ? "#1d1b1a" : "#fdfcfa"
    readonly property color sideGround: dark ? "#171615" : "#f5f2ed"
    readonly property color raised: dark ? "#282523" : "#ffffff"
    readonly property color bubble: dark ? "#312d2a" : "#f1ece5"
    readonly property color codeGround: dark ? "#161514" : "#f6f3ef"
    readonly property color codeHeader: dark ? "#211f1d" : "#ece7e0"
    readonly property color inlineCode: dark ? "#33302d" : "#efeae3"
    readonly property color hover: dark ? "#2b2826" : "#eae5dd"
    readonly property color selected: dark ? "#35312d" : "#e4ddd3"
    // Lines
    readonly property color line: dark ? "#3a3633" : "#e2dcd3"
    readonly property color strongLine: dark ? "#6f6861" : "#8d857b"
    // Text
    readonly property color text: dark ? "#ece8e3" : "#25221f"
    readonly property color mutedText: dark ? "#aea69d" : "#655e56"
    readonly property color link: dark ? "#f0a06c" : "#9a4411"
    // Accent and what is written on it
    readonly property color accent: dark ? "#e58b52" : "#ad4d16"
    readonly property color accentHover: dark ? "#ee9b67" : "#94400f"
    readonly property color accentText: dark ? "#201207" : "#ffffff"
    readonly property color selection: dark ? "#6b4023" : "#f3cfb4"
    readonly property color selectedText: text
    // Notices
    readonly property color informationGround: dark ? "#25292c" : "#eef2f3"
    readonly property color warningGround: dark ? "#3a2f1a" : "#fbf0d9"
    readonly property color problemGround: dark ? "#41211f" : "#fbe5e1"
    readonly property color problemText: dark ? "#f5aaa0" : "#98271b"

    // Changes to a file
    readonly property color addedGround: dark ? "#1b3523" : "#dcf2df"
    readonly property color addedText: dark ? "#a9dfb4" : "#1c5a2a"
    readonly property color removedGround: dark ? "#43211e" : "#fbe2dd"
    readonly property color removedText: dark ? "#f3b3a9" : "#8d2418"

    /// Rich text in a message: put before the HTML of a block.
    readonly property string richTextStyle:
        "<style>a{color:" + link + ";} code{font-family:'" + monospace + "';background-color:" + inlineCode
        + ";}</style>"
}
