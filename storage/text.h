// UTF-8 helpers of the store.
#pragma once

#include <string>
#include <string_view>

namespace hearth::storage {

/// True when `text` is well-formed UTF-8.
bool is_utf8(std::string_view text);
/// `text` with every byte that is not part of well-formed UTF-8 replaced by U+FFFD.
std::string to_utf8(std::string_view text);
/// The beginning of `text`, at most `bytes` long, cut between characters, on one line.
std::string beginning(std::string_view text, size_t bytes);

} // namespace hearth::storage
