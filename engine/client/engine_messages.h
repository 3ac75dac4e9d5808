// The members of engine/host/PROTOCOL.md as Qt types.
#pragma once

#include "engine/client/engine_client.h"

namespace hearth {

EngineError errorFromJson(const QJsonObject& error);
EngineModelInfo modelFromJson(const QJsonObject& model);
EngineDeviceInfo deviceFromJson(const QJsonObject& device);
GenerationResult resultFromJson(const QJsonObject& result);
/// Params of `model.load`.
QJsonObject toJson(const QString& path, const EngineLoadOptions& options);
/// Params of `generate`; its prompt members serve `count` and `render` too.
QJsonObject toJson(const GenerateRequest& request);

} // namespace hearth
