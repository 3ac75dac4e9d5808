// The transformer loop: one for every architecture and every backend.
#pragma once

#include "engine/backend.h"
#include "engine/core/error.h"
#include "engine/model/config.h"
#include "engine/model/weights.h"

#include <memory>
#include <stop_token>

namespace hearth {

struct ForwardLimits {
    int32_t rows = 512;   ///< most tokens in one pass
    int32_t outputs = 16; ///< most rows whose logits are wanted from one pass
};

/// Runs passes over a model's layers with buffers of its own. Config, weights and backend must outlive it.
class Forward {
public:
    static Result<std::unique_ptr<Forward>> create(const ModelConfig& config, const Weights& weights,
                                                   Backend& backend, const ForwardLimits& limits);

    /// One pass. Afterwards logits() holds one row per output row of the step; when the step has none,
    /// hidden() holds the normed final state of every row. A stop request is seen between layers: the pass
    /// ends with ErrorKind::Cancelled, and what it wrote into the caches past the segments' positions is
    /// void.
    Result<void> run(const Step& step, std::stop_token stop = {});

    /// [output rows, vocabulary], read through Backend::read or top_k.
    Activation logits() const { return m_logits; }
    /// [rows, embedding]
    Activation hidden() const { return m_weights.output_norm ? m_normed : m_state; }
    const ForwardLimits& limits() const { return m_limits; }

private:
    Forward(const ModelConfig& config, const Weights& weights, Backend& backend, const ForwardLimits& limits);
    Result<void> create_buffers();
    Result<void> check(const Step& step) const;
    void embed_tokens();
    void attention_block(const LayerWeights& layer, Activation input, int32_t index, int32_t capacity);
    void queries_and_keys(const LayerWeights& layer, Activation input, int32_t index, int32_t capacity);
    Activation feed_forward_block(const LayerWeights& layer, Activation input, int32_t index);
    Activation attended(int32_t index) const;
    void make_layer_inputs();
    void add_layer_input(const LayerWeights& layer, int32_t index);
    void add_feed_forward(const LayerWeights& layer, Activation input, int32_t index,
                          const NormWeights& branch_norm);
    void add_experts(const LayerWeights& layer, Activation input, int32_t index);
    void add_branch(const Linear& linear, Activation input, const NormWeights& branch_norm);
    void sequential_layer(const LayerWeights& layer, int32_t index, int32_t capacity);
    void parallel_layer(const LayerWeights& layer, int32_t index, int32_t capacity);
    void post_norm_layer(const LayerWeights& layer, int32_t index, int32_t capacity);
    void finish(const Step& step);
    void norm(Activation out, Activation in, const NormWeights& weights, int32_t group = 0);

    const ModelConfig& m_config;
    const Weights& m_weights;
    Backend& m_backend;
    ForwardLimits m_limits;
    Activation m_state;        ///< the residual stream [rows, embedding]
    Activation m_normed;       ///< [rows, embedding]
    Activation m_branch;       ///< what a block with a norm behind it adds [rows, embedding]
    Activation m_query;        ///< [rows, heads · key_dim]
    Activation m_key;          ///< [rows, kv_heads · key_dim]
    Activation m_value;        ///< [rows, kv_heads · value_dim]
    Activation m_attended;     ///< [rows, heads · value_dim]
    Activation m_layer_inputs; ///< [rows, layers · per_layer_input]
    Activation m_layer_input;  ///< of one layer [rows, per_layer_input]
    Activation m_input_gate;   ///< [rows, per_layer_input]
    Activation m_gate;         ///< [rows, feed_forward]
    Activation m_up;           ///< [rows, feed_forward]
    Activation m_router;       ///< [rows, experts]
    Activation m_expert_gate;  ///< [rows · experts used, expert_feed_forward]
    Activation m_expert_up;    ///< [rows · experts used, expert_feed_forward]
    Activation m_expert_down;  ///< [rows · experts used, embedding]
    Activation m_shared_logit; ///< [rows, 1]
    Activation m_selected;     ///< [outputs, embedding]
    Activation m_logits;       ///< [outputs, vocabulary]
};

} // namespace hearth
