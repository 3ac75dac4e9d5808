#include "vulkan_kernels/context.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>

namespace hearth::vulkan {

namespace {

// A submission is short; one that takes half a minute hangs. Not so where the processor does the work, which
// others may keep busy.
constexpr uint64_t wait_limit_ns = 30'000'000'000;
constexpr uint64_t wait_limit_on_processor_ns = 600'000'000'000;
constexpr uint32_t needed_shared_memory = 32 * 1024;
std::atomic<int32_t> validation_message_count = 0;

VKAPI_ATTR VkBool32 VKAPI_CALL on_validation_message(VkDebugUtilsMessageSeverityFlagBitsEXT,
                                                     VkDebugUtilsMessageTypeFlagsEXT,
                                                     const VkDebugUtilsMessengerCallbackDataEXT* data,
                                                     void*) {
    ++validation_message_count;
    fmt::print(stderr, "vulkan validation: {}\n", data->pMessage);
    return VK_FALSE;
}

bool has_layer(const char* name) {
    uint32_t count = 0;
    vkEnumerateInstanceLayerProperties(&count, nullptr);
    std::vector<VkLayerProperties> layers(count);
    vkEnumerateInstanceLayerProperties(&count, layers.data());
    return std::ranges::any_of(layers,
                               [&](const auto& layer) { return std::strcmp(layer.layerName, name) == 0; });
}

bool has_instance_extension(const char* name) {
    uint32_t count = 0;
    vkEnumerateInstanceExtensionProperties(nullptr, &count, nullptr);
    std::vector<VkExtensionProperties> extensions(count);
    vkEnumerateInstanceExtensionProperties(nullptr, &count, extensions.data());
    return std::ranges::any_of(extensions,
                               [&](const auto& e) { return std::strcmp(e.extensionName, name) == 0; });
}

struct Instance {
    VkInstance handle = VK_NULL_HANDLE;
    VkDebugUtilsMessengerEXT messenger = VK_NULL_HANDLE;
};

Result<Instance> create_instance(bool validation) {
    static const VkResult loaded = volkInitialize();
    if (loaded != VK_SUCCESS)
        return fail(ErrorKind::NotFound, "no Vulkan loader is installed (libvulkan1); the CPU is used");
    if (volkGetInstanceVersion() < VK_API_VERSION_1_2)
        return fail(ErrorKind::Unsupported, "the Vulkan loader is older than version 1.2; the CPU is used");
    const VkApplicationInfo application{.sType = VK_STRUCTURE_TYPE_APPLICATION_INFO,
                                        .pApplicationName = "Hearth",
                                        .pEngineName = "Hearth",
                                        .apiVersion = VK_API_VERSION_1_2};
    std::vector<const char*> layers;
    std::vector<const char*> extensions;
    if (validation && has_layer("VK_LAYER_KHRONOS_validation")) {
        layers.push_back("VK_LAYER_KHRONOS_validation");
        extensions.push_back(VK_EXT_DEBUG_UTILS_EXTENSION_NAME);
    }
    // Drivers that lack parts of Vulkan (MoltenVK on macOS) are listed for those who ask for them by this.
    const bool incomplete = has_instance_extension(VK_KHR_PORTABILITY_ENUMERATION_EXTENSION_NAME);
    if (incomplete)
        extensions.push_back(VK_KHR_PORTABILITY_ENUMERATION_EXTENSION_NAME);
    const VkInstanceCreateFlags flags = incomplete ? VK_INSTANCE_CREATE_ENUMERATE_PORTABILITY_BIT_KHR : 0;
    const VkInstanceCreateInfo info{.sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO,
                                    .flags = flags,
                                    .pApplicationInfo = &application,
                                    .enabledLayerCount = static_cast<uint32_t>(layers.size()),
                                    .ppEnabledLayerNames = layers.data(),
                                    .enabledExtensionCount = static_cast<uint32_t>(extensions.size()),
                                    .ppEnabledExtensionNames = extensions.data()};
    Instance instance;
    if (const VkResult result = vkCreateInstance(&info, nullptr, &instance.handle); result != VK_SUCCESS)
        return std::unexpected(vulkan_error(result, "starting Vulkan"));
    volkLoadInstanceOnly(instance.handle);
    if (!layers.empty()) {
        const VkDebugUtilsMessengerCreateInfoEXT messenger{
            .sType = VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT,
            .messageSeverity = VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT |
                               VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT,
            .messageType = VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT,
            .pfnUserCallback = on_validation_message};
        vkCreateDebugUtilsMessengerEXT(instance.handle, &messenger, nullptr, &instance.messenger);
    }
    return instance;
}

bool has_extension(VkPhysicalDevice device, const char* name) {
    uint32_t count = 0;
    vkEnumerateDeviceExtensionProperties(device, nullptr, &count, nullptr);
    std::vector<VkExtensionProperties> extensions(count);
    vkEnumerateDeviceExtensionProperties(device, nullptr, &count, extensions.data());
    return std::ranges::any_of(extensions,
                               [&](const auto& e) { return std::strcmp(e.extensionName, name) == 0; });
}

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

void describe_features(PhysicalDevice& device) {
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
    if (features12.shaderFloat16)
        device.features.emplace_back("fp16");
    if (features12.shaderInt8)
        device.features.emplace_back("int8");
    describe_integer_dot(device);
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

PhysicalDevice describe(VkPhysicalDevice handle) {
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
    describe_features(device);

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
        devices.push_back(describe(handle));
    return devices;
}

} // namespace

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

uint64_t memory_for_models(uint64_t free_bytes) {
    constexpr uint64_t least_for_others = 128ull << 20;
    return free_bytes - std::min(free_bytes, std::max(least_for_others, free_bytes / 16));
}

Result<std::vector<PhysicalDevice>> list_physical_devices() {
    TRY_ASSIGN(const Instance instance, create_instance(false));
    auto devices = devices_of(instance.handle);
    vkDestroyInstance(instance.handle, nullptr);
    return devices;
}

Result<std::unique_ptr<Context>> Context::create(uint32_t device_index, const Faults& faults) {
    TRY_ASSIGN(const Instance instance, create_instance(faults.validation));
    std::unique_ptr<Context> context(new Context);
    context->m_instance = instance.handle;
    context->m_messenger = instance.messenger;
    context->m_destroy_messenger = vkDestroyDebugUtilsMessengerEXT;
    context->m_faults = faults;
    TRY_ASSIGN(std::vector<PhysicalDevice> devices, devices_of(instance.handle));
    if (device_index >= devices.size())
        return fail(ErrorKind::NotFound,
                    fmt::format("there is no Vulkan device {}: {} found", device_index, devices.size()));
    context->m_physical = devices[device_index];
    if (!context->m_physical.unusable.empty())
        return fail(ErrorKind::Unsupported, fmt::format("{} can't be used: {}", context->m_physical.name,
                                                        context->m_physical.unusable));

    if (faults.separate_memory)
        context->m_physical.unified_memory = false;
    const float priority = 0.0f; // the lowest: the desktop goes first
    const VkDeviceQueueCreateInfo queue{.sType = VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO,
                                        .queueFamilyIndex = context->m_physical.compute_queue_family,
                                        .queueCount = 1,
                                        .pQueuePriorities = &priority};
    VkPhysicalDeviceShaderIntegerDotProductFeaturesKHR integer_dot{
        .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_INTEGER_DOT_PRODUCT_FEATURES_KHR,
        .shaderIntegerDotProduct = VK_TRUE};
    const VkPhysicalDeviceVulkan12Features features{
        .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES,
        .pNext = context->m_physical.integer_dot ? &integer_dot : nullptr,
        .bufferDeviceAddress = VK_TRUE};
    std::vector<const char*> extensions;
    if (context->m_physical.integer_dot)
        extensions.push_back(VK_KHR_SHADER_INTEGER_DOT_PRODUCT_EXTENSION_NAME);
    if (context->m_physical.memory_budget)
        extensions.push_back(VK_EXT_MEMORY_BUDGET_EXTENSION_NAME);
    // A driver that lacks parts of Vulkan says so by an extension, which must then be on; what we use it has,
    // or describe() would have refused it.
    constexpr const char* portability_subset = "VK_KHR_portability_subset";
    if (has_extension(context->m_physical.handle, portability_subset))
        extensions.push_back(portability_subset);
    const VkDeviceCreateInfo info{.sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO,
                                  .pNext = &features,
                                  .queueCreateInfoCount = 1,
                                  .pQueueCreateInfos = &queue,
                                  .enabledExtensionCount = static_cast<uint32_t>(extensions.size()),
                                  .ppEnabledExtensionNames = extensions.data()};
    if (const VkResult result =
            vkCreateDevice(context->m_physical.handle, &info, nullptr, &context->m_device);
        result != VK_SUCCESS)
        return std::unexpected(vulkan_error(result, fmt::format("opening {}", context->m_physical.name)));
    volkLoadDevice(context->m_device);
    vkGetDeviceQueue(context->m_device, context->m_physical.compute_queue_family, 0, &context->m_queue);
    const VkCommandPoolCreateInfo pool{.sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO,
                                       .flags = VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT,
                                       .queueFamilyIndex = context->m_physical.compute_queue_family};
    const VkFenceCreateInfo fence{.sType = VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
    if (vkCreateCommandPool(context->m_device, &pool, nullptr, &context->m_command_pool) != VK_SUCCESS ||
        vkCreateFence(context->m_device, &fence, nullptr, &context->m_fence) != VK_SUCCESS)
        return fail(ErrorKind::OutOfMemory,
                    fmt::format("opening {}: out of memory", context->m_physical.name));
    return context;
}

Context::~Context() {
    if (m_device) {
        if (!m_lost)
            vkDeviceWaitIdle(m_device);
        vkDestroyFence(m_device, m_fence, nullptr);
        vkDestroyCommandPool(m_device, m_command_pool, nullptr);
        vkDestroyDevice(m_device, nullptr);
    }
    if (m_messenger)
        m_destroy_messenger(m_instance, m_messenger, nullptr);
    if (m_instance)
        vkDestroyInstance(m_instance, nullptr);
}

Result<VkCommandBuffer> Context::create_command_buffer() {
    const VkCommandBufferAllocateInfo info{.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO,
                                           .commandPool = m_command_pool,
                                           .level = VK_COMMAND_BUFFER_LEVEL_PRIMARY,
                                           .commandBufferCount = 1};
    VkCommandBuffer commands = VK_NULL_HANDLE;
    if (const VkResult result = vkAllocateCommandBuffers(m_device, &info, &commands); result != VK_SUCCESS)
        return std::unexpected(vulkan_error(result, "recording GPU work"));
    return commands;
}

void Context::free_command_buffer(VkCommandBuffer commands) {
    if (commands && !m_lost) // of a lost device the pool takes them along
        vkFreeCommandBuffers(m_device, m_command_pool, 1, &commands);
}

Result<void> Context::submit(VkCommandBuffer commands) {
    if (m_pending)
        TRY(wait());
    if (m_lost || ++m_submissions == m_faults.lose_device_at_submission) {
        m_lost = true;
        return std::unexpected(vulkan_error(VK_ERROR_DEVICE_LOST, m_physical.name));
    }
    if (m_submissions == m_faults.out_of_memory_at_submission)
        return std::unexpected(vulkan_error(VK_ERROR_OUT_OF_DEVICE_MEMORY, m_physical.name));
    const VkSubmitInfo info{
        .sType = VK_STRUCTURE_TYPE_SUBMIT_INFO, .commandBufferCount = 1, .pCommandBuffers = &commands};
    if (const VkResult result = vkQueueSubmit(m_queue, 1, &info, m_fence); result != VK_SUCCESS) {
        m_lost = true;
        return std::unexpected(vulkan_error(result, m_physical.name));
    }
    m_pending = true;
    return {};
}

Result<void> Context::wait() {
    if (!m_pending)
        return {};
    const bool on_processor = m_physical.type == VK_PHYSICAL_DEVICE_TYPE_CPU;
    const VkResult result = vkWaitForFences(m_device, 1, &m_fence, VK_TRUE,
                                            on_processor ? wait_limit_on_processor_ns : wait_limit_ns);
    if (result != VK_SUCCESS) {
        m_lost = true;
        return std::unexpected(vulkan_error(result, m_physical.name));
    }
    m_pending = false;
    vkResetFences(m_device, 1, &m_fence);
    return {};
}

Result<void> Context::submit_and_wait(VkCommandBuffer commands) {
    TRY(submit(commands));
    return wait();
}

int32_t Context::validation_messages() {
    return validation_message_count;
}

uint64_t Context::free_memory() const {
    PhysicalDevice now = m_physical;
    now.device_memory_bytes = 0;
    describe_memory(now);
    return now.free_memory_bytes;
}

} // namespace hearth::vulkan
