#include "vulkan_kernels/matrix_units.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace hearth::vulkan {

namespace {

// Of shaders/matrix_tiles.comp.
constexpr uint32_t tile = 64;
constexpr uint32_t depth = 32;
constexpr uint32_t threads = 128;

/// VkCooperativeMatrixPropertiesKHR
struct CooperativeMatrixProperties {
    VkStructureType type = static_cast<VkStructureType>(1000506001);
    void* next = nullptr;
    uint32_t m = 0;
    uint32_t n = 0;
    uint32_t k = 0;
    uint32_t a_type = 0;
    uint32_t b_type = 0;
    uint32_t c_type = 0;
    uint32_t result_type = 0;
    VkBool32 saturating_accumulation = VK_FALSE;
    uint32_t scope = 0;
};
constexpr uint32_t component_float16 = 0;
constexpr uint32_t component_float32 = 1;
constexpr uint32_t scope_subgroup = 3;

using GetProperties = VkResult(VKAPI_PTR*)(VkPhysicalDevice, uint32_t*, CooperativeMatrixProperties*);

bool divides(uint32_t part, uint32_t whole) {
    return part > 0 && whole % part == 0;
}

bool fits(const CooperativeMatrixProperties& p) {
    return p.a_type == component_float16 && p.b_type == component_float16 && p.c_type == component_float32 &&
           p.result_type == component_float32 && p.scope == scope_subgroup && !p.saturating_accumulation &&
           divides(p.m, tile) && divides(p.n, tile) && divides(p.k, depth) && p.k % 8 == 0;
}

} // namespace

MatrixBlocks share_tile(const MatrixShape& shape, uint32_t subgroup_size) {
    if (!shape || !divides(subgroup_size, threads))
        return {};
    const uint32_t subgroups = threads / subgroup_size;
    const uint32_t down = tile / shape.outputs, across = tile / shape.tokens;
    MatrixBlocks best;
    int64_t least_skew = INT64_MAX;
    // As square as can be: each matrix that is loaded serves the most products.
    for (uint32_t parts_down = 1; parts_down <= subgroups; ++parts_down) {
        if (!divides(parts_down, subgroups) || !divides(parts_down, down) ||
            !divides(subgroups / parts_down, across))
            continue;
        const MatrixBlocks blocks{down / parts_down, across / (subgroups / parts_down)};
        const int64_t skew =
            std::abs(int64_t{blocks.rows * shape.outputs} - int64_t{blocks.columns * shape.tokens});
        if (skew < least_skew) {
            least_skew = skew;
            best = blocks;
        }
    }
    return best;
}

MatrixShape find_matrix_shape(VkInstance instance, VkPhysicalDevice device, uint32_t subgroup_size) {
    const auto get_properties = reinterpret_cast<GetProperties>(
        vkGetInstanceProcAddr(instance, "vkGetPhysicalDeviceCooperativeMatrixPropertiesKHR"));
    uint32_t count = 0;
    if (!get_properties || get_properties(device, &count, nullptr) != VK_SUCCESS)
        return {};
    std::vector<CooperativeMatrixProperties> all(count);
    if (get_properties(device, &count, all.data()) < VK_SUCCESS)
        return {};
    MatrixShape best;
    for (const CooperativeMatrixProperties& properties : all) {
        const MatrixShape shape{properties.m, properties.n, properties.k};
        if (!fits(properties) || share_tile(shape, subgroup_size).rows == 0)
            continue;
        // The largest makes the most of what was loaded.
        if (shape.outputs * shape.tokens * shape.columns > best.outputs * best.tokens * best.columns)
            best = shape;
    }
    return best;
}

} // namespace hearth::vulkan
