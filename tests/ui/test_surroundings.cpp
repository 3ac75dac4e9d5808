// What stands around the conversation: help and about, the local API, power.
#include "ui/main_window.h"
#include "ui_fixture.h"

#include <QJsonDocument>
#include <QProcess>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>

using namespace hearth;
using namespace hearth::test;

class TestSurroundings : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { ui::prepareApplication(); }

    /// Every page of docs/user is in the list, has its title, and its links lead somewhere.
    void helpIsReadOffline() {
        ui::Help help;
        QStringList names;
        for (const QVariant& page : help.pages())
            names.append(page.toMap()[QStringLiteral("name")].toString());
        QStringList files =
            QDir(QStringLiteral(HEARTH_SOURCE_DIR "/docs/user")).entryList({QStringLiteral("*.md")});
        QStringList listed = names;
        std::sort(listed.begin(), listed.end());
        std::sort(files.begin(), files.end());
        QCOMPARE(listed, files);
        QCOMPARE(help.page(), QStringLiteral("index.md"));
        help.follow(QStringLiteral("privacy.md"));
        QCOMPARE(help.page(), QStringLiteral("privacy.md"));
        QVERIFY(help.text().startsWith(QStringLiteral("# Privacy")));
        QVERIFY(help.html().contains(QStringLiteral("LINKCOLOR")));
        help.open(QStringLiteral("../../README.md")); // only what is listed
        QCOMPARE(help.page(), QStringLiteral("privacy.md"));
    }

    void aboutNamesWhatItIsMadeWith() {
        ui::Help help;
        QStringList names;
        for (const QVariant& component : help.components()) {
            names.append(component.toMap()[QStringLiteral("name")].toString());
            QVERIFY(!component.toMap()[QStringLiteral("licence")].toString().isEmpty());
        }
        QVERIFY(names.contains(QStringLiteral("Qt")));
        QVERIFY(names.contains(QStringLiteral("SQLite")));
        QVERIFY(QFile::exists(help.billOfMaterials()));
    }

    void helpByKey() {
        UiFixture fixture;
        fixture.start();
        ui::MainWindow window(fixture.workspace());
        QVERIFY(QTest::qWaitForWindowExposed(window.window()));
        window.window()->requestActivate();
        QTest::keyClick(window.window(), Qt::Key_F1);
        QTRY_COMPARE(window.window()->property("currentPage").toString(), QStringLiteral("help"));
        QTest::keyClick(window.window(), Qt::Key_Escape);
        QTRY_COMPARE(window.window()->property("currentPage").toString(), QStringLiteral("chat"));
    }

    /// The starter is too small to be led by chance, whatever the settings say for other models.
    void starterTakesItsLikeliestWord() {
        const QString starter = ui::ModelController::starterPath();
        if (starter.isEmpty())
            QSKIP("engine/starter_model/hearth-starter.gguf is not there");
        UiFixture fixture;
        ui::Workspace& workspace = fixture.start(QStringLiteral(REAL_ENGINE));
        workspace.settings()->setTemperature(1.0);
        QCOMPARE(workspace.model()->temperature(), 1.0);
        QVERIFY(fixture.loadModel(starter));
        QCOMPARE(workspace.model()->temperature(), 0.0);
        QVERIFY(fixture.ask(QStringLiteral("How do I add a model?")));
        const qint64 answer = fixture.messages().path().back().id;
        const auto sampling =
            QJsonDocument::fromJson(QByteArray::fromStdString(fixture.messages().message(answer)->sampling));
        QCOMPARE(sampling[QStringLiteral("temperature")].toDouble(-1), 0.0);
    }

    /// The API answers with its token and not without; nothing of it is left when it is switched off.
    void localApi() {
        const QString model = QStringLiteral(HEARTH_SOURCE_DIR "/engine/starter_model/hearth-starter.gguf");
        if (!QFile::exists(model))
            QSKIP("engine/starter_model/hearth-starter.gguf is not there");
        qputenv("HEARTH_API_PORT", "0");
        UiFixture fixture;
        ui::Workspace& workspace = fixture.start(QStringLiteral(REAL_ENGINE));
        ui::LocalApi& api = *workspace.api();
        api.setWanted(true); // no model yet
        QVERIFY(!api.isWanted());
        QVERIFY(!api.problem().isEmpty());
        QVERIFY(fixture.loadModel(model));
        api.setWanted(true);
        QTRY_VERIFY_WITH_TIMEOUT(api.isRunning(), 30'000);
        QVERIFY(api.token().size() >= 64);
        const int port = QUrl(api.address()).port();
        QVERIFY(port > 0);
        QVERIFY(get(port, api.token()).startsWith("HTTP/1.1 200"));
        QVERIFY(get(port, QStringLiteral("guess")).startsWith("HTTP/1.1 401"));
        QSignalSpy changed(&api, &ui::LocalApi::changed);
        api.setWanted(false);
        QVERIFY(!api.isRunning());
        QVERIFY(api.token().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(get(port, {}).isEmpty(), 20'000);
        QCOMPARE(api.problem(), QString());
    }

    /// A window that dies says nothing; its end of the pipe is closed all the same.
    void serverEndsWithItsInput() {
        const QString model = QStringLiteral(HEARTH_SOURCE_DIR "/engine/starter_model/hearth-starter.gguf");
        if (!QFile::exists(model))
            QSKIP("engine/starter_model/hearth-starter.gguf is not there");
        QProcess server;
        server.start(QStringLiteral(REAL_ENGINE),
                     {QStringLiteral("serve"), QStringLiteral("--while-input"), QStringLiteral("-m"), model,
                      QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--threads"),
                      QStringLiteral("1")});
        QByteArray said;
        const auto isReady = [&] {
            said += server.readAllStandardOutput();
            return said.contains("token: ");
        };
        QTRY_VERIFY_WITH_TIMEOUT(isReady(), 60'000);
        server.write("what comes in is not read\n");
        QVERIFY(server.waitForBytesWritten(10'000));
        QCOMPARE(server.state(), QProcess::Running);
        server.closeWriteChannel();
        QTRY_COMPARE_WITH_TIMEOUT(server.state(), QProcess::NotRunning, 60'000);
        QCOMPARE(server.exitStatus(), QProcess::NormalExit);
        QCOMPARE(server.exitCode(), 0);
    }

    void powerIsSaidAndMayBeDisagreedWith() {
        UiFixture fixture;
        ui::Workspace& workspace = fixture.start();
        QVERIFY(fixture.loadModel(fixture.modelFile()));
        ui::ModelController& model = *workspace.model();
        QCOMPARE(model.pace(), QString());
        model.setPower(true, false);
        QVERIFY(model.pace().contains(QStringLiteral("battery")));
        QVERIFY(model.pace().contains(QStringLiteral("2 of 4 threads")));
        model.setPower(true, true);
        QVERIFY(model.pace().contains(QStringLiteral("hot")));
        QVERIFY(model.pace().contains(QStringLiteral("1 of 4 threads")));
        QVERIFY(fixture.ask(QStringLiteral("echo: still answers")));
        workspace.settings()->setSavePower(false);
        QCOMPARE(model.pace(), QString());
        workspace.settings()->setSavePower(true);
        model.setPower(false, false);
        QCOMPARE(model.pace(), QString());
    }

private:
    static QByteArray get(int port, const QString& token) {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(port));
        if (!socket.waitForConnected(5000))
            return {};
        socket.write(
            "GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer " +
            token.toUtf8() + "\r\n\r\n");
        QByteArray answer;
        while (socket.waitForReadyRead(5000))
            answer += socket.readAll();
        return answer;
    }
};

QTEST_MAIN(TestSurroundings)
#include "test_surroundings.moc"
