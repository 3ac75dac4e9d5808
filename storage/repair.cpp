#include "storage/repair.h"

#include "storage/migrations/migrations.h"
#include "storage/search.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>

namespace hearth::storage {

namespace {

// What is copied; the search index is made new.
constexpr const char* tables[] = {"conversations",
                                  "models",
                                  "samplings",
                                  "messages",
                                  "drafts",
                                  "bin",
                                  "bin_clock",
                                  "folders",
                                  "attachments",
                                  "attachment_pieces",
                                  "message_attachments",
                                  "tasks",
                                  "task_steps",
                                  "settings",
                                  "prompts"};

/// A damaged page makes every row on it unreadable: after one, this many ids are tried one by one, then in
/// steps that double, up to `longest_step`, until `most_skipped` ids in all.
constexpr int tried_singly = 4096;
constexpr int64_t longest_step = 1 << 20;
constexpr int64_t most_skipped = 1 << 26;

std::vector<std::string> columns_of(Connection& connection, const char* table) {
    std::vector<std::string> names;
    auto query = connection.statement("SELECT name FROM pragma_table_info(?)");
    if (!query)
        return names;
    query->bind(table);
    for (;;) {
        const auto row = query->step();
        if (!row || !*row)
            return names;
        names.push_back(query->text(0));
    }
}

void copy_value(Statement& to, sqlite3_stmt* from, int column) {
    switch (sqlite3_column_type(from, column)) {
    case SQLITE_NULL:
        to.bind(nullptr);
        break;
    case SQLITE_INTEGER:
        to.bind(sqlite3_column_int64(from, column));
        break;
    case SQLITE_FLOAT:
        to.bind(sqlite3_column_double(from, column));
        break;
    case SQLITE_BLOB:
        to.bind(std::span(static_cast<const std::byte*>(sqlite3_column_blob(from, column)),
                          static_cast<size_t>(sqlite3_column_bytes(from, column))));
        break;
    default:
        to.bind(std::string_view(reinterpret_cast<const char*>(sqlite3_column_text(from, column)),
                                 static_cast<size_t>(sqlite3_column_bytes(from, column))));
    }
}

/// Copies the readable rows of one table in the order of their ids, going on behind what cannot be read.
class TableCopy {
public:
    TableCopy(Connection& from, Connection& to, const char* table)
        : m_from(&from), m_to(&to), m_table(table) {}

    Result<void> run(RepairReport& report) {
        // Table and column names come from the lists of this program, not from the file.
        const auto columns = columns_of(*m_to, m_table);
        std::string names, marks;
        for (const auto& name : columns) {
            names += names.empty() ? name : fmt::format(", {}", name);
            marks += marks.empty() ? "?" : ", ?";
        }
        m_columns = static_cast<int>(columns.size());
        m_has_id = m_from->integer(fmt::format("SELECT rowid FROM {} LIMIT 1", m_table)).has_value();
        m_insert = fmt::format("INSERT OR IGNORE INTO {}({}) VALUES({})", m_table, names, marks);
        if (!m_has_id)
            return without_ids(fmt::format("SELECT {}, 0 FROM {}", names, m_table), report);
        m_select = fmt::format("SELECT {}, rowid FROM {} WHERE rowid >= ? ORDER BY rowid", names, m_table);
        return by_id(report);
    }

private:
    /// Copies rows until the end (true) or an error (false).
    bool copy(const std::string& select, std::optional<int64_t> start, RepairReport& report) {
        sqlite3_stmt* rows = nullptr;
        if (sqlite3_prepare_v2(m_from->handle(), select.c_str(), -1, &rows, nullptr) != SQLITE_OK)
            return true; // No such table in an older file, or its definition is lost: nothing to copy.
        if (start)
            sqlite3_bind_int64(rows, 1, *start);
        int code = SQLITE_OK;
        while ((code = sqlite3_step(rows)) == SQLITE_ROW) {
            m_next = sqlite3_column_int64(rows, m_columns) + 1;
            auto insert = m_to->statement(m_insert);
            for (int i = 0; insert && i < m_columns; ++i)
                copy_value(*insert, rows, i);
            if (insert && insert->run())
                ++report.rows_kept;
            else
                ++report.ids_skipped;
        }
        sqlite3_finalize(rows);
        return code == SQLITE_DONE;
    }

    Result<void> without_ids(const std::string& select, RepairReport& report) {
        copy(select, std::nullopt, report);
        return {};
    }

    Result<void> by_id(RepairReport& report) {
        m_next = INT64_MIN;
        int64_t last = INT64_MAX; // The highest id, when the right edge of the tree is readable.
        if (auto highest = m_from->integer(fmt::format("SELECT max(rowid) FROM {}", m_table));
            highest && *highest)
            last = **highest;
        int64_t step = 1, skipped = 0, failed_at = -1;
        int failures = 0;
        while (!copy(m_select, m_next, report)) {
            failures = m_next == failed_at ? failures + 1 : 1;
            step = failures <= tried_singly ? 1 : std::min(step * 2, longest_step);
            m_next = std::max<int64_t>(m_next, 0) + step;
            failed_at = m_next;
            skipped += step;
            if (m_next > last || skipped > most_skipped)
                break;
        }
        report.ids_skipped += skipped;
        return {};
    }

    Connection* m_from;
    Connection* m_to;
    const char* m_table;
    std::string m_select, m_insert;
    int m_columns = 0;
    bool m_has_id = true;
    int64_t m_next = 0;
};

/// What hangs in the air after losses: answers to a lost message go to the nearest place that is there.
Result<void> mend(Connection& connection) {
    TRY(connection.run(
        "INSERT OR IGNORE INTO conversations(id, origin, title, created, updated, activity) "
        "SELECT conversation, 'repaired:' || conversation, '', min(created), max(created), max(id) "
        "FROM messages WHERE conversation NOT IN (SELECT id FROM conversations) GROUP BY conversation"));
    TRY(connection.run(
        "UPDATE messages SET parent = coalesce((SELECT max(before.id) FROM messages AS before WHERE "
        "before.conversation = messages.conversation AND before.id < messages.id), 0) "
        "WHERE parent <> 0 AND parent NOT IN (SELECT id FROM messages)"));
    TRY(connection.run("UPDATE messages SET model = NULL WHERE model NOT IN (SELECT id FROM models)"));
    TRY(connection.run(
        "UPDATE messages SET sampling = NULL WHERE sampling NOT IN (SELECT id FROM samplings)"));
    TRY(connection.run(
        "UPDATE conversations SET leaf = coalesce((SELECT max(id) FROM messages WHERE conversation = "
        "conversations.id AND binned IS NULL), 0) WHERE leaf <> 0 AND leaf NOT IN "
        "(SELECT id FROM messages WHERE conversation = conversations.id)"));
    TRY(connection.run(
        "UPDATE conversations SET leaf = coalesce((SELECT max(id) FROM messages WHERE conversation = "
        "conversations.id AND binned IS NULL), 0) WHERE origin LIKE 'repaired:%'"));
    TRY(connection.run("DELETE FROM attachment_pieces WHERE attachment NOT IN (SELECT id FROM attachments)"));
    TRY(connection.run(
        "DELETE FROM message_attachments WHERE attachment NOT IN (SELECT id FROM attachments) OR "
        "message NOT IN (SELECT id FROM messages)"));
    TRY(connection.run("DELETE FROM task_steps WHERE task NOT IN (SELECT id FROM tasks)"));
    // What the bin no longer lists comes back rather than staying hidden for ever.
    for (const char* table : {"conversations", "messages", "folders", "prompts", "tasks"}) {
        TRY(connection.run(
            fmt::format("UPDATE {} SET binned = NULL WHERE binned NOT IN (SELECT id FROM bin)", table)));
    }
    return connection.run("UPDATE conversations SET folder = 0 WHERE folder NOT IN (SELECT id FROM folders)");
}

Result<RepairReport> salvage(const std::filesystem::path& damaged, const std::filesystem::path& fresh) {
    RepairReport report;
    TRY_ASSIGN(auto to, Connection::open(fresh, OpenMode::ReadWrite));
    TRY(to->prepare_for_writing());
    TRY(migrate(*to, current_version()));
    TRY(to->script("PRAGMA foreign_keys=OFF"));
    if (auto from = Connection::open(damaged, OpenMode::ReadWrite)) {
        TRY((*from)->script("PRAGMA cell_size_check=OFF"));
        for (const char* table : tables) {
            TRY_ASSIGN(auto transaction, Transaction::begin(*to));
            TRY(TableCopy(**from, *to, table).run(report));
            TRY(transaction.commit());
        }
    } else if (from.error().kind != ErrorKind::Corrupt) {
        return std::unexpected(from.error());
    }
    TRY_ASSIGN(auto transaction, Transaction::begin(*to));
    TRY(mend(*to));
    TRY(transaction.commit());
    TRY(Search(*to).rebuild());
    TRY(to->script("PRAGMA foreign_keys=ON; PRAGMA wal_checkpoint(TRUNCATE)"));
    return report;
}

Result<void> rename_file(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::error_code failure;
    std::filesystem::rename(from, to, failure);
    if (failure)
        return fail(ErrorKind::Io, fmt::format("{} cannot be renamed to {}: {}", from.string(), to.string(),
                                               failure.message()));
    return {};
}

std::filesystem::path with_suffix(std::filesystem::path path, const std::string& suffix) {
    path += suffix;
    return path;
}

} // namespace

Result<void> back_up(Connection& connection, const std::filesystem::path& target) {
    const auto unfinished = with_suffix(target, ".unfinished");
    std::error_code ignored;
    std::filesystem::remove(unfinished, ignored);
    sqlite3* copy = nullptr;
    int code = sqlite3_open_v2(unfinished.string().c_str(), &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                               nullptr);
    if (code == SQLITE_OK) {
        sqlite3_backup* backup = sqlite3_backup_init(copy, "main", connection.handle(), "main");
        code = backup != nullptr ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(copy);
        if (backup != nullptr)
            sqlite3_backup_finish(backup);
    }
    sqlite3_close(copy);
    if (code != SQLITE_DONE) {
        std::filesystem::remove(unfinished, ignored);
        return fail(
            (code & 0xff) == SQLITE_FULL ? ErrorKind::Full : ErrorKind::Io,
            fmt::format("The copy {} cannot be written ({}); the store stays as it is until there is space",
                        target.string(), sqlite3_errstr(code)));
    }
    return rename_file(unfinished, target);
}

Result<std::vector<std::string>> check_file(Connection& connection, bool thorough) {
    TRY_ASSIGN(auto query,
               connection.statement(thorough ? "PRAGMA integrity_check(20)" : "PRAGMA quick_check(20)"));
    std::vector<std::string> wrong;
    for (;;) {
        const auto row = query.step();
        if (!row && row.error().kind == ErrorKind::Corrupt)
            wrong.push_back(row.error().message);
        else if (!row)
            return std::unexpected(row.error());
        if (!row || !*row)
            return wrong;
        if (query.view(0) != "ok")
            wrong.push_back(query.text(0));
    }
}

Result<RepairReport> repair(const std::filesystem::path& path) {
    const auto fresh = with_suffix(path, ".repaired");
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm"})
        std::filesystem::remove(with_suffix(fresh, suffix), ignored);
    std::filesystem::path damaged;
    for (int number = 1; damaged.empty() || std::filesystem::exists(damaged, ignored); ++number)
        damaged = with_suffix(path, fmt::format(".damaged-{}", number));
    TRY_ASSIGN(RepairReport report, salvage(path, fresh));
    // The damaged file goes with its log, so that nothing of it is read into the new one.
    for (const char* suffix : {"", "-wal", "-shm"}) {
        if (std::filesystem::exists(with_suffix(path, suffix), ignored))
            TRY(rename_file(with_suffix(path, suffix), with_suffix(damaged, suffix)));
    }
    TRY(rename_file(fresh, path));
    report.damaged = damaged;
    return report;
}

} // namespace hearth::storage
