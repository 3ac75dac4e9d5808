#include "engine/tokenizer/split_steps.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace hearth::split_steps {
namespace {

using unicode::Letter;
using unicode::Mark;
using unicode::Number;
using unicode::Punctuation;
using unicode::Symbol;
using unicode::WhiteSpace;

/// A piece of text with bounds: positions outside have no class and no value.
struct Piece {
    const uint32_t* values;
    const uint8_t* classes;
    uint32_t end;

    Piece(const CodePoints& text, uint32_t piece_end)
        : values(text.value.data()), classes(text.classes.data()), end(piece_end) {}
    uint8_t classes_at(uint32_t pos) const { return pos < end ? classes[pos] : uint8_t{0}; }
    uint32_t value_at(uint32_t pos) const { return pos < end ? values[pos] : UINT32_MAX; }
    bool is(uint32_t pos, uint8_t wanted) const { return (classes_at(pos) & wanted) != 0; }
    bool is_newline(uint32_t pos) const { return value_at(pos) == '\n' || value_at(pos) == '\r'; }
    /// End of the run of `wanted` classes from `pos`.
    uint32_t run(uint32_t pos, uint8_t wanted) const {
        while (pos < end && (classes[pos] & wanted))
            ++pos;
        return pos;
    }
    /// End of the run without any of the `unwanted` classes from `pos`.
    uint32_t run_without(uint32_t pos, uint8_t unwanted) const {
        while (pos < end && !(classes[pos] & unwanted))
            ++pos;
        return pos;
    }
};

/// Takes pieces where `match(pos)` returns an end beyond pos; what lies between matches is a piece too.
template <typename Match>
void split_by(uint32_t begin, uint32_t end, Ends& ends, Match match) {
    uint32_t piece = begin;
    for (uint32_t pos = begin; pos < end;) {
        const uint32_t matched = match(pos);
        if (matched <= pos) {
            ++pos;
            continue;
        }
        if (pos > piece)
            ends.push_back(pos);
        ends.push_back(matched);
        pos = piece = matched;
    }
    if (piece < end)
        ends.push_back(end);
}

/// 's|'t|'re|'ve|'m|'ll|'d at `pos`; its end, or `pos`.
uint32_t contraction(const Piece& p, uint32_t pos, bool any_case) {
    if (p.value_at(pos) != '\'')
        return pos;
    const auto letter = [&](uint32_t at) {
        const uint32_t c = p.value_at(at);
        return any_case && c >= 'A' && c <= 'Z' ? c + 32 : c;
    };
    const uint32_t first = letter(pos + 1);
    if (first == 's' || first == 't' || first == 'm' || first == 'd')
        return pos + 2;
    const uint32_t second = letter(pos + 2);
    if ((first == 'r' && second == 'e') || (first == 'v' && second == 'e') || (first == 'l' && second == 'l'))
        return pos + 3;
    return pos;
}

/// \s+(?!\S)|\s+ at white space.
uint32_t white_space(const Piece& p, uint32_t pos) {
    const uint32_t run_end = p.run(pos, WhiteSpace);
    return run_end - pos > 1 && run_end < p.end ? run_end - 1 : run_end;
}

/// \s*[\r\n]+|\s+(?!\S)|\s+ at white space.
uint32_t white_space_or_newlines(const Piece& p, uint32_t pos) {
    uint32_t after_newline = 0;
    uint32_t run_end = pos;
    for (; p.is(run_end, WhiteSpace); ++run_end) {
        if (p.is_newline(run_end))
            after_newline = run_end + 1;
    }
    if (after_newline > 0)
        return after_newline;
    return run_end - pos > 1 && run_end < p.end ? run_end - 1 : run_end;
}

/// What differs between the relatives of Llama 3's expression.
struct WordRules {
    uint8_t letters = Letter;
    uint32_t digits = 3;        ///< \p{N}{1,digits}
    bool newlines_after = true; ///< [\r\n]* after symbols
};

template <WordRules rules>
uint32_t match_word(const Piece& p, uint32_t pos) {
    if (const uint32_t end = contraction(p, pos, true); end > pos)
        return end;
    const uint8_t classes = p.classes_at(pos);
    if (classes & rules.letters)
        return p.run(pos + 1, rules.letters);
    if (!(classes & Number) && !p.is_newline(pos) && p.is(pos + 1, rules.letters))
        return p.run(pos + 2, rules.letters);
    if (classes & Number) {
        uint32_t end = pos + 1;
        while (end - pos < rules.digits && p.is(end, Number))
            ++end;
        return end;
    }
    constexpr uint8_t no_symbol = WhiteSpace | Number | rules.letters;
    const uint32_t symbols = pos + (p.value_at(pos) == ' ' ? 1 : 0);
    if (symbols < p.end && !p.is(symbols, no_symbol)) {
        uint32_t end = p.run_without(symbols, no_symbol);
        while (rules.newlines_after && p.is_newline(end))
            ++end;
        return end;
    }
    return white_space_or_newlines(p, pos);
}

template <WordRules rules>
void split_words(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    const Piece p(text, end);
    split_by(begin, end, ends, [&](uint32_t pos) { return match_word<rules>(p, pos); });
}

bool is_ascii_lower(uint32_t c) {
    return c >= 'a' && c <= 'z';
}
bool is_ascii_upper(uint32_t c) {
    return c >= 'A' && c <= 'Z';
}

/// U*L+|U+L* from `pos` (letters only): its end, or `pos`.
uint32_t match_cased_letters(const Piece& p, uint32_t pos) {
    const auto is_upper = [&](uint32_t at) { return p.is(at, Letter) && !is_ascii_lower(p.value_at(at)); };
    const auto is_lower = [&](uint32_t at) { return p.is(at, Letter) && !is_ascii_upper(p.value_at(at)); };
    uint32_t upper_end = pos;
    while (is_upper(upper_end))
        ++upper_end;
    // U* gives back letters until one can open L+.
    uint32_t lower = upper_end;
    while (!is_lower(lower) && lower > pos)
        --lower;
    if (!is_lower(lower))
        return upper_end; // U+ alone (or nothing)
    while (is_lower(lower))
        ++lower;
    return lower;
}

template <bool contractions, uint32_t digits>
uint32_t match_cased_word(const Piece& p, uint32_t pos) {
    const uint8_t classes = p.classes_at(pos);
    const bool prefix = !(classes & (Letter | Number)) && !p.is_newline(pos);
    const uint32_t letters = pos + (prefix ? 1 : 0);
    if (const uint32_t end = match_cased_letters(p, letters); end > letters)
        return contractions ? contraction(p, end, true) : end;
    if (classes & Number) {
        uint32_t end = pos + 1;
        while (end - pos < digits && p.is(end, Number))
            ++end;
        return end;
    }
    constexpr uint8_t no_symbol = WhiteSpace | Number | Letter;
    const uint32_t symbols = pos + (p.value_at(pos) == ' ' ? 1 : 0);
    if (symbols < p.end && !p.is(symbols, no_symbol)) {
        uint32_t end = p.run_without(symbols, no_symbol);
        while (p.is_newline(end) || p.value_at(end) == '/')
            ++end;
        return end;
    }
    return white_space_or_newlines(p, pos);
}

/// True for the ASCII characters that llama.cpp counts as \p{P} or \p{S}; it leaves "~" out.
bool is_punctuation_or_symbol(const Piece& p, uint32_t pos) {
    return p.is(pos, Punctuation | Symbol) && p.value_at(pos) != '~';
}

uint32_t match_deepseek3(const Piece& p, uint32_t pos) {
    const uint32_t c = p.value_at(pos);
    const auto is_ascii_letter = [&](uint32_t at) {
        return is_ascii_lower(p.value_at(at)) || is_ascii_upper(p.value_at(at));
    };
    if (c < 0x80 && p.is(pos, Punctuation | Symbol) && is_ascii_letter(pos + 1)) {
        uint32_t end = pos + 2;
        while (is_ascii_letter(end))
            ++end;
        return end;
    }
    if (p.is(pos, Letter | Mark))
        return p.run(pos + 1, Letter | Mark);
    if (!p.is_newline(pos) && !is_punctuation_or_symbol(p, pos) && p.is(pos + 1, Letter | Mark))
        return p.run(pos + 2, Letter | Mark);
    uint32_t end = pos + (c == ' ' ? 1 : 0);
    if (is_punctuation_or_symbol(p, end)) {
        while (is_punctuation_or_symbol(p, end))
            ++end;
        while (p.is_newline(end))
            ++end;
        return end;
    }
    return p.is(pos, WhiteSpace) ? white_space_or_newlines(p, pos) : pos;
}

using Range = std::pair<uint32_t, uint32_t>;

template <size_t count>
bool in_ranges(const std::array<Range, count>& ranges, uint32_t c) {
    const auto after =
        std::upper_bound(ranges.begin(), ranges.end(), c,
                         [](uint32_t value, const Range& range) { return value < range.first; });
    return after != ranges.begin() && c <= std::prev(after)->second;
}

// The cased letters (Lu, Ll, Lt) of Unicode 11 or so, as the tokenizer.json of DeepSeek LLM lists them.
constexpr auto deepseek_letter_ranges = std::to_array<Range>({
    {0x41, 0x5A},       {0x61, 0x7A},       {0xB5, 0xB5},       {0xC0, 0xD6},       {0xD8, 0xF6},
    {0xF8, 0x1BA},      {0x1BC, 0x1BF},     {0x1C4, 0x293},     {0x295, 0x2AF},     {0x370, 0x373},
    {0x376, 0x377},     {0x37B, 0x37D},     {0x37F, 0x37F},     {0x386, 0x386},     {0x388, 0x38A},
    {0x38C, 0x38C},     {0x38E, 0x3A1},     {0x3A3, 0x3F5},     {0x3F7, 0x481},     {0x48A, 0x52F},
    {0x531, 0x556},     {0x10A0, 0x10C5},   {0x13A0, 0x13F5},   {0x13F8, 0x13FD},   {0x1C90, 0x1CBA},
    {0x1CBD, 0x1CBF},   {0x1D00, 0x1D2B},   {0x1D6B, 0x1D77},   {0x1D79, 0x1D9A},   {0x1E00, 0x1F15},
    {0x1F18, 0x1F1D},   {0x1F20, 0x1F45},   {0x1F48, 0x1F4D},   {0x1F50, 0x1F57},   {0x1F59, 0x1F59},
    {0x1F5B, 0x1F5B},   {0x1F5D, 0x1F5D},   {0x1F5F, 0x1F7D},   {0x1F80, 0x1FB4},   {0x1FB6, 0x1FBC},
    {0x1FBE, 0x1FBE},   {0x1FC2, 0x1FC4},   {0x1FC6, 0x1FCC},   {0x1FD0, 0x1FD3},   {0x1FD6, 0x1FDB},
    {0x1FE0, 0x1FEC},   {0x1FF2, 0x1FF4},   {0x1FF6, 0x1FFC},   {0x2102, 0x2102},   {0x2107, 0x2107},
    {0x210A, 0x2113},   {0x2115, 0x2115},   {0x2119, 0x211D},   {0x2124, 0x2124},   {0x2126, 0x2126},
    {0x2128, 0x2128},   {0x212A, 0x212D},   {0x212F, 0x2134},   {0x2139, 0x2139},   {0x213C, 0x213F},
    {0x2145, 0x2149},   {0x214E, 0x214E},   {0x2183, 0x2184},   {0x2C00, 0x2C7B},   {0x2C7E, 0x2CE4},
    {0x2CEB, 0x2CEE},   {0x2CF2, 0x2CF3},   {0xA640, 0xA66D},   {0xA680, 0xA69B},   {0xA722, 0xA76F},
    {0xA771, 0xA787},   {0xA78B, 0xA78E},   {0xAB70, 0xABBF},   {0xFB00, 0xFB06},   {0xFB13, 0xFB17},
    {0xFF21, 0xFF3A},   {0xFF41, 0xFF5A},   {0x10400, 0x1044F}, {0x104B0, 0x104D3}, {0x104D8, 0x104FB},
    {0x10C80, 0x10CB2}, {0x10CC0, 0x10CF2}, {0x118A0, 0x118DF}, {0x1E900, 0x1E943},
});

bool is_deepseek_letter(uint32_t c) {
    return in_ranges(deepseek_letter_ranges, c);
}

// U+3000 is in the list of the original too, but counts as white space before the list is looked at.
bool is_deepseek_punctuation(uint32_t c) {
    return (c >= 0x21 && c <= 0x2F) || (c >= 0x3A && c <= 0x7E) || (c >= 0xFF01 && c <= 0xFF0F) ||
           (c >= 0xFF1A && c <= 0xFF5E) || (c >= 0x2018 && c <= 0x201F) || c == 0x3001 || c == 0x3002;
}

bool is_deepseek_ideograph(uint32_t c) {
    return (c >= 0x0800 && c <= 0x9FA5) || (c >= 0xAC00 && c <= 0xD7FF);
}

bool is_han_or_kana(uint32_t c) {
    return (c >= 0x4E00 && c <= 0x9FA5) || (c >= 0x3040 && c <= 0x30FF);
}

bool ends_bloom_word(uint32_t c) {
    switch (c) {
    case '(':
    case ')':
    case '|':
    case '.':
    case ',':
    case '!':
    case '?':
    case 0x2026: // …
    case 0x3002: // 。
    case 0xFF0C: // ，
    case 0x3001: // 、
    case 0x0964: // ।
    case 0x06D4: // ۔
    case 0x060C: // ،
        return true;
    default:
        return false;
    }
}

/// Runs of positions for which `belongs(pos)` holds, with one white space in front when `spaced`.
template <bool spaced, typename Belongs>
void split_runs(const Piece& p, uint32_t begin, Ends& ends, Belongs belongs) {
    split_by(begin, p.end, ends, [&](uint32_t pos) {
        uint32_t at = pos;
        if (spaced && p.is(pos, WhiteSpace) && pos + 1 < p.end && belongs(pos + 1))
            at = pos + 1;
        while (at < p.end && belongs(at))
            ++at;
        return at;
    });
}

} // namespace

void gpt2(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    const Piece p(text, end);
    split_by(begin, end, ends, [&](uint32_t pos) {
        if (const uint32_t after = contraction(p, pos, false); after > pos)
            return after;
        const uint32_t word = pos + (p.value_at(pos) == ' ' ? 1 : 0);
        const uint8_t classes = p.classes_at(word);
        if (classes & Letter)
            return p.run(word, Letter);
        if (classes & Number)
            return p.run(word, Number);
        if (classes && !(classes & WhiteSpace))
            return p.run_without(word, Letter | Number | WhiteSpace);
        return white_space(p, pos);
    });
}

void llama3(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    split_words<WordRules{}>(text, begin, end, ends);
}

void qwen2(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    split_words<WordRules{.digits = 1}>(text, begin, end, ends);
}

void qwen35(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    split_words<WordRules{.letters = Letter | Mark, .digits = 1}>(text, begin, end, ends);
}

void seed_coder(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    split_words<WordRules{.digits = 1, .newlines_after = false}>(text, begin, end, ends);
}

void tekken(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    const Piece p(text, end);
    split_by(begin, end, ends, [&](uint32_t pos) { return match_cased_word<false, 1>(p, pos); });
}

void gpt4o(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    const Piece p(text, end);
    split_by(begin, end, ends, [&](uint32_t pos) { return match_cased_word<true, 3>(p, pos); });
}

void deepseek3(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    const Piece p(text, end);
    split_by(begin, end, ends, [&](uint32_t pos) { return match_deepseek3(p, pos); });
}

void single_newlines(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    const Piece p(text, end);
    split_by(begin, end, ends, [&](uint32_t pos) { return p.is_newline(pos) ? pos + 1 : pos; });
}

void lines(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    for (uint32_t pos = begin + 1; pos < end; ++pos) {
        if ((text.value[pos] == '\n') != (text.value[pos - 1] == '\n'))
            ends.push_back(pos);
    }
    if (end > begin)
        ends.push_back(end);
}

void single_numbers(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    const Piece p(text, end);
    split_by(begin, end, ends, [&](uint32_t pos) { return p.is(pos, Number) ? pos + 1 : pos; });
}

void number_runs(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    const Piece p(text, end);
    split_by(begin, end, ends, [&](uint32_t pos) { return p.run(pos, Number); });
}

void number_triples(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    const Piece p(text, end);
    split_by(begin, end, ends, [&](uint32_t pos) {
        uint32_t at = pos;
        while (at - pos < 3 && p.is(at, Number))
            ++at;
        return at;
    });
}

void ascii_digit_triples(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    const Piece p(text, end);
    const auto is_digit = [&](uint32_t pos) { return p.value_at(pos) >= '0' && p.value_at(pos) <= '9'; };
    split_by(begin, end, ends, [&](uint32_t pos) {
        return is_digit(pos) && is_digit(pos + 1) && is_digit(pos + 2) ? pos + 3 : pos;
    });
}

namespace {

bool is_listed_symbol(uint32_t c) {
    return c == '$' || c == '+' || (c >= '<' && c <= '>') || c == '^' || c == '~' || c == '|';
}

} // namespace

void punctuation_runs(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    const Piece p(text, end);
    split_runs<false>(p, begin, ends, [&](uint32_t pos) {
        return p.is(pos, Punctuation) || is_listed_symbol(p.value_at(pos));
    });
}

void punctuation_runs_backtick(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    const Piece p(text, end);
    split_runs<false>(p, begin, ends, [&](uint32_t pos) {
        return p.is(pos, Punctuation) || is_listed_symbol(p.value_at(pos)) || p.value_at(pos) == '`';
    });
}

void spaced_letters(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    const Piece p(text, end);
    split_runs<true>(p, begin, ends, [&](uint32_t pos) { return p.is(pos, Letter); });
}

void spaced_punctuation(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    const Piece p(text, end);
    split_runs<true>(p, begin, ends, [&](uint32_t pos) { return p.is(pos, Punctuation); });
}

void deepseek_letters(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    const Piece p(text, end);
    split_runs<true>(p, begin, ends, [&](uint32_t pos) { return is_deepseek_letter(p.value_at(pos)); });
}

void deepseek_punctuation(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    const Piece p(text, end);
    split_runs<true>(p, begin, ends, [&](uint32_t pos) { return is_deepseek_punctuation(p.value_at(pos)); });
}

void trailing_white_space(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    uint32_t tail = end;
    while (tail > begin && (text.classes[tail - 1] & WhiteSpace))
        --tail;
    if (tail > begin)
        ends.push_back(tail);
    if (tail < end)
        ends.push_back(end);
}

void deepseek_ideographs(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    const Piece p(text, end);
    split_runs<false>(p, begin, ends, [&](uint32_t pos) {
        return is_deepseek_ideograph(p.value_at(pos)) && !p.is(pos, WhiteSpace);
    });
}

void han_and_kana(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    const Piece p(text, end);
    split_runs<false>(p, begin, ends, [&](uint32_t pos) { return is_han_or_kana(p.value_at(pos)); });
}

void bloom(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends) {
    const Piece p(text, end);
    const auto belongs = [&](uint32_t pos) {
        return !p.is(pos, WhiteSpace) && !ends_bloom_word(p.value_at(pos));
    };
    split_by(begin, end, ends, [&](uint32_t pos) {
        uint32_t at = pos;
        if (p.value_at(pos) == ' ' && pos + 1 < end && belongs(pos + 1))
            at = pos + 1;
        while (at < end && belongs(at))
            ++at;
        return at;
    });
}

} // namespace hearth::split_steps
