// BERT's WordPiece. GGUF files write "▁word" for the start of a word and "ing" for what BERT calls "##ing".
#include "engine/tokenizer/encoders.h"
#include "engine/tokenizer/unicode.h"

#include <algorithm>

namespace hearth {
namespace {

bool is_chinese(uint32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x2A6DF) ||
           (c >= 0x2A700 && c <= 0x2B73F) || (c >= 0x2B740 && c <= 0x2B81F) ||
           (c >= 0x2B920 && c <= 0x2CEAF) || // from 2B920, not 2B820: so does Hugging Face's tokenizer
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

class WordPieceEncoder final : public TextEncoder {
public:
    explicit WordPieceEncoder(const Vocabulary& vocabulary) : m_vocabulary(vocabulary) {}
    void encode(std::string_view text, bool after_special, std::vector<TokenId>& out) const override;

private:
    void encode_word(std::string& word, std::vector<TokenId>& out) const;

    const Vocabulary& m_vocabulary;
};

void WordPieceEncoder::encode(std::string_view text, bool, std::vector<TokenId>& out) const {
    const bool strip_accents = m_vocabulary.strip_accents();
    std::string word;
    for (size_t at = 0; at < text.size();) {
        const auto decoded = unicode::decode_at(text, at);
        at += decoded.length;
        const uint32_t c = strip_accents ? unicode::base_of(decoded.code_point) : decoded.code_point;
        const uint8_t classes = unicode::classes_of(c);
        if (classes & unicode::WhiteSpace) {
            encode_word(word, out);
            continue;
        }
        if (c == 0 || c == unicode::replacement_character || (classes & unicode::Control))
            continue;
        if (strip_accents && (classes & unicode::Mark))
            continue;
        const uint32_t letter = m_vocabulary.lowercase() ? unicode::to_lower(c) : c;
        const bool alone =
            (classes & unicode::Punctuation) || (c < 0x7F && (classes & unicode::Symbol)) || is_chinese(c);
        if (alone)
            encode_word(word, out);
        unicode::append_utf8(word, letter);
        if (alone)
            encode_word(word, out);
    }
    encode_word(word, out);
}

/// Appends the pieces of a word and clears it: longest match from the left; a word with a stretch that
/// matches nothing is one unknown token.
void WordPieceEncoder::encode_word(std::string& word, std::vector<TokenId>& out) const {
    if (word.empty())
        return;
    word.insert(0, "\u2581");
    const std::string_view text = word;
    const size_t first = out.size();
    for (size_t begin = 0; begin < text.size();) {
        TokenId id = no_token;
        size_t length = std::min(text.size() - begin, m_vocabulary.longest_token() + 1);
        for (; length > 0 && id == no_token; --length)
            id = m_vocabulary.find(text.substr(begin, length));
        if (id == no_token) {
            out.resize(first);
            break;
        }
        out.push_back(id);
        begin += length + 1;
    }
    if (out.size() == first && m_vocabulary.special().unknown != no_token)
        out.push_back(m_vocabulary.special().unknown);
    word.clear();
}

} // namespace

std::unique_ptr<TextEncoder> create_word_piece_encoder(const Vocabulary& vocabulary) {
    return std::make_unique<WordPieceEncoder>(vocabulary);
}

} // namespace hearth
