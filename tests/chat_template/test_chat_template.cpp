// Chat templates against Python's Jinja2.
#include "engine/chat_template/chat_template.h"

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
};

QTEST_GUILESS_MAIN(TestChatTemplate)
#include "test_chat_template.moc"
