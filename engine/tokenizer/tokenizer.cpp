#include "engine/tokenizer/tokenizer.h"

#include "engine/tokenizer/added_tokens.h"
#include "engine/tokenizer/byte_alphabet.h"
#include "engine/tokenizer/encoders.h"

#include <charconv>

namespace hearth {
namespace {

constexpr std::string_view escaped_space = "\u2581";

std::string unescape_spaces(std::string_view text) {
    std::string out;
    for (size_t at = 0; at < text.size();) {
        if (text.substr(at).starts_with(escaped_space)) {
            out += ' ';
            at += escaped_space.size();
        } else {
            out += text[at++];
        }
    }
    return out;
}

/// "<0x0A>" → the byte; empty when the text is not of that form.
std::string byte_of(std::string_view text) {
    unsigned value = 0;
    if (text.size() != 6 || !text.starts_with("<0x") || text[5] != '>')
        return {};
    const auto [end, error] = std::from_chars(text.data() + 3, text.data() + 5, value, 16);
    return error == std::errc{} && end == text.data() + 5 ? std::string(1, static_cast<char>(value))
                                                          : std::string{};
}

std::string bytes_of(const TokenEntry& token, TokenizerFamily family) {
    switch (token.type) {
    case TokenType::Control:
    case TokenType::Unknown:
    case TokenType::UserDefined:
        return token.text;
    case TokenType::Normal:
        return family == TokenizerFamily::BytePair ? from_byte_letters(token.text)
                                                   : unescape_spaces(token.text);
    case TokenType::Byte:
        return byte_of(token.text);
    case TokenType::Unused:
    case TokenType::Undefined:
        break;
    }
    return {};
}

} // namespace

Tokenizer::~Tokenizer() = default;

Result<std::unique_ptr<const Tokenizer>> Tokenizer::create(const gguf::Metadata& metadata) {
    std::unique_ptr<Tokenizer> tokenizer(new Tokenizer);
    TRY_ASSIGN(tokenizer->m_vocabulary, Vocabulary::load(metadata));
    const Vocabulary& vocabulary = tokenizer->m_vocabulary;
    switch (vocabulary.family()) {
    case TokenizerFamily::SentencePiece:
        tokenizer->m_encoder = create_sentence_piece_encoder(vocabulary);
        break;
    case TokenizerFamily::BytePair:
    case TokenizerFamily::CharacterPair: {
        TRY_ASSIGN(tokenizer->m_encoder, create_byte_pair_encoder(vocabulary, metadata));
        break;
    }
    case TokenizerFamily::WordPiece:
        tokenizer->m_encoder = create_word_piece_encoder(vocabulary);
        break;
    }
    tokenizer->m_added = std::make_unique<AddedTokens>(vocabulary);
    tokenizer->m_bytes.reserve(vocabulary.tokens().size());
    for (const TokenEntry& token : vocabulary.tokens())
        tokenizer->m_bytes.push_back(bytes_of(token, vocabulary.family()));
    return std::unique_ptr<const Tokenizer>(std::move(tokenizer));
}

void Tokenizer::append_text(std::string_view text, std::span<const ByteRange> special_ranges,
                            std::vector<TokenId>& out) const {
    bool after_special = true;
    for (const Fragment& fragment : m_added->split(text, special_ranges)) {
        if (fragment.token != no_token)
            out.push_back(fragment.token);
        else
            m_encoder->encode(text.substr(fragment.begin, fragment.length), after_special, out);
        after_special = fragment.token != no_token;
    }
}

bool Tokenizer::wants_opening(BoundaryTokens boundaries) const {
    const bool asked = m_vocabulary.add_bos() || m_vocabulary.family() == TokenizerFamily::WordPiece;
    return bos() != no_token &&
           (boundaries == BoundaryTokens::Always || (boundaries == BoundaryTokens::FromMetadata && asked));
}

void Tokenizer::append_closing(BoundaryTokens boundaries, std::vector<TokenId>& out) const {
    if (boundaries == BoundaryTokens::None)
        return;
    if (m_vocabulary.family() == TokenizerFamily::WordPiece)
        out.push_back(special().separator);
    else if (m_vocabulary.add_eos() && eos() != no_token)
        out.push_back(eos());
}

std::vector<TokenId> Tokenizer::encode(std::string_view text, const EncodeOptions& options) const {
    std::vector<TokenId> ids;
    ids.reserve(text.size() / 4 + 2);
    if (wants_opening(options.boundaries))
        ids.push_back(bos());
    const ByteRange everything{0, text.size()};
    append_text(text, options.parse_special ? std::span(&everything, 1) : std::span<const ByteRange>(), ids);
    append_closing(options.boundaries, ids);
    return ids;
}

std::vector<TokenId> Tokenizer::encode_segments(std::span<const TextSegment> segments,
                                                BoundaryTokens boundaries) const {
    std::string text;
    std::vector<ByteRange> special_ranges;
    for (const TextSegment& segment : segments) {
        const size_t begin = text.size();
        text += segment.text;
        if (!segment.parse_special || segment.text.empty())
            continue;
        if (!special_ranges.empty() && special_ranges.back().end == begin)
            special_ranges.back().end = text.size();
        else
            special_ranges.push_back({begin, text.size()});
    }
    std::vector<TokenId> ids;
    append_text(text, special_ranges, ids);
    if (wants_opening(boundaries) && (ids.empty() || ids.front() != bos()))
        ids.insert(ids.begin(), bos());
    append_closing(boundaries, ids);
    return ids;
}

std::string_view Tokenizer::token_bytes(TokenId id, bool with_special) const {
    if (!m_vocabulary.contains(id) || (!with_special && is_control(id)))
        return {};
    return m_bytes[static_cast<size_t>(id)];
}

std::string Tokenizer::decode(std::span<const TokenId> ids, bool with_special) const {
    const bool strips_space =
        m_vocabulary.family() == TokenizerFamily::WordPiece || m_vocabulary.add_space_prefix();
    std::string text;
    bool strip_next = strips_space;
    for (const TokenId id : ids) {
        if (!m_vocabulary.contains(id))
            continue;
        std::string_view bytes = token_bytes(id, with_special);
        const TokenType type = m_vocabulary.token(id).type;
        const bool added =
            type == TokenType::Control || type == TokenType::Unknown || type == TokenType::UserDefined;
        if (strip_next && !added && bytes.starts_with(' '))
            bytes.remove_prefix(1);
        text += bytes;
        strip_next = strips_space && added;
    }
    return text;
}

const TokenTrie& Tokenizer::trie() const {
    std::call_once(m_trie_once, [&] {
        std::vector<std::pair<std::string_view, TokenId>> tokens;
        for (TokenId id = 0; id < size(); ++id) {
            if (!is_end_of_generation(id))
                tokens.emplace_back(token_bytes(id), id);
        }
        m_trie = std::make_unique<const TokenTrie>(std::move(tokens));
    });
    return *m_trie;
}

bool Tokenizer::is_end_of_generation(TokenId id) const {
    return m_vocabulary.end_of_generation().contains(id);
}

bool Tokenizer::is_control(TokenId id) const {
    if (!m_vocabulary.contains(id))
        return false;
    const TokenType type = m_vocabulary.token(id).type;
    return type == TokenType::Control || type == TokenType::Unknown;
}

} // namespace hearth
