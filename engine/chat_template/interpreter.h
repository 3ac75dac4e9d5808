// Runs a parsed template.
#pragma once

#include "engine/chat_template/chat_template.h"
#include "engine/chat_template/loop.h"
#include "engine/chat_template/syntax.h"

#include <map>

namespace hearth::jinja {

/// Variables of one block; names that are not here are looked for in the parent.
struct Scope {
    std::map<std::string, Value, std::less<>> variables;
    std::shared_ptr<Scope> parent;
};

/// One rendering of one template. Filters, tests and methods use it to call functions and to check limits.
class Interpreter {
public:
    Interpreter(const Template& parsed, const RenderOptions& options);
    ~Interpreter();

    void set_global(std::string name, Value value) {
        m_global->variables.insert_or_assign(std::move(name), std::move(value));
    }
    Result<Text> render();

    Result<Value> call(const Value& function, const Arguments& arguments);
    Result<Value> apply_filter(const std::string& name, const Value& operand, const Arguments& arguments);
    Result<bool> apply_test(const std::string& name, const Value& operand, const Arguments& arguments);
    /// obj.name and obj[key], as Jinja looks them up.
    Result<Value> get_attribute(const Value& object, const std::string& name);
    Result<Value> get_item(const Value& object, const Value& key);
    /// Counts work that grows with data; fails when the template has had its share.
    Result<void> spend(uint64_t steps);
    const RenderOptions& options() const { return m_options; }
    /// Namespaces can hold each other in a ring: they are emptied at the end.
    Value create_namespace(Dict attributes);

private:
    enum class Flow { Next, Break, Continue };
    using ScopePtr = std::shared_ptr<Scope>;

    // Statements (interpreter.cpp)
    Result<Flow> execute(const Block& block);
    Result<Flow> execute(const Statement& statement);
    Result<Flow> execute_if(const Statement& statement);
    Result<Flow> execute_for(const Statement& statement);
    Result<Flow> execute_set(const Statement& statement);
    Result<Flow> execute_in_scope(const Statement& statement);
    Result<void> run_loop(const Statement& statement, const Value& iterable, int depth);
    Result<std::vector<Value>> loop_items(const Statement& statement, const Value& iterable);
    Result<Text> capture(const Block& block);
    Result<Value> apply_filters(const std::vector<ExpressionPtr>& filters, Value value);
    Result<void> assign(const Expression& target, const Value& value);
    Result<void> write(const Text& text);
    Value make_macro(std::shared_ptr<const MacroBody> body);
    Result<Value> call_macro(const MacroBody& body, const ScopePtr& scope, const Arguments& arguments);
    Result<void> bind_parameters(const MacroBody& body, const Arguments& arguments);
    std::unexpected<Error> located(int line, Error error);

    // Expressions (evaluate.cpp)
    Result<Value> evaluate(const Expression& expression);
    Result<Value> evaluate_kind(const Expression& expression);
    Result<Value> evaluate_sequence(const Expression& expression);
    Result<Value> evaluate_dict(const Expression& expression);
    Result<Value> evaluate_slice(const Expression& expression);
    Result<Value> evaluate_call(const Expression& expression);
    Result<Value> evaluate_filter(const Expression& expression);
    Result<Value> evaluate_test(const Expression& expression);
    Result<Value> evaluate_binary(const Expression& expression);
    Result<Value> evaluate_compare(const Expression& expression);
    Result<Value> evaluate_conditional(const Expression& expression);
    Result<Value> evaluate_sign(const Expression& expression);
    Result<Value> evaluate_concat(const Expression& expression);
    Result<Arguments> evaluate_arguments(const Expression& expression);
    Value look_up(const std::string& name) const;

    const Template& m_template;
    const RenderOptions& m_options;
    ScopePtr m_global;
    ScopePtr m_scope;
    Text* m_out = nullptr; ///< where output goes now
    uint64_t m_steps = 0;
    size_t m_written = 0;
    int m_depth = 0;
    std::vector<ScopePtr>
        m_kept_scopes; ///< of macros: the macros hold no share, so that nothing holds itself
    std::vector<std::shared_ptr<Namespace>> m_namespaces;
};

/// range, namespace, raise_exception, strftime_now …
void add_global_functions(Interpreter& interpreter);

/// A filter, a test, or a method by name; null when there is none.
using FilterFunction = Result<Value> (*)(Interpreter&, const Value&, const Arguments&);
using TestFunction = Result<bool> (*)(Interpreter&, const Value&, const Arguments&);
using MethodFunction = Result<Value> (*)(Interpreter&, const Value&, const Arguments&);
FilterFunction find_filter(std::string_view name);
TestFunction find_test(std::string_view name);
MethodFunction find_method(const Value& object, std::string_view name);

/// Arithmetic on values: + - * / // % **. `spend`-checked where results grow.
Result<Value> apply_operator(Interpreter& interpreter, std::string_view name, const Value& left,
                             const Value& right);
/// object[start:stop:step]; none for a part that is left out.
Result<Value> take_slice(const Value& object, const Value& start, const Value& stop, const Value& step);

/// Reads the arguments of one call by position or name.
class ArgumentReader {
public:
    ArgumentReader(std::string_view function, const Arguments& arguments)
        : m_function(function), m_arguments(arguments) {}
    /// The argument, or null when it was not given.
    const Value* find(size_t position, std::string_view name) const;
    Result<Value> require(size_t position, std::string_view name) const;
    Result<Text> text(size_t position, std::string_view name, std::string_view fallback) const;
    Result<int64_t> integer(size_t position, std::string_view name, int64_t fallback) const;
    bool flag(size_t position, std::string_view name, bool fallback) const;

private:
    std::string_view m_function;
    const Arguments& m_arguments;
};

} // namespace hearth::jinja
