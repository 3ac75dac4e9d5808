// What a Vulkan device is and can do, and Vulkan's errors in words.
#pragma once

#include "engine/core/error.h"
#include "vulkan_kernels/matrix_units.h"

#include <volk.h>

#include <cstdint>
#include <string>
#include <vector>

namespace hearth::vulkan {

/// What a physical device is and can do.
struct PhysicalDevice {
    VkPhysicalDevice handle = VK_NULL_HANDLE;
    std::string name;
    std::string driver;
    VkPhysicalDeviceType type = VK_PHYSICAL_DEVICE_TYPE_OTHER;
    uint32_t api_version = 0;
    uint32_t vendor_id = 0;
    uint32_t subgroup_size = 0;
    uint32_t shared_memory_bytes = 0;
    uint64_t largest_allocation = 0;
    uint64_t device_memory_bytes = 0; ///< of the largest device-local heap
    uint64_t free_memory_bytes = 0; ///< by VK_EXT_memory_budget where the driver has it, else the heap's size
    bool unified_memory = false;    ///< device memory that the processor writes directly
    bool memory_budget = false;
    bool integer_dot = false;      ///< has packed dot products of bytes …
    bool fast_integer_dot = false; ///< … and makes them faster than the sums of their products
    bool half_floats = false;      ///< computes with halves
    MatrixShape matrix_shape;      ///< of its matrix units, if it has any that we use
    uint32_t compute_queue_family = 0;
    std::vector<std::string> features; ///< for people: "fp16", "int8", "integer dot product", …
    std::string unusable;              ///< empty, or why it can't be used
};

/// "VK_ERROR_DEVICE_LOST" … as an Error of the right kind; `doing` says what was attempted.
Error vulkan_error(VkResult result, const std::string& doing);

/// Whether a device has an extension.
bool has_extension(VkPhysicalDevice device, const char* name);
/// The devices of an instance; an error when there is no driver.
Result<std::vector<PhysicalDevice>> devices_of(VkInstance instance);
/// Free memory of the largest device-local heap now.
uint64_t free_device_memory(const PhysicalDevice& device);

} // namespace hearth::vulkan
