#include "engine/model/placement.h"

#include "engine/model/model.h"
#include "engine/quant/types.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <numeric>

namespace hearth {

namespace {

constexpr uint64_t slice_alignment = 256; // devices place tensors at such addresses

uint64_t aligned(uint64_t bytes) {
    return (bytes + slice_alignment - 1) / slice_alignment * slice_alignment;
}

/// Vectors are held as float32 whatever the file has.
uint64_t bytes_on_device(const gguf::TensorView& tensor) {
    return aligned(tensor.dimensions == 1 ? static_cast<uint64_t>(tensor.elements()) * 4
                                          : tensor.bytes.size());
}

/// "blk.12.attn_q.weight" → 12; −1 for tensors of no layer.
int32_t layer_of(const std::string& name) {
    constexpr std::string_view prefix = "blk.";
    int32_t layer = -1;
    if (name.starts_with(prefix))
        std::from_chars(name.data() + prefix.size(), name.data() + name.size(), layer);
    return layer;
}

} // namespace

std::string mebibytes(uint64_t bytes) {
    return bytes < (10 << 20) ? fmt::format("{:.1f} MiB", static_cast<double>(bytes) / (1 << 20))
                              : fmt::format("{} MiB", bytes >> 20);
}

uint64_t PartBytes::whole() const {
    return std::accumulate(layers.begin(), layers.end(), embedding + output + working);
}

PartBytes part_bytes(const gguf::File& file, const ModelConfig& config, int32_t context_length,
                     CacheType cache_type, int32_t rows, int32_t outputs) {
    PartBytes parts;
    const MemoryNeeds needs = estimate_memory(file, config, context_length, cache_type, rows, outputs);
    parts.working = needs.activations;
    for (int32_t layer = 0; layer < config.layers; ++layer) {
        const uint64_t bytes =
            config.causal ? layer_cache_bytes(config, layer, context_length, cache_type) : 0;
        parts.caches.push_back(aligned(bytes) + 2 * slice_alignment);
    }
    parts.inseparable = config.per_layer_input > 0 || config.cached_layers() < config.layers;
    parts.layers = parts.caches;
    uint64_t token_table = 0;
    for (const gguf::TensorView& tensor : file.tensors()) {
        const uint64_t bytes = bytes_on_device(tensor);
        const int32_t layer = layer_of(tensor.name);
        if (layer >= 0 && layer < config.layers)
            parts.layers[static_cast<size_t>(layer)] += bytes;
        else if (tensor.name.starts_with("output"))
            parts.output += bytes;
        else
            parts.embedding += bytes;
        if (tensor.name == "token_embd.weight")
            token_table = bytes;
    }
    const bool tied = config.causal && !file.tensor("output.weight");
    parts.output_alone = parts.output + (tied ? token_table : 0);
    return parts;
}

Placement place_layers(const PartBytes& parts, uint64_t free_bytes, int32_t wanted) {
    Placement placement;
    placement.layers = static_cast<int32_t>(parts.layers.size());
    placement.whole_bytes = parts.whole();
    placement.free_bytes = free_bytes;
    placement.whole = wanted < 0 ? placement.whole_bytes <= free_bytes : wanted >= placement.layers;
    if (placement.whole) {
        placement.on_device = placement.layers;
        placement.device_bytes = placement.whole_bytes;
        placement.device_cache = std::accumulate(parts.caches.begin(), parts.caches.end(), uint64_t{0});
        return placement;
    }
    if (parts.inseparable)
        return placement;
    uint64_t bytes = parts.output_alone + parts.working;
    for (size_t layer = parts.layers.size(); layer-- > 0;) {
        const bool more =
            wanted < 0 ? bytes + parts.layers[layer] <= free_bytes : placement.on_device < wanted;
        if (!more)
            break;
        bytes += parts.layers[layer];
        placement.device_cache += parts.caches[layer];
        placement.device_bytes = bytes;
        ++placement.on_device;
    }
    return placement;
}

std::string Placement::explanation() const {
    if (whole)
        return fmt::format("all {} layers, {} of the {} that are free", layers, mebibytes(device_bytes),
                           mebibytes(free_bytes));
    return fmt::format("{} of {} layers ({}): all need {}, {} are free", on_device, layers,
                       mebibytes(device_bytes), mebibytes(whole_bytes), mebibytes(free_bytes));
}

} // namespace hearth
