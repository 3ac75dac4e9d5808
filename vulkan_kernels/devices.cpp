// What people see of Vulkan devices, and the factory that the engine opens them by.
#include "vulkan_kernels/pipelines.h"
#include "vulkan_kernels/vulkan_backend.h"

#include <fmt/format.h>

#include <charconv>

namespace hearth::vulkan {

namespace {

// The CPU path has 0. A software driver is slower than the CPU path that it runs on.
int32_t preference(const PhysicalDevice& device) {
    switch (device.type) {
    case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU:
        return 100;
    case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU:
        return 50;
    case VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU:
        return 40;
    default:
        return -50;
    }
}

DeviceInfo describe(size_t index, const PhysicalDevice& device) {
    const bool software = device.type == VK_PHYSICAL_DEVICE_TYPE_CPU;
    DeviceInfo info{.id = fmt::format("vulkan:{}", index),
                    .name = device.name,
                    .kind = "gpu",
                    .memory_bytes = memory_for_models(device.free_memory_bytes),
                    .usable = device.unusable.empty(),
                    .preference = preference(device),
                    .note = {},
                    .features = device.features};
    info.features.insert(info.features.begin(), device.driver);
    if (!info.usable)
        info.note = fmt::format("not used: {}", device.unusable);
    else if (software)
        info.note = "a driver that computes on the CPU, for tests; slower than the CPU path";
    else
        info.note = fmt::format("{} MB of {} MB are free{}", device.free_memory_bytes >> 20,
                                device.device_memory_bytes >> 20,
                                device.memory_budget ? "" : " as far as the driver tells");
    return info;
}

Result<std::unique_ptr<Backend>> open(const std::string& id, const BackendOptions&) {
    TRY_ASSIGN(const auto devices, list_physical_devices());
    uint32_t index = 0;
    if (const size_t colon = id.find(':'); colon != std::string::npos) {
        const char* end = id.data() + id.size();
        if (std::from_chars(id.data() + colon + 1, end, index).ptr != end || index >= devices.size())
            return fail(ErrorKind::NotFound,
                        fmt::format("there is no Vulkan device \"{}\": {} found", id, devices.size()));
    }
    return create_vulkan_backend(
        {.device_index = index, .cache_file = default_cache_file(devices[index]), .faults = {}});
}

} // namespace

BackendFactory vulkan_factory() {
    return {"vulkan",
            [] {
                std::vector<DeviceInfo> infos;
                if (const auto devices = list_physical_devices()) {
                    for (size_t i = 0; i < devices->size(); ++i)
                        infos.push_back(describe(i, (*devices)[i]));
                }
                return infos;
            },
            open};
}

} // namespace hearth::vulkan

namespace hearth {

void register_vulkan_backend() {
    register_backend(vulkan::vulkan_factory());
}

} // namespace hearth
