// What can go wrong under the store: full and failing disks, power cuts, damaged, missing, newer and
// read-only files.
#include "fault_vfs.h"
#include "storage/async_store.h"
#include "storage/migrations/migrations.h"
#include "temporary_store.h"

#include <fstream>
#include <future>

using namespace hearth::storage;
using namespace std::chrono_literals;

namespace {

struct Acknowledged {
    MessageId id = 0;
    std::string text;
};

/// Adds messages until one fails or all are there; those that were acknowledged, and the first error.
struct Outcome {
    std::vector<Acknowledged> messages;
    std::optional<Error> error;
};

Outcome write_messages(Store& store, int count) {
    Outcome outcome;
    auto conversation = store.conversations().create("faults");
    if (!conversation)
        return {{}, conversation.error()};
    MessageId parent = 0;
    for (int i = 0; i < count; ++i) {
        const std::string text = std::to_string(i) + std::string(500, 'x');
        auto message = store.messages().add(user_message(conversation->id, parent, text));
        if (!message) {
            outcome.error = message.error();
            return outcome;
        }
        parent = message->id;
        outcome.messages.push_back({message->id, text});
        if (i % 4 == 3) {
            if (auto indexed = store.search().index_pending(100); !indexed) {
                outcome.error = indexed.error();
                return outcome;
            }
        }
    }
    return outcome;
}

std::string fill(TemporaryStore& temporary, int messages) {
    if (auto message = temporary.open(); !message.empty())
        return message;
    const Outcome outcome = write_messages(*temporary.store, messages);
    return outcome.error ? outcome.error->message : std::string();
}

std::string notices_of(const Store& store) {
    std::string all;
    for (const auto& notice : store.notices())
        all += notice + "\n";
    return all;
}

} // namespace

class TestFaults : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { set_fault(Fault::None); }
    void acknowledged_survives_data();
    void acknowledged_survives();
    void streaming_goes_on_when_there_is_space_again();
    void file_that_cannot_be_written();
    void file_of_a_newer_version();
    void damaged_page_is_found_and_repaired();
    void damage_in_a_small_file_is_repaired_at_once();
    void beginning_of_zeros_is_kept_aside();
    void missing_log_is_said();
    void other_program_has_it_open();
    void other_program_holds_the_lock();
    void folder_that_is_not_there();
};

void TestFaults::acknowledged_survives_data() {
    QTest::addColumn<int>("fault");
    QTest::newRow("disk full") << static_cast<int>(Fault::DiskFull);
    QTest::newRow("write error") << static_cast<int>(Fault::WriteError);
    QTest::newRow("short write") << static_cast<int>(Fault::ShortWrite);
    QTest::newRow("sync error") << static_cast<int>(Fault::SyncError);
    QTest::newRow("power cut") << static_cast<int>(Fault::PowerCut);
}

// The fault comes at the first write, then at a later one, and so on, until the work is done before it comes.
void TestFaults::acknowledged_survives() {
    QFETCH(int, fault);
    bool happened = true;
    int faults = 0;
    for (int64_t after = 1; happened; after += 1 + after / 12) {
        TemporaryStore temporary;
        QCOMPARE(temporary.open(), std::string()); // the file as the last run left it
        OK(temporary.store->conversations().create("before"));
        temporary.store.reset();
        set_fault(static_cast<Fault>(fault), after);
        Outcome outcome;
        const std::string opening = temporary.open({.vfs = fault_vfs()});
        if (opening.empty())
            outcome = write_messages(*temporary.store, 24);
        temporary.store.reset();
        happened = fault_happened();
        if (static_cast<Fault>(fault) == Fault::PowerCut)
            lose_unsynced_writes(static_cast<uint32_t>(after));
        set_fault(Fault::None);
        if (happened)
            ++faults;
        if (outcome.error) {
            QVERIFY2(outcome.error->kind == ErrorKind::Full || outcome.error->kind == ErrorKind::Io,
                     outcome.error->message.c_str());
            QVERIFY(outcome.error->message.find(temporary.path.string()) != std::string::npos);
        }
        QCOMPARE(temporary.open(), std::string());
        for (const Acknowledged& message : outcome.messages) {
            VALUE(const Message back, temporary.store->messages().get(message.id));
            QCOMPARE(plain_text(back.parts), message.text);
        }
        VALUE(const auto wrong, temporary.store->check());
        QVERIFY2(wrong.empty(), wrong.empty() ? "" : wrong[0].c_str());
    }
    QVERIFY(faults > 10);
}

void TestFaults::streaming_goes_on_when_there_is_space_again() {
    TemporaryStore temporary;
    VALUE(auto store,
          AsyncStore::open(temporary.path, {.store = {.vfs = fault_vfs()}, .append_interval = 10ms}));
    std::atomic<int> full = 0;
    store->on_error([&](const Error& error) { full += error.kind == ErrorKind::Full ? 1 : 0; });
    std::promise<Result<Message>> begun;
    store->write<Message>(
        [](Store& inside) -> Result<Message> {
            TRY_ASSIGN(const Conversation conversation, inside.conversations().create());
            Message answer = answer_message(conversation.id, 0, "");
            answer.status = MessageStatus::Streaming;
            return inside.messages().add(answer);
        },
        [&](Result<Message> result) { begun.set_value(std::move(result)); });
    VALUE(const Message answer, begun.get_future().get());
    set_fault(Fault::DiskFull);
    store->append(answer.id, "written while the disk was full, ");
    QTRY_VERIFY(full > 0);
    set_fault(Fault::None);
    store->append(answer.id, "and after");
    std::promise<Result<void>> finished;
    store->finish(answer.id, MessageStatus::Complete, {}, {},
                  [&](Result<void> r) { finished.set_value(std::move(r)); });
    OK(finished.get_future().get());
    store.reset();
    QCOMPARE(temporary.open(), std::string());
    VALUE(const Message back, temporary.store->messages().get(answer.id));
    QCOMPARE(plain_text(back.parts), "written while the disk was full, and after");
}

void TestFaults::file_that_cannot_be_written() {
    TemporaryStore temporary;
    QCOMPARE(fill(temporary, 5), std::string());
    temporary.store.reset();
    set_fault(Fault::ReadOnly);
    QCOMPARE(temporary.open({.vfs = fault_vfs()}), std::string());
    QVERIFY(temporary.store->read_only());
    QVERIFY(notices_of(*temporary.store).find("reading only") != std::string::npos);
    VALUE(const auto list, temporary.store->conversations().list());
    QCOMPARE(list.size(), size_t(1));
    VALUE(const SearchPage page, temporary.store->search().run({.text = "xxx"}));
    QCOMPARE(page.hits.size(), size_t(5));
    const auto refused = temporary.store->conversations().set_title(list[0].id, "new");
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Permission);
}

void TestFaults::file_of_a_newer_version() {
    TemporaryStore temporary;
    QCOMPARE(fill(temporary, 5), std::string());
    OK(temporary.store->connection().script("PRAGMA user_version=999; CREATE TABLE holograms(id)"));
    QCOMPARE(temporary.open(), std::string());
    QVERIFY(temporary.store->read_only());
    const std::string notice = notices_of(*temporary.store);
    QVERIFY2(notice.find("newer") != std::string::npos && notice.find("999") != std::string::npos,
             notice.c_str());
    VALUE(const auto list, temporary.store->conversations().list());
    QCOMPARE(list.size(), size_t(1));
    QVERIFY(!temporary.store->conversations().create("no"));
    VALUE(const int version, file_version(temporary.store->connection()));
    QCOMPARE(version, 999);
}

void TestFaults::damaged_page_is_found_and_repaired() {
    TemporaryStore temporary;
    QCOMPARE(fill(temporary, 2000), std::string());
    // The leaf that holds message 1000, by SQLite's own account of its pages.
    VALUE(const auto page, temporary.store->connection().integer(
                               "SELECT pageno FROM dbstat WHERE name = 'messages' AND pagetype = 'leaf' "
                               "ORDER BY path LIMIT 1 OFFSET 100"));
    QVERIFY(page);
    temporary.store.reset();
    {
        std::fstream file(temporary.path, std::ios::binary | std::ios::in | std::ios::out);
        file.seekp((*page - 1) * 4096);
        file << std::string(4096, '\x5a');
    }
    QCOMPARE(temporary.open(), std::string());
    VALUE(const auto wrong, temporary.store->check());
    QVERIFY(!wrong.empty());
    bool sentence = false; // Reading it is an error with a sentence, not an end.
    for (MessageId id = 1; id <= 2000; ++id) {
        const auto message = temporary.store->messages().get(id);
        sentence = sentence || (!message && message.error().kind == ErrorKind::Corrupt);
    }
    QVERIFY(sentence);

    QCOMPARE(temporary.open(), std::string());
    const std::string notice = notices_of(*temporary.store);
    QVERIFY2(notice.find("repaired") != std::string::npos, notice.c_str());
    QVERIFY(std::filesystem::exists(temporary.path.string() + ".damaged-1"));
    VALUE(const auto kept, temporary.store->connection().integer("SELECT count(*) FROM messages"));
    QVERIFY2(*kept >= 1985 && *kept < 2000, std::to_string(*kept).c_str());
    VALUE(const auto list, temporary.store->conversations().list());
    QCOMPARE(list[0].title, "faults");
    // The path goes over the gap.
    VALUE(const auto path, temporary.store->messages().path(list[0].id));
    QCOMPARE(static_cast<int64_t>(path.size()), *kept);
    VALUE(const auto right, temporary.store->check());
    QVERIFY(right.empty());
    while (temporary.store->search().index_pending(1000).value_or(false)) {
    }
    VALUE(const SearchPage found, temporary.store->search().run({.text = "1999xx"}));
    QCOMPARE(found.hits.size(), size_t(1));
    QCOMPARE(temporary.open(), std::string());
    QCOMPARE(notices_of(*temporary.store), std::string());
}

void TestFaults::damage_in_a_small_file_is_repaired_at_once() {
    TemporaryStore temporary;
    QCOMPARE(fill(temporary, 200), std::string());
    VALUE(const auto page,
          temporary.store->connection().integer(
              "SELECT pageno FROM dbstat WHERE name = 'messages_tree' AND pagetype = 'leaf' LIMIT 1"));
    temporary.store.reset();
    {
        std::fstream file(temporary.path, std::ios::binary | std::ios::in | std::ios::out);
        file.seekp((*page - 1) * 4096 + 100);
        file << std::string(2000, '\x5a');
        // The last program that had it open was killed.
        std::ofstream(temporary.path.string() + "-lock", std::ios::binary) << 'o';
    }
    QCOMPARE(temporary.open(), std::string());
    QVERIFY(notices_of(*temporary.store).find("repaired") != std::string::npos);
    // An index was damaged, no content: nothing is lost.
    VALUE(const auto kept, temporary.store->connection().integer("SELECT count(*) FROM messages"));
    QCOMPARE(*kept, 200);
}

void TestFaults::beginning_of_zeros_is_kept_aside() {
    TemporaryStore temporary;
    QCOMPARE(fill(temporary, 20), std::string());
    temporary.store.reset();
    {
        std::fstream file(temporary.path, std::ios::binary | std::ios::in | std::ios::out);
        file << std::string(8192, '\0');
    }
    QCOMPARE(temporary.open(), std::string());
    QVERIFY(notices_of(*temporary.store).find("damaged") != std::string::npos);
    QVERIFY(std::filesystem::exists(temporary.path.string() + ".damaged-1"));
    OK(temporary.store->conversations().create("goes on"));
}

void TestFaults::missing_log_is_said() {
    TemporaryStore temporary;
    QCOMPARE(fill(temporary, 20), std::string());
    temporary.store.reset();
    std::ofstream(temporary.path.string() + "-lock", std::ios::binary) << 'o'; // killed, and its log removed
    QCOMPARE(temporary.open(), std::string());
    const std::string notice = notices_of(*temporary.store);
    QVERIFY2(notice.find("-wal is gone") != std::string::npos, notice.c_str());
    VALUE(const auto kept, temporary.store->connection().integer("SELECT count(*) FROM messages"));
    QCOMPARE(*kept, 20);
    QCOMPARE(temporary.open(), std::string());
    QCOMPARE(notices_of(*temporary.store), std::string());
}

void TestFaults::other_program_has_it_open() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    VALUE(const Conversation conversation, temporary.store->conversations().create("shared"));
    Message answer = answer_message(conversation.id, 0, "half");
    answer.status = MessageStatus::Streaming;
    VALUE(answer, temporary.store->messages().add(answer));
    VALUE(auto other, Store::open(temporary.path));
    // It is being written by the first one: nothing to recover.
    VALUE(const Message seen, other->messages().get(answer.id));
    QCOMPARE(seen.status, MessageStatus::Streaming);
    OK(other->messages().add(user_message(conversation.id, 0, "from the other")));
    OK(temporary.store->messages().finish_answer(answer.id, text_parts("whole"), MessageStatus::Complete));
    VALUE(const auto all, other->messages().all(conversation.id));
    QCOMPARE(all.size(), size_t(2));
    // The first to go does not say that nobody is left.
    other.reset();
    temporary.store.reset();
    QCOMPARE(temporary.open(), std::string());
    QVERIFY(!temporary.store->ended_badly());
}

void TestFaults::other_program_holds_the_lock() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    VALUE(auto other, Connection::open(temporary.path, OpenMode::ReadWrite));
    OK(other->script("PRAGMA busy_timeout=1"));
    OK(temporary.store->connection().script("BEGIN IMMEDIATE"));
    const auto refused = Transaction::begin(*other);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Busy);
    QVERIFY(refused.error().message.find("in use by another program") != std::string::npos);
    OK(temporary.store->connection().script("COMMIT"));
    QVERIFY(Transaction::begin(*other).has_value());
}

void TestFaults::folder_that_is_not_there() {
    TemporaryStore temporary;
    temporary.path = temporary.folder.filePath("a/b/c/hearth.db").toStdString();
    QCOMPARE(temporary.open(), std::string());
    // A file where a folder should be.
    TemporaryStore blocked;
    std::ofstream(blocked.folder.filePath("file").toStdString()) << "x";
    blocked.path = blocked.folder.filePath("file/hearth.db").toStdString();
    const std::string message = blocked.open();
    QVERIFY2(message.find("file/hearth.db") != std::string::npos, message.c_str());
}

QTEST_GUILESS_MAIN(TestFaults)
#include "test_faults.moc"
