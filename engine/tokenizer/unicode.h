// Code points and their classes, as the pre-tokenizers of language models see them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::unicode {

/// Classes of a code point, as bits. Every code point has at least one; general categories after
/// https://www.unicode.org/reports/tr44/#General_Category_Values, white space after the White_Space property.
enum Class : uint8_t {
    Letter = 1,
    Number = 2,
    Punctuation = 4,
    Mark = 8,
    Symbol = 16,
    WhiteSpace = 32,
    Control = 64, ///< Cc, Cf, Co, Cs
    Other = 128,  ///< unassigned, and separators that are not white space
};

inline constexpr uint32_t replacement_character = 0xFFFD;

/// Classes of a code point; Other beyond Unicode's range.
uint8_t classes_of(uint32_t code_point);
/// Simple lower-case mapping.
uint32_t to_lower(uint32_t code_point);
/// First code point of the canonical decomposition: a letter without its accents.
uint32_t base_of(uint32_t code_point);

struct Decoded {
    uint32_t code_point = replacement_character;
    uint32_t length = 1; ///< bytes it took
};
/// Decodes at `offset`. Lenient as llama.cpp is: overlong forms and surrogates decode; a byte that opens no
/// sequence, or one that is cut off, is U+FFFD of length 1.
Decoded decode_at(std::string_view text, size_t offset);
void append_utf8(std::string& out, uint32_t code_point);
/// Length that a lead byte announces (1 for a continuation byte).
inline uint32_t announced_length(unsigned char lead) {
    return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/// Text as arrays of code points, their classes, and where each begins in the bytes.
struct CodePoints {
    std::vector<uint32_t> value;
    std::vector<uint8_t> classes;
    std::vector<uint32_t> offset; ///< one more than values: the last is the length in bytes

    void assign(std::string_view text);
    uint32_t size() const { return static_cast<uint32_t>(value.size()); }
};

} // namespace hearth::unicode
