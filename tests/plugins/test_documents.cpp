// Readers of documents: what a person sees comes out, in order, with its place; what is broken is a sentence.

#include "plugins/documents/encoding.h"
#include "plugins/documents/readers.h"
#include "zip_fixture.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QtTest>

using namespace hearth;
using namespace hearth::sdk;

namespace {

QString shared(const QString& name) {
    return qEnvironmentVariable("HEARTH_SHARED_DATA") + "/docs/" + name;
}

/// `kind:text` of every block, tables as `kind:rows x columns`.
QStringList outline(const Document& document) {
    QStringList all;
    for (const Block& block : document.blocks)
        all << blockKindName(block.kind) + QString::number(block.level) + ':' +
                   (block.rows.isEmpty()
                        ? block.text
                        : QStringLiteral("%1x%2").arg(block.rows.size()).arg(block.rows[0].size()));
    return all;
}

/// Two pages that are a picture each.
QByteArray scannedPdf() {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    QPainter painter(&writer);
    QImage image(40, 40, QImage::Format_RGB32);
    image.fill(Qt::gray);
    painter.drawImage(0, 0, image);
    writer.newPage();
    painter.drawImage(0, 0, image);
    painter.end();
    return buffer.data();
}

/// A PDF whose owner and user keys fit no password that is tried.
QByteArray encryptedPdf() {
    const QByteArray key = QByteArray(64, 'a');
    return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
           "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
           "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
           "4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<" +
           key + ">/U<" + key +
           ">>>endobj\n"
           "trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]/Size 5>>\nstartxref\n0\n%%EOF\n";
}

} // namespace

class TestDocuments : public QObject {
    Q_OBJECT
private slots:
    void reads_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("text") << "a.txt"
                              << QByteArray("CHAPTER ONE\n\nHard wrapped\nprose.\n\n- item\n- other\n")
                              << QStringList{"heading2:CHAPTER ONE", "paragraph0:Hard wrapped prose.",
                                             "list-item0:- item", "list-item0:- other"};
        QTest::newRow("markdown")
            << "a.md"
            << QByteArray(
                   "---\ntitle: T\n---\n# One\n\ntext *it* [l](http://x) &amp;\n\n* a\n  * b\n\n> q\n\n"
                   "```py\nx = 1\n```\n\n| h | i |\n|---|---|\n| 1 | 2 |\n\n[^1]: note\n")
            << QStringList{"heading1:One", "paragraph0:text it l &",
                           "list-item0:a", "list-item1:b",
                           "quote0:q",     "code0:x = 1",
                           "table0:2x2",   "footnote0:[^1]: note"};
        QTest::newRow("html")
            << "a.html"
            << QByteArray("<title>T</title><script>no</script><h2>Head</h2><p>One <b>bold</b>&nbsp;&eacute;"
                          "<p>Two<ul><li>x<li>y<ul><li>z</ul></ul><div style='display: none'>no</div>"
                          "<table><tr><th>a<th>b<tr><td>1<td>2</table><!-- no --><pre>a\n b</pre>")
            << QStringList{"heading2:Head",  QString::fromUtf8("paragraph0:One bold\u00a0é"),
                           "paragraph0:Two", "list-item0:x",
                           "list-item0:y",   "list-item1:z",
                           "table0:2x2",     "code0:a\n b"};
        QTest::newRow("csv") << "a.csv" << QByteArray("name;note\n\"A;B\";\"say \"\"hi\"\"\nthere\"\n")
                             << QStringList{"table0:2x2"};
        QTest::newRow("srt")
            << "a.srt"
            << QByteArray(
                   "1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>Hi</i>\r\nyou\r\n\r\n2\r\n00:00:03,000 --> "
                   "00:00:04,000\r\nBye\r\n")
            << QStringList{"cue0:Hi you", "cue0:Bye"};
        QTest::newRow("vtt") << "a.vtt"
                             << QByteArray(
                                    "WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:02.000 align:start\n<v Bob>Hello\n")
                             << QStringList{"cue0:Hello"};
        QTest::newRow("code") << "a.py"
                              << QByteArray("import os\n\ndef f():\n    return 1\n\n\ndef g():\n    pass\n")
                              << QStringList{"code0:import os", "code0:def f():\n    return 1",
                                             "code0:def g():\n    pass"};
        QTest::newRow("mail")
            << "a.eml"
            << QByteArray(
                   "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\nFrom: A <a@b>\r\nContent-Type: "
                   "multipart/alternative; boundary=\"X\"\r\n\r\n--X\r\nContent-Type: text/plain; "
                   "charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nSch=C3=B6n=\r\n "
                   "hier\r\n--X\r\nContent-Type: text/html\r\n\r\n<p>other</p>\r\n--X--\r\n")
            << QStringList{QString::fromUtf8("title0:Grüße"), "paragraph0:From: A <a@b>",
                           QString::fromUtf8("paragraph0:Schön hier")};
        QTest::newRow("docx")
            << "a.docx"
            << makeDocx(
                   "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>One</w:t></w:r></w:p>"
                   "<w:p><w:r><w:t>Some </w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
                   "<w:r><w:t>text</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"Mine\"/></w:pPr><w:r>"
                   "<w:t>Sub</w:t></w:r></w:p><w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId "
                   "w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>item</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p>"
                   "<w:r><w:t>c</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>")
            << QStringList{"heading1:One",    "paragraph0:Some text", "heading2:Sub",
                           "list-item1:item", "table0:1x2",           "footnote0:A note."};
        QTest::newRow("odt")
            << "a.fodt"
            << QByteArray(
                   "<office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
                   "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "
                   "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'><office:body><office:text>"
                   "<text:h text:outline-level='1'>One</text:h><text:p>Some<text:note><text:note-citation>1"
                   "</text:note-citation><text:note-body><text:p>A "
                   "note.</text:p></text:note-body></text:note>"
                   "<text:s/>text</text:p><text:list><text:list-item><text:p>item</text:p></text:list-item>"
                   "</text:list><table:table><table:table-row><table:table-cell><text:p>c</text:p>"
                   "</table:table-cell><table:table-cell/></table:table-row></table:table></office:text>"
                   "</office:body></office:document>")
            << QStringList{"heading1:One", "paragraph0:Some text", "list-item0:item", "table0:1x2",
                           "footnote0:A note."};
    }
    void reads() {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QStringList, expected);
        const auto document = documents::readDocument({name, bytes});
        QVERIFY2(document, document ? "" : qPrintable(document.error().message));
        QCOMPARE(outline(*document), expected);
    }

    void decodes_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("encoding");
        const QString russian =
            QString::fromUtf8("Все люди рождаются свободными и равными в своём достоинстве и правах.");
        const QString german = QString::fromUtf8("Größe und Übermaß sind schön, hätte er gesagt.");
        const QString japanese = QString::fromUtf8(
            "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。");
        const auto encoded = [](const QString& text, const char* name) {
            return QByteArray(QStringEncoder(name).encode(text));
        };
        QTest::newRow("utf-8") << german.toUtf8() << german << "UTF-8";
        QTest::newRow("utf-8 mark") << "\xEF\xBB\xBF" + german.toUtf8() << german << "UTF-8";
        QTest::newRow("utf-16le") << encoded(german, "UTF-16LE") << german << "UTF-16LE";
        QTest::newRow("utf-16be mark")
            << QByteArray("\xFE\xFF", 2) + encoded(russian, "UTF-16BE") << russian << "UTF-16BE";
        QTest::newRow("windows-1252") << german.toLatin1() << german << "windows-1252";
        QTest::newRow("windows-1251") << encoded(russian, "windows-1251") << russian << "WINDOWS-1251";
        QTest::newRow("koi8-r") << encoded(russian, "KOI8-R") << russian << "KOI8-R";
        QTest::newRow("shift-jis") << encoded(japanese, "Shift_JIS") << japanese << "SHIFT_JIS";
    }
    void decodes() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        QFETCH(QString, encoding);
        const auto decoded = documents::decodeText(bytes);
        QVERIFY(decoded);
        QCOMPARE(decoded->text, text);
        QCOMPARE(decoded->encoding, encoding);
        QCOMPARE(documents::encodeText(decoded->text, *decoded), bytes);
    }

    void refusesWithASentence_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << "a.txt" << QByteArray() << "is empty";
        QTest::newRow("blank") << "a.md" << QByteArray("\n  \n") << "is empty";
        QTest::newRow("image") << "a.png" << QByteArray("\x89PNG") << "not a kind of document";
        QTest::newRow("binary as text") << "a.txt" << QByteArray(5000, '\1') << "not text";
        QTest::newRow("damaged zip") << "a.docx" << QByteArray("PK\3\4broken") << "is damaged";
        QTest::newRow("no document part") << "a.docx" << makeZip({{"x", "y"}}) << "is damaged";
        QTest::newRow("damaged xml") << "a.odt" << makeZip({{"content.xml", "<a><b></a>"}}) << "is damaged";
        QTest::newRow("old office") << "a.docx" << QByteArray("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 rest", 13)
                                    << "password";
        QTest::newRow("encrypted odt")
            << "a.odt" << makeZip({{"META-INF/manifest.xml", "<m><encryption-data/></m>"}}) << "password";
        QTest::newRow("damaged pdf") << "a.pdf" << QByteArray("%PDF-1.4\ngarbage") << "is damaged";
        QTest::newRow("encrypted pdf") << "a.pdf" << encryptedPdf() << "is encrypted";
        QTest::newRow("scanned pdf") << "a.pdf" << scannedPdf() << "was probably scanned";
        QTest::newRow("zip bomb") << "a.odt" << makeZip({{"content.xml", QByteArray(300 << 20, ' ')}})
                                  << "unpacks to far more";
        QTest::newRow("no mail") << "a.eml" << QByteArray("just text") << "no e-mail";
    }
    void refusesWithASentence() {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        const auto document = documents::readDocument({name, bytes});
        QVERIFY(!document);
        QVERIFY2(document.error().message.contains(says), qPrintable(document.error().message));
        QVERIFY(document.error().message.endsWith('.'));
    }

    void hugeFilesAreRefusedUnread() {
        QTemporaryFile file;
        QVERIFY(file.open());
        QVERIFY(file.resize(qint64(1) << 30)); // sparse
        const auto document = documents::readDocumentFile(file.fileName());
        QVERIFY(!document);
        QCOMPARE(document.error().kind, ErrorKind::TooLarge);
    }

    void deepNestingEnds() {
        const auto html = documents::readDocument({"a.html", QByteArray("<div>").repeated(200000) + "text"});
        QVERIFY(html);
        QCOMPARE(html->plainText(), QStringLiteral("text"));
        const auto odt = documents::readDocument(
            {"a.fodt", "<office:x xmlns:office='o' xmlns:text='t'><text:p>hi</text:p>" +
                           QByteArray("<a>").repeated(200000)});
        QVERIFY(odt); // what came before the damage
        QVERIFY(odt->notes.join(' ').contains("damaged"));
    }

    void cancelStops() {
        ReadLimits limits;
        limits.cancelled = [] { return true; };
        const auto document = documents::readDocument({"a.txt", "some text"}, limits);
        QVERIFY(!document);
        QCOMPARE(document.error().kind, ErrorKind::Cancelled);
    }

    void hiddenTextIsRemovedAndNamed() {
        const auto document =
            documents::readDocument({"a.txt", QString::fromUcs4(U"Hello\U000E0069\U000E0067 you").toUtf8()});
        QVERIFY(document);
        QCOMPARE(document->plainText(), QStringLiteral("Hello you"));
        QVERIFY(document->notes.join(' ').contains("ig"));
    }

    // Real files; the counts were taken with other programs (pandoc, pdftotext, unzip and grep).
    void realFiles_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("minimumLength");
        QTest::addColumn<QString>("phrase");
        QTest::addColumn<QString>("place");
        QTest::newRow("pdf")
            << "nist-sp800-160v1.pdf" << 700000
            << "The specific form of an assurance case and the level of rigor and formality in acquiring the "
               "evidence required by the assurance case is a trade space consideration."
            << "p. 42";
        QTest::newRow("docx") << "doj-chapter13-trustee-handbook.docx" << 780000 << "CHAPTER 1 – INTRODUCTION"
                              << QString::fromUtf8("¶ ");
        QTest::newRow("arabic docx") << "building-community.ar.docx" << 17000 << QString::fromUtf8("بناء")
                                     << QString::fromUtf8("¶ 1");
        QTest::newRow("chinese odt") << "building-community.zh-hans.odt" << 8000
                                     << QString::fromUtf8("打造受欢迎的社区") << "";
        QTest::newRow("epub") << "winter-sports.epub" << 330000 << "Winter Sports in Switzerland"
                              << "p. ";
        QTest::newRow("markdown") << "wealth-of-nations.md" << 2100000
                                  << "the butcher, the brewer, or the baker" << QString::fromUtf8("§ ");
        QTest::newRow("html") << "starting-a-project.es.html" << 21000 << QString::fromUtf8("código abierto")
                              << "";
        QTest::newRow("csv") << "gistemp-seasonal.csv" << 23000 << "1880"
                             << "";
        QTest::newRow("text") << "frankenstein.txt" << 410000 << "I am by birth a Genevese"
                              << QString::fromUtf8("§ Chapter 1");
    }
    void realFiles() {
        QFETCH(QString, file);
        QFETCH(int, minimumLength);
        QFETCH(QString, phrase);
        QFETCH(QString, place);
        if (!QFile::exists(shared(file)))
            QSKIP(qPrintable("docs/" + file + " is absent"));
        const auto document = documents::readDocumentFile(shared(file));
        QVERIFY2(document, document ? "" : qPrintable(document.error().message));
        QVERIFY2(document->length() >= minimumLength, qPrintable(QString::number(document->length())));
        bool found = false, placed = false;
        for (const Block& block : document->blocks)
            if (block.text.contains(phrase)) {
                found = true;
                placed |= block.place.text().contains(place);
            }
        QVERIFY(found);
        QVERIFY(placed);
    }

    void pdfPagesAreAllThere() {
        if (!QFile::exists(shared("nist-sp800-160v1.pdf")))
            QSKIP("docs/nist-sp800-160v1.pdf is absent");
        const auto document = documents::readDocumentFile(shared("nist-sp800-160v1.pdf"));
        QVERIFY(document);
        QCOMPARE(document->pages, 260);
        QSet<int> pages;
        for (const Block& block : document->blocks)
            pages << block.place.page;
        QVERIFY2(pages.size() >= 255,
                 qPrintable(QString::number(pages.size()))); // a few are blank or hold figures
        for (const Block& block : document->blocks)
            QVERIFY2(!block.text.contains("available free of charge from: https"),
                     qPrintable(block.place.text()));
    }
};

QTEST_MAIN(TestDocuments)
#include "test_documents.moc"
