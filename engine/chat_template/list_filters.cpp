// Filters on lists and dicts, defined as in Jinja's filters.py.
#include "engine/chat_template/characters.h"
#include "engine/chat_template/filter_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace hearth::jinja {
namespace {

/// "a.b.0" of an object: attributes and items one after another.
Result<Value> path_of(Interpreter& interpreter, Value object, const Value& path) {
    if (path.integer())
        return interpreter.get_item(object, path);
    const std::string text = to_text(path).bytes();
    for (size_t begin = 0; begin <= text.size();) {
        const size_t end = std::min(text.find('.', begin), text.size());
        const std::string part = text.substr(begin, end - begin);
        const bool is_index = !part.empty() && part.size() < 10 &&
                              std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
        const Value key = is_index ? Value(static_cast<int64_t>(std::stoll(part))) : Value::text(part);
        TRY_ASSIGN(object, interpreter.get_item(object, key));
        begin = end + 1;
    }
    return object;
}

/// What to sort or group by: the item, its attribute, its lower case.
Result<Value> key_of(Interpreter& interpreter, const Value& item, const Value* attribute,
                     bool case_sensitive) {
    Value key = item;
    if (attribute && !attribute->is_none()) {
        TRY_ASSIGN(key, path_of(interpreter, item, *attribute));
    }
    if (!case_sensitive && key.as_text())
        return Value::text(to_lower(*key.as_text()));
    return key;
}

/// Items with their keys, sorted stably.
Result<std::vector<Value>> sorted_by(Interpreter& interpreter, std::vector<std::pair<Value, Value>> keyed,
                                     bool reverse) {
    TRY(interpreter.spend(keyed.size() * 16));
    std::optional<Error> failed;
    std::ranges::stable_sort(keyed, [&](const auto& a, const auto& b) {
        const auto order = reverse ? compare(b.first, a.first) : compare(a.first, b.first);
        if (!order)
            failed = order.error();
        return order && *order < 0;
    });
    if (failed)
        return std::unexpected(*failed);
    std::vector<Value> items;
    for (auto& [key, item] : keyed)
        items.push_back(std::move(item));
    return items;
}

Result<Value> sort(Interpreter& interpreter, const Value& value, const Arguments& arguments) {
    const ArgumentReader reader("sort", arguments);
    TRY_ASSIGN(const std::vector<Value> items, iterate(value));
    std::vector<std::pair<Value, Value>> keyed;
    const Value* attribute = reader.find(2, "attribute");
    for (const Value& item : items) {
        TRY_ASSIGN(Value key, key_of(interpreter, item, attribute, reader.flag(1, "case_sensitive", false)));
        keyed.emplace_back(std::move(key), item);
    }
    TRY_ASSIGN(std::vector<Value> sorted,
               sorted_by(interpreter, std::move(keyed), reader.flag(0, "reverse", false)));
    return Value::list(std::move(sorted));
}

Result<Value> sort_dict(Interpreter& interpreter, const Value& value, const Arguments& arguments) {
    const ArgumentReader reader("dictsort", arguments);
    const Dict* dict = value.as_dict();
    if (!dict)
        return type_error(fmt::format("\"dictsort\" needs a dict, not {}", value.type_name()));
    TRY_ASSIGN(const Text by, reader.text(1, "by", "key"));
    if (by.bytes() != "key" && by.bytes() != "value")
        return type_error("\"dictsort\" sorts by \"key\" or \"value\"");
    std::vector<std::pair<Value, Value>> keyed;
    for (const auto& [key, member] : dict->entries()) {
        TRY_ASSIGN(Value order, key_of(interpreter, by.bytes() == "key" ? key : member, nullptr,
                                       reader.flag(0, "case_sensitive", false)));
        keyed.emplace_back(std::move(order), Value::tuple({key, member}));
    }
    TRY_ASSIGN(std::vector<Value> sorted,
               sorted_by(interpreter, std::move(keyed), reader.flag(2, "reverse", false)));
    return Value::list(std::move(sorted));
}

Result<Value> items_filter(Interpreter& interpreter, const Value& value, const Arguments& arguments) {
    if (value.is_undefined())
        return Value::list({});
    if (!value.as_dict())
        return type_error(fmt::format("\"items\" needs a dict, not {}", value.type_name()));
    return find_method(value, "items")(interpreter, value, arguments);
}

Result<Value> list_filter(Interpreter& interpreter, const Value& value, const Arguments&) {
    TRY_ASSIGN(std::vector<Value> items, iterate(value));
    TRY(interpreter.spend(items.size()));
    return Value::list(std::move(items));
}

Result<Value> join(Interpreter& interpreter, const Value& value, const Arguments& arguments) {
    const ArgumentReader reader("join", arguments);
    const Value* separator = reader.find(0, "d");
    const Value* attribute = reader.find(1, "attribute");
    TRY_ASSIGN(const std::vector<Value> items, iterate(value));
    Text out;
    for (size_t i = 0; i < items.size(); ++i) {
        if (i > 0 && separator)
            out.append(to_text(*separator));
        Value item = items[i];
        if (attribute && !attribute->is_none()) {
            TRY_ASSIGN(item, path_of(interpreter, item, *attribute));
        }
        out.append(to_text(item));
    }
    TRY(interpreter.spend(items.size() + out.size() / 64));
    return Value::text(std::move(out));
}

Result<Value> first(Interpreter&, const Value& value, const Arguments&) {
    TRY_ASSIGN(const std::vector<Value> items, iterate(value));
    return items.empty() ? Value::undefined("first item of an empty list") : items.front();
}

Result<Value> last(Interpreter&, const Value& value, const Arguments&) {
    TRY_ASSIGN(const std::vector<Value> items, iterate(value));
    return items.empty() ? Value::undefined("last item of an empty list") : items.back();
}

Result<Value> reverse(Interpreter& interpreter, const Value& value, const Arguments&) {
    TRY_ASSIGN(std::vector<Value> items, iterate(value));
    TRY(interpreter.spend(items.size()));
    std::ranges::reverse(items);
    if (!value.as_text())
        return Value::list(std::move(items));
    Text out;
    for (const Value& item : items)
        out.append(*item.as_text());
    return Value::text(std::move(out));
}

template <bool greatest>
Result<Value> extreme(Interpreter& interpreter, const Value& value, const Arguments& arguments) {
    const ArgumentReader reader("min or max", arguments);
    TRY_ASSIGN(const std::vector<Value> items, iterate(value));
    if (items.empty())
        return Value::undefined("extreme of an empty list");
    const bool case_sensitive = reader.flag(0, "case_sensitive", false);
    const Value* attribute = reader.find(1, "attribute");
    Value best = items.front();
    TRY_ASSIGN(Value best_key, key_of(interpreter, best, attribute, case_sensitive));
    for (const Value& item : items) {
        TRY_ASSIGN(Value key, key_of(interpreter, item, attribute, case_sensitive));
        TRY_ASSIGN(const std::partial_ordering order, compare(key, best_key));
        if (greatest ? order > 0 : order < 0) {
            best = item;
            best_key = std::move(key);
        }
    }
    return best;
}

Result<Value> sum(Interpreter& interpreter, const Value& value, const Arguments& arguments) {
    const ArgumentReader reader("sum", arguments);
    const Value* attribute = reader.find(0, "attribute");
    const Value* start = reader.find(1, "start");
    TRY_ASSIGN(const std::vector<Value> items, iterate(value));
    Value total = start ? *start : Value(int64_t{0});
    for (Value item : items) {
        if (attribute && !attribute->is_none()) {
            TRY_ASSIGN(item, path_of(interpreter, item, *attribute));
        }
        TRY_ASSIGN(total, apply_operator(interpreter, "+", total, item));
    }
    return total;
}

Result<Value> unique(Interpreter& interpreter, const Value& value, const Arguments& arguments) {
    const ArgumentReader reader("unique", arguments);
    TRY_ASSIGN(const std::vector<Value> items, iterate(value));
    TRY(interpreter.spend(items.size() * 4));
    Dict seen;
    std::vector<Value> kept;
    for (const Value& item : items) {
        TRY_ASSIGN(const Value key, key_of(interpreter, item, reader.find(1, "attribute"),
                                           reader.flag(0, "case_sensitive", false)));
        if (seen.find(key))
            continue;
        seen.set(key, Value(true));
        kept.push_back(item);
    }
    return Value::list(std::move(kept));
}

Result<Value> batch(Interpreter& interpreter, const Value& value, const Arguments& arguments) {
    const ArgumentReader reader("batch", arguments);
    TRY_ASSIGN(const int64_t count, reader.integer(0, "linecount", 0));
    const Value* fill = reader.find(1, "fill_with");
    if (count <= 0 || count > 1'000'000)
        return type_error("\"batch\" needs a positive number");
    TRY_ASSIGN(const std::vector<Value> items, iterate(value));
    TRY(interpreter.spend(items.size() + static_cast<uint64_t>(count)));
    std::vector<Value> rows;
    std::vector<Value> row;
    for (const Value& item : items) {
        row.push_back(item);
        if (static_cast<int64_t>(row.size()) == count)
            rows.push_back(Value::list(std::exchange(row, {})));
    }
    if (!row.empty()) {
        while (fill && !fill->is_none() && static_cast<int64_t>(row.size()) < count)
            row.push_back(*fill);
        rows.push_back(Value::list(std::move(row)));
    }
    return Value::list(std::move(rows));
}

Result<Value> slice(Interpreter& interpreter, const Value& value, const Arguments& arguments) {
    const ArgumentReader reader("slice", arguments);
    TRY_ASSIGN(const int64_t count, reader.integer(0, "slices", 0));
    const Value* fill = reader.find(1, "fill_with");
    if (count <= 0 || count > 100'000)
        return type_error("\"slice\" needs a positive number");
    TRY_ASSIGN(const std::vector<Value> items, iterate(value));
    TRY(interpreter.spend(items.size() + static_cast<uint64_t>(count)));
    const size_t each = items.size() / static_cast<size_t>(count);
    const size_t longer = items.size() % static_cast<size_t>(count);
    std::vector<Value> columns;
    size_t at = 0;
    for (size_t i = 0; i < static_cast<size_t>(count); ++i) {
        const size_t take = each + (i < longer ? 1 : 0);
        std::vector<Value> column(items.begin() + static_cast<ptrdiff_t>(at),
                                  items.begin() + static_cast<ptrdiff_t>(at + take));
        if (fill && !fill->is_none() && longer > 0 && i >= longer)
            column.push_back(*fill);
        columns.push_back(Value::list(std::move(column)));
        at += take;
    }
    return Value::list(std::move(columns));
}

Result<Value> group_by(Interpreter& interpreter, const Value& value, const Arguments& arguments) {
    const ArgumentReader reader("groupby", arguments);
    TRY_ASSIGN(const Value attribute, reader.require(0, "attribute"));
    const Value* fallback = reader.find(1, "default");
    const bool case_sensitive = reader.flag(2, "case_sensitive", false);
    TRY_ASSIGN(const std::vector<Value> items, iterate(value));
    std::vector<std::pair<Value, Value>> keyed;
    for (const Value& item : items) {
        TRY_ASSIGN(Value key, path_of(interpreter, item, attribute));
        if (key.is_undefined() && fallback)
            key = *fallback;
        Value order = !case_sensitive && key.as_text() ? Value::text(to_lower(*key.as_text())) : key;
        keyed.emplace_back(std::move(order), Value::tuple({std::move(key), item}));
    }
    TRY_ASSIGN(const std::vector<Value> sorted, sorted_by(interpreter, std::move(keyed), false));
    std::vector<Value> groups;
    for (size_t begin = 0; begin < sorted.size();) {
        const auto key_at = [&](size_t i) { return sorted[i].as_sequence()->items[0]; };
        const auto same = [&](const Value& a, const Value& b) {
            if (!case_sensitive && a.as_text() && b.as_text())
                return to_lower(*a.as_text()).bytes() == to_lower(*b.as_text()).bytes();
            return equal(a, b);
        };
        std::vector<Value> members;
        size_t end = begin;
        for (; end < sorted.size() && same(key_at(begin), key_at(end)); ++end)
            members.push_back(sorted[end].as_sequence()->items[1]);
        Dict group; // a named tuple in Jinja: by name here, by position below
        groups.push_back(Value::tuple({key_at(begin), Value::list(std::move(members))}));
        begin = end;
    }
    return Value::list(std::move(groups));
}

Result<Value> map(Interpreter& interpreter, const Value& value, const Arguments& arguments) {
    TRY_ASSIGN(const std::vector<Value> items, iterate(value));
    const ArgumentReader reader("map", arguments);
    std::vector<Value> mapped;
    if (arguments.positional.empty()) {
        TRY_ASSIGN(const Value attribute, reader.require(0, "attribute"));
        const Value* fallback = reader.find(1, "default");
        for (const Value& item : items) {
            TRY_ASSIGN(Value part, path_of(interpreter, item, attribute));
            mapped.push_back(part.is_undefined() && fallback ? *fallback : std::move(part));
        }
    } else {
        const std::string name = to_text(arguments.positional.front()).bytes();
        const Arguments rest{{arguments.positional.begin() + 1, arguments.positional.end()}, arguments.named};
        for (const Value& item : items) {
            TRY(interpreter.spend(1));
            TRY_ASSIGN(Value result, interpreter.apply_filter(name, item, rest));
            mapped.push_back(std::move(result));
        }
    }
    return Value::list(std::move(mapped));
}

/// select, reject, selectattr and rejectattr: items for which a test (or their truth) holds or does not.
template <bool wanted, bool by_attribute>
Result<Value> select(Interpreter& interpreter, const Value& value, const Arguments& arguments) {
    TRY_ASSIGN(const std::vector<Value> items, iterate(value));
    const size_t skip = by_attribute ? 1 : 0;
    if (arguments.positional.size() < skip)
        return type_error("\"selectattr\" and \"rejectattr\" need the name of an attribute");
    Arguments rest;
    rest.named = arguments.named;
    for (size_t i = skip + 1; i < arguments.positional.size(); ++i)
        rest.positional.push_back(arguments.positional[i]);
    std::vector<Value> kept;
    for (const Value& item : items) {
        TRY(interpreter.spend(1));
        Value examined = item;
        if (by_attribute) {
            TRY_ASSIGN(examined, path_of(interpreter, item, arguments.positional[0]));
        }
        bool holds = examined.truthy();
        if (arguments.positional.size() > skip) {
            TRY_ASSIGN(holds,
                       interpreter.apply_test(to_text(arguments.positional[skip]).bytes(), examined, rest));
        }
        if (holds == wanted)
            kept.push_back(item);
    }
    return Value::list(std::move(kept));
}

} // namespace

const FilterTable& list_filters() {
    static const FilterTable table = {
        {"sort", sort},
        {"dictsort", sort_dict},
        {"items", items_filter},
        {"list", list_filter},
        {"join", join},
        {"first", first},
        {"last", last},
        {"reverse", reverse},
        {"min", extreme<false>},
        {"max", extreme<true>},
        {"sum", sum},
        {"unique", unique},
        {"batch", batch},
        {"slice", slice},
        {"groupby", group_by},
        {"map", map},
        {"select", select<true, false>},
        {"reject", select<false, false>},
        {"selectattr", select<true, true>},
        {"rejectattr", select<false, true>},
    };
    return table;
}

FilterFunction find_filter(std::string_view name) {
    for (const FilterTable* table : {&scalar_filters(), &list_filters()}) {
        if (const auto found = table->find(name); found != table->end())
            return found->second;
    }
    return nullptr;
}

} // namespace hearth::jinja
