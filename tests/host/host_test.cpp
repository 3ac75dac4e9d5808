// Host in this process: who is answered what, and in which order.
#include "engine/core/thread_share.h"
#include "engine/host/host.h"
#include "engine/host/json_rpc.h"
#include "fake_service.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

using namespace hearth;
using namespace hearth::host;
using namespace std::chrono_literals;

namespace {

/// A client: sends lines, remembers what comes.
class Client {
public:
    Client()
        : m_host(
              m_service,
              [this](std::string_view line) {
                  std::lock_guard lock(m_mutex);
                  m_heard.push_back(Json::parse(line)); // throws, and so fails the test, on anything else
                  m_changed.notify_all();
                  return true;
              },
              "1.2.3") {}
    void send(const std::string& line) { m_host.receive(line + "\n"); }
    void request(const Json& id, const char* method, const Json& params = Json::object()) {
        send(Json{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}}.dump());
    }
    /// The first message for which `wanted` holds.
    Json wait(const std::function<bool(const Json&)>& wanted) {
        std::unique_lock lock(m_mutex);
        Json found;
        m_changed.wait_for(lock, 20s, [&] {
            for (const Json& message : m_heard)
                if (wanted(message)) {
                    found = message;
                    return true;
                }
            return false;
        });
        return found;
    }
    Json answer(const Json& id) {
        return wait([&](const Json& message) { return message.contains("id") && message["id"] == id; });
    }
    int count(const std::function<bool(const Json&)>& wanted) {
        std::lock_guard lock(m_mutex);
        return static_cast<int>(std::ranges::count_if(m_heard, wanted));
    }
    Host& host() { return m_host; }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Json> m_heard;
    service::FakeService m_service;
    Host m_host;
};

Json user(const char* text) {
    return {{"messages", {{{"role", "user"}, {"content", text}}}}};
}

} // namespace

// QCOMPARE can't print a Json: compare what it is written as.
#define COMPARE_JSON(actual, expected)                                                                       \
    QCOMPARE(QByteArray::fromStdString(Json(actual).dump()), QByteArray::fromStdString(Json(expected).dump()))

class HostTest : public QObject {
    Q_OBJECT
private slots:
    void initialize();
    void everyMethodWithoutModel_data();
    void everyMethodWithoutModel();
    void errors_data();
    void errors();
    void tokensRoundTrip();
    void streamsInOrder();
    void cancelWaiting();
    void cancelUnknown();
    void cancelLoad();
    void idInUse();
    void idsOfBothKinds();
    void notificationsAreNotAnswered();
    void tooLongLine();
    void pace();
    void shutdown();
    void survivesGarbage();
};

void HostTest::initialize() {
    Client client;
    client.request(1, "initialize", {{"protocol", 1}, {"client", "test"}});
    COMPARE_JSON(client.answer(1)["result"],
                 (Json{{"protocol", 1}, {"program", "hearth-engine"}, {"version", "1.2.3"}}));
    // A newer client is told what is spoken here.
    client.request(2, "initialize", {{"protocol", 7}});
    COMPARE_JSON(client.answer(2)["result"]["protocol"], Json(1));
}

void HostTest::everyMethodWithoutModel_data() {
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("params");
    const auto row = [](const char* method, const char* params) {
        QTest::newRow(method) << QByteArray(method) << QByteArray(params);
    };
    row("model.info", "{}");
    row("generate", R"({"prompt":"x"})");
    row("tokenize", R"({"text":"x"})");
    row("detokenize", R"({"tokens":[1]})");
    row("count", R"({"text":"x"})");
    row("render", R"({"messages":[{"role":"user","content":"x"}]})");
    row("embed", R"({"texts":["x"]})");
}

void HostTest::everyMethodWithoutModel() {
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, params);
    Client client;
    client.request(1, method.constData(), Json::parse(params.toStdString()));
    const Json answer = client.answer(1);
    COMPARE_JSON(answer["error"]["code"], Json(-32009));
    COMPARE_JSON(answer["error"]["data"]["kind"], Json("no_model"));
}

void HostTest::errors_data() {
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("params");
    QTest::addColumn<int>("code");
    int number = 0;
    const auto row = [&](const char* method, const char* params, int code) {
        QTest::addRow("%d %s", ++number, method) << QByteArray(method) << QByteArray(params) << code;
    };
    row("nothing", "{}", -32601);
    row("", "{}", -32601);
    row("initialize", R"({"protocol":"x"})", -32602);
    row("initialize", R"({"protocol":0})", -32602);
    row("model.load", "{}", -32602);
    row("model.load", R"({"path":5})", -32602);
    row("model.load", R"({"path":"fake:x","context_length":-1})", -32602);
    row("model.load", R"({"path":"fake:x","cache_type":"f64"})", -32602);
    row("model.load", R"({"path":"/nowhere"})", -32001);
    row("model.load", R"({"path":"fake:bad"})", -32602);
    row("generate", R"({"prompt":["x"]})", -32602);
    row("cancel", "{}", -32602);
    row("cancel", R"({"request":1.5})", -32602);
    row("tokenize", R"({"text":["x"]})", -32602);
    row("tokenize", "{}", -32602);
    row("detokenize", "{}", -32602);
    row("detokenize", R"({"tokens":["x"]})", -32602);
    row("count", "{}", -32602);
    row("render", R"({"text":"x"})", -32602);
    row("embed", R"({"texts":[]})", -32602);
    row("embed", R"({"texts":[1]})", -32602);
    row("state.save", R"({"conversation":"x"})", -32602);
    row("state.save", R"({"conversation":"x","path":"/nowhere/x"})", -32001);
    row("state.restore", R"({"conversation":"x","path":"/nowhere/x"})", -32602);
    row("state.forget", "{}", -32602);
}

void HostTest::errors() {
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, params);
    QFETCH(int, code);
    Client client;
    client.request("q", method.constData(), Json::parse(params.toStdString()));
    const Json answer = client.answer("q");
    COMPARE_JSON(answer["error"]["code"], Json(code));
    QVERIFY(!answer["error"]["message"].get<std::string>().empty());
    // It goes on.
    client.request("next", "devices");
    QCOMPARE(client.answer("next")["result"]["devices"].size(), size_t(2));
}

void HostTest::tokensRoundTrip() {
    Client client;
    client.request(1, "model.load", {{"path", "fake:x"}});
    client.request(2, "tokenize", {{"text", "one two one"}});
    const Json tokens = client.answer(2)["result"]["tokens"];
    QCOMPARE(tokens.size(), size_t(3));
    client.request(3, "detokenize", {{"tokens", tokens}});
    COMPARE_JSON(client.answer(3)["result"]["text"], Json("one two one"));
    client.request(4, "model.info");
    COMPARE_JSON(client.answer(4)["result"]["path"], Json("fake:x"));
    client.request(5, "model.unload");
    client.request(6, "model.info");
    COMPARE_JSON(client.answer(6)["error"]["data"]["kind"], Json("no_model"));
}

void HostTest::streamsInOrder() {
    Client client;
    client.request(1, "model.load", {{"path", "fake:x"}});
    client.request(2, "generate", user("echo: a b c d"));
    const Json result = client.answer(2)["result"];
    COMPARE_JSON(result["text"], Json("a b c d"));
    std::string text;
    client.count([&](const Json& message) {
        if (message.value("method", "") == "token")
            text += message["params"]["text"].get<std::string>();
        return false;
    });
    QCOMPARE(text, std::string("a b c d"));
}

void HostTest::cancelWaiting() {
    Client client;
    client.request(1, "model.load", {{"path", "fake:x"}});
    client.request(2, "generate", user("prefill 3000"));
    client.request(3, "generate", user("slow: never begun"));
    client.wait([](const Json& message) {
        return message.value("method", "") == "progress" && message["params"]["request"] == 2;
    });
    client.request(4, "cancel", {{"request", 3}});
    COMPARE_JSON(client.answer(4)["result"]["cancelled"], Json(true));
    client.request(5, "cancel", {{"request", 2}});
    COMPARE_JSON(client.answer(2)["result"]["finish"], Json("cancelled"));
    COMPARE_JSON(client.answer(3)["result"]["finish"], Json("cancelled"));
    COMPARE_JSON(client.answer(3)["result"]["text"], Json(""));
}

void HostTest::cancelUnknown() {
    Client client;
    client.request(1, "cancel", {{"request", 99}});
    COMPARE_JSON(client.answer(1)["result"]["cancelled"], Json(false));
}

void HostTest::cancelLoad() {
    Client client;
    client.request(1, "model.load", {{"path", "fake:slowload"}});
    client.wait([](const Json& message) { return message.value("method", "") == "progress"; });
    client.request(2, "cancel", {{"request", 1}});
    COMPARE_JSON(client.answer(1)["error"]["code"], Json(-32006));
}

void HostTest::idInUse() {
    Client client;
    client.request(1, "model.load", {{"path", "fake:x"}});
    client.request(2, "generate", user("prefill 3000"));
    client.request(2, "generate", user("echo: x"));
    COMPARE_JSON(client.answer(2)["error"]["code"], Json(-32600));
    client.request(3, "cancel", {{"request", 2}});
    const Json result =
        client.wait([](const Json& message) { return message.contains("result") && message["id"] == 2; });
    COMPARE_JSON(result["result"]["finish"], Json("cancelled"));
}

void HostTest::idsOfBothKinds() {
    Client client;
    client.request(1, "model.load", {{"path", "fake:x"}});
    client.request(7, "generate", user("prefill 20"));
    client.request("7", "generate", user("echo: text"));
    COMPARE_JSON(client.answer(7)["result"]["text"], Json("done"));
    COMPARE_JSON(client.answer("7")["result"]["text"], Json("text"));
}

void HostTest::notificationsAreNotAnswered() {
    Client client;
    client.send(R"({"jsonrpc":"2.0","method":"devices"})");
    client.send(R"({"jsonrpc":"2.0","method":"nothing"})");
    client.send(R"({"jsonrpc":"2.0","method":"generate","params":{"prompt":"x"}})");
    client.send(R"({"jsonrpc":"2.0","method":"count","params":{}})");
    client.request(1, "devices");
    client.answer(1);
    QCOMPARE(client.count([](const Json&) { return true; }), 1);
}

void HostTest::tooLongLine() {
    Client client;
    const std::string megabyte(1 << 20, 'x');
    for (int i = 0; i < 70; ++i)
        client.host().receive(megabyte);
    client.host().receive("\n");
    client.request(1, "devices");
    client.answer(1);
    QCOMPARE(client.count([](const Json& message) {
        return message.contains("error") && message["error"]["code"] == -32700;
    }),
             1);
}

void HostTest::pace() {
    Client client;
    client.request(1, "pace", {{"duty", 0.5}});
    QCOMPARE(client.answer(1)["result"]["duty"].get<double>(), 0.5);
    client.request(2, "pace");
    QCOMPARE(client.answer(2)["result"]["duty"].get<double>(), 0.5);
    client.request(3, "pace", {{"duty", 7}});
    QVERIFY(client.answer(3).contains("error"));
    client.request(4, "pace", {{"duty", 1}});
    QCOMPARE(client.answer(4)["result"]["duty"].get<double>(), 1.0);
    client.request(5, "pace", {{"thread_share", 0.5}});
    QCOMPARE(client.answer(5)["result"]["thread_share"].get<double>(), 0.5);
    QCOMPARE(client.answer(5)["result"]["duty"].get<double>(), 1.0);
    QCOMPARE(working_threads(8), 4);
    client.request(6, "pace", {{"thread_share", 0}});
    QVERIFY(client.answer(6).contains("error"));
    client.request(7, "pace", {{"thread_share", 1}});
    client.answer(7);
    QCOMPARE(working_threads(8), 8);
}

void HostTest::shutdown() {
    Client client;
    client.request(1, "model.load", {{"path", "fake:x"}});
    client.answer(1);
    client.request(2, "generate", user("prefill 3000"));
    QVERIFY(!client.host().finished());
    client.request(3, "shutdown");
    COMPARE_JSON(client.answer(3)["result"], Json::object());
    QVERIFY(client.host().finished());
}

void HostTest::survivesGarbage() {
    // Good lines with bytes changed, cut and doubled: every outcome is an answer or silence, and the host
    // goes on.
    const QList<QByteArray> seeds = {
        R"({"jsonrpc":"2.0","id":1,"method":"generate","params":{"messages":[{"role":"user","content":"echo: x"}]}})",
        R"({"jsonrpc":"2.0","id":2,"method":"model.load","params":{"path":"fake:x","context_length":100}})",
        R"({"jsonrpc":"2.0","id":"a","method":"count","params":{"text":"\u00fc"}})",
        R"({"jsonrpc":"2.0","id":3,"method":"cancel","params":{"request":1}})",
        R"({"jsonrpc":"2.0","id":4,"method":"detokenize","params":{"tokens":[1,2,3]}})",
    };
    QRandomGenerator random(20);
    Client client;
    for (int round = 0; round < 3000; ++round) {
        QByteArray line = seeds[random.bounded(seeds.size())];
        for (int change = random.bounded(4); change >= 0; --change) {
            const qsizetype place = random.bounded(line.size());
            switch (random.bounded(4)) {
            case 0:
                line[place] = static_cast<char>(random.bounded(256));
                break;
            case 1:
                line.truncate(place + 1);
                break;
            case 2:
                line.insert(place, line.mid(random.bounded(line.size()), 20));
                break;
            default:
                line.remove(place, random.bounded(5));
                break;
            }
            if (line.isEmpty())
                line = "x";
        }
        if (!line.contains("shutdown"))
            client.send(line.toStdString());
    }
    client.request("end", "initialize");
    COMPARE_JSON(client.answer("end")["result"]["protocol"], Json(1));
}

QTEST_GUILESS_MAIN(HostTest)
#include "host_test.moc"
