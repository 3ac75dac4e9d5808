// hearth-cli import, search and export: the program itself, on a data folder of its own.
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace {

// An export as ChatGPT writes it: the question was asked twice, the first question answered twice; the last
// answer is the one that is shown.
const char* const branched = R"([{
  "id": "tree-1", "title": "Tea and coffee", "create_time": 1700000000.5, "update_time": 1700000100.0,
  "current_node": "a2",
  "mapping": {
    "root": {"id": "root", "message": null, "parent": null, "children": ["q1", "q2"]},
    "q1": {"id": "q1", "parent": "root", "children": ["a1", "a2"], "message": {"id": "q1",
      "author": {"role": "user"}, "create_time": 1700000001.0,
      "content": {"content_type": "text", "parts": ["How long does sencha steep?"]}}},
    "a1": {"id": "a1", "parent": "q1", "children": [], "message": {"id": "a1",
      "author": {"role": "assistant"}, "create_time": 1700000002.0, "metadata": {"model_slug": "gpt-4"},
      "content": {"content_type": "text", "parts": ["Ninety seconds."]}}},
    "a2": {"id": "a2", "parent": "q1", "children": [], "message": {"id": "a2",
      "author": {"role": "assistant"}, "create_time": 1700000003.0, "metadata": {"model_slug": "gpt-4"},
      "content": {"content_type": "text", "parts": ["**One** to two minutes at 80 degrees: 煎茶."]}}},
    "q2": {"id": "q2", "parent": "root", "children": [], "message": {"id": "q2",
      "author": {"role": "user"}, "create_time": 1700000004.0,
      "content": {"content_type": "text", "parts": ["How is espresso made?"]}}}}}])";

struct Ended {
    int status = -1;
    QByteArray out;
    QByteArray error;
};

} // namespace

class TestCliStore : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_data = QStringLiteral("data");
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        write(QStringLiteral("chatgpt.json"), branched);
    }

    void imports() {
        const QJsonObject first = object(run({"import", "--json", path("chatgpt.json")}));
        QCOMPARE(first["conversations_added"].toInt(), 1);
        QCOMPARE(first["messages_added"].toInt(), 4);
        const QJsonObject again = object(run({"import", "--json", path("chatgpt.json")}));
        QCOMPARE(again["conversations_added"].toInt(), 0);
        QCOMPARE(again["conversations_present"].toInt(), 1);
        QCOMPARE(again["messages_added"].toInt(), 0);
    }

    void searches_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QStringList>("expected"); // "role: the marked text"
        auto row = [](const char* name, const QStringList& words, const QStringList& expected) {
            QTest::newRow(name) << words << expected;
        };
        row("a word", {"sencha"}, {"user: sencha"});
        row("on a branch that is not shown", {"ninety"}, {"assistant: Ninety"});
        row("another branch from the root", {"espresso"}, {"user: espresso"});
        row("part of a word", {"press"}, {"user: press"});
        row("Han", {"煎茶"}, {"assistant: 煎茶"});
        row("two words", {"minutes", "degrees"}, {"assistant: minutes, degrees"});
        row("by role", {"--role", "assistant", "minutes"}, {"assistant: minutes"});
        row("by another role", {"--role", "user", "minutes"}, {});
        row("by model", {"--written-by", "gpt-4", "seconds"}, {"assistant: seconds"});
        row("by another model", {"--written-by", "other", "seconds"}, {});
        row("before that day", {"--until", "2023-11-01", "sencha"}, {});
        row("after that day", {"--from", "2023-11-01", "sencha"}, {"user: sencha"});
        row("not there", {"chocolate"}, {});
    }
    void searches() {
        QFETCH(QStringList, words);
        QFETCH(QStringList, expected);
        QCOMPARE(run({"import", path("chatgpt.json")}).status, 0);
        const Ended ended = run(QStringList{"search", "--json"} + words);
        QCOMPARE(ended.status, 0);
        QStringList found;
        for (const QJsonValue& value : QJsonDocument::fromJson(ended.out).array()) {
            const QByteArray snippet = value["snippet"].toString().toUtf8();
            QStringList marked;
            for (const QJsonValue& mark : value["marks"].toArray())
                marked << QString::fromUtf8(snippet.mid(mark[0].toInt(), mark[1].toInt()));
            found << value["role"].toString() + ": " + marked.join(", ");
        }
        QCOMPARE(found, expected);
    }

    void searchOfNothing() {
        const Ended ended = run({"search", "--json", "word"});
        QCOMPARE(ended.status, 0);
        const auto document = QJsonDocument::fromJson(ended.out);
        QVERIFY(document.isArray() && document.array().isEmpty());
    }

    void exportsForReading() {
        QCOMPARE(run({"import", path("chatgpt.json")}).status, 0);
        const Ended markdown = run({"export", "--format", "md"});
        QCOMPARE(markdown.status, 0);
        // The chosen path only, in its order.
        const qsizetype question = markdown.out.indexOf("How long does sencha steep?");
        QVERIFY(question >= 0);
        QVERIFY(markdown.out.indexOf("**One** to two minutes at 80 degrees: 煎茶.") > question);
        QVERIFY(!markdown.out.contains("espresso"));
        QVERIFY(!markdown.out.contains("Ninety"));
        const Ended html = run({"export", "--format", "html"});
        QCOMPARE(html.status, 0);
        QVERIFY(html.out.startsWith("<!DOCTYPE html>"));
        QVERIFY(html.out.contains("<strong>One</strong> to two minutes at 80 degrees: 煎茶."));
        QVERIFY(!html.out.contains("<script"));
    }

    // Out of one store, into another: the same again comes out of that.
    void jsonLosesNothing() {
        QCOMPARE(run({"import", path("chatgpt.json")}).status, 0);
        QCOMPARE(run({"export", "--out", path("one.json")}).status, 0);
        m_data = QStringLiteral("other-data");
        const QJsonObject added = object(run({"import", "--json", path("one.json")}));
        QCOMPARE(added["conversations_added"].toInt(), 1);
        QCOMPARE(added["messages_added"].toInt(), 4);
        QCOMPARE(run({"export", "--out", path("two.json")}).status, 0);
        QCOMPARE(conversations("two.json"), conversations("one.json"));
        const QJsonObject again = object(run({"import", "--json", path("two.json")}));
        QCOMPARE(again["conversations_added"].toInt() + again["conversations_changed"].toInt(), 0);
        QCOMPARE(again["messages_added"].toInt(), 0);
    }

    void sentences_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("no such file")
            << QStringList{"import", "nowhere.json"} << 1 << QByteArray("nowhere.json");
        QTest::newRow("cut off") << QStringList{"import", "broken.json"} << 1 << QByteArray("broken.json");
        QTest::newRow("another format")
            << QStringList{"import", "other.json"} << 1 << QByteArray("not an export");
        QTest::newRow("no words") << QStringList{"search"} << 2 << QByteArray("WORDS");
        QTest::newRow("no date") << QStringList{"search", "--from", "May", "tea"} << 2
                                 << QByteArray("--from");
        QTest::newRow("no number") << QStringList{"export", "tea"} << 2
                                   << QByteArray("tea is not the number");
        QTest::newRow("no such folder")
            << QStringList{"export", "--out", "nowhere/out.json"} << 1 << QByteArray("nowhere");
    }
    void sentences() {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QByteArray, says);
        write(QStringLiteral("broken.json"), R"([{"id": "x", "mapping": {)");
        write(QStringLiteral("other.json"), R"({"some": "thing"})");
        QCOMPARE(run({"import", path("chatgpt.json")}).status, 0);
        const Ended ended = run(arguments);
        QCOMPARE(ended.status, status);
        QVERIFY2(ended.error.contains(says), ended.error.constData());
    }

private:
    QString path(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }

    void write(const QString& name, const char* text) {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write(text) > 0);
    }

    Ended run(const QStringList& arguments) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HEARTH_DATA_DIR"), m_folder->filePath(m_data));
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(m_folder->path());
        process.start(QStringLiteral(HEARTH_CLI), arguments);
        Ended ended;
        if (!process.waitForFinished(120'000))
            return ended;
        ended.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        ended.out = process.readAllStandardOutput();
        ended.error = process.readAllStandardError();
        if (ended.status != 0)
            qInfo("%s", ended.error.constData());
        return ended;
    }

    static QJsonObject object(const Ended& ended) { return QJsonDocument::fromJson(ended.out).object(); }

    QJsonArray conversations(const char* name) const {
        QFile file(path(name));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        return QJsonDocument::fromJson(file.readAll()).object()[QStringLiteral("conversations")].toArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_data = QStringLiteral("data");
};

QTEST_GUILESS_MAIN(TestCliStore)
#include "test_cli_store.moc"
