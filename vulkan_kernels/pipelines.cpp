#include "vulkan_kernels/pipelines.h"

#include <fmt/format.h>

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace hearth::vulkan {

std::string default_cache_file(const PhysicalDevice& device) {
    std::filesystem::path folder;
#ifdef _WIN32
    if (const char* local = std::getenv("LOCALAPPDATA"))
        folder = std::filesystem::path(local) / "Hearth" / "cache";
#else
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && *cache)
        folder = std::filesystem::path(cache) / "hearth";
    else if (const char* home = std::getenv("HOME"); home && *home)
        folder = std::filesystem::path(home) / ".cache" / "hearth";
#endif
    if (folder.empty())
        return {};
    std::string name;
    for (const char c : device.name)
        name += std::isalnum(static_cast<unsigned char>(c)) ? c : '-';
    return (folder / fmt::format("pipelines-{}-{:08x}.bin", name, device.api_version)).string();
}

Result<VkPipelineLayout> create_pipeline_layout(VkDevice device) {
    const VkPushConstantRange range{VK_SHADER_STAGE_COMPUTE_BIT, 0, push_constant_bytes};
    const VkPipelineLayoutCreateInfo info{.sType = VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO,
                                          .pushConstantRangeCount = 1,
                                          .pPushConstantRanges = &range};
    VkPipelineLayout layout = VK_NULL_HANDLE;
    if (const VkResult result = vkCreatePipelineLayout(device, &info, nullptr, &layout); result != VK_SUCCESS)
        return std::unexpected(vulkan_error(result, "preparing shaders"));
    return layout;
}

Result<VkPipeline> compile_pipeline(VkDevice device, const PhysicalDevice& physical, VkPipelineLayout layout,
                                    const std::string& shader, std::span<const uint32_t> constants,
                                    VkPipelineCache cache, VkPipelineCreateFlags flags) {
    const std::span<const uint32_t> words = shader_words(shader);
    if (words.empty())
        return fail(ErrorKind::Internal, fmt::format("there is no shader {}", shader));
    const VkShaderModuleCreateInfo module_info{.sType = VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO,
                                               .codeSize = words.size_bytes(),
                                               .pCode = words.data()};
    VkShaderModule module = VK_NULL_HANDLE;
    if (const VkResult result = vkCreateShaderModule(device, &module_info, nullptr, &module);
        result != VK_SUCCESS)
        return std::unexpected(vulkan_error(result, fmt::format("the shader {}", shader)));
    std::vector<VkSpecializationMapEntry> entries;
    for (uint32_t i = 0; i < constants.size(); ++i)
        entries.push_back({i, i * 4, 4});
    const VkSpecializationInfo specialisation{static_cast<uint32_t>(entries.size()), entries.data(),
                                              constants.size_bytes(), constants.data()};
    // Matrices are spread over subgroups of the size that the device named when it listed their shapes.
    const bool matrices = shader.starts_with("matrix_");
    const VkPipelineShaderStageRequiredSubgroupSizeCreateInfoEXT subgroup{
        .sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_REQUIRED_SUBGROUP_SIZE_CREATE_INFO_EXT,
        .requiredSubgroupSize = physical.subgroup_size};
    const VkComputePipelineCreateInfo info{
        .sType = VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO,
        .flags = flags,
        .stage =
            {.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO,
             .pNext = matrices ? &subgroup : nullptr,
             .flags =
                 matrices
                     ? VkPipelineShaderStageCreateFlags{VK_PIPELINE_SHADER_STAGE_CREATE_REQUIRE_FULL_SUBGROUPS_BIT_EXT}
                     : 0,
             .stage = VK_SHADER_STAGE_COMPUTE_BIT,
             .module = module,
             .pName = "main",
             .pSpecializationInfo = &specialisation},
        .layout = layout};
    VkPipeline pipeline = VK_NULL_HANDLE;
    const VkResult result = vkCreateComputePipelines(device, cache, 1, &info, nullptr, &pipeline);
    vkDestroyShaderModule(device, module, nullptr);
    if (result != VK_SUCCESS)
        return std::unexpected(vulkan_error(result, fmt::format("compiling the shader {}", shader)));
    return pipeline;
}

Result<std::unique_ptr<Pipelines>> Pipelines::create(Context& context, std::string cache_file) {
    std::unique_ptr<Pipelines> pipelines(new Pipelines(context));
    pipelines->m_cache_file = std::move(cache_file);
    std::vector<char> saved;
    if (std::ifstream file(pipelines->m_cache_file, std::ios::binary); file)
        saved.assign(std::istreambuf_iterator<char>(file), {});
    // The driver checks the header of what was saved and starts empty when another driver wrote it.
    const VkPipelineCacheCreateInfo cache{.sType = VK_STRUCTURE_TYPE_PIPELINE_CACHE_CREATE_INFO,
                                          .initialDataSize = saved.size(),
                                          .pInitialData = saved.data()};
    vkCreatePipelineCache(context.device(), &cache, nullptr, &pipelines->m_cache);
    TRY_ASSIGN(pipelines->m_layout, create_pipeline_layout(context.device()));
    return pipelines;
}

Pipelines::~Pipelines() {
    save_cache();
    for (const auto& [name, pipeline] : m_pipelines)
        vkDestroyPipeline(m_context.device(), pipeline, nullptr);
    vkDestroyPipelineLayout(m_context.device(), m_layout, nullptr);
    vkDestroyPipelineCache(m_context.device(), m_cache, nullptr);
}

Result<VkPipeline> Pipelines::get(const std::string& shader, std::span<const uint32_t> constants) {
    const std::string key = fmt::format("{}({})", shader, fmt::join(constants, ","));
    if (const auto found = m_pipelines.find(key); found != m_pipelines.end())
        return found->second;
    TRY_ASSIGN(const VkPipeline pipeline, compile_pipeline(m_context.device(), m_context.physical(), m_layout,
                                                           shader, constants, m_cache));
    m_grown = true;
    m_pipelines.emplace(key, pipeline);
    return pipeline;
}

void Pipelines::save_cache() {
    if (!m_grown || m_cache_file.empty() || !m_cache)
        return;
    size_t size = 0;
    if (vkGetPipelineCacheData(m_context.device(), m_cache, &size, nullptr) != VK_SUCCESS || size == 0)
        return;
    std::vector<char> data(size);
    if (vkGetPipelineCacheData(m_context.device(), m_cache, &size, data.data()) != VK_SUCCESS)
        return;
    // Beside it first, then renamed: a cut-short cache would be read by the driver. A cache that can't be
    // written is no loss but of time.
    std::error_code ignored;
    const std::filesystem::path path(m_cache_file);
    std::filesystem::create_directories(path.parent_path(), ignored);
    const std::filesystem::path part = path.string() + ".part";
    {
        std::ofstream file(part, std::ios::binary);
        file.write(data.data(), static_cast<std::streamsize>(size));
        if (!file)
            return;
    }
    std::filesystem::rename(part, path, ignored);
    m_grown = false;
}

} // namespace hearth::vulkan
