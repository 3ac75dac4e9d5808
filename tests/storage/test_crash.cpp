// Kills a program that writes, again and again, and looks at what is left. HEARTH_CRASHES says how often
// (50).
#include "storage/exchange/export.h"
#include "temporary_store.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>

#include <algorithm>
#include <sstream>

using namespace hearth::storage;

namespace {

/// What the killed program said, and so what has to be there.
struct Promised {
    QHash<qint64, QByteArray> messages; ///< id: hash of the text
    QHash<qint64, int> durable;         ///< answer: length that must be there
    QHash<qint64, int> appended;        ///< answer: length that may be there
    bool purged = false;                ///< what was in the bin may be gone
    QSet<qint64> removed;
    bool imported = false;
};

void read_lines(const QByteArray& output, Promised& promised) {
    for (const QByteArray& line : output.split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        const qint64 id = words.value(1).toLongLong();
        if (words[0] == "message")
            promised.messages[id] = words[2];
        else if (words[0] == "begin")
            promised.durable[id] = promised.appended[id] = 0;
        else if (words[0] == "append")
            promised.appended[id] = words[2].toInt();
        else if (words[0] == "flushed" || words[0] == "finish")
            promised.durable[id] = words[2].toInt();
        else if (words[0] == "remove")
            promised.removed << id;
        else if (words[0] == "purge")
            promised.purged = true;
        else if (words[0] == "imported")
            promised.imported = true;
    }
}

std::string expected_text(int length) {
    std::string text;
    for (int i = 0; i < length; ++i)
        text += static_cast<char>('a' + i % 26);
    return text;
}

} // namespace

class TestCrash : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void nothing_acknowledged_is_lost();
    void killed_while_migrating();

private:
    void check(Store& store, const Promised& promised);
    QString program() const { return QStringLiteral(HEARTH_BINARY_DIR "/tests/crash_child"); }
    int crashes() const {
        const int wanted = qEnvironmentVariableIntValue("HEARTH_CRASHES");
        return wanted > 0 ? wanted : 50;
    }

    TemporaryStore m_source;
    QString m_import_file;
};

void TestCrash::initTestCase() {
    // A file to import: a conversation long enough to be killed in the middle of.
    QCOMPARE(m_source.open(), std::string());
    VALUE(const Conversation conversation, m_source.store->conversations().create("imported"));
    MessageId parent = 0;
    for (int i = 0; i < 1500; ++i) {
        VALUE(const Message message, m_source.store->messages().add(user_message(
                                         conversation.id, parent, "imported " + std::to_string(i))));
        parent = message.id;
    }
    m_import_file = m_source.folder.filePath("export.json");
    OK(export_to_file(*m_source.store, {}, m_import_file.toStdString()));
}

void TestCrash::check(Store& store, const Promised& promised) {
    for (auto message = promised.messages.begin(); message != promised.messages.end(); ++message) {
        const auto back = store.messages().get(message.key());
        if (!back && promised.purged && promised.removed.contains(message.key()))
            continue;
        QVERIFY2(back.has_value(), qPrintable(QString("message %1 is lost").arg(message.key())));
        const std::string text = plain_text(back->parts);
        QCOMPARE(QByteArray::fromStdString(sha256(std::as_bytes(std::span(text)))), message.value());
    }
    for (auto answer = promised.durable.begin(); answer != promised.durable.end(); ++answer) {
        const auto back = store.messages().get(answer.key());
        if (!back && promised.purged && promised.removed.contains(answer.key()))
            continue;
        QVERIFY2(back.has_value(), qPrintable(QString("answer %1 is lost").arg(answer.key())));
        const std::string text = plain_text(back->parts);
        QVERIFY(static_cast<int>(text.size()) >= answer.value());
        QVERIFY(static_cast<int>(text.size()) <= promised.appended[answer.key()] + 9); // one unsaid token
        QCOMPARE(text, expected_text(static_cast<int>(text.size())));
        QVERIFY(back->status == MessageStatus::Complete || back->status == MessageStatus::Interrupted);
    }
    if (promised.imported) {
        VALUE(const auto count,
              store.connection().integer("SELECT count(*) FROM messages WHERE text LIKE 'imported %'"));
        QCOMPARE(*count, 1500);
    }
    VALUE(const auto wrong, store.check());
    QVERIFY2(wrong.empty(), wrong.empty() ? "" : wrong[0].c_str());
    OK(store.connection().run("INSERT INTO message_index(message_index) VALUES('integrity-check')"));
}

void TestCrash::nothing_acknowledged_is_lost() {
    std::unique_ptr<TemporaryStore> temporary;
    Promised promised;
    int worst_tail = 0;
    QRandomGenerator random(QRandomGenerator::global()->generate());
    for (int crash = 0; crash < crashes(); ++crash) {
        // A file lives through ten crashes, then a new one begins.
        if (crash % 10 == 0) {
            temporary = std::make_unique<TemporaryStore>();
            promised = {};
        }
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(program(), {QString::fromStdString(temporary->path.string()),
                                QString::number(random.generate() >> 1), m_import_file});
        // Half of them are killed while the file is opened or soon after, half later.
        if (random.bounded(4) != 0)
            QVERIFY(child.waitForReadyRead(30000));
        child.waitForFinished(static_cast<int>(random.bounded(random.bounded(2) == 0 ? 40 : 900)));
        QVERIFY2(child.state() != QProcess::NotRunning || child.exitStatus() == QProcess::CrashExit,
                 "ended by itself");
        child.kill();
        QVERIFY(child.waitForFinished(30000));
        read_lines(child.readAllStandardOutput(), promised);

        QCOMPARE(temporary->open(), std::string());
        for (const auto& notice : temporary->store->notices())
            QVERIFY2(notice.find("cut off") != std::string::npos, notice.c_str());
        check(*temporary->store, promised);
        if (QTest::currentTestFailed())
            return;
        for (auto answer = promised.appended.begin(); answer != promised.appended.end(); ++answer) {
            if (const auto back = temporary->store->messages().get(answer.key()))
                worst_tail =
                    std::max(worst_tail, answer.value() - static_cast<int>(plain_text(back->parts).size()));
        }
        promised.appended = {};
        promised.durable = {};
        temporary->store.reset();
    }
    qInfo("%d kills; the longest end of an answer that was lost: %d bytes", crashes(), worst_tail);
}

void TestCrash::killed_while_migrating() {
    // A file of version 1 that takes a while to migrate.
    TemporaryStore old;
    QCOMPARE(old.open(), std::string());
    OK(old.store->connection().script("BEGIN"));
    VALUE(const Conversation conversation, old.store->conversations().create("old"));
    for (int i = 0; i < 3000; ++i)
        OK(old.store->messages().add(user_message(conversation.id, 0, "old " + std::to_string(i))));
    OK(old.store->connection().script("COMMIT; DROP TABLE message_index; DROP TABLE document_index; DROP "
                                      "TABLE title_index; DROP TABLE index_queue;"
                                      "DROP TABLE message_blocks; PRAGMA user_version=2;"));
    old.store.reset();

    QRandomGenerator random(QRandomGenerator::global()->generate());
    for (int crash = 0; crash < std::max(5, crashes() / 5); ++crash) {
        TemporaryStore temporary;
        QVERIFY(QFile::copy(QString::fromStdString(old.path.string()),
                            QString::fromStdString(temporary.path.string())));
        QProcess child;
        child.start(program(), {QString::fromStdString(temporary.path.string()), "1", m_import_file});
        child.waitForStarted();
        child.waitForFinished(static_cast<int>(random.bounded(60)));
        child.kill();
        QVERIFY(child.waitForFinished(30000));
        QCOMPARE(temporary.open(), std::string());
        VALUE(const auto count,
              temporary.store->connection().integer("SELECT count(*) FROM messages WHERE text LIKE 'old %'"));
        QCOMPARE(*count, 3000);
        VALUE(const auto wrong, temporary.store->check());
        QVERIFY(wrong.empty());
        VALUE(auto copy, Connection::open(temporary.path.string() + ".version-2", OpenMode::ReadOnly));
        VALUE(const auto copied, copy->integer("SELECT count(*) FROM messages"));
        QCOMPARE(*copied, 3000);
    }
}

QTEST_GUILESS_MAIN(TestCrash)
#include "test_crash.moc"
