// Conversations out of the window and back: what is written is read by somebody else's reader.
#include "ui_fixture.h"

#include <QFontDatabase>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPdfDocument>
#include <QPdfSelection>
#include <QRawFont>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using hearth::test::UiFixture;
using hearth::ui::ConversationFiles;

namespace {

constexpr int patience = 60'000;

QByteArray contents(const QString& file) {
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

QString textOfPdf(const QString& file) {
    QPdfDocument document;
    if (document.load(file) != QPdfDocument::Error::None)
        return {};
    QString text;
    for (int page = 0; page < document.pageCount(); ++page)
        text += document.getAllText(page).text();
    return text;
}

bool drawsHan() {
    const QStringList families = QFontDatabase::families();
    return std::any_of(families.begin(), families.end(), [](const QString& family) {
        return QRawFont::fromFont(QFont(family)).supportsCharacter(U'狐');
    });
}

} // namespace

class TestExport : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_fixture = std::make_unique<UiFixture>();
        m_fixture->start();
    }
    void cleanup() { m_fixture.reset(); }

    void writesEachFormat_data() {
        QTest::addColumn<QString>("ending");
        for (const char* ending : {"pdf", "html", "md", "json"})
            QTest::newRow(ending) << QString::fromLatin1(ending);
    }
    void writesEachFormat() {
        QFETCH(QString, ending);
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
        QVERIFY(m_fixture->ask(QStringLiteral("echo: the **quick** fox, 狐狸 & <b>")));
        QSignalSpy exported(&files(), &ConversationFiles::exported);
        const QString file = path(QStringLiteral("out.") + ending);
        files().exportTo(QUrl::fromLocalFile(file), m_fixture->chat().conversation());
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, patience);
        const QString text =
            ending == QLatin1String("pdf") ? textOfPdf(file) : QString::fromUtf8(contents(file));
        QVERIFY2(text.contains(QStringLiteral("quick")), qPrintable(text));
        // A PDF holds what a font of this system can draw.
        if (ending != QLatin1String("pdf") || drawsHan())
            QVERIFY2(text.contains(QStringLiteral("狐狸")), qPrintable(text));
        if (ending == QLatin1String("pdf")) {
            QVERIFY2(text.contains(QStringLiteral("the quick fox")),
                     qPrintable(text));                                         // laid out, not Markdown
            QVERIFY2(text.contains(QStringLiteral("& <b>")), qPrintable(text)); // text, not markup
        }
        if (ending == QLatin1String("json")) {
            const auto object = QJsonDocument::fromJson(contents(file)).object();
            QCOMPARE(object[QStringLiteral("format")].toString(), QStringLiteral("hearth-conversations"));
            QCOMPARE(object[QStringLiteral("conversations")].toArray().size(), 1);
        }
    }

    // A conversation names a picture on this computer: the PDF is made without opening it.
    void pdfHoldsNothingFromElsewhere() {
        const QString picture = path(QStringLiteral("secret.png"));
        QImage image(64, 64, QImage::Format_RGB32);
        image.fill(Qt::red);
        QVERIFY(image.save(picture));
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
        QVERIFY(m_fixture->ask(
            QStringLiteral("echo: see ![it](%1) end").arg(QUrl::fromLocalFile(picture).toString())));
        QSignalSpy exported(&files(), &ConversationFiles::exported);
        const QString file = path(QStringLiteral("out.pdf"));
        files().exportTo(QUrl::fromLocalFile(file), 0);
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, patience);
        QPdfDocument document;
        QCOMPARE(document.load(file), QPdfDocument::Error::None);
        const QImage page = document.render(0, QSize(600, 850));
        int red = 0;
        for (int y = 0; y < page.height(); ++y) {
            for (int x = 0; x < page.width(); ++x)
                red += qRed(page.pixel(x, y)) > 200 && qGreen(page.pixel(x, y)) < 60 ? 1 : 0;
        }
        QCOMPARE(red, 0);
    }

    void whatCannotBeWrittenIsSaid_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("said");
        QTest::newRow("unknown ending") << QStringLiteral("out.docx") << QStringLiteral(".pdf");
        QTest::newRow("no folder, PDF") << QStringLiteral("nowhere/out.pdf") << QStringLiteral("out.pdf");
        QTest::newRow("no folder, JSON") << QStringLiteral("nowhere/out.json") << QStringLiteral("out.json");
    }
    void whatCannotBeWrittenIsSaid() {
        QFETCH(QString, name);
        QFETCH(QString, said);
        files().exportTo(QUrl::fromLocalFile(path(name)), 0);
        auto notice = [this] { return m_fixture->workspace().notices()->text(QStringLiteral("files")); };
        QTRY_VERIFY_WITH_TIMEOUT(!notice().isEmpty(), patience);
        QVERIFY2(notice().contains(said), qPrintable(notice()));
        QVERIFY(!QFile::exists(path(name)));
    }

    void importedOnce() {
        const QString file = path(QStringLiteral("conversations.json"));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(R"([{"id": "c1", "title": "Tea", "create_time": 1700000000.0, "current_node": "c",
            "mapping": {
                "a": {"id": "a", "message": null, "parent": null, "children": ["b"]},
                "b": {"id": "b", "parent": "a", "children": ["c"], "message": {"id": "b",
                    "author": {"role": "user"}, "create_time": 1700000001.0,
                    "content": {"content_type": "text", "parts": ["How long does green tea steep?"]}}},
                "c": {"id": "c", "parent": "b", "children": [], "message": {"id": "c",
                    "author": {"role": "assistant"}, "create_time": 1700000002.0,
                    "content": {"content_type": "text", "parts": ["Two minutes."]}}}}}])");
        out.close();
        QSignalSpy imported(&files(), &ConversationFiles::imported);
        files().importFrom(QUrl::fromLocalFile(file));
        QTRY_COMPARE_WITH_TIMEOUT(imported.count(), 1, patience);
        auto& list = *m_fixture->workspace().sidebar()->conversations();
        QTRY_COMPARE_WITH_TIMEOUT(list.count(), 1, patience);
        QCOMPARE(list.title(list.idAt(0)), QStringLiteral("Tea"));
        files().importFrom(QUrl::fromLocalFile(file));
        QTRY_COMPARE_WITH_TIMEOUT(imported.count(), 2, patience);
        QVERIFY(m_fixture->workspace()
                    .notices()
                    ->text(QStringLiteral("import"))
                    .contains(QLatin1String("1 there already")));
        const auto store = m_fixture->openStore();
        QVERIFY(store);
        QCOMPARE(store->conversations().list().value().size(), size_t(1));
    }

    void notAnExport() {
        const QString file = path(QStringLiteral("other.json"));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write("{\"some\": \"thing\"}");
        out.close();
        files().importFrom(QUrl::fromLocalFile(file));
        auto notice = [this] { return m_fixture->workspace().notices()->text(QStringLiteral("files")); };
        QTRY_VERIFY_WITH_TIMEOUT(notice().contains(QLatin1String("other.json")), patience);
    }

private:
    ConversationFiles& files() { return *m_fixture->workspace().sidebar()->files(); }
    QString path(const QString& name) const { return m_files.filePath(name); }

    std::unique_ptr<UiFixture> m_fixture;
    QTemporaryDir m_files;
};

QTEST_MAIN(TestExport)
#include "test_export.moc"
