// The process around the host: its streams, and when it ends.
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <memory>

class HostProcessTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QProcess> start() {
        auto process = std::make_unique<QProcess>();
        process->start(HEARTH_BINARY_DIR "/tests/fake_engine", {"host"});
        return process;
    }
    static QByteArray request(int id, const char* method, const QJsonObject& params = {}) {
        const QJsonObject message{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}};
        return QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n';
    }

private slots:
    void endsWithItsInput();
    void endsWithItsInputWhileItWorks();
    void endsOnShutdown();
    void endsWhenNobodyReads();
    void outputIsProtocolOnly();
};

void HostProcessTest::endsWithItsInput() {
    auto process = start();
    process->write(request(1, "initialize"));
    process->closeWriteChannel();
    QVERIFY(process->waitForFinished());
    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(process->exitCode(), 0);
    QVERIFY(process->readAllStandardOutput().startsWith(R"({"jsonrpc":"2.0","id":1,"result")"));
}

void HostProcessTest::endsWithItsInputWhileItWorks() {
    auto process = start();
    process->write(request(1, "model.load", {{"path", "fake:x"}}));
    process->write(request(2, "generate", {{"prompt", "prefill 100000"}}));
    QTRY_VERIFY(process->readAllStandardOutput().contains("prefill") || !process->waitForReadyRead(10));
    process->closeWriteChannel();
    QVERIFY(process->waitForFinished());
    QCOMPARE(process->exitCode(), 0);
}

void HostProcessTest::endsOnShutdown() {
    auto process = start();
    process->write(request(1, "shutdown"));
    QVERIFY(process->waitForFinished());
    QCOMPARE(process->exitCode(), 0);
    QCOMPARE(process->readAllStandardOutput(), QByteArray("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n"));
}

void HostProcessTest::endsWhenNobodyReads() {
    auto process = start();
    process->write(request(1, "model.load", {{"path", "fake:x"}}));
    QVERIFY(process->waitForReadyRead());
    process->closeReadChannel(QProcess::StandardOutput);
    // Each answer fails to be written; the process must end in order, not by SIGPIPE.
    for (int i = 2; i < 50 && process->state() == QProcess::Running; ++i) {
        process->write(request(i, "devices"));
        process->waitForFinished(20);
    }
    process->closeWriteChannel();
    QVERIFY(process->state() == QProcess::NotRunning || process->waitForFinished());
    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(process->exitCode(), 0);
}

void HostProcessTest::outputIsProtocolOnly() {
    auto process = start();
    process->write("garbage\n\xff\xfe\n{}\n[]\n" + request(1, "model.load", {{"path", "fake:x"}}) +
                   request(2, "generate", {{"prompt", "lorem 500"}}) + request(3, "nothing"));
    QByteArray output;
    while (!output.contains("\"id\":2") && process->waitForReadyRead())
        output += process->readAllStandardOutput();
    process->closeWriteChannel();
    QVERIFY(process->waitForFinished());
    output += process->readAllStandardOutput();
    int tokens = 0;
    for (const QByteArray& line : output.trimmed().split('\n')) {
        const QJsonObject message = QJsonDocument::fromJson(line).object();
        QCOMPARE(message["jsonrpc"].toString(), QString("2.0"));
        tokens += message["method"].toString() == "token";
    }
    QCOMPARE(tokens, 500);
}

QTEST_GUILESS_MAIN(HostProcessTest)
#include "host_process_test.moc"
