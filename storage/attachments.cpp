#include "storage/attachments.h"

#include "storage/bin_entry.h"
#include "storage/search/index.h"
#include "storage/sha256.h"
#include "storage/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>

namespace hearth::storage {

namespace {

constexpr size_t piece_bytes = 1 << 20;

using ReadPiece = std::function<Result<std::span<const std::byte>>()>;

/// Keeps what `next` gives, piece by piece until an empty one, as the content of `hash`.
Result<void> keep(Connection& connection, const std::string& hash, int64_t size, std::string_view media_type,
                  const ReadPiece& next) {
    TRY(connection.run("INSERT INTO attachments(hash, size, media_type, created) VALUES(?, ?, ?, ?)", hash,
                       size, to_utf8(media_type), now_ms()));
    const int64_t id = connection.last_insert_id();
    Sha256 written;
    for (int64_t number = 0;; ++number) {
        TRY_ASSIGN(const auto piece, next());
        if (piece.empty())
            break;
        written.add(piece);
        TRY(connection.run("INSERT INTO attachment_pieces(attachment, number, content) VALUES(?, ?, ?)", id,
                           number, piece));
    }
    if (written.digits() != hash)
        return fail(ErrorKind::Io, "The file changed while it was read; attach it again");
    return {};
}

Result<void> read_pieces(std::ifstream& file, const std::filesystem::path& path,
                         std::vector<std::byte>& buffer, std::span<const std::byte>& piece) {
    file.read(reinterpret_cast<char*>(buffer.data()), static_cast<std::streamsize>(buffer.size()));
    if (file.bad())
        return fail(ErrorKind::Io, fmt::format("{} cannot be read", path.string()));
    piece = std::span(buffer).first(static_cast<size_t>(file.gcount()));
    return {};
}

} // namespace

std::string sha256(std::span<const std::byte> content) {
    Sha256 hash;
    hash.add(content);
    return hash.digits();
}

Result<std::optional<Attachment>> Attachments::find(std::string_view hash) const {
    TRY_ASSIGN(auto query, m_connection->statement("SELECT id, hash, size, media_type, text IS NOT NULL "
                                                   "FROM attachments WHERE hash = ?"));
    query.bind(hash);
    TRY_ASSIGN(const bool row, query.step());
    if (!row)
        return std::nullopt;
    return Attachment{.id = query.integer(0),
                      .hash = query.text(1),
                      .size = query.integer(2),
                      .media_type = query.text(3),
                      .has_text = query.integer(4) != 0};
}

Result<Attachment> Attachments::add(std::span<const std::byte> content, std::string_view media_type) {
    const std::string hash = sha256(content);
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY_ASSIGN(auto present, find(hash));
    if (!present) {
        size_t at = 0;
        TRY(keep(*m_connection, hash, static_cast<int64_t>(content.size()), media_type,
                 [&]() -> Result<std::span<const std::byte>> {
                     const auto piece = content.subspan(at, std::min(piece_bytes, content.size() - at));
                     at += piece.size();
                     return piece;
                 }));
        TRY_ASSIGN(present, find(hash));
    }
    TRY(transaction.commit());
    return *present;
}

Result<Attachment> Attachments::add_file(const std::filesystem::path& path, std::string_view media_type) {
    std::ifstream file(path, std::ios::binary);
    std::error_code ignored;
    if (!file || std::filesystem::is_directory(path, ignored))
        return fail(ErrorKind::NotFound, fmt::format("{} cannot be opened", path.string()));
    std::vector<std::byte> buffer(piece_bytes);
    std::span<const std::byte> piece;
    Sha256 hash;
    int64_t size = 0;
    for (;;) {
        TRY(read_pieces(file, path, buffer, piece));
        if (piece.empty())
            break;
        hash.add(piece);
        size += static_cast<int64_t>(piece.size());
    }
    const std::string digits = hash.digits();
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY_ASSIGN(auto present, find(digits));
    if (!present) {
        file.clear();
        file.seekg(0);
        const auto next = [&]() -> Result<std::span<const std::byte>> {
            TRY(read_pieces(file, path, buffer, piece));
            return piece;
        };
        TRY(keep(*m_connection, digits, size, media_type, next));
        TRY_ASSIGN(present, find(digits));
    }
    TRY(transaction.commit());
    return *present;
}

Result<std::vector<std::byte>> Attachments::content(std::string_view hash) const {
    std::vector<std::byte> content;
    TRY(read(hash, [&](std::span<const std::byte> piece) {
        content.insert(content.end(), piece.begin(), piece.end());
    }));
    return content;
}

Result<void> Attachments::read(std::string_view hash,
                               const std::function<void(std::span<const std::byte>)>& piece) const {
    TRY_ASSIGN(const auto attachment, find(hash));
    if (!attachment)
        return fail(ErrorKind::NotFound, fmt::format("There is no attachment {}", hash));
    TRY_ASSIGN(auto query, m_connection->statement(
                               "SELECT content FROM attachment_pieces WHERE attachment = ? ORDER BY number"));
    query.bind(attachment->id);
    for (;;) {
        TRY_ASSIGN(const bool row, query.step());
        if (!row)
            return {};
        piece(query.blob(0));
    }
}

Result<void> Attachments::set_text(std::string_view hash, std::string_view text) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY_ASSIGN(const auto attachment, find(hash));
    if (!attachment)
        return fail(ErrorKind::NotFound, fmt::format("There is no attachment {}", hash));
    const std::string clean = to_utf8(text);
    TRY(unindex_document(*m_connection, attachment->id));
    TRY(m_connection->run("UPDATE attachments SET text = ? WHERE id = ?", clean, attachment->id));
    TRY(index_document(*m_connection, attachment->id, clean));
    return transaction.commit();
}

Result<std::optional<std::string>> Attachments::text(std::string_view hash) const {
    TRY_ASSIGN(auto query, m_connection->statement("SELECT text FROM attachments WHERE hash = ?"));
    query.bind(hash);
    TRY_ASSIGN(const bool row, query.step());
    return row && !query.is_null(0) ? std::optional(query.text(0)) : std::nullopt;
}

} // namespace hearth::storage
