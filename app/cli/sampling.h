// Options of commands that let the model write freely.
#pragma once

#include "app/cli/arguments.h"
#include "engine/client/generation.h"

namespace hearth::cli {

/// --max-tokens, --temperature, --seed
QList<Option> samplingOptions();
/// A request with those options and nothing to say yet.
std::expected<GenerateRequest, QString> sampledRequest(const Arguments& arguments);

} // namespace hearth::cli
