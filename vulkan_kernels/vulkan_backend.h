// engine/backend.h on a Vulkan device.
#pragma once

#include "engine/backend.h"
#include "engine/devices.h"
#include "vulkan_kernels/context.h"

#include <memory>
#include <string>

namespace hearth::vulkan {

struct VulkanOptions {
    uint32_t device_index = 0;
    std::string cache_file; ///< pipeline cache; empty: none on disk
    Faults faults;
};

/// Opens a device and checks that it computes rightly: a small product with a known answer.
Result<std::unique_ptr<Backend>> create_vulkan_backend(const VulkanOptions& options);

/// "vulkan": for register_backend(). Devices are found when they are asked for.
BackendFactory vulkan_factory();

} // namespace hearth::vulkan

namespace hearth {

/// Makes "vulkan" known to create_backend(); costs nothing before a device is asked for.
void register_vulkan_backend();

} // namespace hearth
