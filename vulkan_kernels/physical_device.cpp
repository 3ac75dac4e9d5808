#include "vulkan_kernels/physical_device.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace hearth::vulkan {

namespace {

constexpr uint32_t needed_shared_memory = 32 * 1024;

void describe_memory(PhysicalDevice& device) {
    VkPhysicalDeviceMemoryBudgetPropertiesEXT budget{
        .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_BUDGET_PROPERTIES_EXT};
    VkPhysicalDeviceMemoryProperties2 memory{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_PROPERTIES_2,
                                             .pNext = device.memory_budget ? &budget : nullptr};
    vkGetPhysicalDeviceMemoryProperties2(device.handle, &memory);
    const auto& properties = memory.memoryProperties;
    uint32_t largest_heap = 0;
    for (uint32_t heap = 0; heap < properties.memoryHeapCount; ++heap) {
        const bool local = properties.memoryHeaps[heap].flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT;
        if (!local || properties.memoryHeaps[heap].size <= device.device_memory_bytes)
            continue;
        largest_heap = heap;
        device.device_memory_bytes = properties.memoryHeaps[heap].size;
    }
    device.free_memory_bytes = device.device_memory_bytes;
    if (device.memory_budget && budget.heapBudget[largest_heap] > 0)
        device.free_memory_bytes = budget.heapBudget[largest_heap] -
                                   std::min(budget.heapBudget[largest_heap], budget.heapUsage[largest_heap]);
    constexpr VkMemoryPropertyFlags direct =
        VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT | VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT;
    for (uint32_t type = 0; type < properties.memoryTypeCount; ++type) {
        // A discrete card's small window into its memory does not count: only where the whole heap is
        // visible.
        if ((properties.memoryTypes[type].propertyFlags & direct) == direct &&
            properties.memoryTypes[type].heapIndex == largest_heap)
            device.unified_memory = device.type != VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU;
    }
}

void describe_integer_dot(PhysicalDevice& device) {
    if (!has_extension(device.handle, VK_KHR_SHADER_INTEGER_DOT_PRODUCT_EXTENSION_NAME))
        return;
    VkPhysicalDeviceShaderIntegerDotProductFeaturesKHR dot{
        .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_INTEGER_DOT_PRODUCT_FEATURES_KHR};
    VkPhysicalDeviceFeatures2 features{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2, .pNext = &dot};
    vkGetPhysicalDeviceFeatures2(device.handle, &features);
    VkPhysicalDeviceShaderIntegerDotProductPropertiesKHR fast{
        .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_INTEGER_DOT_PRODUCT_PROPERTIES_KHR};
    VkPhysicalDeviceProperties2 properties{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2,
                                           .pNext = &fast};
    vkGetPhysicalDeviceProperties2(device.handle, &properties);
    device.integer_dot = dot.shaderIntegerDotProduct;
    device.fast_integer_dot =
        device.integer_dot && fast.integerDotProduct4x8BitPackedSignedAccelerated == VK_TRUE;
    if (device.integer_dot)
        device.features.emplace_back(device.fast_integer_dot
                                         ? "integer dot product"
                                         : "integer dot product (not accelerated: not used)");
}

void describe_matrix_units(PhysicalDevice& device, VkInstance instance) {
    VkPhysicalDeviceSubgroupSizeControlFeaturesEXT control{
        .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_SIZE_CONTROL_FEATURES_EXT};
    CooperativeMatrixFeatures matrices{.next = &control};
    VkPhysicalDeviceFeatures2 features{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2,
                                       .pNext = &matrices};
    if (!has_extension(device.handle, cooperative_matrix_extension) ||
        !has_extension(device.handle, VK_EXT_SUBGROUP_SIZE_CONTROL_EXTENSION_NAME))
        return;
    vkGetPhysicalDeviceFeatures2(device.handle, &features);
    // Without it a driver may give a shader smaller subgroups than it says.
    if (!matrices.cooperative_matrix || !control.subgroupSizeControl || !control.computeFullSubgroups)
        return;
    VkPhysicalDeviceSubgroupSizeControlPropertiesEXT sizes{
        .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_SIZE_CONTROL_PROPERTIES_EXT};
    VkPhysicalDeviceProperties2 properties{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2,
                                           .pNext = &sizes};
    vkGetPhysicalDeviceProperties2(device.handle, &properties);
    if (!(sizes.requiredSubgroupSizeStages & VK_SHADER_STAGE_COMPUTE_BIT))
        return;
    device.matrix_shape = find_matrix_shape(instance, device.handle, device.subgroup_size);
    if (const MatrixShape& shape = device.matrix_shape)
        device.features.push_back(
            fmt::format("matrix units {}×{}×{}", shape.outputs, shape.tokens, shape.columns));
}

void describe_features(PhysicalDevice& device, VkInstance instance) {
    VkPhysicalDeviceVulkan12Features features12{.sType =
                                                    VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES};
    VkPhysicalDeviceFeatures2 features{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2,
                                       .pNext = &features12};
    vkGetPhysicalDeviceFeatures2(device.handle, &features);
    VkPhysicalDeviceSubgroupProperties subgroup{.sType =
                                                    VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_PROPERTIES};
    VkPhysicalDeviceMaintenance3Properties limits3{
        .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_3_PROPERTIES, .pNext = &subgroup};
    VkPhysicalDeviceProperties2 properties{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2,
                                           .pNext = &limits3};
    vkGetPhysicalDeviceProperties2(device.handle, &properties);
    device.subgroup_size = subgroup.subgroupSize;
    device.largest_allocation = limits3.maxMemoryAllocationSize;
    device.half_floats = features12.shaderFloat16;
    if (device.half_floats)
        device.features.emplace_back("fp16");
    if (features12.shaderInt8)
        device.features.emplace_back("int8");
    describe_integer_dot(device);
    if (device.half_floats && features12.vulkanMemoryModel && features12.vulkanMemoryModelDeviceScope)
        describe_matrix_units(device, instance);
    if (device.memory_budget)
        device.features.emplace_back("memory budget");
    device.features.push_back(fmt::format("subgroup {}", device.subgroup_size));

    constexpr VkSubgroupFeatureFlags needed =
        VK_SUBGROUP_FEATURE_BASIC_BIT | VK_SUBGROUP_FEATURE_ARITHMETIC_BIT;
    if (!features12.bufferDeviceAddress)
        device.unusable = "its driver has no buffer device addresses";
    else if ((subgroup.supportedOperations & needed) != needed ||
             !(subgroup.supportedStages & VK_SHADER_STAGE_COMPUTE_BIT))
        device.unusable = "its driver has no subgroup arithmetic in compute shaders";
    else if (device.shared_memory_bytes < needed_shared_memory)
        device.unusable = fmt::format("it has {} bytes of shared memory where {} are needed",
                                      device.shared_memory_bytes, needed_shared_memory);
}

PhysicalDevice describe(VkPhysicalDevice handle, VkInstance instance) {
    PhysicalDevice device;
    device.handle = handle;
    VkPhysicalDeviceProperties plain{};
    vkGetPhysicalDeviceProperties(handle, &plain);
    device.name = plain.deviceName;
    device.type = plain.deviceType;
    device.api_version = plain.apiVersion;
    device.vendor_id = plain.vendorID;
    device.shared_memory_bytes = plain.limits.maxComputeSharedMemorySize;
    if (plain.apiVersion < VK_API_VERSION_1_2) {
        device.unusable =
            "its driver knows Vulkan only up to an older version than 1.2; a newer driver helps";
        return device;
    }
    VkPhysicalDeviceDriverProperties driver{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DRIVER_PROPERTIES};
    VkPhysicalDeviceProperties2 properties{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2,
                                           .pNext = &driver};
    vkGetPhysicalDeviceProperties2(handle, &properties);
    device.driver = fmt::format("{} {}", driver.driverName, driver.driverInfo);
    device.memory_budget = has_extension(handle, VK_EXT_MEMORY_BUDGET_EXTENSION_NAME);
    describe_memory(device);
    describe_features(device, instance);

    uint32_t count = 0;
    vkGetPhysicalDeviceQueueFamilyProperties(handle, &count, nullptr);
    std::vector<VkQueueFamilyProperties> families(count);
    vkGetPhysicalDeviceQueueFamilyProperties(handle, &count, families.data());
    // A family for compute alone leaves the desktop's drawing undisturbed.
    int32_t best = -1;
    for (uint32_t i = 0; i < count; ++i) {
        if (!(families[i].queueFlags & VK_QUEUE_COMPUTE_BIT))
            continue;
        const bool alone = !(families[i].queueFlags & VK_QUEUE_GRAPHICS_BIT);
        if (best < 0 || (alone && (families[static_cast<size_t>(best)].queueFlags & VK_QUEUE_GRAPHICS_BIT)))
            best = static_cast<int32_t>(i);
    }
    if (best < 0)
        device.unusable = "it has no compute queue";
    else
        device.compute_queue_family = static_cast<uint32_t>(best);
    return device;
}

} // namespace

bool has_extension(VkPhysicalDevice device, const char* name) {
    uint32_t count = 0;
    vkEnumerateDeviceExtensionProperties(device, nullptr, &count, nullptr);
    std::vector<VkExtensionProperties> extensions(count);
    vkEnumerateDeviceExtensionProperties(device, nullptr, &count, extensions.data());
    return std::ranges::any_of(extensions,
                               [&](const auto& e) { return std::strcmp(e.extensionName, name) == 0; });
}

Result<std::vector<PhysicalDevice>> devices_of(VkInstance instance) {
    uint32_t count = 0;
    if (const VkResult result = vkEnumeratePhysicalDevices(instance, &count, nullptr); result != VK_SUCCESS)
        return std::unexpected(vulkan_error(result, "listing Vulkan devices"));
    if (count == 0)
        return fail(ErrorKind::NotFound, "no Vulkan driver is installed; the CPU is used");
    std::vector<VkPhysicalDevice> handles(count);
    vkEnumeratePhysicalDevices(instance, &count, handles.data());
    std::vector<PhysicalDevice> devices;
    for (VkPhysicalDevice handle : handles)
        devices.push_back(describe(handle, instance));
    return devices;
}

uint64_t free_device_memory(const PhysicalDevice& device) {
    PhysicalDevice now = device;
    now.device_memory_bytes = 0;
    describe_memory(now);
    return now.free_memory_bytes;
}

Error vulkan_error(VkResult result, const std::string& doing) {
    switch (result) {
    case VK_ERROR_OUT_OF_HOST_MEMORY:
        return {ErrorKind::OutOfMemory, fmt::format("{}: out of memory", doing)};
    case VK_ERROR_OUT_OF_DEVICE_MEMORY:
        return {ErrorKind::OutOfMemory, fmt::format("{}: the GPU is out of memory", doing)};
    case VK_ERROR_DEVICE_LOST:
        return {ErrorKind::DeviceLost, fmt::format("{}: the GPU stopped answering", doing)};
    case VK_TIMEOUT:
        return {ErrorKind::DeviceLost, fmt::format("{}: the GPU did not finish in time", doing)};
    case VK_ERROR_INCOMPATIBLE_DRIVER:
        return {ErrorKind::NotFound, fmt::format("{}: no Vulkan driver is installed", doing)};
    case VK_ERROR_INITIALIZATION_FAILED:
        return {ErrorKind::Unsupported, fmt::format("{}: the driver could not start", doing)};
    default:
        return {ErrorKind::Unsupported,
                fmt::format("{}: the driver gave error {}", doing, static_cast<int>(result))};
    }
}

} // namespace hearth::vulkan
