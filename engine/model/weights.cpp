#include "engine/model/weights.h"

#include "engine/quant/decode.h"

#include <fmt/format.h>

#include <set>

namespace hearth {

namespace {

class WeightLoader {
public:
    WeightLoader(const gguf::File& file, const ModelConfig& config, Backend& backend,
                 const std::function<bool(float)>& progress)
        : m_file(file), m_config(config), m_backend(backend), m_progress(progress) {}

    Result<Weights> load();

private:
    enum class Need { Required, Optional };

    Result<const gguf::TensorView*> find(const std::string& name, int64_t columns, int64_t rows, Need need);
    Result<const Weight*> give(const gguf::TensorView& view, WeightUse use);
    Result<const Weight*> vector(const std::string& name, int64_t length, Need need);
    Result<NormWeights> norm(const std::string& name, Need need);
    Result<Linear> linear(const std::string& name, int64_t inputs, int64_t outputs);
    Result<Linear> linear_rows(const std::string& name, int64_t inputs, int64_t all_outputs, int64_t first,
                               int64_t count);
    Result<NormWeights> head_norm(const std::string& name, int64_t heads, int64_t dim, int32_t& group);
    Result<LayerWeights> layer(int32_t index);
    Result<void> attention(const std::string& prefix, const LayerShape& shape, LayerWeights& layer);
    Result<void> keys_and_values(const std::string& prefix, const LayerShape& shape, LayerWeights& layer);
    Result<void> feed_forward(const std::string& prefix, int64_t inner, LayerWeights& layer);
    Result<void> layer_input(const std::string& prefix, LayerWeights& layer);
    Result<void> layer_inputs();
    void leave_out(const std::string& name);
    Result<Linear> expert_linear(const std::string& name, int64_t inputs, int64_t outputs);
    Result<void> experts(const std::string& prefix, LayerWeights& layer);
    Result<void> embeddings();
    Result<void> positions();
    Result<void> output();
    Result<void> refuse_strangers() const;
    template <typename... Args>
    std::unexpected<Error> bad(fmt::format_string<Args...> text, Args&&... args) const {
        return fail(ErrorKind::InvalidInput,
                    m_file.path().string() + ": " + fmt::format(text, std::forward<Args>(args)...));
    }

    const gguf::File& m_file;
    const ModelConfig& m_config;
    Backend& m_backend;
    const std::function<bool(float)>& m_progress;
    Weights m_weights;
    std::set<std::string> m_taken;
    uint64_t m_bytes_done = 0;
};

/// Rows [first, first + count) of a matrix, or that part of a vector.
gguf::TensorView row_range(const gguf::TensorView& view, int64_t first, int64_t count) {
    gguf::TensorView part = view;
    const bool is_vector = view.dimensions == 1;
    const auto row =
        is_vector ? row_bytes(view.type, 1) : row_bytes(view.type, static_cast<size_t>(view.shape[0]));
    part.shape[is_vector ? 0 : 1] = count;
    part.bytes = view.bytes.subspan(static_cast<size_t>(first) * row, static_cast<size_t>(count) * row);
    return part;
}

Result<const gguf::TensorView*> WeightLoader::find(const std::string& name, int64_t columns, int64_t rows,
                                                   Need need) {
    const gguf::TensorView* view = m_file.tensor(name);
    if (!view) {
        if (need == Need::Optional)
            return nullptr;
        return bad("the tensor {} is missing", name);
    }
    if (view->columns() != columns || view->rows() != rows)
        return bad("tensor {} has the shape [{}, {}], but the metadata asks for [{}, {}]", name,
                   view->columns(), view->rows(), columns, rows);
    if (!type_layout(view->type))
        return fail(ErrorKind::Unsupported,
                    fmt::format("{}: tensor {} has the type {}, which Hearth does not run",
                                m_file.path().string(), name, gguf::type_name(view->type)));
    m_taken.insert(name);
    return view;
}

Result<const Weight*> WeightLoader::give(const gguf::TensorView& view, WeightUse use) {
    m_bytes_done += view.bytes.size();
    if (m_progress && !m_progress(static_cast<float>(m_bytes_done) / static_cast<float>(m_file.size())))
        return fail(ErrorKind::Cancelled, "loading was cancelled");
    TRY_ASSIGN(const Weight* weight, m_backend.load_weight(view, use));
    // A backend that repacked or uploaded needs the file's pages no more; another one reads them again. A
    // device that shares the system's memory may be reading them where they are.
    const auto memory = m_backend.memory();
    if (use != WeightUse::Embedding && !(memory && memory->shared))
        m_file.forget(view.bytes);
    return weight;
}

Result<const Weight*> WeightLoader::vector(const std::string& name, int64_t length, Need need) {
    TRY_ASSIGN(const gguf::TensorView* view, find(name, length, 1, need));
    if (!view)
        return nullptr;
    return give(*view, WeightUse::Vector);
}

Result<NormWeights> WeightLoader::norm(const std::string& name, Need need) {
    NormWeights result;
    TRY_ASSIGN(result.weight, vector(name + ".weight", m_config.embedding, need));
    TRY_ASSIGN(result.bias, vector(name + ".bias", m_config.embedding, Need::Optional));
    return result;
}

Result<Linear> WeightLoader::linear(const std::string& name, int64_t inputs, int64_t outputs) {
    return linear_rows(name, inputs, outputs, 0, outputs);
}

Result<Linear> WeightLoader::linear_rows(const std::string& name, int64_t inputs, int64_t all_outputs,
                                         int64_t first, int64_t count) {
    Linear result;
    TRY_ASSIGN(const gguf::TensorView* matrix, find(name + ".weight", inputs, all_outputs, Need::Required));
    TRY_ASSIGN(result.weight, give(row_range(*matrix, first, count), WeightUse::Matrix));
    TRY_ASSIGN(const gguf::TensorView* bias, find(name + ".bias", all_outputs, 1, Need::Optional));
    if (bias) {
        if (type_layout(bias->type)->block_length != 1)
            return bad("tensor {} is a bias of the block type {}", bias->name, gguf::type_name(bias->type));
        TRY_ASSIGN(result.bias, give(row_range(*bias, first, count), WeightUse::Vector));
    }
    return result;
}

Result<NormWeights> WeightLoader::head_norm(const std::string& name, int64_t heads, int64_t dim,
                                            int32_t& group) {
    const gguf::TensorView* view = m_file.tensor(name + ".weight");
    if (!view)
        return bad("the tensor {}.weight is missing", name);
    // One weight for every head, one per head (two dimensions), or one norm over the whole row.
    const bool per_head = view->elements() == dim || (view->dimensions == 2 && view->shape[0] == dim);
    group = per_head ? static_cast<int32_t>(dim) : 0;
    if (view->elements() != dim && view->elements() != dim * heads)
        return bad("tensor {} has {} elements instead of {} or {}", view->name, view->elements(), dim,
                   dim * heads);
    NormWeights result;
    for (const auto& [suffix, target] : {std::pair{".weight", &result.weight}, {".bias", &result.bias}}) {
        const gguf::TensorView* part = m_file.tensor(name + suffix);
        if (!part)
            continue;
        TRY(find(part->name, part->columns(), part->rows(), Need::Required));
        gguf::TensorView flat = *part;
        flat.shape = {view->elements(), 1, 1, 1};
        flat.dimensions = 1;
        if (part->elements() != view->elements() || type_layout(part->type)->block_length != 1)
            return bad("tensor {} does not fit {}", part->name, view->name);
        TRY_ASSIGN(*target, give(flat, WeightUse::Vector));
    }
    return result;
}

Result<void> WeightLoader::attention(const std::string& prefix, const LayerShape& shape,
                                     LayerWeights& layer) {
    const int64_t embedding = m_config.embedding;
    const int64_t q = int64_t{shape.heads} * shape.key_dim;
    const int64_t k = int64_t{shape.kv_heads} * shape.key_dim;
    const int64_t v = int64_t{shape.kv_heads} * shape.value_dim;
    const std::string fused = prefix + "attn_qkv";
    if (m_file.tensor(fused + ".weight")) {
        TRY_ASSIGN(layer.query, linear_rows(fused, embedding, q + k + v, 0, q));
        TRY_ASSIGN(layer.key, linear_rows(fused, embedding, q + k + v, q, k));
        TRY_ASSIGN(layer.value, linear_rows(fused, embedding, q + k + v, q + k, v));
    } else {
        TRY_ASSIGN(layer.query, linear(prefix + "attn_q", embedding, q));
        TRY(keys_and_values(prefix, shape, layer));
    }
    if (m_config.query_key_norms) {
        TRY_ASSIGN(layer.query_norm,
                   head_norm(prefix + "attn_q_norm", shape.heads, shape.key_dim, layer.query_norm_group));
        if (layer.key) {
            TRY_ASSIGN(layer.key_norm, head_norm(prefix + "attn_k_norm", shape.kv_heads, shape.key_dim,
                                                 layer.key_norm_group));
        }
    }
    TRY_ASSIGN(layer.attention_sinks, vector(prefix + "attn_sinks.weight", m_config.heads, Need::Optional));
    TRY_ASSIGN(layer.attention_output,
               linear(prefix + "attn_output", int64_t{shape.heads} * shape.value_dim, embedding));
    return {};
}

/// None for a layer that reads those of an earlier one; its file may have them all the same.
Result<void> WeightLoader::keys_and_values(const std::string& prefix, const LayerShape& shape,
                                           LayerWeights& layer) {
    if (!shape.keeps_values) {
        for (const char* unused : {"attn_k.weight", "attn_v.weight", "attn_k_norm.weight"})
            leave_out(prefix + unused);
        return {};
    }
    const int64_t embedding = m_config.embedding;
    TRY_ASSIGN(layer.key, linear(prefix + "attn_k", embedding, int64_t{shape.kv_heads} * shape.key_dim));
    if (m_config.values_may_be_keys && shape.key_dim == shape.value_dim &&
        !m_file.tensor(prefix + "attn_v.weight")) {
        layer.value = layer.key;
        return {};
    }
    TRY_ASSIGN(layer.value, linear(prefix + "attn_v", embedding, int64_t{shape.kv_heads} * shape.value_dim));
    return {};
}

void WeightLoader::leave_out(const std::string& name) {
    m_taken.insert(name);
}

Result<void> WeightLoader::feed_forward(const std::string& prefix, int64_t inner, LayerWeights& layer) {
    const int64_t embedding = m_config.embedding;
    if (m_config.gated && !m_file.tensor(prefix + "ffn_gate.weight")) { // phi3: gate and up are one matrix
        TRY_ASSIGN(layer.gate, linear_rows(prefix + "ffn_up", embedding, 2 * inner, 0, inner));
        TRY_ASSIGN(layer.up, linear_rows(prefix + "ffn_up", embedding, 2 * inner, inner, inner));
    } else {
        if (m_config.gated) {
            TRY_ASSIGN(layer.gate, linear(prefix + "ffn_gate", embedding, inner));
        }
        TRY_ASSIGN(layer.up, linear(prefix + "ffn_up", embedding, inner));
    }
    TRY_ASSIGN(layer.down, linear(prefix + "ffn_down", inner, embedding));
    return {};
}

/// What a layer makes of its own input for each token, and the scale of all that leaves it.
Result<void> WeightLoader::layer_input(const std::string& prefix, LayerWeights& layer) {
    if (m_config.per_layer_input > 0) {
        TRY_ASSIGN(layer.input_gate,
                   linear(prefix + "inp_gate", m_config.embedding, m_config.per_layer_input));
        TRY_ASSIGN(layer.input_projection,
                   linear(prefix + "proj", m_config.per_layer_input, m_config.embedding));
        TRY_ASSIGN(layer.input_post_norm, norm(prefix + "post_norm", Need::Required));
    }
    if (m_config.layer_output_scales && m_file.tensor(prefix + "layer_output_scale.weight")) {
        TRY_ASSIGN(const gguf::TensorView* scale,
                   find(prefix + "layer_output_scale.weight", 1, 1, Need::Required));
        if (type_layout(scale->type)->block_length != 1)
            return bad("tensor {} is one number of the block type {}", scale->name,
                       gguf::type_name(scale->type));
        decode_row(scale->type, scale->bytes.data(), &layer.output_scale, 1);
    }
    return {};
}

Result<Linear> WeightLoader::expert_linear(const std::string& name, int64_t inputs, int64_t outputs) {
    const int64_t count = m_config.routing.experts;
    Linear result;
    TRY_ASSIGN(const gguf::TensorView* matrices,
               find(name + ".weight", inputs, outputs * count, Need::Required));
    if (matrices->shape[1] != outputs || matrices->shape[2] != count)
        return bad("tensor {} has the shape [{}, {}, {}] instead of [{}, {}, {}]", matrices->name,
                   matrices->shape[0], matrices->shape[1], matrices->shape[2], inputs, outputs, count);
    TRY_ASSIGN(result.weight, give(*matrices, WeightUse::Experts));
    TRY_ASSIGN(const gguf::TensorView* bias, find(name + ".bias", outputs, count, Need::Optional));
    if (bias) {
        if (type_layout(bias->type)->block_length != 1)
            return bad("tensor {} is a bias of the block type {}", bias->name, gguf::type_name(bias->type));
        TRY_ASSIGN(result.bias, give(*bias, WeightUse::Vector));
    }
    return result;
}

Result<void> WeightLoader::experts(const std::string& prefix, LayerWeights& layer) {
    const int64_t embedding = m_config.embedding, inner = m_config.expert_feed_forward;
    ExpertWeights experts;
    TRY_ASSIGN(experts.router, linear(prefix + "ffn_gate_inp", embedding, m_config.routing.experts));
    TRY_ASSIGN(experts.selection_bias,
               vector(prefix + "exp_probs_b.bias", m_config.routing.experts, Need::Optional));
    TRY_ASSIGN(experts.gate, expert_linear(prefix + "ffn_gate_exps", embedding, inner));
    TRY_ASSIGN(experts.up, expert_linear(prefix + "ffn_up_exps", embedding, inner));
    TRY_ASSIGN(experts.down, expert_linear(prefix + "ffn_down_exps", inner, embedding));
    if (const int64_t shared = m_config.shared_feed_forward; shared > 0) {
        TRY_ASSIGN(layer.gate, linear(prefix + "ffn_gate_shexp", embedding, shared));
        TRY_ASSIGN(layer.up, linear(prefix + "ffn_up_shexp", embedding, shared));
        TRY_ASSIGN(layer.down, linear(prefix + "ffn_down_shexp", shared, embedding));
        TRY_ASSIGN(const gguf::TensorView* router,
                   find(prefix + "ffn_gate_inp_shexp.weight", embedding, 1, Need::Optional));
        if (router) {
            TRY_ASSIGN(experts.shared_router, give(*router, WeightUse::Matrix));
        }
    }
    layer.experts = experts;
    return {};
}

Result<LayerWeights> WeightLoader::layer(int32_t index) {
    const std::string prefix = fmt::format("blk.{}.", index);
    const bool shared_norm = m_config.residual == ResidualKind::Parallel;
    const LayerShape& shape = m_config.layer(index);
    LayerWeights layer;
    if (m_config.input_norms) {
        TRY_ASSIGN(layer.attention_norm, norm(prefix + "attn_norm", Need::Required));
        TRY_ASSIGN(layer.attention_norm_2, norm(prefix + "attn_norm_2", Need::Optional));
        TRY_ASSIGN(layer.feed_forward_norm,
                   norm(prefix + m_config.feed_forward_norm, shared_norm ? Need::Optional : Need::Required));
    }
    TRY(attention(prefix, shape, layer));
    // The first layers of some mixtures are dense.
    const bool dense = m_config.routing.experts == 0 || (m_file.tensor(prefix + "ffn_up.weight") &&
                                                         !m_file.tensor(prefix + "ffn_gate_inp.weight"));
    TRY(dense ? feed_forward(prefix, shape.feed_forward, layer) : experts(prefix, layer));
    if (m_config.branch_norms) {
        TRY_ASSIGN(layer.attention_post_norm, norm(prefix + "post_attention_norm", Need::Required));
        TRY_ASSIGN(layer.feed_forward_post_norm, norm(prefix + "post_ffw_norm", Need::Required));
    } else if (m_config.post_norm) {
        TRY_ASSIGN(layer.attention_post_norm, norm(prefix + "attn_output_norm", Need::Required));
        TRY_ASSIGN(layer.feed_forward_post_norm, norm(prefix + "layer_output_norm", Need::Required));
    }
    TRY(layer_input(prefix, layer));
    return layer;
}

Result<void> WeightLoader::positions() {
    TRY_ASSIGN(const gguf::TensorView* table,
               find("position_embd.weight", m_config.embedding, m_config.context_length, Need::Required));
    const gguf::TensorView* types = m_file.tensor("token_types.weight");
    if (!types) {
        TRY_ASSIGN(m_weights.position_embedding, give(*table, WeightUse::Embedding));
        return {};
    }
    // All our text is of BERT's first segment: its vector joins those of the positions.
    TRY(find("token_types.weight", m_config.embedding, types->rows(), Need::Required));
    const auto columns = static_cast<size_t>(m_config.embedding);
    std::vector<float> first_type(columns);
    decode_row(types->type, types->bytes.data(), first_type.data(), columns);
    auto sum = std::make_unique<std::vector<float>>(columns * static_cast<size_t>(table->rows()));
    for (size_t row = 0; row < static_cast<size_t>(table->rows()); ++row) {
        float* out = sum->data() + row * columns;
        decode_row(table->type, table->bytes.data() + row * row_bytes(table->type, columns), out, columns);
        for (size_t column = 0; column < columns; ++column)
            out[column] += first_type[column];
    }
    gguf::TensorView joined = *table;
    joined.type = TensorType::F32;
    joined.bytes = std::as_bytes(std::span(*sum));
    m_weights.owned.push_back(std::move(sum));
    TRY_ASSIGN(m_weights.position_embedding, give(joined, WeightUse::Embedding));
    return {};
}

Result<void> WeightLoader::embeddings() {
    const bool tied = m_config.causal && !m_file.tensor("output.weight");
    TRY_ASSIGN(const gguf::TensorView* table,
               find("token_embd.weight", m_config.embedding, m_config.vocabulary, Need::Required));
    TRY_ASSIGN(m_weights.token_embedding, give(*table, tied ? WeightUse::Both : WeightUse::Embedding));
    if (m_config.learned_positions)
        TRY(positions());
    TRY_ASSIGN(m_weights.embedding_norm, norm("token_embd_norm", Need::Optional));
    return layer_inputs();
}

Result<void> WeightLoader::layer_inputs() {
    if (m_config.per_layer_input == 0)
        return {};
    const int64_t all = int64_t{m_config.layers} * m_config.per_layer_input;
    TRY_ASSIGN(const gguf::TensorView* table,
               find("per_layer_token_embd.weight", all, m_config.vocabulary, Need::Required));
    TRY_ASSIGN(m_weights.layer_embedding, give(*table, WeightUse::Embedding));
    TRY_ASSIGN(m_weights.layer_projection, linear("per_layer_model_proj", m_config.embedding, all));
    TRY_ASSIGN(m_weights.layer_projection_norm.weight,
               vector("per_layer_proj_norm.weight", m_config.per_layer_input, Need::Required));
    return {};
}

Result<void> WeightLoader::output() {
    if (!m_config.causal)
        return {};
    TRY_ASSIGN(m_weights.output_norm, norm("output_norm", Need::Required));
    if (m_file.tensor("output.weight")) {
        TRY_ASSIGN(m_weights.output, linear("output", m_config.embedding, m_config.vocabulary));
    } else {
        m_weights.output.weight = m_weights.token_embedding;
    }
    return {};
}

/// A tensor that nothing asked for means that this file needs an operation that would be left out.
Result<void> WeightLoader::refuse_strangers() const {
    for (const gguf::TensorView& view : m_file.tensors()) {
        const bool harmless =
            view.name.starts_with("rope_f") || view.name.find(".rope_f") != std::string::npos ||
            view.name.ends_with(".attn_rot_embd.weight") || view.name.ends_with("rotary_emb.inv_freq") ||
            // Heads and poolers of classifiers are not part of an embedder.
            view.name.starts_with("cls");
        if (!harmless && !m_taken.contains(view.name))
            return fail(
                ErrorKind::Unsupported,
                fmt::format(
                    "{}: the tensor {} is not one that the architecture {} has in Hearth; the answers "
                    "would be wrong without it",
                    m_file.path().string(), view.name, m_config.architecture));
    }
    return {};
}

Result<Weights> WeightLoader::load() {
    m_backend.load_layer(-1);
    TRY(embeddings());
    for (int32_t index = 0; index < m_config.layers; ++index) {
        m_backend.load_layer(index);
        TRY_ASSIGN(LayerWeights weights, layer(index));
        m_weights.layers.push_back(weights);
    }
    m_backend.load_layer(m_config.layers);
    TRY(output());
    TRY(refuse_strangers());
    return std::move(m_weights);
}

} // namespace

Result<Weights> load_weights(const gguf::File& file, const ModelConfig& config, Backend& backend,
                             const std::function<bool(float)>& progress) {
    return WeightLoader(file, config, backend, progress).load();
}

} // namespace hearth
