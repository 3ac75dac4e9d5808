// What can be wrong with the system that the program is started on: a sentence each, and never a crash.
#include "app/hearth/program.h"
#include "storage/connection.h"
#include "storage/store.h"

#include <QDir>
#include <QFileOpenEvent>
#include <QGuiApplication>
#include <QLibraryInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace hearth;

namespace {

constexpr int patience_ms = 60'000;
const QString starterFile = QStringLiteral(HEARTH_SOURCE_DIR "/engine/starter_model/hearth-starter.gguf");

struct Outcome {
    int status = -1; ///< -1: it crashed or did not end
    QString output;
    QString errors;
};

Outcome run(const QString& program, const QStringList& arguments, const QProcessEnvironment& environment) {
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    process.closeWriteChannel();
    Outcome outcome;
    if (process.waitForFinished(patience_ms) && process.exitStatus() == QProcess::NormalExit)
        outcome.status = process.exitCode();
    outcome.output = QString::fromUtf8(process.readAllStandardOutput());
    outcome.errors = QString::fromUtf8(process.readAllStandardError());
    return outcome;
}

QString lastLine(const QString& text) {
    return text.trimmed().section(u'\n', -1);
}

} // namespace

class TestStartFaults : public QObject {
    Q_OBJECT
private slots:
    void init() { QVERIFY(m_folder.isValid()); }

    void noDisplay() {
        QProcessEnvironment environment = plain();
        for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment.remove(QString::fromLatin1(name));
        const Outcome outcome = run(QStringLiteral(HEARTH_PROGRAM), {}, environment);
        QCOMPARE(outcome.status, 1);
        QVERIFY2(outcome.errors.startsWith(QStringLiteral("hearth: there is no display")),
                 qPrintable(outcome.errors));
        QVERIFY(outcome.errors.contains(QStringLiteral("hearth-cli chat")));
        // What needs none is answered all the same.
        QCOMPARE(run(QStringLiteral(HEARTH_PROGRAM), {QStringLiteral("--version")}, environment).output,
                 QStringLiteral("hearth " HEARTH_VERSION "\n"));
        QVERIFY(run(QStringLiteral(HEARTH_PROGRAM), {QStringLiteral("--help")}, environment)
                    .output.contains(QStringLiteral("--model")));
    }

    void displayThatDoesNotAnswer() {
        QProcessEnvironment environment = plain();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
        environment.insert(QStringLiteral("DISPLAY"), QStringLiteral("/nowhere:0"));
        const Outcome outcome = run(QStringLiteral(HEARTH_PROGRAM), {}, environment);
        QCOMPARE(outcome.status, 1);
        QVERIFY2(lastLine(outcome.errors).contains(QStringLiteral("the display does not answer")),
                 qPrintable(outcome.errors));
    }

    void unknownOption() {
        const Outcome outcome = run(QStringLiteral(HEARTH_PROGRAM), {QStringLiteral("--nonsense")}, plain());
        QCOMPARE(outcome.status, 2);
        QVERIFY2(outcome.errors.contains(QStringLiteral("nonsense")), qPrintable(outcome.errors));
    }

    void noGpu() {
        if (!QFile::exists(starterFile))
            QSKIP("engine/starter_model/hearth-starter.gguf is not there");
        QProcessEnvironment environment = plain();
        environment.insert(QStringLiteral("VK_ICD_FILENAMES"), QStringLiteral("/nowhere"));
        environment.insert(QStringLiteral("VK_DRIVER_FILES"), QStringLiteral("/nowhere"));
        const QStringList complete = {
            QStringLiteral("complete"), QStringLiteral("-m"), starterFile,        QStringLiteral("-p"),
            QStringLiteral("Hello"),    QStringLiteral("-n"), QStringLiteral("2")};
        // It is not missed …
        QCOMPARE(run(QStringLiteral(REAL_ENGINE), complete, environment).status, 0);
        // … unless it is asked for by name.
        const Outcome asked =
            run(QStringLiteral(REAL_ENGINE),
                complete + QStringList{QStringLiteral("--device"), QStringLiteral("vulkan:0")}, environment);
        QCOMPARE(asked.status, 1);
        QVERIFY2(asked.errors.contains(QStringLiteral("there is no device vulkan:0")),
                 qPrintable(asked.errors));
    }

    /// There is a display, and no driver that draws on it: the program draws by itself.
    void noGraphicsDriver() {
        if (QStandardPaths::findExecutable(QStringLiteral("Xvfb")).isEmpty())
            QSKIP("Xvfb is not installed");
        QProcess display;
        display.start(QStringLiteral("Xvfb"),
                      {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                       QStringLiteral("0"), QStringLiteral("1280x860x24")});
        QVERIFY(display.waitForReadyRead(patience_ms));
        const QByteArray number = display.readLine().trimmed();
        QVERIFY(!number.isEmpty());
        const QString folder = m_folder.filePath(QStringLiteral("no graphics"));
        QProcessEnvironment environment = plain();
        environment.insert(QStringLiteral("HEARTH_DATA_DIR"), folder);
        environment.insert(QStringLiteral("HEARTH_ENGINE"), QStringLiteral("/nowhere/hearth-engine"));
        environment.insert(QStringLiteral("DISPLAY"), QStringLiteral(":") + QString::fromLatin1(number));
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
        environment.insert(QStringLiteral("QT_XCB_GL_INTEGRATION"), QStringLiteral("none"));
        environment.insert(QStringLiteral("QSG_INFO"), QStringLiteral("1")); // Qt says how it draws
        for (const char* name : {"WAYLAND_DISPLAY", "QT_QUICK_BACKEND", "QSG_RHI_BACKEND"})
            environment.remove(QString::fromLatin1(name));
        QProcess program;
        program.setProcessEnvironment(environment);
        program.setProcessChannelMode(QProcess::MergedChannels);
        program.start(QStringLiteral(HEARTH_PROGRAM), {QStringLiteral("--new-conversation")});
        QString said;
        const auto says = [&](const char* text) {
            said += QString::fromUtf8(program.readAll());
            return said.contains(QLatin1String(text));
        };
        QTRY_VERIFY2_WITH_TIMEOUT(says("Loading backend software") || program.state() == QProcess::NotRunning,
                                  qPrintable(said), patience_ms);
        QVERIFY2(says("the graphics driver cannot draw the window, which is drawn without it"),
                 qPrintable(said));
        // It is the window of its data folder, and stays.
        QTRY_VERIFY_WITH_TIMEOUT(run(QStringLiteral(HEARTH_PROGRAM), {}, environment).status == 0,
                                 patience_ms);
        QCOMPARE(program.state(), QProcess::Running);
        program.kill();
        QVERIFY(program.waitForFinished(patience_ms));
        display.terminate();
        QVERIFY(display.waitForFinished(patience_ms));
    }

    /// The data folder cannot be made or written: the window opens, says so, and works.
    void noWritePermission() {
        const QString file = m_folder.filePath(QStringLiteral("a file"));
        QVERIFY(QFile(file).open(QIODevice::WriteOnly));
        ui::Workspace workspace(options(file + QStringLiteral("/data")));
        QVERIFY2(workspace.notices()->text(QStringLiteral("store")).contains(QStringLiteral("not kept")),
                 qPrintable(workspace.notices()->text(QStringLiteral("store"))));
        ui::MainWindow window(workspace);
        QVERIFY(window.window());

        QProcessEnvironment environment = plain();
        environment.insert(QStringLiteral("HEARTH_DATA_DIR"), file + QStringLiteral("/data"));
        const Outcome imported =
            run(QStringLiteral(HEARTH_CLI), {QStringLiteral("import"), file}, environment);
        QCOMPARE(imported.status, 1);
        QCOMPARE(imported.errors.trimmed().count(u'\n'), 0);
        QVERIFY2(imported.errors.contains(file), qPrintable(imported.errors));
    }

    /// The engine's program is missing: said in the window and in the terminal.
    void halfInstalled() {
        ui::WorkspaceOptions half = options(m_folder.filePath(QStringLiteral("half")));
        half.engineProgram = QStringLiteral("/nowhere/hearth-engine");
        ui::Workspace workspace(half);
        workspace.model()->load(starterFile);
        QTRY_VERIFY_WITH_TIMEOUT(!workspace.notices()->text(QStringLiteral("engine")).isEmpty(), patience_ms);
        QVERIFY2(
            workspace.notices()->text(QStringLiteral("engine")).contains(QStringLiteral("hearth-engine")),
            qPrintable(workspace.notices()->text(QStringLiteral("engine"))));

        QProcessEnvironment environment = plain();
        environment.insert(QStringLiteral("HEARTH_ENGINE"), QStringLiteral("/nowhere/hearth-engine"));
        const Outcome asked =
            run(QStringLiteral(HEARTH_CLI),
                {QStringLiteral("ask"), QStringLiteral("--model"), starterFile, QStringLiteral("Hello")},
                environment);
        QCOMPARE(asked.status, 1);
        QVERIFY2(asked.errors.contains(QStringLiteral("/nowhere/hearth-engine")), qPrintable(asked.errors));
    }

    /// A copy of the program that finds Qt's files elsewhere: where an installation was cut short.
    void halfInstalledParts_data() {
        QTest::addColumn<QByteArray>("paths");
        QTest::addColumn<QString>("said");
        QTest::newRow("no QML modules")
            << QByteArray("Plugins=%1\nQmlImports=/nowhere\n") << "parts of the program are missing";
        QTest::newRow("no plugin for the display")
            << QByteArray("Plugins=/nowhere\nQmlImports=/nowhere\n") << "a part of the program is missing";
    }
    void halfInstalledParts() {
        QFETCH(QByteArray, paths);
        QFETCH(QString, said);
        const QString folder = m_folder.filePath(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(QDir().mkpath(folder));
        const QString program = folder + QStringLiteral("/hearth");
        QVERIFY(QFile::copy(QStringLiteral(HEARTH_PROGRAM), program));
        QFile configuration(folder + QStringLiteral("/qt.conf"));
        QVERIFY(configuration.open(QIODevice::WriteOnly));
        configuration.write("[Paths]\nPrefix=/nowhere\n" +
                            paths.replace("%1", QLibraryInfo::path(QLibraryInfo::PluginsPath).toUtf8()));
        configuration.close();
        QProcessEnvironment environment = plain();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        for (const char* name :
             {"QML2_IMPORT_PATH", "QML_IMPORT_PATH", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH"})
            environment.remove(QString::fromLatin1(name));
        const Outcome outcome = run(program, {}, environment);
        QCOMPARE(outcome.status, 1);
        QVERIFY2(lastLine(outcome.errors).contains(said), qPrintable(outcome.errors));
        QVERIFY2(lastLine(outcome.errors).contains(QStringLiteral("installing it again helps")),
                 qPrintable(outcome.errors));
    }

    /// An older version has been here: its conversations are there, found, and gone on with; a copy of its
    /// file is kept.
    void storeOfAnOlderVersion_data() {
        QTest::addColumn<int>("version");
        for (const int version : {1, 2})
            QTest::addRow("version %d", version) << version;
    }
    void storeOfAnOlderVersion() {
        QFETCH(int, version);
        const QString folder = m_folder.filePath(QStringLiteral("older %1").arg(version));
        QVERIFY(QDir().mkpath(folder));
        QFile dump(QStringLiteral(HEARTH_SOURCE_DIR "/tests/storage/data/version_%1.sql").arg(version));
        QVERIFY(dump.open(QIODevice::ReadOnly));
        {
            const auto file = storage::Connection::open((folder + QStringLiteral("/hearth.db")).toStdString(),
                                                        storage::OpenMode::ReadWrite);
            QVERIFY(file && (*file)->script(dump.readAll().toStdString()));
        }

        ui::Workspace workspace(options(folder));
        QVERIFY(!workspace.store().readOnly());
        ui::MainWindow window(workspace);
        QVERIFY(window.window());
        QTRY_COMPARE_WITH_TIMEOUT(workspace.sidebar()->conversations()->rowCount(), 1, patience_ms);
        QVERIFY(QFile::exists(folder + QStringLiteral("/hearth.db.version-%1").arg(version)));
    }

    /// A newer version has been here: its store is read and not written.
    void storeOfANewerVersion() {
        const QString folder = m_folder.filePath(QStringLiteral("newer"));
        QVERIFY(QDir().mkpath(folder));
        {
            auto store = storage::Store::open((folder + QStringLiteral("/hearth.db")).toStdString());
            QVERIFY(store);
            QVERIFY((*store)->conversations().create("from tomorrow"));
            QVERIFY((*store)->connection().script("PRAGMA user_version=999"));
        }
        ui::Workspace workspace(options(folder));
        QVERIFY(workspace.store().readOnly());
        QVERIFY2(workspace.notices()->text(QStringLiteral("store")).contains(QStringLiteral("newer")),
                 qPrintable(workspace.notices()->text(QStringLiteral("store"))));
    }

    /// Two installations on one store: the second start goes to the window that is open, whichever version it
    /// is of, and an engine of another version is refused by a sentence (engine_client_test).
    void twoSideBySide() {
        const QString folder = m_folder.filePath(QStringLiteral("shared"));
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
        DesktopPresence first(folder);
        QCOMPARE(first.start({}, {}), DesktopPresence::Outcome::First);
        QStringList asked;
        connect(&first, &DesktopPresence::files_requested, this,
                [&](const QStringList& files) { asked = files; });
        QProcess second;
        QProcessEnvironment environment = plain();
        environment.insert(QStringLiteral("HEARTH_DATA_DIR"), folder);
        second.setProcessEnvironment(environment);
        second.start(QStringLiteral(HEARTH_PROGRAM), {starterFile});
        QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, patience_ms);
        QCOMPARE(second.exitCode(), 0);
        QTRY_COMPARE(asked, QStringList{starterFile});
    }

    /// What the file manager of macOS opens comes as an event, while the program runs.
    void openedFromTheFileManager() {
        if (!QFile::exists(starterFile))
            QSKIP("engine/starter_model/hearth-starter.gguf is not there");
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
        Program program(options(m_folder.filePath(QStringLiteral("opened"))));
        QCOMPARE(program.start({}), Program::Outcome::Running);
        QFileOpenEvent event(starterFile);
        QVERIFY(QCoreApplication::sendEvent(QCoreApplication::instance(), &event));
        QTRY_VERIFY_WITH_TIMEOUT(program.workspace()->model()->isReady(), patience_ms);
        QCOMPARE(program.workspace()->model()->path(), starterFile);
    }

    /// Store, model, document and answer, all in a folder whose name no single code page has.
    void spacesAndOtherScripts() {
        if (!QFile::exists(starterFile))
            QSKIP("engine/starter_model/hearth-starter.gguf is not there");
        const QString folder = m_folder.filePath(QStringLiteral("Мои данные 手紙 ملف #1 %20 'x\""));
        QVERIFY(QDir().mkpath(folder));
        const QString model = folder + QStringLiteral("/Модель 模型.gguf");
        QVERIFY(QFile::copy(starterFile, model));
        const QString document = folder + QStringLiteral("/письмо – 手紙.txt");
        QFile text(document);
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write("The heron waits in the shallow water. The council meets on Monday.");
        text.close();

        QProcessEnvironment environment = plain();
        environment.insert(QStringLiteral("HEARTH_DATA_DIR"), folder);
        const auto cli = [&](const QStringList& arguments) {
            return run(QStringLiteral(HEARTH_CLI), arguments, environment);
        };
        const Outcome added = cli({QStringLiteral("models"), QStringLiteral("add"), model});
        QVERIFY2(added.status == 0, qPrintable(added.errors));
        const Outcome asked = cli({QStringLiteral("ask"), QStringLiteral("Hello")});
        QVERIFY2(asked.status == 0 && !asked.output.trimmed().isEmpty(), qPrintable(asked.errors));
        const Outcome summary = cli({QStringLiteral("summarize"), QStringLiteral("--extractive"), document});
        QVERIFY2(summary.status == 0 && summary.output.contains(QStringLiteral("heron")),
                 qPrintable(summary.errors));
        const QString out = folder + QStringLiteral("/вывод.json");
        QCOMPARE(cli({QStringLiteral("export"), QStringLiteral("--out"), out}).status, 0);
        QVERIFY(QFile::exists(out));

        ui::WorkspaceOptions odd = options(folder);
        odd.model = model;
        ui::Workspace workspace(odd);
        QTRY_VERIFY_WITH_TIMEOUT(workspace.model()->isReady(), patience_ms);
        QCOMPARE(workspace.model()->path(), model);
    }

private:
    ui::WorkspaceOptions options(const QString& folder) const {
        ui::WorkspaceOptions options;
        options.dataFolder = folder;
        options.engineProgram = QStringLiteral(REAL_ENGINE);
        options.loadModelAtStart = false;
        options.keychain = [] { return nullptr; };
        return options;
    }
    /// Of the one who runs the test, without a bus and with a data folder of its own.
    QProcessEnvironment plain() const {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=/nowhere"));
        environment.insert(QStringLiteral("HEARTH_DATA_DIR"), m_folder.filePath(QStringLiteral("data")));
        environment.remove(QStringLiteral("HEARTH_ENGINE"));
        return environment;
    }

    QTemporaryDir m_folder;
};

int main(int argc, char** argv) {
    ui::prepareApplication();
    QGuiApplication application(argc, argv);
    TestStartFaults test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_start_faults.moc"
