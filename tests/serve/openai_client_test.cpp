// The openai client from npm against the scripted server and against hearth-engine serve with a real model.
#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

class OpenAiClientTest : public QObject {
    Q_OBJECT
private:
    const QString m_folder = QStringLiteral(HEARTH_BINARY_DIR "/tests/openai_client");

    static QByteArray read(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

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
        // Pinned, with its checksum, in package-lock.json: a day's release of somebody else does not decide
        // about this test.
        QDir().mkpath(m_folder);
        bool changed = !QFile::exists(m_folder + "/node_modules/openai/package.json");
        for (const QString name : {"client_test.mjs", "package.json", "package-lock.json"}) {
            const QByteArray content =
                read(QStringLiteral(HEARTH_SOURCE_DIR "/tests/serve/openai_client/") + name);
            QVERIFY(!content.isEmpty());
            const QString path = m_folder + u'/' + name;
            changed |= name.endsWith(".json") && read(path) != content;
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(content);
        }
        if (!changed)
            return;
        QProcess npm;
        npm.setWorkingDirectory(m_folder);
        npm.setProcessChannelMode(QProcess::MergedChannels);
        npm.start("npm", {"ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error",
                          "--fetch-retries=1"});
        if (npm.waitForFinished(120000) && npm.exitCode() == 0)
            return;
        npm.kill();
        npm.waitForFinished();
        const QByteArray report = npm.readAll();
        // Another package than the one that the checksum is of is a failure; no network is none.
        QVERIFY2(!report.contains("EINTEGRITY"), report.constData());
        QFile::remove(m_folder + "/node_modules/openai/package.json");
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
    /// The model that comes with the program, as a person's script would ask it.
    void starter() {
        const QString model = QStringLiteral(HEARTH_SOURCE_DIR "/engine/starter_model/hearth-starter.gguf");
        if (!QFile::exists(model))
            QSKIP("engine/starter_model/hearth-starter.gguf is not there");
        runAgainst(HEARTH_BINARY_DIR "/bin/hearth-engine",
                   {"serve", "--model", model, "--port", "0", "--device", "cpu"}, "starter");
    }
};

QTEST_GUILESS_MAIN(OpenAiClientTest)
#include "openai_client_test.moc"
