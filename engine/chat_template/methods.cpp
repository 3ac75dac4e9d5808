// Methods of strings, dicts and lists, as Python's types have them. What would change a value in place is
// refused, as in the sandbox that Hugging Face's library runs templates in.
#include "engine/chat_template/characters.h"
#include "engine/chat_template/interpreter.h"
#include "engine/tokenizer/unicode.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace hearth::jinja {
namespace {

using Method = MethodFunction;
using Table = std::unordered_map<std::string_view, Method>;

const Text& text_of(const Value& object) {
    return *object.as_text();
}

template <Text (*change)(const Text&)>
Result<Value> changed(Interpreter&, const Value& object, const Arguments&) {
    return Value::text(change(text_of(object)));
}

template <Side side>
Result<Value> stripped(Interpreter&, const Value& object, const Arguments& arguments) {
    const ArgumentReader reader("strip", arguments);
    const Value* set = reader.find(0, "chars");
    if (!set || set->is_none())
        return Value::text(strip(text_of(object), side));
    TRY_ASSIGN(const Text characters, reader.text(0, "chars", ""));
    const std::string_view bytes = characters.bytes();
    return Value::text(strip(text_of(object), side, &bytes));
}

/// str.split() without a separator: at runs of white space.
std::vector<Value> split_at_space(const Text& text, int64_t limit) {
    std::vector<Value> parts;
    const std::string& bytes = text.bytes();
    size_t at = 0;
    for (;;) {
        while (at < bytes.size() && is_python_space(unicode::decode_at(bytes, at).code_point))
            at += unicode::decode_at(bytes, at).length;
        if (at >= bytes.size())
            return parts;
        if (limit >= 0 && static_cast<int64_t>(parts.size()) >= limit) {
            parts.push_back(Value::text(strip(text.substr(at), Side::Right)));
            return parts;
        }
        size_t end = at;
        while (end < bytes.size() && !is_python_space(unicode::decode_at(bytes, end).code_point))
            end += unicode::decode_at(bytes, end).length;
        parts.push_back(Value::text(text.substr(at, end - at)));
        at = end;
    }
}

Result<Value> split(Interpreter& interpreter, const Value& object, const Arguments& arguments) {
    const ArgumentReader reader("split", arguments);
    TRY_ASSIGN(const int64_t limit, reader.integer(1, "maxsplit", -1));
    const Text& text = text_of(object);
    const Value* given = reader.find(0, "sep");
    if (!given || given->is_none())
        return Value::list(split_at_space(text, limit));
    TRY_ASSIGN(const Text separator, reader.text(0, "sep", ""));
    if (separator.empty())
        return type_error("the separator of \"split\" is empty");
    std::vector<Value> parts;
    size_t begin = 0;
    while (limit < 0 || static_cast<int64_t>(parts.size()) < limit) {
        const size_t at = text.bytes().find(separator.bytes(), begin);
        if (at == std::string::npos)
            break;
        parts.push_back(Value::text(text.substr(begin, at - begin)));
        begin = at + separator.size();
    }
    parts.push_back(Value::text(text.substr(begin)));
    TRY(interpreter.spend(parts.size()));
    return Value::list(std::move(parts));
}

Result<Value> split_from_right(Interpreter& interpreter, const Value& object, const Arguments& arguments) {
    const ArgumentReader reader("rsplit", arguments);
    TRY_ASSIGN(const int64_t limit, reader.integer(1, "maxsplit", -1));
    if (limit < 0)
        return split(interpreter, object, arguments);
    TRY_ASSIGN(const Text separator, reader.text(0, "sep", " "));
    if (separator.empty())
        return type_error("the separator of \"rsplit\" is empty");
    const Text& text = text_of(object);
    std::vector<Value> parts;
    size_t end = text.size();
    while (static_cast<int64_t>(parts.size()) < limit && end >= separator.size()) {
        const size_t at = text.bytes().rfind(separator.bytes(), end - separator.size());
        if (at == std::string::npos)
            break;
        parts.push_back(Value::text(text.substr(at + separator.size(), end - at - separator.size())));
        end = at;
    }
    parts.push_back(Value::text(text.substr(0, end)));
    std::ranges::reverse(parts);
    return Value::list(std::move(parts));
}

Result<Value> split_lines(Interpreter&, const Value& object, const Arguments& arguments) {
    const bool keep_ends = ArgumentReader("splitlines", arguments).flag(0, "keepends", false);
    const Text& text = text_of(object);
    const std::string& bytes = text.bytes();
    std::vector<Value> lines;
    for (size_t begin = 0; begin < bytes.size();) {
        const size_t end = std::min(bytes.find_first_of("\n\r\v\f", begin), bytes.size());
        size_t next = std::min(end + 1, bytes.size());
        if (end + 1 < bytes.size() && bytes[end] == '\r' && bytes[end + 1] == '\n')
            ++next;
        lines.push_back(Value::text(text.substr(begin, (keep_ends ? next : end) - begin)));
        begin = next;
    }
    return Value::list(std::move(lines));
}

template <bool (std::string_view::*meets)(std::string_view) const noexcept>
Result<Value> has_affix(Interpreter&, const Value& object, const Arguments& arguments) {
    TRY_ASSIGN(const Value affix, ArgumentReader("startswith or endswith", arguments).require(0, "affix"));
    std::vector<Value> affixes = {affix};
    if (affix.as_sequence())
        affixes = affix.as_sequence()->items;
    const std::string_view bytes = text_of(object).bytes();
    for (const Value& one : affixes) {
        if (!one.as_text())
            return type_error(fmt::format("startswith and endswith take strings, not {}", one.type_name()));
        if ((bytes.*meets)(one.as_text()->bytes()))
            return Value(true);
    }
    return Value(false);
}

Result<Value> replace_method(Interpreter& interpreter, const Value& object, const Arguments& arguments) {
    const ArgumentReader reader("replace", arguments);
    TRY_ASSIGN(const Value old, reader.require(0, "old"));
    TRY_ASSIGN(const Value replacement, reader.require(1, "new"));
    TRY_ASSIGN(const int64_t limit, reader.integer(2, "count", -1));
    if (!old.as_text() || !replacement.as_text())
        return type_error("\"replace\" takes two strings");
    // The result can be as long as both together; that is paid for before it is made.
    TRY(interpreter.spend(text_of(object).size() * (1 + replacement.as_text()->size()) / 64));
    return Value::text(replace(text_of(object), old.as_text()->bytes(), *replacement.as_text(), limit));
}

Result<Value> position_value(const Text& text, size_t byte) {
    if (byte == std::string::npos)
        return Value(int64_t{-1});
    return Value(static_cast<int64_t>(character_count(std::string_view(text.bytes()).substr(0, byte))));
}

Result<Value> find_text(Interpreter&, const Value& object, const Arguments& arguments) {
    TRY_ASSIGN(const Text part, ArgumentReader("find", arguments).text(0, "sub", ""));
    return position_value(text_of(object), text_of(object).bytes().find(part.bytes()));
}

Result<Value> find_text_from_right(Interpreter&, const Value& object, const Arguments& arguments) {
    TRY_ASSIGN(const Text part, ArgumentReader("rfind", arguments).text(0, "sub", ""));
    return position_value(text_of(object), text_of(object).bytes().rfind(part.bytes()));
}

Result<Value> index_of_text(Interpreter& interpreter, const Value& object, const Arguments& arguments) {
    TRY_ASSIGN(const Value position, find_text(interpreter, object, arguments));
    if (position.integer() == -1)
        return type_error("\"index\": the part is not in the string");
    return position;
}

Result<Value> count_text(Interpreter&, const Value& object, const Arguments& arguments) {
    TRY_ASSIGN(const Text part, ArgumentReader("count", arguments).text(0, "sub", ""));
    const std::string& bytes = text_of(object).bytes();
    if (part.empty())
        return Value(static_cast<int64_t>(character_count(bytes)) + 1);
    int64_t count = 0;
    for (size_t at = bytes.find(part.bytes()); at != std::string::npos;
         at = bytes.find(part.bytes(), at + part.size()))
        ++count;
    return Value(count);
}

Result<Value> join_method(Interpreter& interpreter, const Value& object, const Arguments& arguments) {
    TRY_ASSIGN(const Value iterable, ArgumentReader("join", arguments).require(0, "iterable"));
    TRY_ASSIGN(const std::vector<Value> items, iterate(iterable));
    Text out;
    for (size_t i = 0; i < items.size(); ++i) {
        if (!items[i].as_text())
            return type_error(fmt::format("\"join\" takes strings, not {}", items[i].type_name()));
        if (i > 0)
            out.append(text_of(object));
        out.append(*items[i].as_text());
    }
    TRY(interpreter.spend(out.size() / 64));
    return Value::text(std::move(out));
}

/// str.format() with {} {0} {name}; no attributes, no format specifications.
Result<Value> format_method(Interpreter&, const Value& object, const Arguments& arguments) {
    const Text& format = text_of(object);
    const std::string& bytes = format.bytes();
    Text out;
    size_t next = 0;
    for (size_t at = 0; at < bytes.size();) {
        const char c = bytes[at];
        if ((c == '{' || c == '}') && at + 1 < bytes.size() && bytes[at + 1] == c) {
            out.append(format, at, 1);
            at += 2;
        } else if (c == '{') {
            const size_t end = bytes.find('}', at);
            if (end == std::string::npos)
                return type_error("\"format\": \"{\" without \"}\"");
            const std::string name = bytes.substr(at + 1, end - at - 1);
            const bool is_number = !name.empty() && name.size() < 6 &&
                                   std::ranges::all_of(name, [](char d) { return d >= '0' && d <= '9'; });
            const size_t position = name.empty() ? next++ : is_number ? std::stoul(name) : SIZE_MAX;
            const Value* value = ArgumentReader("format", arguments).find(position, name);
            if (!value)
                return type_error(fmt::format("\"format\": no value for \"{{{}}}\"", name));
            out.append(to_text(*value));
            at = end + 1;
        } else {
            const size_t end = std::min(bytes.find_first_of("{}", at + 1), bytes.size());
            out.append(format, at, end - at);
            at = end;
        }
    }
    return Value::text(std::move(out));
}

template <bool (*belongs)(uint32_t)>
Result<Value> all_are(Interpreter&, const Value& object, const Arguments&) {
    const std::string& bytes = text_of(object).bytes();
    for (size_t at = 0; at < bytes.size();) {
        const auto [code_point, length] = unicode::decode_at(bytes, at);
        if (!belongs(code_point))
            return Value(false);
        at += length;
    }
    return Value(!bytes.empty());
}

template <bool (*wanted)(uint32_t), bool (*unwanted)(uint32_t)>
Result<Value> is_cased(Interpreter&, const Value& object, const Arguments&) {
    const std::string& bytes = text_of(object).bytes();
    bool any = false;
    for (size_t at = 0; at < bytes.size();) {
        const auto [code_point, length] = unicode::decode_at(bytes, at);
        if (unwanted(code_point))
            return Value(false);
        any |= wanted(code_point);
        at += length;
    }
    return Value(any);
}

bool is_alphanumeric(uint32_t c) {
    return is_alphabetic(c) || is_numeric(c);
}

Text swap_case(const Text& text) {
    Text out;
    for (size_t at = 0; at < text.size();) {
        const auto [code_point, length] = unicode::decode_at(text.bytes(), at);
        const Text one = text.substr(at, length);
        out.append(is_upper(code_point) ? to_lower(one) : to_upper(one));
        at += length;
    }
    return out;
}

/// Pads to a width in characters; `left` and `right` say on which side.
template <bool left, bool right, char fill>
Result<Value> padded(Interpreter&, const Value& object, const Arguments& arguments) {
    const ArgumentReader reader("padding", arguments);
    TRY_ASSIGN(const int64_t width, reader.integer(0, "width", 0));
    TRY_ASSIGN(const Text with, reader.text(1, "fillchar", std::string_view(std::array{fill}.data(), 1)));
    const Text& text = text_of(object);
    const int64_t missing = width - static_cast<int64_t>(character_count(text.bytes()));
    if (missing <= 0)
        return object;
    if (missing > 1'000'000)
        return type_error("a padding is too wide");
    const int64_t before = left && right ? missing / 2 + (missing & width & 1) : left ? missing : 0;
    Text out;
    const bool sign_first = fill == '0' && (text.bytes().starts_with('-') || text.bytes().starts_with('+'));
    if (sign_first)
        out.append(text, 0, 1);
    for (int64_t i = 0; i < before; ++i)
        out.append(with);
    out.append(text, sign_first ? 1 : 0, std::string::npos);
    for (int64_t i = before; i < missing; ++i)
        out.append(with);
    return Value::text(std::move(out));
}

template <bool from_right>
Result<Value> partition(Interpreter&, const Value& object, const Arguments& arguments) {
    TRY_ASSIGN(const Text separator, ArgumentReader("partition", arguments).text(0, "sep", ""));
    if (separator.empty())
        return type_error("the separator of \"partition\" is empty");
    const Text& text = text_of(object);
    const size_t at =
        from_right ? text.bytes().rfind(separator.bytes()) : text.bytes().find(separator.bytes());
    const Value nothing = Value::text("");
    if (at == std::string::npos)
        return from_right ? Value::tuple({nothing, nothing, object})
                          : Value::tuple({object, nothing, nothing});
    return Value::tuple({Value::text(text.substr(0, at)), Value::text(text.substr(at, separator.size())),
                         Value::text(text.substr(at + separator.size()))});
}

template <bool suffix>
Result<Value> without_affix(Interpreter&, const Value& object, const Arguments& arguments) {
    TRY_ASSIGN(const Text affix,
               ArgumentReader("removeprefix or removesuffix", arguments).text(0, "affix", ""));
    const Text& text = text_of(object);
    if (suffix ? text.bytes().ends_with(affix.bytes()) : text.bytes().starts_with(affix.bytes()))
        return Value::text(text.substr(suffix ? 0 : affix.size(), text.size() - affix.size()));
    return object;
}

const Table string_methods = {
    {"upper", changed<to_upper>},
    {"lower", changed<to_lower>},
    {"casefold", changed<to_lower>},
    {"title", changed<to_title>},
    {"capitalize", changed<capitalize>},
    {"swapcase", changed<swap_case>},
    {"strip", stripped<Side::Both>},
    {"lstrip", stripped<Side::Left>},
    {"rstrip", stripped<Side::Right>},
    {"split", split},
    {"rsplit", split_from_right},
    {"splitlines", split_lines},
    {"startswith", has_affix<&std::string_view::starts_with>},
    {"endswith", has_affix<&std::string_view::ends_with>},
    {"replace", replace_method},
    {"find", find_text},
    {"rfind", find_text_from_right},
    {"index", index_of_text},
    {"count", count_text},
    {"join", join_method},
    {"format", format_method},
    {"isdigit", all_are<is_numeric>},
    {"isdecimal", all_are<is_numeric>},
    {"isnumeric", all_are<is_numeric>},
    {"isalpha", all_are<is_alphabetic>},
    {"isalnum", all_are<is_alphanumeric>},
    {"isspace", all_are<is_python_space>},
    {"isupper", is_cased<is_upper, is_lower>},
    {"islower", is_cased<is_lower, is_upper>},
    {"ljust", padded<false, true, ' '>},
    {"rjust", padded<true, false, ' '>},
    {"center", padded<true, true, ' '>},
    {"zfill", padded<true, false, '0'>},
    {"partition", partition<false>},
    {"rpartition", partition<true>},
    {"removeprefix", without_affix<false>},
    {"removesuffix", without_affix<true>},
};

Result<Value> refuse_change(Interpreter&, const Value& object, const Arguments&) {
    return type_error(fmt::format("a {} can't be changed in place", object.type_name()));
}

Result<Value> copy(Interpreter&, const Value& object, const Arguments&) {
    return object;
}

Result<Value> get(Interpreter&, const Value& object, const Arguments& arguments) {
    const ArgumentReader reader("get", arguments);
    TRY_ASSIGN(const Value key, reader.require(0, "key"));
    if (const Value* value = object.as_dict()->find(key))
        return *value;
    const Value* fallback = reader.find(1, "default");
    return fallback ? *fallback : Value();
}

enum class Part { Keys, Values, Items };
template <Part part>
Result<Value> parts_of(Interpreter& interpreter, const Value& object, const Arguments&) {
    std::vector<Value> items;
    for (const auto& [key, value] : object.as_dict()->entries())
        items.push_back(part == Part::Keys ? key : part == Part::Values ? value : Value::tuple({key, value}));
    TRY(interpreter.spend(items.size()));
    return Value::list(std::move(items));
}

const Table dict_methods = {
    {"get", get},
    {"keys", parts_of<Part::Keys>},
    {"values", parts_of<Part::Values>},
    {"items", parts_of<Part::Items>},
    {"copy", copy},
    {"pop", refuse_change},
    {"popitem", refuse_change},
    {"update", refuse_change},
    {"setdefault", refuse_change},
    {"clear", refuse_change},
};

Result<Value> index_of_item(Interpreter&, const Value& object, const Arguments& arguments) {
    TRY_ASSIGN(const Value item, ArgumentReader("index", arguments).require(0, "value"));
    const auto& items = object.as_sequence()->items;
    for (size_t i = 0; i < items.size(); ++i) {
        if (equal(items[i], item))
            return Value(static_cast<int64_t>(i));
    }
    return type_error("\"index\": the value is not in the list");
}

Result<Value> count_item(Interpreter&, const Value& object, const Arguments& arguments) {
    TRY_ASSIGN(const Value item, ArgumentReader("count", arguments).require(0, "value"));
    return Value(static_cast<int64_t>(std::ranges::count_if(
        object.as_sequence()->items, [&](const Value& other) { return equal(other, item); })));
}

const Table list_methods = {
    {"index", index_of_item},  {"count", count_item},      {"copy", copy},
    {"append", refuse_change}, {"extend", refuse_change},  {"insert", refuse_change},
    {"remove", refuse_change}, {"pop", refuse_change},     {"clear", refuse_change},
    {"sort", refuse_change},   {"reverse", refuse_change},
};

Result<Value> cycle(Interpreter&, const Value& object, const Arguments& arguments) {
    if (arguments.positional.empty())
        return type_error("\"loop.cycle\" needs values");
    return arguments.positional[object.as_loop()->index % arguments.positional.size()];
}

Result<Value> has_changed(Interpreter&, const Value& object, const Arguments& arguments) {
    LoopState& loop = *object.as_loop();
    const bool same = loop.has_changed && std::ranges::equal(loop.last_changed, arguments.positional, equal);
    loop.has_changed = true;
    loop.last_changed = arguments.positional;
    return Value(!same);
}

const Table loop_methods = {{"cycle", cycle}, {"changed", has_changed}};

MethodFunction find_in(const Table& table, std::string_view name) {
    const auto found = table.find(name);
    return found == table.end() ? nullptr : found->second;
}

} // namespace

MethodFunction find_method(const Value& object, std::string_view name) {
    if (object.as_text())
        return find_in(string_methods, name);
    if (object.as_dict())
        return find_in(dict_methods, name);
    if (const Sequence* sequence = object.as_sequence()) {
        const MethodFunction method = find_in(list_methods, name);
        return sequence->is_tuple && method == refuse_change ? nullptr : method;
    }
    return object.as_loop() ? find_in(loop_methods, name) : nullptr;
}

} // namespace hearth::jinja
