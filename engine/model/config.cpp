#include "engine/model/config.h"

#include "engine/model/architectures.h"
#include "engine/model/experts.h"
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

Result<std::vector<int32_t>> MetadataKeys::per_layer(std::string_view key, int32_t layers, int64_t smallest,
                                                     int64_t largest, std::optional<int64_t> fallback) const {
    const std::string full = full_key(key);
    std::vector<int64_t> numbers;
    const gguf::Value* value = m_metadata.find(full);
    if (const auto list = m_metadata.integers(full); !list.empty())
        numbers.assign(list.begin(), list.end());
    else if (const auto* flags = value ? std::get_if<std::vector<bool>>(value) : nullptr)
        numbers.assign(flags->begin(), flags->end());
    if (numbers.empty()) {
        TRY_ASSIGN(const int32_t same, integer(key, smallest, largest, fallback));
        return std::vector<int32_t>(static_cast<size_t>(layers), same);
    }
    // Lists of converters that count layers for drafts, too, are longer.
    if (numbers.size() < static_cast<size_t>(layers))
        return fail(ErrorKind::InvalidInput, fmt::format("{}: {} is a list of {} numbers for {} layers",
                                                         m_file, full, numbers.size(), layers));
    numbers.resize(static_cast<size_t>(layers));
    if (std::ranges::any_of(numbers, [&](int64_t number) { return number < smallest || number > largest; }))
        return fail(ErrorKind::InvalidInput, fmt::format("{}: {} must be whole numbers from {} to {}", m_file,
                                                         full, smallest, largest));
    return std::vector<int32_t>(numbers.begin(), numbers.end());
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

bool MetadataKeys::is_list(std::string_view key) const {
    const gguf::Value* value = m_metadata.find(full_key(key));
    return value && (std::holds_alternative<std::vector<int64_t>>(*value) ||
                     std::holds_alternative<std::vector<bool>>(*value));
}

bool MetadataKeys::boolean(std::string_view key, bool fallback) const {
    return m_metadata.boolean(full_key(key)).value_or(fallback);
}

std::string_view MetadataKeys::string(std::string_view key) const {
    return m_metadata.string(full_key(key)).value_or("");
}

const RopeParams* ModelConfig::rope_of(int32_t index, int32_t capacity) const {
    if (rope_kind == RopeKind::None || !layer(index).rotated)
        return nullptr;
    if (rope_original_context > 0 && capacity > rope_original_context)
        return &rope_long;
    return is_windowed(index) ? &rope_window : &rope;
}

int32_t ModelConfig::cached_layers() const {
    return 1 + std::ranges::max(layer_shapes, {}, &LayerShape::cache_layer).cache_layer;
}

KvCacheShape ModelConfig::cache_shape(int32_t capacity, CacheType type) const {
    KvCacheShape shape{cached_layers(), kv_heads, key_dim, value_dim, capacity, type};
    for (int32_t index = 0; index < shape.layers; ++index)
        shape.rows.push_back({layer(index).kv_heads, layer(index).key_dim, layer(index).value_dim});
    if (std::ranges::all_of(shape.rows, [&](const CacheRow& row) { return row == shape.rows.front(); }))
        shape.rows.clear();
    return shape;
}

namespace {

/// Layers may differ where files have a list instead of a number (pruned models, gemma4).
Result<void> read_layer_shapes(const MetadataKeys& keys, ModelConfig& config) {
    const int32_t layers = config.layers;
    const bool mixture = keys.has("expert_count"); // all of whose layers may have experts
    TRY_ASSIGN(const auto inner, keys.per_layer("feed_forward_length", layers, mixture ? 0 : 1, 1 << 22,
                                                mixture ? std::optional<int64_t>(0) : std::nullopt));
    TRY_ASSIGN(const auto heads, keys.per_layer("attention.head_count", layers, 1, 4096));
    config.heads = std::ranges::max(heads);
    TRY_ASSIGN(const auto kv_heads, keys.per_layer("attention.head_count_kv", layers, 1, 4096, config.heads));
    const int32_t plain_dim = config.embedding / config.heads;
    TRY_ASSIGN(config.key_dim, keys.integer("attention.key_length", 1, 8192, plain_dim));
    TRY_ASSIGN(config.value_dim, keys.integer("attention.value_length", 1, 8192, plain_dim));
    config.feed_forward = std::ranges::max(inner);
    config.kv_heads = std::ranges::max(kv_heads);
    for (int32_t index = 0; index < layers; ++index) {
        const auto at = static_cast<size_t>(index);
        if (heads[at] % kv_heads[at] != 0 || config.key_dim == 0 || config.value_dim == 0)
            return fail(ErrorKind::InvalidInput,
                        fmt::format("{}: {} attention heads do not share {} key heads evenly", keys.file(),
                                    heads[at], kv_heads[at]));
        config.layer_shapes.push_back({.heads = heads[at],
                                       .kv_heads = kv_heads[at],
                                       .key_dim = config.key_dim,
                                       .value_dim = config.value_dim,
                                       .feed_forward = inner[at],
                                       .cache_layer = index});
    }
    return {};
}

Result<void> read_sizes(const gguf::File& file, const MetadataKeys& keys, ModelConfig& config) {
    TRY_ASSIGN(config.layers, keys.integer("block_count", 1, 1024));
    TRY_ASSIGN(config.embedding, keys.integer("embedding_length", 1, 1 << 20));
    TRY(read_layer_shapes(keys, config));
    TRY_ASSIGN(config.context_length, keys.integer("context_length", 1, 1 << 28));
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
    for (LayerShape& layer : config.layer_shapes)
        layer.windowed = config.window > 0;
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
    TRY(read_experts(file, keys, config));
    TRY(read_rope(file, keys, config));
    return config;
}

} // namespace hearth
