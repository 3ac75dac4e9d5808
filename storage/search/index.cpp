#include "storage/search/index.h"

#include "storage/message_row.h"
#include "storage/search.h"
#include "storage/search/fold.h"
#include "storage/search/indexed_text.h"

#include <fmt/format.h>

namespace hearth::storage {

std::string conversation_facet(ConversationId conversation) {
    return fmt::format("\x01"
                       "c{}",
                       conversation);
}

std::string role_facet(Role role) {
    return fmt::format("\x01r{}", static_cast<int>(role));
}

std::string model_facet(int64_t model) {
    return fmt::format("\x01m{}", model);
}

namespace {

/// What the tokenizer gets for a text without facets.
std::string text_only(std::string_view text) {
    std::string input = fold(text);
    input.insert(input.begin(), '\x02');
    return input;
}

/// What the tokenizer gets for a message; nullopt when there is no such message.
Result<std::optional<std::string>> indexed_text(Connection& connection, MessageId id) {
    TRY_ASSIGN(auto query, connection.statement(
                               "SELECT conversation, role, model, text, parts FROM messages WHERE id = ?"));
    query.bind(id);
    TRY_ASSIGN(const bool row, query.step());
    if (!row)
        return std::nullopt;
    std::string text = conversation_facet(query.integer(0)) + role_facet(static_cast<Role>(query.integer(1)));
    if (!query.is_null(2))
        text += model_facet(query.integer(2));
    text += '\x02';
    if (!query.is_null(3)) {
        text += fold(query.view(3));
    } else if (auto parts = parts_from_json(query.view(4))) {
        text += fold(plain_text(*parts));
    }
    return text;
}

Result<void> insert(Connection& connection, MessageId id) {
    TRY_ASSIGN(const auto text, indexed_text(connection, id));
    if (!text)
        return {};
    TRY(connection.run(
        "INSERT INTO message_blocks(block, earliest, latest) "
        "SELECT id >> 10, created, created FROM messages WHERE id = ? ON CONFLICT(block) DO UPDATE SET "
        "earliest = min(earliest, excluded.earliest), latest = max(latest, excluded.latest)",
        id));
    return connection.run("INSERT INTO message_index(rowid, text) VALUES(?, ?)", id, *text);
}

} // namespace

Result<void> queue_for_index(Connection& connection, MessageId message) {
    return connection.run("INSERT OR IGNORE INTO index_queue(message) VALUES(?)", message);
}

Result<void> unindex_message(Connection& connection, MessageId message) {
    TRY_ASSIGN(const auto waits,
               connection.integer("SELECT message FROM index_queue WHERE message = ?", message));
    if (waits)
        return connection.run("DELETE FROM index_queue WHERE message = ?", message);
    TRY_ASSIGN(const auto text, indexed_text(connection, message));
    if (!text)
        return {};
    return connection.run("INSERT INTO message_index(message_index, rowid, text) VALUES('delete', ?, ?)",
                          message, *text);
}

Result<void> index_title(Connection& connection, ConversationId conversation, std::string_view title) {
    if (title.empty())
        return {};
    return connection.run("INSERT INTO title_index(rowid, text) VALUES(?, ?)", conversation,
                          text_only(title));
}

Result<void> unindex_title(Connection& connection, ConversationId conversation) {
    TRY_ASSIGN(auto query,
               connection.statement("SELECT title FROM conversations WHERE id = ? AND title <> ''"));
    query.bind(conversation);
    TRY_ASSIGN(const bool row, query.step());
    if (!row)
        return {};
    return connection.run("INSERT INTO title_index(title_index, rowid, text) VALUES('delete', ?, ?)",
                          conversation, text_only(query.view(0)));
}

Result<void> index_all_titles(Connection& connection) {
    TRY_ASSIGN(auto query, connection.statement("SELECT id, title FROM conversations ORDER BY id"));
    for (;;) {
        TRY_ASSIGN(const bool row, query.step());
        if (!row)
            return {};
        TRY(index_title(connection, query.integer(0), query.view(1)));
    }
}

Result<void> index_document(Connection& connection, int64_t attachment, std::string_view text) {
    return connection.run("INSERT INTO document_index(rowid, text) VALUES(?, ?)", attachment,
                          text_only(text));
}

Result<void> unindex_document(Connection& connection, int64_t attachment) {
    TRY_ASSIGN(auto query, connection.statement("SELECT text FROM attachments WHERE id = ?"));
    query.bind(attachment);
    TRY_ASSIGN(const bool row, query.step());
    if (!row || query.is_null(0))
        return {};
    return connection.run("INSERT INTO document_index(document_index, rowid, text) VALUES('delete', ?, ?)",
                          attachment, text_only(query.view(0)));
}

Result<bool> Search::index_pending(int limit, const std::function<bool()>& interrupted) {
    // Asked before the write lock is taken: nearly always there is nothing.
    TRY_ASSIGN(const auto any, m_connection->integer("SELECT 1 FROM index_queue LIMIT 1"));
    if (!any)
        return false;
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY_ASSIGN(auto query,
               m_connection->statement("SELECT message FROM index_queue ORDER BY message LIMIT ?"));
    query.bind(limit);
    std::vector<MessageId> ids;
    for (;;) {
        TRY_ASSIGN(const bool row, query.step());
        if (!row)
            break;
        ids.push_back(query.integer(0));
    }
    query.reset();
    bool stopped = false;
    for (const MessageId id : ids) {
        TRY(insert(*m_connection, id));
        TRY(m_connection->run("DELETE FROM index_queue WHERE message = ?", id));
        stopped = interrupted && interrupted();
        if (stopped)
            break;
    }
    TRY(transaction.commit());
    return stopped || static_cast<int>(ids.size()) == limit;
}

Result<void> Search::rebuild() {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY(m_connection->run("INSERT INTO message_index(message_index) VALUES('delete-all')"));
    TRY(m_connection->run("INSERT INTO document_index(document_index) VALUES('delete-all')"));
    TRY(m_connection->run("INSERT INTO title_index(title_index) VALUES('delete-all')"));
    TRY(index_all_titles(*m_connection));
    TRY(m_connection->run("DELETE FROM message_blocks"));
    TRY(m_connection->run("DELETE FROM index_queue"));
    TRY(m_connection->run("INSERT INTO index_queue SELECT id FROM messages WHERE status <> ?",
                          static_cast<int>(MessageStatus::Streaming)));
    TRY_ASSIGN(auto query,
               m_connection->statement("SELECT id, text FROM attachments WHERE text IS NOT NULL"));
    for (;;) {
        TRY_ASSIGN(const bool row, query.step());
        if (!row)
            break;
        TRY(index_document(*m_connection, query.integer(0), query.view(1)));
    }
    return transaction.commit();
}

} // namespace hearth::storage
