// The HTTP API over the scripted service. Shapes: https://platform.openai.com/docs/api-reference
#include "engine/serve/embedding_api.h"
#include "engine/serve/reply.h"
#include "test_server.h"

#include <QTcpSocket>
#include <QTest>

#include <atomic>

using namespace hearth;
using namespace hearth::serve;

#define COMPARE_JSON(actual, expected)                                                                       \
    QCOMPARE(QByteArray::fromStdString(Json(actual).dump()), QByteArray::fromStdString(Json(expected).dump()))

namespace {

Json ask(const char* text) {
    return {{"model", "any"}, {"messages", {{{"role", "user"}, {"content", text}}}}};
}

/// The data of each server-sent event.
std::vector<std::string> events(const std::string& body) {
    std::vector<std::string> list;
    for (size_t at = 0; (at = body.find("data: ", at)) != std::string::npos;) {
        const size_t end = body.find("\n\n", at);
        list.push_back(body.substr(at + 6, end - at - 6));
        at = end;
    }
    return list;
}

} // namespace

class ServeTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<TestServer> m_server;
    httplib::Result post(const char* path, const Json& body) {
        return m_server->client()->Post(path, body.dump(), "application/json");
    }

private slots:
    void init() { m_server = std::make_unique<TestServer>(); }
    void cleanup() { m_server.reset(); }

    void admission_data();
    void admission();
    void allowedOrigin();
    void secrets();
    void models();
    void noModel();
    void chat();
    void chatStream();
    void chatTools();
    void chatChoices();
    void completions();
    void completionStream();
    void responses();
    void responseStream();
    void embeddingsAndTokens();
    void base64_data();
    void base64();
    void badBodies_data();
    void badBodies();
    void notHttp();
    void contextLength();
    void tooLarge();
    void errorsOfTheEngine();
    void droppedConnectionCancels();
    void stopEndsStreams();
    void metrics();
};

void ServeTest::admission_data() {
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("origin");
    QTest::addColumn<QString>("authorization");
    QTest::addColumn<int>("status");
    const QString good = "Bearer secret";
    QTest::newRow("good") << "127.0.0.1:PORT"
                          << "" << good << 200;
    QTest::newRow("localhost") << "localhost:PORT"
                               << "" << good << 200;
    QTest::newRow("capitals") << "LocalHost:PORT"
                              << "" << good << 200;
    QTest::newRow("no port") << "127.0.0.1"
                             << "" << good << 200;
    QTest::newRow("own page") << "127.0.0.1:PORT"
                              << "http://127.0.0.1:PORT" << good << 200;
    QTest::newRow("no token") << "127.0.0.1:PORT"
                              << ""
                              << "" << 401;
    QTest::newRow("wrong token") << "127.0.0.1:PORT"
                                 << ""
                                 << "Bearer secres" << 401;
    QTest::newRow("longer token") << "127.0.0.1:PORT"
                                  << ""
                                  << "Bearer secretsecret" << 401;
    QTest::newRow("token alone") << "127.0.0.1:PORT"
                                 << ""
                                 << "secret" << 401;
    QTest::newRow("rebound name") << "evil.example:PORT"
                                  << "" << good << 403;
    QTest::newRow("name that begins alike") << "127.0.0.1.evil.example:PORT"
                                            << "" << good << 403;
    QTest::newRow("other port") << "127.0.0.1:1"
                                << "" << good << 403;
    QTest::newRow("other page") << "127.0.0.1:PORT"
                                << "https://evil.example" << good << 403;
    QTest::newRow("page of another port") << "127.0.0.1:PORT"
                                          << "http://localhost:1" << good << 403;
    QTest::newRow("page without origin") << "127.0.0.1:PORT"
                                         << "null" << good << 403;
}

void ServeTest::admission() {
    QFETCH(QString, host);
    QFETCH(QString, origin);
    QFETCH(QString, authorization);
    QFETCH(int, status);
    const auto with_port = [&](QString text) {
        return text.replace("PORT", QString::number(m_server->port())).toStdString();
    };
    httplib::Client client("127.0.0.1", m_server->port());
    httplib::Headers headers = {{"Host", with_port(host)}};
    if (!origin.isEmpty())
        headers.emplace("Origin", with_port(origin));
    if (!authorization.isEmpty())
        headers.emplace("Authorization", authorization.toStdString());
    for (const char* path : {"/v1/models", "/metrics"}) {
        const auto result = client.Get(path, headers);
        QVERIFY(result);
        QCOMPARE(result->status, status);
        if (status != 200)
            QVERIFY(Json::parse(result->body).contains("error"));
        QVERIFY(result->get_header_value("Access-Control-Allow-Origin") != "*");
    }
}

void ServeTest::allowedOrigin() {
    m_server.reset();
    m_server = std::make_unique<TestServer>(ServerOptions{.origins = {"http://localhost:3000"}});
    const auto preflight =
        m_server->client()->Options("/v1/chat/completions", {{"Origin", "http://localhost:3000"}});
    QCOMPARE(preflight->status, 204);
    QCOMPARE(preflight->get_header_value("Access-Control-Allow-Origin"),
             std::string("http://localhost:3000"));
    const auto other =
        m_server->client()->Options("/v1/chat/completions", {{"Origin", "http://localhost:3001"}});
    QCOMPARE(other->status, 403);
    QVERIFY(!other->has_header("Access-Control-Allow-Origin"));
}

void ServeTest::secrets() {
    QVERIFY(same_secret("abc", "abc"));
    QVERIFY(!same_secret("", "abc"));
    QVERIFY(!same_secret("abcabc", "abc"));
    QVERIFY(!same_secret("abd", "abc"));
    const std::string token = make_token();
    QCOMPARE(token.size(), size_t(7 + 64));
    QVERIFY(token != make_token());
}

void ServeTest::models() {
    const auto list = m_server->client()->Get("/v1/models");
    const Json body = Json::parse(list->body);
    COMPARE_JSON(body["object"], "list");
    COMPARE_JSON(body["data"][0]["id"], "Fake model");
    const auto one = m_server->client()->Get("/v1/models/Fake%20model");
    QCOMPARE(one->status, 200);
    const auto none = m_server->client()->Get("/v1/models/other");
    QCOMPARE(none->status, 404);
    COMPARE_JSON(Json::parse(none->body)["error"]["code"], "model_not_found");
}

void ServeTest::noModel() {
    m_server.reset();
    m_server = std::make_unique<TestServer>(ServerOptions{}, false);
    QCOMPARE(m_server->client()->Get("/health")->status, 503);
    QCOMPARE(post("/v1/chat/completions", ask("x"))->status, 503);
    QCOMPARE(post("/v1/embeddings", {{"input", "x"}})->status, 503);
}

void ServeTest::chat() {
    Json body = ask("echo: one two");
    body["max_tokens"] = 100;
    const auto result = post("/v1/chat/completions", body);
    QCOMPARE(result->status, 200);
    const Json reply = Json::parse(result->body);
    COMPARE_JSON(reply["object"], "chat.completion");
    COMPARE_JSON(reply["model"], "Fake model");
    QVERIFY(reply["id"].get<std::string>().starts_with("chatcmpl-"));
    COMPARE_JSON(reply["choices"],
                 Json::parse(R"([{"index":0,"message":{"role":"assistant","content":"one two","refusal":null},
                                  "logprobs":null,"finish_reason":"stop"}])"));
    COMPARE_JSON(reply["usage"], Json::parse(R"({"prompt_tokens":5,"completion_tokens":2,"total_tokens":7,
                                                 "prompt_tokens_details":{"cached_tokens":0}})"));
    body["max_completion_tokens"] = 1;
    const Json cut = Json::parse(post("/v1/chat/completions", body)->body);
    COMPARE_JSON(cut["choices"][0]["finish_reason"], "length");
    COMPARE_JSON(cut["choices"][0]["message"]["content"], "one");
}

void ServeTest::chatStream() {
    Json body = ask("echo: Grüße 日本");
    body["stream"] = true;
    body["stream_options"] = {{"include_usage", true}};
    const auto result = post("/v1/chat/completions", body);
    QCOMPARE(result->status, 200);
    QCOMPARE(result->get_header_value("Content-Type"), std::string("text/event-stream"));
    const auto list = events(result->body);
    QCOMPARE(list.back(), std::string("[DONE]"));
    std::string text;
    std::string id;
    Json finish;
    for (size_t i = 0; i + 1 < list.size(); ++i) {
        const Json chunk = Json::parse(list[i]);
        COMPARE_JSON(chunk["object"], "chat.completion.chunk");
        if (!id.empty())
            COMPARE_JSON(chunk["id"], id);
        id = chunk["id"].get<std::string>();
        if (chunk["choices"].empty()) {
            COMPARE_JSON(chunk["usage"]["completion_tokens"], 2);
            continue;
        }
        text += chunk["choices"][0]["delta"].value("content", "");
        if (!chunk["choices"][0]["finish_reason"].is_null())
            finish = chunk["choices"][0]["finish_reason"];
    }
    QCOMPARE(text, std::string("Grüße 日本"));
    COMPARE_JSON(finish, "stop");
    COMPARE_JSON(Json::parse(list[0])["choices"][0]["delta"]["role"], "assistant");
}

void ServeTest::chatTools() {
    Json body = ask("tool: weather {\"city\":\"Rome\"}");
    body["tools"] = Json::parse(R"([{"type":"function","function":{"name":"weather","parameters":{}}}])");
    const Json reply = Json::parse(post("/v1/chat/completions", body)->body);
    const Json& choice = reply["choices"][0];
    COMPARE_JSON(choice["finish_reason"], "tool_calls");
    COMPARE_JSON(choice["message"]["content"], nullptr);
    COMPARE_JSON(choice["message"]["tool_calls"][0]["function"],
                 (Json{{"name", "weather"}, {"arguments", R"({"city":"Rome"})"}}));
    body["stream"] = true;
    const auto list = events(post("/v1/chat/completions", body)->body);
    bool seen = false;
    for (size_t i = 0; i + 1 < list.size(); ++i) {
        const Json delta = Json::parse(list[i])["choices"][0]["delta"];
        if (delta.contains("tool_calls")) {
            seen = true;
            COMPARE_JSON(delta["tool_calls"][0]["index"], 0);
            COMPARE_JSON(delta["tool_calls"][0]["function"]["name"], "weather");
        }
    }
    QVERIFY(seen);
}

void ServeTest::chatChoices() {
    Json body = ask("echo: x");
    body["n"] = 3;
    const Json reply = Json::parse(post("/v1/chat/completions", body)->body);
    QCOMPARE(reply["choices"].size(), size_t(3));
    COMPARE_JSON(reply["choices"][2]["index"], 2);
    COMPARE_JSON(reply["usage"]["completion_tokens"], 3);
    COMPARE_JSON(reply["usage"]["prompt_tokens"], 4);
}

void ServeTest::completions() {
    const Json one =
        Json::parse(post("/v1/completions", {{"prompt", "echo: a b c"}, {"max_tokens", 2}})->body);
    COMPARE_JSON(one["object"], "text_completion");
    COMPARE_JSON(one["choices"][0]["text"], "a b");
    COMPARE_JSON(one["choices"][0]["finish_reason"], "length");
    const Json many = Json::parse(
        post("/v1/completions", {{"prompt", {"echo: a", "echo: b"}}, {"n", 2}, {"echo", true}})->body);
    QCOMPARE(many["choices"].size(), size_t(4));
    COMPARE_JSON(many["choices"][0]["text"], "echo: aa");
    COMPARE_JSON(many["choices"][3]["text"], "echo: bb");
    const Json infill = Json::parse(post("/v1/completions", {{"prompt", "int "}, {"suffix", ";"}})->body);
    COMPARE_JSON(infill["choices"][0]["text"], "<prefix>int <suffix>;<middle>");
}

void ServeTest::completionStream() {
    const auto list = events(post("/v1/completions", {{"prompt", "echo: a b"}, {"stream", true}})->body);
    std::string text;
    for (size_t i = 0; i + 1 < list.size(); ++i)
        text += Json::parse(list[i])["choices"][0]["text"].get<std::string>();
    QCOMPARE(text, std::string("a b"));
    QCOMPARE(list.back(), std::string("[DONE]"));
}

void ServeTest::responses() {
    const Json reply =
        Json::parse(post("/v1/responses", {{"input", "echo: fine"}, {"instructions", "Be brief."}})->body);
    COMPARE_JSON(reply["object"], "response");
    COMPARE_JSON(reply["status"], "completed");
    COMPARE_JSON(reply["output"][0]["content"][0]["text"], "fine");
    COMPARE_JSON(reply["instructions"], "Be brief.");
    COMPARE_JSON(reply["usage"]["output_tokens"], 1);
    const Json parts = Json::parse(
        post("/v1/responses",
             Json::parse(R"({"input":[{"role":"user","content":[{"type":"input_text","text":"echo: a b"}]}],
                             "max_output_tokens":1})"))
            ->body);
    COMPARE_JSON(parts["status"], "incomplete");
    COMPARE_JSON(parts["incomplete_details"]["reason"], "max_output_tokens");
}

void ServeTest::responseStream() {
    const auto list = events(post("/v1/responses", {{"input", "echo: a b"}, {"stream", true}})->body);
    std::vector<std::string> types;
    std::string text;
    for (size_t i = 0; i < list.size(); ++i) {
        const Json event = Json::parse(list[i]);
        COMPARE_JSON(event["sequence_number"], i);
        types.push_back(event["type"].get<std::string>());
        if (types.back() == "response.output_text.delta")
            text += event["delta"].get<std::string>();
    }
    QCOMPARE(text, std::string("a b"));
    QCOMPARE(types.front(), std::string("response.created"));
    QCOMPARE(types.back(), std::string("response.completed"));
}

void ServeTest::embeddingsAndTokens() {
    const Json floats = Json::parse(post("/v1/embeddings", {{"input", {"a", "bcd"}}})->body);
    COMPARE_JSON(floats["data"][1]["embedding"], (Json{0.0, 0.0, 0.0, 1.0}));
    const Json packed =
        Json::parse(post("/v1/embeddings", {{"input", "a"}, {"encoding_format", "base64"}})->body);
    // Four little-endian float32: 0 1 0 0
    COMPARE_JSON(packed["data"][0]["embedding"], "AAAAAAAAgD8AAAAAAAAAAA==");
    const Json tokens = Json::parse(post("/tokenize", {{"content", "a b"}})->body);
    QCOMPARE(tokens["tokens"].size(), size_t(2));
    COMPARE_JSON(Json::parse(post("/detokenize", tokens)->body)["content"], "a b");
}

void ServeTest::base64_data() {
    // RFC 4648, section 10
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("0") << QByteArray("") << QByteArray("");
    QTest::newRow("1") << QByteArray("f") << QByteArray("Zg==");
    QTest::newRow("2") << QByteArray("fo") << QByteArray("Zm8=");
    QTest::newRow("3") << QByteArray("foo") << QByteArray("Zm9v");
    QTest::newRow("6") << QByteArray("foobar") << QByteArray("Zm9vYmFy");
    QTest::newRow("binary") << QByteArray("\xff\xfe\x00", 3) << QByteArray("//4A");
}

void ServeTest::base64() {
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(serve::base64(bytes.toStdString())), text);
}

void ServeTest::badBodies_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char* path, const char* body) {
        QTest::addRow("%s %.40s", path, body) << QByteArray(path) << QByteArray(body);
    };
    for (const char* path :
         {"/v1/chat/completions", "/v1/completions", "/v1/responses", "/v1/embeddings", "/tokenize"})
        for (const char* body :
             {"", "{", "[]", "5", "{}", "null", "\xff", "{\"messages\":5,\"prompt\":5,\"input\":5}"})
            row(path, body);
    const auto chat = [&](const char* member) {
        row("/v1/chat/completions",
            (std::string(R"({"messages":[{"role":"user","content":"x"}],)") + member + "}").c_str());
    };
    chat(R"("temperature":"hot")");
    chat(R"("temperature":-1)");
    chat(R"("n":0)");
    chat(R"("n":1000)");
    chat(R"("stop":[5])");
    chat(R"("stream":"yes")");
    chat(R"("stream_options":true)");
    chat(R"("tools":[{}])");
    chat(R"("tool_choice":"required")");
    chat(R"("tool_choice":{"type":"x"})");
    chat(R"("top_logprobs":5)");
    chat(R"("logprobs":5)");
    chat(R"("response_format":"json")");
    chat(R"("response_format":{"type":"xml"})");
    chat(R"("response_format":{"type":"json_schema"})");
    chat(R"("response_format":{"type":"json_schema","json_schema":{"schema":5}})");
    chat(R"("logit_bias":[1])");
    row("/v1/completions", R"({"prompt":[]})");
    row("/v1/completions", R"({"prompt":[[]]})");
    row("/v1/completions", R"({"prompt":[-5]})");
    row("/v1/completions", R"({"prompt":{"a":1}})");
    row("/v1/responses", R"({"input":"x","previous_response_id":"r"})");
    row("/v1/responses", R"({"input":[{"type":"function_call_output"}]})");
    row("/v1/embeddings", R"({"input":"x","encoding_format":"int"})");
}

void ServeTest::badBodies() {
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    const auto result = m_server->client()->Post(path.constData(), body.toStdString(), "application/json");
    QVERIFY(result);
    QCOMPARE(result->status, 400);
    const Json error = Json::parse(result->body)["error"];
    COMPARE_JSON(error["type"], "invalid_request_error");
    QVERIFY(!error["message"].get<std::string>().empty());
    QCOMPARE(m_server->client()->Get("/health")->status, 200);
}

void ServeTest::notHttp() {
    for (const QByteArray& bytes :
         {QByteArray("hello\r\n\r\n"), QByteArray(20000, 'x'), QByteArray("\0\0\0\r\n", 5),
          QByteArray("POST / HTTP/9.9\r\nContent-Length: -5\r\n\r\n"),
          QByteArray("GET /" + QByteArray(100000, 'a') + " HTTP/1.1\r\n\r\n")}) {
        QTcpSocket socket;
        socket.connectToHost("127.0.0.1", static_cast<quint16>(m_server->port()));
        QVERIFY(socket.waitForConnected());
        socket.write(bytes);
        socket.waitForBytesWritten(1000);
        socket.abort();
    }
    QCOMPARE(m_server->client()->Get("/health")->status, 200);
    const auto nowhere = m_server->client()->Get("/nowhere");
    QCOMPARE(nowhere->status, 404);
    QVERIFY(Json::parse(nowhere->body)["error"]["message"].get<std::string>().find("/nowhere") !=
            std::string::npos);
}

void ServeTest::contextLength() {
    std::string words = "echo:";
    for (int i = 0; i < 5000; ++i)
        words += " w";
    for (const bool stream : {false, true}) {
        Json body = ask(words.c_str());
        body["stream"] = stream;
        const auto result = post("/v1/chat/completions", body);
        QCOMPARE(result->status, 400);
        const Json error = Json::parse(result->body)["error"];
        COMPARE_JSON(error["code"], "context_length_exceeded");
        QVERIFY(error["message"].get<std::string>().find("4096") != std::string::npos);
        QVERIFY(error["message"].get<std::string>().find("5003") != std::string::npos);
    }
}

void ServeTest::tooLarge() {
    m_server.reset();
    m_server = std::make_unique<TestServer>(ServerOptions{.largest_body = 1000});
    const auto result = post("/v1/chat/completions", ask(std::string(2000, 'x').c_str()));
    QVERIFY(result);
    QCOMPARE(result->status, 413);
    QVERIFY(Json::parse(result->body).contains("error"));
}

void ServeTest::errorsOfTheEngine() {
    const auto result = post("/v1/chat/completions", ask("error: it broke"));
    QCOMPARE(result->status, 500);
    COMPARE_JSON(Json::parse(result->body)["error"]["message"], "it broke");
}

void ServeTest::droppedConnectionCancels() {
    // Each would take minutes; the next answer comes soon because the engine stops working on them.
    for (const bool stream : {false, true}) {
        Json body = ask(("slow: " + std::string(100000, 'x')).c_str());
        body["stream"] = stream;
        const std::string text = body.dump();
        QTcpSocket socket;
        socket.connectToHost("127.0.0.1", static_cast<quint16>(m_server->port()));
        QVERIFY(socket.waitForConnected());
        socket.write(
            "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer secret\r\n"
            "Content-Length: " +
            QByteArray::number(qsizetype(text.size())) + "\r\n\r\n" + QByteArray::fromStdString(text));
        QVERIFY(socket.waitForReadyRead(10000));
        socket.abort();
    }
    const auto result = post("/v1/chat/completions", ask("echo: next"));
    QVERIFY(result);
    COMPARE_JSON(Json::parse(result->body)["choices"][0]["message"]["content"], "next");
}

void ServeTest::stopEndsStreams() {
    Json body = ask(("slow: " + std::string(100000, 'x')).c_str());
    body["stream"] = true;
    std::atomic<bool> began = false;
    std::thread reader([&] {
        const auto client = m_server->client();
        httplib::Request request;
        request.method = "POST";
        request.path = "/v1/chat/completions";
        request.body = body.dump();
        request.content_receiver = [&](const char*, size_t, uint64_t, uint64_t) { return began = true; };
        (void)client->send(request);
    });
    QTRY_VERIFY(began);
    m_server->stop();
    reader.join();
}

void ServeTest::metrics() {
    QVERIFY(post("/v1/chat/completions", ask("echo: x")));
    const auto result = m_server->client()->Get("/metrics");
    QVERIFY(result->body.find("# TYPE hearth_http_requests_total counter") != std::string::npos);
    QVERIFY(result->body.find("\nhearth_generations_running 0\n") != std::string::npos);
}

QTEST_GUILESS_MAIN(ServeTest)
#include "serve_test.moc"
