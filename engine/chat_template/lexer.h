// Template source to tokens, with Jinja's white space control (trim_blocks and lstrip_blocks on).
#pragma once

#include "engine/core/error.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::jinja {

enum class TokenKind {
    Text,          ///< outside of tags
    VariableBegin, ///< {{
    VariableEnd,
    BlockBegin, ///< {%
    BlockEnd,
    Name,
    String,
    Integer,
    Float,
    Operator, ///< text holds it: "+", "==", "(" …
    End,
};

struct Token {
    TokenKind kind = TokenKind::End;
    std::string text;
    int line = 1;
    int64_t integer = 0;
    double number = 0;

    bool is(TokenKind wanted, std::string_view content) const { return kind == wanted && text == content; }
    bool is_operator(std::string_view content) const { return is(TokenKind::Operator, content); }
    bool is_name(std::string_view content) const { return is(TokenKind::Name, content); }
};

/// Tokens of a template; the last is End. Errors name the line.
Result<std::vector<Token>> tokenize_template(std::string_view source);

/// "chat template, line 3: …"
std::unexpected<Error> template_error(int line, std::string_view message);

} // namespace hearth::jinja
