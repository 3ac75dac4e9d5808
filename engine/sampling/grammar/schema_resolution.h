// What a JSON schema says in several places, brought to one place before it becomes a grammar.
#pragma once

#include "engine/core/error.h"

#include <nlohmann/json.hpp>

#include <string>

namespace hearth {

using OrderedJson = nlohmann::ordered_json;

/// InvalidInput: "JSON schema: …"
std::unexpected<Error> schema_error(const std::string& message);

/// Error: Unsupported, when a schema has a keyword that no grammar expresses.
Result<void> refuse_unsupported(const OrderedJson& schema);

/// The schema that "$ref" means: "#", or "#/…" by names and indices from the root. Error: it leads nowhere,
/// or out of the root.
Result<const OrderedJson*> resolve_reference(const OrderedJson& root, const std::string& reference);

/// A schema with "allOf" as one without, where that can be said keyword by keyword; else Unsupported.
Result<OrderedJson> merge_all_of(const OrderedJson& root, const OrderedJson& schema);

} // namespace hearth
