#include "engine/sampling/grammar/json_schema.h"

#include "engine/sampling/grammar/number_range.h"
#include "engine/sampling/grammar/pattern.h"
#include "engine/sampling/grammar/schema_resolution.h"
#include "engine/tokenizer/unicode.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace hearth {
namespace {

using Json = OrderedJson;

// What every grammar may refer to. White space is bounded, so that a model can't write it for ever.
constexpr std::pair<const char*, const char*> common_rules[] = {
    {"space", R"(| " " | "\n" [ \t]{0,20})"},
    {"char", R"([^"\\\x00-\x1F] | "\\" (["\\/bfnrt] | "u" code-unit))"},
    {"code-unit", "[0-9a-cefA-CEF] [0-9a-fA-F]{3} | [dD] [0-7] [0-9a-fA-F]{2}"},
    {"string", R"("\"" char* "\"")"},
    {"integer", R"("-"? ("0" | [1-9] [0-9]{0,15}))"},
    {"number", R"("-"? ("0" | [1-9] [0-9]{0,15}) ("." [0-9]{1,16})? ([eE] [-+]? [0-9] [0-9]?)?)"},
    {"boolean", R"("true" | "false")"},
    {"null", R"("null")"},
    {"value", "object | array | string | number | boolean | null"},
    {"object", R"("{" space (member ("," space member)*)? "}")"},
    {"member", R"(string space ":" space value space)"},
    {"array", R"("[" space (value space ("," space value space)*)? "]")"},
};

constexpr std::pair<const char*, const char*> formats[] = {
    // February has 28 days here, so that no date is wrong.
    {"date",
     R"([0-9]{4} "-" (("01" | "03" | "05" | "07" | "08" | "10" | "12") "-" ("0" [1-9] | [12] [0-9] | "3" [01]) | ("04" | "06" | "09" | "11") "-" ("0" [1-9] | [12] [0-9] | "30") | "02-" ("0" [1-9] | "1" [0-9] | "2" [0-8])))"},
    {"time",
     R"(([01] [0-9] | "2" [0-3]) ":" [0-5] [0-9] ":" [0-5] [0-9] ("." [0-9]{1,9})? ("Z" | [+-] ([01] [0-9] | "2" [0-3]) ":" [0-5] [0-9]))"},
    {"date-time", R"(format-date "T" format-time)"},
    {"uuid", R"([0-9a-fA-F]{8} ("-" [0-9a-fA-F]{4}){3} "-" [0-9a-fA-F]{12})"},
    {"ipv4", R"(octet ("." octet){3})"},
    {"email", R"([a-zA-Z0-9_+-]{1,40} ("." [a-zA-Z0-9_+-]{1,20}){0,2} "@" format-hostname)"},
    {"hostname",
     R"([a-zA-Z0-9] ([a-zA-Z0-9-]{0,30} [a-zA-Z0-9])? ("." [a-zA-Z] ([a-zA-Z0-9-]{0,30} [a-zA-Z0-9])?){1,3})"},
};

constexpr int most_conversions = 20'000; // schemas that refer to each other twice double at each level

class Converter {
public:
    explicit Converter(const Json& root) : m_root(root) {}
    Result<std::string> run();

private:
    /// GBNF for one schema: the name of a rule, or an expression in parentheses where it needs them.
    Result<std::string> convert(const Json& schema);
    Result<std::string> convert_enum(const Json& values);
    Result<std::string> convert_types(const Json& schema);
    Result<std::string> convert_typed(const Json& schema, const std::string& type);
    Result<std::string> convert_reference(const std::string& reference);
    Result<std::string> convert_alternatives(const Json& schema, const Json& options);
    Result<std::string> convert_object(const Json& schema);
    Result<std::string> convert_properties(const Json& schema, const std::set<std::string>& required);
    Result<std::string> convert_free_object(const Json& schema);
    Result<std::string> convert_array(const Json& schema);
    Result<std::string> convert_string(const Json& schema);
    Result<std::string> convert_integer(const Json& schema);
    Result<std::string> convert_number(const Json& schema);
    Result<std::pair<uint64_t, std::optional<uint64_t>>> bounds(const Json& schema, const char* least,
                                                                const char* most) const;
    std::string key_other_than(const std::vector<std::string>& names);

    std::string add_rule(std::string_view hint, std::string body);
    static std::unexpected<Error> error(const std::string& message) { return schema_error(message); }

    const Json& m_root;
    std::vector<std::pair<std::string, std::string>> m_rules;
    std::map<std::string, std::string> m_references; ///< $ref → rule
    int m_depth = 0;
    int m_conversions = 0;
};

std::string json_literal(const Json& value) {
    return gbnf_literal(value.dump());
}

/// The type that a schema without one is about, by its keywords; empty when by none.
std::string implied_type(const Json& schema) {
    constexpr std::pair<const char*, const char*> types_of[] = {
        {"properties", "object"},
        {"required", "object"},
        {"additionalProperties", "object"},
        {"items", "array"},
        {"prefixItems", "array"},
        {"pattern", "string"},
        {"minLength", "string"},
        {"maxLength", "string"},
        {"format", "string"},
        {"minimum", "number"},
        {"maximum", "number"},
        {"exclusiveMinimum", "number"},
        {"exclusiveMaximum", "number"},
    };
    for (const auto& [keyword, type] : types_of)
        if (schema.contains(keyword))
            return type;
    return {};
}

std::string Converter::add_rule(std::string_view hint, std::string body) {
    std::string name = fmt::format("{}-{}", hint, m_rules.size());
    m_rules.emplace_back(name, std::move(body));
    return name;
}

Result<std::string> Converter::run() {
    TRY_ASSIGN(const std::string root, convert(m_root));
    std::string gbnf = fmt::format("root ::= {}\n", root);
    for (const auto& [name, body] : m_rules)
        gbnf += fmt::format("{} ::= {}\n", name, body);
    for (const auto& [name, body] : common_rules)
        gbnf += fmt::format("{} ::= {}\n", name, body);
    for (const auto& [name, body] : formats)
        gbnf += fmt::format("format-{} ::= {}\n", name, body);
    gbnf += "octet ::= \"25\" [0-5] | \"2\" [0-4] [0-9] | \"1\" [0-9] [0-9] | [1-9]? [0-9]\n";
    return gbnf;
}

Result<std::string> Converter::convert(const Json& schema) {
    if (++m_conversions > most_conversions)
        return error("too large: its references unfold to more than " + std::to_string(most_conversions) +
                     " schemas");
    if (++m_depth > 100)
        return error("nested too deeply");
    struct Leave {
        int& depth;
        ~Leave() { --depth; }
    } leave{m_depth};
    if (schema.is_boolean() && schema.get<bool>())
        return "value";
    if (!schema.is_object())
        return error("a schema must be an object, or true");
    TRY(refuse_unsupported(schema));
    if (schema.contains("allOf")) {
        TRY_ASSIGN(const Json merged, merge_all_of(m_root, schema));
        return convert(merged);
    }
    if (schema.contains("$ref")) {
        if (!schema["$ref"].is_string())
            return error("\"$ref\" must be a string");
        return convert_reference(schema["$ref"].get<std::string>());
    }
    for (const char* keyword : {"anyOf", "oneOf"}) {
        if (schema.contains(keyword))
            return convert_alternatives(schema, schema[keyword]);
    }
    if (schema.contains("const"))
        return json_literal(schema["const"]);
    if (schema.contains("enum"))
        return convert_enum(schema["enum"]);
    if (schema.contains("type") && schema["type"].is_array())
        return convert_types(schema);
    const bool is_named = schema.contains("type") && schema["type"].is_string();
    const std::string type = is_named ? schema["type"].get<std::string>() : implied_type(schema);
    return type.empty() ? Result<std::string>("value") : convert_typed(schema, type);
}

Result<std::string> Converter::convert_enum(const Json& values) {
    if (!values.is_array() || values.empty())
        return error("\"enum\" must be a list that is not empty");
    std::vector<std::string> literals;
    for (const Json& value : values)
        literals.push_back(json_literal(value));
    return fmt::format("({})", fmt::join(literals, " | "));
}

Result<std::string> Converter::convert_types(const Json& schema) {
    std::vector<std::string> options;
    for (const Json& type : schema["type"]) {
        if (!type.is_string())
            return error("\"type\" must hold names");
        TRY_ASSIGN(std::string option, convert_typed(schema, type.get<std::string>()));
        options.push_back(std::move(option));
    }
    if (options.empty())
        return error("\"type\" is an empty list");
    return fmt::format("({})", fmt::join(options, " | "));
}

Result<std::string> Converter::convert_typed(const Json& schema, const std::string& type) {
    if (type == "object")
        return convert_object(schema);
    if (type == "array")
        return convert_array(schema);
    if (type == "string")
        return convert_string(schema);
    if (type == "integer")
        return convert_integer(schema);
    if (type == "number")
        return convert_number(schema);
    if (type == "boolean" || type == "null")
        return type;
    return error(fmt::format("unknown type \"{}\"", type));
}

Result<std::string> Converter::convert_reference(const std::string& reference) {
    if (const auto known = m_references.find(reference); known != m_references.end())
        return known->second;
    TRY_ASSIGN(const Json* target, resolve_reference(m_root, reference));
    const size_t index = m_rules.size();
    const std::string name = add_rule("ref", "");
    m_references.emplace(reference, name); // before its body: a schema may refer to itself
    TRY_ASSIGN(m_rules[index].second, convert(*target));
    return name;
}

Result<std::string> Converter::convert_alternatives(const Json& schema, const Json& options) {
    if (!options.is_array() || options.empty())
        return error("\"anyOf\" and \"oneOf\" must be lists that are not empty");
    std::vector<std::string> parts;
    for (const Json& option : options) {
        Json whole = option;
        if (schema.size() > 1 && option.is_object()) { // what stands beside applies to every option
            Json beside = schema;
            beside.erase("anyOf");
            beside.erase("oneOf");
            for (const char* keyword : {"title", "description", "default", "examples", "$defs", "definitions",
                                        "$schema", "$id", "$comment"})
                beside.erase(keyword);
            if (!beside.empty())
                whole = Json{{"allOf", Json::array({beside, option})}};
        }
        TRY_ASSIGN(std::string part, convert(whole));
        parts.push_back(std::move(part));
    }
    return fmt::format("({})", fmt::join(parts, " | "));
}

Result<std::pair<uint64_t, std::optional<uint64_t>>> Converter::bounds(const Json& schema, const char* least,
                                                                       const char* most) const {
    const auto read = [&](const char* keyword, std::optional<uint64_t>& value) -> Result<void> {
        if (!schema.contains(keyword))
            return {};
        const Json& given = schema[keyword];
        if (!given.is_number() || given.get<double>() < 0 || given.get<double>() > 1'000'000 ||
            given.get<double>() != std::floor(given.get<double>()))
            return error(fmt::format("\"{}\" must be a whole number up to 1000000", keyword));
        value = static_cast<uint64_t>(given.get<double>());
        return {};
    };
    std::optional<uint64_t> low;
    std::optional<uint64_t> high;
    TRY(read(least, low));
    TRY(read(most, high));
    if (high && low.value_or(0) > *high)
        return error(fmt::format("\"{}\" is above \"{}\"", least, most));
    return std::pair{low.value_or(0), high};
}

std::string repetition(uint64_t least, std::optional<uint64_t> most) {
    return most ? fmt::format("{{{},{}}}", least, *most) : fmt::format("{{{},}}", least);
}

Result<std::string> Converter::convert_object(const Json& schema) {
    std::set<std::string> required;
    if (schema.contains("required")) {
        if (!schema["required"].is_array())
            return error("\"required\" must be a list");
        for (const Json& name : schema["required"]) {
            if (!name.is_string())
                return error("\"required\" must hold names");
            required.insert(name.get<std::string>());
        }
    }
    if (schema.contains("properties") && !schema["properties"].is_object())
        return error("\"properties\" must be an object");
    const bool has_properties = schema.contains("properties") && !schema["properties"].empty();
    if (!has_properties && required.empty())
        return convert_free_object(schema);
    for (const char* keyword : {"minProperties", "maxProperties"}) {
        if (schema.contains(keyword))
            return fail(
                ErrorKind::Unsupported,
                fmt::format(
                    "JSON schema: \"{}\" together with \"properties\" or \"required\" is not supported",
                    keyword));
    }
    return convert_properties(schema, required);
}

/// Any names, values of one schema.
Result<std::string> Converter::convert_free_object(const Json& schema) {
    const bool none = schema.contains("additionalProperties") && schema["additionalProperties"] == false;
    TRY_ASSIGN(const auto count, bounds(schema, "minProperties", "maxProperties"));
    const auto& [least, most] = count;
    if (none || most == 0) {
        if (least > 0)
            return error("no properties are allowed, but some are required");
        return R"("{" space "}")";
    }
    std::string value = "value";
    if (schema.contains("additionalProperties")) {
        TRY_ASSIGN(value, convert(schema["additionalProperties"]));
    }
    if (least > 1)
        return fail(ErrorKind::Unsupported,
                    "JSON schema: \"minProperties\" above 1 is not supported, since names could repeat");
    const std::string member = add_rule("member", fmt::format(R"(string space ":" space {} space)", value));
    const std::string more = repetition(0, most ? std::optional(*most - 1) : std::nullopt);
    return add_rule("object", fmt::format(R"("{{" space ({} ("," space {}){}){} "}}")", member, member, more,
                                          least > 0 ? "" : "?"));
}

/// Names that are none of `names`: spelled out as a tree, without escapes, so that no spelling slips through.
std::string Converter::key_other_than(const std::vector<std::string>& names) {
    // Rule of a prefix: what may follow it inside the quotes.
    std::set<std::string> prefixes = {""};
    for (const std::string& name : names) {
        for (size_t at = 0; at < name.size(); at += unicode::decode_at(name, at).length)
            prefixes.insert(name.substr(0, at));
        prefixes.insert(name);
    }
    std::map<std::string, std::string> rules;
    for (const std::string& prefix : prefixes)
        rules.emplace(prefix, fmt::format("key-{}-{}", m_rules.size(), rules.size()));
    const auto escape = [](std::string_view character) {
        return fmt::format("\\U{:08X}", unicode::decode_at(character, 0).code_point);
    };
    const std::string first = rules.at("");
    for (const auto& [prefix, rule] : rules) {
        std::vector<std::string> alternatives;
        std::string taken;
        for (const auto& [longer, longer_rule] : rules) {
            if (longer.size() <= prefix.size() || !longer.starts_with(prefix))
                continue;
            const std::string step = longer.substr(prefix.size());
            if (unicode::decode_at(step, 0).length != step.size())
                continue;
            alternatives.push_back(fmt::format("[{}] {}", escape(step), longer_rule));
            taken += escape(step);
        }
        alternatives.push_back(fmt::format(R"([^"\\\x00-\x1F{}] [^"\\\x00-\x1F]*)", taken));
        if (std::ranges::find(names, prefix) == names.end())
            alternatives.push_back("\"\"");
        m_rules.emplace_back(rule, fmt::format("{}", fmt::join(alternatives, " | ")));
    }
    return fmt::format(R"("\"" {} "\"")", first);
}

/// Properties in the order of the schema; optional ones may be left out; then others, if they are asked for.
Result<std::string> Converter::convert_properties(const Json& schema, const std::set<std::string>& required) {
    Json properties = schema.value("properties", Json::object());
    const Json others =
        schema.contains("additionalProperties") ? schema["additionalProperties"] : Json(false);
    for (const std::string& name : required) {
        if (!properties.contains(name))
            properties[name] = others.is_object() ? others : Json(true);
    }
    std::vector<std::string> names;
    std::vector<std::string> members;
    for (const auto& [name, property] : properties.items()) {
        TRY_ASSIGN(const std::string value, convert(property));
        names.push_back(name);
        members.push_back(add_rule(
            "property", fmt::format(R"({} space ":" space {} space)", json_literal(Json(name)), value)));
    }
    std::string other_member;
    if (!(others.is_boolean() && !others.get<bool>())) {
        TRY_ASSIGN(const std::string value, convert(others));
        other_member =
            add_rule("other", fmt::format(R"({} space ":" space {} space)", key_other_than(names), value));
    }
    // What may follow when nothing, or something, has been written; built from the end.
    std::string after_none = "\"\"";
    std::string after_some = "\"\"";
    if (!other_member.empty()) {
        after_none = add_rule("rest", fmt::format(R"(({0} ("," space {0})*)?)", other_member));
        after_some = add_rule("rest", fmt::format(R"(("," space {})*)", other_member));
    }
    for (size_t i = members.size(); i-- > 0;) {
        const bool optional = !required.contains(names[i]);
        const std::string next_none =
            fmt::format("{} {}{}", members[i], after_some, optional ? " | " + after_none : "");
        const std::string next_some =
            fmt::format("\",\" space {} {}{}", members[i], after_some, optional ? " | " + after_some : "");
        after_none = add_rule("first", next_none);
        after_some = add_rule("next", next_some);
    }
    return add_rule("object", fmt::format(R"("{{" space {} "}}")", after_none));
}

Result<std::string> Converter::convert_array(const Json& schema) {
    TRY_ASSIGN(const auto count, bounds(schema, "minItems", "maxItems"));
    auto [least, most] = count;
    Json fixed = schema.value("prefixItems", Json::array());
    Json rest = schema.contains("items") ? schema["items"] : Json(true);
    if (rest.is_array()) { // older drafts: "items" as a list, "additionalItems" for the rest
        fixed = rest;
        rest = schema.contains("additionalItems") ? schema["additionalItems"] : Json(true);
    }
    if (!fixed.is_array())
        return error("\"prefixItems\" must be a list");
    std::vector<std::string> items;
    for (const Json& item : fixed) {
        TRY_ASSIGN(const std::string part, convert(item));
        items.push_back(fmt::format("{} space", part));
    }
    // With fixed items all of them are written; validity asks for no more.
    if (most && items.size() > *most)
        items.resize(*most);
    std::string tail;
    const bool no_rest = (rest.is_boolean() && !rest.get<bool>()) || (most && *most == items.size());
    if (!no_rest) {
        TRY_ASSIGN(const std::string part, convert(rest));
        const std::string item = add_rule("item", fmt::format("{} space", part));
        const uint64_t missing = least > items.size() ? least - items.size() : 0;
        const std::optional<uint64_t> more = most ? std::optional(*most - items.size()) : std::nullopt;
        if (!items.empty()) {
            tail = fmt::format(R"( ("," space {}){})", item, repetition(missing, more));
        } else if (missing > 0) {
            tail = fmt::format(R"({0} ("," space {0}){1})", item,
                               repetition(missing - 1, more ? std::optional(*more - 1) : std::nullopt));
        } else {
            tail = fmt::format(R"(({0} ("," space {0}){1})?)", item,
                               repetition(0, more ? std::optional(*more - 1) : std::nullopt));
        }
    } else if (least > items.size()) {
        return error("an array can't have as many items as \"minItems\" asks for");
    }
    return add_rule("array", fmt::format(R"("[" space {}{} "]")", fmt::join(items, R"( "," space )"), tail));
}

Result<std::string> Converter::convert_string(const Json& schema) {
    TRY_ASSIGN(const auto count, bounds(schema, "minLength", "maxLength"));
    const auto& [least, most] = count;
    const bool is_bounded = least > 0 || most;
    if (schema.contains("pattern")) {
        if (!schema["pattern"].is_string())
            return error("\"pattern\" must be a string");
        TRY_ASSIGN(const PatternGrammar pattern,
                   pattern_to_gbnf(schema["pattern"].get<std::string>(), "char"));
        if (pattern.least < least || (most && pattern.most > *most))
            return fail(ErrorKind::Unsupported, "JSON schema: \"pattern\" together with a length that it "
                                                "does not keep by itself is not supported");
        return add_rule("pattern", fmt::format(R"("\"" {} "\"")", pattern.gbnf));
    }
    if (schema.contains("format") && schema["format"].is_string()) {
        const std::string format = schema["format"].get<std::string>();
        const auto* const known = std::ranges::find(
            formats, format, [](const auto& entry) { return std::string_view(entry.first); });
        if (known != std::end(formats)) {
            if (is_bounded)
                return fail(ErrorKind::Unsupported,
                            "JSON schema: \"format\" together with a length is not supported");
            return fmt::format(R"(("\"" format-{} "\""))", format);
        }
    }
    if (!is_bounded)
        return "string";
    return add_rule("string", fmt::format(R"("\"" char{} "\"")", repetition(least, most)));
}

/// The tighter of the inclusive and the exclusive bound of one side.
std::optional<NumberBound> read_bound(const Json& schema, const char* inclusive, const char* exclusive,
                                      bool lower) {
    std::optional<NumberBound> bound;
    if (schema.contains(inclusive) && schema[inclusive].is_number())
        bound = NumberBound{schema[inclusive].get<double>(), false};
    if (!schema.contains(exclusive))
        return bound;
    const Json& value = schema[exclusive];
    if (value.is_boolean() && value.get<bool>() && bound) // draft 4
        bound->exclusive = true;
    if (value.is_number()) {
        const double limit = value.get<double>();
        if (!bound || (lower ? limit >= bound->value : limit <= bound->value))
            bound = NumberBound{limit, true};
    }
    return bound;
}

Result<std::string> Converter::convert_integer(const Json& schema) {
    const auto least = read_bound(schema, "minimum", "exclusiveMinimum", true);
    const auto most = read_bound(schema, "maximum", "exclusiveMaximum", false);
    if (!least && !most)
        return "integer";
    IntegerRange range;
    constexpr double limit = 9e15;
    if (least) {
        const double value = std::clamp(std::ceil(least->value), -limit, limit);
        range.least = static_cast<int64_t>(value) + (least->exclusive && value == least->value ? 1 : 0);
    }
    if (most) {
        const double value = std::clamp(std::floor(most->value), -limit, limit);
        range.most = static_cast<int64_t>(value) - (most->exclusive && value == most->value ? 1 : 0);
    }
    TRY_ASSIGN(std::string body, integer_range_to_gbnf(range));
    return add_rule("integer", std::move(body));
}

Result<std::string> Converter::convert_number(const Json& schema) {
    const auto least = read_bound(schema, "minimum", "exclusiveMinimum", true);
    const auto most = read_bound(schema, "maximum", "exclusiveMaximum", false);
    if (!least && !most)
        return "number";
    TRY_ASSIGN(std::string body, number_range_to_gbnf(least, most));
    return add_rule("number", std::move(body));
}

} // namespace

Result<std::string> json_schema_to_gbnf(std::string_view schema) {
    const Json root = Json::parse(schema, nullptr, false);
    if (root.is_discarded())
        return fail(ErrorKind::InvalidInput, "JSON schema: not valid JSON");
    return Converter(root).run();
}

} // namespace hearth
