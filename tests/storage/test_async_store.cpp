// The threads of the store: what is acknowledged is there, what streams is at most a second behind.
#include "storage/async_store.h"
#include "temporary_store.h"

#include <future>
#include <thread>

using namespace hearth::storage;
using namespace std::chrono_literals;

namespace {

/// Runs `work` on the writer thread and waits for it.
template <typename T>
Result<T> write(AsyncStore& store, std::function<Result<T>(Store&)> work) {
    std::promise<Result<T>> promise;
    store.write<T>(std::move(work), [&](Result<T> result) { promise.set_value(std::move(result)); });
    return promise.get_future().get();
}

template <typename T>
Result<T> read(AsyncStore& store, std::function<Result<T>(Store&)> work) {
    std::promise<Result<T>> promise;
    store.read<T>(std::move(work), [&](Result<T> result) { promise.set_value(std::move(result)); });
    return promise.get_future().get();
}

struct Begun {
    ConversationId conversation = 0;
    MessageId answer = 0;
};

/// A conversation with a question and an answer that streams.
Result<Begun> begin(AsyncStore& store) {
    return write<Begun>(store, [](Store& inside) -> Result<Begun> {
        TRY_ASSIGN(const Conversation conversation, inside.conversations().create());
        TRY_ASSIGN(const Message question,
                   inside.messages().add(user_message(conversation.id, 0, "question")));
        Message answer = answer_message(conversation.id, question.id, "");
        answer.status = MessageStatus::Streaming;
        TRY_ASSIGN(answer, inside.messages().add(answer));
        return Begun{conversation.id, answer.id};
    });
}

} // namespace

class TestAsyncStore : public QObject {
    Q_OBJECT

private slots:
    void written_is_readable();
    void failed_work_leaves_its_neighbours();
    void answer_streams_to_the_file();
    void closing_writes_everything();
    void newer_search_gives_up_the_older();
    void steps_let_others_in();
    void change_by_another_is_seen();
    void many_threads_at_once();
};

void TestAsyncStore::written_is_readable() {
    TemporaryStore temporary;
    VALUE(auto store, AsyncStore::open(temporary.path));
    VALUE(const Begun begun, begin(*store));
    VALUE(const auto path, read<std::vector<PathEntry>>(*store, [&](Store& inside) {
              return inside.messages().path(begun.conversation);
          }));
    QCOMPARE(path.size(), size_t(2));
    const auto refused =
        read<Conversation>(*store, [](Store& inside) { return inside.conversations().create(); });
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Permission);
}

void TestAsyncStore::failed_work_leaves_its_neighbours() {
    TemporaryStore temporary;
    VALUE(auto store, AsyncStore::open(temporary.path));
    std::promise<void> release;
    // Holds the thread so that the next three share a transaction.
    store->write<int>([&](Store&) -> Result<int> {
        release.get_future().wait();
        return 0;
    });
    std::vector<std::promise<bool>> outcomes(3);
    for (int i = 0; i < 3; ++i) {
        store->write<Conversation>(
            [i](Store& inside) -> Result<Conversation> {
                TRY_ASSIGN(Conversation made, inside.conversations().create(std::to_string(i)));
                if (i == 1)
                    return fail(ErrorKind::InvalidInput, "on second thoughts");
                return made;
            },
            [&outcomes, i](Result<Conversation> result) {
                outcomes[static_cast<size_t>(i)].set_value(result.has_value());
            });
    }
    release.set_value();
    QVERIFY(outcomes[0].get_future().get());
    QVERIFY(!outcomes[1].get_future().get());
    QVERIFY(outcomes[2].get_future().get());
    VALUE(const auto count,
          read<int64_t>(*store, [](Store& inside) { return inside.conversations().count(); }));
    QCOMPARE(count, 2);
}

void TestAsyncStore::answer_streams_to_the_file() {
    TemporaryStore temporary;
    VALUE(auto store, AsyncStore::open(temporary.path));
    VALUE(const Begun begun, begin(*store));
    for (int i = 0; i < 100; ++i)
        store->append(begun.answer, "word ");
    // Another connection sees the text without any further call.
    VALUE(auto other, Store::open(temporary.path, {.mode = OpenMode::ReadOnly}));
    auto seen = [&] {
        auto message = other->messages().get(begun.answer);
        return message ? plain_text(message->parts).size() : 0;
    };
    QTRY_COMPARE(seen(), size_t(500));
    VALUE(Message half, other->messages().get(begun.answer));
    QCOMPARE(half.status, MessageStatus::Streaming);
    std::atomic<int> errors = 0;
    store->on_error([&](const Error&) { ++errors; });
    store->append(begun.answer, "end");
    std::promise<Result<void>> promise;
    store->finish(begun.answer, MessageStatus::Complete, Timings{1, 101, 2, 3}, {},
                  [&](Result<void> result) { promise.set_value(std::move(result)); });
    OK(promise.get_future().get());
    QCOMPARE(errors, 0);
    VALUE(const Message whole, other->messages().get(begun.answer));
    QCOMPARE(whole.status, MessageStatus::Complete);
    QVERIFY(plain_text(whole.parts).ends_with("word end"));
    QCOMPARE(whole.timings.value().answer_tokens, 101);
}

void TestAsyncStore::closing_writes_everything() {
    TemporaryStore temporary;
    VALUE(auto store, AsyncStore::open(temporary.path));
    VALUE(const Begun begun, begin(*store));
    store->append(begun.answer, "almost gone");
    store->write<Conversation>([](Store& inside) { return inside.conversations().create("last"); });
    store.reset();
    QCOMPARE(temporary.open(), std::string());
    VALUE(const Message answer, temporary.store->messages().get(begun.answer));
    QCOMPARE(plain_text(answer.parts), "almost gone");
    // Nobody finished it: it is an answer that was cut off.
    QCOMPARE(answer.status, MessageStatus::Interrupted);
    VALUE(const auto count, temporary.store->conversations().count());
    QCOMPARE(count, 2);
    QVERIFY(!std::filesystem::exists(temporary.path.string() + "-wal") || temporary.store != nullptr);
}

void TestAsyncStore::newer_search_gives_up_the_older() {
    TemporaryStore temporary;
    VALUE(auto store, AsyncStore::open(temporary.path));
    VALUE(const Begun begun, begin(*store));
    std::promise<void> release;
    store->read<int>(
        [&](Store&) -> Result<int> {
            release.get_future().wait();
            return 0;
        },
        [](const Result<int>&) {});
    std::promise<Result<SearchPage>> older, newer;
    store->search({.text = "quest"}, [&](Result<SearchPage> page) { older.set_value(std::move(page)); });
    store->search({.text = "question"}, [&](Result<SearchPage> page) { newer.set_value(std::move(page)); });
    release.set_value();
    const auto given_up = older.get_future().get();
    QVERIFY(!given_up);
    QCOMPARE(given_up.error().kind, ErrorKind::Cancelled);
    VALUE(const SearchPage page, newer.get_future().get());
    QCOMPARE(page.hits.size(), size_t(1));
    QVERIFY(begun.answer > page.hits[0].message);
}

void TestAsyncStore::steps_let_others_in() {
    TemporaryStore temporary;
    VALUE(auto store, AsyncStore::open(temporary.path));
    std::promise<Result<void>> finished;
    std::atomic<int> steps = 0;
    store->write_steps(
        [&](Store& inside) -> Result<bool> {
            TRY(inside.conversations().create("step"));
            if (++steps == 1)
                store->write<Conversation>(
                    [](Store& within) { return within.conversations().create("between"); });
            return steps < 5;
        },
        [&](Result<void> result) { finished.set_value(std::move(result)); });
    OK(finished.get_future().get());
    VALUE(const auto list, read<std::vector<Conversation>>(
                               *store, [](Store& inside) { return inside.conversations().list(); }));
    QCOMPARE(list.size(), size_t(6));
    QCOMPARE(list[4].title, "between");
}

void TestAsyncStore::change_by_another_is_seen() {
    TemporaryStore temporary;
    VALUE(auto store, AsyncStore::open(temporary.path, {.watch_interval = 20ms}));
    std::atomic<int> changes = 0;
    store->on_external_change([&] { ++changes; });
    VALUE(const Begun begun, begin(*store)); // our own: not a change by another
    OK(write<int>(*store, [](Store&) -> Result<int> { return 0; }));
    VALUE(auto other, Store::open(temporary.path));
    const int before = changes;
    OK(other->conversations().set_title(begun.conversation, "from outside"));
    QTRY_VERIFY(changes > before);
}

void TestAsyncStore::many_threads_at_once() {
    TemporaryStore temporary;
    VALUE(auto store, AsyncStore::open(temporary.path));
    VALUE(const Begun begun, begin(*store));
    std::atomic<int> written = 0;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < 50; ++i) {
                    store->append(begun.answer, "x");
                    store->write<Message>(
                        [&begun, t](Store& inside) {
                            return inside.messages().add(
                                user_message(begun.conversation, 0, "thread " + std::to_string(t)));
                        },
                        [&](Result<Message> result) { written += result.has_value() ? 1 : 0; });
                    store->search({.text = "thread"}, [](const Result<SearchPage>&) {});
                }
            });
        }
    }
    std::promise<void> flushed;
    store->flush([&] { flushed.set_value(); });
    flushed.get_future().wait();
    QCOMPARE(written.load(), 200);
    VALUE(const Message answer,
          read<Message>(*store, [&](Store& inside) { return inside.messages().get(begun.answer); }));
    QCOMPARE(plain_text(answer.parts), std::string(200, 'x'));
}

QTEST_GUILESS_MAIN(TestAsyncStore)
#include "test_async_store.moc"
