// The tree of a conversation, and the small classes around it.
#include "temporary_store.h"

using namespace hearth::storage;

class TestStore : public QObject {
    Q_OBJECT

private slots:
    void message_comes_back_as_it_was();
    void tree_of_branches();
    void finished_message_is_not_overwritten();
    void removed_branch_comes_back();
    void conversations_in_order();
    void order_does_not_need_the_clock();
    void folder_takes_its_conversations();
    void bin_keeps_thirty_days_data();
    void bin_keeps_thirty_days();
    void purge_removes_in_small_steps();
    void drafts_tasks_settings_prompts();
    void attachments_are_kept_once();
    void parts_of_newer_kinds_are_kept();
    void foreign_files_data();
    void foreign_files();
};

void TestStore::message_comes_back_as_it_was() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    VALUE(const Conversation conversation, temporary.store->conversations().create("Title"));
    Message message = answer_message(conversation.id, 0, "");
    message.parts = {{.kind = PartKind::Text, .text = "Grüße, 世界 🙂"},
                     {.kind = PartKind::Code, .text = "int x;\n", .language = "cpp"},
                     {.kind = PartKind::Quote, .text = "so it goes", .source = "a.pdf", .place = "page 3"},
                     {.kind = PartKind::TaskResult, .text = "done", .data = R"({"claims":[1,2]})"}};
    message.timings = Timings{12, 34, 5.5, 678.25};
    message.status = MessageStatus::Failed;
    message.note = "the engine stopped";
    VALUE(message, temporary.store->messages().add(message));
    QCOMPARE(temporary.open(), std::string());
    VALUE(const Message back, temporary.store->messages().get(message.id));
    QVERIFY(back == message);
    VALUE(const Conversation after, temporary.store->conversations().get(conversation.id));
    QCOMPARE(after.leaf, message.id);
    QCOMPARE(after.title, "Title");
}

void TestStore::tree_of_branches() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    auto& messages = temporary.store->messages();
    VALUE(const Conversation conversation, temporary.store->conversations().create());
    VALUE(const Message question, messages.add(user_message(conversation.id, 0, "question")));
    VALUE(const Message first, messages.add(answer_message(conversation.id, question.id, "first answer")));
    VALUE(const Message more, messages.add(user_message(conversation.id, first.id, "more")));
    VALUE(const Message second, messages.add(answer_message(conversation.id, question.id, "second answer")));

    VALUE(auto path, messages.path(conversation.id));
    QCOMPARE(path.size(), size_t(2));
    QCOMPARE(path[1].id, second.id);
    QCOMPARE(path[1].sibling, 1);
    QCOMPARE(path[1].siblings, 2);
    VALUE(const auto siblings, messages.siblings(second.id));
    QCOMPARE(siblings, (std::vector<MessageId>{first.id, second.id}));

    VALUE(const MessageId leaf, messages.choose(first.id));
    QCOMPARE(leaf, more.id);
    VALUE(path, messages.path(conversation.id));
    QCOMPARE(path.size(), size_t(3));
    QCOMPARE(path[2].id, more.id);
    QCOMPARE(path[1].sibling, 0);

    // An edited question is a second beginning.
    VALUE(const Message edited, messages.add(user_message(conversation.id, 0, "edited")));
    VALUE(path, messages.path(conversation.id));
    QCOMPARE(path.size(), size_t(1));
    QCOMPARE(path[0].siblings, 2);
    VALUE(const auto all, messages.all(conversation.id));
    QCOMPARE(all.size(), size_t(5));

    VALUE(const Conversation other, temporary.store->conversations().create());
    QVERIFY(!messages.add(user_message(other.id, question.id, "wrong parent")));
    QVERIFY(!messages.add(user_message(9999, 0, "no such conversation")));
}

void TestStore::finished_message_is_not_overwritten() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    auto& messages = temporary.store->messages();
    VALUE(const Conversation conversation, temporary.store->conversations().create());
    Message answer = answer_message(conversation.id, 0, "");
    answer.status = MessageStatus::Streaming;
    VALUE(answer, messages.add(answer));
    OK(messages.write_answer(answer.id, text_parts("half")));
    OK(messages.finish_answer(answer.id, text_parts("whole"), MessageStatus::Complete, Timings{1, 2, 3, 4}));
    QVERIFY(!messages.write_answer(answer.id, text_parts("overwritten")));
    QVERIFY(!messages.finish_answer(answer.id, text_parts("overwritten"), MessageStatus::Complete));
    VALUE(const Message back, messages.get(answer.id));
    QCOMPARE(plain_text(back.parts), "whole");
    QVERIFY(back.timings == (Timings{1, 2, 3, 4}));
}

void TestStore::removed_branch_comes_back() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    auto& messages = temporary.store->messages();
    VALUE(const Conversation conversation, temporary.store->conversations().create());
    VALUE(const Message question, messages.add(user_message(conversation.id, 0, "question")));
    VALUE(const Message first, messages.add(answer_message(conversation.id, question.id, "first")));
    VALUE(const Message second, messages.add(answer_message(conversation.id, question.id, "second")));
    VALUE(const Message below, messages.add(user_message(conversation.id, second.id, "below")));

    VALUE(const BinId entry, messages.remove(second.id));
    VALUE(auto path, messages.path(conversation.id));
    QCOMPARE(path.size(), size_t(2));
    QCOMPARE(path[1].id, first.id);
    QCOMPARE(path[1].siblings, 1);
    VALUE(const auto bin, temporary.store->bin().list());
    QCOMPARE(bin.size(), size_t(1));
    QCOMPARE(bin[0].label, "second");
    QVERIFY(!messages.remove(second.id));

    OK(temporary.store->bin().restore(entry));
    VALUE(path, messages.path(conversation.id));
    QCOMPARE(path.size(), size_t(3));
    QCOMPARE(path[2].id, below.id);
    QVERIFY(!temporary.store->bin().restore(entry));

    // Without a sibling the path ends before what was removed.
    VALUE(const BinId all, messages.remove(question.id));
    VALUE(path, messages.path(conversation.id));
    QCOMPARE(path.size(), size_t(0));
    OK(temporary.store->bin().restore(all));
    VALUE(path, messages.path(conversation.id));
    QCOMPARE(path.size(), size_t(3));
}

void TestStore::conversations_in_order() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    auto& conversations = temporary.store->conversations();
    std::vector<ConversationId> ids;
    for (int i = 0; i < 10; ++i) {
        VALUE(const Conversation conversation, conversations.create(std::to_string(i)));
        ids.push_back(conversation.id);
    }
    OK(temporary.store->messages().add(user_message(ids[3], 0, "now")));
    OK(conversations.set_pinned(ids[5], true));
    OK(conversations.set_title(ids[9], "renamed"));
    VALUE(auto list, conversations.list({.limit = 3}));
    QCOMPARE(list.size(), size_t(3));
    QCOMPARE(list[0].id, ids[5]);
    QCOMPARE(list[1].id, ids[3]);
    QCOMPARE(list[2].title, "renamed");
    VALUE(list, conversations.list({.before_activity = list[2].activity}));
    QCOMPARE(list.size(), size_t(7));
    QCOMPARE(list[0].id, ids[8]);
    QVERIFY(!conversations.set_title(12345, "nobody"));
}

void TestStore::order_does_not_need_the_clock() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    auto& conversations = temporary.store->conversations();
    VALUE(const Conversation future, conversations.create("written when the clock was ahead"));
    OK(temporary.store->connection().run("UPDATE conversations SET updated = updated + ?", int64_t(1) << 40));
    VALUE(const Conversation now, conversations.create("written after it was set back"));
    VALUE(const auto list, conversations.list());
    QCOMPARE(list[0].id, now.id);
    QCOMPARE(list[1].id, future.id);
}

void TestStore::folder_takes_its_conversations() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    auto& conversations = temporary.store->conversations();
    VALUE(const Folder outer, conversations.create_folder("outer"));
    VALUE(const Folder inner, conversations.create_folder("inner", outer.id));
    VALUE(const Conversation inside, conversations.create("inside", inner.id));
    VALUE(const Conversation outside, conversations.create("outside"));
    VALUE(const Conversation earlier, conversations.create("deleted before", inner.id));
    VALUE(const BinId earlier_entry, conversations.remove(earlier.id));
    VALUE(auto list, conversations.list({.folder = inner.id}));
    QCOMPARE(list.size(), size_t(1));

    VALUE(const BinId entry, conversations.remove_folder(outer.id));
    VALUE(list, conversations.list());
    QCOMPARE(list.size(), size_t(1));
    QCOMPARE(list[0].id, outside.id);
    VALUE(auto folders, conversations.folders());
    QCOMPARE(folders.size(), size_t(0));
    // What was deleted before and comes back now has no folder to come back to.
    OK(temporary.store->bin().restore(earlier_entry));
    VALUE(const Conversation back, conversations.get(earlier.id));
    QCOMPARE(back.folder, FolderId(0));

    OK(temporary.store->bin().restore(entry));
    VALUE(folders, conversations.folders());
    QCOMPARE(folders.size(), size_t(2));
    VALUE(list, conversations.list({.folder = inner.id}));
    QCOMPARE(list.size(), size_t(1));
    QCOMPARE(list[0].id, inside.id);
    QVERIFY(!conversations.set_folder(outside.id, 999));
}

void TestStore::bin_keeps_thirty_days_data() {
    QTest::addColumn<QList<double>>("days"); // the clock at each tick, in days after the delete
    QTest::addColumn<bool>("kept");
    QTest::newRow("daily, 29 days") << [] {
        QList<double> l;
        for (int i = 1; i <= 29; ++i)
            l << i;
        return l;
    }() << true;
    QTest::newRow("daily, 31 days") << [] {
        QList<double> l;
        for (int i = 1; i <= 31; ++i)
            l << i;
        return l;
    }() << false;
    QTest::newRow("clock set a year ahead") << QList<double>{1, 366} << true;
    QTest::newRow("clock set back a year") << QList<double>{1, -365, -364} << true;
    QTest::newRow("ahead and back again, then 20 days") << [] {
        QList<double> l{366};
        for (int i = 1; i <= 20; ++i)
            l << i;
        return l;
    }() << true;
    QTest::newRow("weekly, five weeks") << QList<double>{7, 14, 21, 28, 35} << false;
}

void TestStore::bin_keeps_thirty_days() {
    QFETCH(QList<double>, days);
    QFETCH(bool, kept);
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    auto& bin = temporary.store->bin();
    VALUE(const Conversation conversation, temporary.store->conversations().create("gone"));
    OK(temporary.store->messages().add(user_message(conversation.id, 0, "text")));
    const int64_t start = now_ms();
    OK(bin.tick(start));
    OK(temporary.store->conversations().remove(conversation.id));
    for (const double day : days) {
        OK(bin.tick(start + static_cast<int64_t>(day * 86'400'000)));
        for (bool more = true; more;) {
            VALUE(more, bin.purge());
        }
    }
    VALUE(const auto list, bin.list());
    QCOMPARE(!list.empty(), kept);
    QCOMPARE(temporary.store->conversations().get(conversation.id).has_value(), kept);
    VALUE(const auto messages, temporary.store->connection().integer("SELECT count(*) FROM messages"));
    QCOMPARE(messages.value(), kept ? 1 : 0);
}

void TestStore::purge_removes_in_small_steps() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    auto& bin = temporary.store->bin();
    VALUE(const Conversation conversation, temporary.store->conversations().create("long"));
    VALUE(const Conversation other, temporary.store->conversations().create("other"));
    OK(temporary.store->messages().add(user_message(other.id, 0, "stays")));
    OK(temporary.store->drafts().set(conversation.id, text_parts("unsent")));
    for (int i = 0; i < 25; ++i)
        OK(temporary.store->messages().add(user_message(conversation.id, 0, "message")));
    OK(temporary.store->search().index_pending(10)); // some indexed, some waiting
    VALUE(const BinId entry, temporary.store->conversations().remove(conversation.id));
    OK(bin.empty(entry));
    VALUE(const auto list, bin.list());
    QVERIFY(list.empty());
    QVERIFY(!bin.restore(entry));
    int steps = 0;
    for (bool more = true; more; ++steps) {
        VALUE(more, bin.purge(10));
    }
    QCOMPARE(steps, 4);
    VALUE(const auto messages, temporary.store->connection().integer("SELECT count(*) FROM messages"));
    QCOMPARE(messages.value(), 1);
    VALUE(const auto drafts, temporary.store->drafts().list());
    QVERIFY(drafts.empty());
    VALUE(const auto wrong, temporary.store->check());
    QVERIFY(wrong.empty());
}

void TestStore::drafts_tasks_settings_prompts() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    Store& store = *temporary.store;
    OK(store.drafts().set(0, text_parts("unsent")));
    OK(store.drafts().set(0, text_parts("unsent, longer")));
    VALUE(auto draft, store.drafts().get(0));
    QCOMPARE(plain_text(draft.value().parts), "unsent, longer");
    OK(store.drafts().set(0, {}));
    VALUE(draft, store.drafts().get(0));
    QVERIFY(!draft);

    VALUE(const Task task,
          store.tasks().create({.plugin = "hearth.summarize", .name = "summarize", .input = "{}"}));
    OK(store.tasks().finish_step(task.id, "part 1", "one"));
    OK(store.tasks().finish_step(task.id, "part 2", "two"));
    OK(store.tasks().finish_step(task.id, "part 1", "again"));
    VALUE(const auto steps, store.tasks().steps(task.id));
    QCOMPARE(steps.size(), size_t(2));
    QCOMPARE(steps[0].output, "one");
    VALUE(const auto step, store.tasks().step(task.id, "part 2"));
    QCOMPARE(step.value(), "two");
    OK(store.tasks().set_progress(task.id, 0.5));
    VALUE(auto unfinished, store.tasks().list(true));
    QCOMPARE(unfinished.size(), size_t(1));
    QCOMPARE(unfinished[0].progress, 0.5);
    OK(store.tasks().set_state(task.id, TaskState::Done, R"({"summary":"s"})"));
    VALUE(unfinished, store.tasks().list(true));
    QVERIFY(unfinished.empty());
    QVERIFY(!store.tasks().finish_step(777, "x", "y"));
    VALUE(const auto place, store.conversations().create("results"));
    for (const char* result : {"", "head\nbody\nmore", "all of it", "\nbody"}) {
        VALUE(const Task done, store.tasks().create({.plugin = "p", .name = "n", .conversation = place.id}));
        OK(store.tasks().set_state(done.id, TaskState::Done, result));
    }
    VALUE(const auto heads, store.tasks().with_result(place.id));
    QCOMPARE(heads.size(), size_t(3));
    QCOMPARE(heads[0].result, "head");
    QCOMPARE(heads[1].result, "all of it");
    QCOMPARE(heads[2].result, "");
    VALUE(const BinId task_entry, store.tasks().remove(task.id));
    QVERIFY(!store.tasks().get(task.id));
    OK(store.bin().restore(task_entry));
    VALUE(const Task back, store.tasks().get(task.id));
    QCOMPARE(back.result, R"({"summary":"s"})");

    OK(store.settings().set("theme", "\"dark\""));
    QVERIFY(!store.settings().set("theme", "not json"));
    VALUE(const auto theme, store.settings().get("theme"));
    QCOMPARE(theme.value(), "\"dark\"");

    VALUE(const Prompt prompt, store.prompts().create("Rewrite", "Rewrite this:"));
    OK(store.prompts().set(prompt.id, "Rewrite", "Rewrite this politely:"));
    VALUE(const BinId entry, store.prompts().remove(prompt.id));
    VALUE(auto prompts, store.prompts().list());
    QVERIFY(prompts.empty());
    OK(store.bin().restore(entry));
    VALUE(prompts, store.prompts().list());
    QCOMPARE(prompts[0].text, "Rewrite this politely:");
}

void TestStore::attachments_are_kept_once() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    Store& store = *temporary.store;
    // FIPS 180-4's example.
    const std::string abc = "abc";
    QCOMPARE(sha256(std::as_bytes(std::span(abc))),
             "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    std::vector<std::byte> content(3'000'000);
    for (size_t i = 0; i < content.size(); ++i)
        content[i] = static_cast<std::byte>(i * 2654435761u >> 13);
    VALUE(const Attachment first, store.attachments().add(content, "application/pdf"));
    VALUE(const Attachment second, store.attachments().add(content, "application/pdf"));
    QCOMPARE(first.id, second.id);
    QCOMPARE(first.size, int64_t(3'000'000));
    VALUE(const auto back, store.attachments().content(first.hash));
    QVERIFY(back == content);
    const auto file = temporary.folder.filePath("same").toStdString();
    QFile copy(QString::fromStdString(file));
    QVERIFY(copy.open(QIODevice::WriteOnly));
    copy.write(reinterpret_cast<const char*>(content.data()), static_cast<qint64>(content.size()));
    copy.close();
    VALUE(const Attachment third, store.attachments().add_file(file, "application/pdf"));
    QCOMPARE(third.id, first.id);
    QVERIFY(!store.attachments().add_file(temporary.folder.path().toStdString(), "x"));
    QVERIFY(!store.attachments().content("00"));

    // An attachment goes for good only with the last message that has it.
    VALUE(const Conversation conversation, store.conversations().create());
    Message message = user_message(conversation.id, 0, "see file");
    message.parts.push_back({.kind = PartKind::File, .name = "a.pdf", .attachment = first.hash});
    OK(store.messages().add(message));
    OK(store.connection().run("UPDATE attachments SET created = 0"));
    VALUE(const Conversation empty, store.conversations().create());
    OK(store.conversations().remove(empty.id));
    OK(store.bin().empty_all());
    OK(store.bin().purge());
    VALUE(auto present, store.attachments().find(first.hash));
    QVERIFY(present);
    OK(store.conversations().remove(conversation.id));
    OK(store.bin().empty_all());
    OK(store.bin().purge());
    VALUE(present, store.attachments().find(first.hash));
    QVERIFY(!present);
}

void TestStore::parts_of_newer_kinds_are_kept() {
    const std::string json = R"([{"kind":"hologram","depth":3,"text":"wave"},{"kind":"text","text":"t"}])";
    VALUE(const Parts parts, parts_from_json(json));
    QCOMPARE(parts[0].kind, PartKind::Unknown);
    QCOMPARE(parts_to_json(parts), json);
    QVERIFY(!parts_from_json("{"));
    QVERIFY(!parts_from_json("[3]"));
    QCOMPARE(parts_to_json({{.kind = PartKind::Text, .text = "\xff"}}),
             "[{\"kind\":\"text\",\"text\":\"\xef\xbf\xbd\"}]");
}

void TestStore::foreign_files_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text")
        << QByteArray("This is not a database, it is a letter to a friend.\n").repeated(100);
    QTest::newRow("another program's database") << QByteArray();
}

void TestStore::foreign_files() {
    QFETCH(QByteArray, content);
    TemporaryStore temporary;
    const QString path = QString::fromStdString(temporary.path.string());
    if (content.isEmpty()) {
        VALUE(auto connection, Connection::open(temporary.path, OpenMode::ReadWrite));
        OK(connection->script(
            "PRAGMA journal_mode=DELETE; CREATE TABLE recipes(id); INSERT INTO recipes VALUES(1)"));
    } else {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    auto read = [&] {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray before = read();
    const std::string message = temporary.open();
    QVERIFY2(message.find(temporary.path.string()) != std::string::npos, message.c_str());
    QVERIFY(read() == before);
}

QTEST_GUILESS_MAIN(TestStore)
#include "test_store.moc"
