// The weights of a transformer by role. Null where an architecture has none: the forward loop leaves that
// step out.
#pragma once

#include "engine/backend.h"
#include "engine/core/error.h"
#include "engine/gguf/file.h"
#include "engine/model/config.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace hearth {

/// A matrix W [inputs, outputs] and its bias [outputs].
struct Linear {
    const Weight* weight = nullptr;
    const Weight* bias = nullptr;

    explicit operator bool() const { return weight != nullptr; }
};

/// Weight and bias of a norm, both [columns]; no weight means the norm is not there.
struct NormWeights {
    const Weight* weight = nullptr;
    const Weight* bias = nullptr;

    explicit operator bool() const { return weight != nullptr; }
};

/// A layer's experts; LayerWeights' gate, up and down are then the shared expert's, where there is one.
struct ExpertWeights {
    Linear router;                          ///< [embedding, experts]
    const Weight* selection_bias = nullptr; ///< [experts]
    Linear gate;                            ///< [embedding, expert_feed_forward, experts]
    Linear up;                              ///< [embedding, expert_feed_forward, experts]
    Linear down;                            ///< [expert_feed_forward, embedding, experts]
    const Weight* shared_router = nullptr;  ///< [embedding, 1]: how much of the shared expert counts
};

struct LayerWeights {
    NormWeights attention_norm;   ///< before attention
    NormWeights attention_norm_2; ///< falcon-40b: attention has a norm of its own beside feed-forward's
    Linear query;                 ///< [embedding, heads · key_dim]
    Linear key;                   ///< [embedding, kv_heads · key_dim]
    Linear value;                 ///< [embedding, kv_heads · value_dim]
    NormWeights query_norm;       ///< per head or over the whole row, by its length
    NormWeights key_norm;
    int32_t query_norm_group = 0; ///< NormParams::group
    int32_t key_norm_group = 0;
    const Weight* attention_sinks = nullptr; ///< [heads], see AttentionParams
    Linear attention_output;                 ///< [heads · value_dim, embedding]
    NormWeights attention_post_norm;         ///< of attention's result, before it is added (gemma2, olmo2)
    NormWeights feed_forward_norm;
    Linear gate; ///< [embedding, feed_forward]
    Linear up;   ///< [embedding, feed_forward]
    Linear down; ///< [feed_forward, embedding]
    NormWeights feed_forward_post_norm;
    Linear input_gate;           ///< [embedding, per_layer_input] (gemma4)
    Linear input_projection;     ///< [per_layer_input, embedding]
    NormWeights input_post_norm; ///< of what that adds
    float output_scale = 1.0f;   ///< multiplies the state behind the layer
    std::optional<ExpertWeights> experts;
};

struct Weights {
    const Weight* token_embedding = nullptr;    ///< rows are tokens
    const Weight* position_embedding = nullptr; ///< rows are positions (gpt2, starcoder, bert)
    NormWeights embedding_norm;                 ///< bert
    const Weight* layer_embedding = nullptr;    ///< rows are tokens: what each layer gets (gemma4)
    Linear layer_projection;                    ///< [embedding, layers · per_layer_input], of the same
    NormWeights layer_projection_norm;          ///< [per_layer_input]
    std::vector<LayerWeights> layers;
    NormWeights output_norm;
    Linear output; ///< [embedding, vocabulary]; may be the token embedding; none for embedders

    /// Tensors that were made at load (bert's positions with the token type added); views into them stay
    /// valid.
    std::vector<std::unique_ptr<std::vector<float>>> owned;
};

/// Takes every weight into the backend, checking shapes. `progress` hears of the share that is done (0 … 1);
/// when it returns false loading ends with ErrorKind::Cancelled.
Result<Weights> load_weights(const gguf::File& file, const ModelConfig& config, Backend& backend,
                             const std::function<bool(float)>& progress);

} // namespace hearth
