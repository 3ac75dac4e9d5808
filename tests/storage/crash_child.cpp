// What the crash test kills: writes to a store without end and says on stdout what was acknowledged.
//   crash_child FILE SEED IMPORT_FILE
// Lines, each written whole at once:
//   open                    the store is open
//   message ID HASH         a message is durable
//   begin ID                an answer that streams is durable
//   append ID LENGTH        so much of its text was handed over (not acknowledged)
//   flushed ID LENGTH       so much of it is durable
//   finish ID LENGTH        it is finished and durable
//   remove ID, restore BIN, purge   is about to happen
//   imported                the file is imported, durable
#include "storage/async_store.h"
#include "storage/exchange/import.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <future>
#include <random>
#include <thread>

using namespace hearth::storage;

namespace {

void say(const std::string& line) {
    std::fputs((line + "\n").c_str(), stdout);
    std::fflush(stdout);
}

template <typename T>
T wait(AsyncStore& store, std::function<Result<T>(Store&)> work) {
    std::promise<Result<T>> promise;
    store.write<T>(std::move(work), [&](Result<T> result) { promise.set_value(std::move(result)); });
    auto result = promise.get_future().get();
    if (!result) {
        fmt::print(stderr, "{}\n", result.error().message);
        std::exit(1);
    }
    return std::move(*result);
}

class Life {
public:
    Life(AsyncStore& store, uint32_t seed, std::string import_file)
        : m_store(&store), m_random(seed), m_import_file(std::move(import_file)) {}

    void step() {
        if (m_conversation == 0 || m_random() % 20 == 0) {
            m_conversation =
                wait<Conversation>(*m_store, [](Store& s) { return s.conversations().create("crash"); }).id;
            m_last = m_before_last = 0;
        }
        const auto dice = m_random() % 100;
        if (dice < 45)
            add();
        else if (dice < 70)
            stream();
        else if (dice < 85)
            remove();
        else if (dice < 90)
            purge();
        else if (dice < 93)
            import();
        else
            settle();
    }

private:
    void add() {
        const std::string text = fmt::format("message {} ", m_random()) + std::string(m_random() % 3000, 'm');
        // Sometimes an edit: a sibling of the last one.
        const bool edit = m_random() % 4 == 0;
        const Message message = wait<Message>(*m_store, [&](Store& s) -> Result<Message> {
            Message made{.conversation = m_conversation, .parent = edit ? m_before_last : m_last};
            made.parts = text_parts(text);
            return s.messages().add(std::move(made));
        });
        if (!edit)
            m_before_last = m_last;
        m_last = message.id;
        say(fmt::format("message {} {}", message.id, sha256(std::as_bytes(std::span(text)))));
    }

    void stream() {
        const Message answer = wait<Message>(*m_store, [&](Store& s) -> Result<Message> {
            Message made{.conversation = m_conversation, .parent = m_last};
            made.role = Role::Assistant;
            made.status = MessageStatus::Streaming;
            made.parts = text_parts("");
            return s.messages().add(std::move(made));
        });
        say(fmt::format("begin {}", answer.id));
        const size_t tokens = m_random() % 60;
        size_t length = 0;
        for (size_t i = 0; i < tokens; ++i) {
            // The text is its own check: byte n is a function of n.
            std::string token;
            for (size_t end = length + 1 + m_random() % 9; length < end; ++length)
                token += static_cast<char>('a' + length % 26);
            m_store->append(answer.id, token);
            say(fmt::format("append {} {}", answer.id, length));
            if (m_random() % 20 == 0) {
                std::promise<void> flushed;
                m_store->flush([&] { flushed.set_value(); });
                flushed.get_future().wait();
                say(fmt::format("flushed {} {}", answer.id, length));
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(m_random() % 10));
        }
        std::promise<Result<void>> finished;
        m_store->finish(answer.id, MessageStatus::Complete, {}, {},
                        [&](Result<void> result) { finished.set_value(std::move(result)); });
        if (!finished.get_future().get())
            std::exit(1);
        say(fmt::format("finish {} {}", answer.id, length));
        m_before_last = m_last;
        m_last = answer.id;
    }

    void remove() {
        if (m_last == 0)
            return;
        say(fmt::format("remove {}", m_last));
        const BinId entry = wait<BinId>(*m_store, [&](Store& s) { return s.messages().remove(m_last); });
        if (m_random() % 2 == 0) {
            say(fmt::format("restore {}", entry));
            wait<int>(*m_store, [&](Store& s) -> Result<int> {
                TRY(s.bin().restore(entry));
                return 0;
            });
        } else {
            m_last = m_before_last = 0;
        }
    }

    void purge() {
        say("purge");
        wait<int>(*m_store, [](Store& s) -> Result<int> {
            TRY(s.bin().empty_all());
            return 0;
        });
        std::promise<Result<void>> done;
        m_store->write_steps([](Store& s) { return s.bin().purge(3); },
                             [&](Result<void> result) { done.set_value(std::move(result)); });
        if (!done.get_future().get())
            std::exit(1);
    }

    void import() {
        auto importer = Importer::open(m_import_file);
        if (!importer)
            std::exit(1);
        std::promise<Result<void>> done;
        m_store->write_steps([&](Store& s) { return (*importer)->step(s); },
                             [&](Result<void> result) { done.set_value(std::move(result)); });
        if (!done.get_future().get())
            std::exit(1);
        say("imported");
    }

    /// Lets the index catch up, or folds the log into the file.
    void settle() {
        if (m_random() % 2 == 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(250));
        wait<int>(*m_store, [](Store& s) -> Result<int> {
            TRY(s.search().index_pending(1000));
            return 0;
        });
    }

    AsyncStore* m_store;
    std::mt19937 m_random;
    std::string m_import_file;
    ConversationId m_conversation = 0;
    MessageId m_last = 0;
    MessageId m_before_last = 0;
};

} // namespace

int main(int argc, char** argv) {
    if (argc != 4)
        return 2;
    auto store = AsyncStore::open(argv[1]);
    if (!store) {
        fmt::print(stderr, "{}\n", store.error().message);
        return 1;
    }
    say("open");
    Life life(**store, static_cast<uint32_t>(std::atoi(argv[2])), argv[3]);
    for (;;)
        life.step();
}
