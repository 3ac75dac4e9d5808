#include "engine/model/rope.h"

#include "engine/quant/decode.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hearth {

namespace {

struct Scaling {
    std::string_view type; ///< "linear", "yarn", "longrope", "none" or empty
    float factor = 1.0f;
    float attention_factor = 1.0f;
    int32_t original_context = 0;
    float beta_fast = 32.0f;
    float beta_slow = 1.0f;
    bool whole_attention_factor = false; ///< YaRN's own is part of it
    float log_multiplier = 0.0f;         ///< YaRN's growth of attention is taken back by as much of itself
    bool whole_pairs = true;             ///< YaRN's blend begins and ends at whole pairs
};

Result<Scaling> read_scaling(const MetadataKeys& keys, const ModelConfig& config) {
    Scaling scaling;
    scaling.type = keys.string("rope.scaling.type");
    TRY_ASSIGN(const float old_factor, keys.number("rope.scale_linear", 1.0f));
    TRY_ASSIGN(scaling.factor, keys.number("rope.scaling.factor", old_factor));
    TRY_ASSIGN(scaling.attention_factor, keys.number("rope.scaling.attn_factor", 1.0f));
    TRY_ASSIGN(scaling.original_context,
               keys.integer("rope.scaling.original_context_length", 1, 1 << 28, config.context_length));
    TRY_ASSIGN(scaling.beta_fast, keys.number("rope.scaling.yarn_beta_fast", 32.0f));
    TRY_ASSIGN(scaling.beta_slow, keys.number("rope.scaling.yarn_beta_slow", 1.0f));
    // OLMo 3's converter writes what its definition multiplies by.
    scaling.whole_attention_factor = config.architecture == "olmo2" && keys.has("rope.scaling.attn_factor");
    TRY_ASSIGN(scaling.log_multiplier, keys.number("rope.scaling.yarn_log_multiplier", 0.0f));
    scaling.whole_pairs = config.architecture != "gpt-oss"; // as its authors trained it ("truncate": false)
    if (scaling.factor <= 0)
        scaling.factor = 1.0f;
    // A factor without a type means the linear kind, as in files from before the key was there.
    if (scaling.type.empty() && scaling.factor != 1.0f)
        scaling.type = "linear";
    constexpr std::array known = {"", "none", "linear", "yarn", "longrope"};
    if (std::ranges::find(known, scaling.type) == known.end())
        return fail(ErrorKind::Unsupported,
                    fmt::format("{}: rope scaling of type {} is not one that Hearth knows", keys.file(),
                                scaling.type));
    return scaling;
}

/// Factors that divide the frequencies, one per pair; empty when the tensor is not there.
Result<std::vector<float>> read_factors(const gguf::File& file, const MetadataKeys& keys,
                                        std::string_view name, int32_t pairs) {
    const gguf::TensorView* tensor = file.tensor(name);
    if (!tensor) // some converters write one tensor per layer; all are the same
        tensor = file.tensor("blk.0." + std::string(name));
    if (!tensor)
        return std::vector<float>();
    if (tensor->elements() != pairs || tensor->type != TensorType::F32)
        return fail(ErrorKind::InvalidInput,
                    fmt::format("{}: tensor {} must hold {} F32 numbers", keys.file(), name, pairs));
    std::vector<float> factors(static_cast<size_t>(pairs));
    decode_row(tensor->type, tensor->bytes.data(), factors.data(), factors.size());
    if (std::ranges::any_of(factors, [](float factor) { return !(factor > 0) || !std::isfinite(factor); }))
        return fail(ErrorKind::InvalidInput,
                    fmt::format("{}: tensor {} holds a factor that is not positive", keys.file(), name));
    return factors;
}

std::vector<float> plain_frequencies(int32_t dims, float base, const std::vector<float>& divisors) {
    std::vector<float> frequencies(static_cast<size_t>(dims / 2));
    for (size_t i = 0; i < frequencies.size(); ++i) {
        const double exponent = -2.0 * static_cast<double>(i) / dims;
        frequencies[i] = static_cast<float>(std::pow(static_cast<double>(base), exponent));
        if (!divisors.empty())
            frequencies[i] /= divisors[i];
    }
    return frequencies;
}

/// YaRN (arXiv:2309.00071): fast pairs keep their frequency, slow ones are stretched, those between are
/// blended.
void apply_yarn(RopeParams& rope, float base, const Scaling& scaling) {
    const auto pair_of_turns = [&](float turns) {
        return rope.dims *
               std::log(static_cast<float>(scaling.original_context) /
                        (turns * 2.0f * std::numbers::pi_v<float>)) /
               (2.0f * std::log(base));
    };
    const float first = pair_of_turns(scaling.beta_fast), last = pair_of_turns(scaling.beta_slow);
    const float low = std::max(0.0f, scaling.whole_pairs ? std::floor(first) : first);
    const float high =
        std::min(static_cast<float>(rope.dims - 1), scaling.whole_pairs ? std::ceil(last) : last);
    for (size_t i = 0; i < rope.inverse_frequency.size(); ++i) {
        const float ramp =
            std::clamp((static_cast<float>(i) - low) / std::max(0.001f, high - low), 0.0f, 1.0f);
        const float stretched = rope.inverse_frequency[i] / scaling.factor;
        rope.inverse_frequency[i] = stretched * ramp + rope.inverse_frequency[i] * (1.0f - ramp);
    }
    if (scaling.whole_attention_factor)
        return;
    const float growth = 0.1f * std::log(scaling.factor);
    rope.magnitude *= (1.0f + growth) / std::max(0.001f, 1.0f + scaling.log_multiplier * growth);
}

RopeParams make_rope(RopeKind kind, int32_t dims, float base, const std::vector<float>& divisors,
                     const Scaling& scaling) {
    RopeParams rope{kind, dims, plain_frequencies(dims, base, divisors), scaling.attention_factor};
    if (scaling.type == "linear") {
        for (float& frequency : rope.inverse_frequency)
            frequency /= scaling.factor;
    } else if (scaling.type == "yarn") {
        apply_yarn(rope, base, scaling);
    }
    return rope;
}

/// Windowed layers may turn by a base, and so many columns, of their own, and are not stretched.
Result<void> read_window_rope(const MetadataKeys& keys, ModelConfig& config, float base) {
    TRY_ASSIGN(const float own,
               keys.number("rope.freq_base_swa", config.architecture.starts_with("gemma") ? 10000.0f : base));
    if (own <= 1.0f)
        return fail(ErrorKind::InvalidInput,
                    fmt::format("{}: rope.freq_base_swa must be larger than 1", keys.file()));
    int32_t widest = config.key_dim;
    for (const LayerShape& layer : config.layer_shapes)
        if (layer.windowed)
            widest = std::min(widest, layer.key_dim);
    TRY_ASSIGN(const int32_t dims,
               keys.integer("rope.dimension_count_swa", 2, widest, std::min(config.rope_dims, widest)));
    if (dims % 2 != 0)
        return fail(ErrorKind::InvalidInput,
                    fmt::format("{}: rope.dimension_count_swa must be even", keys.file()));
    config.rope_window = make_rope(config.rope_kind, dims, own, {}, Scaling{});
    return {};
}

} // namespace

Result<void> read_rope(const gguf::File& file, const MetadataKeys& keys, ModelConfig& config) {
    if (config.rope_kind == RopeKind::None)
        return {};
    TRY_ASSIGN(config.rope_dims, keys.integer("rope.dimension_count", 2, config.key_dim, config.key_dim));
    if (config.rope_dims % 2 != 0)
        return fail(ErrorKind::InvalidInput,
                    fmt::format("{}: rope.dimension_count must be even", keys.file()));
    TRY_ASSIGN(const float base,
               keys.number("rope.freq_base", config.architecture == "gemma3" ? 1e6f : 10000.0f));
    if (base <= 1.0f)
        return fail(ErrorKind::InvalidInput,
                    fmt::format("{}: rope.freq_base must be larger than 1", keys.file()));
    TRY_ASSIGN(const Scaling scaling, read_scaling(keys, config));
    const int32_t pairs = config.rope_dims / 2;
    TRY_ASSIGN(const std::vector<float> divisors, read_factors(file, keys, "rope_freqs.weight", pairs));
    TRY_ASSIGN(const std::vector<float> long_factors,
               read_factors(file, keys, "rope_factors_long.weight", pairs));
    TRY_ASSIGN(const std::vector<float> short_factors,
               read_factors(file, keys, "rope_factors_short.weight", pairs));
    config.rope = make_rope(config.rope_kind, config.rope_dims, base,
                            short_factors.empty() ? divisors : short_factors, scaling);
    config.rope_window = config.rope;
    if (config.plain_window_rope)
        TRY(read_window_rope(keys, config, base));
    if (!long_factors.empty()) {
        config.rope_long = make_rope(config.rope_kind, config.rope_dims, base, long_factors, scaling);
        config.rope_original_context = scaling.original_context;
    }
    return {};
}

} // namespace hearth
