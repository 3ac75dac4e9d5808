// Byte-level BPE (GPT-2 and its descendants), and the same merges over characters (Gemma 4).
#include "engine/tokenizer/byte_alphabet.h"
#include "engine/tokenizer/encoders.h"
#include "engine/tokenizer/merge_queue.h"
#include "engine/tokenizer/pre_tokenizer.h"
#include "engine/tokenizer/unicode.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <cstring>
#include <limits>
#include <optional>

namespace hearth {
namespace {

/// Symbols are token ids; texts that merges mention but the vocabulary lacks get ids beyond it.
using SymbolId = int32_t;
constexpr uint32_t no_rank = std::numeric_limits<uint32_t>::max();

/// Pairs of symbols → rank and product. Open addressing: one cache line a look-up, mostly.
class MergeTable {
public:
    struct Entry {
        uint64_t pair = empty;
        uint32_t rank = no_rank;
        SymbolId result = no_token;
    };

    void reserve(size_t count) {
        m_entries.assign(std::bit_ceil(std::max<size_t>(16, count * 2)), Entry{});
        m_shift = 64 - std::countr_zero(m_entries.size());
    }
    /// Keeps the first of equal pairs.
    void insert(SymbolId left, SymbolId right, uint32_t rank, SymbolId result) {
        Entry& entry = slot(key(left, right));
        if (entry.pair == empty)
            entry = {key(left, right), rank, result};
    }
    /// Entry with rank no_rank when the pair has no rule.
    const Entry& find(SymbolId left, SymbolId right) const {
        return const_cast<MergeTable*>(this)->slot(key(left, right));
    }

private:
    static constexpr uint64_t empty = ~uint64_t{0};
    static uint64_t key(SymbolId left, SymbolId right) {
        return uint64_t{static_cast<uint32_t>(left)} << 32 | static_cast<uint32_t>(right);
    }
    Entry& slot(uint64_t pair) {
        size_t at = pair * 0x9E3779B97F4A7C15u >> m_shift;
        while (m_entries[at].pair != pair && m_entries[at].pair != empty)
            at = (at + 1) & (m_entries.size() - 1);
        return m_entries[at];
    }

    std::vector<Entry> m_entries;
    int m_shift = 0;
};

/// Recent short words and their ids: text repeats itself, merging need not. Lives as long as one call.
class WordCache {
public:
    static constexpr size_t longest_word = 16;
    static constexpr size_t most_ids = 5;
    struct Entry {
        uint64_t low = 0;
        uint64_t high = 0;
        uint8_t length = 0;
        uint8_t count = 0;
        std::array<TokenId, most_ids> ids = {};
    };

    explicit WordCache(size_t text_length)
        : m_entries(std::bit_ceil(std::min<size_t>(1 << 14, text_length / 16 + 16))) {}

    /// The place where the word is, or would be.
    Entry& slot(std::string_view word) {
        m_low = m_high = 0;
        std::memcpy(&m_low, word.data(), std::min<size_t>(8, word.size()));
        if (word.size() > 8)
            std::memcpy(&m_high, word.data() + 8, word.size() - 8);
        const uint64_t hash = (m_low ^ std::rotl(m_high, 29) ^ word.size()) * 0x9E3779B97F4A7C15u;
        return m_entries[(hash >> 40) & (m_entries.size() - 1)];
    }
    bool holds(const Entry& entry, std::string_view word) const {
        return entry.length == word.size() && entry.low == m_low && entry.high == m_high;
    }
    void store(Entry& entry, std::string_view word, std::span<const TokenId> ids) const {
        if (ids.size() > most_ids)
            return;
        entry.low = m_low;
        entry.high = m_high;
        entry.length = static_cast<uint8_t>(word.size());
        entry.count = static_cast<uint8_t>(ids.size());
        std::ranges::copy(ids, entry.ids.begin());
    }

private:
    std::vector<Entry> m_entries;
    uint64_t m_low = 0;
    uint64_t m_high = 0;
};

class BytePairEncoder final : public TextEncoder {
public:
    BytePairEncoder(const Vocabulary& vocabulary, PreTokenizer rule)
        : m_vocabulary(vocabulary)
        , m_rule(std::move(rule))
        , m_by_character(vocabulary.family() == TokenizerFamily::CharacterPair) {}

    void read_merges(std::span<const std::string> merges);
    void encode(std::string_view text, bool after_special, std::vector<TokenId>& out) const override;

private:
    struct Scratch {
        unicode::CodePoints code_points;
        std::vector<uint32_t> ends;
        std::vector<SymbolId> symbols;
        std::vector<const MergeTable::Entry*> rules;
        MergeQueue<SymbolId, uint32_t> queue;
        std::string letters;
        std::string escaped;                   ///< text whose spaces are ▁
        std::vector<std::string_view> unknown; ///< characters that are no symbols: symbol −2 − index
    };

    void read_bytes();
    void take_bytes(std::string_view word, Scratch& scratch) const;
    void take_characters(std::string_view word, Scratch& scratch) const;
    void append_bytes(std::string_view bytes, std::vector<TokenId>& out) const;
    void encode_word(std::string_view word, Scratch& scratch, std::vector<TokenId>& out) const;
    void merge_short(Scratch& scratch) const;
    void merge_long(Scratch& scratch) const;
    void append_symbol(SymbolId symbol, const Scratch& scratch, std::vector<TokenId>& out) const;
    SymbolId symbol_of(std::string_view text);

    const Vocabulary& m_vocabulary;
    PreTokenizer m_rule;
    bool m_by_character;
    MergeTable m_merges;
    std::array<SymbolId, 256> m_byte_symbols = {};
    std::array<bool, 256> m_has_byte = {};
    std::vector<std::string> m_extra_texts; ///< of symbols that are no tokens
    std::unordered_map<std::string, SymbolId> m_extra_ids;
};

SymbolId BytePairEncoder::symbol_of(std::string_view text) {
    if (const TokenId id = m_vocabulary.find(text); id != no_token)
        return id;
    const auto next = static_cast<SymbolId>(m_vocabulary.size() + static_cast<int32_t>(m_extra_texts.size()));
    const auto [place, inserted] = m_extra_ids.try_emplace(std::string(text), next);
    if (inserted)
        m_extra_texts.emplace_back(text);
    return place->second;
}

void BytePairEncoder::read_bytes() {
    for (size_t byte = 0; byte < 256; ++byte) {
        if (m_by_character) { // what is not a token is spelt in bytes
            m_byte_symbols[byte] = m_vocabulary.find(fmt::format("<0x{:02X}>", byte));
            continue;
        }
        const SymbolId symbol = symbol_of(byte_letter(static_cast<uint8_t>(byte)));
        m_byte_symbols[byte] = symbol;
        // An added token of that text is no byte: it decodes to the letter itself.
        const TokenType type =
            m_vocabulary.contains(symbol) ? m_vocabulary.token(symbol).type : TokenType::Unknown;
        m_has_byte[byte] =
            type != TokenType::Unknown && type != TokenType::UserDefined && type != TokenType::Control;
    }
}

void BytePairEncoder::read_merges(std::span<const std::string> merges) {
    read_bytes();
    m_merges.reserve(merges.size());
    std::string product;
    for (size_t rank = 0; rank < merges.size(); ++rank) {
        const std::string_view merge = merges[rank];
        // The left part may itself be a space in alphabets that are not byte-level: look from the second byte
        // on.
        const size_t space = merge.find(' ', 1);
        if (space == std::string_view::npos)
            continue;
        const std::string_view left = merge.substr(0, space);
        const std::string_view right = merge.substr(space + 1);
        product.assign(left).append(right);
        const SymbolId left_symbol = symbol_of(left);
        const SymbolId right_symbol = symbol_of(right);
        m_merges.insert(left_symbol, right_symbol, static_cast<uint32_t>(rank), symbol_of(product));
    }
}

std::string escape_spaces(std::string_view text) {
    std::string escaped;
    escaped.reserve(text.size() + text.size() / 2);
    for (const char c : text) {
        if (c == ' ')
            escaped += "\u2581";
        else
            escaped += c;
    }
    return escaped;
}

bool is_letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

/// Where a long text may be cut so that no rule's pieces change: after a newline that a letter follows, or
/// else before a space between letters. Text that has neither for megabytes is cut between two characters:
/// what is needed of memory stays bounded, at the price of one word that is two.
size_t chunk_end(std::string_view text, size_t begin) {
    constexpr size_t chunk = 1 << 16;
    constexpr size_t longest = 1 << 22;
    if (text.size() - begin <= chunk)
        return text.size();
    const size_t limit = std::min(text.size(), begin + longest);
    for (size_t at = text.find('\n', begin + chunk); at < limit; at = text.find('\n', at + 1)) {
        if (at + 1 < text.size() && is_letter(text[at + 1]))
            return at + 1;
    }
    if (limit == text.size())
        return limit;
    for (size_t at = limit - 2; at > begin + chunk; --at) {
        if (text[at] == ' ' && is_letter(text[at - 1]) && is_letter(text[at + 1]))
            return at;
    }
    size_t at = limit;
    while (at > begin + chunk && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
        --at;
    return at;
}

void BytePairEncoder::encode(std::string_view text, bool, std::vector<TokenId>& out) const {
    Scratch scratch;
    WordCache cache(text.size());
    WordSplitter splitter(m_rule.steps);
    for (size_t begin = 0; begin < text.size();) {
        const size_t end = chunk_end(text, begin);
        std::string_view part = text.substr(begin, end - begin);
        if (m_by_character) {
            scratch.escaped = escape_spaces(part);
            part = scratch.escaped;
        }
        scratch.code_points.assign(part);
        splitter.split(scratch.code_points, scratch.ends);
        size_t word_begin = 0;
        for (const uint32_t word_end_index : scratch.ends) {
            const size_t word_end = scratch.code_points.offset[word_end_index];
            const std::string_view word = part.substr(word_begin, word_end - word_begin);
            word_begin = word_end;
            if (word.size() > WordCache::longest_word) {
                encode_word(word, scratch, out);
                continue;
            }
            WordCache::Entry& entry = cache.slot(word);
            if (cache.holds(entry, word)) {
                out.insert(out.end(), entry.ids.begin(), entry.ids.begin() + entry.count);
                continue;
            }
            const size_t first = out.size();
            encode_word(word, scratch, out);
            cache.store(entry, word, std::span(out).subspan(first));
        }
        begin = end;
    }
}

void BytePairEncoder::encode_word(std::string_view word, Scratch& scratch, std::vector<TokenId>& out) const {
    if (m_rule.ignore_merges) {
        scratch.letters.clear();
        for (const char byte : word)
            scratch.letters += byte_letter(static_cast<uint8_t>(byte));
        if (const TokenId id = m_vocabulary.find(scratch.letters); id != no_token) {
            out.push_back(id);
            return;
        }
    }
    scratch.symbols.clear();
    scratch.unknown.clear();
    if (m_by_character)
        take_characters(word, scratch);
    else
        take_bytes(word, scratch);
    constexpr size_t short_word = 48; // up to here a scan per merge is faster than a queue
    if (scratch.symbols.size() <= short_word)
        merge_short(scratch);
    else
        merge_long(scratch);
    for (const SymbolId symbol : scratch.symbols)
        append_symbol(symbol, scratch, out);
}

void BytePairEncoder::take_bytes(std::string_view word, Scratch& scratch) const {
    for (const char byte : word) {
        // A byte that no UTF-8 has may have no token: U+FFFD stands for it, as in llama.cpp.
        if (!m_has_byte[static_cast<uint8_t>(byte)]) {
            for (const uint8_t replacement : {0xEF, 0xBF, 0xBD})
                scratch.symbols.push_back(m_byte_symbols[replacement]);
            continue;
        }
        scratch.symbols.push_back(m_byte_symbols[static_cast<uint8_t>(byte)]);
    }
}

void BytePairEncoder::take_characters(std::string_view word, Scratch& scratch) const {
    // A run of newlines may be a token as it is, which no merge makes.
    if (const TokenId whole = word.starts_with('\n') ? m_vocabulary.find(word) : no_token;
        whole != no_token) {
        scratch.symbols.push_back(whole);
        return;
    }
    for (size_t at = 0; at < word.size();) {
        const std::string_view character = word.substr(at, unicode::decode_at(word, at).length);
        at += character.size();
        SymbolId symbol = m_vocabulary.find(character);
        if (symbol == no_token) {
            const auto extra = m_extra_ids.find(std::string(character));
            if (extra != m_extra_ids.end()) {
                symbol = extra->second;
            } else {
                scratch.unknown.push_back(character);
                symbol = -1 - static_cast<SymbolId>(scratch.unknown.size());
            }
        }
        scratch.symbols.push_back(symbol);
    }
}

void BytePairEncoder::merge_short(Scratch& scratch) const {
    auto& symbols = scratch.symbols;
    auto& rules = scratch.rules; // rules[i]: of symbols i and i + 1
    rules.clear();
    for (size_t i = 0; i + 1 < symbols.size(); ++i)
        rules.push_back(&m_merges.find(symbols[i], symbols[i + 1]));
    while (!rules.empty()) {
        size_t best = 0;
        for (size_t i = 1; i < rules.size(); ++i) {
            if (rules[i]->rank < rules[best]->rank)
                best = i;
        }
        if (rules[best]->rank == no_rank)
            return;
        symbols[best] = rules[best]->result;
        symbols.erase(symbols.begin() + static_cast<ptrdiff_t>(best) + 1);
        rules.erase(rules.begin() + static_cast<ptrdiff_t>(best));
        if (best > 0)
            rules[best - 1] = &m_merges.find(symbols[best - 1], symbols[best]);
        if (best < rules.size())
            rules[best] = &m_merges.find(symbols[best], symbols[best + 1]);
    }
}

void BytePairEncoder::merge_long(Scratch& scratch) const {
    using Merge = MergeQueue<SymbolId, uint32_t>::Merge;
    scratch.queue.run(scratch.symbols, [&](SymbolId left, SymbolId right) -> std::optional<Merge> {
        const MergeTable::Entry& entry = m_merges.find(left, right);
        if (entry.rank == no_rank)
            return std::nullopt;
        return Merge{entry.rank, entry.result};
    });
}

void BytePairEncoder::append_symbol(SymbolId symbol, const Scratch& scratch,
                                    std::vector<TokenId>& out) const {
    if (symbol < no_token) {
        append_bytes(scratch.unknown[static_cast<size_t>(-2 - symbol)], out);
        return;
    }
    if (symbol < m_vocabulary.size()) {
        out.push_back(symbol);
        return;
    }
    // A product that is no token: its bytes, as far as the vocabulary has them.
    const std::string& text = m_extra_texts[static_cast<size_t>(symbol - m_vocabulary.size())];
    append_bytes(m_by_character ? text : from_byte_letters(text), out);
}

void BytePairEncoder::append_bytes(std::string_view bytes, std::vector<TokenId>& out) const {
    for (const char byte : bytes) {
        const SymbolId single = m_byte_symbols[static_cast<uint8_t>(byte)];
        if (single != no_token && single < m_vocabulary.size())
            out.push_back(single);
        else if (m_vocabulary.special().unknown != no_token)
            out.push_back(m_vocabulary.special().unknown);
    }
}

} // namespace

Result<std::unique_ptr<TextEncoder>> create_byte_pair_encoder(const Vocabulary& vocabulary,
                                                              const gguf::Metadata& metadata) {
    // Of characters there is one kind: the file's name of a rule does not count.
    const bool by_character = vocabulary.family() == TokenizerFamily::CharacterPair;
    TRY_ASSIGN(PreTokenizer rule, find_pre_tokenizer(by_character ? "gemma4" : vocabulary.pre_tokenizer()));
    const auto merges = metadata.strings("tokenizer.ggml.merges");
    if (merges.empty())
        return fail(ErrorKind::InvalidInput,
                    "the BPE tokenizer has no merges (key tokenizer.ggml.merges is missing)");
    auto encoder = std::make_unique<BytePairEncoder>(vocabulary, std::move(rule));
    encoder->read_merges(merges);
    return encoder;
}

} // namespace hearth
