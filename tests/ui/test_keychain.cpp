// The keychain of the system as the window uses it, live: gnome-keyring-daemon on a bus, in a home and with a
// keyring of this test's own. Skipped, by name, where dbus-daemon or gnome-keyring-daemon is missing.
#include "ui/door/key_store.h"

#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace hearth;

namespace {

constexpr int patience_ms = 30'000;

} // namespace

class TestKeychain : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        const QString bus = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        const QString keyring = QStandardPaths::findExecutable(QStringLiteral("gnome-keyring-daemon"));
        if (bus.isEmpty() || keyring.isEmpty())
            QSKIP("dbus-daemon or gnome-keyring-daemon is not installed");
        if (!ui::systemKeychain())
            QSKIP("the program was built without libsecret");
        QVERIFY(m_home.isValid());
        for (const char* name :
             {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
            qputenv(name, m_home.path().toUtf8());
        qunsetenv("GNOME_KEYRING_CONTROL");
        qunsetenv("DISPLAY"); // nobody is there to be asked

        // No service starts by itself here: not that of the system, and not again when ours has ended.
        QFile rules(m_home.filePath(QStringLiteral("bus.conf")));
        QVERIFY(rules.open(QIODevice::WriteOnly));
        rules.write("<busconfig><type>session</type><listen>unix:dir=" + m_home.path().toUtf8() +
                    "</listen><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
                    "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
        rules.close();
        m_bus.start(bus, {QStringLiteral("--config-file=") + rules.fileName(), QStringLiteral("--nofork"),
                          QStringLiteral("--print-address")});
        QVERIFY(m_bus.waitForReadyRead(patience_ms));
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
        m_keyring.setProcessChannelMode(QProcess::MergedChannels);
        m_keyring.start(keyring, {QStringLiteral("--unlock"), QStringLiteral("--foreground"),
                                  QStringLiteral("--components=secrets")});
        QVERIFY(m_keyring.waitForStarted(patience_ms));
        m_keyring.write("a password\n"); // the keyring is made with it
        m_keyring.closeWriteChannel();
        QVERIFY(QTest::qWaitFor([] { return unlocked(); }, patience_ms));
    }

    void cleanupTestCase() {
        for (QProcess* process : {&m_keyring, &m_bus}) {
            process->terminate();
            if (!process->waitForFinished(patience_ms))
                process->kill();
        }
    }

    void storedReadReplacedForgotten() {
        const QString odd = QStringLiteral("schlüssel 鍵 \"'\\ %s");
        QCOMPARE(read("one"), QString()); // nothing yet, and that is no error
        write("one", QStringLiteral("first"));
        write("two", odd);
        QCOMPARE(read("one"), QStringLiteral("first"));
        QCOMPARE(read("two"), odd);
        write("one", QStringLiteral("second"));
        QCOMPARE(read("one"), QStringLiteral("second"));
        write("one", QString());
        QCOMPARE(read("one"), QString());
        QCOMPARE(read("two"), odd); // another endpoint's key stays
        write("two", QString());
        write("two", QString()); // forgotten twice
        QCOMPARE(read("two"), QString());
    }

    /// What the window holds says where the key is, and a window of tomorrow finds it.
    void keptForTheNextWindow() {
        {
            ui::KeyStore keys(ui::systemKeychain());
            keys.write(QStringLiteral("endpoint"), QStringLiteral("kept"));
            QTRY_COMPARE_WITH_TIMEOUT(keys.place(), ui::KeyStore::Place::Keychain, patience_ms);
            QCOMPARE(keys.problem(), QString());
        }
        ui::KeyStore keys(ui::systemKeychain());
        std::optional<QString> found;
        keys.read(QStringLiteral("endpoint"), [&found](const QString& key) { found = key; });
        QTRY_VERIFY_WITH_TIMEOUT(found.has_value(), patience_ms);
        QCOMPARE(*found, QStringLiteral("kept"));
        keys.write(QStringLiteral("endpoint"), QString());
    }

    /// The key is in no file in a form that can be read.
    void notInPlainText() {
        write("hidden", QStringLiteral("not-to-be-seen"));
        const QDir home(m_home.filePath(QStringLiteral("keyrings")));
        const QFileInfoList files = home.entryInfoList(QDir::Files);
        QVERIFY(!files.isEmpty());
        for (const QFileInfo& file : files) {
            QFile content(file.filePath());
            QVERIFY(content.open(QIODevice::ReadOnly));
            QVERIFY(!content.readAll().contains("not-to-be-seen"));
        }
        write("hidden", QString());
    }

    /// The service ends: what is asked then is answered by a sentence, and the key stays in memory.
    void withoutTheService() {
        m_keyring.terminate();
        QVERIFY(m_keyring.waitForFinished(patience_ms));
        ui::KeyStore keys(ui::systemKeychain());
        keys.write(QStringLiteral("endpoint"), QStringLiteral("kept"));
        QTRY_COMPARE_WITH_TIMEOUT(keys.place(), ui::KeyStore::Place::Memory, patience_ms);
        QVERIFY(!keys.problem().isEmpty());
        std::optional<QString> found;
        keys.read(QStringLiteral("endpoint"), [&found](const QString& key) { found = key; });
        QTRY_VERIFY_WITH_TIMEOUT(found.has_value(), patience_ms);
        QCOMPARE(*found, QStringLiteral("kept"));
    }

    /// The bus ends, as at the end of a session: the program does not end with it.
    void withoutTheBus() {
        m_bus.terminate();
        QVERIFY(m_bus.waitForFinished(patience_ms));
        const auto keychain = ui::systemKeychain();
        QVERIFY(!keychain->read(QStringLiteral("endpoint")));
        QVERIFY(!keychain->write(QStringLiteral("endpoint"), QStringLiteral("kept")));
    }

private:
    /// A key can be kept: the service is on the bus and its keyring is open.
    static bool unlocked() {
        const auto keychain = ui::systemKeychain();
        return keychain->write(QStringLiteral("probe"), QStringLiteral("x")).has_value() &&
               keychain->write(QStringLiteral("probe"), QString()).has_value();
    }
    static QString read(const char* name) {
        const auto key = ui::systemKeychain()->read(QString::fromLatin1(name));
        return key ? *key : QStringLiteral("error: ") + key.error();
    }
    static void write(const char* name, const QString& key) {
        const auto written = ui::systemKeychain()->write(QString::fromLatin1(name), key);
        QVERIFY2(written, qPrintable(written ? QString() : written.error()));
    }

    QTemporaryDir m_home;
    QProcess m_bus;
    QProcess m_keyring;
};

QTEST_GUILESS_MAIN(TestKeychain)
#include "test_keychain.moc"
