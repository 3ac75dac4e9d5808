#include "engine/tokenizer/byte_alphabet.h"

#include "engine/tokenizer/unicode.h"

#include <array>

namespace hearth {
namespace {

struct Alphabet {
    std::array<std::string, 256> letters;
    std::array<int16_t, 0x144> bytes = {}; ///< by code point; -1: none

    Alphabet() {
        bytes.fill(-1);
        uint32_t next = 0x100; // bytes that are not printable take the code points from here
        for (uint32_t byte = 0; byte < 256; ++byte) {
            const bool printable = (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte != 0xAD);
            const uint32_t code_point = printable ? byte : next++;
            unicode::append_utf8(letters[byte], code_point);
            bytes[code_point] = static_cast<int16_t>(byte);
        }
    }
};

const Alphabet& alphabet() {
    static const Alphabet instance;
    return instance;
}

} // namespace

std::string_view byte_letter(uint8_t byte) {
    return alphabet().letters[byte];
}

std::optional<uint8_t> letter_byte(uint32_t code_point) {
    const auto& bytes = alphabet().bytes;
    if (code_point >= bytes.size() || bytes[code_point] < 0)
        return std::nullopt;
    return static_cast<uint8_t>(bytes[code_point]);
}

std::string to_byte_letters(std::string_view bytes) {
    std::string letters;
    letters.reserve(bytes.size() * 2);
    for (const char byte : bytes)
        letters += byte_letter(static_cast<uint8_t>(byte));
    return letters;
}

std::string from_byte_letters(std::string_view letters) {
    std::string bytes;
    bytes.reserve(letters.size());
    for (size_t at = 0; at < letters.size();) {
        const auto [code_point, length] = unicode::decode_at(letters, at);
        if (const auto byte = letter_byte(code_point))
            bytes += static_cast<char>(*byte);
        else
            bytes += letters.substr(at, length);
        at += length;
    }
    return bytes;
}

} // namespace hearth
