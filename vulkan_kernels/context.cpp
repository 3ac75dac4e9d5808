#include "vulkan_kernels/context.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>

#ifdef __APPLE__
#include <dlfcn.h>
#endif

namespace hearth::vulkan {

namespace {

// A submission is short; one that takes half a minute hangs. Not so where the processor does the work, which
// others may keep busy.
constexpr uint64_t wait_limit_ns = 30'000'000'000;
constexpr uint64_t wait_limit_on_processor_ns = 600'000'000'000;
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

/// The loader where the system finds it; on macOS else the driver that the bundle carries, then Homebrew's
/// loader and driver, whose folder the system does not search.
VkResult load_vulkan() {
    const VkResult loaded = volkInitialize();
#ifdef __APPLE__
    if (loaded != VK_SUCCESS) {
        for (const char* path :
             {"@executable_path/../Frameworks/libMoltenVK.dylib", "/opt/homebrew/lib/libvulkan.1.dylib",
              "/opt/homebrew/lib/libMoltenVK.dylib"}) {
            void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
            void* entry = library ? dlsym(library, "vkGetInstanceProcAddr") : nullptr;
            if (!entry)
                continue;
            volkInitializeCustom(reinterpret_cast<PFN_vkGetInstanceProcAddr>(entry));
            return VK_SUCCESS;
        }
    }
#endif
    return loaded;
}

Result<Instance> create_instance(bool validation) {
    static const VkResult loaded = load_vulkan();
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
    // Through the loader, which finds the driver by the handle: two devices of different drivers may be open
    // at once.
    volkLoadInstance(instance.handle);
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

/// What is turned on of what a device has. Its parts point at each other.
struct WantedFeatures {
    explicit WantedFeatures(const PhysicalDevice& device);
    WantedFeatures(const WantedFeatures&) = delete;
    WantedFeatures& operator=(const WantedFeatures&) = delete;

    VkPhysicalDeviceShaderIntegerDotProductFeaturesKHR integer_dot{
        .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_INTEGER_DOT_PRODUCT_FEATURES_KHR,
        .shaderIntegerDotProduct = VK_TRUE};
    VkPhysicalDeviceSubgroupSizeControlFeaturesEXT subgroup_control{
        .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_SIZE_CONTROL_FEATURES_EXT,
        .subgroupSizeControl = VK_TRUE,
        .computeFullSubgroups = VK_TRUE};
    CooperativeMatrixFeatures matrices{.next = &subgroup_control, .cooperative_matrix = VK_TRUE};
    VkPhysicalDeviceVulkan12Features features{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES,
                                              .bufferDeviceAddress = VK_TRUE};
    std::vector<const char*> extensions;
};

WantedFeatures::WantedFeatures(const PhysicalDevice& device) {
    features.shaderFloat16 = device.half_floats;
    if (device.integer_dot) {
        features.pNext = &integer_dot;
        extensions.push_back(VK_KHR_SHADER_INTEGER_DOT_PRODUCT_EXTENSION_NAME);
    }
    if (device.matrix_shape) {
        subgroup_control.pNext = features.pNext;
        features.pNext = &matrices;
        features.vulkanMemoryModel = VK_TRUE;
        features.vulkanMemoryModelDeviceScope =
            VK_TRUE; // what the validation layer adds to shaders asks for it
        extensions.insert(extensions.end(),
                          {cooperative_matrix_extension, VK_EXT_SUBGROUP_SIZE_CONTROL_EXTENSION_NAME});
    }
    if (device.memory_budget)
        extensions.push_back(VK_EXT_MEMORY_BUDGET_EXTENSION_NAME);
    // A driver that lacks parts of Vulkan says so by an extension, which must then be on; what we use it has,
    // or it would have been refused.
    constexpr const char* portability_subset = "VK_KHR_portability_subset";
    if (has_extension(device.handle, portability_subset))
        extensions.push_back(portability_subset);
}

} // namespace

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
    const WantedFeatures wanted(context->m_physical);
    const VkDeviceCreateInfo info{.sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO,
                                  .pNext = &wanted.features,
                                  .queueCreateInfoCount = 1,
                                  .pQueueCreateInfos = &queue,
                                  .enabledExtensionCount = static_cast<uint32_t>(wanted.extensions.size()),
                                  .ppEnabledExtensionNames = wanted.extensions.data()};
    if (const VkResult result =
            vkCreateDevice(context->m_physical.handle, &info, nullptr, &context->m_device);
        result != VK_SUCCESS)
        return std::unexpected(vulkan_error(result, fmt::format("opening {}", context->m_physical.name)));
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
    return free_device_memory(m_physical);
}

} // namespace hearth::vulkan
