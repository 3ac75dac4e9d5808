#include "storage/connection.h"

#include "storage/search/tokenizer.h"

#include <fmt/format.h>
#include <sqlite3.h>

namespace hearth::storage {

namespace {

constexpr int busy_timeout_ms = 5000;
/// A log of 16 MB is folded into the file by the commit itself, whoever waits: reading it gets slow.
constexpr int longest_log_pages = 4000;

ErrorKind kind_of(int code) {
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return ErrorKind::Busy;
    case SQLITE_FULL:
        return ErrorKind::Full;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorKind::Corrupt;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return ErrorKind::Permission;
    case SQLITE_INTERRUPT:
        return ErrorKind::Cancelled;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_NOMEM:
        return ErrorKind::Io;
    case SQLITE_TOOBIG:
        return ErrorKind::InvalidInput;
    default:
        return ErrorKind::Internal;
    }
}

std::string sentence(ErrorKind kind, const std::string& file, const std::string& cause) {
    switch (kind) {
    case ErrorKind::Busy:
        return fmt::format(
            "{} is in use by another program that holds it for too long; close that program or "
            "try again",
            file);
    case ErrorKind::Full:
        return fmt::format("The disk that holds {} is full; nothing more is saved until there is space",
                           file);
    case ErrorKind::Corrupt:
        return fmt::format("{} is damaged ({}); it can be repaired with what is still readable", file, cause);
    case ErrorKind::Permission:
        return fmt::format("{} cannot be written ({}); check the permissions of the file and its folder",
                           file, cause);
    case ErrorKind::Cancelled:
        return fmt::format("The query on {} was given up", file);
    case ErrorKind::Io:
        return fmt::format("{} cannot be read or written ({}); check the disk", file, cause);
    default:
        return fmt::format("{}: {}", file, cause);
    }
}

Error make_error(int code, sqlite3* database, const std::filesystem::path& path) {
    const ErrorKind kind = kind_of(code);
    const char* cause = database != nullptr && sqlite3_errcode(database) == (code & 0xff)
                            ? sqlite3_errmsg(database)
                            : sqlite3_errstr(code);
    return {kind, sentence(kind, path.string(), cause)};
}

/// A file: URI for `path`: only then can a query part carry options.
std::string uri_of(const std::filesystem::path& path, const char* options) {
    std::string uri = "file:";
    for (const char c : path.string()) {
        if (c == '%' || c == '?' || c == '#')
            uri += fmt::format("%{:02x}", static_cast<unsigned char>(c));
        else
            uri += c;
    }
    return uri + options;
}

} // namespace

// ---- Statement

Statement::Statement(sqlite3_stmt* statement, bool* in_use) : m_statement(statement), m_in_use(in_use) {
    if (m_in_use != nullptr)
        *m_in_use = true;
}

Statement::Statement(Statement&& other) noexcept
    : m_statement(std::exchange(other.m_statement, nullptr))
    , m_in_use(std::exchange(other.m_in_use, nullptr))
    , m_next_parameter(other.m_next_parameter)
    , m_bind_error(other.m_bind_error) {}

Statement::~Statement() {
    if (m_statement == nullptr)
        return;
    if (m_in_use == nullptr) {
        sqlite3_finalize(m_statement);
        return;
    }
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
    *m_in_use = false;
}

void Statement::bound(int code) {
    ++m_next_parameter;
    if (code != SQLITE_OK && m_bind_error == 0)
        m_bind_error = code;
}

Statement& Statement::bind(std::nullptr_t) {
    bound(sqlite3_bind_null(m_statement, m_next_parameter));
    return *this;
}

Statement& Statement::bind(std::string_view text) {
    const char* data = text.data() != nullptr ? text.data() : "";
    bound(
        sqlite3_bind_text64(m_statement, m_next_parameter, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind(std::span<const std::byte> blob) {
    const void* data = blob.data() != nullptr ? static_cast<const void*>(blob.data()) : "";
    bound(sqlite3_bind_blob64(m_statement, m_next_parameter, data, blob.size(), SQLITE_TRANSIENT));
    return *this;
}

Statement& Statement::bind(double value) {
    bound(sqlite3_bind_double(m_statement, m_next_parameter, value));
    return *this;
}

Statement& Statement::bind_integer(int64_t value) {
    bound(sqlite3_bind_int64(m_statement, m_next_parameter, value));
    return *this;
}

Result<bool> Statement::step() {
    sqlite3* database = sqlite3_db_handle(m_statement);
    const char* name = sqlite3_db_filename(database, "main");
    const int code = m_bind_error != 0 ? m_bind_error : sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    auto error =
        make_error(sqlite3_extended_errcode(database) != 0 ? sqlite3_extended_errcode(database) : code,
                   database, name != nullptr ? name : "");
    return std::unexpected(std::move(error));
}

Result<void> Statement::run() {
    for (;;) {
        auto row = step();
        if (!row) {
            reset();
            return std::unexpected(row.error());
        }
        if (!*row)
            break;
    }
    reset();
    return {};
}

void Statement::reset() {
    sqlite3_reset(m_statement);
    m_next_parameter = 1;
    m_bind_error = 0;
}

int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(m_statement, column);
}

double Statement::number(int column) const {
    return sqlite3_column_double(m_statement, column);
}

std::string_view Statement::view(int column) const {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    if (text == nullptr)
        return {};
    return {text, static_cast<size_t>(sqlite3_column_bytes(m_statement, column))};
}

std::span<const std::byte> Statement::blob(int column) const {
    const auto* bytes = static_cast<const std::byte*>(sqlite3_column_blob(m_statement, column));
    if (bytes == nullptr)
        return {};
    return {bytes, static_cast<size_t>(sqlite3_column_bytes(m_statement, column))};
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

// ---- Connection

Connection::Connection(sqlite3* database, std::filesystem::path path, OpenMode mode)
    : m_database(database), m_path(std::move(path)), m_mode(mode) {}

Connection::~Connection() {
    for (auto& [sql, cached] : m_statements)
        sqlite3_finalize(cached->statement);
    m_statements.clear();
    sqlite3_close_v2(m_database);
}

Result<std::unique_ptr<Connection>> Connection::open_as(const std::filesystem::path& path, OpenMode mode,
                                                        const std::string& vfs, const char* uri_options) {
    const int flags =
        (mode == OpenMode::ReadWrite ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) |
        SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    sqlite3* database = nullptr;
    const int code = sqlite3_open_v2(uri_of(path, uri_options).c_str(), &database, flags,
                                     vfs.empty() ? nullptr : vfs.c_str());
    if (code != SQLITE_OK) {
        Error error = make_error(code, database, path);
        sqlite3_close_v2(database);
        return std::unexpected(std::move(error));
    }
    std::unique_ptr<Connection> connection(new Connection(database, path, mode));
    sqlite3_busy_timeout(database, busy_timeout_ms);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    TRY(register_tokenizer(database));
    // A damaged file is found where it is read, not somewhere later.
    TRY(connection->script("PRAGMA cell_size_check=ON; PRAGMA foreign_keys=ON; PRAGMA cache_size=-32768;"
                           "PRAGMA temp_store=MEMORY;"));
    TRY(connection->integer("SELECT count(*) FROM sqlite_master"));
    return connection;
}

Result<std::unique_ptr<Connection>> Connection::open(const std::filesystem::path& path, OpenMode mode,
                                                     const std::string& vfs) {
    auto connection = open_as(path, mode, vfs, "");
    const bool cannot_read = !connection && (connection.error().kind == ErrorKind::Io ||
                                             connection.error().kind == ErrorKind::Permission);
    // A file in WAL mode in a folder that cannot be written: nobody else can be changing it either.
    if (mode == OpenMode::ReadOnly && cannot_read)
        return open_as(path, mode, vfs, "?immutable=1");
    return connection;
}

Result<void> Connection::prepare_for_writing() {
    if (sqlite3_db_readonly(m_database, "main") == 1)
        return fail(ErrorKind::Permission, sentence(ErrorKind::Permission, m_path.string(), "read-only"));
    // fullfsync: on macOS fsync() ends in the drive's own memory; other systems do not know the difference.
    return script(fmt::format("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA fullfsync=ON;"
                              "PRAGMA journal_size_limit=67108864; PRAGMA wal_autocheckpoint={};",
                              longest_log_pages));
}

Result<Statement> Connection::statement(std::string_view sql) {
    auto& cached = m_statements[std::string(sql)];
    if (!cached)
        cached = std::make_unique<Cached>();
    if (cached->statement != nullptr && !cached->in_use)
        return Statement(cached->statement, &cached->in_use);
    sqlite3_stmt* prepared = nullptr;
    const int code = sqlite3_prepare_v3(m_database, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    if (code != SQLITE_OK)
        return std::unexpected(error(code));
    if (cached->in_use) // The same statement inside itself: a second one that goes away after use.
        return Statement(prepared, nullptr);
    cached->statement = prepared;
    return Statement(prepared, &cached->in_use);
}

Result<void> Connection::script(const std::string& sql) {
    const int code = sqlite3_exec(m_database, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return std::unexpected(error(code));
    return {};
}

Result<void> Connection::set_durability(Durability durability) {
    if (durability == m_durability)
        return {};
    TRY(script(durability == Durability::Synced ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL"));
    m_durability = durability;
    return {};
}

int Connection::after_commit(void* connection, sqlite3*, const char*, int pages) {
    auto* self = static_cast<Connection*>(connection);
    self->m_log_pages = pages;
    if (pages >= longest_log_pages)
        (void)self->checkpoint(); // The commit is good whatever comes of this.
    return SQLITE_OK;
}

void Connection::defer_checkpoints() {
    sqlite3_wal_hook(m_database, after_commit, this);
}

Result<void> Connection::checkpoint() {
    m_log_pages = 0; // Of a checkpoint that fails as well: the next commit says anew how long the log is.
    const int code =
        sqlite3_wal_checkpoint_v2(m_database, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    if (code != SQLITE_OK)
        return std::unexpected(error(code));
    return {};
}

Result<int64_t> Connection::data_version() {
    TRY_ASSIGN(const auto version, integer("PRAGMA data_version"));
    return version.value_or(0);
}

int64_t Connection::last_insert_id() const {
    return sqlite3_last_insert_rowid(m_database);
}

int64_t Connection::changes() const {
    return sqlite3_changes64(m_database);
}

bool Connection::in_transaction() const {
    return sqlite3_get_autocommit(m_database) == 0;
}

void Connection::interrupt() {
    sqlite3_interrupt(m_database);
}

Error Connection::error(int code) const {
    return make_error(code, m_database, m_path);
}

// ---- Transaction

Transaction::Transaction(Connection& connection, bool nested) : m_connection(&connection), m_nested(nested) {}

Transaction::Transaction(Transaction&& other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr)), m_nested(other.m_nested) {}

Result<Transaction> Transaction::begin(Connection& connection) {
    if (connection.read_only()) {
        return fail(ErrorKind::Permission,
                    fmt::format("{} is open read-only; nothing can be changed", connection.path().string()));
    }
    const bool nested = connection.in_transaction();
    // IMMEDIATE: the wait for another writer happens here, where it can be waited for, not at a later
    // upgrade.
    TRY(connection.run(nested ? "SAVEPOINT nested" : "BEGIN IMMEDIATE"));
    return Transaction(connection, nested);
}

Result<void> Transaction::commit() {
    TRY(m_connection->run(m_nested ? "RELEASE nested" : "COMMIT"));
    m_connection = nullptr;
    return {};
}

Transaction::~Transaction() {
    // SQLite may have rolled back by itself already (disk full, I/O error).
    if (m_connection == nullptr || !m_connection->in_transaction())
        return;
    if (m_nested) {
        (void)m_connection->run("ROLLBACK TO nested");
        (void)m_connection->run("RELEASE nested");
    } else {
        (void)m_connection->run("ROLLBACK");
    }
}

} // namespace hearth::storage
