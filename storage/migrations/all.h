// Every migration, for the list in migrations.cpp.
#pragma once

#include "storage/connection.h"

namespace hearth::storage {

Result<void> migration_0001(Connection& connection); ///< conversations, messages, drafts, bin
Result<void> migration_0002(Connection& connection); ///< folders, attachments, tasks, settings, prompts
Result<void> migration_0003(Connection& connection); ///< search

} // namespace hearth::storage
