#include "storage/bin_entry.h"
#include "storage/search/index.h"
#include "storage/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace hearth::storage {

namespace {

constexpr double day_ms = 86'400'000.0;
/// `days` of an entry that empty() marked: it is purged next and not listed.
constexpr double marked = 1e9;

/// Days between two times, as far as the clock is believed.
double believed_days(int64_t from, int64_t to) {
    return std::clamp(static_cast<double>(to - from) / day_ms, 0.0, Bin::days_per_tick);
}

Result<int64_t> last_tick(Connection& connection, int64_t otherwise) {
    TRY_ASSIGN(const auto tick, connection.integer("SELECT last_tick FROM bin_clock WHERE id = 1"));
    return tick.value_or(otherwise);
}

struct Purged {
    BinId entry = 0;
    BinKind kind = BinKind::Conversation;
    int64_t item = 0;
};

Result<std::optional<Purged>> next_to_purge(Connection& connection) {
    TRY_ASSIGN(auto query,
               connection.statement("SELECT id, kind, item FROM bin WHERE days >= ? ORDER BY id LIMIT 1"));
    query.bind(Bin::days_kept);
    TRY_ASSIGN(const bool row, query.step());
    if (!row)
        return std::nullopt;
    return Purged{query.integer(0), static_cast<BinKind>(query.integer(1)), query.integer(2)};
}

/// Removes up to `limit` messages that `entry` took; how many it removed.
Result<int> purge_messages(Connection& connection, const Purged& entry, int limit) {
    TRY_ASSIGN(
        auto query,
        connection.statement(entry.kind == BinKind::Message
                                 ? "SELECT id FROM messages WHERE binned = ? LIMIT ?"
                                 : "SELECT messages.id FROM messages JOIN conversations ON "
                                   "messages.conversation = conversations.id WHERE conversations.binned = ? "
                                   "LIMIT ?"));
    query.bind(entry.entry).bind(limit);
    std::vector<MessageId> ids;
    for (;;) {
        TRY_ASSIGN(const bool row, query.step());
        if (!row)
            break;
        ids.push_back(query.integer(0));
    }
    query.reset();
    for (const MessageId id : ids) {
        TRY(unindex_message(connection, id));
        TRY(connection.run("DELETE FROM messages WHERE id = ?", id));
    }
    return static_cast<int>(ids.size());
}

/// Removes attachments that no message, draft or task has. A day old at least: what was attached just now is
/// in no draft yet.
Result<void> remove_unused_attachments(Connection& connection) {
    TRY_ASSIGN(auto query,
               connection.statement(
                   "SELECT id FROM attachments WHERE created < ? "
                   "AND NOT EXISTS (SELECT 1 FROM message_attachments WHERE attachment = attachments.id) "
                   "AND NOT EXISTS (SELECT 1 FROM drafts WHERE instr(parts, hash) > 0) "
                   "AND NOT EXISTS (SELECT 1 FROM tasks WHERE instr(input, hash) > 0)"));
    query.bind(now_ms() - static_cast<int64_t>(day_ms));
    std::vector<int64_t> unused;
    for (;;) {
        TRY_ASSIGN(const bool row, query.step());
        if (!row)
            break;
        unused.push_back(query.integer(0));
    }
    query.reset();
    for (const int64_t id : unused) {
        TRY(unindex_document(connection, id));
        TRY(connection.run("DELETE FROM attachments WHERE id = ?", id));
    }
    return {};
}

Result<void> unindex_titles(Connection& connection, BinId entry) {
    TRY_ASSIGN(auto query, connection.statement("SELECT id FROM conversations WHERE binned = ?"));
    query.bind(entry);
    for (;;) {
        TRY_ASSIGN(const bool row, query.step());
        if (!row)
            return {};
        TRY(unindex_title(connection, query.integer(0)));
    }
}

Result<void> purge_rest(Connection& connection, const Purged& entry) {
    TRY(connection.run(
        "DELETE FROM bin WHERE kind = ? AND conversation IN (SELECT id FROM conversations WHERE "
        "binned = ?)",
        static_cast<int>(BinKind::Message), entry.entry));
    TRY(connection.run(
        "DELETE FROM drafts WHERE conversation IN (SELECT id FROM conversations WHERE binned = ?)",
        entry.entry));
    TRY(unindex_titles(connection, entry.entry));
    TRY(connection.run("DELETE FROM conversations WHERE binned = ?", entry.entry));
    TRY(connection.run(
        "UPDATE conversations SET folder = 0 WHERE folder IN (SELECT id FROM folders WHERE binned = ?)",
        entry.entry));
    TRY(connection.run("DELETE FROM folders WHERE binned = ?", entry.entry));
    TRY(connection.run("DELETE FROM prompts WHERE binned = ?", entry.entry));
    TRY(connection.run("DELETE FROM tasks WHERE binned = ?", entry.entry));
    TRY(remove_unused_attachments(connection));
    return connection.run("DELETE FROM bin WHERE id = ?", entry.entry);
}

} // namespace

Result<BinId> add_bin_entry(Connection& connection, const NewBinEntry& entry) {
    const int64_t now = now_ms();
    TRY_ASSIGN(const int64_t tick, last_tick(connection, now));
    // The next tick counts from the last one: what lies before the delete is taken off here.
    TRY(connection.run("INSERT INTO bin(kind, item, conversation, leaf, label, deleted, days) "
                       "VALUES(?, ?, ?, ?, ?, ?, ?)",
                       static_cast<int>(entry.kind), entry.item, entry.conversation, entry.leaf,
                       beginning(to_utf8(entry.label), 200), now, -believed_days(tick, now)));
    return connection.last_insert_id();
}

Result<std::vector<BinEntry>> Bin::list(int limit) const {
    TRY_ASSIGN(auto query,
               m_connection->statement("SELECT id, kind, item, conversation, label, deleted, days FROM bin "
                                       "WHERE days < ? ORDER BY id DESC LIMIT ?"));
    query.bind(days_kept).bind(limit);
    std::vector<BinEntry> list;
    for (;;) {
        TRY_ASSIGN(const bool row, query.step());
        if (!row)
            return list;
        list.push_back({.id = query.integer(0),
                        .kind = static_cast<BinKind>(query.integer(1)),
                        .item = query.integer(2),
                        .conversation = query.integer(3),
                        .label = query.text(4),
                        .deleted = query.integer(5),
                        .days_left = std::min(days_kept, days_kept - query.number(6))});
    }
}

Result<void> Bin::restore(BinId id) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY_ASSIGN(auto query,
               m_connection->statement("SELECT leaf, conversation FROM bin WHERE id = ? AND days < ?"));
    query.bind(id).bind(days_kept);
    TRY_ASSIGN(const bool row, query.step());
    if (!row)
        return fail(ErrorKind::NotFound, fmt::format("There is no entry {} in the bin", id));
    const MessageId leaf = query.integer(0);
    const ConversationId conversation = query.integer(1);
    query.reset();
    TRY(m_connection->run("UPDATE messages SET binned = NULL WHERE binned = ?", id));
    TRY(m_connection->run("UPDATE folders SET binned = NULL WHERE binned = ?", id));
    TRY(m_connection->run("UPDATE conversations SET binned = NULL WHERE binned = ?", id));
    TRY(m_connection->run("UPDATE prompts SET binned = NULL WHERE binned = ?", id));
    TRY(m_connection->run("UPDATE tasks SET binned = NULL WHERE binned = ?", id));
    // What comes back goes to the top level when the folder that held it is gone.
    TRY(m_connection->run(
        "UPDATE conversations SET folder = 0 WHERE folder <> 0 AND binned IS NULL AND folder NOT IN "
        "(SELECT id FROM folders WHERE binned IS NULL)"));
    TRY(m_connection->run(
        "UPDATE folders SET parent = 0 WHERE parent <> 0 AND binned IS NULL AND parent NOT IN "
        "(SELECT id FROM folders WHERE binned IS NULL)"));
    if (leaf != 0) {
        TRY(m_connection->run("UPDATE conversations SET leaf = ?1 WHERE id = ?2 AND EXISTS "
                              "(SELECT 1 FROM messages WHERE id = ?1 AND binned IS NULL)",
                              leaf, conversation));
    }
    TRY(m_connection->run("DELETE FROM bin WHERE id = ?", id));
    return transaction.commit();
}

Result<void> Bin::tick(int64_t now) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY_ASSIGN(const int64_t last, last_tick(*m_connection, now));
    TRY(m_connection->run("UPDATE bin SET days = days + ?", believed_days(last, now)));
    TRY(m_connection->run("INSERT INTO bin_clock(id, last_tick) VALUES(1, ?1) ON CONFLICT(id) DO UPDATE SET "
                          "last_tick = ?1",
                          now));
    return transaction.commit();
}

Result<bool> Bin::purge(int limit) {
    TRY_ASSIGN(const auto waiting, next_to_purge(*m_connection));
    if (!waiting)
        return false;
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY_ASSIGN(const auto entry, next_to_purge(*m_connection));
    if (!entry)
        return false;
    // Half purged cannot be restored: from here on it is not listed.
    TRY(m_connection->run("UPDATE bin SET days = ? WHERE id = ?", marked, entry->entry));
    TRY_ASSIGN(const int removed, purge_messages(*m_connection, *entry, limit));
    if (removed < limit)
        TRY(purge_rest(*m_connection, *entry));
    TRY(transaction.commit());
    return true;
}

Result<void> Bin::empty(BinId id) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY(m_connection->run("UPDATE bin SET days = ? WHERE id = ?", marked, id));
    if (m_connection->changes() == 0)
        return fail(ErrorKind::NotFound, fmt::format("There is no entry {} in the bin", id));
    return transaction.commit();
}

Result<void> Bin::empty_all() {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY(m_connection->run("UPDATE bin SET days = ?", marked));
    return transaction.commit();
}

} // namespace hearth::storage
