// GPT-2's alphabet: byte-level BPE writes every byte as one printable character.
// https://github.com/openai/gpt-2/blob/master/src/encoder.py (bytes_to_unicode)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hearth {

/// The character (UTF-8) that stands for a byte.
std::string_view byte_letter(uint8_t byte);
/// The byte that a character stands for; nullopt when it stands for none.
std::optional<uint8_t> letter_byte(uint32_t code_point);
/// Bytes in the alphabet.
std::string to_byte_letters(std::string_view bytes);
/// Back to bytes; characters that are not of the alphabet stay as they are.
std::string from_byte_letters(std::string_view letters);

} // namespace hearth
