// A whole session of the program with all that it says to the desktop, and not one packet: single instance,
// activation, tray, the portal's global shortcut, search from the shell, the keychain; a chat with the
// starter model, a task, settings.
//
// The test starts a desktop (a network namespace with a display, a session bus and the services that a
// desktop has on it), which starts the program; both are this file in other roles. Skipped, by name, where
// the system gives no namespace.
#include "app/desktop/global_shortcut_portal.h"
#include "app/hearth/program.h"
#include "network_watch.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QGuiApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <cstdio>
#include <optional>

using namespace hearth;
using namespace hearth::test;

namespace {

constexpr int patience_ms = 60'000;
const QString portalPath = QStringLiteral("/org/freedesktop/portal/desktop");

int fail(const char* what) {
    std::fprintf(stderr, "whole session: %s\n", what);
    return 1;
}

// ---- the desktop
// -------------------------------------------------------------------------------------------

/// Where tray icons announce themselves.
class TrayWatcher : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.StatusNotifierWatcher")
    Q_PROPERTY(bool IsStatusNotifierHostRegistered MEMBER m_there)
    Q_PROPERTY(int ProtocolVersion MEMBER m_version)
public:
    int icons = 0;
public slots:
    void RegisterStatusNotifierItem(const QString&) { ++icons; }
    void RegisterStatusNotifierHost(const QString&) {}

private:
    bool m_there = true;
    int m_version = 0;
};

/// The portal of global shortcuts: grants the key, and presses it at once.
class ShortcutPortal : public QObject, protected QDBusContext {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.GlobalShortcuts")
public:
    int bound = 0;
public slots:
    QDBusObjectPath CreateSession(const QVariantMap& options) {
        return respond(options, {{QStringLiteral("session_handle"), m_session}});
    }
    QDBusObjectPath BindShortcuts(const QDBusObjectPath& session,
                                  const QList<hearth::PortalShortcut>& shortcuts, const QString&,
                                  const QVariantMap& options) {
        bound += static_cast<int>(shortcuts.size());
        const QDBusObjectPath request = respond(options, {});
        QDBusMessage pressed =
            QDBusMessage::createSignal(portalPath, QStringLiteral("org.freedesktop.portal.GlobalShortcuts"),
                                       QStringLiteral("Activated"));
        pressed << QVariant::fromValue(session) << QStringLiteral("quick-ask") << qulonglong(1)
                << QVariantMap();
        QTimer::singleShot(0, this, [bus = connection(), pressed] { bus.send(pressed); });
        return request;
    }

private:
    QDBusObjectPath respond(const QVariantMap& options, const QVariantMap& results) {
        QString sender = message().service().mid(1);
        sender.replace(u'.', u'_');
        const QDBusObjectPath path(QStringLiteral("/org/freedesktop/portal/desktop/request/%1/%2")
                                       .arg(sender, options[QStringLiteral("handle_token")].toString()));
        QDBusMessage response = QDBusMessage::createSignal(
            path.path(), QStringLiteral("org.freedesktop.portal.Request"), QStringLiteral("Response"));
        response << 0u << results;
        QTimer::singleShot(0, this, [bus = connection(), response] { bus.send(response); });
        return path;
    }
    const QString m_session = QStringLiteral("/org/freedesktop/portal/desktop/session/test");
};

/// A bus on which no service starts by itself; its address, or nothing.
QByteArray startBus(QProcess& bus, const QString& folder) {
    QFile rules(folder + QStringLiteral("/bus.conf"));
    if (!rules.open(QIODevice::WriteOnly))
        return {};
    rules.write("<busconfig><type>session</type><listen>unix:dir=" + folder.toUtf8() +
                "</listen><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
                "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
    rules.close();
    bus.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--config-file=") + rules.fileName(),
                                              QStringLiteral("--nofork"), QStringLiteral("--print-address")});
    return bus.waitForReadyRead(patience_ms) ? bus.readLine().trimmed() : QByteArray();
}

/// The number of the display; nothing where there is no Xvfb.
std::optional<QByteArray> startDisplay(QProcess& display) {
    display.start(QStringLiteral("Xvfb"),
                  {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-nolisten"),
                   QStringLiteral("tcp"), QStringLiteral("-screen"), QStringLiteral("0"),
                   QStringLiteral("1280x900x24")});
    if (!display.waitForReadyRead(patience_ms))
        return std::nullopt;
    return display.readLine().trimmed();
}

void endProcess(QProcess& process) {
    process.terminate();
    if (!process.waitForFinished(patience_ms))
        process.kill();
}

int desktop(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    if (!openNamespace())
        return fail("the namespace has no loopback interface");
    QTemporaryDir folder;
    QProcess bus;
    QProcess display;
    const QByteArray address = startBus(bus, folder.path());
    if (address.isEmpty())
        return fail("dbus-daemon does not start");
    const std::optional<QByteArray> screen = startDisplay(display);

    QDBusConnection session =
        QDBusConnection::connectToBus(QString::fromUtf8(address), QStringLiteral("desktop"));
    qDBusRegisterMetaType<PortalShortcut>();
    qDBusRegisterMetaType<QList<PortalShortcut>>();
    TrayWatcher tray;
    ShortcutPortal portal;
    session.registerObject(QStringLiteral("/StatusNotifierWatcher"), &tray,
                           QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllProperties);
    session.registerObject(portalPath, &portal, QDBusConnection::ExportAllSlots);
    for (const char* name : {"org.kde.StatusNotifierWatcher", "org.freedesktop.portal.Desktop"})
        if (!session.registerService(QString::fromLatin1(name)))
            return fail("a service of the desktop cannot be registered");

    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HEARTH_TEST_ROLE"), QStringLiteral("program"));
    environment.insert(QStringLiteral("HEARTH_DATA_DIR"), folder.filePath(QStringLiteral("data Ж 数")));
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), folder.path());
    environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QString::fromUtf8(address));
    if (screen) {
        environment.insert(QStringLiteral("DISPLAY"), u':' + QString::fromUtf8(*screen));
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    }
    const qint64 before = packets();
    QProcess program;
    program.setProcessEnvironment(environment);
    program.setProcessChannelMode(QProcess::ForwardedChannels);
    program.start(QCoreApplication::applicationFilePath(), {});
    const bool ended =
        QTest::qWaitFor([&] { return program.state() == QProcess::NotRunning; }, 5 * patience_ms);
    const qint64 seen = packets() - before;
    if (!ended)
        program.kill();
    endProcess(display);
    endProcess(bus);
    if (!ended || program.exitStatus() != QProcess::NormalExit || program.exitCode() != 0)
        return fail("the session did not go as it should");
    if (portal.bound != 1)
        return fail("the portal was not asked for the shortcut");
    if (screen && tray.icons != 1)
        return fail("there was no icon for the tray");
    if (seen != 0)
        return fail("packets were sent");
    return 0;
}

// ---- the program
// -------------------------------------------------------------------------------------------

/// What a person does; each step says in words what did not come about.
class Person {
public:
    explicit Person(Program& program) : m_program(program) {}

    int wholeSession() {
        const std::pair<bool (Person::*)(), const char*> steps[] = {
            {&Person::startsWithTheStarter, "the starter model is not loaded at the start"},
            {&Person::chats, "the starter does not answer"},
            {&Person::wantsTrayAndKey, "the key of the desktop does not open the small window"},
            {&Person::asksQuickly, "the quick question is not answered"},
            {&Person::startsAgainWithAFile, "a second start does not hand its file over"},
            {&Person::runsATask, "the task does not end"},
            {&Person::startsAgainWithAnAction, "a second start does not open a new conversation"},
            {&Person::searchesFromTheShell, "the shell does not find the conversation"},
            {&Person::looksAround, "a page does not open"},
        };
        for (const auto& [step, complaint] : steps) {
            if (!(this->*step)()) {
                std::fprintf(stderr, "windows:");
                for (const QWindow* shown : QGuiApplication::allWindows())
                    std::fprintf(stderr, " %s%s", shown->metaObject()->className(),
                                 shown->isVisible() ? "" : " (hidden)");
                std::fprintf(stderr, "; the key: %s\n", qPrintable(workspace().quick()->shortcutNote()));
                return fail(complaint);
            }
        }
        window().close();
        return 0;
    }

private:
    ui::Workspace& workspace() { return *m_program.workspace(); }
    ui::ChatController& chat() { return *workspace().chat(); }
    QQuickWindow& window() { return *m_program.window()->window(); }
    template <typename Condition>
    static bool wait(Condition condition) {
        return QTest::qWaitFor(condition, patience_ms);
    }
    bool quiet() {
        return wait([this] { return !chat().isAnswering() && !chat().isWaiting(); });
    }
    size_t messages() { return chat().messages()->path().size(); }

    bool startsWithTheStarter() {
        window().requestActivate();
        return QTest::qWaitForWindowActive(&window(), patience_ms) &&
               wait([this] { return workspace().model()->isReady(); }) && workspace().model()->isStarter();
    }
    bool chats() {
        for (const QChar character : QStringLiteral("Hello"))
            QTest::sendKeyEvent(QTest::Click, &window(), Qt::Key_unknown, character, Qt::NoModifier);
        QTest::keyClick(&window(), Qt::Key_Return);
        return wait([this] { return messages() == 2; }) && quiet() &&
               !chat().messages()->markdown(chat().messages()->path().back().id).isEmpty();
    }
    bool wantsTrayAndKey() {
        workspace().settings()->setQuickAskTray(true);
        workspace().settings()->setQuickAskShortcut(true);
        return wait([] { return findWindow("QuickAskWindow") != nullptr; });
    }
    bool asksQuickly() {
        workspace().quick()->ask(QStringLiteral("What can you do?"), false);
        return wait([this] { return !workspace().quick()->isBusy(); }) &&
               !workspace().quick()->answer().isEmpty();
    }
    bool startsAgainWithAFile() {
        const QString file = workspace().settings()->dataFolder() + QStringLiteral("/A letter – 手紙.txt");
        QFile letter(file);
        if (!letter.open(QIODevice::WriteOnly))
            return false;
        for (int i = 0; i < 12; ++i)
            letter.write("The heron waits in the shallow water. The council meets on Monday and decides. ");
        letter.close();
        return startAgain({file}) && wait([this] { return !workspace().tasks()->choices().isEmpty(); });
    }
    bool runsATask() {
        const QVariantList choices = workspace().tasks()->choices();
        for (const QVariant& choice : choices) {
            const QVariantMap task = choice.toMap();
            if (task[QStringLiteral("task")].toString() != QStringLiteral("summarize"))
                continue;
            const size_t before = messages();
            workspace().tasks()->start(task[QStringLiteral("index")].toInt(), {});
            return wait([&] { return messages() > before; }) &&
                   wait([this] { return workspace().tasks()->running()->count() == 0; }) && quiet();
        }
        return false;
    }
    bool startsAgainWithAnAction() {
        return startAgain({QStringLiteral("--new-conversation")}) && wait([this] { return messages() == 0; });
    }
    bool searchesFromTheShell() {
        const QString gdbus = QStandardPaths::findExecutable(QStringLiteral("gdbus"));
        if (gdbus.isEmpty())
            return true;
        QProcess call;
        call.start(gdbus, {QStringLiteral("call"), QStringLiteral("--session"), QStringLiteral("--dest"),
                           m_program.presence().bus_name(), QStringLiteral("--object-path"),
                           QStringLiteral("/org/hearth/Hearth/SearchProvider"), QStringLiteral("--method"),
                           QStringLiteral("org.gnome.Shell.SearchProvider2.GetInitialResultSet"),
                           QStringLiteral("['hello']")});
        return finishes(call) && call.readAllStandardOutput().startsWith("(['");
    }
    bool looksAround() {
        workspace().settings()->setAppearance(ui::Settings::Appearance::Dark);
        workspace().findDevices();
        for (const char* page : {"settings", "models", "help", "about", "bin", "chat"}) {
            window().setProperty("currentPage", QString::fromLatin1(page));
            if (!wait(
                    [&] { return window().property("currentPage").toString() == QString::fromLatin1(page); }))
                return false;
            QTest::qWait(50);
        }
        return true;
    }

    static QWindow* findWindow(const char* type) {
        for (QWindow* window : QGuiApplication::allWindows())
            if (window->isVisible() && QByteArrayView(window->metaObject()->className()).startsWith(type))
                return window;
        return nullptr;
    }
    static bool finishes(QProcess& process) {
        const bool ended = wait([&] { return process.state() == QProcess::NotRunning; });
        return ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    }
    static bool startAgain(const QStringList& arguments) {
        QProcess again;
        again.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        again.start(QStringLiteral(HEARTH_PROGRAM), arguments);
        return finishes(again);
    }

    Program& m_program;
};

int program(int argc, char** argv) {
    ui::prepareApplication();
    QGuiApplication application(argc, argv);
    ui::WorkspaceOptions options;
    options.engineProgram = QStringLiteral(REAL_ENGINE);
    Program hearth(options);
    if (hearth.start({}) != Program::Outcome::Running)
        return fail("the window does not open");
    return Person(hearth).wholeSession();
}

} // namespace

class TestWholeSession : public QObject {
    Q_OBJECT
private slots:
    void noPacket() {
        for (const char* needed : {"dbus-daemon", "unshare", "ip"})
            if (QStandardPaths::findExecutable(QString::fromLatin1(needed)).isEmpty())
                QSKIP(qPrintable(QStringLiteral("%1 is not installed").arg(QString::fromLatin1(needed))));
        if (!QFile::exists(QStringLiteral(HEARTH_SOURCE_DIR "/engine/starter_model/hearth-starter.gguf")))
            QSKIP("engine/starter_model/hearth-starter.gguf is not there");
        if (run("noticed") != 0)
            QSKIP("this system permits no network namespaces (unshare --user --net)");
        QCOMPARE(run("desktop"), 0);
    }

private:
    static int run(const char* role) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HEARTH_TEST_ROLE"), QString::fromLatin1(role));
        environment.insert(QStringLiteral("HEARTH_STARTER_DIR"),
                           QStringLiteral(HEARTH_SOURCE_DIR "/engine/starter_model"));
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::ForwardedChannels);
        QStringList words = inNetworkNamespace() + QStringList{QCoreApplication::applicationFilePath()};
        process.start(words.takeFirst(), words);
        return process.waitForFinished(6 * patience_ms) && process.exitStatus() == QProcess::NormalExit
                   ? process.exitCode()
                   : -1;
    }
};

int main(int argc, char** argv) {
    const QByteArray role = qgetenv("HEARTH_TEST_ROLE");
    if (role == "noticed")
        return openNamespace() && packetIsCounted() ? 0 : 1;
    if (role == "desktop")
        return desktop(argc, argv);
    if (role == "program")
        return program(argc, argv);
    QCoreApplication application(argc, argv);
    TestWholeSession test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_whole_session.moc"
