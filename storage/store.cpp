#include "storage/store.h"

#include "storage/bin_entry.h"
#include "storage/migrations/migrations.h"
#include "storage/process_lock.h"
#include "storage/repair.h"
#include "storage/search/index.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <fstream>

namespace hearth::storage {

namespace {

/// Up to this size a file is checked while the window waits: it takes less than a blink.
constexpr uintmax_t checked_at_once = 16 << 20;

struct Opened {
    std::unique_ptr<Connection> connection;
    std::vector<std::string> notices;
};

Result<void> refuse_foreign(Connection& connection) {
    TRY_ASSIGN(const auto id, connection.integer("PRAGMA application_id"));
    TRY_ASSIGN(const auto tables, connection.integer("SELECT count(*) FROM sqlite_master"));
    if (id == application_id || tables == 0)
        return {};
    return fail(
        ErrorKind::InvalidInput,
        fmt::format("{} is a database of another program; choose another file", connection.path().string()));
}

Result<Opened> open_read_only(const std::filesystem::path& path, const StoreOptions& options,
                              std::string notice) {
    Opened opened;
    TRY_ASSIGN(opened.connection, Connection::open(path, OpenMode::ReadOnly, options.vfs));
    TRY(refuse_foreign(*opened.connection));
    TRY_ASSIGN(const int version, file_version(*opened.connection));
    if (version < current_version()) {
        return fail(ErrorKind::Permission,
                    fmt::format("{} is of an older version and cannot be brought up to date: {}",
                                path.string(), notice.empty() ? "it is open for reading only" : notice));
    }
    if (!notice.empty())
        opened.notices.push_back(std::move(notice));
    return opened;
}

/// Copies the file as it was before the first migration that it needs, then migrates.
Result<void> bring_up_to_date(Connection& connection, int version) {
    if (version > 0) {
        std::filesystem::path copy = connection.path();
        copy += fmt::format(".version-{}", version);
        std::error_code ignored;
        if (!std::filesystem::exists(copy, ignored))
            TRY(back_up(connection, copy));
    }
    return migrate(connection, current_version());
}

Result<Opened> open_for_writing(const std::filesystem::path& path, const StoreOptions& options) {
    Opened opened;
    TRY_ASSIGN(opened.connection, Connection::open(path, OpenMode::ReadWrite, options.vfs));
    TRY(refuse_foreign(*opened.connection));
    TRY_ASSIGN(const int version, file_version(*opened.connection));
    if (version > current_version()) {
        opened.connection.reset();
        return open_read_only(
            path, options,
            fmt::format("{} was written by a newer Hearth (version {} of the store, this one writes "
                        "{}): it is open for reading only; update Hearth to go on",
                        path.string(), version, current_version()));
    }
    TRY(opened.connection->prepare_for_writing());
    if (version < current_version())
        TRY(bring_up_to_date(*opened.connection, version));
    return opened;
}

/// Answers that a killed program was writing: what is there stays, as interrupted.
Result<int> recover_answers(Connection& connection) {
    TRY_ASSIGN(const auto any, connection.integer("SELECT 1 FROM messages WHERE status = 1 LIMIT 1"));
    if (!any)
        return 0;
    TRY_ASSIGN(auto transaction, Transaction::begin(connection));
    TRY(connection.run("INSERT OR IGNORE INTO index_queue SELECT id FROM messages WHERE status = 1"));
    TRY(connection.run("UPDATE messages SET status = ? WHERE status = 1",
                       static_cast<int>(MessageStatus::Interrupted)));
    const auto count = static_cast<int>(connection.changes());
    TRY(transaction.commit());
    return count;
}

std::string repaired_sentence(const std::filesystem::path& path, const RepairReport& report) {
    return fmt::format(
        "{} was damaged and has been repaired: {} entries were kept{}; the damaged file is kept as {}",
        path.string(), report.rows_kept,
        report.ids_skipped > 0 ? ", some could not be read" : ", none is known to be lost",
        report.damaged.string());
}

/// A file that never was a database: it is somebody's, and nothing to repair.
bool is_another_format(const std::filesystem::path& path) {
    std::array<char, 16> header{};
    std::ifstream(path, std::ios::binary).read(header.data(), header.size());
    // A power cut can leave zeros where the beginning of a database was.
    return std::string_view(header.data(), 15) != "SQLite format 3" && header != std::array<char, 16>{};
}

/// Opens; a file that is damaged is repaired when nobody else has it open.
Result<Opened> open_or_repair(const std::filesystem::path& path, const StoreOptions& options,
                              const ProcessLock& lock) {
    bool damaged = lock.last_end() == ProcessLock::LastEnd::Damaged;
    Result<Opened> opened = open_for_writing(path, options);
    if (!opened && opened.error().kind == ErrorKind::Corrupt && is_another_format(path))
        return fail(ErrorKind::InvalidInput,
                    fmt::format("{} is not a store of Hearth; choose another file", path.string()));
    std::error_code ignored;
    if (opened && !opened->connection->read_only() && lock.last_end() == ProcessLock::LastEnd::Badly &&
        std::filesystem::file_size(path, ignored) <= checked_at_once) {
        TRY_ASSIGN(const auto wrong, check_file(*opened->connection, false));
        damaged = !wrong.empty();
    }
    damaged = damaged || (!opened && opened.error().kind == ErrorKind::Corrupt);
    if (!damaged || !lock.alone() || !options.vfs.empty() || (opened && opened->connection->read_only()))
        return opened;
    opened = fail(ErrorKind::Corrupt, "closed for repair");
    TRY_ASSIGN(const RepairReport report, repair(path));
    opened = open_for_writing(path, options);
    if (opened)
        opened->notices.push_back(repaired_sentence(path, report));
    return opened;
}

bool cannot_write(const Error& error) {
    return error.kind == ErrorKind::Permission || error.kind == ErrorKind::Io;
}

} // namespace

int64_t now_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

Store::Store(std::unique_ptr<Connection> connection)
    : m_connection(std::move(connection))
    , m_conversations(*m_connection)
    , m_messages(*m_connection)
    , m_drafts(*m_connection)
    , m_search(*m_connection)
    , m_tasks(*m_connection)
    , m_settings(*m_connection)
    , m_prompts(*m_connection)
    , m_attachments(*m_connection)
    , m_bin(*m_connection) {}

Store::~Store() {
    // The connection first: its last one out folds the log into the file, then the lock says so.
    m_connection.reset();
}

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& path, const StoreOptions& options) {
    std::error_code ignored;
    if (options.mode == OpenMode::ReadOnly) {
        TRY_ASSIGN(Opened opened, open_read_only(path, options, {}));
        return std::unique_ptr<Store>(new Store(std::move(opened.connection)));
    }
    if (path.has_parent_path())
        std::filesystem::create_directories(path.parent_path(), ignored);
    std::filesystem::path log = path;
    log += "-wal";
    const bool log_missing = std::filesystem::exists(path, ignored) && !std::filesystem::exists(log, ignored);

    auto lock = ProcessLock::acquire(path);
    Result<Opened> opened = lock ? open_or_repair(path, options, **lock) : std::unexpected(lock.error());
    if (!opened && cannot_write(opened.error())) {
        const std::string cause = opened.error().message;
        opened = open_read_only(path, options, cause + "; it is open for reading only");
        if (!opened)
            return fail(ErrorKind::Permission,
                        opened.error().kind == ErrorKind::Permission ? opened.error().message : cause);
    }
    if (!opened)
        return std::unexpected(opened.error());
    std::unique_ptr<Store> store(new Store(std::move(opened->connection)));
    store->m_notices = std::move(opened->notices);
    if (!lock)
        return store;
    store->m_lock = std::move(*lock);
    store->m_ended_badly = store->m_lock->last_end() == ProcessLock::LastEnd::Badly;
    if (store->m_lock->alone() && !store->read_only()) {
        if (store->m_ended_badly && log_missing)
            store->m_notices.push_back(fmt::format(
                "{} is gone: what was written last before the program ended is lost", log.string()));
        TRY_ASSIGN(const int recovered, recover_answers(*store->m_connection));
        if (recovered > 0)
            store->m_notices.push_back(
                fmt::format("{} answer{} cut off when Hearth ended; what was written is there", recovered,
                            recovered == 1 ? " was" : "s were"));
    }
    store->m_lock->opened();
    return store;
}

Result<std::vector<std::string>> Store::check() {
    TRY_ASSIGN(auto wrong, check_file(*m_connection, true));
    if (!wrong.empty())
        mark_damaged();
    return wrong;
}

void Store::mark_damaged() {
    if (m_lock)
        m_lock->mark_damaged();
}

} // namespace hearth::storage
