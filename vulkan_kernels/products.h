// Matrix products: which shader makes one, and the check that it makes it rightly.
#pragma once

#include "engine/backend.h"
#include "vulkan_kernels/recorder.h"
#include "vulkan_kernels/shaders/shared.h"
#include "vulkan_kernels/step_tables.h"
#include "vulkan_kernels/vulkan_weights.h"

#include <set>
#include <span>
#include <utility>

namespace hearth::vulkan {

struct KnownProduct;

/// Rows of floats that lie one after the other, by device address.
struct InputRows {
    uint64_t address = 0;
    int32_t columns = 0;
    int32_t count = 0;
};

/// out[t] (+)= (weight · in[t] (+ bias)) · scale for each row.
struct ProductCall {
    const VulkanWeight* weight = nullptr;
    const VulkanWeight* bias = nullptr;
    uint64_t out = 0; ///< device address
    bool accumulate = false;
    float scale = 1.0f;
};

class Products {
public:
    Products(Context& context, Memory& memory, Recorder& recorder);

    /// Room for products whose rows are of this size. True: recordings are void.
    Result<bool> reserve(int32_t rows, int32_t columns);
    /// Records products of several weights and the same rows.
    void multiply(std::span<const ProductCall> calls, const InputRows& in);
    /// Products of random numbers through the shaders of a type, held against the processor's, once per
    /// type: a driver that miscompiles is found before it answers anyone.
    Result<void> self_check(TensorType type);

private:
    /// Rows in another form, for products that read them so.
    struct PackedRows {
        explicit PackedRows(Memory& memory)
            : values(memory, MemoryKind::Device), scales(memory, MemoryKind::Device) {}
        GrowingSlice values; ///< [rows][columns]
        GrowingSlice scales; ///< [rows][columns / 32] of bytes, [rows] of halves
    };

    /// Whether the device is to make products of this kind.
    bool wants(ProductKind kind) const;
    ProductKind kind_for(const VulkanWeight& weight, int32_t rows) const;
    /// Records what products of these kinds read the rows as.
    void pack(const std::set<ProductKind>& kinds, const InputRows& in);
    void multiply(const ProductCall& call, const InputRows& in, ProductKind kind);
    void multiply_tiles(const char* shader, std::span<const uint32_t> constants, const VulkanWeight& weight,
                        const ProductPush& push, const PackedRows& rows);
    void multiply_part(const VulkanWeight& weight, const ProductPush& push);
    void multiply_few(const VulkanWeight& weight, const ProductPush& push);
    void multiply_integers(const VulkanWeight& weight, const ProductPush& push);
    Result<void> check(const KnownProduct& known, const VulkanWeight& weight, ProductKind kind);

    Context& m_context;
    Memory& m_memory;
    Recorder& m_recorder;
    PackedRows m_bytes;
    PackedRows m_halves;
    std::set<ProductKind> m_wanted; ///< other than floats
    std::set<TensorType> m_checked;
    std::set<std::pair<TensorType, ProductKind>> m_right; ///< other than floats, and found right
};

} // namespace hearth::vulkan
