// What a model takes, and what the system has.
#include "engine/model/model.h"
#include "engine/quant/types.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

#if defined(_WIN32)
#include <windows.h>
#elif defined(__APPLE__)
#include <mach/mach.h>
#elif defined(__linux__)
#include <unistd.h>
#endif

namespace hearth {

namespace {

double bytes_per_element(CacheType type) {
    switch (type) {
    case CacheType::F32:
        return 4.0;
    case CacheType::F16:
        return 2.0;
    case CacheType::Q8_0:
        return 34.0 / 32.0;
    case CacheType::Q4_0:
        return 18.0 / 32.0;
    }
    return 4.0;
}

#ifdef __linux__
std::optional<uint64_t> read_number(const std::string& path) {
    std::ifstream stream(path);
    uint64_t number = 0;
    if (stream >> number)
        return number;
    return std::nullopt;
}

uint64_t available_of_system() {
    std::ifstream stream("/proc/meminfo");
    std::string key, unit;
    uint64_t kibibytes = 0;
    while (stream >> key >> kibibytes >> unit)
        if (key == "MemAvailable:")
            return kibibytes * 1024;
    return std::numeric_limits<uint64_t>::max();
}

/// What is left below the limit of this process's control group (version 2), caches that can be dropped not
/// counted.
uint64_t available_of_group() {
    std::ifstream stream("/proc/self/cgroup");
    std::string line;
    while (std::getline(stream, line)) {
        if (!line.starts_with("0::"))
            continue;
        const std::string folder = "/sys/fs/cgroup" + line.substr(3);
        const auto limit = read_number(folder + "/memory.max");
        const auto used = read_number(folder + "/memory.current");
        uint64_t droppable = 0;
        std::ifstream statistics(folder + "/memory.stat");
        std::string key;
        uint64_t value = 0;
        while (statistics >> key >> value)
            if (key == "inactive_file" || key == "active_file")
                droppable += value;
        if (limit && used)
            return *limit > *used - std::min(*used, droppable) ? *limit - (*used - std::min(*used, droppable))
                                                               : 0;
    }
    return std::numeric_limits<uint64_t>::max();
}
#endif

} // namespace

uint64_t available_memory() {
#ifdef __linux__
    return std::min(available_of_system(), available_of_group());
#elif defined(_WIN32)
    MEMORYSTATUSEX status{};
    status.dwLength = sizeof status;
    return GlobalMemoryStatusEx(&status) ? status.ullAvailPhys : std::numeric_limits<uint64_t>::max();
#elif defined(__APPLE__)
    vm_statistics64_data_t pages{};
    mach_msg_type_number_t count = HOST_VM_INFO64_COUNT;
    if (host_statistics64(mach_host_self(), HOST_VM_INFO64, reinterpret_cast<host_info64_t>(&pages),
                          &count) != KERN_SUCCESS)
        return std::numeric_limits<uint64_t>::max();
    // What is inactive or purgeable goes when somebody needs it.
    return (static_cast<uint64_t>(pages.free_count) + pages.inactive_count + pages.purgeable_count) *
           vm_page_size;
#else
    return std::numeric_limits<uint64_t>::max();
#endif
}

uint64_t layer_cache_bytes(const ModelConfig& config, int32_t layer, int32_t context_length,
                           CacheType cache_type) {
    const LayerShape& shape = config.layer(layer);
    if (!shape.keeps_values)
        return 0;
    const double row = static_cast<double>(shape.kv_heads) * (shape.key_dim + shape.value_dim);
    return static_cast<uint64_t>(row * bytes_per_element(cache_type) * context_length);
}

MemoryNeeds estimate_memory(const gguf::File& file, const ModelConfig& config, int32_t context_length,
                            CacheType cache_type, int32_t batch_rows, int32_t output_rows) {
    MemoryNeeds needs;
    for (const gguf::TensorView& tensor : file.tensors())
        needs.weights += tensor.bytes.size();
    if (config.causal) {
        for (int32_t layer = 0; layer < config.layers; ++layer)
            needs.cache += layer_cache_bytes(config, layer, context_length, cache_type);
    }
    const uint64_t columns =
        3 * static_cast<uint64_t>(config.embedding) +
        static_cast<uint64_t>(config.heads) * static_cast<uint64_t>(config.key_dim + config.value_dim) +
        static_cast<uint64_t>(config.kv_heads) * static_cast<uint64_t>(config.key_dim + config.value_dim) +
        (config.gated ? 2u : 1u) * static_cast<uint64_t>(config.largest_feed_forward()) +
        (static_cast<uint64_t>(config.layers) + 2) * static_cast<uint64_t>(config.per_layer_input) +
        static_cast<uint64_t>(config.routing.experts) +
        static_cast<uint64_t>(config.routing.used) *
            static_cast<uint64_t>(2 * config.expert_feed_forward + config.embedding);
    needs.activations = 4 * (columns * static_cast<uint64_t>(batch_rows) +
                             static_cast<uint64_t>(output_rows) *
                                 static_cast<uint64_t>(config.embedding + config.vocabulary));
    return needs;
}

} // namespace hearth
