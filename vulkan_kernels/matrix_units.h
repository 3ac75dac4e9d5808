// Matrix units (VK_KHR_cooperative_matrix): which small products a device makes in one instruction. Declared
// here because the extension is younger than the Vulkan headers that we build with; numbers and layouts as
// the Vulkan specification has them.
#pragma once

#include <volk.h>

#include <cstdint>

namespace hearth::vulkan {

constexpr const char* cooperative_matrix_extension = "VK_KHR_cooperative_matrix";

/// VkPhysicalDeviceCooperativeMatrixFeaturesKHR
struct CooperativeMatrixFeatures {
    VkStructureType type = static_cast<VkStructureType>(1000506000);
    void* next = nullptr;
    VkBool32 cooperative_matrix = VK_FALSE;
    VkBool32 robust_buffer_access = VK_FALSE;
};

/// Size of the matrices that a subgroup multiplies at once: outputs × columns by columns × tokens, halves
/// summed up as floats. All 0: the device has none that fits our tiles.
struct MatrixShape {
    uint32_t outputs = 0;
    uint32_t tokens = 0;
    uint32_t columns = 0;
    explicit operator bool() const { return outputs > 0; }
};

/// How the subgroups of a tile share it: small matrices that each has, down the outputs and across the
/// tokens; 0 where they can't share it evenly.
struct MatrixBlocks {
    uint32_t rows = 0;
    uint32_t columns = 0;
};
MatrixBlocks share_tile(const MatrixShape& shape, uint32_t subgroup_size);

/// The best shape of a device that has the extension and its feature.
MatrixShape find_matrix_shape(VkInstance instance, VkPhysicalDevice device, uint32_t subgroup_size);

} // namespace hearth::vulkan
