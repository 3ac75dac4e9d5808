// Options of commands that let the model write freely.
#pragma once

#include "app/cli/arguments.h"
#include "engine/client/engine_client.h"

namespace hearth::cli {

/// --max-tokens, --temperature, --seed
QList<Option> samplingOptions();
/// A request with those options and nothing to say yet.
std::expected<GenerateRequest, QString> sampledRequest(const Arguments& arguments);
/// Where no temperature is given, the starter takes its likeliest word: any other leads so small a model
/// astray.
void fitToModel(GenerateRequest& request, const Arguments& arguments, const EngineModelInfo& model);

} // namespace hearth::cli
