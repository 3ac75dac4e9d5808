// Copies of a store: before a migration, and of all that is readable in a damaged one.
#pragma once

#include "storage/connection.h"

#include <vector>

namespace hearth::storage {

/// Copies the whole store to `target`, page by page, on the disk when it returns. `target` appears complete
/// or not at all.
Result<void> back_up(Connection& connection, const std::filesystem::path& target);

/// What PRAGMA quick_check or integrity_check finds wrong; empty: nothing.
Result<std::vector<std::string>> check_file(Connection& connection, bool thorough);

struct RepairReport {
    std::filesystem::path damaged; ///< where the damaged file is kept
    int64_t rows_kept = 0;
    int64_t ids_skipped = 0; ///< ids at which nothing could be read, whether or not there was a row
};

/// Makes a new store at `path` out of all that is readable in the damaged one, which is kept beside it.
/// Nobody else may have it open.
Result<RepairReport> repair(const std::filesystem::path& path);

} // namespace hearth::storage
