// JSON Schema to GBNF: every text of the grammar is JSON that the schema accepts.
// Keywords: https://json-schema.org/draft/2020-12
#pragma once

#include "engine/core/error.h"

#include <string>
#include <string_view>

namespace hearth {

/// The grammar is narrower than the schema where a grammar can't say it all (properties come in the order of
/// the schema; no others unless "additionalProperties" asks for them). A keyword that could make output
/// invalid and can't be expressed is an error that names it.
Result<std::string> json_schema_to_gbnf(std::string_view schema);

} // namespace hearth
