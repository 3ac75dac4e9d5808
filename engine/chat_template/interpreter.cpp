#include "engine/chat_template/interpreter.h"

#include "engine/chat_template/lexer.h"

#include <fmt/format.h>

#include <algorithm>

namespace hearth::jinja {
namespace {

/// Restores a variable at the end of a block.
template <typename T>
class Restore {
public:
    Restore(T& variable, T value)
        : m_variable(variable), m_before(std::exchange(variable, std::move(value))) {}
    ~Restore() { m_variable = std::move(m_before); }
    Restore(const Restore&) = delete;
    Restore& operator=(const Restore&) = delete;

private:
    T& m_variable;
    T m_before;
};

std::shared_ptr<Scope> scope_inside(const std::shared_ptr<Scope>& parent) {
    auto scope = std::make_shared<Scope>();
    scope->parent = parent;
    return scope;
}

} // namespace

Interpreter::Interpreter(const Template& parsed, const RenderOptions& options)
    : m_template(parsed), m_options(options), m_global(std::make_shared<Scope>()), m_scope(m_global) {
    add_global_functions(*this);
}

Interpreter::~Interpreter() {
    for (const auto& space : m_namespaces)
        space->attributes = Dict();
    for (const ScopePtr& scope : m_kept_scopes)
        scope->variables.clear();
}

Result<Text> Interpreter::render() {
    Text out;
    m_out = &out;
    m_scope = scope_inside(m_global);
    TRY(execute(m_template.body));
    return out;
}

Result<void> Interpreter::spend(uint64_t steps) {
    m_steps += steps;
    if (m_steps > m_options.limits.steps)
        return type_error("the template takes too many steps");
    return {};
}

Value Interpreter::create_namespace(Dict attributes) {
    m_namespaces.push_back(std::make_shared<Namespace>(Namespace{std::move(attributes)}));
    return Value(m_namespaces.back());
}

std::unexpected<Error> Interpreter::located(int line, Error error) {
    if (error.message.starts_with("chat template, line "))
        return std::unexpected(std::move(error));
    return template_error(line, error.message);
}

Result<void> Interpreter::write(const Text& text) {
    m_written += text.size();
    if (m_written > m_options.limits.output_bytes)
        return type_error("the template writes too much");
    m_out->append(text);
    return {};
}

Result<Interpreter::Flow> Interpreter::execute(const Block& block) {
    for (const auto& statement : block) {
        auto flow = execute(*statement);
        if (!flow)
            return located(statement->line, std::move(flow).error());
        if (*flow != Flow::Next)
            return *flow;
    }
    return Flow::Next;
}

Result<Interpreter::Flow> Interpreter::execute(const Statement& statement) {
    TRY(spend(1));
    switch (statement.kind) {
    case StatementKind::Text:
        TRY(write(Text(statement.text, Origin::Template)));
        return Flow::Next;
    case StatementKind::Output: {
        TRY_ASSIGN(const Value value, evaluate(*statement.value));
        TRY(write(to_text(value)));
        return Flow::Next;
    }
    case StatementKind::If:
        return execute_if(statement);
    case StatementKind::For:
        return execute_for(statement);
    case StatementKind::Set:
    case StatementKind::SetBlock:
    case StatementKind::Macro:
        return execute_set(statement);
    case StatementKind::Call:
    case StatementKind::FilterBody:
    case StatementKind::With:
    case StatementKind::Scope:
        return execute_in_scope(statement);
    case StatementKind::Break:
        return Flow::Break;
    case StatementKind::Continue:
        return Flow::Continue;
    }
    return Flow::Next;
}

Result<Interpreter::Flow> Interpreter::execute_if(const Statement& statement) {
    for (const auto& [condition, body] : statement.branches) {
        if (condition) {
            TRY_ASSIGN(const Value value, evaluate(*condition));
            if (!value.truthy())
                continue;
        }
        return execute(body);
    }
    return Flow::Next;
}

Result<Interpreter::Flow> Interpreter::execute_for(const Statement& statement) {
    TRY_ASSIGN(const Value iterable, evaluate(*statement.value));
    TRY(run_loop(statement, iterable, 0));
    return Flow::Next;
}

/// What the loop runs over: the items for which its condition holds.
Result<std::vector<Value>> Interpreter::loop_items(const Statement& statement, const Value& iterable) {
    TRY_ASSIGN(std::vector<Value> items, iterate(iterable));
    TRY(spend(items.size()));
    if (!statement.condition)
        return items;
    std::vector<Value> kept;
    for (Value& item : items) {
        const Restore scope(m_scope, scope_inside(m_scope));
        TRY(assign(*statement.target, item));
        TRY_ASSIGN(const Value holds, evaluate(*statement.condition));
        if (holds.truthy())
            kept.push_back(std::move(item));
    }
    return kept;
}

Result<void> Interpreter::run_loop(const Statement& statement, const Value& iterable, int depth) {
    if (depth > m_options.limits.depth)
        return type_error("loops recurse too deeply");
    auto loop = std::make_shared<LoopState>();
    TRY_ASSIGN(loop->items, loop_items(statement, iterable));
    loop->depth = depth;
    const ScopePtr outer = m_scope;
    if (loop->items.empty()) {
        const Restore scope(m_scope, scope_inside(outer));
        TRY(execute(statement.else_body));
        return {};
    }
    if (statement.recursive) {
        loop->recurse = [this, &statement, depth, outer](Interpreter&,
                                                         const Arguments& arguments) -> Result<Value> {
            TRY_ASSIGN(const Value inner, ArgumentReader("loop", arguments).require(0, "iterable"));
            const Restore scope(m_scope, ScopePtr(outer));
            Text text;
            const Restore out(m_out, &text);
            TRY(run_loop(statement, inner, depth + 1));
            return Value::text(std::move(text));
        };
    }
    for (; loop->index < loop->items.size(); ++loop->index) {
        const Restore scope(m_scope, scope_inside(outer));
        m_scope->variables.emplace("loop", Value(loop));
        TRY(assign(*statement.target, loop->items[loop->index]));
        TRY_ASSIGN(const Flow flow, execute(statement.body));
        if (flow == Flow::Break)
            break;
    }
    // A template may have put the loop into itself.
    loop->last_changed.clear();
    loop->recurse = nullptr;
    return {};
}

Result<Text> Interpreter::capture(const Block& block) {
    Text text;
    const Restore out(m_out, &text);
    TRY(execute(block));
    return text;
}

Result<Value> Interpreter::apply_filters(const std::vector<ExpressionPtr>& filters, Value value) {
    for (const auto& filter : filters) {
        TRY_ASSIGN(const Arguments arguments, evaluate_arguments(*filter));
        TRY_ASSIGN(value, apply_filter(filter->name, value, arguments));
    }
    return value;
}

Result<Interpreter::Flow> Interpreter::execute_set(const Statement& statement) {
    if (statement.kind == StatementKind::Macro) {
        m_scope->variables.insert_or_assign(statement.macro->name, make_macro(statement.macro));
    } else if (statement.kind == StatementKind::Set) {
        TRY_ASSIGN(const Value value, evaluate(*statement.value));
        if (statement.target)
            TRY(assign(*statement.target, value));
    } else {
        Value value;
        {
            const Restore scope(m_scope, scope_inside(m_scope));
            TRY_ASSIGN(Text text, capture(statement.body));
            TRY_ASSIGN(value, apply_filters(statement.filters, Value::text(std::move(text))));
        }
        TRY(assign(*statement.target, value));
    }
    return Flow::Next;
}

Result<Interpreter::Flow> Interpreter::execute_in_scope(const Statement& statement) {
    const Restore scope(m_scope, scope_inside(m_scope));
    switch (statement.kind) {
    case StatementKind::Call: {
        const Expression& call_expression = *statement.value;
        TRY_ASSIGN(const Value function, evaluate(*call_expression.children[0]));
        TRY_ASSIGN(Arguments arguments, evaluate_arguments(call_expression));
        arguments.named.emplace_back("caller", make_macro(statement.macro));
        TRY_ASSIGN(const Value value, call(function, arguments));
        TRY(write(to_text(value)));
        return Flow::Next;
    }
    case StatementKind::FilterBody: {
        TRY_ASSIGN(Text text, capture(statement.body));
        TRY_ASSIGN(const Value value, apply_filters(statement.filters, Value::text(std::move(text))));
        TRY(write(to_text(value)));
        return Flow::Next;
    }
    case StatementKind::With:
        for (const auto& [target, value_expression] : statement.assignments) {
            TRY_ASSIGN(const Value value, evaluate(*value_expression));
            TRY(assign(*target, value));
        }
        break;
    default:
        break;
    }
    return execute(statement.body);
}

Result<void> Interpreter::assign(const Expression& target, const Value& value) {
    if (target.kind == ExpressionKind::Name) {
        m_scope->variables.insert_or_assign(target.name, value);
        return {};
    }
    if (target.kind == ExpressionKind::Attribute) {
        const std::string& name = target.children[0]->name;
        Namespace* const space = look_up(name).as_namespace();
        if (!space)
            return type_error(fmt::format(
                "can't set \"{}.{}\": only a namespace has attributes that can be set", name, target.name));
        space->attributes.set(Value::text(target.name), value);
        return {};
    }
    TRY_ASSIGN(const std::vector<Value> items, iterate(value));
    if (items.size() != target.children.size())
        return type_error(
            fmt::format("can't spread {} values over {} names", items.size(), target.children.size()));
    for (size_t i = 0; i < items.size(); ++i)
        TRY(assign(*target.children[i], items[i]));
    return {};
}

Value Interpreter::make_macro(std::shared_ptr<const MacroBody> body) {
    // The macro must see its scope for as long as it lives, but must not own what owns it.
    if (m_kept_scopes.empty() || m_kept_scopes.back() != m_scope)
        m_kept_scopes.push_back(m_scope);
    std::weak_ptr<Scope> scope = m_scope;
    std::string name = body->name;
    return Value::function(
        std::move(name),
        [body, scope](Interpreter& interpreter, const Arguments& arguments) -> Result<Value> {
            const ScopePtr defined_in = scope.lock();
            if (!defined_in)
                return type_error("a macro outlived its template");
            return interpreter.call_macro(*body, defined_in, arguments);
        });
}

Result<Value> Interpreter::call_macro(const MacroBody& body, const ScopePtr& defined_in,
                                      const Arguments& arguments) {
    const Restore scope(m_scope, scope_inside(defined_in));
    TRY(bind_parameters(body, arguments));
    TRY_ASSIGN(Text text, capture(body.body));
    return Value::text(std::move(text));
}

Result<void> Interpreter::bind_parameters(const MacroBody& body, const Arguments& arguments) {
    auto& variables = m_scope->variables;
    std::vector<Value> extra;
    for (size_t i = 0; i < arguments.positional.size(); ++i) {
        if (i < body.parameters.size())
            variables.insert_or_assign(body.parameters[i].name, arguments.positional[i]);
        else
            extra.push_back(arguments.positional[i]);
    }
    Dict extra_named;
    for (const auto& [name, value] : arguments.named) {
        const auto parameter = std::ranges::find(body.parameters, name, &Parameter::name);
        if (parameter == body.parameters.end() && name != "caller") {
            extra_named.set(Value::text(name), value);
            continue;
        }
        if (!variables.try_emplace(name, value).second)
            return type_error(fmt::format("macro \"{}\" got two values for \"{}\"", body.name, name));
    }
    if (!extra.empty() && !body.uses_varargs)
        return type_error(
            fmt::format("macro \"{}\" takes at most {} arguments", body.name, body.parameters.size()));
    if (extra_named.size() != 0 && !body.uses_kwargs)
        return type_error(fmt::format("macro \"{}\" takes no argument \"{}\"", body.name,
                                      to_text(extra_named.entries().front().first).bytes()));
    for (const Parameter& parameter : body.parameters) {
        if (variables.contains(parameter.name))
            continue;
        Value value = Value::undefined(parameter.name);
        if (parameter.default_value) {
            TRY_ASSIGN(value, evaluate(*parameter.default_value));
        }
        variables.insert_or_assign(parameter.name, std::move(value));
    }
    if (body.uses_varargs)
        variables.insert_or_assign("varargs", Value::tuple(std::move(extra)));
    if (body.uses_kwargs)
        variables.insert_or_assign("kwargs", Value::dict(std::move(extra_named)));
    return {};
}

} // namespace hearth::jinja
