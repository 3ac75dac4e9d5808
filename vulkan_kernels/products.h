// Matrix products: which shader makes one, and the check that it makes it rightly.
#pragma once

#include "engine/backend.h"
#include "vulkan_kernels/recorder.h"
#include "vulkan_kernels/shaders/shared.h"
#include "vulkan_kernels/vulkan_weights.h"

#include <set>

namespace hearth::vulkan {

/// out[t] (+)= (weight · in[t] (+ bias)) · scale for `tokens` rows; buffers by device address.
struct ProductCall {
    const VulkanWeight* weight = nullptr;
    const VulkanWeight* bias = nullptr;
    uint64_t in = 0;
    uint64_t out = 0;
    int32_t in_stride = 0; ///< floats from row to row
    int32_t tokens = 0;
    bool accumulate = false;
    float scale = 1.0f;
};

class Products {
public:
    Products(Context& context, Memory& memory, Recorder& recorder)
        : m_context(context), m_memory(memory), m_recorder(recorder) {}

    /// Records a product.
    void multiply(const ProductCall& call);
    /// Products of random numbers through the shaders of a type, held against the processor's, once per
    /// type: a driver that miscompiles is found before it answers anyone.
    Result<void> self_check(TensorType type);

private:
    void multiply_part(const VulkanWeight& weight, const ProductPush& push);
    void multiply_few(const VulkanWeight& weight, const ProductPush& push);

    Context& m_context;
    Memory& m_memory;
    Recorder& m_recorder;
    std::set<TensorType> m_checked;
};

} // namespace hearth::vulkan
