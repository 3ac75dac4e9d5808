#include "engine/forward.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace hearth {

Forward::Forward(const ModelConfig& config, const Weights& weights, Backend& backend,
                 const ForwardLimits& limits)
    : m_config(config), m_weights(weights), m_backend(backend), m_limits(limits) {}

Result<std::unique_ptr<Forward>> Forward::create(const ModelConfig& config, const Weights& weights,
                                                 Backend& backend, const ForwardLimits& limits) {
    std::unique_ptr<Forward> forward(new Forward(config, weights, backend, limits));
    TRY(forward->create_buffers());
    return forward;
}

Result<void> Forward::create_buffers() {
    const ModelConfig& c = m_config;
    const int32_t rows = m_limits.rows;
    TRY_ASSIGN(m_state, m_backend.create_activation(rows, c.embedding));
    TRY_ASSIGN(m_normed, m_backend.create_activation(rows, c.embedding));
    TRY_ASSIGN(m_branch, m_backend.create_activation(rows, c.embedding));
    const auto widest = [&](int32_t LayerShape::*heads, int32_t LayerShape::*dim) {
        int32_t columns = 0;
        for (const LayerShape& layer : c.layer_shapes)
            columns = std::max(columns, layer.*heads * layer.*dim);
        return columns;
    };
    using Shape = LayerShape;
    TRY_ASSIGN(m_query, m_backend.create_activation(rows, widest(&Shape::heads, &Shape::key_dim)));
    TRY_ASSIGN(m_key, m_backend.create_activation(rows, widest(&Shape::kv_heads, &Shape::key_dim)));
    TRY_ASSIGN(m_value, m_backend.create_activation(rows, widest(&Shape::kv_heads, &Shape::value_dim)));
    TRY_ASSIGN(m_attended, m_backend.create_activation(rows, widest(&Shape::heads, &Shape::value_dim)));
    if (const int32_t inner = c.largest_feed_forward(); inner > 0) {
        TRY_ASSIGN(m_up, m_backend.create_activation(rows, inner));
        if (c.gated) {
            TRY_ASSIGN(m_gate, m_backend.create_activation(rows, inner));
        }
    }
    if (const int32_t used = c.routing.used; used > 0) {
        TRY_ASSIGN(m_router, m_backend.create_activation(rows, c.routing.experts));
        TRY_ASSIGN(m_expert_gate, m_backend.create_activation(rows * used, c.expert_feed_forward));
        TRY_ASSIGN(m_expert_up, m_backend.create_activation(rows * used, c.expert_feed_forward));
        TRY_ASSIGN(m_expert_down, m_backend.create_activation(rows * used, c.embedding));
        TRY_ASSIGN(m_shared_logit, m_backend.create_activation(rows, 1));
    }
    if (c.per_layer_input > 0) {
        TRY_ASSIGN(m_layer_inputs, m_backend.create_activation(rows, c.layers * c.per_layer_input));
        TRY_ASSIGN(m_layer_input, m_backend.create_activation(rows, c.per_layer_input));
        TRY_ASSIGN(m_input_gate, m_backend.create_activation(rows, c.per_layer_input));
    }
    if (m_weights.output) {
        TRY_ASSIGN(m_selected, m_backend.create_activation(m_limits.outputs, c.embedding));
        TRY_ASSIGN(m_logits, m_backend.create_activation(m_limits.outputs, c.vocabulary));
    }
    return {};
}

Result<void> Forward::check(const Step& step) const {
    const auto rows = static_cast<int32_t>(step.ids.size());
    if (rows < 1 || rows > m_limits.rows || static_cast<int32_t>(step.output_rows.size()) > m_limits.outputs)
        return fail(ErrorKind::Internal,
                    fmt::format("a pass of {} tokens and {} outputs is larger than the buffers", rows,
                                step.output_rows.size()));
    for (const TokenId id : step.ids)
        if (id < 0 || id >= m_config.vocabulary)
            return fail(ErrorKind::InvalidInput, fmt::format("token {} is not in the vocabulary of {} tokens",
                                                             id, m_config.vocabulary));
    int32_t next = 0;
    for (const Segment& segment : step.segments) {
        const bool fits =
            segment.cache ? segment.position + segment.rows <= segment.cache->capacity()
                          : !m_config.causal && segment.position + segment.rows <= m_config.context_length;
        if (segment.first_row != next || segment.rows < 1 || segment.position < 0 || !fits)
            return fail(ErrorKind::Internal, "a pass whose segments do not fit its rows or its caches");
        next += segment.rows;
    }
    if (next != rows)
        return fail(ErrorKind::Internal, "a pass whose segments do not cover its rows");
    return {};
}

void Forward::norm(Activation out, Activation in, const NormWeights& weights, int32_t group) {
    m_backend.norm(out, in, weights.weight, weights.bias, {m_config.norm, m_config.epsilon, group});
}

void Forward::embed_tokens() {
    m_backend.embed(m_state, m_weights.token_embedding, m_config.embedding_scale);
    if (m_weights.position_embedding)
        m_backend.embed_positions(m_state, m_weights.position_embedding, true);
    if (m_weights.embedding_norm)
        norm(m_state, m_state, m_weights.embedding_norm);
    if (m_weights.layer_embedding)
        make_layer_inputs();
}

/// Queries and, where the layer keeps them, keys and values of `input`; turned only where their norms come
/// behind that.
void Forward::queries_and_keys(const LayerWeights& layer, Activation input, int32_t index, int32_t capacity) {
    const LayerShape& shape = m_config.layer(index);
    const Activation query = m_query.with_columns(shape.heads * shape.key_dim);
    const Activation key = m_key.with_columns(shape.kv_heads * shape.key_dim);
    const Activation value = m_value.with_columns(shape.kv_heads * shape.value_dim);
    const Product products[] = {{.weight = layer.query.weight, .bias = layer.query.bias, .out = query},
                                {.weight = layer.key.weight, .bias = layer.key.bias, .out = key},
                                {.weight = layer.value.weight, .bias = layer.value.bias, .out = value}};
    m_backend.matmul(std::span(products).first(shape.keeps_values ? 3 : 1), input);
    if (const RopeParams* rope = m_config.rope_of(index, capacity); rope && m_config.norms_after_rope) {
        m_backend.rotate(query, shape.key_dim, *rope);
        m_backend.rotate(key, shape.key_dim, *rope);
    }
    if (layer.query_norm)
        norm(query, query, layer.query_norm, layer.query_norm_group);
    if (layer.key_norm)
        norm(key, key, layer.key_norm, layer.key_norm_group);
    if (m_config.value_norm && shape.keeps_values)
        norm(value, value, {}, shape.value_dim);
    if (m_config.temperature_scale != 0)
        m_backend.scale_by_position(query, m_config.temperature_scale, m_config.temperature_length);
}

/// What the heads make of the queries, keys and values of `input`, into m_attended.
void Forward::attention_block(const LayerWeights& layer, Activation input, int32_t index, int32_t capacity) {
    queries_and_keys(layer, input, index, capacity);
    const LayerShape& shape = m_config.layer(index);
    AttentionParams params;
    params.layer = shape.cache_layer;
    params.heads = shape.heads;
    params.kv_heads = shape.kv_heads;
    params.key_dim = shape.key_dim;
    params.value_dim = shape.value_dim;
    params.scale = m_config.attention_scale;
    params.soft_cap = m_config.attention_soft_cap;
    params.window = m_config.is_windowed(index) ? m_config.window : 0;
    params.causal = m_config.causal;
    params.rope = m_config.norms_after_rope ? nullptr : m_config.rope_of(index, capacity);
    params.sinks = layer.attention_sinks;
    params.store = shape.keeps_values;
    m_backend.attention(attended(index), m_query.with_columns(shape.heads * shape.key_dim),
                        m_key.with_columns(shape.kv_heads * shape.key_dim),
                        m_value.with_columns(shape.kv_heads * shape.value_dim), params);
}

Activation Forward::attended(int32_t index) const {
    const LayerShape& shape = m_config.layer(index);
    return m_attended.with_columns(shape.heads * shape.value_dim);
}

/// The inner activations of the feed-forward block, or of the experts' shared one.
Activation Forward::feed_forward_block(const LayerWeights& layer, Activation input, int32_t index) {
    const int32_t inner = layer.experts ? m_config.shared_feed_forward : m_config.layer(index).feed_forward;
    const Activation wide = m_up.with_columns(inner);
    const Product up{.weight = layer.up.weight, .bias = layer.up.bias, .out = wide};
    if (layer.gate) {
        const Activation gate = m_gate.with_columns(inner);
        const Product products[] = {{.weight = layer.gate.weight, .bias = layer.gate.bias, .out = gate}, up};
        m_backend.matmul(products, input);
        m_backend.gate(gate, gate, wide, m_config.activation);
        return gate;
    }
    m_backend.matmul({&up, 1}, input);
    m_backend.activate(wide, wide, m_config.activation);
    return wide;
}

/// What each layer gets of its own for every token: from a table, and from the token's embedding.
void Forward::make_layer_inputs() {
    const auto columns = static_cast<float>(m_config.per_layer_input);
    const Product product{.weight = m_weights.layer_projection.weight,
                          .bias = m_weights.layer_projection.bias,
                          .out = m_layer_inputs,
                          .scale = 1.0f / std::sqrt(static_cast<float>(m_config.embedding))};
    m_backend.matmul({&product, 1}, m_state);
    norm(m_layer_inputs, m_layer_inputs, m_weights.layer_projection_norm, m_config.per_layer_input);
    m_backend.embed(m_layer_inputs, m_weights.layer_embedding, std::sqrt(columns), true);
    m_backend.scale_and_cap(m_layer_inputs, std::sqrt(0.5f), 0);
}

/// Adds the layer's own input, as far as the state lets it through, and scales what leaves the layer.
void Forward::add_layer_input(const LayerWeights& layer, int32_t index) {
    if (layer.input_gate) {
        m_backend.copy_columns(m_layer_input, m_layer_inputs, index * m_config.per_layer_input);
        const Product product{
            .weight = layer.input_gate.weight, .bias = layer.input_gate.bias, .out = m_input_gate};
        m_backend.matmul({&product, 1}, m_state);
        m_backend.gate(m_input_gate, m_input_gate, m_layer_input, m_config.activation);
        add_branch(layer.input_projection, m_input_gate, layer.input_post_norm);
    }
    if (layer.output_scale != 1.0f)
        m_backend.scale_and_cap(m_state, layer.output_scale, 0);
}

/// Adds what the chosen experts make of `input`, and the shared one, to the residual stream.
void Forward::add_experts(const LayerWeights& layer, Activation input, int32_t index) {
    const ExpertWeights& experts = *layer.experts;
    const Product router{.weight = experts.router.weight, .bias = experts.router.bias, .out = m_router};
    const Product shared{.weight = experts.shared_router, .out = m_shared_logit};
    const Product products[] = {router, shared};
    m_backend.matmul(std::span(products).first(experts.shared_router ? 2 : 1), input);
    m_backend.mix_experts(m_state, input, m_router,
                          {.routing = m_config.routing,
                           .activation = m_config.activation,
                           .selection_bias = experts.selection_bias,
                           .gate = experts.gate.weight,
                           .up = experts.up.weight,
                           .down = experts.down.weight,
                           .gate_bias = experts.gate.bias,
                           .up_bias = experts.up.bias,
                           .down_bias = experts.down.bias,
                           .gate_rows = m_expert_gate,
                           .up_rows = m_expert_up,
                           .down_rows = m_expert_down,
                           .accumulate = true,
                           .scale = m_config.residual_scale});
    if (!layer.up)
        return;
    const Activation inner = feed_forward_block(layer, input, index);
    if (experts.shared_router)
        m_backend.weigh_rows(inner, m_shared_logit);
    add_branch(layer.down, inner, {});
}

void Forward::add_feed_forward(const LayerWeights& layer, Activation input, int32_t index,
                               const NormWeights& branch_norm) {
    if (layer.experts)
        add_experts(layer, input, index);
    else
        add_branch(layer.down, feed_forward_block(layer, input, index), branch_norm);
}

/// Adds linear(input) to the residual stream, through a norm where there is one behind it.
void Forward::add_branch(const Linear& linear, Activation input, const NormWeights& branch_norm) {
    Product product{.weight = linear.weight,
                    .bias = linear.bias,
                    .out = m_state,
                    .accumulate = true,
                    .scale = m_config.residual_scale};
    if (!branch_norm) {
        m_backend.matmul({&product, 1}, input);
        return;
    }
    product.out = m_branch;
    product.accumulate = false;
    product.scale = 1.0f;
    m_backend.matmul({&product, 1}, input);
    norm(m_branch, m_branch, branch_norm);
    m_backend.add(m_state, m_branch, m_config.residual_scale);
}

void Forward::sequential_layer(const LayerWeights& layer, int32_t index, int32_t capacity) {
    Activation input = m_state;
    if (layer.attention_norm) {
        norm(m_normed, m_state, layer.attention_norm);
        input = m_normed;
    }
    attention_block(layer, input, index, capacity);
    add_branch(layer.attention_output, attended(index), layer.attention_post_norm);
    input = m_state;
    if (layer.feed_forward_norm) {
        norm(m_normed, m_state, layer.feed_forward_norm);
        input = m_normed;
    }
    add_feed_forward(layer, input, index, layer.feed_forward_post_norm);
    add_layer_input(layer, index);
}

void Forward::parallel_layer(const LayerWeights& layer, int32_t index, int32_t capacity) {
    // Both branches read the state as it is now, so both of their inputs are made before anything is added.
    norm(m_normed, m_state, layer.attention_norm);
    Activation attention_input = m_normed, feed_forward_input = m_normed;
    if (layer.attention_norm_2) {
        norm(m_branch, m_state, layer.attention_norm_2);
        attention_input = m_branch;
    } else if (layer.feed_forward_norm) {
        norm(m_branch, m_state, layer.feed_forward_norm);
        feed_forward_input = m_branch;
    }
    attention_block(layer, attention_input, index, capacity);
    add_branch(layer.attention_output, attended(index), {});
    add_branch(layer.down, feed_forward_block(layer, feed_forward_input, index), {});
}

void Forward::post_norm_layer(const LayerWeights& layer, int32_t index, int32_t capacity) {
    attention_block(layer, m_state, index, capacity);
    add_branch(layer.attention_output, attended(index), {});
    norm(m_state, m_state, layer.attention_post_norm);
    add_branch(layer.down, feed_forward_block(layer, m_state, index), {});
    norm(m_state, m_state, layer.feed_forward_post_norm);
}

void Forward::finish(const Step& step) {
    if (step.output_rows.empty() || !m_weights.output) {
        if (m_weights.output_norm)
            norm(m_normed, m_state, m_weights.output_norm);
        return;
    }
    m_backend.select_outputs(m_selected, m_state);
    norm(m_selected, m_selected, m_weights.output_norm);
    const Product product{.weight = m_weights.output.weight, .bias = m_weights.output.bias, .out = m_logits};
    m_backend.matmul({&product, 1}, m_selected);
    if (m_config.logit_scale != 1.0f || m_config.logit_soft_cap > 0)
        m_backend.scale_and_cap(m_logits, m_config.logit_scale, m_config.logit_soft_cap);
}

Result<void> Forward::run(const Step& step, std::stop_token stop) {
    TRY(check(step));
    TRY_ASSIGN(const bool replayed, m_backend.begin(step));
    if (replayed)
        return m_backend.end();
    const int32_t capacity =
        step.segments.front().cache ? step.segments.front().cache->capacity() : m_config.context_length;
    embed_tokens();
    for (int32_t index = 0; index < m_config.layers; ++index) {
        if (stop.stop_requested()) {
            TRY(m_backend.end());
            return fail(ErrorKind::Cancelled, "stopped");
        }
        m_backend.enter_layer(index, m_state);
        const LayerWeights& layer = m_weights.layers[static_cast<size_t>(index)];
        if (m_config.post_norm)
            post_norm_layer(layer, index, capacity);
        else if (m_config.residual == ResidualKind::Parallel)
            parallel_layer(layer, index, capacity);
        else
            sequential_layer(layer, index, capacity);
    }
    finish(step);
    return m_backend.end();
}

} // namespace hearth
