// The tests of the language ("is defined", "is string" …), as Jinja defines them.
#include "engine/chat_template/characters.h"
#include "engine/chat_template/interpreter.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace hearth::jinja {
namespace {

template <bool (*holds)(const Value&)>
Result<bool> simple(Interpreter&, const Value& value, const Arguments&) {
    return holds(value);
}

bool is_iterable(const Value& value) {
    return value.as_text() || value.as_sequence() || value.as_dict() || value.is_undefined();
}
bool is_defined(const Value& value) {
    return !value.is_undefined();
}
bool is_undefined(const Value& value) {
    return value.is_undefined();
}
bool is_none(const Value& value) {
    return value.is_none();
}
bool is_string(const Value& value) {
    return value.as_text() != nullptr;
}
bool is_mapping(const Value& value) {
    return value.as_dict() != nullptr;
}
bool is_number(const Value& value) {
    return value.number().has_value();
}
bool is_integer(const Value& value) {
    return value.is_integer();
}
bool is_float(const Value& value) {
    return value.is_float();
}
bool is_boolean(const Value& value) {
    return value.is_bool();
}
bool is_true(const Value& value) {
    return value.is_bool() && value.truthy();
}
bool is_false(const Value& value) {
    return value.is_bool() && !value.truthy();
}
bool is_callable(const Value& value) {
    return value.as_callable() || value.as_loop();
}
bool is_upper_case(const Value& value) {
    const Text text = to_text(value);
    return to_upper(text).bytes() == text.bytes() && to_lower(text).bytes() != text.bytes();
}
bool is_lower_case(const Value& value) {
    const Text text = to_text(value);
    return to_lower(text).bytes() == text.bytes() && to_upper(text).bytes() != text.bytes();
}
bool never(const Value&) {
    return false;
}

template <int64_t remainder>
Result<bool> has_parity(Interpreter& interpreter, const Value& value, const Arguments&) {
    TRY_ASSIGN(const Value rest, apply_operator(interpreter, "%", value, Value(int64_t{2})));
    return rest.number() == static_cast<double>(remainder);
}

Result<bool> is_divisible_by(Interpreter& interpreter, const Value& value, const Arguments& arguments) {
    TRY_ASSIGN(const Value divisor, ArgumentReader("divisibleby", arguments).require(0, "num"));
    TRY_ASSIGN(const Value rest, apply_operator(interpreter, "%", value, divisor));
    return rest.number() == 0.0;
}

Result<bool> is_equal(Interpreter&, const Value& value, const Arguments& arguments) {
    TRY_ASSIGN(const Value other, ArgumentReader("eq", arguments).require(0, "other"));
    return equal(value, other);
}

Result<bool> is_not_equal(Interpreter& interpreter, const Value& value, const Arguments& arguments) {
    TRY_ASSIGN(const bool same, is_equal(interpreter, value, arguments));
    return !same;
}

Result<bool> is_same(Interpreter&, const Value& value, const Arguments& arguments) {
    TRY_ASSIGN(const Value other, ArgumentReader("sameas", arguments).require(0, "other"));
    return value.is_bool() == other.is_bool() && value.is_float() == other.is_float() && equal(value, other);
}

Result<bool> is_in(Interpreter&, const Value& value, const Arguments& arguments) {
    TRY_ASSIGN(const Value container, ArgumentReader("in", arguments).require(0, "seq"));
    return contains(container, value);
}

template <bool less, bool same, bool greater>
Result<bool> is_ordered(Interpreter&, const Value& value, const Arguments& arguments) {
    TRY_ASSIGN(const Value other, ArgumentReader("comparison", arguments).require(0, "other"));
    TRY_ASSIGN(const std::partial_ordering order, compare(value, other));
    return (less && order < 0) || (same && order == 0) || (greater && order > 0);
}

Result<bool> is_filter(Interpreter&, const Value& value, const Arguments&) {
    return value.as_text() && find_filter(value.as_text()->bytes());
}

Result<bool> is_test(Interpreter&, const Value& value, const Arguments&) {
    return value.as_text() && find_test(value.as_text()->bytes());
}

const std::unordered_map<std::string_view, TestFunction> tests = {
    {"defined", simple<is_defined>},
    {"undefined", simple<is_undefined>},
    {"none", simple<is_none>},
    {"string", simple<is_string>},
    {"mapping", simple<is_mapping>},
    {"sequence", simple<is_iterable>},
    {"iterable", simple<is_iterable>},
    {"number", simple<is_number>},
    {"integer", simple<is_integer>},
    {"float", simple<is_float>},
    {"boolean", simple<is_boolean>},
    {"true", simple<is_true>},
    {"false", simple<is_false>},
    {"callable", simple<is_callable>},
    {"upper", simple<is_upper_case>},
    {"lower", simple<is_lower_case>},
    {"escaped", simple<never>},
    {"odd", has_parity<1>},
    {"even", has_parity<0>},
    {"divisibleby", is_divisible_by},
    {"eq", is_equal},
    {"equalto", is_equal},
    {"==", is_equal},
    {"ne", is_not_equal},
    {"!=", is_not_equal},
    {"sameas", is_same},
    {"in", is_in},
    {"lt", is_ordered<true, false, false>},
    {"lessthan", is_ordered<true, false, false>},
    {"<", is_ordered<true, false, false>},
    {"le", is_ordered<true, true, false>},
    {"<=", is_ordered<true, true, false>},
    {"gt", is_ordered<false, false, true>},
    {"greaterthan", is_ordered<false, false, true>},
    {">", is_ordered<false, false, true>},
    {"ge", is_ordered<false, true, true>},
    {">=", is_ordered<false, true, true>},
    {"filter", is_filter},
    {"test", is_test},
};

} // namespace

TestFunction find_test(std::string_view name) {
    const auto found = tests.find(name);
    return found == tests.end() ? nullptr : found->second;
}

} // namespace hearth::jinja
