// Matrix products: which shader makes one, and the check that it makes it rightly.
#pragma once

#include "engine/backend.h"
#include "vulkan_kernels/recorder.h"
#include "vulkan_kernels/shaders/shared.h"
#include "vulkan_kernels/step_tables.h"
#include "vulkan_kernels/vulkan_weights.h"

#include <set>

namespace hearth::vulkan {

struct KnownProduct;

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
    bool quantized = false; ///< quantize() was recorded for these rows
};

class Products {
public:
    Products(Context& context, Memory& memory, Recorder& recorder);

    /// Room for products whose rows are of this size. True: recordings are void.
    Result<bool> reserve(int32_t rows, int32_t columns);
    /// Whether products with this weight are made of integers: its type has blocks, the device is fast with
    /// them, and the self-check found them right.
    bool uses_integers(const VulkanWeight& weight) const { return m_integer_types.contains(weight.type); }
    /// Records that rows become signed bytes, for the products that follow.
    void quantize(uint64_t in, int32_t columns, int32_t in_stride, int32_t tokens);
    /// Records a product.
    void multiply(const ProductCall& call);
    /// Products of random numbers through the shaders of a type, held against the processor's, once per
    /// type: a driver that miscompiles is found before it answers anyone.
    Result<void> self_check(TensorType type);

private:
    void multiply_part(const VulkanWeight& weight, const ProductPush& push);
    void multiply_few(const VulkanWeight& weight, const ProductPush& push);
    void multiply_integers(const VulkanWeight& weight, const ProductPush& push);
    Result<void> check(const KnownProduct& known, const VulkanWeight& weight, bool quantized);

    Context& m_context;
    Memory& m_memory;
    Recorder& m_recorder;
    GrowingSlice m_bytes;  ///< of the rows that quantize() took last: [rows][columns]
    GrowingSlice m_scales; ///< [rows][columns / 32]
    bool m_integers;       ///< the device is to make products of integers where it can
    std::set<TensorType> m_checked;
    std::set<TensorType> m_integer_types;
};

} // namespace hearth::vulkan
