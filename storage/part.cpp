#include "storage/part.h"

#include "storage/json.h"

#include <array>

namespace hearth::storage {

namespace {

constexpr std::array<std::pair<PartKind, std::string_view>, 6> kind_names = {{
    {PartKind::Text, "text"},
    {PartKind::Code, "code"},
    {PartKind::Image, "image"},
    {PartKind::Quote, "quote"},
    {PartKind::File, "file"},
    {PartKind::TaskResult, "task_result"},
}};

struct Field {
    const char* key;
    std::string Part::*member;
};

constexpr std::array<Field, 7> fields = {{{"text", &Part::text},
                                          {"language", &Part::language},
                                          {"name", &Part::name},
                                          {"media_type", &Part::media_type},
                                          {"attachment", &Part::attachment},
                                          {"source", &Part::source},
                                          {"place", &Part::place}}};

} // namespace

Json part_to_json(const Part& part) {
    if (part.kind == PartKind::Unknown) {
        Json kept = Json::parse(part.data, nullptr, false);
        return kept.is_object() ? kept : Json::object();
    }
    Json object = Json::object();
    for (const auto& [kind, name] : kind_names) {
        if (kind == part.kind)
            object["kind"] = name;
    }
    for (const auto& field : fields) {
        if (!(part.*field.member).empty())
            object[field.key] = part.*field.member;
    }
    if (!part.data.empty()) {
        Json data = Json::parse(part.data, nullptr, false);
        object["data"] = data.is_discarded() ? Json(part.data) : std::move(data);
    }
    return object;
}

Result<Part> part_from_json(const Json& object) {
    if (!object.is_object())
        return fail(ErrorKind::InvalidInput, "A part of a message is not a JSON object");
    const std::string kind_name = string_or(object, "kind", {});
    Part part{.kind = PartKind::Unknown};
    for (const auto& [kind, name] : kind_names) {
        if (name == kind_name)
            part.kind = kind;
    }
    if (part.kind == PartKind::Unknown) {
        part.data = dump(object);
        part.text = string_or(object, "text", {});
        return part;
    }
    for (const auto& field : fields)
        part.*field.member = string_or(object, field.key, {});
    if (const auto data = object.find("data"); data != object.end())
        part.data = data->is_string() ? data->get<std::string>() : dump(*data);
    return part;
}

std::string parts_to_json(const Parts& parts) {
    Json array = Json::array();
    for (const Part& part : parts)
        array.push_back(part_to_json(part));
    return dump(array);
}

Result<Parts> parts_from_json(std::string_view json) {
    const Json array = Json::parse(json, nullptr, false);
    if (!array.is_array())
        return fail(ErrorKind::InvalidInput, "The parts of a message are not a JSON array");
    Parts parts;
    parts.reserve(array.size());
    for (const Json& object : array) {
        TRY_ASSIGN(Part part, part_from_json(object));
        parts.push_back(std::move(part));
    }
    return parts;
}

std::string plain_text(const Parts& parts) {
    std::string text;
    for (const Part& part : parts) {
        for (const std::string* piece : {&part.name, &part.text}) {
            if (piece->empty())
                continue;
            if (!text.empty())
                text += "\n\n";
            text += *piece;
        }
    }
    return text;
}

} // namespace hearth::storage
