// A parsed template.
#pragma once

#include "engine/chat_template/value.h"

#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace hearth::jinja {

struct Expression;
using ExpressionPtr = std::unique_ptr<const Expression>;

enum class ExpressionKind {
    Constant,    ///< constant
    Name,        ///< name
    List,        ///< children
    Tuple,       ///< children
    DictDisplay, ///< children: key, value, key, value …
    Attribute,   ///< children[0].name
    Item,        ///< children[0][children[1]]
    Slice,       ///< children[0][children[1]:children[2]:children[3]]; null where left out
    Call,        ///< children[0](children[1…], named)
    Filter,      ///< children[0] | name(children[1…], named); children[0] is null in a filter block
    Test,        ///< children[0] is name(children[1…], named); negated: is not
    Not,         ///< not children[0]
    Negate,      ///< -children[0]
    Plus,        ///< +children[0]
    And,         ///< children[0] and children[1]
    Or,
    Binary,      ///< children[0] name children[1]: + - * / // % **
    Concat,      ///< children joined as strings: ~
    Compare,     ///< children[0] operators[0] children[1] operators[1] …
    Conditional, ///< children[0] if children[1] else children[2]; the last may be null
    Splat,       ///< *children[0] or **children[0] (name) among arguments
};

struct Expression {
    ExpressionKind kind = ExpressionKind::Constant;
    int line = 0;
    std::string name;
    Value constant;
    bool negated = false;
    std::vector<ExpressionPtr> children;
    std::vector<std::pair<std::string, ExpressionPtr>> named;
    std::vector<std::string> operators;
};

struct Statement;
using Block = std::vector<std::unique_ptr<const Statement>>;

enum class StatementKind {
    Text,       ///< text
    Output,     ///< {{ value }}
    If,         ///< branches: condition (null: else) and body
    For,        ///< target in value if condition: body; else_body
    Set,        ///< target = value
    SetBlock,   ///< target = body, through `filters`
    Macro,      ///< name(parameters): body
    Call,       ///< call value with body as caller
    FilterBody, ///< body through `filters`
    With,       ///< assignments: body
    Scope,      ///< body (block, autoescape, generation)
    Break,
    Continue,
};

struct Parameter {
    std::string name;
    ExpressionPtr default_value; ///< null: none
};

/// Body of a macro or a call block.
struct MacroBody {
    std::string name;
    std::vector<Parameter> parameters;
    Block body;
    bool uses_varargs = false;
    bool uses_kwargs = false;
};

struct Statement {
    StatementKind kind = StatementKind::Text;
    int line = 0;
    std::string text;
    ExpressionPtr target; ///< Name, Tuple of them, or Attribute (of a namespace)
    ExpressionPtr value;
    ExpressionPtr condition;
    bool recursive = false;
    std::vector<std::pair<ExpressionPtr, Block>> branches;
    std::vector<std::pair<ExpressionPtr, ExpressionPtr>> assignments;
    std::vector<ExpressionPtr> filters; ///< Filter expressions without an operand, in order
    Block body;
    Block else_body;
    std::shared_ptr<const MacroBody> macro;
};

/// A parsed template; const and shared.
struct Template {
    std::string source;
    Block body;
    std::set<std::string, std::less<>> names; ///< every name that is read somewhere
};

/// Parses Jinja source. Errors name the line and the construct.
Result<std::unique_ptr<const Template>> parse_template(std::string_view source);

} // namespace hearth::jinja
