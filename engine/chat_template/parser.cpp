#include "engine/chat_template/parser.h"

#include <fmt/format.h>

#include <algorithm>

namespace hearth::jinja {
namespace {

constexpr int deepest =
    400; // nesting of blocks and expressions, and length of chains such as a.b.c or a + b + c

std::unique_ptr<Statement> make_statement(StatementKind kind, int line) {
    auto statement = std::make_unique<Statement>();
    statement->kind = kind;
    statement->line = line;
    return statement;
}

} // namespace

std::unexpected<Error> Parser::error(std::string_view message) const {
    return template_error(current().line, message);
}

std::unique_ptr<Expression> Parser::make(ExpressionKind kind) const {
    auto expression = std::make_unique<Expression>();
    expression->kind = kind;
    expression->line = current().line;
    return expression;
}

Result<void> Parser::deepen() {
    if (++m_depth > deepest)
        return error("nested too deeply, or a chain of operators that is too long");
    return {};
}

bool Parser::skip_operator(std::string_view text) {
    const bool found = current().is_operator(text);
    if (found)
        next();
    return found;
}

bool Parser::skip_name(std::string_view text) {
    const bool found = current().is_name(text);
    if (found)
        next();
    return found;
}

Result<void> Parser::expect_operator(std::string_view text) {
    if (!skip_operator(text))
        return error(fmt::format("expected \"{}\", found \"{}\"", text, current().text));
    return {};
}

Result<std::string> Parser::expect_name(std::string_view role) {
    if (current().kind != TokenKind::Name)
        return error(fmt::format("expected {}, found \"{}\"", role, current().text));
    std::string name = current().text;
    next();
    return name;
}

Result<Block> Parser::parse() {
    return parse_block({}, {}, 0);
}

/// Statements up to a block tag named in `end_names`, which stays current (behind its "{%").
Result<Block> Parser::parse_block(Names end_names, std::string_view opened_by, int opened_at) {
    TRY(deepen());
    Block block;
    for (;;) {
        const Token& token = current();
        if (token.kind == TokenKind::End) {
            if (end_names.size() != 0)
                return template_error(opened_at, fmt::format("block \"{}\" without its \"{}\"", opened_by,
                                                             *(end_names.end() - 1)));
            break;
        }
        if (token.kind == TokenKind::Text) {
            auto statement = make_statement(StatementKind::Text, token.line);
            statement->text = token.text;
            block.push_back(std::move(statement));
            next();
        } else if (token.kind == TokenKind::VariableBegin) {
            next();
            auto statement = make_statement(StatementKind::Output, token.line);
            TRY_ASSIGN(statement->value, parse_tuple(true, false));
            if (current().kind != TokenKind::VariableEnd)
                return error(fmt::format("expected \"}}}}\", found \"{}\"", current().text));
            next();
            block.push_back(std::move(statement));
        } else {
            next(); // {%
            if (current().kind == TokenKind::Name &&
                std::ranges::find(end_names, current().text) != end_names.end())
                break;
            TRY_ASSIGN(auto statement, parse_statement());
            block.push_back(std::move(statement));
        }
    }
    --m_depth;
    return block;
}

/// After a name such as "endfor": its tag must end.
Result<void> Parser::expect_end_of(std::string_view name) {
    if (current().kind != TokenKind::BlockEnd)
        return error(fmt::format("unexpected \"{}\" in block \"{}\"", current().text, name));
    next();
    return {};
}

Result<Parser::StatementPtr> Parser::parse_statement() {
    const int line = current().line;
    TRY_ASSIGN(const std::string name, expect_name("the name of a block"));
    if (name == "for")
        return parse_for(line);
    if (name == "if")
        return parse_if(line);
    if (name == "set")
        return parse_set(line);
    if (name == "macro")
        return parse_macro(line);
    if (name == "call")
        return parse_call_block(line);
    if (name == "filter")
        return parse_filter_block(line);
    if (name == "with")
        return parse_with(line);
    if (name == "block" || name == "autoescape" || name == "generation")
        return parse_scope(line, name);
    if (name == "break")
        return parse_loop_control(line, StatementKind::Break, name);
    if (name == "continue")
        return parse_loop_control(line, StatementKind::Continue, name);
    if (name == "print" || name == "do") {
        auto statement = make_statement(name == "do" ? StatementKind::Set : StatementKind::Output, line);
        TRY_ASSIGN(statement->value, parse_tuple(true, false));
        TRY(expect_end_of(name));
        return statement;
    }
    for (const std::string_view known : {"extends", "include", "import", "from"}) {
        if (name == known)
            return template_error(
                line, fmt::format("block \"{}\" is not supported: a chat template stands alone", name));
    }
    return template_error(line, fmt::format("unknown block \"{}\"", name));
}

Result<ExpressionPtr> Parser::parse_target_item() {
    if (current().is_operator("(")) {
        next();
        TRY_ASSIGN(auto inner, parse_target(true));
        TRY(expect_operator(")"));
        return inner;
    }
    auto target = make(ExpressionKind::Name);
    TRY_ASSIGN(target->name, expect_name("a name to assign to"));
    if (current().is_operator(".")) {
        next();
        auto attribute = make(ExpressionKind::Attribute);
        m_template.names.insert(target->name);
        TRY_ASSIGN(attribute->name, expect_name("the name of an attribute"));
        attribute->children.push_back(std::move(target));
        return attribute;
    }
    return target;
}

Result<ExpressionPtr> Parser::parse_target(bool with_tuple) {
    TRY(deepen());
    TRY_ASSIGN(auto first, parse_target_item());
    --m_depth;
    if (!with_tuple || !current().is_operator(","))
        return first;
    auto tuple = make(ExpressionKind::Tuple);
    tuple->children.push_back(std::move(first));
    while (skip_operator(",")) {
        if (current().kind != TokenKind::Name && !current().is_operator("("))
            break;
        TRY_ASSIGN(auto item, parse_target_item());
        tuple->children.push_back(std::move(item));
    }
    return tuple;
}

Result<Parser::StatementPtr> Parser::parse_for(int line) {
    auto statement = make_statement(StatementKind::For, line);
    TRY_ASSIGN(statement->target, parse_target(true));
    if (!skip_name("in"))
        return error(fmt::format("expected \"in\" in block \"for\", found \"{}\"", current().text));
    TRY_ASSIGN(statement->value, parse_tuple(false, false, {"recursive"}));
    if (skip_name("if")) {
        TRY_ASSIGN(statement->condition, parse_expression());
    }
    statement->recursive = skip_name("recursive");
    TRY(expect_end_of("for"));
    TRY_ASSIGN(statement->body, parse_block({"else", "endfor"}, "for", line));
    if (skip_name("else")) {
        TRY(expect_end_of("else"));
        TRY_ASSIGN(statement->else_body, parse_block({"endfor"}, "for", line));
    }
    next();
    TRY(expect_end_of("endfor"));
    return statement;
}

Result<Parser::StatementPtr> Parser::parse_if(int line) {
    auto statement = make_statement(StatementKind::If, line);
    for (;;) {
        TRY_ASSIGN(auto condition, parse_tuple(false, false));
        TRY(expect_end_of("if"));
        TRY_ASSIGN(auto body, parse_block({"elif", "else", "endif"}, "if", line));
        statement->branches.emplace_back(std::move(condition), std::move(body));
        if (!skip_name("elif"))
            break;
    }
    if (skip_name("else")) {
        TRY(expect_end_of("else"));
        TRY_ASSIGN(auto body, parse_block({"endif"}, "if", line));
        statement->branches.emplace_back(nullptr, std::move(body));
    }
    next();
    TRY(expect_end_of("endif"));
    return statement;
}

Result<Parser::StatementPtr> Parser::parse_set(int line) {
    auto statement = make_statement(StatementKind::Set, line);
    TRY_ASSIGN(statement->target, parse_target(true));
    if (skip_operator("=")) {
        TRY_ASSIGN(statement->value, parse_tuple(true, false));
        TRY(expect_end_of("set"));
        return statement;
    }
    statement->kind = StatementKind::SetBlock;
    while (current().is_operator("|")) {
        TRY_ASSIGN(auto filter, parse_filter(nullptr));
        statement->filters.push_back(std::move(filter));
    }
    TRY(expect_end_of("set"));
    TRY_ASSIGN(statement->body, parse_block({"endset"}, "set", line));
    next();
    TRY(expect_end_of("endset"));
    return statement;
}

Result<void> Parser::parse_parameters(MacroBody& macro) {
    TRY(expect_operator("("));
    while (!current().is_operator(")")) {
        if (!macro.parameters.empty())
            TRY(expect_operator(","));
        if (current().is_operator(")"))
            break;
        Parameter parameter;
        TRY_ASSIGN(parameter.name, expect_name("the name of a parameter"));
        if (skip_operator("=")) {
            TRY_ASSIGN(parameter.default_value, parse_expression());
        } else if (!macro.parameters.empty() && macro.parameters.back().default_value) {
            return error(
                fmt::format("parameter \"{}\" without a default follows one with a default", parameter.name));
        }
        macro.parameters.push_back(std::move(parameter));
    }
    next();
    return {};
}

/// The body up to "end" + `name`; the tag that opened it has been read.
Result<std::shared_ptr<const MacroBody>> Parser::parse_macro_body(std::shared_ptr<MacroBody> macro,
                                                                  std::string_view name, int line) {
    TRY(expect_end_of(name));
    m_macros.push_back(macro.get());
    const std::string end = fmt::format("end{}", name);
    TRY_ASSIGN(macro->body, parse_block({end}, name, line));
    m_macros.pop_back();
    next();
    TRY(expect_end_of(end));
    return macro;
}

Result<Parser::StatementPtr> Parser::parse_macro(int line) {
    auto statement = make_statement(StatementKind::Macro, line);
    auto macro = std::make_shared<MacroBody>();
    TRY_ASSIGN(macro->name, expect_name("the name of a macro"));
    TRY(parse_parameters(*macro));
    TRY_ASSIGN(statement->macro, parse_macro_body(std::move(macro), "macro", line));
    return statement;
}

Result<Parser::StatementPtr> Parser::parse_call_block(int line) {
    auto statement = make_statement(StatementKind::Call, line);
    auto macro = std::make_shared<MacroBody>();
    macro->name = "caller";
    if (current().is_operator("("))
        TRY(parse_parameters(*macro));
    TRY_ASSIGN(statement->value, parse_expression());
    if (statement->value->kind != ExpressionKind::Call)
        return template_error(line, "block \"call\" needs a call, such as name(…)");
    TRY_ASSIGN(statement->macro, parse_macro_body(std::move(macro), "call", line));
    return statement;
}

Result<Parser::StatementPtr> Parser::parse_filter_block(int line) {
    auto statement = make_statement(StatementKind::FilterBody, line);
    auto first = make(ExpressionKind::Filter);
    TRY_ASSIGN(first->name, parse_dotted_name());
    first->children.push_back(nullptr);
    if (current().is_operator("("))
        TRY(parse_arguments(*first));
    statement->filters.push_back(std::move(first));
    while (current().is_operator("|")) {
        TRY_ASSIGN(auto filter, parse_filter(nullptr));
        statement->filters.push_back(std::move(filter));
    }
    TRY(expect_end_of("filter"));
    TRY_ASSIGN(statement->body, parse_block({"endfilter"}, "filter", line));
    next();
    TRY(expect_end_of("endfilter"));
    return statement;
}

Result<Parser::StatementPtr> Parser::parse_with(int line) {
    auto statement = make_statement(StatementKind::With, line);
    while (current().kind != TokenKind::BlockEnd) {
        if (!statement->assignments.empty())
            TRY(expect_operator(","));
        TRY_ASSIGN(auto target, parse_target(false));
        TRY(expect_operator("="));
        TRY_ASSIGN(auto value, parse_expression());
        statement->assignments.emplace_back(std::move(target), std::move(value));
    }
    TRY(expect_end_of("with"));
    TRY_ASSIGN(statement->body, parse_block({"endwith"}, "with", line));
    next();
    TRY(expect_end_of("endwith"));
    return statement;
}

Result<Parser::StatementPtr> Parser::parse_scope(int line, std::string_view name) {
    auto statement = make_statement(StatementKind::Scope, line);
    while (current().kind == TokenKind::Name ||
           current().kind == TokenKind::Integer) // block's name, autoescape's value
        next();
    TRY(expect_end_of(name));
    const std::string end = fmt::format("end{}", name);
    TRY_ASSIGN(statement->body, parse_block({end}, name, line));
    next();
    if (current().kind == TokenKind::Name) // endblock may repeat the name
        next();
    TRY(expect_end_of(end));
    return statement;
}

Result<Parser::StatementPtr> Parser::parse_loop_control(int line, StatementKind kind, std::string_view name) {
    TRY(expect_end_of(name));
    return make_statement(kind, line);
}

Result<std::unique_ptr<const Template>> parse_template(std::string_view source) {
    auto parsed = std::make_unique<Template>();
    parsed->source = source;
    TRY_ASSIGN(auto tokens, tokenize_template(source));
    TRY_ASSIGN(parsed->body, Parser(std::move(tokens), *parsed).parse());
    return parsed;
}

} // namespace hearth::jinja
