#include "engine/chat_template/parser.h"

#include <fmt/format.h>

#include <algorithm>

namespace hearth::jinja {
namespace {

/// Gives back the depth that a function used up.
class DepthScope {
public:
    explicit DepthScope(int& depth) : m_depth(depth), m_before(depth) {}
    ~DepthScope() { m_depth = m_before; }

private:
    int& m_depth;
    int m_before;
};

} // namespace

Result<ExpressionPtr> Parser::parse_conditional() {
    const DepthScope scope(m_depth);
    TRY(deepen());
    TRY_ASSIGN(auto value, parse_or());
    while (skip_name("if")) {
        TRY(deepen());
        auto conditional = make(ExpressionKind::Conditional);
        conditional->children.push_back(std::move(value));
        TRY_ASSIGN(auto condition, parse_or());
        conditional->children.push_back(std::move(condition));
        conditional->children.push_back(nullptr);
        if (skip_name("else")) {
            TRY_ASSIGN(conditional->children.back(), parse_conditional());
        }
        value = std::move(conditional);
    }
    return value;
}

Result<ExpressionPtr> Parser::parse_or() {
    const DepthScope scope(m_depth);
    TRY_ASSIGN(auto left, parse_and());
    while (current().is_name("or")) {
        TRY(deepen());
        auto either = make(ExpressionKind::Or);
        next();
        either->children.push_back(std::move(left));
        TRY_ASSIGN(auto right, parse_and());
        either->children.push_back(std::move(right));
        left = std::move(either);
    }
    return left;
}

Result<ExpressionPtr> Parser::parse_and() {
    const DepthScope scope(m_depth);
    TRY_ASSIGN(auto left, parse_not());
    while (current().is_name("and")) {
        TRY(deepen());
        auto both = make(ExpressionKind::And);
        next();
        both->children.push_back(std::move(left));
        TRY_ASSIGN(auto right, parse_not());
        both->children.push_back(std::move(right));
        left = std::move(both);
    }
    return left;
}

Result<ExpressionPtr> Parser::parse_not() {
    if (!current().is_name("not"))
        return parse_compare();
    const DepthScope scope(m_depth);
    TRY(deepen());
    auto negation = make(ExpressionKind::Not);
    next();
    TRY_ASSIGN(auto operand, parse_not());
    negation->children.push_back(std::move(operand));
    return negation;
}

Result<ExpressionPtr> Parser::parse_compare() {
    TRY_ASSIGN(auto first, parse_sum());
    auto comparison = make(ExpressionKind::Compare);
    for (;;) {
        const Token& token = current();
        std::string_view name;
        static constexpr std::string_view comparisons[] = {"==", "!=", "<", "<=", ">", ">="};
        const auto* const known = std::ranges::find(comparisons, token.text);
        if (token.kind == TokenKind::Operator && known != std::end(comparisons)) {
            name = *known;
            next();
        } else if (token.is_name("in")) {
            name = "in";
            next();
        } else if (token.is_name("not") && following().is_name("in")) {
            name = "not in";
            next();
            next();
        } else {
            break;
        }
        if (comparison->children.empty())
            comparison->children.push_back(std::move(first));
        comparison->operators.emplace_back(name);
        TRY_ASSIGN(auto operand, parse_sum());
        comparison->children.push_back(std::move(operand));
    }
    if (comparison->children.empty())
        return first;
    return comparison;
}

Result<ExpressionPtr> Parser::parse_sum() {
    const DepthScope scope(m_depth);
    TRY_ASSIGN(auto left, parse_concat());
    while (current().is_operator("+") || current().is_operator("-")) {
        TRY(deepen());
        auto sum = make(ExpressionKind::Binary);
        sum->name = current().text;
        next();
        sum->children.push_back(std::move(left));
        TRY_ASSIGN(auto right, parse_concat());
        sum->children.push_back(std::move(right));
        left = std::move(sum);
    }
    return left;
}

Result<ExpressionPtr> Parser::parse_concat() {
    TRY_ASSIGN(auto first, parse_product());
    if (!current().is_operator("~"))
        return first;
    auto concat = make(ExpressionKind::Concat);
    concat->children.push_back(std::move(first));
    while (skip_operator("~")) {
        TRY_ASSIGN(auto part, parse_product());
        concat->children.push_back(std::move(part));
    }
    return concat;
}

Result<ExpressionPtr> Parser::parse_product() {
    const DepthScope scope(m_depth);
    TRY_ASSIGN(auto left, parse_power());
    while (current().is_operator("*") || current().is_operator("/") || current().is_operator("//") ||
           current().is_operator("%")) {
        TRY(deepen());
        auto product = make(ExpressionKind::Binary);
        product->name = current().text;
        next();
        product->children.push_back(std::move(left));
        TRY_ASSIGN(auto right, parse_power());
        product->children.push_back(std::move(right));
        left = std::move(product);
    }
    return left;
}

Result<ExpressionPtr> Parser::parse_power() {
    const DepthScope scope(m_depth);
    TRY_ASSIGN(auto left, parse_unary(true));
    while (current().is_operator("**")) {
        TRY(deepen());
        auto power = make(ExpressionKind::Binary);
        power->name = "**";
        next();
        power->children.push_back(std::move(left));
        TRY_ASSIGN(auto right, parse_unary(true));
        power->children.push_back(std::move(right));
        left = std::move(power);
    }
    return left;
}

Result<ExpressionPtr> Parser::parse_unary(bool with_filters) {
    const DepthScope scope(m_depth);
    TRY(deepen());
    ExpressionPtr operand;
    if (current().is_operator("-") || current().is_operator("+")) {
        auto sign = make(current().is_operator("-") ? ExpressionKind::Negate : ExpressionKind::Plus);
        next();
        TRY_ASSIGN(auto inner, parse_unary(false));
        sign->children.push_back(std::move(inner));
        operand = std::move(sign);
    } else {
        TRY_ASSIGN(operand, parse_primary());
    }
    TRY_ASSIGN(operand, parse_postfix(std::move(operand)));
    if (with_filters) {
        TRY_ASSIGN(operand, parse_filters_and_tests(std::move(operand)));
    }
    return operand;
}

Result<ExpressionPtr> Parser::parse_primary() {
    const Token& token = current();
    auto constant = make(ExpressionKind::Constant);
    switch (token.kind) {
    case TokenKind::Name:
        if (token.text == "true" || token.text == "True") {
            constant->constant = Value(true);
        } else if (token.text == "false" || token.text == "False") {
            constant->constant = Value(false);
        } else if (token.text != "none" && token.text != "None") {
            constant->kind = ExpressionKind::Name;
            constant->name = token.text;
            m_template.names.insert(token.text);
            for (MacroBody* macro : m_macros) {
                macro->uses_varargs |= token.text == "varargs";
                macro->uses_kwargs |= token.text == "kwargs";
            }
        }
        next();
        return constant;
    case TokenKind::String: {
        std::string text;
        for (; current().kind == TokenKind::String; next()) // neighbours are one string
            text += current().text;
        constant->constant = Value::text(text);
        return constant;
    }
    case TokenKind::Integer:
        constant->constant = Value(token.integer);
        next();
        return constant;
    case TokenKind::Float:
        constant->constant = Value(token.number);
        next();
        return constant;
    case TokenKind::Operator:
        if (token.text == "(") {
            next();
            TRY_ASSIGN(auto tuple, parse_tuple(true, true));
            TRY(expect_operator(")"));
            return tuple;
        }
        if (token.text == "[")
            return parse_list();
        if (token.text == "{")
            return parse_dict();
        break;
    default:
        break;
    }
    return error(fmt::format("expected an expression, found \"{}\"", token.text));
}

/// One or more expressions with commas between; a single one without a comma is itself.
Result<ExpressionPtr> Parser::parse_tuple(bool conditional, bool parenthesized, Names end_names) {
    auto tuple = make(ExpressionKind::Tuple);
    bool has_comma = false;
    const auto at_end = [&] {
        const Token& token = current();
        return token.kind == TokenKind::VariableEnd || token.kind == TokenKind::BlockEnd ||
               token.is_operator(")") ||
               (token.kind == TokenKind::Name && std::ranges::find(end_names, token.text) != end_names.end());
    };
    while (!at_end()) {
        TRY_ASSIGN(auto item, conditional ? parse_conditional() : parse_or());
        tuple->children.push_back(std::move(item));
        if (!current().is_operator(","))
            break;
        has_comma = true;
        next();
    }
    if (!has_comma && tuple->children.size() == 1)
        return std::move(tuple->children.front());
    if (tuple->children.empty() && !parenthesized)
        return error(fmt::format("expected an expression, found \"{}\"", current().text));
    return tuple;
}

Result<ExpressionPtr> Parser::parse_list() {
    auto list = make(ExpressionKind::List);
    next();
    while (!current().is_operator("]")) {
        if (!list->children.empty())
            TRY(expect_operator(","));
        if (current().is_operator("]"))
            break;
        TRY_ASSIGN(auto item, parse_expression());
        list->children.push_back(std::move(item));
    }
    next();
    return list;
}

Result<ExpressionPtr> Parser::parse_dict() {
    auto dict = make(ExpressionKind::DictDisplay);
    next();
    while (!current().is_operator("}")) {
        if (!dict->children.empty())
            TRY(expect_operator(","));
        if (current().is_operator("}"))
            break;
        TRY_ASSIGN(auto key, parse_expression());
        TRY(expect_operator(":"));
        TRY_ASSIGN(auto value, parse_expression());
        dict->children.push_back(std::move(key));
        dict->children.push_back(std::move(value));
    }
    next();
    return dict;
}

Result<ExpressionPtr> Parser::parse_postfix(ExpressionPtr operand) {
    const DepthScope scope(m_depth);
    for (;;) {
        TRY(deepen());
        if (current().is_operator(".") || current().is_operator("[")) {
            TRY_ASSIGN(operand, parse_subscript(std::move(operand)));
        } else if (current().is_operator("(")) {
            auto call = make(ExpressionKind::Call);
            call->children.push_back(std::move(operand));
            TRY(parse_arguments(*call));
            operand = std::move(call);
        } else {
            return operand;
        }
    }
}

Result<ExpressionPtr> Parser::parse_filters_and_tests(ExpressionPtr operand) {
    const DepthScope scope(m_depth);
    for (;;) {
        TRY(deepen());
        if (current().is_operator("|")) {
            TRY_ASSIGN(operand, parse_filter(std::move(operand)));
        } else if (current().is_name("is")) {
            TRY_ASSIGN(operand, parse_test(std::move(operand)));
        } else if (current().is_operator("(")) { // the result of a filter or test, called
            auto call = make(ExpressionKind::Call);
            call->children.push_back(std::move(operand));
            TRY(parse_arguments(*call));
            operand = std::move(call);
        } else {
            return operand;
        }
    }
}

Result<std::string> Parser::parse_dotted_name() {
    TRY_ASSIGN(std::string name, expect_name("a name"));
    while (skip_operator(".")) {
        TRY_ASSIGN(const std::string part, expect_name("a name"));
        name += "." + part;
    }
    return name;
}

Result<ExpressionPtr> Parser::parse_filter(ExpressionPtr operand) {
    next(); // |
    auto filter = make(ExpressionKind::Filter);
    TRY_ASSIGN(filter->name, parse_dotted_name());
    filter->children.push_back(std::move(operand));
    if (current().is_operator("("))
        TRY(parse_arguments(*filter));
    return filter;
}

Result<ExpressionPtr> Parser::parse_test(ExpressionPtr operand) {
    next(); // is
    auto test = make(ExpressionKind::Test);
    test->negated = skip_name("not");
    TRY_ASSIGN(test->name, parse_dotted_name());
    test->children.push_back(std::move(operand));
    const Token& token = current();
    if (token.is_operator("(")) {
        TRY(parse_arguments(*test));
        return test;
    }
    const bool opens_argument = token.kind == TokenKind::String || token.kind == TokenKind::Integer ||
                                token.kind == TokenKind::Float || token.is_operator("[") ||
                                token.is_operator("{") ||
                                (token.kind == TokenKind::Name && !token.is_name("else") &&
                                 !token.is_name("or") && !token.is_name("and"));
    if (!opens_argument)
        return test;
    if (token.is_name("is"))
        return error("tests can't be chained with \"is\"");
    // Where Jinja would take "if" as the argument of the test, an inline condition is what was meant.
    if (token.is_name("if") || token.is_name("recursive"))
        return test;
    TRY_ASSIGN(auto argument, parse_primary());
    TRY_ASSIGN(argument, parse_postfix(std::move(argument)));
    test->children.push_back(std::move(argument));
    return test;
}

Result<ExpressionPtr> Parser::parse_subscript(ExpressionPtr operand) {
    if (skip_operator(".")) {
        if (current().kind == TokenKind::Integer) {
            auto item = make(ExpressionKind::Item);
            auto index = make(ExpressionKind::Constant);
            index->constant = Value(current().integer);
            next();
            item->children.push_back(std::move(operand));
            item->children.push_back(std::move(index));
            return item;
        }
        auto attribute = make(ExpressionKind::Attribute);
        TRY_ASSIGN(attribute->name, expect_name("the name of an attribute"));
        attribute->children.push_back(std::move(operand));
        return attribute;
    }
    next(); // [
    TRY_ASSIGN(auto item, parse_subscript_item(std::move(operand)));
    TRY(expect_operator("]"));
    return item;
}

/// What stands between brackets: an index, or a slice.
Result<ExpressionPtr> Parser::parse_subscript_item(ExpressionPtr operand) {
    auto slice = make(ExpressionKind::Slice);
    slice->children.push_back(std::move(operand));
    ExpressionPtr part;
    bool is_slice = false;
    for (;;) {
        if (current().is_operator(":")) {
            if (slice->children.size() > 3)
                return error("a slice has at most three parts");
            is_slice = true;
            slice->children.push_back(std::move(part));
            next();
        } else if (current().is_operator("]")) {
            break;
        } else if (part) {
            return error(fmt::format("expected \"]\", found \"{}\"", current().text));
        } else {
            TRY_ASSIGN(part, parse_expression());
            if (!is_slice && current().is_operator(","))
                return error("several indices in one pair of brackets are not supported");
        }
    }
    if (is_slice) {
        slice->children.push_back(std::move(part));
        slice->children.resize(4);
        return slice;
    }
    if (!part)
        return error("expected an index before \"]\"");
    slice->kind = ExpressionKind::Item;
    slice->children.push_back(std::move(part));
    return slice;
}

/// (…) behind a callable, filter or test: positional ones go to `children`.
Result<void> Parser::parse_arguments(Expression& call) {
    next(); // (
    bool first = true;
    while (!current().is_operator(")")) {
        if (!std::exchange(first, false))
            TRY(expect_operator(","));
        if (current().is_operator(")"))
            break;
        if (current().is_operator("*") || current().is_operator("**")) {
            auto splat = make(ExpressionKind::Splat);
            splat->name = current().text;
            next();
            TRY_ASSIGN(auto operand, parse_expression());
            splat->children.push_back(std::move(operand));
            call.children.push_back(std::move(splat));
        } else if (current().kind == TokenKind::Name && following().is_operator("=")) {
            std::string name = current().text;
            next();
            next();
            TRY_ASSIGN(auto value, parse_expression());
            call.named.emplace_back(std::move(name), std::move(value));
        } else {
            if (!call.named.empty())
                return error("a positional argument follows a named one");
            TRY_ASSIGN(auto value, parse_expression());
            call.children.push_back(std::move(value));
        }
    }
    next();
    return {};
}

} // namespace hearth::jinja
