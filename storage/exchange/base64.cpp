#include "storage/exchange/base64.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace hearth::storage {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr uint8_t none = 64;

constexpr std::array<uint8_t, 256> values = [] {
    std::array<uint8_t, 256> table{};
    table.fill(none);
    for (uint8_t i = 0; i < alphabet.size(); ++i)
        table[static_cast<unsigned char>(alphabet[i])] = i;
    return table;
}();

} // namespace

std::string encode_base64(std::span<const std::byte> bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (size_t at = 0; at < bytes.size(); at += 3) {
        uint32_t group = 0;
        for (size_t i = 0; i < 3; ++i)
            group = group << 8 | (at + i < bytes.size() ? std::to_integer<uint32_t>(bytes[at + i]) : 0);
        const size_t given = std::min<size_t>(3, bytes.size() - at);
        for (size_t i = 0; i < 4; ++i)
            text += i <= given ? alphabet[group >> (18 - 6 * i) & 63] : '=';
    }
    return text;
}

std::optional<std::vector<std::byte>> decode_base64(std::string_view text) {
    if (text.size() % 4 != 0)
        return std::nullopt;
    const size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    const size_t digits = text.size() - padding;
    std::vector<std::byte> bytes;
    bytes.reserve(text.size() / 4 * 3);
    uint32_t group = 0;
    for (size_t at = 0; at < text.size(); ++at) {
        const uint8_t value = at < digits ? values[static_cast<unsigned char>(text[at])] : 0;
        if (value == none)
            return std::nullopt;
        group = group << 6 | value;
        if (at % 4 == 3) {
            for (const int shift : {16, 8, 0})
                bytes.push_back(static_cast<std::byte>(group >> shift & 255));
        }
    }
    bytes.resize(bytes.size() - padding);
    return bytes;
}

} // namespace hearth::storage
