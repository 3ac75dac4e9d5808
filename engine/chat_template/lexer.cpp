#include "engine/chat_template/lexer.h"

#include "engine/chat_template/characters.h"
#include "engine/tokenizer/unicode.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace hearth::jinja {
namespace {

bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool opens_name(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Newlines as Jinja sees them, and without the one at the end.
std::string normalize(std::string_view source) {
    std::string text;
    text.reserve(source.size());
    for (size_t i = 0; i < source.size(); ++i) {
        if (source[i] == '\r') {
            text += '\n';
            i += i + 1 < source.size() && source[i + 1] == '\n';
        } else {
            text += source[i];
        }
    }
    if (text.ends_with('\n'))
        text.pop_back();
    return text;
}

class Lexer {
public:
    explicit Lexer(std::string_view source) : m_source(normalize(source)) {}
    Result<std::vector<Token>> run();

private:
    Result<void> read_text();
    Result<void> read_comment(size_t begin);
    Result<void> read_raw(size_t content);
    Result<void> read_tag(TokenKind begin, TokenKind end, std::string_view closing);
    Result<void> read_expression_token();
    Result<void> read_string(char quote);
    Result<void> read_number();
    Result<void> read_operator();
    void append_escape(std::string& out, std::string_view text, size_t& at);
    bool match_raw_begin(size_t at, size_t& after) const;

    bool starts_with(std::string_view what) const {
        return std::string_view(m_source).substr(m_at).starts_with(what);
    }
    void skip_space() {
        while (m_at < m_source.size() && is_space(m_source[m_at]))
            advance(1);
    }
    /// Moves on, counting lines.
    void advance(size_t count) {
        m_line += static_cast<int>(std::count(m_source.begin() + static_cast<ptrdiff_t>(m_at),
                                              m_source.begin() + static_cast<ptrdiff_t>(m_at + count), '\n'));
        m_at += count;
    }
    /// After a closing mark: white space up to the next thing ("-"), or one newline, as the mark asks.
    void after_tag(bool strip, bool trim) {
        if (strip)
            skip_space();
        else if (trim && m_at < m_source.size() && m_source[m_at] == '\n')
            advance(1);
        m_line_starts = m_at > 0 && m_source[m_at - 1] == '\n';
    }
    void emit(TokenKind kind, std::string text) { m_tokens.push_back({kind, std::move(text), m_line, 0, 0}); }
    void emit_text(std::string text) {
        if (!text.empty())
            emit(TokenKind::Text, std::move(text));
    }
    /// Text before a tag, without what the tag's sign or lstrip_blocks takes away.
    std::string text_before(size_t begin, size_t tag, char sign, bool is_block) const;

    std::string m_source;
    size_t m_at = 0;
    int m_line = 1;
    bool m_line_starts = true;
    std::vector<Token> m_tokens;
};

std::string Lexer::text_before(size_t begin, size_t tag, char sign, bool is_block) const {
    std::string text = m_source.substr(begin, tag - begin);
    if (sign == '-') {
        const Text stripped = strip(Text(text, Origin::Template), Side::Right);
        return stripped.bytes();
    }
    if (sign != '+' && is_block) {
        const size_t newline = text.rfind('\n');
        const size_t line = newline == std::string::npos ? 0 : newline + 1;
        if ((line > 0 || m_line_starts) &&
            std::all_of(text.begin() + static_cast<ptrdiff_t>(line), text.end(), is_space))
            text.resize(line);
    }
    return text;
}

Result<std::vector<Token>> Lexer::run() {
    while (m_at < m_source.size())
        TRY(read_text());
    emit(TokenKind::End, "end of template");
    return std::move(m_tokens);
}

Result<void> Lexer::read_text() {
    const size_t begin = m_at;
    size_t tag = m_source.find('{', begin);
    while (tag != std::string::npos &&
           (tag + 1 >= m_source.size() || !std::string_view("{%#").contains(m_source[tag + 1])))
        tag = m_source.find('{', tag + 1);
    if (tag == std::string::npos) {
        emit_text(m_source.substr(begin));
        advance(m_source.size() - m_at);
        return {};
    }
    const char kind = m_source[tag + 1];
    const char sign = tag + 2 < m_source.size() ? m_source[tag + 2] : '\0';
    const bool has_sign = sign == '-' || sign == '+';
    emit_text(text_before(begin, tag, has_sign ? sign : '\0', kind != '{'));
    advance(tag - begin);
    size_t after_raw = 0;
    if (kind == '%' && match_raw_begin(tag + 2 + has_sign, after_raw))
        return read_raw(after_raw);
    if (kind == '#')
        return read_comment(tag + 2);
    const size_t opening = 2 + has_sign;
    if (kind == '{') {
        emit(TokenKind::VariableBegin, "{{");
        advance(opening);
        return read_tag(TokenKind::VariableBegin, TokenKind::VariableEnd, "}}");
    }
    emit(TokenKind::BlockBegin, "{%");
    advance(opening);
    return read_tag(TokenKind::BlockBegin, TokenKind::BlockEnd, "%}");
}

Result<void> Lexer::read_comment(size_t begin) {
    const size_t end = m_source.find("#}", begin);
    if (end == std::string::npos)
        return template_error(m_line, "comment \"{#\" without its end \"#}\"");
    const char sign = end > begin ? m_source[end - 1] : '\0';
    advance(end + 2 - m_at);
    after_tag(sign == '-', sign != '+');
    return {};
}

/// "raw" and the end of its tag at `at`; `after`: where the raw text begins.
bool Lexer::match_raw_begin(size_t at, size_t& after) const {
    const auto skip = [&] {
        while (at < m_source.size() && is_space(m_source[at]))
            ++at;
    };
    skip();
    if (m_source.compare(at, 3, "raw") != 0)
        return false;
    at += 3;
    skip();
    if (m_source.compare(at, 3, "-%}") == 0) {
        at += 3;
        skip();
    } else if (m_source.compare(at, 2, "%}") == 0) {
        at += 2;
    } else {
        return false;
    }
    after = at;
    return true;
}

Result<void> Lexer::read_raw(size_t content) {
    m_line_starts = content > 0 && m_source[content - 1] == '\n';
    for (size_t tag = m_source.find("{%", content); tag != std::string::npos;
         tag = m_source.find("{%", tag + 2)) {
        size_t at = tag + 2;
        const char sign =
            at < m_source.size() && (m_source[at] == '-' || m_source[at] == '+') ? m_source[at++] : '\0';
        while (at < m_source.size() && is_space(m_source[at]))
            ++at;
        if (m_source.compare(at, 6, "endraw") != 0)
            continue;
        at += 6;
        while (at < m_source.size() && is_space(m_source[at]))
            ++at;
        const char end_sign =
            at < m_source.size() && (m_source[at] == '-' || m_source[at] == '+') ? m_source[at++] : '\0';
        if (m_source.compare(at, 2, "%}") != 0)
            continue;
        emit_text(text_before(content, tag, sign, true));
        advance(at + 2 - m_at);
        after_tag(end_sign == '-', end_sign != '+');
        return {};
    }
    return template_error(m_line, "block \"raw\" without its \"endraw\"");
}

Result<void> Lexer::read_tag(TokenKind begin, TokenKind end, std::string_view closing) {
    const int opened = m_line;
    int brackets = 0; // inside of them "}}" and "%}" close nothing
    for (;;) {
        skip_space();
        if (m_at >= m_source.size())
            return template_error(opened, fmt::format("\"{}\" without its end \"{}\"",
                                                      begin == TokenKind::BlockBegin ? "{%" : "{{", closing));
        if (brackets == 0) {
            const bool has_sign =
                m_source[m_at] == '-' || (m_source[m_at] == '+' && begin == TokenKind::BlockBegin);
            if (std::string_view(m_source).substr(m_at + has_sign).starts_with(closing)) {
                const char sign = has_sign ? m_source[m_at] : '\0';
                emit(end, std::string(closing));
                advance(has_sign + closing.size());
                after_tag(sign == '-', begin == TokenKind::BlockBegin && sign != '+');
                return {};
            }
        }
        TRY(read_expression_token());
        const Token& token = m_tokens.back();
        if (token.kind == TokenKind::Operator) {
            if (std::string_view("([{").contains(token.text[0]))
                ++brackets;
            else if (std::string_view(")]}").contains(token.text[0]) && --brackets < 0)
                return template_error(m_line, fmt::format("unexpected \"{}\"", token.text));
        }
    }
}

Result<void> Lexer::read_expression_token() {
    const char c = m_source[m_at];
    if (opens_name(c)) {
        size_t end = m_at;
        while (end < m_source.size() && (opens_name(m_source[end]) || is_digit(m_source[end])))
            ++end;
        emit(TokenKind::Name, m_source.substr(m_at, end - m_at));
        m_at = end;
        return {};
    }
    if (is_digit(c))
        return read_number();
    if (c == '"' || c == '\'')
        return read_string(c);
    return read_operator();
}

Result<void> Lexer::read_number() {
    size_t end = m_at;
    int base = 10;
    std::string digits;
    if (m_source[m_at] == '0' && m_at + 1 < m_source.size()) {
        const char mark = static_cast<char>(m_source[m_at + 1] | 0x20);
        base = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 10;
        end += base == 10 ? 0 : 2;
    }
    const auto take_digits = [&] {
        while (end < m_source.size() &&
               (std::isxdigit(static_cast<unsigned char>(m_source[end])) || m_source[end] == '_') &&
               (base == 16 || m_source[end] == '_' || is_digit(m_source[end]))) {
            if (m_source[end] != '_')
                digits += m_source[end];
            ++end;
        }
    };
    take_digits();
    bool is_float = false;
    if (base == 10 && end + 1 < m_source.size() && m_source[end] == '.' && is_digit(m_source[end + 1])) {
        is_float = true;
        digits += m_source[end++];
        take_digits();
    }
    if (base == 10 && end < m_source.size() && (m_source[end] | 0x20) == 'e') {
        const size_t sign =
            end + 1 < m_source.size() && (m_source[end + 1] == '+' || m_source[end + 1] == '-') ? 1 : 0;
        if (end + 1 + sign < m_source.size() && is_digit(m_source[end + 1 + sign])) {
            is_float = true;
            digits += 'e';
            if (sign && m_source[end + 1] == '-')
                digits += '-';
            end += 1 + sign;
            take_digits();
        }
    }
    Token token{is_float ? TokenKind::Float : TokenKind::Integer, m_source.substr(m_at, end - m_at), m_line,
                0, 0};
    const char* const last = digits.data() + digits.size();
    const auto parsed = is_float ? std::from_chars(digits.data(), last, token.number)
                                 : std::from_chars(digits.data(), last, token.integer, base);
    if (parsed.ec != std::errc{} || parsed.ptr != last)
        return template_error(m_line, fmt::format("\"{}\" is no number that can be used", token.text));
    m_tokens.push_back(std::move(token));
    m_at = end;
    return {};
}

/// One of Python's escapes in a string literal; `at` is behind the backslash.
void Lexer::append_escape(std::string& out, std::string_view text, size_t& at) {
    const char c = text[at++];
    static constexpr std::string_view names = "abfnrtv\\'\"";
    static constexpr std::string_view values = "\a\b\f\n\r\t\v\\'\"";
    if (const size_t which = names.find(c); which != std::string_view::npos) {
        out += values[which];
        return;
    }
    if (c == '\n') // a line that goes on
        return;
    const size_t hex = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    uint32_t value = 0;
    if (hex > 0 && at + hex <= text.size()) {
        const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + hex, value, 16);
        if (error == std::errc{} && end == text.data() + at + hex) {
            unicode::append_utf8(out, value);
            at += hex;
            return;
        }
    }
    if (c >= '0' && c <= '7') {
        value = static_cast<uint32_t>(c - '0');
        for (int i = 0; i < 2 && at < text.size() && text[at] >= '0' && text[at] <= '7'; ++i)
            value = value * 8 + static_cast<uint32_t>(text[at++] - '0');
        unicode::append_utf8(out, value);
        return;
    }
    out += '\\';
    out += c;
}

Result<void> Lexer::read_string(char quote) {
    size_t end = m_at + 1;
    while (end < m_source.size() && m_source[end] != quote)
        end += m_source[end] == '\\' ? 2 : 1;
    if (end >= m_source.size())
        return template_error(m_line, "string without its closing quote");
    const std::string_view text = std::string_view(m_source).substr(m_at + 1, end - m_at - 1);
    std::string value;
    for (size_t at = 0; at < text.size();) {
        if (text[at] == '\\' && at + 1 < text.size())
            append_escape(value, text, ++at);
        else
            value += text[at++];
    }
    emit(TokenKind::String, std::move(value));
    advance(end + 1 - m_at);
    return {};
}

Result<void> Lexer::read_operator() {
    for (const std::string_view candidate :
         {"//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[",
          "]",  "(",  ")",  "{",  "}",  ">",  "<", "=", ".", ":", "|", ",", ";"}) {
        if (starts_with(candidate)) {
            emit(TokenKind::Operator, std::string(candidate));
            m_at += candidate.size();
            return {};
        }
    }
    return template_error(m_line, fmt::format("unexpected character \"{}\"", m_source[m_at]));
}

} // namespace

std::unexpected<Error> template_error(int line, std::string_view message) {
    return fail(ErrorKind::InvalidInput, fmt::format("chat template, line {}: {}", line, message));
}

Result<std::vector<Token>> tokenize_template(std::string_view source) {
    return Lexer(source).run();
}

} // namespace hearth::jinja
