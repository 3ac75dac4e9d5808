// Weights in device memory, in the file's own block layout.
#pragma once

#include "engine/backend.h"
#include "vulkan_kernels/memory.h"

#include <vector>

namespace hearth::vulkan {

struct VulkanWeight : Weight {
    /// Consecutive rows in one slice; more than one where a tensor is larger than the device's largest
    /// buffer.
    struct Part {
        Slice slice;
        int64_t first_row = 0;
        int64_t rows = 0;
    };
    TensorType type = TensorType::F32;
    int64_t columns = 0;
    int64_t rows = 0;
    uint32_t row_bytes = 0;
    std::vector<Part> parts;
};

/// Uploads a tensor as it is, or (WeightUse::Vector) as float32.
Result<VulkanWeight> upload_weight(Memory& memory, const Context& context, const gguf::TensorView& view,
                                   WeightUse use);

inline const VulkanWeight& as_vulkan(const Weight* weight) {
    return *static_cast<const VulkanWeight*>(weight);
}

} // namespace hearth::vulkan
