#include "engine/sampling/grammar/schema_resolution.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace hearth {

using Json = OrderedJson;

namespace {

constexpr size_t most_parts = 1000;

Result<void> merge_properties(Json& merged, const Json& properties) {
    if (!merged.is_object() || !properties.is_object())
        return schema_error("\"properties\" must be an object");
    for (const auto& [name, property] : properties.items()) {
        Json& known = merged[name];
        known = known.is_null() ? property : Json{{"allOf", Json::array({known, property})}};
    }
    return {};
}

Result<void> merge_required(Json& merged, const Json& names) {
    if (!merged.is_array() || !names.is_array())
        return schema_error("\"required\" must be a list");
    merged.insert(merged.end(), names.begin(), names.end());
    return {};
}

bool is_annotation(const std::string& keyword) {
    return keyword == "title" || keyword == "description" || keyword == "default" || keyword == "examples" ||
           keyword == "$comment";
}

/// Of two bounds the tighter one holds.
Result<void> merge_different(Json& merged, const std::string& keyword, const Json& value) {
    const bool lower = keyword.starts_with("min") || keyword == "exclusiveMinimum";
    const bool upper = keyword.starts_with("max") || keyword == "exclusiveMaximum";
    if ((lower || upper) && value.is_number() && merged.is_number()) {
        if ((value.get<double>() > merged.get<double>()) == lower)
            merged = value;
        return {};
    }
    if (is_annotation(keyword))
        return {};
    return fail(ErrorKind::Unsupported,
                fmt::format("JSON schema: \"allOf\" with two different \"{}\" is not supported", keyword));
}

Result<void> merge_keywords(Json& merged, const Json& part) {
    for (const auto& [keyword, value] : part.items()) {
        if (!merged.contains(keyword))
            merged[keyword] = value;
        else if (keyword == "properties")
            TRY(merge_properties(merged[keyword], value));
        else if (keyword == "required")
            TRY(merge_required(merged[keyword], value));
        else if (merged[keyword] != value)
            TRY(merge_different(merged[keyword], keyword, value));
    }
    return {};
}

/// A step of a JSON pointer (RFC 6901) in a URI's fragment, without escapes.
std::string unescaped(std::string step) {
    for (const auto& [from, to] : {std::pair{"~1", "/"}, {"~0", "~"}, {"%25", "%"}, {"%20", " "}}) {
        for (size_t at = step.find(from); at != std::string::npos; at = step.find(from, at + 1))
            step.replace(at, std::string_view(from).size(), to);
    }
    return step;
}

} // namespace

std::unexpected<Error> schema_error(const std::string& message) {
    return fail(ErrorKind::InvalidInput, "JSON schema: " + message);
}

Result<void> refuse_unsupported(const Json& schema) {
    for (const char* keyword : {"not", "if", "patternProperties", "propertyNames", "dependentRequired",
                                "dependentSchemas", "dependencies", "contains", "multipleOf",
                                "unevaluatedProperties", "unevaluatedItems", "$dynamicRef"}) {
        if (schema.contains(keyword))
            return fail(ErrorKind::Unsupported,
                        fmt::format("JSON schema: keyword \"{}\" can't be expressed as a grammar", keyword));
    }
    if (schema.contains("uniqueItems") && schema["uniqueItems"] == true)
        return fail(ErrorKind::Unsupported,
                    "JSON schema: keyword \"uniqueItems\" can't be expressed as a grammar");
    return {};
}

Result<const Json*> resolve_reference(const Json& root, const std::string& reference) {
    if (!reference.starts_with('#'))
        return schema_error(fmt::format("reference \"{}\" leads out of the schema", reference));
    if (reference.size() > 1 && reference[1] != '/')
        return schema_error(fmt::format("reference \"{}\" is not of the form \"#/…\"", reference));
    const Json* found = &root;
    for (size_t begin = 2; begin <= reference.size() && reference.size() > 1;) {
        const size_t end = std::min(reference.find('/', begin), reference.size());
        const std::string step = unescaped(reference.substr(begin, end - begin));
        const bool is_index = !step.empty() && step.size() < 9 &&
                              std::ranges::all_of(step, [](char c) { return c >= '0' && c <= '9'; });
        if (found->is_object() && found->contains(step))
            found = &(*found)[step];
        else if (found->is_array() && is_index && std::stoul(step) < found->size())
            found = &(*found)[std::stoul(step)];
        else
            return schema_error(fmt::format("reference \"{}\" leads nowhere", reference));
        begin = end + 1;
    }
    return found;
}

Result<Json> merge_all_of(const Json& root, const Json& schema) {
    Json merged = schema;
    merged.erase("allOf");
    if (!schema["allOf"].is_array())
        return schema_error("\"allOf\" must be a list");
    std::vector<Json> parts(schema["allOf"].begin(), schema["allOf"].end());
    for (size_t i = 0; i < parts.size(); ++i) {
        if (parts.size() > most_parts)
            return schema_error("\"allOf\" holds too much");
        Json part = parts[i];
        if (part.is_object() && part.contains("$ref") && part["$ref"].is_string()) {
            TRY_ASSIGN(const Json* target, resolve_reference(root, part["$ref"].get<std::string>()));
            part.erase("$ref");
            if (!part.empty())
                parts.push_back(part);
            part = *target;
        }
        if (part.is_boolean() && part.get<bool>())
            continue;
        if (!part.is_object())
            return schema_error("\"allOf\" must hold schemas");
        if (part.contains("allOf")) {
            if (!part["allOf"].is_array())
                return schema_error("\"allOf\" must be a list");
            for (const Json& inner : part["allOf"])
                parts.push_back(inner);
            part.erase("allOf");
        }
        TRY(merge_keywords(merged, part));
    }
    return merged;
}

} // namespace hearth
