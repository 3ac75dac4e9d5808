// A sequence's keys and values in device memory: per layer rows of positions, as engine/quant encodes them.
#pragma once

#include "engine/backend.h"
#include "vulkan_kernels/memory.h"

#include <vector>

namespace hearth::vulkan {

class VulkanCache : public KvCache {
public:
    static Result<std::unique_ptr<VulkanCache>> create(Memory& memory, const KvCacheShape& shape);
    ~VulkanCache() override;

    int32_t capacity() const override { return m_shape.capacity; }
    int32_t kv_heads() const { return m_shape.kv_heads; }
    size_t bytes() const override;
    Result<void> copy_prefix(const KvCache& from, int32_t count) override;
    Result<std::vector<std::byte>> save(int32_t count) const override;
    Result<void> restore(std::span<const std::byte> bytes, int32_t count) override;

    /// Address of the table that shaders find the layers by: [layers][2] addresses.
    uint64_t table_address() const { return m_table.address; }
    TensorType type() const { return m_type; }
    uint32_t key_row_bytes(int32_t layer) const { return m_row_bytes[2 * static_cast<size_t>(layer)]; }
    uint32_t value_row_bytes(int32_t layer) const { return m_row_bytes[2 * static_cast<size_t>(layer) + 1]; }

private:
    VulkanCache(Memory& memory, const KvCacheShape& shape);
    Result<void> allocate_layers();
    size_t position_bytes() const; ///< of all layers

    Memory& m_memory;
    KvCacheShape m_shape;
    TensorType m_type;
    std::vector<uint32_t> m_row_bytes; ///< [2 · layers]: of a position's keys, values, keys, …
    std::vector<Slice> m_layers;       ///< [2 · layers]: keys, values, keys, …
    std::vector<Slice> m_owned;        ///< the allocations that the layers lie in
    Slice m_table;
};

} // namespace hearth::vulkan
