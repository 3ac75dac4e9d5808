#include "engine/model/architectures.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace hearth {

namespace {

Result<void> adjust_qwen3(ModelConfig& config, const MetadataKeys&, const gguf::File&) {
    config.query_key_norms = true;
    return {};
}

Result<void> adjust_shares_of_all(ModelConfig& config, const MetadataKeys&, const gguf::File&) {
    config.routing.normalise = false; // what experts weigh are their shares among all of them
    return {};
}

Result<void> adjust_olmoe(ModelConfig& config, const MetadataKeys& keys, const gguf::File& file) {
    config.query_key_norms = true;
    return adjust_shares_of_all(config, keys, file);
}

Result<void> adjust_gemma(ModelConfig& config, const MetadataKeys&, const gguf::File&) {
    config.embedding_scale = std::sqrt(static_cast<float>(config.embedding));
    return {};
}

/// The scale of attention is 1/√(embedding / heads) in the one size whose heads are not that wide.
void scale_attention_of_largest(ModelConfig& config, int32_t layers_of_largest) {
    if (config.layers == layers_of_largest)
        config.attention_scale = 1.0f / std::sqrt(static_cast<float>(config.embedding / config.heads));
}

/// Which layers are windowed: a list of flags, or a period whose last layer sees everything. `window` is for
/// files that do not tell its width.
Result<void> windows_by_pattern(ModelConfig& config, const MetadataKeys& keys, int32_t period,
                                int32_t window) {
    TRY_ASSIGN(config.window, keys.integer("attention.sliding_window", 0, INT32_MAX, window));
    if (!keys.is_list("attention.sliding_window_pattern")) {
        TRY_ASSIGN(period, keys.integer("attention.sliding_window_pattern", 0, 1024, period));
        for (size_t i = 0; i < config.layer_shapes.size(); ++i)
            config.layer_shapes[i].windowed = period == 0 || static_cast<int32_t>(i) % period != period - 1;
        return {};
    }
    TRY_ASSIGN(const std::vector<int32_t> flags,
               keys.per_layer("attention.sliding_window_pattern", config.layers, 0, 1));
    for (size_t i = 0; i < flags.size(); ++i)
        config.layer_shapes[i].windowed = flags[i] != 0;
    return {};
}

Result<void> adjust_gemma2(ModelConfig& config, const MetadataKeys& keys, const gguf::File& file) {
    TRY(adjust_gemma(config, keys, file));
    config.branch_norms = true;
    TRY_ASSIGN(config.attention_soft_cap, keys.number("attn_logit_softcapping", 50.0f));
    TRY_ASSIGN(config.logit_soft_cap, keys.number("final_logit_softcapping", 30.0f));
    TRY(windows_by_pattern(config, keys, 2, 4096));
    scale_attention_of_largest(config, 46); // 27B
    return {};
}

Result<void> adjust_gemma3(ModelConfig& config, const MetadataKeys& keys, const gguf::File& file) {
    TRY(adjust_gemma(config, keys, file));
    config.branch_norms = true;
    config.query_key_norms = true;
    TRY_ASSIGN(config.logit_soft_cap, keys.number("final_logit_softcapping", 0.0f));
    TRY(windows_by_pattern(config, keys, 6, 0));
    config.plain_window_rope = true;
    scale_attention_of_largest(config, 62); // 27B
    return {};
}

/// Windowed layers have heads of their own width; the last layers read what earlier ones of their sort keep.
Result<void> shape_gemma4_layers(ModelConfig& config, const MetadataKeys& keys) {
    TRY_ASSIGN(const int32_t key_dim, keys.integer("attention.key_length_swa", 1, 8192, config.key_dim));
    TRY_ASSIGN(const int32_t value_dim,
               keys.integer("attention.value_length_swa", 1, 8192, config.value_dim));
    TRY_ASSIGN(const int32_t shared, keys.integer("attention.shared_kv_layers", 0, config.layers - 1, 0));
    const int32_t keeping = config.layers - shared;
    for (int32_t index = 0; index < config.layers; ++index) {
        LayerShape& layer = config.layer_shapes[static_cast<size_t>(index)];
        if (layer.windowed) {
            layer.key_dim = key_dim;
            layer.value_dim = value_dim;
        }
        if (index < keeping)
            continue;
        layer.keeps_values = false;
        layer.cache_layer = keeping - 1;
        while (layer.cache_layer >= 0 && config.layer(layer.cache_layer).windowed != layer.windowed)
            --layer.cache_layer;
        const LayerShape* source = layer.cache_layer < 0 ? nullptr : &config.layer(layer.cache_layer);
        if (!source || source->kv_heads != layer.kv_heads || layer.heads % layer.kv_heads != 0)
            return fail(
                ErrorKind::InvalidInput,
                fmt::format("{}: layer {} has no earlier layer like it whose keys and values it could "
                            "read (attention.shared_kv_layers)",
                            keys.file(), index));
    }
    config.key_dim = std::max(config.key_dim, key_dim);
    config.value_dim = std::max(config.value_dim, value_dim);
    return {};
}

Result<void> adjust_gemma4(ModelConfig& config, const MetadataKeys& keys, const gguf::File& file) {
    TRY(adjust_gemma(config, keys, file));
    config.branch_norms = true;
    config.query_key_norms = true;
    config.value_norm = true;
    config.values_may_be_keys = true;
    config.layer_output_scales = true;
    config.attention_scale = 1.0f; // the norms of queries and keys have it
    config.plain_window_rope = true;
    TRY_ASSIGN(config.logit_soft_cap, keys.number("final_logit_softcapping", 0.0f));
    TRY_ASSIGN(config.per_layer_input, keys.integer("embedding_length_per_layer_input", 0, 1 << 16, 0));
    TRY(windows_by_pattern(config, keys, 6, 0));
    return shape_gemma4_layers(config, keys);
}

Result<void> adjust_granite(ModelConfig& config, const MetadataKeys& keys, const gguf::File&) {
    TRY_ASSIGN(config.embedding_scale, keys.number("embedding_scale", 1.0f));
    TRY_ASSIGN(config.residual_scale, keys.number("residual_scale", 1.0f));
    TRY_ASSIGN(const float divisor, keys.number("logit_scale", 1.0f));
    config.logit_scale = divisor != 0 ? 1.0f / divisor : 1.0f;
    return {};
}

Result<void> adjust_command_r(ModelConfig& config, const MetadataKeys& keys, const gguf::File&) {
    config.residual = ResidualKind::Parallel;
    TRY_ASSIGN(config.logit_scale, keys.number("logit_scale", 1.0f));
    return {};
}

Result<void> adjust_parallel(ModelConfig& config, const MetadataKeys&, const gguf::File&) {
    config.residual = ResidualKind::Parallel;
    return {};
}

Result<void> adjust_gptneox(ModelConfig& config, const MetadataKeys& keys, const gguf::File&) {
    if (keys.boolean("use_parallel_residual", true))
        config.residual = ResidualKind::Parallel;
    return {};
}

Result<void> adjust_stablelm(ModelConfig& config, const MetadataKeys& keys, const gguf::File& file) {
    // Models with a parallel residual have one norm for both branches; some files say it by its absence
    // alone.
    if (keys.boolean("use_parallel_residual", false) || !file.tensor("blk.0.ffn_norm.weight"))
        config.residual = ResidualKind::Parallel;
    config.query_key_norms = file.tensor("blk.0.attn_q_norm.weight") != nullptr;
    return {};
}

/// Norms behind the blocks only. OLMo 3 has windows, whose layers are not stretched.
Result<void> adjust_olmo2(ModelConfig& config, const MetadataKeys& keys, const gguf::File&) {
    config.input_norms = false;
    config.branch_norms = true;
    config.query_key_norms = true;
    config.plain_window_rope = true;
    return windows_by_pattern(config, keys, 4, 0);
}

/// No layer that sees everything turns by positions where others are windowed.
void rotate_windowed_only(ModelConfig& config) {
    for (LayerShape& layer : config.layer_shapes)
        layer.rotated = config.window == 0 || layer.windowed;
}

Result<void> adjust_exaone4(ModelConfig& config, const MetadataKeys& keys, const gguf::File&) {
    config.input_norms = false;
    config.branch_norms = true;
    config.query_key_norms = true;
    TRY(windows_by_pattern(config, keys, 4, 0));
    rotate_windowed_only(config);
    return {};
}

Result<void> adjust_cohere2(ModelConfig& config, const MetadataKeys& keys, const gguf::File& file) {
    TRY(adjust_command_r(config, keys, file));
    TRY(windows_by_pattern(config, keys, 4, 4096));
    rotate_windowed_only(config);
    return {};
}

/// Every fourth layer knows nothing of positions.
Result<void> adjust_smollm3(ModelConfig& config, const MetadataKeys&, const gguf::File&) {
    for (size_t i = 3; i < config.layer_shapes.size(); i += 4)
        config.layer_shapes[i].rotated = false;
    return {};
}

Result<void> adjust_mistral3(ModelConfig& config, const MetadataKeys& keys, const gguf::File&) {
    TRY_ASSIGN(config.temperature_scale, keys.number("attention.temperature_scale", 0.0f));
    TRY_ASSIGN(config.temperature_length,
               keys.integer("rope.scaling.original_context_length", 1, 1 << 28, config.context_length));
    return {};
}

Result<void> adjust_glm4(ModelConfig& config, const MetadataKeys&, const gguf::File&) {
    config.branch_norms = true;
    return {};
}

/// Source: OpenAI's reference implementation of gpt-oss.
Result<void> adjust_gpt_oss(ModelConfig& config, const MetadataKeys& keys, const gguf::File&) {
    config.routing.gating = ExpertGating::SoftmaxOfChosen;
    config.feed_forward_norm = "post_attention_norm"; // that of the block behind attention
    return windows_by_pattern(config, keys, 2, 128);
}

Result<void> adjust_seed_oss(ModelConfig& config, const MetadataKeys&, const gguf::File&) {
    config.feed_forward_norm = "post_attention_norm"; // that of the block behind attention
    return {};
}

Result<void> adjust_hunyuan_dense(ModelConfig& config, const MetadataKeys&, const gguf::File&) {
    config.query_key_norms = true;
    config.norms_after_rope = true;
    return {};
}

Result<void> adjust_minicpm(ModelConfig& config, const MetadataKeys& keys, const gguf::File&) {
    // Files from before the keys were there are of models with these.
    TRY_ASSIGN(config.embedding_scale, keys.number("embedding_scale", 12.0f));
    TRY_ASSIGN(config.residual_scale,
               keys.number("residual_scale", 1.4f / std::sqrt(static_cast<float>(config.layers))));
    TRY_ASSIGN(const float divisor,
               keys.number("logit_scale", 256.0f / static_cast<float>(config.embedding)));
    config.logit_scale = divisor != 0 ? 1.0f / divisor : 1.0f;
    return {};
}

Result<void> adjust_learned_positions(ModelConfig& config, const MetadataKeys&, const gguf::File&) {
    config.learned_positions = true;
    return {};
}

Result<void> adjust_bert(ModelConfig& config, const MetadataKeys& keys, const gguf::File&) {
    config.learned_positions = true;
    config.causal = false;
    config.post_norm = true;
    config.input_norms = false;
    TRY_ASSIGN(const int32_t pooling, keys.integer("pooling_type", 0, 4, 1));
    constexpr std::array kinds = {Pooling::None, Pooling::Mean, Pooling::Cls, Pooling::Last, Pooling::None};
    config.pooling = kinds[static_cast<size_t>(pooling)];
    return {};
}

// Sources: the reference implementations in Hugging Face transformers; names of keys and tensors are GGUF's.
constexpr auto table = std::to_array<ArchitectureRow>({
    // name, norm, rope, activation, feed-forward, what else
    {"llama", NormKind::Rms, RopeKind::Interleaved, ActivationKind::Silu, FeedForward::Gated, nullptr},
    {"qwen2", NormKind::Rms, RopeKind::Halves, ActivationKind::Silu, FeedForward::Gated, nullptr},
    {"qwen3", NormKind::Rms, RopeKind::Halves, ActivationKind::Silu, FeedForward::Gated, adjust_qwen3},
    // The language part of models that also see: their text turns as that of the plain ones.
    {"qwen2vl", NormKind::Rms, RopeKind::Halves, ActivationKind::Silu, FeedForward::Gated, nullptr},
    {"qwen3vl", NormKind::Rms, RopeKind::Halves, ActivationKind::Silu, FeedForward::Gated, adjust_qwen3},
    {"gemma", NormKind::Rms, RopeKind::Halves, ActivationKind::GeluTanh, FeedForward::Gated, adjust_gemma},
    {"gemma2", NormKind::Rms, RopeKind::Halves, ActivationKind::GeluTanh, FeedForward::Gated, adjust_gemma2},
    {"gemma3", NormKind::Rms, RopeKind::Halves, ActivationKind::GeluTanh, FeedForward::Gated, adjust_gemma3},
    {"gemma4", NormKind::Rms, RopeKind::Halves, ActivationKind::GeluTanh, FeedForward::Gated, adjust_gemma4},
    {"phi3", NormKind::Rms, RopeKind::Halves, ActivationKind::Silu, FeedForward::Gated, nullptr},
    {"granite", NormKind::Rms, RopeKind::Interleaved, ActivationKind::Silu, FeedForward::Gated,
     adjust_granite},
    {"qwen2moe", NormKind::Rms, RopeKind::Halves, ActivationKind::Silu, FeedForward::Gated,
     adjust_shares_of_all},
    {"qwen3moe", NormKind::Rms, RopeKind::Halves, ActivationKind::Silu, FeedForward::Gated, adjust_qwen3},
    {"olmoe", NormKind::Rms, RopeKind::Halves, ActivationKind::Silu, FeedForward::Gated, adjust_olmoe},
    {"granitemoe", NormKind::Rms, RopeKind::Interleaved, ActivationKind::Silu, FeedForward::Gated,
     adjust_granite},
    {"gpt-oss", NormKind::Rms, RopeKind::Halves, ActivationKind::ClampedSwiglu, FeedForward::Gated,
     adjust_gpt_oss},
    {"deepseek", NormKind::Rms, RopeKind::Interleaved, ActivationKind::Silu, FeedForward::Gated,
     adjust_shares_of_all},
    {"bailingmoe", NormKind::Rms, RopeKind::Interleaved, ActivationKind::Silu, FeedForward::Gated,
     adjust_shares_of_all},
    {"ernie4_5-moe", NormKind::Rms, RopeKind::Interleaved, ActivationKind::Silu, FeedForward::Gated, nullptr},
    {"falcon", NormKind::Layer, RopeKind::Halves, ActivationKind::Gelu, FeedForward::Plain, adjust_parallel},
    {"starcoder", NormKind::Layer, RopeKind::None, ActivationKind::GeluTanh, FeedForward::Plain,
     adjust_learned_positions},
    {"starcoder2", NormKind::Layer, RopeKind::Halves, ActivationKind::GeluTanh, FeedForward::Plain, nullptr},
    {"gpt2", NormKind::Layer, RopeKind::None, ActivationKind::GeluTanh, FeedForward::Plain,
     adjust_learned_positions},
    {"gptneox", NormKind::Layer, RopeKind::Halves, ActivationKind::Gelu, FeedForward::Plain, adjust_gptneox},
    {"phi2", NormKind::Layer, RopeKind::Halves, ActivationKind::GeluTanh, FeedForward::Plain,
     adjust_parallel},
    {"stablelm", NormKind::Layer, RopeKind::Halves, ActivationKind::Silu, FeedForward::Gated,
     adjust_stablelm},
    {"command-r", NormKind::Layer, RopeKind::Interleaved, ActivationKind::Silu, FeedForward::Gated,
     adjust_command_r},
    {"olmo2", NormKind::Rms, RopeKind::Halves, ActivationKind::Silu, FeedForward::Gated, adjust_olmo2},
    {"smollm3", NormKind::Rms, RopeKind::Interleaved, ActivationKind::Silu, FeedForward::Gated,
     adjust_smollm3},
    {"mistral3", NormKind::Rms, RopeKind::Interleaved, ActivationKind::Silu, FeedForward::Gated,
     adjust_mistral3},
    {"chatglm", NormKind::Rms, RopeKind::Interleaved, ActivationKind::Silu, FeedForward::Gated, nullptr},
    {"glm4", NormKind::Rms, RopeKind::Interleaved, ActivationKind::Silu, FeedForward::Gated, adjust_glm4},
    {"exaone", NormKind::Rms, RopeKind::Halves, ActivationKind::Silu, FeedForward::Gated, nullptr},
    {"exaone4", NormKind::Rms, RopeKind::Halves, ActivationKind::Silu, FeedForward::Gated, adjust_exaone4},
    {"cohere2", NormKind::Layer, RopeKind::Interleaved, ActivationKind::Silu, FeedForward::Gated,
     adjust_cohere2},
    {"seed_oss", NormKind::Rms, RopeKind::Halves, ActivationKind::Silu, FeedForward::Gated, adjust_seed_oss},
    {"ernie4_5", NormKind::Rms, RopeKind::Interleaved, ActivationKind::Silu, FeedForward::Gated, nullptr},
    {"hunyuan-dense", NormKind::Rms, RopeKind::Halves, ActivationKind::Silu, FeedForward::Gated,
     adjust_hunyuan_dense},
    {"minicpm", NormKind::Rms, RopeKind::Interleaved, ActivationKind::Silu, FeedForward::Gated,
     adjust_minicpm},
    {"nemotron", NormKind::Layer, RopeKind::Halves, ActivationKind::ReluSquared, FeedForward::Plain, nullptr},
    {"arcee", NormKind::Rms, RopeKind::Interleaved, ActivationKind::ReluSquared, FeedForward::Plain, nullptr},
    {"internlm2", NormKind::Rms, RopeKind::Interleaved, ActivationKind::Silu, FeedForward::Gated, nullptr},
    {"xverse", NormKind::Rms, RopeKind::Interleaved, ActivationKind::Silu, FeedForward::Gated, nullptr},
    {"deci", NormKind::Rms, RopeKind::Interleaved, ActivationKind::Silu, FeedForward::Gated, nullptr},
    {"orion", NormKind::Layer, RopeKind::Halves, ActivationKind::Silu, FeedForward::Gated, nullptr},
    {"bert", NormKind::Layer, RopeKind::None, ActivationKind::Gelu, FeedForward::Plain, adjust_bert},
});

} // namespace

const ArchitectureRow* find_architecture(std::string_view name) {
    const auto row = std::ranges::find(table, name, &ArchitectureRow::name);
    return row == table.end() ? nullptr : &*row;
}

std::vector<std::string> architecture_names() {
    std::vector<std::string> names;
    for (const ArchitectureRow& row : table)
        names.emplace_back(row.name);
    return names;
}

} // namespace hearth
