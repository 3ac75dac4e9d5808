#include "storage/settings.h"

#include "storage/json.h"

#include <fmt/format.h>

namespace hearth::storage {

Result<std::optional<std::string>> Settings::get(std::string_view key) const {
    TRY_ASSIGN(auto query, m_connection->statement("SELECT value FROM settings WHERE key = ?"));
    query.bind(key);
    TRY_ASSIGN(const bool row, query.step());
    return row ? std::optional(query.text(0)) : std::nullopt;
}

Result<void> Settings::set(std::string_view key, std::string_view json) {
    if (!Json::accept(json))
        return fail(ErrorKind::InvalidInput, fmt::format("The value of the setting {} is not JSON", key));
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY(m_connection->run(
        "INSERT INTO settings(key, value) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET value = ?2", key,
        json));
    return transaction.commit();
}

Result<void> Settings::remove(std::string_view key) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY(m_connection->run("DELETE FROM settings WHERE key = ?", key));
    return transaction.commit();
}

Result<std::map<std::string, std::string>> Settings::all() const {
    TRY_ASSIGN(auto query, m_connection->statement("SELECT key, value FROM settings"));
    std::map<std::string, std::string> all;
    for (;;) {
        TRY_ASSIGN(const bool row, query.step());
        if (!row)
            return all;
        all.emplace(query.text(0), query.text(1));
    }
}

} // namespace hearth::storage
