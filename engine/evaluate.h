// Whole texts through a model: logits of every token, and embeddings.
#pragma once

#include "engine/backend.h"
#include "engine/core/error.h"
#include "engine/model/model.h"

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace hearth {

/// Gets logits [count, vocabulary] of the tokens from `first` on; an error ends the evaluation.
using LogitsConsumer =
    std::function<Result<void>(int32_t first, int32_t count, std::span<const float> logits)>;

/// Evaluates `tokens` as one sequence in an empty context of just their number, and hands out the logits of
/// those from `first_wanted` on, in batches of at most the model's output rows.
Result<void> evaluate_logits(const Model& model, std::span<const TokenId> tokens, CacheType cache_type,
                             const LogitsConsumer& consumer, int32_t first_wanted = 0);

struct EmbedOptions {
    Pooling pooling = Pooling::None; ///< None: what the model asks for; for decoders the mean
    bool normalise = true;           ///< to length 1
};

/// One vector [embedding] for a text: the final states of its tokens, pooled. Errors: no tokens, more than
/// the model takes.
Result<std::vector<float>> embed(const Model& model, std::span<const TokenId> tokens,
                                 const EmbedOptions& options = {}, std::stop_token stop = {});

} // namespace hearth
