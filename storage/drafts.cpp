#include "storage/drafts.h"

#include "storage/bin_entry.h"

namespace hearth::storage {

namespace {

Result<Draft> read_row(const Statement& row) {
    TRY_ASSIGN(Parts parts, parts_from_json(row.view(1)));
    return Draft{.conversation = row.integer(0), .parts = std::move(parts), .updated = row.integer(2)};
}

} // namespace

Result<void> Drafts::set(ConversationId conversation, const Parts& parts) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    if (parts.empty()) {
        TRY(m_connection->run("DELETE FROM drafts WHERE conversation = ?", conversation));
    } else {
        TRY(m_connection->run("INSERT INTO drafts(conversation, parts, updated) VALUES(?1, ?2, ?3) "
                              "ON CONFLICT(conversation) DO UPDATE SET parts = ?2, updated = ?3",
                              conversation, parts_to_json(parts), now_ms()));
    }
    return transaction.commit();
}

Result<std::optional<Draft>> Drafts::get(ConversationId conversation) const {
    TRY_ASSIGN(auto query, m_connection->statement(
                               "SELECT conversation, parts, updated FROM drafts WHERE conversation = ?"));
    query.bind(conversation);
    TRY_ASSIGN(const bool row, query.step());
    if (!row)
        return std::nullopt;
    TRY_ASSIGN(Draft draft, read_row(query));
    return draft;
}

Result<std::vector<Draft>> Drafts::list() const {
    TRY_ASSIGN(auto query, m_connection->statement(
                               "SELECT conversation, parts, updated FROM drafts ORDER BY conversation"));
    std::vector<Draft> list;
    for (;;) {
        TRY_ASSIGN(const bool row, query.step());
        if (!row)
            return list;
        TRY_ASSIGN(Draft draft, read_row(query));
        list.push_back(std::move(draft));
    }
}

} // namespace hearth::storage
