#include "storage/exchange/base64.h"

#include <openssl/evp.h>

namespace hearth::storage {

std::string encode_base64(std::span<const std::byte> bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int length =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    text.resize(static_cast<size_t>(length));
    return text;
}

std::optional<std::vector<std::byte>> decode_base64(std::string_view text) {
    // In pieces: EVP_DecodeBlock counts in int.
    constexpr size_t piece_length = size_t(1) << 20;
    if (text.size() % 4 != 0)
        return std::nullopt;
    std::vector<std::byte> bytes;
    for (size_t at = 0; at < text.size(); at += piece_length) {
        const std::string_view piece = text.substr(at, piece_length);
        const size_t before = bytes.size();
        bytes.resize(before + piece.size() / 4 * 3);
        const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data() + before),
                                           reinterpret_cast<const unsigned char*>(piece.data()),
                                           static_cast<int>(piece.size()));
        if (length < 0)
            return std::nullopt;
    }
    const size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
    bytes.resize(bytes.size() - padding);
    return bytes;
}

} // namespace hearth::storage
