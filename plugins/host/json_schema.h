// The part of JSON Schema (2020-12) that manifests and answers of models need, checked with paths in the
// messages.
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>

namespace hearth::plugin_host {

/// What does not fit, one sentence each (“tasks[0].id: is missing”); empty when the value fits. Known
/// keywords: type, properties, required, additionalProperties, items, enum, const, oneOf, minLength,
/// maxLength, pattern, minimum, maximum, minItems, maxItems, $ref into #/$defs. Others are ignored, as the
/// standard asks.
QStringList schemaErrors(const QJsonValue& value, const QJsonObject& schema);

/// A small value that fits a schema: for dry runs of plugins without a model.
QJsonValue exampleValue(const QJsonObject& schema);

} // namespace hearth::plugin_host
