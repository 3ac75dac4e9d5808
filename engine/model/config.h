// What a model is, in numbers and switches: one row of the architecture table reads them out of the metadata,
// and engine/forward.cpp does what they say.
#pragma once

#include "engine/backend.h"
#include "engine/core/error.h"
#include "engine/gguf/file.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace hearth {

/// How the rows of an embedder become one vector.
enum class Pooling { None, Mean, Cls, Last };

/// How attention and feed-forward stand to each other.
enum class ResidualKind {
    Sequential, ///< x += attention(norm(x)); x += feed_forward(norm(x))
    Parallel,   ///< x += attention(norm(x)) + feed_forward(norm(x)), both of the same x
};

/// What may differ from layer to layer.
struct LayerShape {
    int32_t heads = 0;
    int32_t kv_heads = 0; ///< 1: multi-query; = heads: multi-head; between: grouped
    int32_t key_dim = 0;  ///< per head
    int32_t value_dim = 0;
    int32_t feed_forward = 0; ///< columns inside the feed-forward block
    bool windowed = false;    ///< sees the last ModelConfig::window positions instead of all
    bool rotated = true;      ///< queries and keys are turned by their positions
    int32_t cache_layer = 0;  ///< the layer whose keys and values it reads: itself, or an earlier one
    bool keeps_values = true; ///< it is that layer itself
};

struct ModelConfig {
    std::string architecture; ///< general.architecture
    std::string name;         ///< general.name, may be empty

    int32_t layers = 0;
    int32_t embedding = 0;           ///< columns of the residual stream
    int32_t per_layer_input = 0;     ///< columns that every layer gets of each token's own, 0: none (gemma4)
    int32_t feed_forward = 0;        ///< of this and the next four: the largest of all layers
    RoutingParams routing;           ///< of a mixture of experts; see engine/model/experts.h
    int32_t expert_feed_forward = 0; ///< columns inside one expert
    int32_t shared_feed_forward = 0; ///< columns inside the expert that all tokens use; 0: there is none
    int32_t heads = 0;
    int32_t kv_heads = 0;
    int32_t key_dim = 0;
    int32_t value_dim = 0;
    std::vector<LayerShape> layer_shapes; ///< [layers]
    int32_t vocabulary = 0;
    int32_t context_length = 0; ///< positions that the model was trained for

    NormKind norm = NormKind::Rms;
    float epsilon = 1e-5f;
    ActivationKind activation = ActivationKind::Silu;
    bool gated = true; ///< feed-forward is down(activation(gate(x)) ∘ up(x)), else down(activation(up(x)))
    ResidualKind residual = ResidualKind::Sequential;
    bool input_norms = true;       ///< a norm before attention and before feed-forward
    bool branch_norms = false;     ///< a norm behind attention and behind feed-forward, before they are added
    bool query_key_norms = false;  ///< a norm on queries and keys …
    bool norms_after_rope = false; ///< … behind the rope instead of before it
    std::string feed_forward_norm = "ffn_norm"; ///< tensor of the norm before the feed-forward block
    bool learned_positions = false; ///< a table of position vectors is added to the token embeddings
    bool causal = true;
    bool post_norm = false; ///< BERT: x = norm(x + attention(x)); x = norm(x + feed_forward(x))
    Pooling pooling = Pooling::None;

    bool value_norm = false;          ///< each head of the values is normed, without weights (gemma4)
    bool values_may_be_keys = false;  ///< layers without a matrix for values take the keys' (gemma4)
    bool layer_output_scales = false; ///< a number may multiply what leaves a layer (gemma4)

    float embedding_scale = 1.0f;
    float residual_scale = 1.0f; ///< of what attention and feed-forward add
    float attention_scale = 0.0f;
    float attention_soft_cap = 0.0f; ///< 0: none
    /// Queries grow with their position: by 1 + scale · ln(1 + ⌊position / length⌋). 0: they do not.
    float temperature_scale = 0.0f;
    int32_t temperature_length = 0;
    float logit_scale = 1.0f;    ///< multiplies the logits
    float logit_soft_cap = 0.0f; ///< 0: none

    /// Positions that a windowed layer sees, its own included; 0: no layer is windowed.
    int32_t window = 0;

    RopeKind rope_kind = RopeKind::None;
    int32_t rope_dims = 0;
    RopeParams rope;                ///< of layers that see everything
    RopeParams rope_window;         ///< of windowed layers
    bool plain_window_rope = false; ///< a stretched rope is not for windowed layers
    RopeParams rope_long; ///< instead of both in contexts longer than `rope_original_context` (long rope)
    int32_t rope_original_context = 0; ///< 0: `rope` serves every context

    const LayerShape& layer(int32_t index) const { return layer_shapes[static_cast<size_t>(index)]; }
    /// Layers that keep keys and values of their own: the first so many.
    int32_t cached_layers() const;
    bool is_windowed(int32_t index) const { return window > 0 && layer(index).windowed; }
    /// The rotation of a layer for a session of `capacity` positions; null: it has none.
    const RopeParams* rope_of(int32_t index, int32_t capacity) const;
    /// A cache of one sequence of up to `capacity` positions.
    KvCacheShape cache_shape(int32_t capacity, CacheType type) const;
    /// Columns of the widest feed-forward block that is not an expert's.
    int32_t largest_feed_forward() const { return std::max(feed_forward, shared_feed_forward); }
    bool is_embedder() const { return !causal; }
};

/// Reads the configuration of a model. Errors: an architecture that is unknown, a key that is missing or out
/// of range; each names the file and the key.
Result<ModelConfig> read_config(const gguf::File& file);

/// Names of all architectures that we run, in the order of the table.
std::vector<std::string> architecture_names();

} // namespace hearth
