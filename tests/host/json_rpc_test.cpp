// The line reader and the JSON-RPC envelope, on bytes that nobody promised to be good.
#include "engine/host/json_rpc.h"
#include "engine/service/parameters.h"

#include <QTest>

using namespace hearth;
using namespace hearth::host;

// QCOMPARE can't print a Json: compare what it is written as.
#define COMPARE_JSON(actual, expected)                                                                       \
    QCOMPARE(QByteArray::fromStdString(Json(actual).dump()), QByteArray::fromStdString(Json(expected).dump()))

class JsonRpcTest : public QObject {
    Q_OBJECT
private slots:
    void envelope_data();
    void envelope();
    void acceptsRequest();
    void deepNesting();
    void lines_data();
    void lines();
    void longLines();
    void outgoingLinesAreValid();
    void parameters_data();
    void parameters();
};

void JsonRpcTest::envelope_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("id");
    const auto row = [](const char* name, const char* line, int code, const char* id = "null") {
        QTest::newRow(name) << QByteArray(line) << code << QByteArray(id);
    };
    // Codes: https://www.jsonrpc.org/specification#error_object
    row("words", "hello", -32700);
    row("half an object", R"({"jsonrpc":"2.0","id":1)", -32700);
    row("two values", R"({"jsonrpc":"2.0"} {})", -32700);
    row("trailing comma", R"({"jsonrpc":"2.0",})", -32700);
    row("comment", R"(/* */ {"jsonrpc":"2.0"})", -32700);
    row("not UTF-8", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\xff\"}", -32700);
    row("overlong UTF-8", "{\"method\":\"\xc0\xaf\"}", -32700);
    row("half a surrogate", R"({"method":"\ud800"})", -32700);
    row("raw control character", "{\"method\":\"a\x01\"}", -32700);
    row("number too large", R"({"jsonrpc":"2.0","id":1e999,"method":"a"})", -32700);
    row("not a number", R"({"jsonrpc":"2.0","id":NaN,"method":"a"})", -32700);
    row("batch", R"([{"jsonrpc":"2.0","id":1,"method":"a"}])", -32600);
    row("string", R"("hello")", -32600);
    row("null", "null", -32600);
    row("no version", R"({"id":5,"method":"a"})", -32600, "5");
    row("old version", R"({"jsonrpc":"1.0","id":5,"method":"a"})", -32600, "5");
    row("version is a number", R"({"jsonrpc":2.0,"id":5,"method":"a"})", -32600, "5");
    row("no method", R"({"jsonrpc":"2.0","id":"x"})", -32600, "\"x\"");
    row("method is a number", R"({"jsonrpc":"2.0","id":5,"method":5})", -32600, "5");
    row("id is null", R"({"jsonrpc":"2.0","id":null,"method":"a"})", -32600);
    row("id is a list", R"({"jsonrpc":"2.0","id":[1],"method":"a"})", -32600);
    row("id is a fraction", R"({"jsonrpc":"2.0","id":1.5,"method":"a"})", -32600);
    row("params is a list", R"({"jsonrpc":"2.0","id":5,"method":"a","params":[1]})", -32602, "5");
    row("params is a string", R"({"jsonrpc":"2.0","id":5,"method":"a","params":"x"})", -32602, "5");
}

void JsonRpcTest::envelope() {
    QFETCH(QByteArray, line);
    QFETCH(int, code);
    QFETCH(QByteArray, id);
    const auto request = parse_request({line.constData(), static_cast<size_t>(line.size())});
    QVERIFY(!request);
    QCOMPARE(request.error().code, code);
    QCOMPARE(QByteArray::fromStdString(request.error().id.dump()), id);
    QVERIFY(!request.error().message.empty());
}

void JsonRpcTest::acceptsRequest() {
    const auto request =
        parse_request(R"( {"jsonrpc":"2.0","id":-9,"method":"count","params":{"text":"ü\u0000"},"more":1} )");
    QVERIFY(request);
    COMPARE_JSON(request->id, Json(-9));
    QCOMPARE(request->method, std::string("count"));
    QCOMPARE(request->params["text"].get<std::string>(), std::string("ü\0", 3));
    const auto notification = parse_request(R"({"jsonrpc":"2.0","method":"count"})");
    QVERIFY(notification);
    QVERIFY(notification->id.is_null() && notification->params.is_null());
}

void JsonRpcTest::deepNesting() {
    const auto nested = [](size_t depth) {
        return R"({"jsonrpc":"2.0","id":1,"method":"a","params":{"x":)" + std::string(depth, '[') +
               std::string(depth, ']') + "}}";
    };
    QVERIFY(parse_request(nested(90)));
    const auto deep = parse_request(nested(1'000'000));
    QVERIFY(!deep);
    QCOMPARE(deep.error().code, int(ParseError));
    // Brackets inside of strings are no nesting.
    QVERIFY(parse_request(R"({"jsonrpc":"2.0","id":1,"method":"a","params":{"x":"\")" +
                          std::string(1000, '[') + "\"}}"));
}

void JsonRpcTest::lines_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QList<QByteArray>>("expected"); // "!": the report of a line that is too long
    using List = QList<QByteArray>;
    QTest::newRow("one") << QByteArray("abc\n") << List{"abc"};
    QTest::newRow("without an end") << QByteArray("abc\nde") << List{"abc"};
    QTest::newRow("empty lines") << QByteArray("\n\r\nabc\r\n\n") << List{"abc"};
    QTest::newRow("as long as allowed") << QByteArray("0123456789\nx\n") << List{"0123456789", "x"};
    QTest::newRow("too long") << QByteArray("0123456789a\nx\n") << List{"!", "x"};
    QTest::newRow("much too long") << QByteArray(1000, 'x') + "\nx\n" + QByteArray(1000, 'y') + "\nz\n"
                                   << List{"!", "x", "!", "z"};
}

void JsonRpcTest::lines() {
    QFETCH(QByteArray, bytes);
    QFETCH(QList<QByteArray>, expected);
    // Whatever the sizes in which the bytes come, the lines are the same.
    for (qsizetype piece = 1; piece <= bytes.size(); ++piece) {
        LineReader reader(10);
        QList<QByteArray> heard;
        for (qsizetype i = 0; i < bytes.size(); i += piece)
            reader.feed(
                bytes.mid(i, piece).toStdString(),
                [&](std::string_view line) { heard.append(QByteArray(line.data(), qsizetype(line.size()))); },
                [&] { heard.append("!"); });
        QCOMPARE(heard, expected);
    }
}

void JsonRpcTest::longLines() {
    LineReader reader(longest_line);
    const std::string megabyte(1 << 20, 'x');
    int reports = 0;
    int heard = 0;
    for (int i = 0; i < 200; ++i)
        reader.feed(
            megabyte, [&](std::string_view) { ++heard; }, [&] { ++reports; });
    reader.feed(
        "\nshort\n", [&](std::string_view line) { heard += line == "short"; }, [&] { ++reports; });
    QCOMPARE(reports, 1);
    QCOMPARE(heard, 1);
}

void JsonRpcTest::outgoingLinesAreValid() {
    // Bytes that are not UTF-8 must not make an answer that the other side can't read.
    const std::string line = result_line(1, {{"text", "a\xff\n\"b"}});
    QCOMPARE(line.find('\n'), std::string::npos);
    const auto parsed = service::parse_json(line);
    QVERIFY(parsed);
    QCOMPARE((*parsed)["result"]["text"].get<std::string>(), std::string("a\uFFFD\n\"b"));
    QCOMPARE(notification_line("notice", {{"text", "x"}}),
             std::string(R"({"jsonrpc":"2.0","method":"notice","params":{"text":"x"}})"));
    COMPARE_JSON(error_line({"x", -32001, "not_found", "gone", Json::object()}),
                 std::string(R"({"jsonrpc":"2.0","id":"x","error":{"code":-32001,"message":"gone",)"
                             R"("data":{"kind":"not_found"}}})"));
}

void JsonRpcTest::parameters_data() {
    QTest::addColumn<QByteArray>("params");
    QTest::addColumn<QByteArray>("error"); // part of it; empty: accepted
    const auto row = [](const char* params, const char* error = "") {
        QTest::newRow(params) << QByteArray(params) << QByteArray(error);
    };
    row(R"({"prompt":"x"})");
    row(R"({"prompt":"x","temperature":0,"top_k":5.0,"seed":18446744073709551615,"stop":"a","max_tokens":null})");
    row(R"({"tokens":[1,2]})");
    row(R"({"infill":{"prefix":"a"}})");
    row(R"({"messages":[{"role":"user","content":[{"type":"text","text":"x"}]}]})");
    row(R"({"messages":[{"role":"assistant","content":null,"tool_calls":[]}]})");
    row(R"({"prompt":"x","logit_bias":{"5":-100}})");
    row(R"({})", "Exactly one of");
    row(R"({"prompt":"x","tokens":[1]})", "Exactly one of");
    row(R"({"prompt":5})", "\"prompt\"");
    row(R"({"prompt":"x","temperature":"hot"})", "\"temperature\"");
    row(R"({"prompt":"x","temperature":-1})", "\"temperature\"");
    row(R"({"prompt":"x","top_p":1.5})", "\"top_p\"");
    row(R"({"prompt":"x","top_k":0.5})", "\"top_k\"");
    row(R"({"prompt":"x","max_tokens":1e300})", "\"max_tokens\"");
    row(R"({"prompt":"x","max_tokens":9223372036854775808})", "\"max_tokens\"");
    row(R"({"prompt":"x","stop":[1]})", "\"stop\"");
    row(R"({"prompt":"x","priority":"high"})", "\"priority\"");
    row(R"({"prompt":"x","json_schema":[]})", "\"json_schema\"");
    row(R"({"prompt":"x","json_schema":{},"grammar":"root ::= [a]"})", "together");
    row(R"({"prompt":"x","logit_bias":{"a":1}})", "\"logit_bias\"");
    row(R"({"prompt":"x","logit_bias":{"-5":1}})", "\"logit_bias\"");
    row(R"({"tokens":[-1]})", "\"tokens\"");
    row(R"({"tokens":[99999999999]})", "\"tokens\"");
    row(R"({"tokens":["a"]})", "\"tokens\"");
    row(R"({"infill":"x"})", "\"infill\"");
    row(R"({"messages":[]})", "\"messages\"");
    row(R"({"messages":{}})", "\"messages\"");
    row(R"({"messages":[5]})", "\"messages\"[0]");
    row(R"({"messages":[{"role":"user","content":"a"},{"role":"user"}]})", "\"messages\"[1]");
    row(R"({"messages":[{"role":"user","content":{}}]})", "\"messages\"[0]");
    row(R"({"messages":[{"role":"user","content":"a"}],"tools":{}})", "\"tools\"");
    row(R"({"messages":[{"role":"user","content":"a"}],"tools":[{"type":"x"}]})", "\"tools\"[0]");
    row(R"({"messages":[{"role":"user","content":"a"}],"tools":[{"type":"function","function":{}}]})",
        "\"tools\"[0]");
}

void JsonRpcTest::parameters() {
    QFETCH(QByteArray, params);
    QFETCH(QByteArray, error);
    const Json json = Json::parse(params.toStdString());
    const auto parameters = service::Parameters::of(json);
    QVERIFY(parameters);
    const auto request = service::read_generate(*parameters);
    if (error.isEmpty()) {
        QVERIFY2(request, request ? "" : request.error().message.c_str());
    } else {
        QVERIFY(!request);
        QVERIFY2(QByteArray::fromStdString(request.error().message).contains(error),
                 request.error().message.c_str());
    }
}

QTEST_GUILESS_MAIN(JsonRpcTest)
#include "json_rpc_test.moc"
