// Markdown to blocks: kinds, nesting, direction; and that streaming gives what reading at once gives.
#include "ui/markdown/inline_math.h"
#include "ui/markdown/markdown_document.h"
#include "ui/markdown/markdown_parser.h"
#include "ui/markdown/text_direction.h"

#include <QRandomGenerator>
#include <QTest>

using namespace hearth::ui;

namespace {

const char* const kindNames[] = {"paragraph", "heading", "code", "table", "rule", "image", "math"};

/// One line for each block: kind, what is special about it, its text.
QStringList describe(const Blocks& blocks) {
    QStringList lines;
    for (const Block& block : blocks) {
        QString line = QString::fromLatin1(kindNames[static_cast<int>(block.kind)]);
        if (block.headingLevel)
            line += QString::number(block.headingLevel);
        if (block.listDepth)
            line += QStringLiteral(" list%1").arg(block.listDepth);
        if (block.quoteDepth)
            line += QStringLiteral(" quote%1").arg(block.quoteDepth);
        if (!block.marker.isEmpty())
            line += u' ' + block.marker;
        if (!block.language.isEmpty())
            line += QStringLiteral(" lang=") + block.language;
        if (!block.source.isEmpty())
            line += QStringLiteral(" source=") + block.source;
        if (!block.firstChunk)
            line += QStringLiteral(" from=%1").arg(block.firstLine);
        if (!block.lastChunk)
            line += QStringLiteral(" goes-on");
        lines.append(line + QStringLiteral(": ") + block.text);
    }
    return lines;
}

const QString mixedText = QStringLiteral(
    "# Title\nA paragraph with **bold**, *slanted* and `code <b>`.\nStill the same.\n\n"
    "Setext\n------\n\n1. one\n2. two\n   - deep\n   - deeper\n\n     second paragraph\n3. three\n\n"
    "- [ ] open\n- [x] done\n\n> quoted\n> - item\n\n```python\nprint('a')\n\n\n# not a "
    "heading\n```\nafter\n\n"
    "| a | b |\n|---|:-:|\n| 1 | <script> |\n\n***\n\n![alt](picture.png)\n\n$$E=mc^2$$\n\n"
    "مرحبا بالعالم\n\n    indented code\n\n    more\n\n~~~\nunfinished fence\n\nblank above");

} // namespace

class TestMarkdown : public QObject {
    Q_OBJECT
private slots:
    void blocks_data() {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* name, const char* markdown, const QStringList& expected) {
            QTest::newRow(name) << QString::fromUtf8(markdown) << expected;
        };
        row("paragraph", "a *b* **c** ~~d~~", {"paragraph: a <i>b</i> <b>c</b> <s>d</s>"});
        row("heading", "## Two", {"heading2: Two"});
        row("heading without blank line", "text\n# One\ntext",
            {"paragraph: text", "heading1: One", "paragraph: text"});
        row("setext heading", "One\n===\n\nTwo\n---", {"heading1: One", "heading2: Two"});
        row("raw HTML is text", "<b onclick=x>no</b>", {"paragraph: &lt;b onclick=x&gt;no&lt;/b&gt;"});
        row("HTML block is text", "<script>\nalert(1)\n</script>",
            {"paragraph: &lt;script&gt; alert(1) &lt;/script&gt;"});
        row("bullets", "- a\n- b\n  - c",
            {"paragraph list1 •: a", "paragraph list1 •: b", "paragraph list2 •: c"});
        row("numbers", "3. a\n4. b", {"paragraph list1 3.: a", "paragraph list1 4.: b"});
        row("numbers do not interrupt", "It was\n1984. A year.", {"paragraph: It was 1984. A year."});
        row("loose item", "- a\n\n  b", {"paragraph list1 •: a", "paragraph list1: b"});
        row("empty item", "-\n- b", {"paragraph list1 •: ", "paragraph list1 •: b"});
        row("tasks", "- [ ] a\n- [x] b", {"paragraph list1 ☐: a", "paragraph list1 ☑: b"});
        row("quote", "> a\n>\n> - b", {"paragraph quote1: a", "paragraph list1 quote1 •: b"});
        row("nested quote", "> > a", {"paragraph quote2: a"});
        row("code", "```cpp title\nint a;\n\nb\n```", {"code lang=cpp: int a;\n\nb"});
        row("code in item", "1. a\n   ```\n   b\n   ```", {"paragraph list1 1.: a", "code list1: b"});
        row("open fence", "```\na <b>", {"code: a <b>"});
        row("longer fence", "````\n```\n````", {"code: ```"});
        row("tilde fence", "~~~js\na\n~~~\nb", {"code lang=js: a", "paragraph: b"});
        row("not a fence", "```a`b", {"paragraph: ```a`b"});
        row("indented code", "    a\n    b", {"code: a\nb"});
        row("table", "|a|b|\n|---|--:|\n|1|2|", {"table: a\tb\n1\t2"});
        row("rule", "a\n\n---\n\nb", {"paragraph: a", "rule: ", "paragraph: b"});
        row("rule of spaced stars", "* * *", {"rule: "});
        row("image", "![a *b*](c.png)", {"image source=c.png: a b"});
        row("image in text", "x ![a](c.png) y", {"paragraph: x ", "image source=c.png: a", "paragraph:  y"});
        row("display math", "$$a_b$$", {"math: a_b"});
        row("display math in brackets", "\\[a\\]", {"math: a"});
        row("prices are not math", "from $5 to $10 each", {"paragraph: from $5 to $10 each"});
        row("inline math is not a price", "so $a$ is $5",
            {QStringLiteral("paragraph: so %1 is $5").arg(mathToHtml(QStringLiteral("a")))});
        row("dollar in code", "`$a` and $5", {"paragraph: <code>$a</code> and $5"});
        row("link", "[a](https://x.y/?a=1&b=2)", {"paragraph: <a href=\"https://x.y/?a=1&amp;b=2\">a</a>"});
        row("unsafe link", "[a](javascript:alert(1)) [b](file:///etc/passwd)", {"paragraph: a b"});
        row("reference", "[a]: https://x.y\n\nSee [a].", {"paragraph: See <a href=\"https://x.y\">a</a>."});
        row("entity", "&lt;b&gt; &copy;", {"paragraph: &lt;b&gt; &copy;"});
        row("nothing", "", {});
        row("blank", "\n\n  \n", {});
    }
    void blocks() {
        QFETCH(QString, markdown);
        QFETCH(QStringList, expected);
        QCOMPARE(describe(MarkdownDocument(markdown).blocks()), expected);
    }

    void cellsOfATable() {
        const Blocks blocks =
            MarkdownDocument(QStringLiteral("|a|*b*|c|\n|---|:-:|--:|\n|1|<x>|3|\n|4|")).blocks();
        QCOMPARE(blocks.size(), 1);
        QCOMPARE(blocks[0].alignments, (QList<int>{0, 1, 2}));
        QCOMPARE(blocks[0].rows.size(), 3);
        QCOMPARE(blocks[0].rows[0], (QStringList{"a", "<i>b</i>", "c"}));
        QCOMPARE(blocks[0].rows[1], (QStringList{"1", "&lt;x&gt;", "3"}));
    }

    void math_data() {
        QTest::addColumn<QString>("tex");
        QTest::addColumn<QString>("html");
        const auto row = [](const char* tex, const QString& html) {
            QTest::newRow(tex) << QString::fromLatin1(tex) << html;
        };
        row("a^2", QStringLiteral("<i>a</i><sup>2</sup>"));
        row("x_{i+1}", QStringLiteral("<i>x</i><sub><i>i</i> + 1</sub>"));
        row("\\alpha \\le \\beta", QStringLiteral("α ≤ β"));
        row("\\text{if } n", QStringLiteral("if <i>n</i>"));
        row("x \\in \\mathbb{R}", QStringLiteral("<i>x</i> ∈ ℝ"));
        // What is not known is shown as its source.
        row("\\begin{tikz}a\\end{tikz}", QStringLiteral("<code>\\begin{tikz}a\\end{tikz}</code>"));
        row("\\frac{1}", QStringLiteral("<code>\\frac{1}</code>"));
        row("a}b", QStringLiteral("<code>a}b</code>"));
        row("<b>", QStringLiteral("&lt; <i>b</i> &gt;"));
        // What stands above one another is a picture, its source in base64.
        row("\\frac{1}{2}", QStringLiteral("<img src=\"formula:XGZyYWN7MX17Mn0\">"));
        row("\\sqrt{x}", QStringLiteral("<img src=\"formula:XHNxcnR7eH0\">"));
    }
    void math() {
        QFETCH(QString, tex);
        QFETCH(QString, html);
        QCOMPARE(mathToHtml(tex), html);
    }

    void longCodeIsCutIntoChunks() {
        QString code = QStringLiteral("```c\n");
        for (int i = 1; i <= 200; ++i)
            code += QStringLiteral("line %1\n").arg(i);
        const Blocks blocks = MarkdownDocument(code + QStringLiteral("```\nend")).blocks();
        QCOMPARE(blocks.size(), 4);
        QCOMPARE(blocks[1].firstLine, 81);
        QCOMPARE(blocks[1].language, QStringLiteral("c"));
        QVERIFY(!blocks[0].lastChunk && !blocks[1].lastChunk && blocks[2].lastChunk);
        QVERIFY(blocks[0].firstChunk && !blocks[1].firstChunk);
        QVERIFY(blocks[1].text.startsWith(QLatin1String("line 81\n")));
        QVERIFY(blocks[2].text.endsWith(QLatin1String("line 200")));
    }

    void exactlyOneChunk() {
        const QString code = QStringLiteral("```\n") + QStringLiteral("x\n").repeated(codeChunkLines) +
                             QStringLiteral("```\n");
        const Blocks blocks = MarkdownDocument(code).blocks();
        QCOMPARE(blocks.size(), 1);
        QVERIFY(blocks[0].lastChunk);
    }

    void streamingGivesTheSame_data() {
        QTest::addColumn<int>("pieceLength");
        for (const int length : {1, 2, 3, 7, 40})
            QTest::addRow("pieces of %d", length) << length;
    }
    void streamingGivesTheSame() {
        QFETCH(int, pieceLength);
        const Blocks whole = MarkdownDocument(mixedText).blocks();
        MarkdownDocument streamed;
        for (qsizetype at = 0; at < mixedText.size(); at += pieceLength)
            streamed.append(QStringView(mixedText).mid(at, pieceLength));
        QCOMPARE(describe(streamed.blocks()), describe(whole));
    }

    /// What a view does with the changes gives the blocks, and blocks of ended segments are never touched.
    void changesDescribeTheBlocks() {
        MarkdownDocument document;
        Blocks view;
        QRandomGenerator random(7);
        QList<int> touched;
        for (qsizetype at = 0; at < mixedText.size();) {
            const int length = random.bounded(1, 12);
            const auto change = document.append(QStringView(mixedText).mid(at, length));
            at += length;
            view.remove(change.first, change.removed);
            for (qsizetype i = 0; i < change.inserted; ++i)
                view.insert(change.first + i, document.blocks()[change.first + i]);
            QVERIFY(change.removed <= 5); // one list item or quote with what is in it
        }
        QCOMPARE(describe(view), describe(document.blocks()));
    }

    void sourceOfBlocks() {
        const MarkdownDocument document(QStringLiteral("# A\n\nb *c*\n\n- d\n- e\n\nf"));
        QCOMPARE(document.sourceOf(0, 0), QStringLiteral("# A"));
        QCOMPARE(document.sourceOf(1, 2), QStringLiteral("b *c*\n\n- d"));
        QCOMPARE(document.sourceOf(0, document.blocks().size() - 1), document.source());
    }

    void direction_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("rightToLeft");
        QTest::newRow("Latin") << "abc" << false;
        QTest::newRow("Arabic") << QStringLiteral("مرحبا") << true;
        QTest::newRow("Hebrew after digits") << QStringLiteral("12. שלום") << true;
        QTest::newRow("Latin, then Arabic") << QStringLiteral("a مرحبا") << false;
        QTest::newRow("digits") << "123" << false;
        QTest::newRow("empty") << "" << false;
    }
    void direction() {
        QFETCH(QString, text);
        QFETCH(bool, rightToLeft);
        QCOMPARE(isRightToLeft(text), rightToLeft);
        const MarkdownDocument document(text);
        if (!document.blocks().isEmpty())
            QCOMPARE(document.blocks()[0].rightToLeft, rightToLeft);
    }
};

QTEST_GUILESS_MAIN(TestMarkdown)
#include "test_markdown.moc"
