// storage_check DATA FOLDER: the store on this system, without Qt: files with names in other scripts, a file
// of the first version, search, attachments, export and import, two programs on one file. Prints a line for
// each; 0 when all are right.
#include "storage/async_store.h"
#include "storage/exchange/base64.h"
#include "storage/exchange/export.h"
#include "storage/exchange/import.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <condition_variable>
#include <fstream>
#include <iterator>
#include <mutex>
#include <sstream>

using namespace hearth::storage;
namespace fs = std::filesystem;

namespace {

fs::path data_folder;
fs::path work_folder; ///< with letters that no code page of Windows has together

/// Fails the check that runs, with its line.
#define EXPECT(condition)                                                                                    \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            fmt::print("  line {}: {}\n", __LINE__, #condition);                                             \
            return false;                                                                                    \
        }                                                                                                    \
    } while (false)

std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text));
}

std::unique_ptr<Store> open(const fs::path& name, OpenMode mode = OpenMode::ReadWrite) {
    auto store = Store::open(work_folder / name, {.mode = mode});
    if (!store)
        fmt::print("  {}\n", store.error().message);
    return store ? std::move(*store) : nullptr;
}

Message message(ConversationId conversation, MessageId parent, Role role, std::string text) {
    Message result;
    result.conversation = conversation;
    result.parent = parent;
    result.role = role;
    result.parts = text_parts(std::move(text));
    return result;
}

/// The vectors of FIPS 180-4 and RFC 4648.
bool digests() {
    EXPECT(sha256(bytes_of("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT(sha256({}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    const std::pair<std::string_view, std::string_view> rows[] = {
        {"", ""},        {"f", "Zg=="},        {"fo", "Zm8="},
        {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}};
    for (const auto& [plain, coded] : rows) {
        EXPECT(encode_base64(bytes_of(plain)) == coded);
        const auto back = decode_base64(coded);
        EXPECT(back && std::ranges::equal(*back, bytes_of(plain)));
    }
    for (const std::string_view wrong : {"Zg=", "Z===", "Zg==Zg==", "Zm9\xff", "====", "Zm v"})
        EXPECT(!decode_base64(wrong));
    return true;
}

bool kept_and_found() {
    {
        const auto store = open("hearth.db");
        EXPECT(store);
        const auto conversation = store->conversations().create("Grüße, 世界");
        EXPECT(conversation);
        const auto question =
            store->messages().add(message(conversation->id, 0, Role::User, "Where does the Reiher stand?"));
        EXPECT(question);
        EXPECT(store->messages().add(
            message(conversation->id, question->id, Role::Assistant, "Im Wasser. 水の中")));
    }
    const auto store = open("hearth.db");
    EXPECT(store && !store->ended_badly() && store->notices().empty());
    for (const char* words : {"reiher", "wasser", "水", "grüsse", "世界"}) {
        SearchQuery query;
        query.text = words;
        const auto page = store->search().run(query);
        EXPECT(page && page->hits.size() == 1);
    }
    return true;
}

bool attachments() {
    const fs::path file = work_folder / fs::path(u8"Anhang – 添付.txt");
    const std::string content(3'000'000, 'x');
    std::ofstream(file, std::ios::binary) << content;
    const auto store = open("hearth.db");
    EXPECT(store);
    const auto kept = store->attachments().add_file(file, "text/plain");
    EXPECT(kept && kept->size == 3'000'000 && kept->hash == sha256(bytes_of(content)));
    const auto back = store->attachments().content(kept->hash);
    EXPECT(back && std::ranges::equal(*back, bytes_of(content)));
    return true;
}

bool old_file() {
    std::ifstream dump(data_folder / "version_1.sql", std::ios::binary);
    const std::string sql(std::istreambuf_iterator<char>(dump), {});
    EXPECT(!sql.empty());
    const fs::path path = work_folder / "old.db";
    const auto utf8 = path.u8string();
    sqlite3* database = nullptr;
    EXPECT(sqlite3_open(reinterpret_cast<const char*>(utf8.c_str()), &database) == SQLITE_OK);
    const int made = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr);
    sqlite3_close(database);
    EXPECT(made == SQLITE_OK);
    const auto store = open("old.db");
    EXPECT(store && !store->read_only());
    const auto problems = store->check();
    EXPECT(problems && problems->empty());
    return true;
}

bool exported_and_imported() {
    const fs::path file = work_folder / fs::path(u8"экспорт.json");
    {
        const auto store = open("hearth.db");
        EXPECT(store);
        EXPECT(export_to_file(*store, {}, file));
    }
    const auto other = open("other.db");
    EXPECT(other);
    const auto report = import_file(*other, file);
    EXPECT(report && report->skipped.empty());
    std::ostringstream first;
    std::ostringstream second;
    const auto store = open("hearth.db");
    EXPECT(store && export_conversations(*store, {.format = ExportFormat::Markdown}, first));
    EXPECT(export_conversations(*other, {.format = ExportFormat::Markdown}, second));
    EXPECT(!first.str().empty() && first.str() == second.str());
    return true;
}

/// A second connection sees what the first wrote, and reading alone does not write.
bool side_by_side() {
    const auto one = open("hearth.db");
    const auto two = open("hearth.db");
    EXPECT(one && two);
    const auto conversation = one->conversations().create("from one");
    EXPECT(conversation);
    const auto seen = two->conversations().get(conversation->id);
    EXPECT(seen && seen->title == "from one");
    const auto reader = open("hearth.db", OpenMode::ReadOnly);
    EXPECT(reader && reader->read_only());
    EXPECT(!reader->conversations().create("not allowed"));
    return true;
}

bool threads() {
    auto store = AsyncStore::open(work_folder / "async.db");
    EXPECT(store);
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<bool> created;
    (*store)->write<Conversation>([](Store& inner) { return inner.conversations().create("later"); },
                                  [&](Result<Conversation> made) {
                                      const std::lock_guard lock(mutex);
                                      created = made.has_value();
                                      changed.notify_all();
                                  });
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return created.has_value(); });
    EXPECT(*created);
    return true;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        fmt::print(stderr, "usage: storage_check DATA FOLDER\n");
        return 2;
    }
    data_folder = argv[1];
    work_folder = fs::path(argv[2]) / fs::path(u8"Ж 数 data");
    std::error_code error;
    fs::remove_all(work_folder, error);
    fs::create_directories(work_folder, error);
    const std::pair<const char*, bool (*)()> checks[] = {
        {"digests and base64", digests},
        {"kept and found", kept_and_found},
        {"attachments", attachments},
        {"a file of the first version", old_file},
        {"export and import", exported_and_imported},
        {"two on one file", side_by_side},
        {"threads", threads},
    };
    int failed = 0;
    for (const auto& [name, check] : checks) {
        const bool right = check();
        fmt::print("{}: {}\n", right ? "ok" : "FAILED", name);
        failed += right ? 0 : 1;
    }
    fs::remove_all(work_folder, error);
    return failed ? 1 : 0;
}
