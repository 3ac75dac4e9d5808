// Tool calls as the families of models write them. Formats: the chat templates that the models ship.
#include "engine/service/parameters.h"
#include "engine/service/tool_calls.h"

#include <QTest>

using namespace hearth::service;

class ToolCallsTest : public QObject {
    Q_OBJECT
private slots:
    void parses_data();
    void parses();
    void formats_data();
    void formats();
    void forced();
};

void ToolCallsTest::parses_data() {
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("text");         // what a person sees
    QTest::addColumn<QList<QByteArray>>("calls"); // name and arguments
    using Calls = QList<QByteArray>;
    const auto row = [](const char* name, ToolFormat format, const char* answer, const char* text,
                        const Calls& calls) {
        QTest::newRow(name) << int(format) << QByteArray(answer) << QByteArray(text) << calls;
    };
    using enum ToolFormat;
    row("plain answer", Tagged, "It is 5 < 6 and {x}.", "It is 5 < 6 and {x}.", {});
    row("one", Tagged, "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": 1}}\n</tool_call>", "",
        {R"(f {"a":1})"});
    row("text before", Tagged, "Let me see. <tool_call>{\"name\":\"f\",\"arguments\":{}}</tool_call>",
        "Let me see. ", {"f {}"});
    row("parallel", Tagged,
        "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": "
        "\"x\"}}\n</tool_call>\n<tool_call>\n{\"name\": \"g\", "
        "\"arguments\": {}}\n</tool_call>",
        "", {R"(f {"a":"x"})", "g {}"});
    row("closing tag missing", Tagged, "<tool_call>{\"name\":\"f\",\"arguments\":{\"a\":\"}\"}}", "",
        {R"(f {"a":"}"})"});
    row("arguments as text", Tagged, R"(<tool_call>{"name":"f","arguments":"{\"a\":2}"}</tool_call>)", "",
        {R"(f {"a":2})"});
    row("broken call stays text", Tagged, "<tool_call>{\"name\": \"f\", \"argum",
        "<tool_call>{\"name\": \"f\", \"argum", {});
    row("call without a name", Tagged, "<tool_call>{\"arguments\":{}}</tool_call>",
        "<tool_call>{\"arguments\":{}}</tool_call>", {});
    row("almost a tag", Tagged, "a <tool_cap> b", "a <tool_cap> b", {});
    row("xml", TaggedXml,
        "I look.<tool_call>\n<function=get_weather>\n<parameter=city>\nNew "
        "York\n</parameter>\n<parameter=days>\n3\n"
        "</parameter>\n</function>\n</tool_call>",
        "I look.", {R"(get_weather {"city":"New York","days":3})"});
    row("xml, two", TaggedXml,
        "<tool_call><function=f></function></tool_call><tool_call><function=g><parameter=x>{\"y\":[]}</"
        "parameter>"
        "</function></tool_call>",
        "", {"f {}", R"(g {"x":{"y":[]}})"});
    row("xml, not closed", TaggedXml, "<function=f><parameter=x>1", "<function=f><parameter=x>1", {});
    row("list", List, R"([TOOL_CALLS] [{"name":"f","arguments":{"a":[1,2]}},{"name":"g","arguments":{}}])",
        "", {R"(f {"a":[1,2]})", "g {}"});
    row("list, other marker", List, R"(<|tool_call|>[{"name":"f","arguments":{}}]<|/tool_call|>)", "",
        {"f {}"});
    row("bare", Bare, R"({"name": "f", "parameters": {"q": "ü"}})", "", {R"(f {"q":"ü"})"});
    row("bare, spaces first", Bare, "\n\n{\"name\": \"f\", \"parameters\": {}}", "", {"f {}"});
    row("bare, two", Bare, R"({"name":"f","parameters":{}}; {"name":"g","parameters":{}})", "",
        {"f {}", "g {}"});
    row("bare, python tag", Bare, R"(<|python_tag|>{"name":"f","parameters":{}})", "", {"f {}"});
    row("bare, JSON that is no call", Bare, R"({"x": 1})", R"({"x": 1})", {});
    row("bare, plain", Bare, "Hello {\"name\"", "Hello {\"name\"", {});
}

void ToolCallsTest::parses() {
    QFETCH(int, format);
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, text);
    QFETCH(QList<QByteArray>, calls);
    // However the text is cut into pieces, the result is the same.
    for (qsizetype piece = 1; piece <= answer.size(); ++piece) {
        const auto filter = make_tool_filter(static_cast<ToolFormat>(format));
        GenerationOutcome outcome;
        std::string shown;
        for (qsizetype at = 0; at < answer.size(); at += piece)
            shown += filter->push(answer.mid(at, piece).toStdString());
        shown += filter->finish(outcome);
        QCOMPARE(QByteArray::fromStdString(shown), text);
        QList<QByteArray> found;
        for (const Json& call : outcome.tool_calls) {
            QCOMPARE(call["type"].get<std::string>(), std::string("function"));
            QVERIFY(call["id"].get<std::string>().starts_with("call_"));
            found.append(QByteArray::fromStdString(call["function"]["name"].get<std::string>() + " " +
                                                   call["function"]["arguments"].get<std::string>()));
        }
        QCOMPARE(found, calls);
    }
}

void ToolCallsTest::formats_data() {
    QTest::addColumn<QString>("source");
    QTest::addColumn<int>("format");
    QTest::newRow("qwen") << "… <tool_call>\\n{\"name\": <function-name>" << int(ToolFormat::Tagged);
    QTest::newRow("qwen coder") << "<tool_call>\n<function=x>\n<parameter=y>" << int(ToolFormat::TaggedXml);
    QTest::newRow("mistral") << "[AVAILABLE_TOOLS] … [TOOL_CALLS]" << int(ToolFormat::List);
    QTest::newRow("llama 3") << "Environment: ipython … {\"name\": function name" << int(ToolFormat::Bare);
}

void ToolCallsTest::formats() {
    QFETCH(QString, source);
    QFETCH(int, format);
    QCOMPARE(int(tool_format_of(source.toStdString())), format);
}

void ToolCallsTest::forced() {
    const Json tools = Json::parse(R"([
        {"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"a":{"type":"integer"}}}}},
        {"type":"function","function":{"name":"g"}}])");
    const auto one = force_call(tools, "f", ToolFormat::Tagged);
    QVERIFY(one);
    QCOMPARE(one->prefix, std::string("<tool_call>\n"));
    QCOMPARE(one->schema["properties"]["name"]["const"].get<std::string>(), std::string("f"));
    QCOMPARE(one->schema["properties"]["arguments"]["properties"]["a"]["type"].get<std::string>(),
             std::string("integer"));
    const auto any = force_call(tools, "", ToolFormat::Bare);
    QVERIFY(any);
    QCOMPARE(any->schema["anyOf"].size(), size_t(2));
    QVERIFY(any->schema["anyOf"][1]["properties"].contains("parameters"));
    QVERIFY(!force_call(tools, "h", ToolFormat::Bare));
    QVERIFY(!force_call(Json::array(), "", ToolFormat::Bare));

    const auto filter = make_forced_filter();
    GenerationOutcome outcome;
    QCOMPARE(filter->push(R"({"name":"f","arguments":{"a":5}})"), std::string());
    QCOMPARE(filter->finish(outcome), std::string());
    QCOMPARE(outcome.tool_calls[0]["function"]["arguments"].get<std::string>(), std::string(R"({"a":5})"));
}

QTEST_GUILESS_MAIN(ToolCallsTest)
#include "tool_calls_test.moc"
