// One SQLite connection, its prepared statements and transactions: a thin RAII layer over the C API.
// A Connection belongs to one thread at a time.
#pragma once

#include "storage/error.h"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace hearth::storage {

/// A prepared statement in use. Values are bound (never pasted into SQL), rows are stepped through; when it
/// goes out of scope the statement is reset and goes back to its connection.
class Statement {
public:
    Statement(sqlite3_stmt* statement, bool* in_use);
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    /// Binds the next parameter, in order; a failure is reported by step().
    Statement& bind(std::nullptr_t);
    Statement& bind(std::string_view text);
    Statement& bind(const char* text) { return bind(std::string_view(text)); }
    Statement& bind(std::span<const std::byte> blob);
    Statement& bind(std::integral auto value) { return bind_integer(static_cast<int64_t>(value)); }
    Statement& bind(double value);
    template <typename T>
    Statement& bind(const std::optional<T>& value) {
        return value ? bind(*value) : bind(nullptr);
    }

    /// Goes to the next row; false when there is none.
    Result<bool> step();
    /// Runs to the end and makes the statement ready for new parameters.
    Result<void> run();
    /// Ready for new parameters and a new first row.
    void reset();

    // Columns of the current row, from 0. Views live until the next step.
    int64_t integer(int column) const;
    double number(int column) const;
    std::string_view view(int column) const;
    std::string text(int column) const { return std::string(view(column)); }
    std::span<const std::byte> blob(int column) const;
    bool is_null(int column) const;

private:
    Statement& bind_integer(int64_t value);
    void bound(int code);

    sqlite3_stmt* m_statement;
    bool* m_in_use;
    int m_next_parameter = 1;
    int m_bind_error = 0;
};

/// How a file is opened.
enum class OpenMode {
    ReadWrite, ///< creates the file when it is not there
    ReadOnly,
};

/// When a commit is on the disk.
enum class Durability {
    Synced,   ///< fsync at commit: survives a power cut
    Buffered, ///< handed to the system at commit: survives the death of this process
};

/// A connection to one SQLite file.
class Connection {
public:
    /// Opens `path` with foreign keys and a busy timeout of 5 s, and changes nothing in it. `vfs` names
    /// another SQLite VFS, for tests that inject faults.
    static Result<std::unique_ptr<Connection>> open(const std::filesystem::path& path, OpenMode mode,
                                                    const std::string& vfs = {});
    /// Turns the write-ahead log on, with an fsync at every commit (synchronous=FULL).
    Result<void> prepare_for_writing();
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// A statement for `sql`, prepared once per connection.
    Result<Statement> statement(std::string_view sql);
    /// Binds `values` to `sql` and runs it.
    template <typename... Values>
    Result<void> run(std::string_view sql, const Values&... values) {
        TRY_ASSIGN(auto prepared, statement(sql));
        (prepared.bind(values), ...);
        return prepared.run();
    }
    /// The first column of the first row as an integer; nullopt without a row or when it is NULL.
    template <typename... Values>
    Result<std::optional<int64_t>> integer(std::string_view sql, const Values&... values) {
        TRY_ASSIGN(auto prepared, statement(sql));
        (prepared.bind(values), ...);
        TRY_ASSIGN(const bool row, prepared.step());
        return row && !prepared.is_null(0) ? std::optional(prepared.integer(0)) : std::nullopt;
    }
    /// Runs a script of several statements without parameters (migrations, pragmas).
    Result<void> script(const std::string& sql);

    /// Chooses what later commits wait for. Only outside a transaction.
    Result<void> set_durability(Durability durability);
    /// From now on commits do not fold the log into the file, unless the log grows very long: the caller
    /// does, with checkpoint(), when nobody waits.
    void defer_checkpoints();
    /// Pages in the log after the last commit of this connection; 0 after a checkpoint.
    int log_pages() const { return m_log_pages; }
    /// Folds the log into the file as far as no reader needs it. Waits for nobody.
    Result<void> checkpoint();
    /// A number that changes when another connection has committed to the file.
    Result<int64_t> data_version();
    int64_t last_insert_id() const;
    int64_t changes() const;
    bool in_transaction() const;
    bool read_only() const { return m_mode == OpenMode::ReadOnly; }
    const std::filesystem::path& path() const { return m_path; }
    sqlite3* handle() const { return m_database; }
    /// Ends the statement that runs on this connection now; callable from any thread. It returns Cancelled.
    void interrupt();
    /// The Error for SQLite's result `code`, with the file and what helps.
    Error error(int code) const;

private:
    Connection(sqlite3* database, std::filesystem::path path, OpenMode mode);
    static Result<std::unique_ptr<Connection>> open_as(const std::filesystem::path& path, OpenMode mode,
                                                       const std::string& vfs, const char* uri_options);

    static int after_commit(void* connection, sqlite3* database, const char* name, int pages);

    struct Cached {
        sqlite3_stmt* statement = nullptr;
        bool in_use = false;
    };

    sqlite3* m_database;
    std::filesystem::path m_path;
    OpenMode m_mode;
    Durability m_durability = Durability::Synced;
    int m_log_pages = 0;
    std::unordered_map<std::string, std::unique_ptr<Cached>> m_statements;
};

/// A write transaction, or a savepoint inside one. Rolled back when it goes out of scope uncommitted.
class Transaction {
public:
    static Result<Transaction> begin(Connection& connection);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    Result<void> commit();

private:
    Transaction(Connection& connection, bool nested);

    Connection* m_connection;
    bool m_nested;
};

} // namespace hearth::storage
