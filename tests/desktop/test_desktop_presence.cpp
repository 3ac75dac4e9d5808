// Two starts over one data folder: the second passes its files on. Over D-Bus when dbus-daemon is there (a
// private bus, never the user's), and over the local socket.
#include "app/desktop/desktop_presence.h"

#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#ifdef QT_DBUS_LIB // Linux
#include <QDBusConnection>
#endif

using namespace hearth;

namespace {

// A second start needs a process of its own: a bus name belongs to a connection, and this process has one.
int run_second_start(const QStringList& arguments) {
    DesktopPresence presence(arguments.value(2));
    return presence.start(arguments.mid(4), arguments.value(3)) == DesktopPresence::Outcome::PassedOn ? 0 : 1;
}

} // namespace

class TestDesktopPresence : public QObject {
    Q_OBJECT

private:
    QProcess m_bus;
    QString m_program;

    int second_start(const QString& folder, const QString& action, const QStringList& files) {
        QProcess process;
        process.start(m_program, QStringList{"--second-start", folder, action} + files);
        // The first instance must answer meanwhile, so the event loop runs.
        return QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 20000)
                   ? process.exitCode()
                   : -1;
    }

private slots:
    void initTestCase() {
        m_program = QCoreApplication::applicationFilePath();
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        const QString daemon = QStandardPaths::findExecutable("dbus-daemon");
        if (!daemon.isEmpty() && !qEnvironmentVariableIsSet("HEARTH_TEST_WITHOUT_BUS")) {
            m_bus.start(daemon, {"--session", "--nofork", "--print-address"});
            if (m_bus.waitForStarted() && m_bus.waitForReadyRead(10000))
                qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
        }
    }

    void cleanupTestCase() {
        m_bus.terminate();
        m_bus.waitForFinished();
    }

    void second_start_passes_its_files_on() {
        QTemporaryDir folder;
        qputenv("HEARTH_DATA_DIR", folder.path().toUtf8());
        DesktopPresence first(folder.path());
        QSignalSpy files(&first, &DesktopPresence::files_requested);
        QSignalSpy activated(&first, &DesktopPresence::activated);
        QSignalSpy actions(&first, &DesktopPresence::action_requested);
        QCOMPARE(first.start({}, {}), DesktopPresence::Outcome::First);

        const QString odd = folder.filePath(QStringLiteral("Brief an Ömer – 手紙 #1.txt"));
        QCOMPARE(second_start(folder.path(), "", {odd}), 0);
        QTRY_COMPARE(files.count(), 1);
        QCOMPARE(files[0][0].toStringList(), QStringList{odd});
        QVERIFY(activated.count() >= 1);

        QCOMPARE(second_start(folder.path(), "new-conversation", {}), 0);
        QTRY_COMPARE(actions.count(), 1);
        QCOMPARE(actions[0][0].toString(), "new-conversation");
    }

    void another_data_folder_is_another_window() {
        QTemporaryDir a;
        QTemporaryDir b;
        qputenv("HEARTH_DATA_DIR", a.path().toUtf8());
        DesktopPresence first(a.path());
        QCOMPARE(first.start({}, {}), DesktopPresence::Outcome::First);
        qputenv("HEARTH_DATA_DIR", b.path().toUtf8());
        QCOMPARE(second_start(b.path(), "", {}), 1); // becomes the first of its own
    }

#ifdef QT_DBUS_LIB
    void desktop_search_over_the_bus() {
        if (!QDBusConnection::sessionBus().isConnected())
            QSKIP("there is no session bus");
        QTemporaryDir folder;
        qputenv("HEARTH_DATA_DIR", folder.path().toUtf8());
        DesktopPresence presence(folder.path());
        // Found later, as the store's thread finds it.
        presence.set_search([&](const QString& query, int, const DesktopSearchDone& done) {
            QTimer::singleShot(0, &presence, [query, done] {
                done({{"17", "About " + query, "…" + query + "…"}});
            });
        });
        QCOMPARE(presence.start({}, {}), DesktopPresence::Outcome::First);
        QSignalSpy opened(&presence, &DesktopPresence::conversation_requested);

        QProcess call; // from outside, as the shell does it
        const auto gdbus = [&](const QString& method, const QStringList& arguments) {
            call.start("gdbus", QStringList{"call", "--session", "--dest", presence.bus_name(),
                                            "--object-path", "/org/hearth/Hearth/SearchProvider", "--method",
                                            "org.gnome.Shell.SearchProvider2." + method} +
                                    arguments);
            (void)QTest::qWaitFor([&] { return call.state() == QProcess::NotRunning; }, 20000);
            return QString::fromUtf8(call.readAllStandardOutput());
        };
        if (QStandardPaths::findExecutable("gdbus").isEmpty())
            QSKIP("gdbus is not installed");
        QVERIFY(gdbus("GetInitialResultSet", {"['apple', 'pie']"}).contains("'17'"));
        QVERIFY(gdbus("GetResultMetas", {"['17']"}).contains("About apple pie"));
        gdbus("ActivateResult", {"17", "['apple']", "0"});
        QTRY_COMPARE(opened.count(), 1);
        QCOMPARE(opened[0][0].toString(), "17");
    }
#endif
};

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.value(1) == "--second-start")
        return run_second_start(arguments);
    TestDesktopPresence test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_desktop_presence.moc"
