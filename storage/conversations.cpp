#include "storage/conversations.h"

#include "storage/bin_entry.h"
#include "storage/search/index.h"
#include "storage/text.h"

#include <fmt/format.h>

#include <random>

namespace hearth::storage {

namespace {

constexpr const char* columns = "id, origin, title, folder, pinned, leaf, created, updated, activity";

Conversation read_row(const Statement& row) {
    return {.id = row.integer(0),
            .origin = row.text(1),
            .title = row.text(2),
            .folder = row.integer(3),
            .pinned = row.integer(4) != 0,
            .leaf = row.integer(5),
            .created = row.integer(6),
            .updated = row.integer(7),
            .activity = row.integer(8)};
}

std::string new_origin() {
    static thread_local std::random_device device;
    std::string origin;
    for (int i = 0; i < 4; ++i)
        origin += fmt::format("{:08x}", device());
    return origin;
}

/// The change of one row by `id`; an error when there is none.
template <typename... Values>
Result<void> change(Connection& connection, std::string_view thing, int64_t id, std::string_view sql,
                    const Values&... values) {
    TRY_ASSIGN(auto transaction, Transaction::begin(connection));
    TRY(connection.run(sql, values..., id));
    if (connection.changes() == 0)
        return fail(ErrorKind::NotFound, fmt::format("There is no {} {}", thing, id));
    return transaction.commit();
}

} // namespace

Result<Conversation> Conversations::create(std::string title, FolderId folder, std::string origin) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    const int64_t now = now_ms();
    TRY(m_connection->run("INSERT INTO conversations(origin, title, folder, created, updated, activity) "
                          "VALUES(?, ?, ?, ?, ?, (SELECT coalesce(max(activity), 0) + 1 FROM conversations))",
                          origin.empty() ? new_origin() : origin, to_utf8(title), folder, now, now));
    const ConversationId id = m_connection->last_insert_id();
    TRY(index_title(*m_connection, id, to_utf8(title)));
    TRY(transaction.commit());
    return get(id);
}

Result<Conversation> Conversations::get(ConversationId id) const {
    TRY_ASSIGN(auto query,
               m_connection->statement(fmt::format("SELECT {} FROM conversations WHERE id = ?", columns)));
    query.bind(id);
    TRY_ASSIGN(const bool row, query.step());
    if (!row)
        return fail(ErrorKind::NotFound, fmt::format("There is no conversation {}", id));
    return read_row(query);
}

Result<std::vector<Conversation>> Conversations::list(const ConversationFilter& filter) const {
    const char* continued = filter.before_activity != 0 ? "AND pinned = 0 AND activity < ?" : "";
    const char* folder = filter.folder ? "AND folder = ?" : "";
    TRY_ASSIGN(auto query,
               m_connection->statement(fmt::format("SELECT {} FROM conversations WHERE binned IS NULL {} {} "
                                                   "ORDER BY pinned DESC, activity DESC LIMIT ?",
                                                   columns, continued, folder)));
    if (filter.before_activity != 0)
        query.bind(filter.before_activity);
    if (filter.folder)
        query.bind(*filter.folder);
    query.bind(filter.limit);
    std::vector<Conversation> list;
    for (;;) {
        TRY_ASSIGN(const bool row, query.step());
        if (!row)
            return list;
        list.push_back(read_row(query));
    }
}

Result<int64_t> Conversations::count() const {
    TRY_ASSIGN(const auto count,
               m_connection->integer("SELECT count(*) FROM conversations WHERE binned IS NULL"));
    return count.value_or(0);
}

Result<std::optional<Conversation>> Conversations::find_origin(std::string_view origin) const {
    TRY_ASSIGN(const auto id, m_connection->integer("SELECT id FROM conversations WHERE origin = ?", origin));
    if (!id)
        return std::nullopt;
    return get(*id);
}

Result<void> Conversations::set_title(ConversationId id, std::string_view title) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY(unindex_title(*m_connection, id));
    TRY(change(*m_connection, "conversation", id, "UPDATE conversations SET title = ? WHERE id = ?",
               to_utf8(title)));
    TRY(index_title(*m_connection, id, to_utf8(title)));
    return transaction.commit();
}

Result<void> Conversations::set_pinned(ConversationId id, bool pinned) {
    return change(*m_connection, "conversation", id, "UPDATE conversations SET pinned = ? WHERE id = ?",
                  pinned ? 1 : 0);
}

Result<void> Conversations::set_folder(ConversationId id, FolderId folder) {
    if (folder != 0) {
        TRY_ASSIGN(const auto there,
                   m_connection->integer("SELECT id FROM folders WHERE id = ? AND binned IS NULL", folder));
        if (!there)
            return fail(ErrorKind::NotFound, fmt::format("There is no folder {}", folder));
    }
    return change(*m_connection, "conversation", id, "UPDATE conversations SET folder = ? WHERE id = ?",
                  folder);
}

Result<void> Conversations::set_times(ConversationId id, int64_t created, int64_t updated) {
    return change(*m_connection, "conversation", id,
                  "UPDATE conversations SET created = ?, updated = ? WHERE id = ?", created, updated);
}

Result<BinId> Conversations::remove(ConversationId id) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY_ASSIGN(const Conversation conversation, get(id));
    TRY_ASSIGN(const BinId entry,
               add_bin_entry(*m_connection,
                             {.kind = BinKind::Conversation, .item = id, .label = conversation.title}));
    TRY(m_connection->run("UPDATE conversations SET binned = ? WHERE id = ? AND binned IS NULL", entry, id));
    if (m_connection->changes() == 0)
        return fail(ErrorKind::NotFound, fmt::format("Conversation {} is in the bin already", id));
    TRY(transaction.commit());
    return entry;
}

Result<void> Conversations::touch(ConversationId id) {
    return change(
        *m_connection, "conversation", id,
        "UPDATE conversations SET updated = ?, activity = (SELECT max(activity) + 1 FROM conversations) "
        "WHERE id = ?",
        now_ms());
}

// ---- Folders

Result<Folder> Conversations::create_folder(std::string_view name, FolderId parent) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    if (parent != 0) {
        TRY_ASSIGN(const auto there,
                   m_connection->integer("SELECT id FROM folders WHERE id = ? AND binned IS NULL", parent));
        if (!there)
            return fail(ErrorKind::NotFound, fmt::format("There is no folder {}", parent));
    }
    TRY(m_connection->run("INSERT INTO folders(parent, name) VALUES(?, ?)", parent, to_utf8(name)));
    const FolderId id = m_connection->last_insert_id();
    TRY(transaction.commit());
    return Folder{.id = id, .parent = parent, .name = to_utf8(name)};
}

Result<void> Conversations::rename_folder(FolderId id, std::string_view name) {
    return change(*m_connection, "folder", id, "UPDATE folders SET name = ? WHERE id = ?", to_utf8(name));
}

Result<std::vector<Folder>> Conversations::folders() const {
    TRY_ASSIGN(auto query,
               m_connection->statement(
                   "SELECT id, parent, name FROM folders WHERE binned IS NULL ORDER BY name, id"));
    std::vector<Folder> list;
    for (;;) {
        TRY_ASSIGN(const bool row, query.step());
        if (!row)
            return list;
        list.push_back({.id = query.integer(0), .parent = query.integer(1), .name = query.text(2)});
    }
}

Result<BinId> Conversations::remove_folder(FolderId id) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY_ASSIGN(auto query,
               m_connection->statement("SELECT name FROM folders WHERE id = ? AND binned IS NULL"));
    query.bind(id);
    TRY_ASSIGN(const bool row, query.step());
    if (!row)
        return fail(ErrorKind::NotFound, fmt::format("There is no folder {}", id));
    const std::string name = query.text(0);
    query.reset();
    TRY_ASSIGN(const BinId entry,
               add_bin_entry(*m_connection, {.kind = BinKind::Folder, .item = id, .label = name}));
    // UNION, not UNION ALL: a circle of folders in a damaged file ends too.
    TRY(m_connection->run(
        "WITH RECURSIVE inside(id) AS (SELECT ?1 UNION SELECT folders.id FROM folders JOIN inside "
        "ON folders.parent = inside.id) "
        "UPDATE folders SET binned = ?2 WHERE id IN inside AND binned IS NULL",
        id, entry));
    TRY(m_connection->run(
        "UPDATE conversations SET binned = ?1 WHERE binned IS NULL AND folder <> 0 AND folder IN "
        "(SELECT id FROM folders WHERE binned = ?1)",
        entry));
    TRY(transaction.commit());
    return entry;
}

} // namespace hearth::storage
