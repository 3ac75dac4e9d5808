// Compute pipelines by shader name and specialisation constants, made when first used and kept in a cache on
// disk.
#pragma once

#include "vulkan_kernels/context.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::vulkan {

/// SPIR-V of a shader by its name ("norm", "attention.F16"); empty when there is none.
std::span<const uint32_t> shader_words(std::string_view name);

/// Every shader that was built, those of a type once for each type.
std::vector<std::string_view> shader_names();

constexpr uint32_t push_constant_bytes = 128;

/// The layout of all pipelines: every shader takes its buffers by address in push constants, without
/// descriptors. The caller destroys it.
Result<VkPipelineLayout> create_pipeline_layout(VkDevice device);

/// Compiles a shader with constants 0, 1, 2 …; the caller destroys the pipeline. `cache` may be null, `flags`
/// ask the driver for more than the pipeline.
Result<VkPipeline> compile_pipeline(VkDevice device, const PhysicalDevice& physical, VkPipelineLayout layout,
                                    const std::string& shader, std::span<const uint32_t> constants,
                                    VkPipelineCache cache, VkPipelineCreateFlags flags = 0);

/// The pipelines of a device, each compiled once.
class Pipelines {
public:
    /// `cache_file` may be empty: no cache on disk.
    static Result<std::unique_ptr<Pipelines>> create(Context& context, std::string cache_file);
    ~Pipelines();
    Pipelines(const Pipelines&) = delete;
    Pipelines& operator=(const Pipelines&) = delete;

    /// The pipeline for a shader with constants 0, 1, 2 …
    Result<VkPipeline> get(const std::string& shader, std::span<const uint32_t> constants = {});
    VkPipelineLayout layout() const { return m_layout; }
    /// Writes the driver's cache to disk, if something new was compiled.
    void save_cache();

private:
    explicit Pipelines(Context& context) : m_context(context) {}

    Context& m_context;
    std::string m_cache_file;
    VkPipelineCache m_cache = VK_NULL_HANDLE;
    VkPipelineLayout m_layout = VK_NULL_HANDLE;
    std::map<std::string, VkPipeline> m_pipelines;
    bool m_grown = false;
};

/// Where this user's pipeline caches are kept; empty when the system tells no place.
std::string default_cache_file(const PhysicalDevice& device);

} // namespace hearth::vulkan
