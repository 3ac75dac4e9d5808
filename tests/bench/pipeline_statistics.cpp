// What a driver's compiler makes of each shader: registers, spills, shared memory, instructions, as far as
// the driver tells (VK_KHR_pipeline_executable_properties). Nothing runs, so a driver without its GPU will
// do:
//   RADV_FORCE_FAMILY=navi21 VK_ICD_FILENAMES=…/radeon_icd.x86_64.json build/ci/bench/pipeline_statistics
//   [DEVICE] [SHADER]
// SHADER (product_rows.Q4_0): its machine code too.
#include "vulkan_kernels/matrix_units.h"
#include "vulkan_kernels/physical_device.h"
#include "vulkan_kernels/pipelines.h"

#include <fmt/format.h>
#include <volk.h>

#include <cstdio>
#include <cstdlib>

using namespace hearth::vulkan;

namespace {

template <typename Value>
Value need(hearth::Result<Value> result) {
    if (!result) {
        fmt::print(stderr, "pipeline_statistics: {}\n", result.error().message);
        std::exit(1);
    }
    return std::move(*result);
}

/// Constants that a shader is made for in a pass, those of decode and prefill where they differ.
std::vector<std::vector<uint32_t>> usual_constants(std::string_view shader, const PhysicalDevice& device) {
    const auto kind = shader.substr(0, shader.find('.'));
    if (kind == "product_rows")
        return {{128, 4, 1, 1}, {128, 2, 8, 1}};
    if (kind.starts_with("integer_") && !device.integer_dot)
        return {};
    if (kind == "integer_rows")
        return {{128, 4, 1}, {128, 2, 8}};
    if (kind == "product_tiles")
        return {{1}};
    if (kind == "attention")
        return {{1, 32}};
    if (kind == "element")
        return {{0}};
    if (kind == "matrix_tiles") {
        const MatrixShape& shape = device.matrix_shape;
        if (!shape)
            return {};
        const MatrixBlocks blocks = share_tile(shape, device.subgroup_size);
        return {{shape.outputs, shape.tokens, shape.columns, blocks.rows, blocks.columns}};
    }
    if (kind == "half_tiles" && !device.half_floats)
        return {};
    return {{}};
}

void print_statistics(VkDevice device, VkPipeline pipeline) {
    const VkPipelineExecutableInfoKHR which{.sType = VK_STRUCTURE_TYPE_PIPELINE_EXECUTABLE_INFO_KHR,
                                            .pipeline = pipeline};
    uint32_t count = 0;
    vkGetPipelineExecutableStatisticsKHR(device, &which, &count, nullptr);
    std::vector<VkPipelineExecutableStatisticKHR> statistics(
        count, {.sType = VK_STRUCTURE_TYPE_PIPELINE_EXECUTABLE_STATISTIC_KHR});
    vkGetPipelineExecutableStatisticsKHR(device, &which, &count, statistics.data());
    for (const auto& statistic : statistics) {
        if (statistic.format == VK_PIPELINE_EXECUTABLE_STATISTIC_FORMAT_FLOAT64_KHR)
            fmt::print("  {} {}\n", statistic.name, statistic.value.f64);
        else
            fmt::print("  {} {}\n", statistic.name, statistic.value.u64);
    }
}

/// The last stage of what the compiler keeps: the machine's instructions.
void print_code(VkDevice device, VkPipeline pipeline) {
    const VkPipelineExecutableInfoKHR which{.sType = VK_STRUCTURE_TYPE_PIPELINE_EXECUTABLE_INFO_KHR,
                                            .pipeline = pipeline};
    uint32_t count = 0;
    vkGetPipelineExecutableInternalRepresentationsKHR(device, &which, &count, nullptr);
    std::vector<VkPipelineExecutableInternalRepresentationKHR> stages(
        count, {.sType = VK_STRUCTURE_TYPE_PIPELINE_EXECUTABLE_INTERNAL_REPRESENTATION_KHR});
    vkGetPipelineExecutableInternalRepresentationsKHR(device, &which, &count, stages.data());
    std::vector<std::string> texts(count);
    for (uint32_t i = 0; i < count; ++i) {
        texts[i].resize(stages[i].dataSize + 1);
        stages[i].pData = texts[i].data();
    }
    vkGetPipelineExecutableInternalRepresentationsKHR(device, &which, &count, stages.data());
    if (!texts.empty())
        fmt::print("{}\n", texts.back().c_str());
}

/// A device with everything on that the shaders may use. Not a Context: drivers without their GPU make no
/// queues' fences.
class Compiler {
public:
    explicit Compiler(uint32_t index);
    const PhysicalDevice& physical() const { return m_physical; }
    void describe(std::string_view shader, const std::vector<uint32_t>& constants, bool with_code);

private:
    void open();

    PhysicalDevice m_physical;
    VkDevice m_device = VK_NULL_HANDLE;
    VkPipelineLayout m_layout = VK_NULL_HANDLE;
};

Compiler::Compiler(uint32_t index) {
    const VkApplicationInfo application{.sType = VK_STRUCTURE_TYPE_APPLICATION_INFO,
                                        .apiVersion = VK_API_VERSION_1_2};
    const VkInstanceCreateInfo info{.sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO,
                                    .pApplicationInfo = &application};
    VkInstance instance = VK_NULL_HANDLE;
    if (volkInitialize() != VK_SUCCESS || vkCreateInstance(&info, nullptr, &instance) != VK_SUCCESS)
        need<int>(hearth::fail(hearth::ErrorKind::NotFound, "there is no Vulkan"));
    volkLoadInstance(instance);
    const auto devices = need(devices_of(instance));
    if (index >= devices.size())
        need<int>(hearth::fail(hearth::ErrorKind::NotFound, fmt::format("there is no device {}", index)));
    m_physical = devices[index];
    if (!has_extension(m_physical.handle, VK_KHR_PIPELINE_EXECUTABLE_PROPERTIES_EXTENSION_NAME))
        need<int>(hearth::fail(hearth::ErrorKind::Unsupported,
                               m_physical.name + ": the driver does not tell what it makes of shaders"));
    open();
    m_layout = need(create_pipeline_layout(m_device));
}

void Compiler::open() {
    const float priority = 0;
    const VkDeviceQueueCreateInfo queue{.sType = VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO,
                                        .queueFamilyIndex = m_physical.compute_queue_family,
                                        .queueCount = 1,
                                        .pQueuePriorities = &priority};
    VkPhysicalDevicePipelineExecutablePropertiesFeaturesKHR statistics{
        .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PIPELINE_EXECUTABLE_PROPERTIES_FEATURES_KHR,
        .pipelineExecutableInfo = VK_TRUE};
    VkPhysicalDeviceShaderIntegerDotProductFeaturesKHR integer_dot{
        .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_INTEGER_DOT_PRODUCT_FEATURES_KHR,
        .pNext = &statistics,
        .shaderIntegerDotProduct = m_physical.integer_dot};
    VkPhysicalDeviceSubgroupSizeControlFeaturesEXT subgroups{
        .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_SIZE_CONTROL_FEATURES_EXT,
        .pNext = &integer_dot,
        .subgroupSizeControl = VK_TRUE,
        .computeFullSubgroups = VK_TRUE};
    CooperativeMatrixFeatures matrices{.next = &subgroups, .cooperative_matrix = VK_TRUE};
    VkPhysicalDeviceVulkan12Features features{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES,
                                              .pNext = &subgroups,
                                              .shaderFloat16 = m_physical.half_floats,
                                              .bufferDeviceAddress = VK_TRUE};
    std::vector<const char*> extensions{VK_KHR_PIPELINE_EXECUTABLE_PROPERTIES_EXTENSION_NAME,
                                        VK_EXT_SUBGROUP_SIZE_CONTROL_EXTENSION_NAME};
    if (m_physical.integer_dot)
        extensions.push_back(VK_KHR_SHADER_INTEGER_DOT_PRODUCT_EXTENSION_NAME);
    if (m_physical.matrix_shape) {
        features.pNext = &matrices;
        features.vulkanMemoryModel = features.vulkanMemoryModelDeviceScope = VK_TRUE;
        extensions.push_back(cooperative_matrix_extension);
    }
    const VkDeviceCreateInfo info{.sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO,
                                  .pNext = &features,
                                  .queueCreateInfoCount = 1,
                                  .pQueueCreateInfos = &queue,
                                  .enabledExtensionCount = static_cast<uint32_t>(extensions.size()),
                                  .ppEnabledExtensionNames = extensions.data()};
    if (const VkResult result = vkCreateDevice(m_physical.handle, &info, nullptr, &m_device);
        result != VK_SUCCESS)
        need<int>(std::unexpected(vulkan_error(result, fmt::format("opening {}", m_physical.name))));
}

void Compiler::describe(std::string_view shader, const std::vector<uint32_t>& constants, bool with_code) {
    fmt::print("{} ({})\n", shader, fmt::join(constants, ", "));
    VkPipelineCreateFlags flags = VK_PIPELINE_CREATE_CAPTURE_STATISTICS_BIT_KHR;
    if (with_code)
        flags |= VK_PIPELINE_CREATE_CAPTURE_INTERNAL_REPRESENTATIONS_BIT_KHR;
    const auto pipeline = compile_pipeline(m_device, m_physical, m_layout, std::string(shader), constants,
                                           VK_NULL_HANDLE, flags);
    if (!pipeline) {
        fmt::print("  does not compile: {}\n", pipeline.error().message);
        return;
    }
    print_statistics(m_device, *pipeline);
    if (with_code)
        print_code(m_device, *pipeline);
    vkDestroyPipeline(m_device, *pipeline, nullptr);
}

} // namespace

int main(int argument_count, char** arguments) {
    const std::string_view wanted = argument_count > 2 ? arguments[2] : "";
    Compiler compiler(argument_count > 1 ? static_cast<uint32_t>(std::atoi(arguments[1])) : 0);
    fmt::print("{}\n", compiler.physical().name);
    for (const std::string_view shader : shader_names())
        if (wanted.empty() || shader == wanted)
            for (const auto& constants : usual_constants(shader, compiler.physical()))
                compiler.describe(shader, constants, !wanted.empty());
    std::fflush(stdout);
    // Without a GPU there is nothing that a driver could take down in order.
    std::_Exit(0);
}
