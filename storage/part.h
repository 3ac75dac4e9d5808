// What a message is made of.
#pragma once

#include "storage/error.h"

#include <string>
#include <string_view>
#include <vector>

namespace hearth::storage {

enum class PartKind {
    Text,       ///< Markdown in `text`
    Code,       ///< source in `text`, its language in `language`
    Image,      ///< `attachment`, `name`, `media_type`; a description in `text`
    Quote,      ///< a passage in `text` out of `source` at `place`
    File,       ///< `attachment`, `name`, `media_type`
    TaskResult, ///< what a task returned: `data` as JSON, readable text in `text`
    Unknown,    ///< a kind of a newer version: kept as it came, in `data`
};

/// One part of a message; the fields that a kind has are named at PartKind, the others stay empty.
struct Part {
    PartKind kind = PartKind::Text;
    std::string text;
    std::string language;
    std::string name;
    std::string media_type;
    std::string attachment; ///< SHA-256 of the content, in hexadecimal digits
    std::string source;     ///< the document that a quote is from
    std::string place;      ///< page or section in the source
    std::string data;       ///< JSON

    bool operator==(const Part&) const = default;
};

using Parts = std::vector<Part>;

/// The JSON array of `parts`, as the file holds it and exports show it.
std::string parts_to_json(const Parts& parts);
/// Reads what parts_to_json wrote; kinds that this version does not know are kept.
Result<Parts> parts_from_json(std::string_view json);
/// The readable text of all parts, one blank line between two.
std::string plain_text(const Parts& parts);
/// A message of one text part.
inline Parts text_parts(std::string text) {
    return {Part{.kind = PartKind::Text, .text = std::move(text)}};
}

} // namespace hearth::storage
