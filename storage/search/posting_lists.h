// How long the lists of an FTS5 index are, and which of them a query should read.
#pragma once

#include "storage/connection.h"

#include <string>
#include <vector>

namespace hearth::storage {

/// Of `tokens` (n-grams and facets, all wanted) those whose lists are worth reading, shortest first; never
/// empty unless `tokens` is. The others are left to the look at the text, which every message that is found
/// gets anyway.
///
/// FTS5 reads all lists of an AND side by side, so the length of the longest is what a query costs; a list
/// shortens the work only as long as reading it is cheaper than looking at the messages that it rules out.
Result<std::vector<std::string>> tokens_worth_reading(Connection& connection,
                                                      std::vector<std::string> tokens);

} // namespace hearth::storage
