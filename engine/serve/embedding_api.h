// Endpoints that answer at once: /v1/embeddings, /tokenize, /detokenize.
#pragma once

#include "engine/serve/api_error.h"

namespace hearth::serve {

/// https://platform.openai.com/docs/api-reference/embeddings; floats or base64 of little-endian float32.
ApiResult<Json> embeddings(service::InferenceService& service, const Json& body);
/// {"content" or "text", "add_special", "parse_special"} → {"tokens"}
ApiResult<Json> tokenize(service::InferenceService& service, const Json& body);
/// {"tokens"} → {"content"}
ApiResult<Json> detokenize(service::InferenceService& service, const Json& body);

/// RFC 4648 with padding.
std::string base64(std::string_view bytes);

} // namespace hearth::serve
