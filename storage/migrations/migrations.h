// Numbered migrations: one per file, each in its own transaction, each tested from a file of the version
// before.
#pragma once

#include "storage/connection.h"

#include <span>

namespace hearth::storage {

/// Brings a file from version `number` - 1 to `number`.
struct Migration {
    int number = 0;
    Result<void> (*run)(Connection& connection) = nullptr;
};

/// All of them, in order; the last one's number is the version that this program writes.
std::span<const Migration> migrations();

/// The version of an open file: 0 for a new one.
Result<int> file_version(Connection& connection);

/// The version that this program writes.
int current_version();

/// Runs what is missing up to `version` (for tests; normally current_version()).
Result<void> migrate(Connection& connection, int version);

/// Marks the file as ours: "HRTH" at SQLite's application_id.
inline constexpr int application_id = 0x48525448;

} // namespace hearth::storage
