#include "storage/prompts.h"

#include "storage/bin_entry.h"
#include "storage/text.h"

#include <fmt/format.h>

namespace hearth::storage {

namespace {

Prompt read_row(const Statement& row) {
    return {.id = row.integer(0),
            .title = row.text(1),
            .text = row.text(2),
            .created = row.integer(3),
            .updated = row.integer(4)};
}

} // namespace

Result<Prompt> Prompts::create(std::string_view title, std::string_view text) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    const int64_t now = now_ms();
    TRY(m_connection->run("INSERT INTO prompts(title, text, created, updated) VALUES(?, ?, ?, ?)",
                          to_utf8(title), to_utf8(text), now, now));
    const PromptId id = m_connection->last_insert_id();
    TRY(transaction.commit());
    return get(id);
}

Result<void> Prompts::set(PromptId id, std::string_view title, std::string_view text) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY(m_connection->run(
        "UPDATE prompts SET title = ?, text = ?, updated = ? WHERE id = ? AND binned IS NULL", to_utf8(title),
        to_utf8(text), now_ms(), id));
    if (m_connection->changes() == 0)
        return fail(ErrorKind::NotFound, fmt::format("There is no prompt {}", id));
    return transaction.commit();
}

Result<Prompt> Prompts::get(PromptId id) const {
    TRY_ASSIGN(auto query, m_connection->statement("SELECT id, title, text, created, updated FROM prompts "
                                                   "WHERE id = ? AND binned IS NULL"));
    query.bind(id);
    TRY_ASSIGN(const bool row, query.step());
    if (!row)
        return fail(ErrorKind::NotFound, fmt::format("There is no prompt {}", id));
    return read_row(query);
}

Result<std::vector<Prompt>> Prompts::list() const {
    TRY_ASSIGN(auto query, m_connection->statement("SELECT id, title, text, created, updated FROM prompts "
                                                   "WHERE binned IS NULL ORDER BY title, id"));
    std::vector<Prompt> list;
    for (;;) {
        TRY_ASSIGN(const bool row, query.step());
        if (!row)
            return list;
        list.push_back(read_row(query));
    }
}

Result<BinId> Prompts::remove(PromptId id) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY_ASSIGN(const Prompt prompt, get(id));
    TRY_ASSIGN(const BinId entry,
               add_bin_entry(*m_connection, {.kind = BinKind::Prompt, .item = id, .label = prompt.title}));
    TRY(m_connection->run("UPDATE prompts SET binned = ? WHERE id = ?", entry, id));
    TRY(transaction.commit());
    return entry;
}

} // namespace hearth::storage
