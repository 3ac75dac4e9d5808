#include "engine/sampling/grammar/pattern.h"

#include "engine/tokenizer/unicode.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

namespace hearth {
namespace {

constexpr uint64_t unbounded = UINT64_MAX;
using Ranges = std::vector<std::pair<uint32_t, uint32_t>>;

uint64_t times(uint64_t a, uint64_t b) {
    if (a == 0 || b == 0)
        return 0;
    return a == unbounded || b == unbounded || a > unbounded / b ? unbounded : a * b;
}

uint64_t plus(uint64_t a, uint64_t b) {
    return a == unbounded || b == unbounded || a > unbounded - b ? unbounded : a + b;
}

const Ranges digits = {{'0', '9'}};
const Ranges word = {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
const Ranges space = {{'\t', '\r'}, {' ', ' '}, {0xA0, 0xA0}};

Ranges complement(Ranges ranges) {
    std::ranges::sort(ranges);
    Ranges others;
    uint32_t next = 0;
    for (const auto& [first, last] : ranges) {
        if (first > next)
            others.emplace_back(next, first - 1);
        next = std::max(next, last + 1);
    }
    if (next <= 0x10FFFF)
        others.emplace_back(next, 0x10FFFF);
    return others;
}

/// One character of the ranges, as a JSON string writes it.
std::string characters_to_gbnf(Ranges ranges) {
    static constexpr std::pair<uint32_t, const char*> escaped[] = {
        {'"', R"("\\\"")"}, {'\\', R"("\\\\")"}, {'\n', R"("\\n")"}, {'\r', R"("\\r")"},
        {'\t', R"("\\t")"}, {'\b', R"("\\b")"},  {'\f', R"("\\f")"}};
    const auto contains = [&](uint32_t c) {
        return std::ranges::any_of(ranges,
                                   [&](const auto& range) { return c >= range.first && c <= range.second; });
    };
    std::vector<std::string> alternatives;
    for (const auto& [c, text] : escaped) {
        if (contains(c))
            alternatives.push_back(text);
    }
    std::string raw;
    std::ranges::sort(ranges);
    for (auto [first, last] : ranges) {
        // What JSON allows as it stands: not control characters, quote, backslash.
        for (const auto& [low, high] :
             Ranges{{0x20, 0x21}, {0x23, 0x5B}, {0x5D, 0xD7FF}, {0xE000, 0x10FFFF}}) {
            const uint32_t from = std::max(first, low);
            const uint32_t to = std::min(last, high);
            if (from <= to)
                raw += from == to ? fmt::format("\\U{:08X}", from)
                                  : fmt::format("\\U{:08X}-\\U{:08X}", from, to);
        }
    }
    if (!raw.empty())
        alternatives.push_back(fmt::format("[{}]", raw));
    if (alternatives.size() == 1)
        return alternatives.front();
    return alternatives.empty() ? "[]" : fmt::format("({})", fmt::join(alternatives, " | "));
}

class PatternParser {
public:
    PatternParser(std::string_view pattern, std::string_view any) : m_pattern(pattern), m_any(any) {}
    Result<PatternGrammar> run();

private:
    Result<PatternGrammar> parse_alternatives(bool top);
    Result<PatternGrammar> parse_sequence(bool top);
    Result<PatternGrammar> parse_atom();
    Result<PatternGrammar> parse_group();
    Result<Ranges> parse_class();
    Result<Ranges> parse_escape();
    Result<PatternGrammar> parse_quantifier(PatternGrammar atom);

    bool at_end() const { return m_at >= m_pattern.size(); }
    char current() const { return at_end() ? '\0' : m_pattern[m_at]; }
    std::unexpected<Error> error(std::string_view what) const {
        return fail(ErrorKind::Unsupported, fmt::format("JSON schema: pattern \"{}\": {}", m_pattern, what));
    }

    std::string_view m_pattern;
    std::string_view m_any;
    size_t m_at = 0;
    int m_depth = 0;
};

Result<PatternGrammar> PatternParser::run() {
    TRY_ASSIGN(PatternGrammar whole, parse_alternatives(true));
    if (!at_end())
        return error("unexpected \")\"");
    return whole;
}

Result<PatternGrammar> PatternParser::parse_alternatives(bool top) {
    if (++m_depth > 100)
        return error("groups nested too deeply");
    std::vector<std::string> parts;
    PatternGrammar whole{"", unbounded, 0};
    for (;;) {
        TRY_ASSIGN(const PatternGrammar part, parse_sequence(top));
        parts.push_back(part.gbnf);
        whole.least = std::min(whole.least, part.least);
        whole.most = std::max(whole.most, part.most);
        if (current() != '|')
            break;
        ++m_at;
    }
    --m_depth;
    whole.gbnf = parts.size() == 1 ? parts.front() : fmt::format("({})", fmt::join(parts, " | "));
    return whole;
}

Result<PatternGrammar> PatternParser::parse_sequence(bool top) {
    PatternGrammar sequence{"", 0, 0};
    const auto append = [&](const PatternGrammar& part) {
        sequence.gbnf += (sequence.gbnf.empty() ? "" : " ") + part.gbnf;
        sequence.least = plus(sequence.least, part.least);
        sequence.most = plus(sequence.most, part.most);
    };
    const PatternGrammar anything{fmt::format("{}*", m_any), 0, unbounded};
    if (top && current() == '^')
        ++m_at;
    else if (top)
        append(anything);
    bool anchored = false;
    while (!at_end() && current() != '|' && current() != ')') {
        if (current() == '$' && top && (m_at + 1 == m_pattern.size() || m_pattern[m_at + 1] == '|')) {
            ++m_at;
            anchored = true;
            break;
        }
        TRY_ASSIGN(PatternGrammar atom, parse_atom());
        TRY_ASSIGN(atom, parse_quantifier(std::move(atom)));
        append(atom);
    }
    if (top && !anchored)
        append(anything);
    if (sequence.gbnf.empty())
        sequence.gbnf = "\"\"";
    return sequence;
}

Result<PatternGrammar> PatternParser::parse_atom() {
    const char c = current();
    if (c == '(')
        return parse_group();
    if (c == '^' || c == '$')
        return error("an anchor in the middle is not supported");
    if (c == '*' || c == '+' || c == '?' || c == '{')
        return error("a quantifier with nothing in front of it");
    Ranges ranges;
    if (c == '[') {
        TRY_ASSIGN(ranges, parse_class());
    } else if (c == '\\') {
        TRY_ASSIGN(ranges, parse_escape());
    } else if (c == '.') {
        ++m_at;
        ranges = complement({{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}});
    } else {
        const auto [code_point, length] = unicode::decode_at(m_pattern, m_at);
        m_at += length;
        ranges = {{code_point, code_point}};
    }
    return PatternGrammar{characters_to_gbnf(ranges), 1, 1};
}

Result<PatternGrammar> PatternParser::parse_group() {
    ++m_at;
    if (m_pattern.substr(m_at).starts_with("?:"))
        m_at += 2;
    else if (current() == '?')
        return error("look-around and named groups are not supported");
    TRY_ASSIGN(PatternGrammar inner, parse_alternatives(false));
    if (current() != ')')
        return error("\"(\" without \")\"");
    ++m_at;
    inner.gbnf = fmt::format("({})", inner.gbnf);
    return inner;
}

/// Behind a backslash.
Result<Ranges> PatternParser::parse_escape() {
    if (++m_at >= m_pattern.size())
        return error("ends in a backslash");
    const char c = m_pattern[m_at++];
    switch (c) {
    case 'd':
        return digits;
    case 'D':
        return complement(digits);
    case 'w':
        return word;
    case 'W':
        return complement(word);
    case 's':
        return space;
    case 'S':
        return complement(space);
    default:
        break;
    }
    static constexpr std::string_view names = "nrtbfv0";
    static constexpr std::string_view values("\n\r\t\b\f\v\0", 7);
    uint32_t value = static_cast<unsigned char>(c);
    if (const size_t which = names.find(c); which != std::string_view::npos) {
        value = static_cast<unsigned char>(values[which]);
    } else if (c == 'u' || c == 'x') {
        const size_t count = c == 'u' ? 4 : 2;
        const char* const begin = m_pattern.data() + m_at;
        if (m_at + count > m_pattern.size() ||
            std::from_chars(begin, begin + count, value, 16).ptr != begin + count)
            return error("a broken escape");
        m_at += count;
    } else if ((c >= '1' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
        return error(fmt::format("escape \"\\{}\" is not supported", c));
    }
    return Ranges{{value, value}};
}

Result<Ranges> PatternParser::parse_class() {
    ++m_at;
    const bool negated = current() == '^';
    m_at += negated;
    Ranges ranges;
    while (!at_end() && current() != ']') {
        const auto parse_one = [&]() -> Result<Ranges> {
            if (current() == '\\')
                return parse_escape();
            const auto [code_point, length] = unicode::decode_at(m_pattern, m_at);
            m_at += length;
            return Ranges{{code_point, code_point}};
        };
        TRY_ASSIGN(const Ranges first, parse_one());
        const bool single = first.size() == 1 && first[0].first == first[0].second;
        if (single && current() == '-' && m_at + 1 < m_pattern.size() && m_pattern[m_at + 1] != ']') {
            ++m_at;
            TRY_ASSIGN(const Ranges last, parse_one());
            if (last.size() != 1 || last[0].first != last[0].second || last[0].first < first[0].first)
                return error("a broken range");
            ranges.emplace_back(first[0].first, last[0].first);
        } else {
            ranges.insert(ranges.end(), first.begin(), first.end());
        }
    }
    if (at_end())
        return error("\"[\" without \"]\"");
    ++m_at;
    return negated ? complement(ranges) : ranges;
}

Result<PatternGrammar> PatternParser::parse_quantifier(PatternGrammar atom) {
    const char c = current();
    uint64_t least = 0;
    uint64_t most = unbounded;
    if (c == '*' || c == '+' || c == '?') {
        ++m_at;
        least = c == '+' ? 1 : 0;
        most = c == '?' ? 1 : unbounded;
    } else if (c == '{') {
        const size_t end = m_pattern.find('}', m_at);
        const std::string_view body =
            m_pattern.substr(m_at + 1, end == std::string_view::npos ? 0 : end - m_at - 1);
        const size_t comma = body.find(',');
        const auto parse = [](std::string_view text, uint64_t& value) {
            const auto [last, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
            return failed == std::errc{} && last == text.data() + text.size() && value <= 100'000;
        };
        if (!parse(body.substr(0, comma), least))
            return error("a broken quantifier");
        most = least;
        if (comma != std::string_view::npos) {
            most = unbounded;
            if (comma + 1 < body.size() && !parse(body.substr(comma + 1), most))
                return error("a broken quantifier");
        }
        if (most < least)
            return error("a quantifier whose bounds are the wrong way round");
        m_at = end + 1;
    } else {
        return atom;
    }
    if (current() == '?') // lazy: the same texts
        ++m_at;
    const std::string bounds =
        most == unbounded ? fmt::format("{{{},}}", least) : fmt::format("{{{},{}}}", least, most);
    return PatternGrammar{fmt::format("{}{}", atom.gbnf, bounds), times(atom.least, least),
                          times(atom.most, most)};
}

} // namespace

Result<PatternGrammar> pattern_to_gbnf(std::string_view pattern, std::string_view any_character) {
    return PatternParser(pattern, any_character).run();
}

std::string gbnf_literal(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        if (c == '\n')
            out += "\\n";
        else if (c == '\r')
            out += "\\r";
        else
            out += c;
    }
    return out + "\"";
}

} // namespace hearth
