// EndpointClient against the scripted server: consent first, then streams.
#include "engine/client/endpoint/endpoint_client.h"

#include <QNetworkAccessManager>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace hearth;
using Kind = EngineError::Kind;
using Finish = GenerationResult::Finish;

namespace {

struct Record {
    QString tokens;
    std::optional<GenerationResult> result;
    std::optional<EngineError> error;
    bool ended() const { return result || error; }
};

std::shared_ptr<Record> record(Generation* generation) {
    auto record = std::make_shared<Record>();
    QObject::connect(generation, &Generation::token, generation,
                     [record](const QString& text) { record->tokens += text; });
    QObject::connect(generation, &Generation::finished, generation,
                     [record](const GenerationResult& result) { record->result = result; });
    QObject::connect(generation, &Generation::failed, generation,
                     [record](const EngineError& error) { record->error = error; });
    return record;
}

GenerateRequest ask(const QString& text) {
    GenerateRequest request;
    request.messages = {QJsonObject{{"role", "user"}, {"content", text}}};
    return request;
}

} // namespace

class EndpointClientTest : public QObject {
    Q_OBJECT
private:
    QProcess m_server;
    Endpoint m_endpoint;

    std::unique_ptr<EndpointClient> agreed() {
        auto client = std::make_unique<EndpointClient>(m_endpoint);
        client->setConsent({.messages = true});
        return client;
    }

private slots:
    void initTestCase() {
        m_server.start(HEARTH_BINARY_DIR "/tests/fake_server");
        QByteArray output;
        while (!output.contains("token") && m_server.waitForReadyRead(20000))
            output += m_server.readAllStandardOutput();
        m_endpoint.url = QUrl(QRegularExpression("http://\\S+").match(QString::fromUtf8(output)).captured());
        m_endpoint.model = "m";
        m_endpoint.key = "secret";
        QVERIFY(m_endpoint.url.isValid());
    }
    void cleanupTestCase() {
        m_server.closeWriteChannel();
        QVERIFY(m_server.waitForFinished());
    }

    void nothingLeavesWithoutConsent() {
        QTcpServer listener;
        QVERIFY(listener.listen(QHostAddress::LocalHost));
        Endpoint endpoint = m_endpoint;
        endpoint.url = QUrl(QString("http://127.0.0.1:%1/v1").arg(listener.serverPort()));
        EndpointClient client(endpoint);
        auto refused = record(client.generate(ask("secret")));
        QVERIFY(!refused->ended());
        QTRY_VERIFY(refused->ended());
        QCOMPARE(refused->error->kind, Kind::Permission);
        QVERIFY(!client.hasNetwork());
        // Documents need their own.
        client.setConsent({.messages = true});
        GenerateRequest document = ask("secret");
        document.containsDocuments = true;
        auto kept = record(client.generate(document));
        QTRY_VERIFY(kept->ended());
        QCOMPARE(kept->error->kind, Kind::Permission);
        QVERIFY(!client.hasNetwork());
        QVERIFY(client.findChildren<QNetworkAccessManager*>().isEmpty());
        QVERIFY(!listener.waitForNewConnection(100));
    }

    void objections_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("allowPlain");
        QTest::addColumn<bool>("good");
        QTest::newRow("encrypted") << "https://api.example.org/v1" << false << true;
        QTest::newRow("this machine") << "http://127.0.0.1:8765/v1" << false << true;
        QTest::newRow("this machine by name") << "http://localhost:8765" << false << true;
        QTest::newRow("this machine, IPv6") << "http://[::1]:8765" << false << true;
        QTest::newRow("not encrypted") << "http://192.168.1.5:8765" << false << false;
        QTest::newRow("not encrypted, wanted") << "http://192.168.1.5:8765" << true << true;
        QTest::newRow("looks like this machine") << "http://localhost.example.org" << false << false;
        QTest::newRow("file") << "file:///etc/passwd" << false << false;
        QTest::newRow("nothing") << "" << false << false;
        QTest::newRow("password inside") << "https://a:b@example.org" << false << false;
    }
    void objections() {
        QFETCH(QString, url);
        QFETCH(bool, allowPlain);
        QFETCH(bool, good);
        Endpoint endpoint;
        endpoint.url = QUrl(url);
        endpoint.allowPlainHttp = allowPlain;
        QCOMPARE(EndpointClient(endpoint).objection().isEmpty(), good);
    }

    void streams() {
        auto client = agreed();
        QCOMPARE(client->destination(), QString("127.0.0.1"));
        auto heard = record(client->generate(ask("echo: Grüße 日本 🙂")));
        QTRY_VERIFY(heard->ended());
        QVERIFY2(heard->result, qPrintable(heard->error ? heard->error->message : QString()));
        QCOMPARE(heard->tokens, QString("Grüße 日本 🙂"));
        QCOMPARE(heard->result->text, heard->tokens);
        QCOMPARE(heard->result->finish, Finish::Stop);
        QCOMPARE(heard->result->generatedTokens, 3);
        GenerateRequest cut = ask("lorem 20");
        cut.maxTokens = 2;
        auto shorter = record(client->generate(cut));
        QTRY_VERIFY(shorter->ended());
        QCOMPARE(shorter->result->finish, Finish::Length);
    }

    void toolCalls() {
        auto client = agreed();
        GenerateRequest request = ask("tool: weather {\"city\":\"Rome\"}");
        request.tools = {QJsonObject{{"type", "function"}, {"function", QJsonObject{{"name", "weather"}}}}};
        auto heard = record(client->generate(request));
        QTRY_VERIFY(heard->ended());
        QCOMPARE(heard->result->finish, Finish::ToolCalls);
        QCOMPARE(heard->result->toolCalls.at(0)["function"]["name"].toString(), QString("weather"));
        QCOMPARE(heard->result->toolCalls.at(0)["function"]["arguments"].toString(),
                 QString("{\"city\":\"Rome\"}"));
    }

    void cancel() {
        auto client = agreed();
        Generation* generation = client->generate(ask("slow: " + QString(100000, 'x')));
        auto heard = record(generation);
        QTRY_VERIFY(!heard->tokens.isEmpty());
        generation->cancel();
        QTRY_VERIFY(heard->ended());
        QVERIFY(heard->result);
        QCOMPARE(heard->result->finish, Finish::Cancelled);
        QCOMPARE(heard->result->text, heard->tokens);
        auto next = record(client->generate(ask("echo: next")));
        QTRY_VERIFY(next->ended());
        QCOMPARE(next->tokens, QString("next"));
    }

    void failures() {
        Endpoint wrong = m_endpoint;
        wrong.key = "wrong";
        EndpointClient stranger(wrong);
        stranger.setConsent({.messages = true});
        auto refused = record(stranger.generate(ask("x")));
        QTRY_VERIFY(refused->ended());
        QCOMPARE(refused->error->kind, Kind::Permission);
        auto client = agreed();
        auto large = record(client->generate(ask(QString("w ").repeated(5000))));
        QTRY_VERIFY(large->ended());
        QCOMPARE(large->error->kind, Kind::ContextFull);
        auto broken = record(client->generate(ask("error: it broke")));
        QTRY_VERIFY(broken->ended());
        QCOMPARE(broken->error->message, QString("it broke"));
        Endpoint nobody = m_endpoint;
        nobody.url = QUrl("http://127.0.0.1:1/v1");
        EndpointClient lonely(nobody);
        lonely.setConsent({.messages = true});
        auto silent = record(lonely.generate(ask("x")));
        QTRY_VERIFY(silent->ended());
        QCOMPARE(silent->error->kind, Kind::Io);
    }

    void strangeAnswers_data() {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("redirect") << QByteArray(
            "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
        QTest::newRow("web page") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>");
        QTest::newRow("cut off") << QByteArray(
            "HTTP/1.1 200 OK\r\n\r\ndata: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n");
        QTest::newRow("not JSON") << QByteArray(
            "HTTP/1.1 200 OK\r\n\r\ndata: {{{\n\ndata: 5\n\ndata: [1]\n\n");
        QTest::newRow("error in the stream")
            << QByteArray("HTTP/1.1 200 OK\r\n\r\ndata: {\"error\":{\"message\":\"x\"}}\n\n");
        QTest::newRow("not HTTP") << QByteArray("hello\r\n\r\n");
    }
    void strangeAnswers() {
        QFETCH(QByteArray, answer);
        QTcpServer listener;
        QVERIFY(listener.listen(QHostAddress::LocalHost));
        connect(&listener, &QTcpServer::newConnection, &listener, [&] {
            QTcpSocket* socket = listener.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, answer] {
                socket->write(answer);
                socket->disconnectFromHost();
            });
        });
        Endpoint endpoint = m_endpoint;
        endpoint.url = QUrl(QString("http://127.0.0.1:%1/v1").arg(listener.serverPort()));
        EndpointClient client(endpoint);
        client.setConsent({.messages = true});
        auto heard = record(client.generate(ask("x")));
        QTRY_VERIFY(heard->ended());
        QVERIFY(heard->error);
        QVERIFY(!heard->error->message.isEmpty());
    }
};

QTEST_GUILESS_MAIN(EndpointClientTest)
#include "endpoint_client_test.moc"
