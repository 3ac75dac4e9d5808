// Text as search compares it: case, accents, widths and kinds of space do not matter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::storage {

/// `text` folded: Unicode case folding and compatibility forms (UAX #15 NFKD), without the accents of
/// alphabetic scripts, every run of white space one space. Hangul and kana stay composed.
std::string fold(std::string_view text);
/// The same into a string that is used again and again.
void fold_into(std::string_view text, std::string& out);

/// The same, with where each folded byte comes from.
struct FoldedText {
    std::string text;
    std::vector<uint32_t>
        begin;                 ///< per folded byte: offset of the first byte of its character in the original
    std::vector<uint32_t> end; ///< per folded byte: offset after its character
};
FoldedText fold_with_origins(std::string_view text);

} // namespace hearth::storage
