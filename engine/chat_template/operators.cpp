// Arithmetic and slices, as Python defines them.
#include "engine/chat_template/characters.h"
#include "engine/chat_template/interpreter.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace hearth::jinja {
namespace {

constexpr int64_t longest_repeat = 16 << 20; // bytes or items

std::unexpected<Error> no_operator(std::string_view name, const Value& left, const Value& right) {
    return type_error(
        fmt::format("\"{}\" does not work between {} and {}", name, left.type_name(), right.type_name()));
}

Result<Value> integer_power(int64_t base, int64_t exponent) {
    if (exponent < 0)
        return Value(std::pow(static_cast<double>(base), static_cast<double>(exponent)));
    int64_t result = 1;
    for (int64_t i = 0; i < exponent; ++i) {
        if (base == 0 || base == 1 || (base == -1 && exponent > 64))
            return Value(base == -1 ? (exponent % 2 ? int64_t{-1} : int64_t{1}) : base);
        if (__builtin_mul_overflow(result, base, &result))
            return type_error("a number is too large");
    }
    return Value(result);
}

Result<Value> integer_operator(std::string_view name, int64_t a, int64_t b) {
    int64_t result = 0;
    bool overflow = false;
    if (name == "+")
        overflow = __builtin_add_overflow(a, b, &result);
    else if (name == "-")
        overflow = __builtin_sub_overflow(a, b, &result);
    else if (name == "*")
        overflow = __builtin_mul_overflow(a, b, &result);
    else if (name == "**")
        return integer_power(a, b);
    else if (b == 0)
        return type_error("division by zero");
    else if (name == "/")
        return Value(static_cast<double>(a) / static_cast<double>(b));
    else if (b == -1) // INT64_MIN / -1 traps
        return name == "%" ? Value(int64_t{0}) : integer_operator("-", 0, a);
    else if (name == "//")
        result = a / b - (a % b != 0 && (a < 0) != (b < 0));
    else
        result = a % b + (a % b != 0 && (a < 0) != (b < 0) ? b : 0);
    if (overflow)
        return type_error("a number is too large");
    return Value(result);
}

Result<Value> float_operator(std::string_view name, double a, double b) {
    if (name == "+")
        return Value(a + b);
    if (name == "-")
        return Value(a - b);
    if (name == "*")
        return Value(a * b);
    if (name == "**")
        return Value(std::pow(a, b));
    if (b == 0)
        return type_error("division by zero");
    if (name == "/")
        return Value(a / b);
    if (name == "//")
        return Value(std::floor(a / b));
    const double remainder = std::fmod(a, b);
    return Value(remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder);
}

/// "…%s…" % values, with s, d, i, r, f, x and %.
Result<Value> format_percent(const Text& format, const Value& values) {
    std::vector<Value> arguments = {values};
    if (const Sequence* sequence = values.as_sequence(); sequence && sequence->is_tuple)
        arguments = sequence->items;
    Text out;
    size_t used = 0;
    const std::string& bytes = format.bytes();
    for (size_t at = 0; at < bytes.size();) {
        const size_t percent = std::min(bytes.find('%', at), bytes.size());
        out.append(format, at, percent - at);
        if (percent == bytes.size())
            break;
        size_t end = percent + 1;
        while (end < bytes.size() && std::string_view("0123456789.-+ #").contains(bytes[end]))
            ++end;
        if (end == bytes.size())
            return type_error("a format ends in the middle of \"%…\"");
        const char kind = bytes[end];
        std::string options = bytes.substr(percent + 1, end - percent - 1);
        at = end + 1;
        if (kind == '%') {
            out.append("%", Origin::Template);
            continue;
        }
        if (used >= arguments.size())
            return type_error("a format has more places than values");
        const Value& value = arguments[used++];
        if (kind == 's' || kind == 'r') {
            out.append(kind == 's' ? to_text(value) : to_repr(value));
            continue;
        }
        const auto number = value.number();
        if (!number)
            return type_error(fmt::format("format \"%{}\" needs a number, not {}", kind, value.type_name()));
        if (options.size() > 8 || options.find('#') != std::string::npos)
            return type_error(fmt::format("format \"%{}{}\" is not supported", options, kind));
        char buffer[512];
        const int precision_mark = static_cast<int>(options.find('.'));
        const int width = std::atoi(options.c_str() + options.find_first_not_of("-+ 0"));
        const int precision = precision_mark >= 0 ? std::atoi(options.c_str() + precision_mark + 1) : 6;
        if (width > 100 || precision > 100)
            return type_error("a format is too wide");
        if (kind == 'd' || kind == 'i' || kind == 'x' || kind == 'X')
            std::snprintf(buffer, sizeof buffer,
                          fmt::format("%{}ll{}", options, kind == 'i' ? 'd' : kind).c_str(),
                          static_cast<long long>(value.integer().value_or(
                              static_cast<int64_t>(std::clamp(*number, -9e18, 9e18)))));
        else if (std::string_view("feEgG").contains(kind))
            std::snprintf(buffer, sizeof buffer, fmt::format("%{}{}", options, kind).c_str(), *number);
        else
            return type_error(fmt::format("format \"%{}\" is not supported", kind));
        out.append(buffer, Origin::Template);
    }
    if (used < arguments.size() && values.as_sequence() && values.as_sequence()->is_tuple)
        return type_error("a format has fewer places than values");
    return Value::text(std::move(out));
}

Result<Value> repeat(Interpreter& interpreter, const Value& what, int64_t times) {
    times = std::max<int64_t>(times, 0);
    const Text* text = what.as_text();
    const auto size = static_cast<int64_t>(text ? text->size() : what.as_sequence()->items.size());
    if (size > 0 && times > longest_repeat / size)
        return type_error("a repetition is too long");
    TRY(interpreter.spend(static_cast<uint64_t>(size * times) / 16));
    if (text) {
        Text out;
        for (int64_t i = 0; i < times; ++i)
            out.append(*text);
        return Value::text(std::move(out));
    }
    std::vector<Value> items;
    for (int64_t i = 0; i < times; ++i)
        items.insert(items.end(), what.as_sequence()->items.begin(), what.as_sequence()->items.end());
    return what.as_sequence()->is_tuple ? Value::tuple(std::move(items)) : Value::list(std::move(items));
}

} // namespace

Result<Value> apply_operator(Interpreter& interpreter, std::string_view name, const Value& left,
                             const Value& right) {
    if (const auto a = left.integer(), b = right.integer(); a && b)
        return integer_operator(name, *a, *b);
    if (const auto a = left.number(), b = right.number(); a && b)
        return float_operator(name, *a, *b);
    if (name == "%" && left.as_text())
        return format_percent(*left.as_text(), right);
    if (name == "+" && left.as_text() && right.as_text()) {
        Text text = *left.as_text();
        text.append(*right.as_text());
        TRY(interpreter.spend(text.size() / 64));
        return Value::text(std::move(text));
    }
    const Sequence* const a = left.as_sequence();
    const Sequence* const b = right.as_sequence();
    if (name == "+" && a && b && a->is_tuple == b->is_tuple) {
        std::vector<Value> items = a->items;
        items.insert(items.end(), b->items.begin(), b->items.end());
        TRY(interpreter.spend(items.size()));
        return a->is_tuple ? Value::tuple(std::move(items)) : Value::list(std::move(items));
    }
    if (name == "*" && (left.as_text() || a) && right.integer())
        return repeat(interpreter, left, *right.integer());
    if (name == "*" && (right.as_text() || b) && left.integer())
        return repeat(interpreter, right, *left.integer());
    return no_operator(name, left, right);
}

Result<Value> take_slice(const Value& object, const Value& start, const Value& stop, const Value& step) {
    std::vector<Value> items;
    if (object.is_undefined())
        return type_error(
            fmt::format("\"{}\" is undefined, but a slice of it is asked for", object.as<Undefined>()->name));
    if (!object.as_text() && !object.as_sequence())
        return type_error(fmt::format("{} can't be sliced", object.type_name()));
    for (const Value* part : {&start, &stop, &step}) {
        if (!part->is_none() && !part->integer())
            return type_error(
                fmt::format("the parts of a slice must be integers, not {}", part->type_name()));
    }
    const Text* const text = object.as_text();
    const std::vector<size_t> offsets = text ? character_offsets(text->bytes()) : std::vector<size_t>();
    const auto count = static_cast<int64_t>(text ? offsets.size() - 1 : object.as_sequence()->items.size());
    const int64_t by = step.integer().value_or(1);
    if (by == 0)
        return type_error("the step of a slice can't be zero");
    const auto bound = [&](const Value& part, int64_t fallback) {
        if (part.is_none())
            return fallback;
        int64_t value = *part.integer();
        if (value < 0)
            value = value < -count ? -1 : value + count;
        return std::clamp<int64_t>(value, by > 0 ? 0 : -1, by > 0 ? count : count - 1);
    };
    const int64_t from = bound(start, by > 0 ? 0 : count - 1);
    const int64_t to = bound(stop, by > 0 ? count : -1);
    Text taken;
    if (text && by == 1) {
        if (from < to)
            taken.append(*text, offsets[static_cast<size_t>(from)],
                         offsets[static_cast<size_t>(to)] - offsets[static_cast<size_t>(from)]);
        return Value::text(std::move(taken));
    }
    for (int64_t i = from; by > 0 ? i < to : i > to;) {
        const auto at = static_cast<size_t>(i);
        if (text)
            taken.append(*text, offsets[at], offsets[at + 1] - offsets[at]);
        else
            items.push_back(object.as_sequence()->items[at]);
        if (__builtin_add_overflow(i, by, &i))
            break;
    }
    if (text)
        return Value::text(std::move(taken));
    return object.as_sequence()->is_tuple ? Value::tuple(std::move(items)) : Value::list(std::move(items));
}

const Value* ArgumentReader::find(size_t position, std::string_view name) const {
    if (position < m_arguments.positional.size())
        return &m_arguments.positional[position];
    const auto named = std::ranges::find(m_arguments.named, name, &std::pair<std::string, Value>::first);
    return named == m_arguments.named.end() ? nullptr : &named->second;
}

Result<Value> ArgumentReader::require(size_t position, std::string_view name) const {
    if (const Value* value = find(position, name))
        return *value;
    return type_error(fmt::format("\"{}\" needs its argument \"{}\"", m_function, name));
}

Result<Text> ArgumentReader::text(size_t position, std::string_view name, std::string_view fallback) const {
    const Value* value = find(position, name);
    if (!value)
        return Text(fallback, Origin::Template);
    if (!value->as_text())
        return type_error(fmt::format("argument \"{}\" of \"{}\" must be a string, not {}", name, m_function,
                                      value->type_name()));
    return *value->as_text();
}

Result<int64_t> ArgumentReader::integer(size_t position, std::string_view name, int64_t fallback) const {
    const Value* value = find(position, name);
    if (!value || value->is_none())
        return fallback;
    if (!value->integer())
        return type_error(fmt::format("argument \"{}\" of \"{}\" must be an integer, not {}", name,
                                      m_function, value->type_name()));
    return *value->integer();
}

bool ArgumentReader::flag(size_t position, std::string_view name, bool fallback) const {
    const Value* value = find(position, name);
    return value ? value->truthy() : fallback;
}

} // namespace hearth::jinja
