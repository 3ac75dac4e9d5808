#include "storage/migrations/migrations.h"

#include "storage/migrations/all.h"

#include <fmt/format.h>

#include <array>

namespace hearth::storage {

std::span<const Migration> migrations() {
    static constexpr std::array list = {Migration{1, migration_0001}, Migration{2, migration_0002},
                                        Migration{3, migration_0003}};
    return list;
}

Result<int> file_version(Connection& connection) {
    TRY_ASSIGN(const auto version, connection.integer("PRAGMA user_version"));
    return static_cast<int>(version.value_or(0));
}

int current_version() {
    return migrations().back().number;
}

Result<void> migrate(Connection& connection, int version) {
    for (const Migration& migration : migrations()) {
        if (migration.number > version)
            break;
        TRY_ASSIGN(auto transaction, Transaction::begin(connection));
        // Asked inside the transaction: another program may have migrated while we waited for it.
        TRY_ASSIGN(const int present, file_version(connection));
        if (present >= migration.number)
            continue;
        TRY(migration.run(connection));
        // The version changes in the transaction of its migration: a kill leaves both or neither.
        TRY(connection.script(fmt::format("PRAGMA application_id={}; PRAGMA user_version={}", application_id,
                                          migration.number)));
        TRY(transaction.commit());
    }
    return {};
}

} // namespace hearth::storage
