// Vectors for texts.
#pragma once

#include "engine/model/model.h"
#include "engine/service/inference_service.h"

namespace hearth::service {

/// Whether the model is made for it: its file says how its rows become one vector.
bool can_embed(const Model& model);

/// One vector of length 1 for each text; of a model that writes text, the mean of its final states. Errors:
/// an empty text, one longer than the model takes.
ServiceResult<InferenceService::Embeddings> embed(const Model& model, const Tokenizer& tokenizer,
                                                  const std::vector<std::string>& texts,
                                                  std::stop_token stop);

} // namespace hearth::service
