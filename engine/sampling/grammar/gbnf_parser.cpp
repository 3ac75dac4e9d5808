// GBNF: name ::= alternatives of literals, [classes], (groups), rule names, with * + ? {m,n}.
#include "engine/sampling/grammar/grammar.h"
#include "engine/tokenizer/unicode.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace hearth {
namespace {

class GbnfParser {
public:
    explicit GbnfParser(std::string_view source) : m_source(source) {}
    Result<std::shared_ptr<const Grammar>> run(std::string_view root);

private:
    using Sequence = GrammarBuilder::Sequence;

    Result<void> parse_rule();
    Result<std::vector<Sequence>> parse_alternatives(bool nested);
    Result<Sequence> parse_sequence(bool nested);
    Result<bool> parse_item(Sequence& item);
    Result<void> parse_literal(Sequence& item);
    Result<void> parse_class(Sequence& item);
    Result<void> parse_repetition(Sequence& item);
    Result<uint32_t> parse_character(std::string_view where);
    Result<uint32_t> parse_count();
    std::string_view parse_name();
    void skip_space(bool newlines);

    char current() const { return m_at < m_source.size() ? m_source[m_at] : '\0'; }
    std::unexpected<Error> error(std::string_view message) const {
        const auto line =
            1 + std::count(m_source.begin(),
                           m_source.begin() + static_cast<ptrdiff_t>(std::min(m_at, m_source.size())), '\n');
        return fail(ErrorKind::InvalidInput, fmt::format("grammar, line {}: {}", line, message));
    }

    std::string_view m_source;
    size_t m_at = 0;
    int m_depth = 0;
    GrammarBuilder m_builder;
};

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

void GbnfParser::skip_space(bool newlines) {
    while (m_at < m_source.size()) {
        const char c = m_source[m_at];
        if (c == '#') {
            while (m_at < m_source.size() && m_source[m_at] != '\n' && m_source[m_at] != '\r')
                ++m_at;
        } else if (c == ' ' || c == '\t' || (newlines && (c == '\n' || c == '\r'))) {
            ++m_at;
        } else {
            return;
        }
    }
}

std::string_view GbnfParser::parse_name() {
    const size_t begin = m_at;
    while (is_name_character(current()))
        ++m_at;
    return m_source.substr(begin, m_at - begin);
}

Result<std::shared_ptr<const Grammar>> GbnfParser::run(std::string_view root) {
    skip_space(true);
    while (m_at < m_source.size()) {
        TRY(parse_rule());
        skip_space(true);
    }
    return m_builder.finish(root);
}

Result<void> GbnfParser::parse_rule() {
    const std::string_view name = parse_name();
    if (name.empty())
        return error(fmt::format("expected the name of a rule, found \"{}\"", m_source.substr(m_at, 1)));
    skip_space(false);
    if (!m_source.substr(m_at).starts_with("::="))
        return error(fmt::format("expected \"::=\" behind \"{}\"", name));
    m_at += 3;
    skip_space(true);
    const uint32_t rule = m_builder.rule(name);
    if (m_builder.is_defined(rule))
        return error(fmt::format("rule \"{}\" is defined twice", name));
    TRY_ASSIGN(auto alternatives, parse_alternatives(false));
    if (m_at < m_source.size() && current() != '\n' && current() != '\r')
        return error(fmt::format("unexpected \"{}\" in rule \"{}\"", current(), name));
    m_builder.define(rule, std::move(alternatives));
    return {};
}

Result<std::vector<GbnfParser::Sequence>> GbnfParser::parse_alternatives(bool nested) {
    if (++m_depth > 200)
        return error("groups nested too deeply");
    std::vector<Sequence> alternatives;
    for (;;) {
        TRY_ASSIGN(auto sequence, parse_sequence(nested));
        alternatives.push_back(std::move(sequence));
        if (current() != '|')
            break;
        ++m_at;
        skip_space(true);
    }
    --m_depth;
    return alternatives;
}

Result<GbnfParser::Sequence> GbnfParser::parse_sequence(bool nested) {
    Sequence sequence;
    for (;;) {
        Sequence item;
        TRY_ASSIGN(const bool found, parse_item(item));
        if (!found)
            return sequence;
        TRY(parse_repetition(item));
        sequence.insert(sequence.end(), item.begin(), item.end());
        skip_space(nested);
    }
}

/// One literal, class, group or rule name; false where none begins.
Result<bool> GbnfParser::parse_item(Sequence& item) {
    const char c = current();
    if (c == '"') {
        TRY(parse_literal(item));
    } else if (c == '[') {
        TRY(parse_class(item));
    } else if (c == '.') {
        ++m_at;
        item.push_back(m_builder.character({}, true));
    } else if (c == '(') {
        ++m_at;
        skip_space(true);
        TRY_ASSIGN(auto alternatives, parse_alternatives(true));
        if (current() != ')')
            return error("group \"(\" without its \")\"");
        ++m_at;
        item.push_back(m_builder.add(std::move(alternatives)));
    } else if (is_name_character(c)) {
        item.push_back({Grammar::Element::Rule, m_builder.rule(parse_name())});
    } else {
        return false;
    }
    return true;
}

/// A character as it stands or behind a backslash.
Result<uint32_t> GbnfParser::parse_character(std::string_view where) {
    if (m_at >= m_source.size())
        return error(fmt::format("{} without its end", where));
    if (current() != '\\') {
        const auto [code_point, length] = unicode::decode_at(m_source, m_at);
        m_at += length;
        return code_point;
    }
    if (m_at + 1 >= m_source.size())
        return error(fmt::format("{} without its end", where));
    const char c = m_source[m_at + 1];
    m_at += 2;
    switch (c) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case '\\':
    case '"':
    case '[':
    case ']':
    case '-':
    case '^':
        return static_cast<uint32_t>(c);
    default:
        break;
    }
    const size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    uint32_t value = 0;
    const char* const begin = m_source.data() + m_at;
    if (digits == 0 || m_at + digits > m_source.size() ||
        std::from_chars(begin, begin + digits, value, 16).ptr != begin + digits)
        return error(fmt::format("unknown escape \"\\{}\"", c));
    m_at += digits;
    if (value > 0x10FFFF)
        return error("an escape beyond Unicode");
    return value;
}

Result<void> GbnfParser::parse_literal(Sequence& item) {
    ++m_at;
    std::string bytes;
    while (current() != '"' || m_at >= m_source.size()) {
        TRY_ASSIGN(const uint32_t c, parse_character("literal"));
        unicode::append_utf8(bytes, c);
    }
    ++m_at;
    item = m_builder.literal(bytes);
    return {};
}

Result<void> GbnfParser::parse_class(Sequence& item) {
    ++m_at;
    const bool negated = current() == '^';
    m_at += negated;
    std::vector<CodePointRange> ranges;
    while (current() != ']' || m_at >= m_source.size()) {
        TRY_ASSIGN(const uint32_t first, parse_character("character class"));
        uint32_t last = first;
        if (current() == '-' && m_at + 1 < m_source.size() && m_source[m_at + 1] != ']') {
            ++m_at;
            TRY_ASSIGN(last, parse_character("character class"));
        }
        if (last < first)
            return error("a character range that runs backwards");
        ranges.emplace_back(first, last);
    }
    ++m_at;
    item.push_back(m_builder.character(std::move(ranges), negated));
    return {};
}

Result<uint32_t> GbnfParser::parse_count() {
    uint32_t value = 0;
    const char* const begin = m_source.data() + m_at;
    const auto [end, failed] = std::from_chars(begin, m_source.data() + m_source.size(), value);
    if (failed != std::errc{} || value > 1'000'000)
        return error("expected a repetition count up to 1000000");
    m_at += static_cast<size_t>(end - begin);
    return value;
}

/// * + ? {m} {m,} {m,n} {,n} behind an item; several may follow one another.
Result<void> GbnfParser::parse_repetition(Sequence& item) {
    for (;;) {
        skip_space(false);
        const char c = current();
        uint32_t least = c == '+' ? 1 : 0;
        uint32_t most = c == '?' ? 1 : GrammarBuilder::unbounded;
        if (c != '*' && c != '+' && c != '?' && c != '{')
            return {};
        ++m_at;
        if (c == '{') {
            skip_space(false);
            const bool has_least = current() != ',';
            if (has_least) {
                TRY_ASSIGN(least, parse_count());
                skip_space(false);
            }
            most = least;
            if (current() == ',') {
                ++m_at;
                skip_space(false);
                most = GrammarBuilder::unbounded;
                if (current() != '}') {
                    TRY_ASSIGN(most, parse_count());
                }
            }
            skip_space(false);
            if (current() != '}')
                return error("repetition \"{\" without its \"}\"");
            ++m_at;
            if (most < least)
                return error("a repetition whose upper bound is below its lower bound");
        }
        item = m_builder.repeat(item, least, most);
    }
}

} // namespace

Result<std::shared_ptr<const Grammar>> Grammar::parse(std::string_view gbnf, std::string_view root) {
    return GbnfParser(gbnf).run(root);
}

} // namespace hearth
