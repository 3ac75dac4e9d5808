// Strings as Python sees them: sequences of code points. Offsets are bytes of UTF-8.
#pragma once

#include "engine/chat_template/text.h"

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace hearth::jinja {

/// Number of code points.
size_t character_count(std::string_view text);
/// Byte offset of each code point, and the size at the end.
std::vector<size_t> character_offsets(std::string_view text);
/// str.isspace() of one code point.
bool is_python_space(uint32_t code_point);
/// str.isprintable() of one code point.
bool is_printable(uint32_t code_point);
bool is_alphabetic(uint32_t code_point);
bool is_numeric(uint32_t code_point);
bool is_upper(uint32_t code_point);
bool is_lower(uint32_t code_point);

enum class Side { Left = 1, Right = 2, Both = 3 };
/// Without the characters of `characters` (white space when null) at its ends.
Text strip(const Text& text, Side side, const std::string_view* characters = nullptr);
/// Every code point mapped; origins stay.
Text map_characters(const Text& text,
                    const std::function<uint32_t(uint32_t code_point, bool first_of_word)>& map);
Text to_upper(const Text& text);
Text to_lower(const Text& text);
/// First letter of each word upper-case, the rest lower-case: str.title().
Text to_title(const Text& text);
Text capitalize(const Text& text);
/// All places of `old` replaced, at most `limit` (all when negative).
Text replace(const Text& text, std::string_view old, const Text& replacement, int64_t limit);

} // namespace hearth::jinja
