#include "engine/model/architectures.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hearth {

namespace {

Result<void> adjust_qwen3(ModelConfig& config, const MetadataKeys&, const gguf::File&) {
    config.query_key_norms = true;
    return {};
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

Result<void> adjust_gemma2(ModelConfig& config, const MetadataKeys& keys, const gguf::File& file) {
    TRY(adjust_gemma(config, keys, file));
    config.branch_norms = true;
    TRY_ASSIGN(config.attention_soft_cap, keys.number("attn_logit_softcapping", 50.0f));
    TRY_ASSIGN(config.logit_soft_cap, keys.number("final_logit_softcapping", 30.0f));
    TRY_ASSIGN(config.window, keys.integer("attention.sliding_window", 0, INT32_MAX, 4096));
    config.window_period = 2;
    scale_attention_of_largest(config, 46); // 27B
    return {};
}

Result<void> adjust_gemma3(ModelConfig& config, const MetadataKeys& keys, const gguf::File& file) {
    TRY(adjust_gemma(config, keys, file));
    config.branch_norms = true;
    config.query_key_norms = true;
    TRY_ASSIGN(config.logit_soft_cap, keys.number("final_logit_softcapping", 0.0f));
    TRY_ASSIGN(config.window_period, keys.integer("attention.sliding_window_pattern", 1, 1024, 6));
    scale_attention_of_largest(config, 62); // 27B
    return {};
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

Result<void> adjust_olmo2(ModelConfig& config, const MetadataKeys&, const gguf::File&) {
    config.input_norms = false;
    config.branch_norms = true;
    config.query_key_norms = true;
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
    {"gemma", NormKind::Rms, RopeKind::Halves, ActivationKind::GeluTanh, FeedForward::Gated, adjust_gemma},
    {"gemma2", NormKind::Rms, RopeKind::Halves, ActivationKind::GeluTanh, FeedForward::Gated, adjust_gemma2},
    {"gemma3", NormKind::Rms, RopeKind::Halves, ActivationKind::GeluTanh, FeedForward::Gated, adjust_gemma3},
    {"phi3", NormKind::Rms, RopeKind::Halves, ActivationKind::Silu, FeedForward::Gated, nullptr},
    {"granite", NormKind::Rms, RopeKind::Interleaved, ActivationKind::Silu, FeedForward::Gated,
     adjust_granite},
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
