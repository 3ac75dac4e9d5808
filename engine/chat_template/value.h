// The values of the template language: Python's, as far as templates can tell.
#pragma once

#include "engine/chat_template/text.h"
#include "engine/core/error.h"

#include <nlohmann/json_fwd.hpp>

#include <compare>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace hearth::jinja {

class Value;
class Interpreter;
struct LoopState;

/// A name or attribute that is not there. Prints as nothing, is false, and fails when it is used for more.
struct Undefined {
    std::string name; ///< what was looked for, for messages
};
struct None {};

struct Sequence {
    std::vector<Value> items;
    bool is_tuple = false;
    int depth = 1; ///< levels of lists and dicts, this one included
};

/// A dict: entries in order of insertion; numbers that are equal are one key, as in Python.
class Dict {
public:
    using Entry = std::pair<Value, Value>;
    void set(Value key, Value value);
    const Value* find(const Value& key) const;
    const Value* find(std::string_view key) const;
    const std::vector<Entry>& entries() const { return m_entries; }
    size_t size() const;
    int depth() const { return m_depth; } ///< levels of lists and dicts, this one included

private:
    int m_depth = 1;
    std::vector<Entry> m_entries;
    std::unordered_map<std::string, size_t> m_index; // by kind and content
};

struct Arguments {
    std::vector<Value> positional;
    std::vector<std::pair<std::string, Value>> named;
};

struct Callable {
    std::string name;
    std::function<Result<Value>(Interpreter&, const Arguments&)> call;
};

/// What namespace() makes: the one thing whose attributes can be set.
struct Namespace {
    Dict attributes;
};

class Value {
public:
    using Variant =
        std::variant<Undefined, None, bool, int64_t, double, std::shared_ptr<const Text>,
                     std::shared_ptr<const Sequence>, std::shared_ptr<const Dict>, std::shared_ptr<Namespace>,
                     std::shared_ptr<const Callable>, std::shared_ptr<LoopState>>;

    Value() : m_value(None{}) {}
    template <typename T>
    requires std::constructible_from<Variant, T&&> &&
        (!std::same_as<std::remove_cvref_t<T>, Value>)Value(T&& value)
        : m_value(std::forward<T>(value)) {}
    static Value undefined(std::string name) { return Value(Undefined{std::move(name)}); }
    static Value text(Text text) { return Value(std::make_shared<const Text>(std::move(text))); }
    static Value text(std::string_view bytes, Origin origin = Origin::Template) {
        return text(Text(bytes, origin));
    }
    static Value list(std::vector<Value> items);
    static Value tuple(std::vector<Value> items);
    static Value dict(Dict dict);
    static Value function(std::string name,
                          std::function<Result<Value>(Interpreter&, const Arguments&)> call);
    /// JSON as values; every string in it is of `origin`.
    static Value from_json(const nlohmann::ordered_json& json, Origin origin);

    template <typename T>
    const T* as() const {
        return std::get_if<T>(&m_value);
    }
    const Text* as_text() const { return pointee<const Text>(); }
    const Sequence* as_sequence() const { return pointee<const Sequence>(); }
    const Dict* as_dict() const { return pointee<const Dict>(); }
    const Callable* as_callable() const { return pointee<const Callable>(); }
    Namespace* as_namespace() const { return pointee<Namespace>(); }
    LoopState* as_loop() const { return pointee<LoopState>(); }
    bool is_undefined() const { return as<Undefined>() != nullptr; }
    bool is_none() const { return as<None>() != nullptr; }
    bool is_bool() const { return as<bool>() != nullptr; }
    bool is_integer() const { return as<int64_t>() != nullptr; } ///< bool is none, unlike in Python
    bool is_float() const { return as<double>() != nullptr; }
    /// An int, or a bool as 0 or 1.
    std::optional<int64_t> integer() const;
    /// Any number, bool included.
    std::optional<double> number() const;

    /// Python's bool().
    bool truthy() const;
    /// Levels of lists and dicts inside; 0 for a scalar.
    int depth() const;
    /// Name of the Python type, for messages.
    const char* type_name() const;

private:
    template <typename T>
    T* pointee() const {
        const auto held = std::get_if<std::shared_ptr<T>>(&m_value);
        return held ? held->get() : nullptr;
    }
    Variant m_value;
};

/// Python's str() and repr().
Text to_text(const Value& value);
Text to_repr(const Value& value);
/// A float as Python prints it.
std::string format_float(double value);
/// Python's ==.
bool equal(const Value& a, const Value& b);
/// Python's <, ==, > where it has them for these types; else an error.
Result<std::partial_ordering> compare(const Value& a, const Value& b);
/// Python's `a in b`.
Result<bool> contains(const Value& container, const Value& item);
/// What a for loop runs over: list items, dict keys, characters. Error for what is not iterable.
Result<std::vector<Value>> iterate(const Value& value);
/// len()
Result<int64_t> length(const Value& value);

struct JsonStyle {
    std::string indent; ///< empty and not `pretty`: one line
    bool pretty = false;
    std::string item_separator = ", ";
    std::string key_separator = ": ";
    bool ensure_ascii = false;
    bool sort_keys = false;
};
/// Python's json.dumps().
Result<Text> to_json(const Value& value, const JsonStyle& style);

[[nodiscard]] inline std::unexpected<Error> type_error(std::string message) {
    return fail(ErrorKind::InvalidInput, std::move(message));
}

} // namespace hearth::jinja
