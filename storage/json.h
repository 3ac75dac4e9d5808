// Small helpers over nlohmann-json, for the sources of the store only: public headers hold JSON as text.
#pragma once

#include "storage/part.h"

#include <nlohmann/json.hpp>

namespace hearth::storage {

using Json = nlohmann::ordered_json;

/// JSON text; bytes that are not UTF-8 become U+FFFD.
inline std::string dump(const Json& value, int indent = -1) {
    return value.dump(indent, ' ', false, Json::error_handler_t::replace);
}

/// The string under `key`, or `otherwise` when it is absent or something else.
inline std::string string_or(const Json& object, const char* key, std::string otherwise) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::move(otherwise);
}

/// The integer under `key`; a fraction is cut off; what does not fit gives `otherwise`.
inline int64_t integer_or(const Json& object, const char* key, int64_t otherwise) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number())
        return otherwise;
    if (found->is_number_unsigned() && found->get<uint64_t>() > static_cast<uint64_t>(INT64_MAX))
        return otherwise;
    if (found->is_number_float()) {
        const double value = found->get<double>();
        return value > -9.0e18 && value < 9.0e18 ? static_cast<int64_t>(value) : otherwise;
    }
    return found->get<int64_t>();
}

Json part_to_json(const Part& part);
Result<Part> part_from_json(const Json& object);

} // namespace hearth::storage
