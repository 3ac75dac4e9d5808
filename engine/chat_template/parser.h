// Tokens to syntax tree. The grammar is that of Jinja's own parser, its precedences included.
#pragma once

#include "engine/chat_template/lexer.h"
#include "engine/chat_template/syntax.h"

#include <algorithm>
#include <initializer_list>

namespace hearth::jinja {

class Parser {
public:
    Parser(std::vector<Token> tokens, Template& target) : m_tokens(std::move(tokens)), m_template(target) {}
    Result<Block> parse();

private:
    using Names = std::initializer_list<std::string_view>;
    using StatementPtr = std::unique_ptr<Statement>;

    // Statements (parser.cpp)
    Result<Block> parse_block(Names end_names, std::string_view opened_by, int opened_at);
    Result<StatementPtr> parse_statement();
    Result<StatementPtr> parse_for(int line);
    Result<StatementPtr> parse_if(int line);
    Result<StatementPtr> parse_set(int line);
    Result<StatementPtr> parse_macro(int line);
    Result<StatementPtr> parse_call_block(int line);
    Result<StatementPtr> parse_filter_block(int line);
    Result<StatementPtr> parse_with(int line);
    Result<StatementPtr> parse_scope(int line, std::string_view name);
    Result<StatementPtr> parse_loop_control(int line, StatementKind kind, std::string_view name);
    Result<void> parse_parameters(MacroBody& macro);
    Result<std::shared_ptr<const MacroBody>> parse_macro_body(std::shared_ptr<MacroBody> macro,
                                                              std::string_view name, int line);
    Result<void> expect_end_of(std::string_view name);
    Result<ExpressionPtr> parse_target(bool with_tuple);
    Result<ExpressionPtr> parse_target_item();

    // Expressions (expression_parser.cpp)
    Result<ExpressionPtr> parse_expression() { return parse_conditional(); }
    Result<ExpressionPtr> parse_conditional();
    Result<ExpressionPtr> parse_or();
    Result<ExpressionPtr> parse_and();
    Result<ExpressionPtr> parse_not();
    Result<ExpressionPtr> parse_compare();
    Result<ExpressionPtr> parse_sum();
    Result<ExpressionPtr> parse_concat();
    Result<ExpressionPtr> parse_product();
    Result<ExpressionPtr> parse_power();
    Result<ExpressionPtr> parse_unary(bool with_filters);
    Result<ExpressionPtr> parse_primary();
    Result<ExpressionPtr> parse_postfix(ExpressionPtr operand);
    Result<ExpressionPtr> parse_filters_and_tests(ExpressionPtr operand);
    Result<ExpressionPtr> parse_filter(ExpressionPtr operand);
    Result<ExpressionPtr> parse_test(ExpressionPtr operand);
    Result<ExpressionPtr> parse_subscript(ExpressionPtr operand);
    Result<ExpressionPtr> parse_subscript_item(ExpressionPtr operand);
    Result<void> parse_arguments(Expression& call);
    Result<ExpressionPtr> parse_tuple(bool conditional, bool parenthesized, Names end_names = {});
    Result<ExpressionPtr> parse_list();
    Result<ExpressionPtr> parse_dict();
    Result<std::string> parse_dotted_name();

    const Token& current() const { return m_tokens[m_at]; }
    const Token& following() const { return m_tokens[std::min(m_at + 1, m_tokens.size() - 1)]; }
    void next() { m_at += m_at + 1 < m_tokens.size(); }
    Result<void> deepen();
    bool skip_operator(std::string_view text);
    bool skip_name(std::string_view text);
    Result<void> expect_operator(std::string_view text);
    Result<std::string> expect_name(std::string_view role);
    std::unexpected<Error> error(std::string_view message) const;
    std::unique_ptr<Expression> make(ExpressionKind kind) const;

    std::vector<Token> m_tokens;
    Template& m_template;
    size_t m_at = 0;
    int m_depth = 0;
    std::vector<MacroBody*> m_macros; ///< those whose bodies are being parsed
};

} // namespace hearth::jinja
