// Files that belong to messages, each content kept once, by its SHA-256.
#pragma once

#include "storage/connection.h"

#include <functional>
#include <vector>

namespace hearth::storage {

struct Attachment {
    int64_t id = 0;
    std::string hash; ///< SHA-256, 64 hexadecimal digits
    int64_t size = 0; ///< bytes
    std::string media_type;
    bool has_text = false;
};

class Attachments {
public:
    explicit Attachments(Connection& connection) : m_connection(&connection) {}

    /// Keeps `content`; the same content again gives the same attachment.
    Result<Attachment> add(std::span<const std::byte> content, std::string_view media_type);
    /// Keeps a file, read in pieces.
    Result<Attachment> add_file(const std::filesystem::path& file, std::string_view media_type);
    Result<std::optional<Attachment>> find(std::string_view hash) const;
    /// The whole content.
    Result<std::vector<std::byte>> content(std::string_view hash) const;
    /// The content in pieces of at most 1 MiB.
    Result<void> read(std::string_view hash,
                      const std::function<void(std::span<const std::byte>)>& piece) const;
    /// The text that a reader found in the document: search finds it.
    Result<void> set_text(std::string_view hash, std::string_view text);
    Result<std::optional<std::string>> text(std::string_view hash) const;

private:
    Connection* m_connection;
};

/// SHA-256 (FIPS 180-4) of `content` in hexadecimal digits.
std::string sha256(std::span<const std::byte> content);

} // namespace hearth::storage
