#include "engine/chat_template/characters.h"
#include "engine/chat_template/interpreter.h"
#include "engine/chat_template/lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace hearth::jinja {
namespace {

constexpr int deepest_data = 100; // levels of lists in lists that a template may build

std::unexpected<Error> undefined_error(const Value& value, std::string_view what) {
    const std::string& name = value.as<Undefined>()->name;
    return type_error(
        fmt::format("{} is undefined, but {}", name.empty() ? "a value" : fmt::format("\"{}\"", name), what));
}

/// Index as Python counts: from the end when negative.
const Value* item_at(const std::vector<Value>& items, int64_t index) {
    const auto count = static_cast<int64_t>(items.size());
    if (index < 0)
        index += count;
    return index >= 0 && index < count ? &items[static_cast<size_t>(index)] : nullptr;
}

Value loop_attribute(LoopState* loop, const std::string& name) {
    const auto count = static_cast<int64_t>(loop->items.size());
    const auto index = static_cast<int64_t>(loop->index);
    if (name == "index")
        return Value(index + 1);
    if (name == "index0")
        return Value(index);
    if (name == "revindex")
        return Value(count - index);
    if (name == "revindex0")
        return Value(count - index - 1);
    if (name == "first")
        return Value(index == 0);
    if (name == "last")
        return Value(index + 1 == count);
    if (name == "length")
        return Value(count);
    if (name == "depth")
        return Value(static_cast<int64_t>(loop->depth + 1));
    if (name == "depth0")
        return Value(static_cast<int64_t>(loop->depth));
    if (name == "previtem" && index > 0)
        return loop->items[loop->index - 1];
    if (name == "nextitem" && index + 1 < count)
        return loop->items[loop->index + 1];
    return Value::undefined("loop." + name);
}

} // namespace

Value Interpreter::look_up(const std::string& name) const {
    for (const Scope* scope = m_scope.get(); scope; scope = scope->parent.get()) {
        if (const auto found = scope->variables.find(name); found != scope->variables.end())
            return found->second;
    }
    return Value::undefined(name);
}

Result<Value> Interpreter::evaluate(const Expression& expression) {
    TRY(spend(1));
    // A level takes several frames of this interpreter: the bound keeps them well inside a small thread's
    // stack.
    if (m_depth >= 3 * m_options.limits.depth)
        return template_error(expression.line, "expressions or macros recurse too deeply");
    ++m_depth;
    auto value = evaluate_kind(expression);
    --m_depth;
    if (!value)
        return located(expression.line, std::move(value).error());
    if (value->depth() > deepest_data)
        return template_error(expression.line, "lists nested too deeply");
    return value;
}

Result<Value> Interpreter::evaluate_kind(const Expression& expression) {
    switch (expression.kind) {
    case ExpressionKind::Constant:
        return expression.constant;
    case ExpressionKind::Name:
        return look_up(expression.name);
    case ExpressionKind::List:
    case ExpressionKind::Tuple:
        return evaluate_sequence(expression);
    case ExpressionKind::DictDisplay:
        return evaluate_dict(expression);
    case ExpressionKind::Attribute: {
        TRY_ASSIGN(const Value object, evaluate(*expression.children[0]));
        return get_attribute(object, expression.name);
    }
    case ExpressionKind::Item: {
        TRY_ASSIGN(const Value object, evaluate(*expression.children[0]));
        TRY_ASSIGN(const Value key, evaluate(*expression.children[1]));
        return get_item(object, key);
    }
    case ExpressionKind::Slice:
        return evaluate_slice(expression);
    case ExpressionKind::Call:
        return evaluate_call(expression);
    case ExpressionKind::Filter:
        return evaluate_filter(expression);
    case ExpressionKind::Test:
        return evaluate_test(expression);
    case ExpressionKind::Not: {
        TRY_ASSIGN(const Value operand, evaluate(*expression.children[0]));
        return Value(!operand.truthy());
    }
    case ExpressionKind::Negate:
    case ExpressionKind::Plus:
        return evaluate_sign(expression);
    case ExpressionKind::And:
    case ExpressionKind::Or: {
        TRY_ASSIGN(Value left, evaluate(*expression.children[0]));
        if (left.truthy() == (expression.kind == ExpressionKind::Or))
            return left;
        return evaluate(*expression.children[1]);
    }
    case ExpressionKind::Binary:
        return evaluate_binary(expression);
    case ExpressionKind::Concat:
        return evaluate_concat(expression);
    case ExpressionKind::Compare:
        return evaluate_compare(expression);
    case ExpressionKind::Conditional:
        return evaluate_conditional(expression);
    case ExpressionKind::Splat:
        break;
    }
    return type_error("unexpected expression");
}

Result<Value> Interpreter::evaluate_sequence(const Expression& expression) {
    std::vector<Value> items;
    for (const auto& child : expression.children) {
        TRY_ASSIGN(Value item, evaluate(*child));
        items.push_back(std::move(item));
    }
    return expression.kind == ExpressionKind::List ? Value::list(std::move(items))
                                                   : Value::tuple(std::move(items));
}

Result<Value> Interpreter::evaluate_dict(const Expression& expression) {
    Dict dict;
    for (size_t i = 0; i + 1 < expression.children.size(); i += 2) {
        TRY_ASSIGN(Value key, evaluate(*expression.children[i]));
        TRY_ASSIGN(Value value, evaluate(*expression.children[i + 1]));
        if (key.as_dict() || (key.as_sequence() && !key.as_sequence()->is_tuple))
            return type_error(fmt::format("a {} can't be a key", key.type_name()));
        dict.set(std::move(key), std::move(value));
    }
    return Value::dict(std::move(dict));
}

Result<Value> Interpreter::get_attribute(const Value& object, const std::string& name) {
    if (object.is_undefined())
        return undefined_error(object, fmt::format("its attribute \"{}\" is asked for", name));
    if (LoopState* loop = object.as_loop(); loop && name != "cycle" && name != "changed")
        return loop_attribute(loop, name);
    if (find_method(object, name)) {
        return Value::function(name, [object, name](Interpreter& interpreter, const Arguments& arguments) {
            return find_method(object, name)(interpreter, object, arguments);
        });
    }
    if (const Namespace* space = object.as_namespace()) {
        const Value* value = space->attributes.find(name);
        return value ? *value : Value::undefined(name);
    }
    if (const Dict* dict = object.as_dict()) {
        if (const Value* value = dict->find(name))
            return *value;
    }
    if (const Callable* callable = object.as_callable(); callable && name == "name")
        return Value::text(callable->name);
    return Value::undefined(name);
}

Result<Value> Interpreter::get_item(const Value& object, const Value& key) {
    if (object.is_undefined())
        return undefined_error(object, "an item of it is asked for");
    if (const Dict* dict = object.as_dict()) {
        if (const Value* value = dict->find(key))
            return *value;
    } else if (const auto index = key.integer()) {
        if (const Sequence* sequence = object.as_sequence()) {
            if (const Value* value = item_at(sequence->items, *index))
                return *value;
        } else if (object.as_text()) {
            TRY_ASSIGN(const std::vector<Value> characters, iterate(object));
            TRY(spend(characters.size() / 16));
            if (const Value* value = item_at(characters, *index))
                return *value;
        }
    }
    if (const Text* name = key.as_text())
        return get_attribute(object, name->bytes());
    return Value::undefined(to_text(key).bytes());
}

Result<Value> Interpreter::evaluate_slice(const Expression& expression) {
    Value parts[4];
    for (size_t i = 0; i < 4; ++i) {
        if (expression.children[i]) {
            TRY_ASSIGN(parts[i], evaluate(*expression.children[i]));
        }
    }
    return take_slice(parts[0], parts[1], parts[2], parts[3]);
}

Result<Arguments> Interpreter::evaluate_arguments(const Expression& expression) {
    Arguments arguments;
    for (size_t i = 1; i < expression.children.size(); ++i) {
        const Expression& child = *expression.children[i];
        TRY_ASSIGN(Value value, evaluate(child.kind == ExpressionKind::Splat ? *child.children[0] : child));
        if (child.kind != ExpressionKind::Splat) {
            arguments.positional.push_back(std::move(value));
        } else if (child.name == "*") {
            TRY_ASSIGN(std::vector<Value> items, iterate(value));
            TRY(spend(items.size()));
            std::ranges::move(items, std::back_inserter(arguments.positional));
        } else if (const Dict* dict = value.as_dict()) {
            for (const auto& [name, member] : dict->entries())
                arguments.named.emplace_back(to_text(name).bytes(), member);
        } else {
            return type_error(fmt::format("** needs a dict, not {}", value.type_name()));
        }
    }
    for (const auto& [name, child] : expression.named) {
        TRY_ASSIGN(Value value, evaluate(*child));
        arguments.named.emplace_back(name, std::move(value));
    }
    return arguments;
}

Result<Value> Interpreter::call(const Value& function, const Arguments& arguments) {
    if (const Callable* callable = function.as_callable())
        return callable->call(*this, arguments);
    if (const LoopState* loop = function.as_loop()) {
        if (!loop->recurse)
            return type_error("loop(…) needs a loop that is marked \"recursive\"");
        return loop->recurse(*this, arguments);
    }
    if (function.is_undefined())
        return undefined_error(function, "it is called");
    return type_error(fmt::format("{} can't be called", function.type_name()));
}

Result<Value> Interpreter::evaluate_call(const Expression& expression) {
    TRY_ASSIGN(const Value function, evaluate(*expression.children[0]));
    TRY_ASSIGN(const Arguments arguments, evaluate_arguments(expression));
    return call(function, arguments);
}

Result<Value> Interpreter::apply_filter(const std::string& name, const Value& operand,
                                        const Arguments& arguments) {
    const FilterFunction filter = find_filter(name);
    if (!filter)
        return type_error(fmt::format("unknown filter \"{}\"", name));
    return filter(*this, operand, arguments);
}

Result<Value> Interpreter::evaluate_filter(const Expression& expression) {
    TRY_ASSIGN(const Value operand, evaluate(*expression.children[0]));
    TRY_ASSIGN(const Arguments arguments, evaluate_arguments(expression));
    if (const Text* text = operand.as_text())
        TRY(spend(text->size() / 64));
    return apply_filter(expression.name, operand, arguments);
}

Result<bool> Interpreter::apply_test(const std::string& name, const Value& operand,
                                     const Arguments& arguments) {
    const TestFunction test = find_test(name);
    if (!test)
        return type_error(fmt::format("unknown test \"{}\"", name));
    return test(*this, operand, arguments);
}

Result<Value> Interpreter::evaluate_test(const Expression& expression) {
    TRY_ASSIGN(const Value operand, evaluate(*expression.children[0]));
    TRY_ASSIGN(const Arguments arguments, evaluate_arguments(expression));
    TRY_ASSIGN(const bool holds, apply_test(expression.name, operand, arguments));
    return Value(holds != expression.negated);
}

Result<Value> Interpreter::evaluate_binary(const Expression& expression) {
    TRY_ASSIGN(const Value left, evaluate(*expression.children[0]));
    TRY_ASSIGN(const Value right, evaluate(*expression.children[1]));
    for (const Value* operand : {&left, &right}) {
        if (operand->is_undefined())
            return undefined_error(*operand, fmt::format("\"{}\" needs a value", expression.name));
    }
    return apply_operator(*this, expression.name, left, right);
}

Result<Value> Interpreter::evaluate_sign(const Expression& expression) {
    TRY_ASSIGN(const Value operand, evaluate(*expression.children[0]));
    if (operand.is_undefined())
        return undefined_error(operand, "a sign stands in front of it");
    const bool negate = expression.kind == ExpressionKind::Negate;
    if (const auto integer = operand.integer()) {
        if (negate && *integer == INT64_MIN)
            return type_error("a number is too large");
        return Value(negate ? -*integer : *integer);
    }
    if (const double* number = operand.as<double>())
        return Value(negate ? -*number : *number);
    return type_error(fmt::format("{} can't have a sign", operand.type_name()));
}

Result<Value> Interpreter::evaluate_concat(const Expression& expression) {
    Text text;
    for (const auto& child : expression.children) {
        TRY_ASSIGN(const Value part, evaluate(*child));
        text.append(to_text(part));
    }
    TRY(spend(text.size() / 16));
    return Value::text(std::move(text));
}

Result<Value> Interpreter::evaluate_compare(const Expression& expression) {
    TRY_ASSIGN(Value left, evaluate(*expression.children[0]));
    for (size_t i = 0; i < expression.operators.size(); ++i) {
        TRY_ASSIGN(Value right, evaluate(*expression.children[i + 1]));
        const std::string& name = expression.operators[i];
        bool holds = false;
        if (name == "==" || name == "!=") {
            holds = equal(left, right) == (name == "==");
        } else if (name == "in" || name == "not in") {
            TRY_ASSIGN(const bool found, contains(right, left));
            holds = found == (name == "in");
        } else {
            for (const Value* operand : {&left, &right}) {
                if (operand->is_undefined())
                    return undefined_error(*operand, fmt::format("\"{}\" needs a value", name));
            }
            TRY_ASSIGN(const std::partial_ordering order, compare(left, right));
            holds = name == "<"    ? order < 0
                    : name == "<=" ? order <= 0
                    : name == ">"  ? order > 0
                                   : order >= 0;
        }
        if (!holds)
            return Value(false);
        left = std::move(right);
    }
    return Value(true);
}

Result<Value> Interpreter::evaluate_conditional(const Expression& expression) {
    TRY_ASSIGN(const Value condition, evaluate(*expression.children[1]));
    if (condition.truthy())
        return evaluate(*expression.children[0]);
    if (expression.children[2])
        return evaluate(*expression.children[2]);
    return Value::undefined("the inline if expression without an else");
}

} // namespace hearth::jinja
