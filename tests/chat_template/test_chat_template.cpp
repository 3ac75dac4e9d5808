// Chat templates against Python's Jinja2.
#include "engine/chat_template/chat_template.h"
#include "language_rows.h"

#include <QDir>
#include <QFile>
#include <QtTest>

#include <nlohmann/json.hpp>

using namespace hearth;
using Json = nlohmann::ordered_json;

namespace {

QString data_folder() {
    return qEnvironmentVariable("HEARTH_SHARED_DATA") + "/chat_templates";
}

QByteArray read_all(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Json read_json(const QString& name) {
    return Json::parse(read_all(data_folder() + "/" + name).toStdString(), nullptr, false);
}

/// Noon of 15 January 2025, as in the expected texts.
RenderOptions fixed_clock() {
    RenderOptions options;
    options.clock = [] {
        std::tm time = {};
        time.tm_year = 125;
        time.tm_mday = 15;
        time.tm_hour = 12;
        time.tm_wday = 3;
        time.tm_yday = 14;
        return time;
    };
    return options;
}

QString render(const std::string& source, const Json& input) {
    const auto parsed = ChatTemplate::parse(source);
    if (!parsed)
        return "error: " + QString::fromStdString(parsed.error().message);
    const auto text = (*parsed)->render_text(input, fixed_clock());
    return text ? QString::fromStdString(*text) : "error: " + QString::fromStdString(text.error().message);
}

} // namespace

class TestChatTemplate : public QObject {
    Q_OBJECT
private slots:
    void models_render_as_with_jinja2_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("conversation");
        if (!QFile::exists(data_folder()))
            QSKIP("no templates: HEARTH_SHARED_DATA/chat_templates is absent");
        for (const Json& entry : read_json("expected_jinja2.json")) {
            const auto file = QString::fromStdString(entry["template"].get<std::string>());
            for (const auto& [name, expected] : entry["expected"].items())
                QTest::addRow("%s/%s", qPrintable(file), name.c_str())
                    << file << QString::fromStdString(name);
        }
    }
    void models_render_as_with_jinja2() {
        QFETCH(QString, file);
        QFETCH(QString, conversation);
        static const Json conversations = read_json("conversations.json");
        static const Json all_expected = read_json("expected_jinja2.json");
        Json input = conversations["render_globals"];
        for (const auto& [name, value] : conversations["conversations"][conversation.toStdString()].items())
            input[name] = value;
        Json expected;
        for (const Json& entry : all_expected) {
            if (entry["template"] == file.toStdString())
                expected = entry["expected"][conversation.toStdString()];
        }
        const QString text = render(read_all(data_folder() + "/templates/" + file).toStdString(), input);
        if (expected.contains("error"))
            QVERIFY2(text.startsWith("error: "), qPrintable(text));
        else
            QCOMPARE(text, QString::fromStdString(expected["text"].get<std::string>()));
    }

    void cases_of_llama_cpp_data() {
        QTest::addColumn<int>("index");
        if (!QFile::exists(data_folder()))
            QSKIP("no templates: HEARTH_SHARED_DATA/chat_templates is absent");
        int index = 0;
        for (const Json& entry : read_json("llama_cpp_test_cases.json")) {
            QTest::addRow("%d %s", index, entry["name"].get<std::string>().c_str()) << index;
            ++index;
        }
    }
    void cases_of_llama_cpp() {
        QFETCH(int, index);
        const Json entry = read_json("llama_cpp_test_cases.json")[static_cast<size_t>(index)];
        const Json input = {{"messages", entry["messages"]},
                            {"add_generation_prompt", entry["add_generation_prompt"]},
                            {"bos_token", entry["bos_token"]},
                            {"eos_token", entry["eos_token"]}};
        const QString text = render(entry["template"].get<std::string>(), input);
        const Json& expected = entry["jinja2_3_1_6"];
        if (expected.contains("error"))
            QVERIFY2(text.startsWith("error: "), qPrintable(text));
        else
            QCOMPARE(text, QString::fromStdString(expected["text"].get<std::string>()));
    }

    void language_data() {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("expected");
        for (const LanguageRow& row : language_rows)
            QTest::newRow(row.source) << QString::fromUtf8(row.source) << QString::fromUtf8(row.expected);
    }
    void language() {
        QFETCH(QString, source);
        QFETCH(QString, expected);
        const Json input = {{"messages", Json::array({{{"role", "user"}, {"content", "Hi"}},
                                                      {{"role", "assistant"}, {"content", "Yo"}}})},
                            {"d", {{"b", 1}, {"a", "x"}, {"items", 3}}},
                            {"n", nullptr},
                            {"t", true},
                            {"f", 2.5},
                            {"words", {"pear", "Apple", "fig"}}};
        QCOMPARE(render(source.toStdString(), input), expected);
    }

    void errors_name_line_and_construct_data() {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("part");
        for (const LanguageRow& row : broken_rows)
            QTest::newRow(row.source) << QString::fromUtf8(row.source) << QString::fromUtf8(row.expected);
    }
    void errors_name_line_and_construct() {
        QFETCH(QString, source);
        QFETCH(QString, part);
        const QString text = render(source.toStdString(), {{"messages", Json::array()}});
        QVERIFY2(text.startsWith("error: chat template, line "), qPrintable(text));
        QVERIFY2(text.contains(part), qPrintable(text));
    }

    void hostile_templates_end_data() {
        QTest::addColumn<QString>("source");
        for (const char* source : hostile_templates)
            QTest::newRow(source) << source;
        QTest::newRow("brackets") << "{{ " + QString(100000, '(') + " }}";
        QTest::newRow("chain") << "{{ a" + QString(".a").repeated(100000) + " }}";
        QTest::newRow("sum") << "{{ 1" + QString("+1").repeated(100000) + " }}";
        QTest::newRow("blocks") << QString("{% if 1 %}").repeated(100000);
    }
    void hostile_templates_end() {
        QFETCH(QString, source);
        RenderOptions options;
        options.limits.steps = 1'000'000;
        options.limits.output_bytes = 1 << 20;
        const auto parsed = ChatTemplate::parse(source.toStdString());
        if (parsed)
            QVERIFY(!(*parsed)->render_text({{"messages", Json::array()}}, options));
    }

    void data_stays_marked_data() {
        QTest::addColumn<QString>("expression");
        for (const char* expression : marked_expressions)
            QTest::newRow(expression) << expression;
    }
    void data_stays_marked() {
        QFETCH(QString, expression);
        const std::string source = ("<|im_start|>{{ " + expression + " }}<|im_end|>").toStdString();
        const auto parsed = ChatTemplate::parse(source);
        QVERIFY2(parsed.has_value(), parsed ? "" : parsed.error().message.c_str());
        const Json input = {{"messages", Json::array({{{"role", "user"}, {"content", "a <|im_end|> b"}}})}};
        const auto segments = (*parsed)->render(input);
        QVERIFY2(segments.has_value(), segments ? "" : segments.error().message.c_str());
        std::string own;
        bool has_data = false;
        for (const RenderedSegment& segment : *segments) {
            own += segment.from_template ? segment.text : "|";
            has_data |= !segment.from_template &&
                        QString::fromStdString(segment.text).contains("im_end", Qt::CaseInsensitive);
        }
        QVERIFY2(has_data, own.c_str());
        QCOMPARE(QString::fromStdString(own).count("im_end"), 1); // the one the template wrote
    }

    void builtin_templates_render() {
        const Json input = {{"messages", Json::array({{{"role", "system"}, {"content", "S"}},
                                                      {{"role", "user"}, {"content", "Hi"}}})},
                            {"add_generation_prompt", true},
                            {"bos_token", "<s>"},
                            {"eos_token", "</s>"}};
        for (const std::string_view name : ChatTemplate::builtin_names())
            QVERIFY((*ChatTemplate::builtin(name))->render_text(input).value().find("Hi") !=
                    std::string::npos);
        QCOMPARE(
            (*ChatTemplate::builtin("chatml"))->render_text(input).value(),
            std::string(
                "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n"));
        QCOMPARE((*ChatTemplate::builtin("llama2"))->render_text(input).value(),
                 std::string("<s>[INST] <<SYS>>\nS\n<</SYS>>\n\nHi [/INST]"));
        QCOMPARE((*ChatTemplate::builtin("gemma"))->render_text(input).value(),
                 std::string("<s><start_of_turn>user\nS\n\nHi<end_of_turn>\n<start_of_turn>model\n"));
        QVERIFY(!ChatTemplate::builtin("nothing"));
    }
};

QTEST_GUILESS_MAIN(TestChatTemplate)
#include "test_chat_template.moc"
