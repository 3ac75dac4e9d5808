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
    const float low = std::max(0.0f, std::floor(pair_of_turns(scaling.beta_fast)));
    const float high =
        std::min(static_cast<float>(rope.dims - 1), std::ceil(pair_of_turns(scaling.beta_slow)));
    for (size_t i = 0; i < rope.inverse_frequency.size(); ++i) {
        const float ramp =
            std::clamp((static_cast<float>(i) - low) / std::max(0.001f, high - low), 0.0f, 1.0f);
        const float stretched = rope.inverse_frequency[i] / scaling.factor;
        rope.inverse_frequency[i] = stretched * ramp + rope.inverse_frequency[i] * (1.0f - ramp);
    }
    rope.magnitude *= 1.0f + 0.1f * std::log(scaling.factor);
}

RopeParams make_rope(const ModelConfig& config, float base, const std::vector<float>& divisors,
                     const Scaling& scaling) {
    RopeParams rope{config.rope_kind, config.rope_dims, plain_frequencies(config.rope_dims, base, divisors),
                    scaling.attention_factor};
    if (scaling.type == "linear") {
        for (float& frequency : rope.inverse_frequency)
            frequency /= scaling.factor;
    } else if (scaling.type == "yarn") {
        apply_yarn(rope, base, scaling);
    }
    return rope;
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
    config.rope = make_rope(config, base, short_factors.empty() ? divisors : short_factors, scaling);
    config.rope_window = config.rope;
    if (config.architecture ==
        "gemma3") { // windowed layers turn by a base of their own and are never stretched
        TRY_ASSIGN(const float window_base, keys.number("rope.freq_base_swa", 10000.0f));
        config.rope_window = make_rope(config, window_base, {}, Scaling{});
    }
    if (!long_factors.empty()) {
        config.rope_long = make_rope(config, base, long_factors, scaling);
        config.rope_original_context = scaling.original_context;
    }
    return {};
}

} // namespace hearth
