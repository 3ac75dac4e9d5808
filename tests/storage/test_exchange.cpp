// Exports and imports: nothing lost, nothing twice, nothing hostile gets through.
#include "storage/exchange/export.h"
#include "storage/exchange/import.h"
#include "storage/exchange/json_splitter.h"
#include "temporary_store.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <sstream>

using namespace hearth::storage;

namespace {

std::string write_file(const TemporaryStore& temporary, const char* name, const QByteArray& content) {
    QFile file(temporary.folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", name);
    return file.fileName().toStdString();
}

std::string exported(Store& store, ExportFormat format) {
    std::ostringstream out;
    const auto report = export_conversations(store, {.format = format}, out);
    return report ? out.str() : "failed: " + report.error().message;
}

/// An export without what differs between two stores by its nature: when it was made, and local ids.
QJsonObject comparable(const std::string& json) {
    QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
    object.remove("exported");
    QJsonArray conversations;
    for (const QJsonValue& value : object["conversations"].toArray()) {
        QJsonObject conversation = value.toObject();
        QHash<qint64, int> order;
        QJsonArray messages;
        for (const QJsonValue& entry : conversation["messages"].toArray()) {
            QJsonObject message = entry.toObject();
            order[message["id"].toInteger()] = static_cast<int>(messages.size());
            message["id"] = order[message["id"].toInteger()];
            if (message.contains("parent"))
                message["parent"] = order[message["parent"].toInteger()];
            messages.append(message);
        }
        conversation["messages"] = messages;
        conversation["leaf"] = order[conversation["leaf"].toInteger()];
        conversations.append(conversation);
    }
    object["conversations"] = conversations;
    return object;
}

/// A store with one of everything.
void fill(Store& store) {
    auto unwrap = []<typename T>(Result<T> result) {
        if (!result)
            qFatal("%s", result.error().message.c_str());
        if constexpr (!std::is_void_v<T>)
            return *result;
    };
    const Folder outer = unwrap(store.conversations().create_folder("outer"));
    const Folder inner = unwrap(store.conversations().create_folder("inner", outer.id));
    const Conversation first = unwrap(store.conversations().create("Erste \"Unterhaltung\" 世界", inner.id));
    unwrap(store.conversations().set_pinned(first.id, true));
    const std::string bytes(1'500'001, 'p');
    const Attachment file =
        unwrap(store.attachments().add(std::as_bytes(std::span(bytes)), "application/pdf"));
    unwrap(store.attachments().set_text(file.hash, "text of the document"));
    Message question = user_message(first.id, 0, "question \\ \"quoted\" \n\t\x01 end");
    question.parts.push_back(
        {.kind = PartKind::File, .name = "a.pdf", .media_type = "application/pdf", .attachment = file.hash});
    question = unwrap(store.messages().add(question));
    Message answer = answer_message(first.id, question.id, "answer");
    answer.parts.push_back({.kind = PartKind::Code, .text = "```\nfence\n```\n", .language = "md"});
    answer.parts.push_back({.kind = PartKind::TaskResult, .text = "r", .data = R"({"a":[1,2.5,null]})"});
    answer.parts.push_back({.kind = PartKind::Unknown, .data = R"({"kind":"hologram","depth":3})"});
    answer.timings = Timings{1, 2, 3.5, 4.5};
    const MessageId left = unwrap(store.messages().add(answer)).id;
    answer.status = MessageStatus::Failed;
    answer.note = "engine lost";
    unwrap(store.messages().add(answer)); // the twin: the same words, perhaps in the same millisecond
    unwrap(store.messages().add(user_message(first.id, left, "below the left branch")));
    unwrap(store.messages().choose(left));
    const Conversation second = unwrap(store.conversations().create("Second"));
    unwrap(store.messages().add(user_message(second.id, 0, "hello")));
    unwrap(store.drafts().set(second.id, text_parts("not yet sent")));
    unwrap(store.prompts().create("Rewrite", "Rewrite this:"));
}

} // namespace

class TestExchange : public QObject {
    Q_OBJECT

private slots:
    void json_goes_there_and_back();
    void import_twice_adds_nothing();
    void import_adds_what_came_later();
    void chatgpt_tree();
    void chatgpt_oddities_data();
    void chatgpt_oddities();
    void markdown_is_readable();
    void html_is_harmless();
    void bad_files_data();
    void bad_files();
    void splitter_agrees_with_a_parser_data();
    void splitter_agrees_with_a_parser();
};

void TestExchange::json_goes_there_and_back() {
    TemporaryStore from, to;
    QCOMPARE(from.open(), std::string());
    QCOMPARE(to.open(), std::string());
    fill(*from.store);
    const std::string json = exported(*from.store, ExportFormat::Json);
    VALUE(const ImportReport report,
          import_file(*to.store, write_file(to, "export.json", QByteArray::fromStdString(json))));
    QVERIFY2(report.skipped.empty(), report.skipped.empty() ? "" : report.skipped[0].c_str());
    QCOMPARE(report.conversations_added, 2);
    QCOMPARE(report.messages_added, 5);
    QCOMPARE(report.attachments_added, 1);
    const QJsonObject before = comparable(json);
    QCOMPARE(before["conversations"].toArray().size(), 2);
    QCOMPARE(comparable(exported(*to.store, ExportFormat::Json)), before);
}

void TestExchange::import_twice_adds_nothing() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    fill(*temporary.store);
    const std::string json = exported(*temporary.store, ExportFormat::Json);
    const std::string file = write_file(temporary, "export.json", QByteArray::fromStdString(json));
    // Into the store that it came from: all is there.
    VALUE(ImportReport report, import_file(*temporary.store, file));
    QCOMPARE(report.messages_added, 0);
    QCOMPARE(report.conversations_present, 2);
    TemporaryStore other;
    QCOMPARE(other.open(), std::string());
    VALUE(report, import_file(*other.store, file));
    QCOMPARE(report.messages_added, 5);
    VALUE(report, import_file(*other.store, file));
    QCOMPARE(report.messages_added, 0);
    QCOMPARE(report.conversations_present, 2);
    QCOMPARE(report.prompts_added + report.attachments_added, 0);
    QCOMPARE(comparable(exported(*other.store, ExportFormat::Json)), comparable(json));
}

void TestExchange::import_adds_what_came_later() {
    TemporaryStore here, there;
    QCOMPARE(here.open(), std::string());
    QCOMPARE(there.open(), std::string());
    VALUE(const Conversation conversation, here.store->conversations().create("shared"));
    VALUE(const Message question, here.store->messages().add(user_message(conversation.id, 0, "question")));
    auto carry = [&](Store& from, Store& to) {
        const std::string json = exported(from, ExportFormat::Json);
        return import_file(to, write_file(here, "carried.json", QByteArray::fromStdString(json)));
    };
    OK(carry(*here.store, *there.store));
    // Both go on by themselves, then each gets the other's branch.
    OK(here.store->messages().add(answer_message(conversation.id, question.id, "answer here")));
    VALUE(const auto list, there.store->conversations().list());
    VALUE(const auto path, there.store->messages().path(list[0].id));
    OK(there.store->messages().add(answer_message(list[0].id, path[0].id, "answer there")));
    VALUE(ImportReport report, carry(*here.store, *there.store));
    QCOMPARE(report.conversations_changed, 1);
    QCOMPARE(report.messages_added, 1);
    VALUE(report, carry(*there.store, *here.store));
    QCOMPARE(report.messages_added, 1);
    VALUE(const auto there_path, there.store->messages().path(list[0].id));
    QCOMPARE(there_path.size(), size_t(2));
    QCOMPARE(there_path[1].siblings, 2);
    VALUE(const Message chosen, there.store->messages().get(there_path[1].id));
    QCOMPARE(plain_text(chosen.parts), "answer there"); // the user's choice stays

    // A conversation in the bin comes back by importing it.
    OK(here.store->conversations().remove(conversation.id));
    VALUE(report, carry(*there.store, *here.store));
    QCOMPARE(report.messages_added, 0);
    VALUE(const auto count, here.store->conversations().count());
    QCOMPARE(count, 1);
}

void TestExchange::chatgpt_tree() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    const QByteArray json = R"json([{"title": "Tea", "create_time": 1700000000.5, "update_time": 1700000100,
      "conversation_id": "abc-1", "current_node": "a2", "mapping": {
      "root": {"id": "root", "message": null, "parent": null, "children": ["sys"]},
      "sys": {"id": "sys", "parent": "root", "children": ["q"], "message": {"id": "sys", "author": {"role": "system"},
        "content": {"content_type": "text", "parts": [""]}, "create_time": null}},
      "q": {"id": "q", "parent": "sys", "children": ["a1", "a2"], "message": {"id": "q", "author": {"role": "user"},
        "create_time": 1700000001.25, "content": {"content_type": "multimodal_text", "parts": [
          {"content_type": "image_asset_pointer", "asset_pointer": "file-service://x"}, "Which tea?"]}}},
      "a1": {"id": "a1", "parent": "q", "children": [], "message": {"id": "a1", "author": {"role": "assistant"},
        "create_time": 1700000002, "status": "finished_successfully", "metadata": {"model_slug": "gpt-4"},
        "content": {"content_type": "text", "parts": ["Green."]}}},
      "a2": {"id": "a2", "parent": "q", "children": [], "message": {"id": "a2", "author": {"role": "assistant"},
        "create_time": null, "status": "in_progress", "metadata": {"model_slug": "gpt-4"},
        "content": {"content_type": "code", "language": "python", "text": "print('oolong')"}}}}}])json";
    const std::string file = write_file(temporary, "conversations.json", json);
    VALUE(ImportReport report, import_file(*temporary.store, file));
    QVERIFY2(report.skipped.empty(), report.skipped.empty() ? "" : report.skipped[0].c_str());
    QCOMPARE(report.messages_added, 3);
    VALUE(const auto list, temporary.store->conversations().list());
    QCOMPARE(list[0].title, "Tea");
    QCOMPARE(list[0].created, int64_t(1700000000500));
    VALUE(const auto path, temporary.store->messages().path(list[0].id));
    QCOMPARE(path.size(), size_t(2));
    QCOMPARE(path[1].sibling, 1);
    QCOMPARE(path[1].siblings, 2);
    VALUE(const Message question, temporary.store->messages().get(path[0].id));
    QCOMPARE(question.parts.size(), size_t(2));
    QCOMPARE(question.parts[0].kind, PartKind::Image);
    QCOMPARE(question.created, int64_t(1700000001250));
    VALUE(const Message answer, temporary.store->messages().get(path[1].id));
    QCOMPARE(answer.parts[0].kind, PartKind::Code);
    QCOMPARE(answer.parts[0].language, "python");
    QCOMPARE(answer.model, "gpt-4");
    QCOMPARE(answer.status, MessageStatus::Interrupted);
    VALUE(report, import_file(*temporary.store, file));
    QCOMPARE(report.messages_added, 0);
    QCOMPARE(report.conversations_present, 1);
}

void TestExchange::chatgpt_oddities_data() {
    QTest::addColumn<QByteArray>("mapping");
    QTest::addColumn<int>("messages");
    const QByteArray text =
        R"("message":{"author":{"role":"user"},"content":{"content_type":"text","parts":["t"]}})";
    QTest::newRow("circle")
        << QByteArray(R"({"a":{"parent":"b","children":["b"],%},"b":{"parent":"a","children":["a"],%}})")
               .replace("%", text)
        << 2;
    QTest::newRow("own parent") << QByteArray(R"({"a":{"parent":"a","children":["a"],%}})").replace("%", text)
                                << 1;
    QTest::newRow("lost parent") << QByteArray(R"({"a":{"parent":"zz","children":[],%}})").replace("%", text)
                                 << 1;
    QTest::newRow("children that are not there")
        << QByteArray(R"({"a":{"children":["x",3,null],%}})").replace("%", text) << 1;
    QTest::newRow("nodes that are no objects") << QByteArray(R"({"a":3,"b":null,"c":[]})") << 0;
    QTest::newRow("content of unknown kind")
        << QByteArray(
               R"({"a":{"message":{"author":{"role":"tool"},"content":{"content_type":"hologram","depth":3}}}})")
        << 1;
    QTest::newRow("wrong types everywhere")
        << QByteArray(
               R"({"a":{"parent":7,"children":"x","message":{"author":"me","content":[1],"create_time":"now","metadata":4}}})")
        << 0;
}

void TestExchange::chatgpt_oddities() {
    QFETCH(QByteArray, mapping);
    QFETCH(int, messages);
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    const std::string file = write_file(temporary, "c.json", "[{\"id\":\"1\",\"mapping\":" + mapping + "}]");
    VALUE(const ImportReport report, import_file(*temporary.store, file));
    QVERIFY(report.skipped.empty());
    QCOMPARE(report.messages_added, messages);
    VALUE(const auto wrong, temporary.store->check());
    QVERIFY(wrong.empty());
}

void TestExchange::markdown_is_readable() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    fill(*temporary.store);
    const std::string markdown = exported(*temporary.store, ExportFormat::Markdown);
    QVERIFY(markdown.find("# Erste \"Unterhaltung\" 世界") != std::string::npos);
    QVERIFY(markdown.find("## Assistant (test-model)") != std::string::npos);
    // A fence longer than those inside.
    QVERIFY(markdown.find("````md\n```\nfence\n```\n````") != std::string::npos);
    QVERIFY(markdown.find("below the left branch") != std::string::npos);
}

void TestExchange::html_is_harmless() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    VALUE(const Conversation conversation,
          temporary.store->conversations().create("<script>alert(1)</script>"));
    const std::string png = "\x89PNG";
    VALUE(const Attachment image,
          temporary.store->attachments().add(std::as_bytes(std::span(png)), "image/png"));
    Message message =
        user_message(conversation.id, 0,
                     "<script>alert(2)</script> [x](javascript:alert(3)) **bold** "
                     "[y](  JaVaScRiPt:alert(4)) [z](https://example.org) <img src=x onerror=alert(5)>");
    message.parts.push_back({.kind = PartKind::Image,
                             .name = "\"><script>alert(6)</script>",
                             .media_type = "image/png",
                             .attachment = image.hash});
    OK(temporary.store->messages().add(message));
    const std::string html = exported(*temporary.store, ExportFormat::Html);
    QVERIFY(html.find("<script") == std::string::npos);
    QVERIFY(html.find("<img src=x") == std::string::npos);
    QVERIFY(!QString::fromStdString(html).contains("href=\"javascript", Qt::CaseInsensitive));
    QVERIFY(html.find("<strong>bold</strong>") != std::string::npos);
    QVERIFY(html.find("href=\"https://example.org\"") != std::string::npos);
    QVERIFY(html.find("src=\"data:image/png;base64,iVBORw==\"") != std::string::npos);
}

void TestExchange::bad_files_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("Dear diary,");
    QTest::newRow("another JSON") << QByteArray(R"({"name":"x","version":"1"})");
    QTest::newRow("cut off") << QByteArray(R"([{"id":"1","mapping":{"a":{"mess)");
    QTest::newRow("cut off in a list") << QByteArray(R"([{"id":"1","mapping":{}},)");
    QTest::newRow("newer format") << QByteArray(
        R"({"format":"hearth-conversations","version":99,"conversations":[]})");
    QTest::newRow("nested too deeply") << "[" + QByteArray(100000, '[');
    QTest::newRow("something behind") << QByteArray("[] []");
    QTest::newRow("not JSON inside") << QByteArray("[{\"a\":nonsense}]");
}

void TestExchange::bad_files() {
    QFETCH(QByteArray, content);
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    const std::string file = write_file(temporary, "bad.json", content);
    const auto report = import_file(*temporary.store, file);
    QVERIFY(!report);
    QVERIFY2(report.error().message.find(file) != std::string::npos, report.error().message.c_str());
    VALUE(const auto count, temporary.store->connection().integer("SELECT count(*) FROM messages"));
    QCOMPARE(count.value(), 0);
}

void TestExchange::splitter_agrees_with_a_parser_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QStringList>("elements");
    QTest::newRow("array") << QByteArray(R"( [1, "a,]\"b" , {"x":[1,2]},null ] )")
                           << QStringList{"=1", R"(="a,]\"b")", R"(={"x":[1,2]})", "=null"};
    QTest::newRow("object") << QByteArray(R"({"a":1,"b":[{"c":"}"},[]],"d":[],"e":{"f":[3]}})")
                            << QStringList{"a=1", R"(b={"c":"}"})", "b=[]", R"(e={"f":[3]})"};
    QTest::newRow("empty array") << QByteArray("[]") << QStringList{};
    QTest::newRow("empty object") << QByteArray(" {} ") << QStringList{};
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf[true]") << QStringList{"=true"};
}

void TestExchange::splitter_agrees_with_a_parser() {
    QFETCH(QByteArray, json);
    QFETCH(QStringList, elements);
    std::istringstream input(json.toStdString());
    JsonSplitter splitter(input, "test");
    QStringList seen;
    for (;;) {
        VALUE(const auto element, splitter.next());
        if (!element)
            break;
        seen << QString::fromStdString(element->key + "=" + element->text);
    }
    QCOMPARE(seen, elements);
}

QTEST_GUILESS_MAIN(TestExchange)
#include "test_exchange.moc"
