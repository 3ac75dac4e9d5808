// The store that the window uses, for the commands that read and write it.
#pragma once

#include "app/cli/context.h"
#include "storage/store.h"

#include <memory>

namespace hearth::cli {

/// Opens the store beside the window, if that is open too. With `write` false nothing is made: nullptr with
/// an empty message when there is no store yet. On an error the sentence is printed and `status` becomes 1.
std::unique_ptr<storage::Store> openStore(Context& context, bool write, int& status);

/// "2024-05-31" as Unix milliseconds of its first moment in local time; nullopt when it is no date.
std::optional<int64_t> dayStart(const QString& date);

} // namespace hearth::cli
