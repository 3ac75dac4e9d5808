// The openai client from npm against the scripted server and against hearth-engine serve with a real model.
#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

class OpenAiClientTest : public QObject {
    Q_OBJECT
private:
    // Pinned, so that a day's release of somebody else does not decide about this test.
    const QString m_package = QStringLiteral("openai@6.49.0");
    const QString m_folder = QStringLiteral(HEARTH_BINARY_DIR "/tests/openai_client");

    /// Starts a server, runs the script against it.
    void runAgainst(const QString& program, const QStringList& arguments, const QString& kind) {
        QProcess server;
        server.start(program, arguments);
        QByteArray output;
        while (!output.contains("token: ") || !output.endsWith('\n')) {
            QVERIFY2(server.waitForReadyRead(30000), server.readAllStandardError().constData());
            output += server.readAllStandardOutput();
        }
        const QString text = QString::fromUtf8(output);
        const QString url = QRegularExpression("http://\\S+").match(text).captured();
        const QString token = QRegularExpression("token: (\\S+)").match(text).captured(1);
        QVERIFY(url.startsWith("http://127.0.0.1:"));
        QProcess script;
        script.setWorkingDirectory(m_folder);
        script.setProcessChannelMode(QProcess::MergedChannels);
        script.start("node", {"client_test.mjs", url, token, kind});
        QVERIFY(script.waitForFinished(100000));
        const QByteArray report = script.readAll();
        QVERIFY2(script.exitCode() == 0, report.constData());
        QVERIFY(report.contains("PASS"));
        // Asked to end, it ends in order: the scripted server by the end of its stdin, the real one by
        // SIGTERM.
        if (kind == QStringLiteral("scripted"))
            server.closeWriteChannel();
        else
            server.terminate();
        QVERIFY(server.waitForFinished(5000));
        QCOMPARE(server.exitStatus(), QProcess::NormalExit);
        QCOMPARE(server.exitCode(), 0);
    }

private slots:
    void initTestCase() {
        if (QStandardPaths::findExecutable("node").isEmpty() ||
            QStandardPaths::findExecutable("npm").isEmpty())
            QSKIP("node and npm are not there");
        QDir().mkpath(m_folder);
        const QString script = m_folder + "/client_test.mjs";
        QFile::remove(script);
        QVERIFY(QFile::copy(HEARTH_SOURCE_DIR "/tests/serve/openai_client/client_test.mjs", script));
        if (QFile::exists(m_folder + "/node_modules/openai/package.json"))
            return;
        QFile package(m_folder + "/package.json");
        QVERIFY(package.open(QIODevice::WriteOnly));
        package.write("{\"private\": true, \"type\": \"module\"}\n");
        package.close();
        QProcess npm;
        npm.setWorkingDirectory(m_folder);
        npm.start("npm",
                  {"install", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1", m_package});
        if (!npm.waitForFinished(90000) || npm.exitCode() != 0)
            QSKIP("the openai package can't be fetched");
    }
    void scriptedServer() { runAgainst(HEARTH_BINARY_DIR "/tests/fake_server", {}, "scripted"); }
    void realModel() {
        const QString model =
            qEnvironmentVariable("HEARTH_SHARED_DATA") + "/stories260K/stories260K-f32.gguf";
        if (!QFile::exists(model))
            QSKIP("shared data folder stories260K is not there");
        runAgainst(HEARTH_BINARY_DIR "/bin/hearth-engine",
                   {"serve", "--model", model, "--port", "0", "--device", "reference"}, "model");
    }
};

QTEST_GUILESS_MAIN(OpenAiClientTest)
#include "openai_client_test.moc"
