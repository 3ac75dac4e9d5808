// Filters on single values; those on lists are in list_filters.cpp. Defined as in Jinja's filters.py; tojson
// as Hugging Face's library redefines it.
#include "engine/chat_template/characters.h"
#include "engine/chat_template/filter_tables.h"
#include "engine/tokenizer/unicode.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>

namespace hearth::jinja {
namespace {

template <Text (*change)(const Text&)>
Result<Value> changed(Interpreter&, const Value& value, const Arguments&) {
    return Value::text(change(to_text(value)));
}

Result<Value> string_filter(Interpreter&, const Value& value, const Arguments&) {
    return Value::text(to_text(value));
}

Result<Value> trim(Interpreter&, const Value& value, const Arguments& arguments) {
    const ArgumentReader reader("trim", arguments);
    const Value* set = reader.find(0, "chars");
    if (!set || set->is_none())
        return Value::text(strip(to_text(value), Side::Both));
    TRY_ASSIGN(const Text characters, reader.text(0, "chars", ""));
    const std::string_view bytes = characters.bytes();
    return Value::text(strip(to_text(value), Side::Both, &bytes));
}

/// First letter of every word upper-case; words begin behind white space, hyphens and opening brackets.
Result<Value> title(Interpreter&, const Value& value, const Arguments&) {
    bool first = true;
    const Text lower = to_lower(to_text(value));
    Text out;
    for (size_t at = 0; at < lower.size();) {
        const auto [code_point, length] = unicode::decode_at(lower.bytes(), at);
        const Text one = lower.substr(at, length);
        out.append(first ? to_upper(one) : one);
        first = is_python_space(code_point) ||
                (code_point < 0x80 && std::string_view("-({[<").contains(static_cast<char>(code_point)));
        at += length;
    }
    return Value::text(std::move(out));
}

Result<Value> replace_filter(Interpreter& interpreter, const Value& value, const Arguments& arguments) {
    const ArgumentReader reader("replace", arguments);
    TRY_ASSIGN(const Value old, reader.require(0, "old"));
    TRY_ASSIGN(const Value replacement, reader.require(1, "new"));
    TRY_ASSIGN(const int64_t limit, reader.integer(2, "count", -1));
    const Text text = to_text(value);
    const Text with = to_text(replacement);
    TRY(interpreter.spend(text.size() * (1 + with.size()) / 64));
    return Value::text(replace(text, to_text(old).bytes(), with, limit));
}

Result<Value> default_filter(Interpreter&, const Value& value, const Arguments& arguments) {
    const ArgumentReader reader("default", arguments);
    if (!value.is_undefined() && !(reader.flag(1, "boolean", false) && !value.truthy()))
        return value;
    const Value* fallback = reader.find(0, "default_value");
    return fallback ? *fallback : Value::text("");
}

Result<Value> tojson(Interpreter& interpreter, const Value& value, const Arguments& arguments) {
    const ArgumentReader reader("tojson", arguments);
    JsonStyle style;
    style.ensure_ascii = reader.flag(0, "ensure_ascii", false);
    style.sort_keys = reader.flag(3, "sort_keys", false);
    // Jinja's own tojson takes the indent first; a number there means that one.
    const Value* indent = reader.find(1, "indent");
    if (!indent && !arguments.positional.empty() && arguments.positional[0].is_integer()) {
        indent = &arguments.positional[0];
        style.ensure_ascii = false;
    }
    if (indent && !indent->is_none()) {
        style.pretty = true;
        style.item_separator.assign(1, ',');
        if (indent->as_text())
            style.indent = indent->as_text()->bytes();
        else if (const auto width = indent->integer())
            style.indent = std::string(static_cast<size_t>(std::clamp<int64_t>(*width, 0, 64)), ' ');
        else
            return type_error(
                fmt::format("the indent of \"tojson\" is a number or a string, not {}", indent->type_name()));
    }
    if (const Value* separators = reader.find(2, "separators"); separators && !separators->is_none()) {
        TRY_ASSIGN(const std::vector<Value> parts, iterate(*separators));
        if (parts.size() != 2)
            return type_error("the separators of \"tojson\" are two strings");
        style.item_separator = to_text(parts[0]).bytes();
        style.key_separator = to_text(parts[1]).bytes();
    }
    TRY_ASSIGN(Text text, to_json(value, style));
    TRY(interpreter.spend(text.size() / 8));
    return Value::text(std::move(text));
}

Result<Value> length_filter(Interpreter&, const Value& value, const Arguments&) {
    TRY_ASSIGN(const int64_t count, length(value));
    return Value(count);
}

Result<Value> absolute(Interpreter&, const Value& value, const Arguments&) {
    if (const auto integer = value.integer())
        return *integer == INT64_MIN ? Value(9.223372036854775808e18) : Value(std::abs(*integer));
    if (const auto number = value.number())
        return Value(std::abs(*number));
    return type_error(fmt::format("\"abs\" needs a number, not {}", value.type_name()));
}

std::optional<double> parse_float(std::string_view text) {
    double number = 0;
    if (text.starts_with('+'))
        text.remove_prefix(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

Result<Value> float_filter(Interpreter&, const Value& value, const Arguments& arguments) {
    if (const auto number = value.number())
        return Value(*number);
    if (const Text* text = value.as_text()) {
        if (const auto number = parse_float(strip(*text, Side::Both).bytes()))
            return Value(*number);
    }
    const Value* fallback = ArgumentReader("float", arguments).find(0, "default");
    return fallback ? *fallback : Value(0.0);
}

Result<Value> int_filter(Interpreter&, const Value& value, const Arguments& arguments) {
    const ArgumentReader reader("int", arguments);
    const Value* fallback = reader.find(0, "default");
    TRY_ASSIGN(const int64_t base, reader.integer(1, "base", 10));
    const auto truncated = [](double number) -> std::optional<int64_t> {
        if (!(std::abs(number) < 9.2e18))
            return std::nullopt;
        return static_cast<int64_t>(number);
    };
    std::optional<int64_t> result = value.integer();
    if (const double* number = value.as<double>())
        result = truncated(*number);
    if (const Text* text = value.as_text(); text && base >= 2 && base <= 36) {
        std::string digits = strip(*text, Side::Both).bytes();
        std::erase(digits, '_');
        const char* first = digits.c_str() + (digits.starts_with('+') ? 1 : 0);
        const char* const last = digits.c_str() + digits.size();
        if (base == 16 && std::string_view(first).starts_with("0x"))
            first += 2;
        int64_t number = 0;
        const auto [end, error] = std::from_chars(first, last, number, static_cast<int>(base));
        if (error == std::errc{} && end == last && first != last)
            result = number;
        else if (const auto real = parse_float(digits); real && base == 10)
            result = truncated(*real);
    }
    if (result)
        return Value(*result);
    return fallback ? *fallback : Value(int64_t{0});
}

Result<Value> round_filter(Interpreter&, const Value& value, const Arguments& arguments) {
    const ArgumentReader reader("round", arguments);
    TRY_ASSIGN(const int64_t precision, reader.integer(0, "precision", 0));
    TRY_ASSIGN(const Text method, reader.text(1, "method", "common"));
    const auto number = value.number();
    if (!number)
        return type_error(fmt::format("\"round\" needs a number, not {}", value.type_name()));
    const double scale = std::pow(10.0, static_cast<double>(std::clamp<int64_t>(precision, -300, 300)));
    if (method.bytes() == "ceil")
        return Value(std::ceil(*number * scale) / scale);
    if (method.bytes() == "floor")
        return Value(std::floor(*number * scale) / scale);
    if (method.bytes() != "common")
        return type_error("the method of \"round\" is \"common\", \"ceil\" or \"floor\"");
    if (precision >= 0 && precision <= 30 &&
        std::isfinite(*number)) { // correctly rounded decimal digits, as Python's round()
        char buffer[512];
        const auto end = std::to_chars(buffer, buffer + sizeof buffer, *number, std::chars_format::fixed,
                                       static_cast<int>(precision));
        double rounded = 0;
        std::from_chars(buffer, end.ptr, rounded);
        return Value(rounded);
    }
    return Value(std::nearbyint(*number * scale) / scale);
}

Text escape_html(const Text& text) {
    Text out;
    for (size_t i = 0; i < text.size(); ++i) {
        static constexpr std::string_view special = "&<>'\"";
        static constexpr const char* names[] = {"&amp;", "&lt;", "&gt;", "&#39;", "&#34;"};
        const size_t which = special.find(text.bytes()[i]);
        if (which == std::string_view::npos)
            out.append(text, i, 1);
        else
            out.append(names[which], text.origin_at(i));
    }
    return out;
}

Result<Value> url_encode(Interpreter& interpreter, const Value& value, const Arguments&) {
    const auto quote = [](const Text& text, std::string_view safe) {
        Text out;
        for (size_t i = 0; i < text.size(); ++i) {
            const char c = text.bytes()[i];
            if (std::isalnum(static_cast<unsigned char>(c)) || safe.contains(c))
                out.append(text, i, 1);
            else
                out.append(fmt::format("%{:02X}", static_cast<unsigned char>(c)), text.origin_at(i));
        }
        return out;
    };
    if (value.as_text() || !(value.as_dict() || value.as_sequence()))
        return Value::text(quote(to_text(value), "_.-~/"));
    std::vector<std::pair<Value, Value>> pairs;
    if (const Dict* dict = value.as_dict()) {
        pairs = dict->entries();
    } else {
        for (const Value& item : value.as_sequence()->items) {
            TRY_ASSIGN(const std::vector<Value> parts, iterate(item));
            if (parts.size() != 2)
                return type_error("\"urlencode\" needs pairs");
            pairs.emplace_back(parts[0], parts[1]);
        }
    }
    TRY(interpreter.spend(pairs.size()));
    Text out;
    for (const auto& [key, member] : pairs) {
        if (!out.empty())
            out.append("&", Origin::Template);
        out.append(quote(to_text(key), "_.-~"));
        out.append("=", Origin::Template);
        out.append(quote(to_text(member), "_.-~"));
    }
    return Value::text(std::move(out));
}

Result<Value> indent(Interpreter& interpreter, const Value& value, const Arguments& arguments) {
    const ArgumentReader reader("indent", arguments);
    Text margin("    ", Origin::Template);
    if (const Value* width = reader.find(0, "width")) {
        if (width->as_text())
            margin = *width->as_text();
        else if (const auto count = width->integer(); count && *count <= 1000)
            margin =
                Text(std::string(static_cast<size_t>(std::max<int64_t>(*count, 0)), ' '), Origin::Template);
        else
            return type_error("the width of \"indent\" is a number up to 1000 or a string");
    }
    const bool indent_first = reader.flag(1, "first", false);
    const bool indent_blank = reader.flag(2, "blank", false);
    const Text text = to_text(value);
    TRY(interpreter.spend(text.size() * (1 + margin.size()) / 64));
    Text out;
    for (size_t begin = 0; begin <= text.size();) {
        const size_t end = std::min(text.bytes().find('\n', begin), text.size());
        const bool is_first = begin == 0;
        if ((is_first && indent_first) || (!is_first && (end > begin || indent_blank)))
            out.append(margin);
        out.append(text, begin, end + 1 - begin);
        begin = end + 1;
    }
    return Value::text(std::move(out));
}

Result<Value> truncate(Interpreter&, const Value& value, const Arguments& arguments) {
    const ArgumentReader reader("truncate", arguments);
    TRY_ASSIGN(const int64_t limit, reader.integer(0, "length", 255));
    TRY_ASSIGN(const Text end, reader.text(2, "end", "..."));
    TRY_ASSIGN(const int64_t leeway, reader.integer(3, "leeway", 5));
    const Text text = to_text(value);
    const auto offsets = character_offsets(text.bytes());
    const auto count = static_cast<int64_t>(offsets.size()) - 1;
    const auto end_count = static_cast<int64_t>(character_count(end.bytes()));
    if (limit < end_count || leeway < 0)
        return type_error("the length of \"truncate\" is too small");
    if (count - leeway <= limit)
        return Value::text(text);
    Text kept = text.substr(0, offsets[static_cast<size_t>(limit - end_count)]);
    if (!reader.flag(1, "killwords", false)) {
        const size_t space = kept.bytes().rfind(' ');
        if (space != std::string::npos)
            kept = kept.substr(0, space);
    }
    kept.append(end);
    return Value::text(std::move(kept));
}

Result<Value> center(Interpreter& interpreter, const Value& value, const Arguments& arguments) {
    const Value text = Value::text(to_text(value));
    TRY_ASSIGN(const int64_t width, ArgumentReader("center", arguments).integer(0, "width", 80));
    return find_method(text, "center")(interpreter, text, Arguments{{Value(width)}, {}});
}

Result<Value> word_count(Interpreter&, const Value& value, const Arguments&) {
    const Text text = to_text(value);
    int64_t count = 0;
    bool in_word = false;
    for (size_t at = 0; at < text.size();) {
        const auto [c, length] = unicode::decode_at(text.bytes(), at);
        const bool belongs = is_alphabetic(c) || is_numeric(c) || c == '_';
        count += belongs && !in_word;
        in_word = belongs;
        at += length;
    }
    return Value(count);
}

Result<Value> format_filter(Interpreter& interpreter, const Value& value, const Arguments& arguments) {
    return apply_operator(interpreter, "%", Value::text(to_text(value)), Value::tuple(arguments.positional));
}

Result<Value> strip_tags(Interpreter&, const Value& value, const Arguments&) {
    const Text text = to_text(value);
    Text plain;
    for (size_t at = 0; at < text.size();) {
        const size_t open = std::min(text.bytes().find('<', at), text.size());
        plain.append(text, at, open - at);
        const size_t close = text.bytes().find('>', open);
        if (close == std::string::npos) {
            plain.append(text, open, std::string::npos);
            break;
        }
        at = close + 1;
    }
    const Value words = Value::text(std::move(plain));
    Text out;
    const Text& source = *words.as_text();
    bool space = false;
    for (size_t at = 0; at < source.size();) { // runs of white space become one space
        const auto [c, length] = unicode::decode_at(source.bytes(), at);
        if (is_python_space(c)) {
            space = !out.empty();
        } else {
            if (std::exchange(space, false))
                out.append(" ", Origin::Template);
            out.append(source, at, length);
        }
        at += length;
    }
    return Value::text(std::move(out));
}

Result<Value> file_size(Interpreter&, const Value& value, const Arguments& arguments) {
    const bool binary = ArgumentReader("filesizeformat", arguments).flag(0, "binary", false);
    const auto bytes = value.number();
    if (!bytes)
        return type_error(fmt::format("\"filesizeformat\" needs a number, not {}", value.type_name()));
    const double base = binary ? 1024 : 1000;
    if (*bytes == 1)
        return Value::text("1 Byte");
    if (*bytes < base)
        return Value::text(fmt::format("{} Bytes", static_cast<int64_t>(*bytes)));
    static constexpr const char* decimal_units[] = {"kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"};
    static constexpr const char* binary_units[] = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"};
    double unit = base;
    for (size_t i = 0; i < 8; ++i, unit *= base) {
        if (*bytes < unit * base || i == 7)
            return Value::text(
                fmt::format("{:.1f} {}", *bytes / unit, (binary ? binary_units : decimal_units)[i]));
    }
    return Value::text("");
}

Result<Value> attribute_filter(Interpreter& interpreter, const Value& value, const Arguments& arguments) {
    TRY_ASSIGN(const Value name, ArgumentReader("attr", arguments).require(0, "name"));
    if (value.as_dict() && !find_method(value, to_text(name).bytes()))
        return Value::undefined(to_text(name).bytes()); // attributes alone, no items
    return interpreter.get_attribute(value, to_text(name).bytes());
}

Result<Value> word_wrap(Interpreter& interpreter, const Value& value, const Arguments& arguments) {
    const ArgumentReader reader("wordwrap", arguments);
    TRY_ASSIGN(const int64_t width, reader.integer(0, "width", 79));
    const bool break_long = reader.flag(1, "break_long_words", true);
    TRY_ASSIGN(const Text separator, reader.text(2, "wrapstring", "\n"));
    if (width <= 0)
        return type_error("the width of \"wordwrap\" must be positive");
    const Value text = Value::text(to_text(value));
    TRY_ASSIGN(const Value lines, find_method(text, "splitlines")(interpreter, text, {}));
    Text out;
    bool first_line = true;
    for (const Value& line : lines.as_sequence()->items) {
        if (!std::exchange(first_line, false))
            out.append("\n", Origin::Template);
        TRY_ASSIGN(const Value words,
                   find_method(line, "split")(interpreter, line, Arguments{{Value::text(" ")}, {}}));
        int64_t used = 0;
        for (const Value& word : words.as_sequence()->items) {
            Text rest = *word.as_text();
            auto size = static_cast<int64_t>(character_count(rest.bytes()));
            if (used > 0 && used + 1 + size > width) {
                out.append(separator);
                used = 0;
            } else if (used > 0) {
                out.append(" ", Origin::Template);
                ++used;
            }
            while (break_long && size > width) {
                const size_t cut = character_offsets(rest.bytes())[static_cast<size_t>(width)];
                out.append(rest, 0, cut);
                out.append(separator);
                rest = rest.substr(cut);
                size -= width;
            }
            out.append(rest);
            used += size;
        }
    }
    TRY(interpreter.spend(out.size() / 8));
    return Value::text(std::move(out));
}

Result<Value> pretty_print(Interpreter&, const Value& value, const Arguments&) {
    return Value::text(to_repr(value));
}

} // namespace

const FilterTable& scalar_filters() {
    static const FilterTable table = {
        {"upper", changed<to_upper>},
        {"lower", changed<to_lower>},
        {"capitalize", changed<capitalize>},
        {"title", title},
        {"trim", trim},
        {"string", string_filter},
        {"safe", string_filter},
        {"escape", changed<escape_html>},
        {"e", changed<escape_html>},
        {"forceescape", changed<escape_html>},
        {"striptags", strip_tags},
        {"replace", replace_filter},
        {"default", default_filter},
        {"d", default_filter},
        {"tojson", tojson},
        {"length", length_filter},
        {"count", length_filter},
        {"abs", absolute},
        {"float", float_filter},
        {"int", int_filter},
        {"round", round_filter},
        {"urlencode", url_encode},
        {"indent", indent},
        {"truncate", truncate},
        {"center", center},
        {"wordcount", word_count},
        {"wordwrap", word_wrap},
        {"format", format_filter},
        {"filesizeformat", file_size},
        {"attr", attribute_filter},
        {"pprint", pretty_print},
    };
    return table;
}

} // namespace hearth::jinja
