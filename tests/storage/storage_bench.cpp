// Makes a large store, and measures what a user waits for in it.
// generate adds to a file that is there.
//   storage_bench generate FILE [MESSAGES] [CONVERSATIONS] [LARGEST]
//   storage_bench measure FILE [QUERIES PER KIND]
#include "storage/async_store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <random>

using namespace hearth::storage;

namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

[[noreturn]] void stop(const Error& error) {
    fmt::print(stderr, "{}\n", error.message);
    std::exit(1);
}

template <typename T>
T value(Result<T> result) {
    if (!result)
        stop(result.error());
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

void put_utf8(std::string& out, char32_t c) {
    out += static_cast<char>(0xe0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
}

/// Words with the frequencies of a natural language (Zipf), so that rare and common n-grams are both there.
class Language {
public:
    explicit Language(uint64_t seed) : m_random(seed) {
        static constexpr std::array onsets = {"",   "b",  "c",  "d",  "f",  "g",  "h",  "l",
                                              "m",  "n",  "p",  "r",  "s",  "t",  "v",  "w",
                                              "st", "tr", "pr", "th", "ch", "sh", "br", "cl"};
        static constexpr std::array vowels = {"a", "e", "i", "o", "u", "e", "a", "i", "ea", "ou", "io", "ai"};
        static constexpr std::array codas = {"",  "",  "n",  "r",  "s",  "t",  "l",
                                             "d", "m", "ng", "nt", "ck", "st", "x"};
        for (size_t i = 0; i < 200'000; ++i) {
            std::string word;
            const size_t syllables = 1 + (i > 100) + (i > 3000) + m_random() % 2;
            for (size_t s = 0; s < syllables; ++s) {
                word += onsets[m_random() % onsets.size()];
                word += vowels[m_random() % vowels.size()];
                word += codas[m_random() % codas.size()];
            }
            words.push_back(word);
        }
        for (size_t i = 0; i < 40'000; ++i) {
            std::string word;
            const size_t length = i < 300 ? 1 : i % 7 == 0 ? 3 : 2;
            for (size_t c = 0; c < length; ++c)
                put_utf8(word, 0x4e00 + static_cast<char32_t>(zipf(5000)));
            han.push_back(word);
        }
    }

    /// A rank below `count`, rank r with a probability near 1/(r+3).
    size_t zipf(size_t count) {
        const double u = static_cast<double>(m_random() >> 11) / 9007199254740992.0;
        return std::min(count - 1, static_cast<size_t>(
                                       3.0 * (std::pow(1.0 + static_cast<double>(count) / 3.0, u) - 1.0)));
    }

    std::string text(size_t bytes, bool in_han) {
        std::string out;
        while (out.size() < bytes) {
            if (in_han) {
                out += han[zipf(han.size())];
                if (m_random() % 12 == 0)
                    out += "，";
            } else {
                if (!out.empty())
                    out += m_random() % 14 == 0 ? ". " : " ";
                out += words[zipf(words.size())];
            }
        }
        return out;
    }

    uint64_t random() { return m_random(); }
    size_t length(double mean) {
        return static_cast<size_t>(std::clamp(
            std::lognormal_distribution<double>(std::log(mean) - 0.5, 1.0)(m_random), 4.0, 20000.0));
    }

    std::vector<std::string> words, han;

private:
    std::mt19937_64 m_random;
};

const std::array models = {"llama-3.2-3b", "gemma-2-2b", "qwen3-4b", "falcon-7b"};

void generate(const std::filesystem::path& path, int64_t messages, int64_t conversations, int64_t largest) {
    auto store = value(Store::open(path));
    value(store->connection().set_durability(Durability::Buffered));
    Language language(1);
    std::vector<FolderId> folders;
    for (const Folder& folder : value(store->conversations().folders()))
        folders.push_back(folder.id);
    while (folders.size() < 20)
        folders.push_back(
            value(store->conversations().create_folder(fmt::format("folder {}", folders.size()))).id);
    const int64_t before = value(store->connection().integer("SELECT max(id) FROM messages")).value_or(0);
    for (int64_t i = 0; i < before; ++i)
        language.random(); // Other dice when more is added to a file.
    // A million messages are three years.
    constexpr int64_t time_between = int64_t(3) * 365 * 86'400'000 / 1'000'000;
    const int64_t start = now_ms() - time_between * (1'000'000 - before);
    int64_t written = 0;
    int64_t bytes = std::stoll(value(store->settings().get("bench.text_bytes")).value_or("0"));
    const auto began = Clock::now();
    for (int64_t c = 0; c < conversations; ++c) {
        const bool in_han = language.random() % 8 == 0;
        // The largest one is in the middle of the file's life.
        const int64_t rest = (messages - largest) / std::max<int64_t>(conversations - 1, 1);
        const int64_t count = c == conversations / 2 ? largest : rest;
        const FolderId folder = language.random() % 3 == 0 ? folders[language.random() % folders.size()] : 0;
        const auto conversation = value(store->conversations().create(language.text(30, in_han), folder));
        MessageId parent = 0;
        for (int64_t i = 0; i < count;) {
            auto transaction = value(Transaction::begin(store->connection()));
            for (int64_t batch = 0; batch < 5000 && i < count; ++batch, ++i, ++written) {
                const bool answer = i % 2 == 1;
                Message message{.conversation = conversation.id, .parent = parent};
                message.role = answer ? Role::Assistant : Role::User;
                message.parts = text_parts(language.text(language.length(answer ? 700 : 120), in_han));
                message.created = start + written * time_between;
                bytes += static_cast<int64_t>(message.parts[0].text.size());
                if (answer) {
                    message.model = models[language.random() % models.size()];
                    message.sampling = R"({"temperature":0.7,"top_k":40,"top_p":0.95})";
                    message.timings = Timings{100, 200, 350.5, 4200.25};
                }
                const MessageId id = value(store->messages().add(message)).id;
                // One in twenty is a branch that was left.
                if (language.random() % 20 != 0)
                    parent = id;
            }
            value(transaction.commit());
        }
        if (c % 100 == 99) {
            while (value(store->search().index_pending(5000))) {
            }
        }
        if (c % 2000 == 1999)
            fmt::print(stderr, "{} messages, {:.0f} s\n", written, ms_since(began) / 1000);
    }
    while (value(store->search().index_pending(5000))) {
    }
    value(store->connection().script("PRAGMA wal_checkpoint(TRUNCATE)"));
    value(store->settings().set("bench.text_bytes", std::to_string(bytes)));
    fmt::print("generated: {} messages, {} conversations, {} bytes of text, {:.1f} s\n", written,
               conversations, bytes, ms_since(began) / 1000);
}

struct Timing {
    std::vector<double> ms;
    double at(double quantile) {
        std::ranges::sort(ms);
        return ms.empty() ? 0
                          : ms[std::min(ms.size() - 1,
                                        static_cast<size_t>(quantile * static_cast<double>(ms.size())))];
    }
};

void measure_searches(Store& store, int per_kind, const std::string& only) {
    Language language(1);  // The same words as in the file …
    Language choose(9999); // … and other dice.
    auto common = [&] { return language.words[choose.random() % 1000]; };
    auto middling = [&] { return language.words[1000 + choose.random() % 20000]; };
    auto rare = [&] { return language.words[50000 + choose.random() % 150000]; };
    auto han = [&](size_t characters) {
        std::string text;
        while (text.size() < characters * 3)
            text += language.han[300 + choose.zipf(20000)];
        return text.substr(0, characters * 3);
    };
    auto inside = [&](std::string word, size_t length) {
        return word.size() <= length + 1 ? word : word.substr(1, length);
    };
    struct Kind {
        const char* name;
        std::function<SearchQuery()> make;
    };
    const std::vector<Kind> kinds = {
        {"common word", [&] { return SearchQuery{.text = common()}; }},
        {"middling word", [&] { return SearchQuery{.text = middling()}; }},
        {"rare word", [&] { return SearchQuery{.text = rare()}; }},
        {"two words", [&] { return SearchQuery{.text = middling() + " " + middling()}; }},
        {"three words, one rare",
         [&] { return SearchQuery{.text = common() + " " + rare() + " " + common()}; }},
        {"phrase", [&] { return SearchQuery{.text = "\"" + common() + " " + common() + "\""}; }},
        {"inside a word, 5", [&] { return SearchQuery{.text = inside(middling(), 5)}; }},
        {"as typed, 1", [&] { return SearchQuery{.text = common().substr(0, 1)}; }},
        {"as typed, 2", [&] { return SearchQuery{.text = common().substr(0, 2)}; }},
        {"as typed, 3", [&] { return SearchQuery{.text = middling().substr(0, 3)}; }},
        {"as typed, 4", [&] { return SearchQuery{.text = middling().substr(0, 4)}; }},
        {"inside a word, 2", [&] { return SearchQuery{.text = inside(middling(), 2)}; }},
        {"not there", [&] { return SearchQuery{.text = common() + rare() + "zq"}; }},
        {"Han, 1", [&] { return SearchQuery{.text = han(1)}; }},
        {"Han, 2", [&] { return SearchQuery{.text = han(2)}; }},
        {"Han, 3", [&] { return SearchQuery{.text = han(3)}; }},
        {"Han, 5", [&] { return SearchQuery{.text = han(5)}; }},
        {"answers only", [&] { return SearchQuery{.text = middling(), .role = Role::Assistant}; }},
        {"of a model", [&] { return SearchQuery{.text = common(), .model = models[choose.random() % 4]}; }},
        {"in a folder",
         [&] { return SearchQuery{.text = middling(), .folder = 1 + FolderId(choose.random() % 20)}; }},
        {"last month",
         [&] { return SearchQuery{.text = middling(), .from = now_ms() - int64_t(30) * 86'400'000}; }},
        {"a year ago",
         [&] { return SearchQuery{.text = middling(), .until = now_ms() - int64_t(365) * 86'400'000}; }},
    };
    fmt::print("{:<24}{:>9}{:>9}{:>9}{:>9}{:>11}\n", "search, ms", "median", "p95", "max", "hits",
               "unfinished");
    Timing all;
    for (const Kind& kind : kinds) {
        if (std::string_view(kind.name).find(only) == std::string_view::npos)
            continue;
        Timing timing;
        size_t hits = 0;
        int unfinished = 0;
        for (int i = 0; i < per_kind; ++i) {
            const SearchQuery query = kind.make();
            const auto start = Clock::now();
            const SearchPage page = value(store.search().run(query));
            timing.ms.push_back(ms_since(start));
            hits += page.hits.size();
            // Ended by the time allowed, not by a full page.
            unfinished += page.next != 0 && static_cast<int>(page.hits.size()) < query.limit ? 1 : 0;
        }
        all.ms.insert(all.ms.end(), timing.ms.begin(), timing.ms.end());
        fmt::print("{:<24}{:>9.2f}{:>9.2f}{:>9.2f}{:>9.1f}{:>11}\n", kind.name, timing.at(0.5),
                   timing.at(0.95), timing.at(1), static_cast<double>(hits) / per_kind, unfinished);
    }
    fmt::print("{:<24}{:>9.2f}{:>9.2f}{:>9.2f}  (goal: p95 50)\n", "all", all.at(0.5), all.at(0.95),
               all.at(1));
}

/// Inside the largest conversation, whose path every find reads as well.
void measure_find(Store& store, ConversationId conversation, int count) {
    Language language(1);
    Language choose(777);
    const std::vector<std::pair<const char*, std::pair<size_t, size_t>>> kinds = {
        {"find, common word", {0, 1000}},
        {"find, middling word", {1000, 20000}},
        {"find, rare word", {50000, 150000}}};
    // generate() writes one conversation in ten in Han: see in which script this one is.
    const auto last = value(store.messages().path(conversation)).back();
    const bool in_han = value(store.messages().get(last.id)).parts[0].text[0] < 0;
    fmt::print("{:<24}{:>9}{:>9}{:>9}{:>9}\n", "in the conversation, ms", "median", "p95", "max", "found");
    for (const auto& [name, range] : kinds) {
        Timing timing;
        size_t found = 0;
        for (int i = 0; i < count; ++i) {
            const size_t rank = range.first + choose.random() % range.second;
            const std::string& word =
                in_han ? language.han[rank % language.han.size()] : language.words[rank];
            const auto start = Clock::now();
            found += value(store.search().find(conversation, word)).size();
            timing.ms.push_back(ms_since(start));
        }
        fmt::print("{:<24}{:>9.2f}{:>9.2f}{:>9.2f}{:>9}\n", name, timing.at(0.5), timing.at(0.95),
                   timing.at(1), found / static_cast<size_t>(count));
    }
}

/// The disk's own part of a commit: bytes of a file that are there already are written over and synced;
/// median, ms.
double disk_floor(const std::filesystem::path& beside) {
    std::filesystem::path name = beside;
    name += "-sync-probe";
    const int file = open(name.c_str(), O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (file < 0)
        return 0;
    const std::vector<char> bytes(20'000, 'x');
    Timing timing;
    for (int i = 0; i < 101; ++i) {
        const auto start = Clock::now();
        if (pwrite(file, bytes.data(), bytes.size(), 0) < 0 || fdatasync(file) != 0)
            break;
        if (i > 0)
            timing.ms.push_back(ms_since(start));
    }
    close(file);
    std::filesystem::remove(name);
    return timing.at(0.5);
}

void measure_append(const std::filesystem::path& path) {
    auto store = value(AsyncStore::open(path));
    Timing on_disk, streamed, called;
    ConversationId conversation = 0;
    MessageId parent = 0;
    auto add = [&](MessageStatus status) {
        std::promise<Result<Message>> promise;
        store->write<Message>(
            [&](Store& inside) -> Result<Message> {
                if (conversation == 0) {
                    TRY_ASSIGN(const auto made, inside.conversations().create("bench"));
                    conversation = made.id;
                }
                Message message{.conversation = conversation, .parent = parent};
                message.parts = text_parts(std::string(120, 'q'));
                message.status = status;
                return inside.messages().add(std::move(message));
            },
            [&](Result<Message> result) { promise.set_value(std::move(result)); });
        parent = value(promise.get_future().get()).id;
    };
    add(MessageStatus::Complete);
    for (int i = 0; i < 200; ++i) {
        const auto start = Clock::now();
        add(MessageStatus::Complete);
        on_disk.ms.push_back(ms_since(start));
    }
    add(MessageStatus::Streaming);
    for (int i = 0; i < 20'000; ++i) {
        const auto start = Clock::now();
        store->append(parent, "token ");
        called.ms.push_back(ms_since(start));
    }
    fmt::print("append a message, to the callback after fsync: median {:.2f} ms, p95 {:.2f} ms (goal 2; 20 "
               "kB written over and "
               "synced on this disk: median {:.2f} ms)\n",
               on_disk.at(0.5), on_disk.at(0.95), disk_floor(path));
    fmt::print("append a token, the caller's part: median {:.4f} ms, p99.9 {:.4f} ms\n", called.at(0.5),
               called.at(0.999));
    std::promise<Result<void>> finished;
    store->finish(parent, MessageStatus::Complete, {}, {},
                  [&](Result<void> r) { finished.set_value(std::move(r)); });
    value(finished.get_future().get());
}

void measure(const std::filesystem::path& path, int per_kind, const std::string& only) {
    Timing open_to_list;
    for (int i = 0; i < 10; ++i) {
        const auto start = Clock::now();
        auto store = value(Store::open(path));
        value(store->conversations().list());
        open_to_list.ms.push_back(ms_since(start));
    }
    auto store = value(Store::open(path));
    const auto text = std::stoll(value(store->settings().get("bench.text_bytes")).value_or("1"));
    const auto size = static_cast<double>(std::filesystem::file_size(path));
    fmt::print("file: {:.0f} MB, text {:.0f} MB, ratio {:.2f} (goal 3)\n", size / 1e6,
               static_cast<double>(text) / 1e6, size / static_cast<double>(text));
    fmt::print("open to first list: median {:.1f} ms, max {:.1f} ms (goal 150)\n", open_to_list.at(0.5),
               open_to_list.at(1));

    const auto largest = value(store->connection().integer(
        "SELECT conversation FROM messages GROUP BY conversation ORDER BY count(*) DESC LIMIT 1"));
    Timing open_large;
    size_t length = 0;
    for (int i = 0; i < 10; ++i) {
        auto fresh = value(Store::open(path));
        const auto start = Clock::now();
        const auto entries = value(fresh->messages().path(largest.value_or(1)));
        std::vector<MessageId> ids;
        for (size_t e = entries.size() - std::min<size_t>(entries.size(), 100); e < entries.size(); ++e)
            ids.push_back(entries[e].id);
        value(fresh->messages().get(ids));
        open_large.ms.push_back(ms_since(start));
        length = entries.size();
    }
    fmt::print("open the largest conversation (path of {}, last 100 with content): median {:.1f} ms, max "
               "{:.1f} ms (goal 200)\n",
               length, open_large.at(0.5), open_large.at(1));
    measure_find(*store, largest.value_or(1), per_kind);
    measure_searches(*store, per_kind, only);
    store.reset();
    measure_append(path);
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    auto number = [&](size_t i, int64_t otherwise) {
        return arguments.size() > i ? std::stoll(arguments[i]) : otherwise;
    };
    if (arguments.size() >= 2 && arguments[0] == "generate") {
        generate(arguments[1], number(2, 1'000'000), number(3, 20'000), number(4, 100'000));
    } else if (arguments.size() >= 2 && arguments[0] == "measure") {
        measure(arguments[1], static_cast<int>(number(2, 50)), arguments.size() > 3 ? arguments[3] : "");
    } else {
        fmt::print(stderr, "storage_bench generate FILE [MESSAGES] [CONVERSATIONS] [LARGEST]\n"
                           "storage_bench measure FILE [QUERIES PER KIND]\n");
        return 2;
    }
    return 0;
}
