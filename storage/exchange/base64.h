// Base64 (RFC 4648) of attachments in exports.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::storage {

/// Base64 with padding. Pieces of a multiple of three bytes can be joined.
std::string encode_base64(std::span<const std::byte> bytes);
/// nullopt when `text` is not base64.
std::optional<std::vector<std::byte>> decode_base64(std::string_view text);

} // namespace hearth::storage
