#include "engine/model/config.h"

#include "engine/model/architectures.h"
#include "engine/model/rope.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace hearth {

Result<int32_t> MetadataKeys::integer(std::string_view key, int64_t smallest, int64_t largest,
                                      std::optional<int64_t> fallback) const {
    const std::string full = full_key(key);
    const gguf::Value* value = m_metadata.find(full);
    if (!value) {
        if (fallback)
            return static_cast<int32_t>(*fallback);
        return fail(ErrorKind::InvalidInput, fmt::format("{}: the metadata key {} is missing", m_file, full));
    }
    std::optional<int64_t> number = m_metadata.integer(full);
    if (const auto list = m_metadata.integers(full); !list.empty()) {
        // One value per layer: we run models whose layers are alike.
        if (std::ranges::any_of(list, [&](int64_t item) { return item != list.front(); }))
            return fail(
                ErrorKind::Unsupported,
                fmt::format("{}: {} differs from layer to layer, which Hearth does not run", m_file, full));
        number = list.front();
    }
    if (!number || *number < smallest || *number > largest)
        return fail(ErrorKind::InvalidInput, fmt::format("{}: {} must be a whole number from {} to {}",
                                                         m_file, full, smallest, largest));
    return static_cast<int32_t>(*number);
}

Result<float> MetadataKeys::number(std::string_view key, std::optional<float> fallback) const {
    const std::string full = full_key(key);
    if (!m_metadata.find(full)) {
        if (fallback)
            return *fallback;
        return fail(ErrorKind::InvalidInput, fmt::format("{}: the metadata key {} is missing", m_file, full));
    }
    const auto number = m_metadata.number(full);
    if (!number || !std::isfinite(*number))
        return fail(ErrorKind::InvalidInput, fmt::format("{}: {} must be a finite number", m_file, full));
    return static_cast<float>(*number);
}

bool MetadataKeys::boolean(std::string_view key, bool fallback) const {
    return m_metadata.boolean(full_key(key)).value_or(fallback);
}

std::string_view MetadataKeys::string(std::string_view key) const {
    return m_metadata.string(full_key(key)).value_or("");
}

const RopeParams& ModelConfig::rope_of(int32_t layer, int32_t capacity) const {
    if (rope_original_context > 0 && capacity > rope_original_context)
        return rope_long;
    return is_windowed(layer) ? rope_window : rope;
}

namespace {

Result<void> read_sizes(const gguf::File& file, const MetadataKeys& keys, ModelConfig& config) {
    TRY_ASSIGN(config.layers, keys.integer("block_count", 1, 1024));
    TRY_ASSIGN(config.embedding, keys.integer("embedding_length", 1, 1 << 20));
    TRY_ASSIGN(config.feed_forward, keys.integer("feed_forward_length", 1, 1 << 22));
    TRY_ASSIGN(config.heads, keys.integer("attention.head_count", 1, 4096));
    TRY_ASSIGN(config.kv_heads, keys.integer("attention.head_count_kv", 1, 4096, config.heads));
    TRY_ASSIGN(config.key_dim,
               keys.integer("attention.key_length", 1, 8192, config.embedding / config.heads));
    TRY_ASSIGN(config.value_dim,
               keys.integer("attention.value_length", 1, 8192, config.embedding / config.heads));
    TRY_ASSIGN(config.context_length, keys.integer("context_length", 1, 1 << 28));
    if (config.heads % config.kv_heads != 0 || config.key_dim == 0 || config.value_dim == 0)
        return fail(ErrorKind::InvalidInput,
                    fmt::format("{}: {} attention heads do not share {} key heads evenly", keys.file(),
                                config.heads, config.kv_heads));
    TRY_ASSIGN(const int32_t experts, keys.integer("expert_count", 0, 65536, 0));
    if (experts > 0)
        return fail(
            ErrorKind::Unsupported,
            fmt::format("{}: a mixture of {} experts, which Hearth does not run yet", keys.file(), experts));
    const gguf::TensorView* table = file.tensor("token_embd.weight");
    if (!table || table->shape[0] != config.embedding || table->dimensions != 2)
        return fail(ErrorKind::InvalidInput,
                    fmt::format("{}: there is no tensor token_embd.weight with rows of {}", keys.file(),
                                config.embedding));
    if (table->shape[1] > (1 << 24))
        return fail(ErrorKind::InvalidInput,
                    fmt::format("{}: a vocabulary of {} tokens", keys.file(), table->shape[1]));
    config.vocabulary = static_cast<int32_t>(table->shape[1]);
    return {};
}

Result<void> read_common(const MetadataKeys& keys, ModelConfig& config) {
    const char* epsilon =
        config.norm == NormKind::Rms ? "attention.layer_norm_rms_epsilon" : "attention.layer_norm_epsilon";
    TRY_ASSIGN(config.epsilon, keys.number(epsilon, 1e-5f));
    TRY_ASSIGN(const float scale, keys.number("attention.scale", 0.0f));
    config.attention_scale = scale != 0 ? scale : 1.0f / std::sqrt(static_cast<float>(config.key_dim));
    TRY_ASSIGN(config.window, keys.integer("attention.sliding_window", 0, INT32_MAX, 0));
    return {};
}

} // namespace

Result<ModelConfig> read_config(const gguf::File& file) {
    const std::string name = file.path().string();
    ModelConfig config;
    const auto architecture = file.metadata().string("general.architecture");
    if (!architecture)
        return fail(ErrorKind::InvalidInput, name + ": the metadata key general.architecture is missing");
    const ArchitectureRow* row = find_architecture(*architecture);
    if (!row) {
        return fail(ErrorKind::Unsupported,
                    fmt::format("{}: the architecture {} is not one that Hearth runs ({})", name,
                                architecture->substr(0, 64), fmt::join(architecture_names(), ", ")));
    }
    config.architecture = *architecture;
    config.name = std::string(file.metadata().string("general.name").value_or(""));
    config.norm = row->norm;
    config.rope_kind = row->rope;
    config.activation = row->activation;
    config.gated = row->feed_forward == FeedForward::Gated;
    const MetadataKeys keys(file.metadata(), config.architecture, name);
    TRY(read_sizes(file, keys, config));
    TRY(read_common(keys, config));
    if (row->adjust)
        TRY(row->adjust(config, keys, file));
    TRY(read_rope(file, keys, config));
    return config;
}

} // namespace hearth
