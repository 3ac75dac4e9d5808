// SentencePiece's BPE model, as Llama 1 and 2, Mistral and Gemma use it: neighbours whose joined text is a
// token merge, highest score first; what is left without a token becomes bytes.
#include "engine/tokenizer/encoders.h"
#include "engine/tokenizer/merge_queue.h"
#include "engine/tokenizer/unicode.h"

#include <fmt/format.h>

#include <array>
#include <optional>

namespace hearth {
namespace {

/// A text without any place to cut it is encoded in pieces of this many bytes, so that the memory which that
/// takes stays bounded. What the end of a piece becomes may depend on what follows: this much of it is
/// encoded again with the next.
constexpr size_t longest_piece = 1 << 20;
constexpr size_t overlap = 1 << 12;

constexpr std::string_view escaped_space = "\u2581";

/// Which characters stand next to each other inside some token. Where two neighbours of a text do not, no
/// merge can ever cross, so the text may be cut there: short pieces, the same ids. A Bloom filter: a false
/// "yes" only keeps a piece longer.
class NeighbourFilter {
public:
    NeighbourFilter() : m_bits(size_t{1} << (log2_size - 6)) {}
    void insert(std::string_view left, std::string_view right) {
        for (const uint32_t bit : bits_of(left, right))
            m_bits[bit / 64] |= uint64_t{1} << bit % 64;
    }
    bool may_contain(std::string_view left, std::string_view right) const {
        for (const uint32_t bit : bits_of(left, right)) {
            if (!(m_bits[bit / 64] >> bit % 64 & 1))
                return false;
        }
        return true;
    }

private:
    static constexpr int log2_size = 22;
    static uint64_t pack(std::string_view character) {
        uint64_t value = character.size();
        for (const char byte : character)
            value = value << 8 | static_cast<unsigned char>(byte);
        return value;
    }
    static std::array<uint32_t, 2> bits_of(std::string_view left, std::string_view right) {
        const uint64_t hash = (pack(left) * 0x9E3779B97F4A7C15u ^ pack(right)) * 0xD6E8FEB86659FD93u;
        return {static_cast<uint32_t>(hash >> (64 - log2_size)),
                static_cast<uint32_t>(hash >> (64 - 2 * log2_size)) & ((1u << log2_size) - 1)};
    }
    std::vector<uint64_t> m_bits;
};

std::string_view character_at(std::string_view text, size_t offset) {
    return text.substr(offset, unicode::announced_length(static_cast<unsigned char>(text[offset])));
}

class SentencePieceEncoder final : public TextEncoder {
public:
    explicit SentencePieceEncoder(const Vocabulary& vocabulary);
    void encode(std::string_view text, bool after_special, std::vector<TokenId>& out) const override;

private:
    /// A stretch of the escaped text.
    struct Symbol {
        uint32_t begin = 0;
        uint32_t length = 0;
    };
    struct HigherScore {
        float score;
        bool operator<(const HigherScore& other) const { return score > other.score; }
    };
    using Queue = MergeQueue<Symbol, HigherScore>;

    size_t encode_piece(std::string_view piece, size_t kept_back, std::vector<Symbol>& symbols, Queue& queue,
                        std::vector<TokenId>& out) const;
    void append_bytes(std::string_view text, std::vector<TokenId>& out) const;

    const Vocabulary& m_vocabulary;
    NeighbourFilter m_neighbours;
    std::array<TokenId, 256> m_byte_tokens = {};
};

SentencePieceEncoder::SentencePieceEncoder(const Vocabulary& vocabulary) : m_vocabulary(vocabulary) {
    for (const TokenEntry& token : vocabulary.tokens()) {
        const std::string_view text = token.text;
        std::string_view left = character_at(text, 0);
        for (size_t at = left.size(); at < text.size();) {
            const std::string_view right = character_at(text, at);
            m_neighbours.insert(left, right);
            left = right;
            at += right.size();
        }
    }
    for (uint32_t byte = 0; byte < 256; ++byte) {
        TokenId id = vocabulary.find(fmt::format("<0x{:02X}>", byte));
        if (id == no_token)
            id = vocabulary.find(std::string(1, static_cast<char>(byte)));
        m_byte_tokens[byte] = id != no_token ? id : vocabulary.special().unknown;
    }
}

void SentencePieceEncoder::encode(std::string_view text, bool after_special,
                                  std::vector<TokenId>& out) const {
    std::string piece;
    std::vector<Symbol> symbols;
    Queue queue;
    if (m_vocabulary.add_space_prefix() && after_special)
        piece = escaped_space;
    std::string_view left = piece;
    for (size_t at = 0; at < text.size();) {
        std::string_view right = character_at(text, at);
        at += right.size();
        if (right == " ")
            right = escaped_space;
        if (!left.empty() && !m_neighbours.may_contain(left, right)) {
            encode_piece(piece, 0, symbols, queue, out);
            piece.clear();
        } else if (piece.size() >= longest_piece) {
            piece.erase(0, encode_piece(piece, overlap, symbols, queue, out));
        }
        piece += right;
        left = right;
    }
    encode_piece(piece, 0, symbols, queue, out);
}

/// Appends the ids of all tokens that end before the last `kept_back` bytes; how many bytes these have.
size_t SentencePieceEncoder::encode_piece(std::string_view piece, size_t kept_back,
                                          std::vector<Symbol>& symbols, Queue& queue,
                                          std::vector<TokenId>& out) const {
    symbols.clear();
    for (size_t at = 0; at < piece.size();) {
        const size_t length = character_at(piece, at).size();
        symbols.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(length)});
        at += length;
    }
    if (symbols.size() > 1) {
        queue.run(symbols, [&](Symbol left, Symbol right) -> std::optional<Queue::Merge> {
            const uint32_t length = left.length + right.length;
            if (length > m_vocabulary.longest_token())
                return std::nullopt;
            const TokenId id = m_vocabulary.find(piece.substr(left.begin, length));
            if (id == no_token)
                return std::nullopt;
            return Queue::Merge{{m_vocabulary.token(id).score}, {left.begin, length}};
        });
    }
    for (const Symbol symbol : symbols) {
        if (symbol.begin + symbol.length + kept_back > piece.size())
            return symbol.begin;
        const std::string_view text = piece.substr(symbol.begin, symbol.length);
        if (const TokenId id = m_vocabulary.find(text); id != no_token)
            out.push_back(id);
        else
            append_bytes(text, out);
    }
    return piece.size();
}

void SentencePieceEncoder::append_bytes(std::string_view text, std::vector<TokenId>& out) const {
    for (const char byte : text) {
        if (const TokenId id = m_byte_tokens[static_cast<uint8_t>(byte)]; id != no_token)
            out.push_back(id);
    }
}

} // namespace

std::unique_ptr<TextEncoder> create_sentence_piece_encoder(const Vocabulary& vocabulary) {
    return std::make_unique<SentencePieceEncoder>(vocabulary);
}

} // namespace hearth
