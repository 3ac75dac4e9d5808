#include "engine/chat_template/value.h"

#include "engine/chat_template/characters.h"
#include "engine/chat_template/loop.h"
#include "engine/tokenizer/unicode.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace hearth::jinja {
namespace {

/// Equal keys have equal strings.
std::string key_of(const Value& key) {
    if (const Text* text = key.as_text())
        return "s" + text->bytes();
    if (const auto integer = key.integer())
        return fmt::format("n{}", *integer);
    if (const double* number = key.as<double>()) {
        if (*number == std::floor(*number) && std::abs(*number) < 9e18)
            return fmt::format("n{}", static_cast<int64_t>(*number));
        return fmt::format("f{}", *number);
    }
    return "r" + to_repr(key).bytes();
}

Text repr_of_text(const Text& text) {
    const std::string& bytes = text.bytes();
    const char quote =
        bytes.find('\'') != std::string::npos && bytes.find('"') == std::string::npos ? '"' : '\'';
    Text out(std::string_view(&quote, 1), Origin::Template);
    for (size_t at = 0; at < bytes.size();) {
        const auto [c, length] = unicode::decode_at(bytes, at);
        const Origin origin = text.origin_at(at);
        if (c == '\n')
            out.append("\\n", origin);
        else if (c == '\t')
            out.append("\\t", origin);
        else if (c == '\r')
            out.append("\\r", origin);
        else if (c == '\\' || c == static_cast<unsigned char>(quote))
            out.append(fmt::format("\\{}", static_cast<char>(c)), origin);
        else if (is_printable(c))
            out.append(text, at, length);
        else if (c < 0x100)
            out.append(fmt::format("\\x{:02x}", c), origin);
        else if (c < 0x10000)
            out.append(fmt::format("\\u{:04x}", c), origin);
        else
            out.append(fmt::format("\\U{:08x}", c), origin);
        at += length;
    }
    out.append(std::string_view(&quote, 1), Origin::Template);
    return out;
}

void append_items(Text& out, const std::vector<Value>& items) {
    for (size_t i = 0; i < items.size(); ++i) {
        if (i > 0)
            out.append(", ", Origin::Template);
        out.append(to_repr(items[i]));
    }
}

Text repr_of_dict(const Dict& dict) {
    Text out("{", Origin::Template);
    bool first = true;
    for (const auto& [key, value] : dict.entries()) {
        if (!std::exchange(first, false))
            out.append(", ", Origin::Template);
        out.append(to_repr(key));
        out.append(": ", Origin::Template);
        out.append(to_repr(value));
    }
    out.append("}", Origin::Template);
    return out;
}

} // namespace

void Dict::set(Value key, Value value) {
    m_depth = std::max(m_depth, value.depth() + 1);
    const auto [place, inserted] = m_index.try_emplace(key_of(key), m_entries.size());
    if (inserted)
        m_entries.emplace_back(std::move(key), std::move(value));
    else
        m_entries[place->second].second = std::move(value);
}

size_t Dict::size() const {
    return m_entries.size();
}

const Value* Dict::find(const Value& key) const {
    const auto found = m_index.find(key_of(key));
    return found == m_index.end() ? nullptr : &m_entries[found->second].second;
}

const Value* Dict::find(std::string_view key) const {
    const auto found = m_index.find(std::string("s").append(key));
    return found == m_index.end() ? nullptr : &m_entries[found->second].second;
}

namespace {

Value make_sequence(std::vector<Value> items, bool is_tuple) {
    int depth = 0;
    for (const Value& item : items)
        depth = std::max(depth, item.depth());
    return Value(std::make_shared<const Sequence>(Sequence{std::move(items), is_tuple, depth + 1}));
}

} // namespace

Value Value::list(std::vector<Value> items) {
    return make_sequence(std::move(items), false);
}

Value Value::tuple(std::vector<Value> items) {
    return make_sequence(std::move(items), true);
}

Value Value::dict(Dict dict) {
    return Value(std::make_shared<const Dict>(std::move(dict)));
}

Value Value::function(std::string name, std::function<Result<Value>(Interpreter&, const Arguments&)> call) {
    return Value(std::make_shared<const Callable>(Callable{std::move(name), std::move(call)}));
}

Value Value::from_json(const nlohmann::ordered_json& json, Origin origin) {
    using Kind = nlohmann::ordered_json::value_t;
    switch (json.type()) {
    case Kind::boolean:
        return Value(json.get<bool>());
    case Kind::number_integer:
        return Value(json.get<int64_t>());
    case Kind::number_unsigned: {
        const auto number = json.get<uint64_t>();
        return number <= INT64_MAX ? Value(static_cast<int64_t>(number)) : Value(static_cast<double>(number));
    }
    case Kind::number_float:
        return Value(json.get<double>());
    case Kind::string:
        return text(json.get_ref<const std::string&>(), origin);
    case Kind::array: {
        std::vector<Value> items;
        for (const auto& item : json)
            items.push_back(from_json(item, origin));
        return list(std::move(items));
    }
    case Kind::object: {
        Dict members;
        for (const auto& [key, member] : json.items())
            members.set(text(key, origin), from_json(member, origin));
        return dict(std::move(members));
    }
    case Kind::null:
    case Kind::binary:
    case Kind::discarded:
        break;
    }
    return Value();
}

std::optional<int64_t> Value::integer() const {
    if (const int64_t* value = as<int64_t>())
        return *value;
    if (const bool* value = as<bool>())
        return *value ? 1 : 0;
    return std::nullopt;
}

std::optional<double> Value::number() const {
    if (const double* value = as<double>())
        return *value;
    if (const auto value = integer())
        return static_cast<double>(*value);
    return std::nullopt;
}

bool Value::truthy() const {
    if (const auto value = number())
        return *value != 0;
    if (const Text* value = as_text())
        return !value->empty();
    if (const Sequence* value = as_sequence())
        return !value->items.empty();
    if (const Dict* value = as_dict())
        return value->size() != 0;
    return !is_undefined() && !is_none();
}

int Value::depth() const {
    if (const Sequence* sequence = as_sequence())
        return sequence->depth;
    const Dict* dict = as_dict();
    return dict ? dict->depth() : 0;
}

const char* Value::type_name() const {
    static constexpr const char* names[] = {"undefined", "none", "bool",      "int",      "float", "str",
                                            "list",      "dict", "namespace", "function", "loop"};
    if (const Sequence* sequence = as_sequence(); sequence && sequence->is_tuple)
        return "tuple";
    return names[m_value.index()];
}

std::string format_float(double value) {
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value < 0 ? "-inf" : "inf";
    char buffer[64];
    // Shortest digits that read back the same; Python writes an exponent below 1e-4 and from 1e16 on.
    const double magnitude = std::abs(value);
    const bool scientific = magnitude != 0 && (magnitude < 1e-4 || magnitude >= 1e16);
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value,
                                   scientific ? std::chars_format::scientific : std::chars_format::fixed);
    std::string text(buffer, end.ptr);
    if (!scientific && text.find('.') == std::string::npos)
        text += ".0";
    return text;
}

Text to_text(const Value& value) {
    if (const Text* text = value.as_text())
        return *text;
    return value.is_undefined() ? Text() : to_repr(value);
}

Text to_repr(const Value& value) {
    const auto own = [](std::string_view bytes) { return Text(bytes, Origin::Template); };
    if (value.is_undefined())
        return own("Undefined");
    if (value.is_none())
        return own("None");
    if (const bool* boolean = value.as<bool>())
        return own(*boolean ? "True" : "False");
    if (const int64_t* integer = value.as<int64_t>())
        return own(fmt::format("{}", *integer));
    if (const double* number = value.as<double>())
        return own(format_float(*number));
    if (const Text* text = value.as_text())
        return repr_of_text(*text);
    if (const Dict* dict = value.as_dict())
        return repr_of_dict(*dict);
    if (const Sequence* sequence = value.as_sequence()) {
        Text out = own(sequence->is_tuple ? "(" : "[");
        append_items(out, sequence->items);
        out.append(sequence->is_tuple ? (sequence->items.size() == 1 ? ",)" : ")") : "]", Origin::Template);
        return out;
    }
    if (const Callable* callable = value.as_callable())
        return own(fmt::format("<function {}>", callable->name));
    return own(fmt::format("<{}>", value.type_name()));
}

bool equal(const Value& a, const Value& b) {
    if (const auto x = a.integer(), y = b.integer(); x && y)
        return *x == *y;
    if (const auto x = a.number(), y = b.number(); x && y)
        return *x == *y;
    if (a.as_text() && b.as_text())
        return a.as_text()->bytes() == b.as_text()->bytes();
    if (const Sequence* x = a.as_sequence(), *y = b.as_sequence(); x && y)
        return x->is_tuple == y->is_tuple && std::ranges::equal(x->items, y->items, equal);
    if (const Dict* x = a.as_dict(), *y = b.as_dict(); x && y) {
        return x->size() == y->size() && std::ranges::all_of(x->entries(), [&](const Dict::Entry& entry) {
                   const Value* other = y->find(entry.first);
                   return other && equal(entry.second, *other);
               });
    }
    if (a.as_namespace() || b.as_namespace())
        return a.as_namespace() == b.as_namespace();
    if (a.as_callable() || b.as_callable())
        return a.as_callable() == b.as_callable();
    return (a.is_none() && b.is_none()) || (a.is_undefined() && b.is_undefined());
}

Result<std::partial_ordering> compare(const Value& a, const Value& b) {
    if (const auto x = a.integer(), y = b.integer(); x && y)
        return std::partial_ordering(*x <=> *y);
    if (const auto x = a.number(), y = b.number(); x && y)
        return *x <=> *y;
    if (a.as_text() && b.as_text())
        return std::partial_ordering(a.as_text()->bytes().compare(b.as_text()->bytes()) <=> 0);
    if (const Sequence* x = a.as_sequence(), *y = b.as_sequence(); x && y && x->is_tuple == y->is_tuple) {
        for (size_t i = 0; i < std::min(x->items.size(), y->items.size()); ++i) {
            if (!equal(x->items[i], y->items[i]))
                return compare(x->items[i], y->items[i]);
        }
        return std::partial_ordering(x->items.size() <=> y->items.size());
    }
    return type_error(fmt::format("{} and {} can't be ordered", a.type_name(), b.type_name()));
}

Result<bool> contains(const Value& container, const Value& item) {
    if (const Text* text = container.as_text()) {
        if (!item.as_text())
            return type_error(
                fmt::format("\"in\" on a string needs a string on its left, not {}", item.type_name()));
        return text->bytes().find(item.as_text()->bytes()) != std::string::npos;
    }
    if (const Dict* dict = container.as_dict())
        return dict->find(item) != nullptr;
    if (const Sequence* sequence = container.as_sequence())
        return std::ranges::any_of(sequence->items, [&](const Value& other) { return equal(other, item); });
    if (container.is_undefined())
        return false;
    return type_error(fmt::format("{} is nothing that \"in\" can look into", container.type_name()));
}

Result<std::vector<Value>> iterate(const Value& value) {
    if (const Sequence* sequence = value.as_sequence())
        return sequence->items;
    std::vector<Value> items;
    if (const Dict* dict = value.as_dict()) {
        for (const auto& entry : dict->entries())
            items.push_back(entry.first);
    } else if (const Text* text = value.as_text()) {
        const auto offsets = character_offsets(text->bytes());
        for (size_t i = 0; i + 1 < offsets.size(); ++i)
            items.push_back(Value::text(text->substr(offsets[i], offsets[i + 1] - offsets[i])));
    } else if (!value.is_undefined()) {
        return type_error(fmt::format("{} can't be iterated over", value.type_name()));
    }
    return items;
}

Result<int64_t> length(const Value& value) {
    if (const Sequence* sequence = value.as_sequence())
        return static_cast<int64_t>(sequence->items.size());
    if (const Dict* dict = value.as_dict())
        return static_cast<int64_t>(dict->size());
    if (const Text* text = value.as_text())
        return static_cast<int64_t>(character_count(text->bytes()));
    if (value.is_undefined())
        return 0;
    return type_error(fmt::format("{} has no length", value.type_name()));
}

namespace {

/// json.dumps(), piece by piece.
class JsonWriter {
public:
    explicit JsonWriter(const JsonStyle& style) : m_style(style) {}
    Result<void> write(const Value& value, int depth);
    Text take() { return std::move(m_out); }

private:
    void own(std::string_view bytes) { m_out.append(bytes, Origin::Template); }
    void new_line(int depth);
    void write_text(const Text& text);
    Result<void> write_dict(const Dict& dict, int depth);
    Result<void> write_key(const Value& key);

    const JsonStyle& m_style;
    Text m_out;
};

void JsonWriter::new_line(int depth) {
    if (!m_style.pretty)
        return;
    own("\n");
    for (int i = 0; i < depth; ++i)
        own(m_style.indent);
}

void JsonWriter::write_text(const Text& text) {
    own("\"");
    const std::string& bytes = text.bytes();
    for (size_t at = 0; at < bytes.size();) {
        const auto [c, length] = unicode::decode_at(bytes, at);
        const Origin origin = text.origin_at(at);
        static constexpr std::string_view named = "\"\\\b\f\n\r\t";
        static constexpr std::string_view names = "\"\\bfnrt";
        const size_t which = c < 0x80 ? named.find(static_cast<char>(c)) : std::string_view::npos;
        if (which != std::string_view::npos)
            m_out.append(fmt::format("\\{}", names[which]), origin);
        else if (c < 0x20 || (m_style.ensure_ascii && c >= 0x7F && c < 0x10000 && c != 0x7F))
            m_out.append(fmt::format("\\u{:04x}", c), origin);
        else if (m_style.ensure_ascii && c >= 0x10000)
            m_out.append(fmt::format("\\u{:04x}\\u{:04x}", 0xD7C0 + (c >> 10), 0xDC00 + (c & 0x3FF)), origin);
        else
            m_out.append(text, at, length);
        at += length;
    }
    own("\"");
}

Result<void> JsonWriter::write_key(const Value& key) {
    if (const Text* text = key.as_text()) {
        write_text(*text);
        return {};
    }
    if (!key.is_none() && !key.number())
        return type_error(fmt::format("a {} can't be a key in JSON", key.type_name()));
    own("\"");
    TRY(write(key, 0));
    own("\"");
    return {};
}

Result<void> JsonWriter::write_dict(const Dict& dict, int depth) {
    if (dict.size() == 0) {
        own("{}");
        return {};
    }
    std::vector<const Dict::Entry*> entries;
    for (const auto& entry : dict.entries())
        entries.push_back(&entry);
    if (m_style.sort_keys) {
        std::ranges::stable_sort(entries, {},
                                 [](const Dict::Entry* entry) { return to_text(entry->first).bytes(); });
    }
    own("{");
    for (size_t i = 0; i < entries.size(); ++i) {
        if (i > 0)
            own(m_style.item_separator);
        new_line(depth + 1);
        TRY(write_key(entries[i]->first));
        own(m_style.key_separator);
        TRY(write(entries[i]->second, depth + 1));
    }
    new_line(depth);
    own("}");
    return {};
}

Result<void> JsonWriter::write(const Value& value, int depth) {
    if (depth > 200)
        return type_error("data nested too deeply for JSON");
    if (value.is_none()) {
        own("null");
    } else if (const bool* boolean = value.as<bool>()) {
        own(*boolean ? "true" : "false");
    } else if (const double* number = value.as<double>()) {
        own(std::isnan(*number)   ? "NaN"
            : std::isinf(*number) ? (*number < 0 ? "-Infinity" : "Infinity")
                                  : format_float(*number));
    } else if (value.is_integer()) {
        m_out.append(to_repr(value));
    } else if (const Text* text = value.as_text()) {
        write_text(*text);
    } else if (const Dict* dict = value.as_dict()) {
        return write_dict(*dict, depth);
    } else if (const Sequence* sequence = value.as_sequence()) {
        if (sequence->items.empty()) {
            own("[]");
            return {};
        }
        own("[");
        for (size_t i = 0; i < sequence->items.size(); ++i) {
            if (i > 0)
                own(m_style.item_separator);
            new_line(depth + 1);
            TRY(write(sequence->items[i], depth + 1));
        }
        new_line(depth);
        own("]");
    } else {
        return type_error(fmt::format("{} can't be written as JSON", value.type_name()));
    }
    return {};
}

} // namespace

Result<Text> to_json(const Value& value, const JsonStyle& style) {
    JsonWriter writer(style);
    TRY(writer.write(value, 0));
    return writer.take();
}

} // namespace hearth::jinja
