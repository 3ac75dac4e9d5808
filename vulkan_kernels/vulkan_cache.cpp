#include "vulkan_kernels/vulkan_cache.h"

#include "engine/quant/types.h"

#include <fmt/format.h>

#include <cassert>
#include <numeric>

namespace hearth::vulkan {

namespace {

constexpr int32_t largest_dim = 512; // of the shared memory that attention.comp plans with

TensorType element_type(CacheType type) {
    switch (type) {
    case CacheType::F16:
        return TensorType::F16;
    case CacheType::Q8_0:
        return TensorType::Q8_0;
    case CacheType::Q4_0:
        return TensorType::Q4_0;
    case CacheType::F32:
        break;
    }
    return TensorType::F32;
}

} // namespace

VulkanCache::VulkanCache(Memory& memory, const KvCacheShape& shape)
    : m_memory(memory), m_shape(shape), m_type(element_type(shape.type)) {
    for (int32_t layer = 0; layer < shape.layers; ++layer) {
        const CacheRow row = shape.row(layer);
        for (const int32_t dim : {row.key_dim, row.value_dim})
            m_row_bytes.push_back(
                static_cast<uint32_t>(row_bytes(m_type, static_cast<size_t>(row.kv_heads * dim))));
    }
}

Result<std::unique_ptr<VulkanCache>> VulkanCache::create(Memory& memory, const KvCacheShape& shape) {
    const auto block = static_cast<int32_t>(type_layout(element_type(shape.type))->block_length);
    for (int32_t layer = 0; layer < shape.layers; ++layer) {
        const auto [kv_heads, key_dim, value_dim] = shape.row(layer);
        if (key_dim % block != 0 || value_dim % block != 0)
            return fail(
                ErrorKind::Unsupported,
                fmt::format("a quantized cache needs heads of a multiple of {} columns, this model has {} "
                            "and {}; use the cache type f16",
                            block, key_dim, value_dim));
        if (key_dim > largest_dim || value_dim > largest_dim || key_dim % 2 != 0 || value_dim % 2 != 0)
            return fail(ErrorKind::Unsupported,
                        fmt::format("the Vulkan path runs heads of an even number of columns up to {}, this "
                                    "model has {} and {}",
                                    largest_dim, key_dim, value_dim));
    }
    std::unique_ptr<VulkanCache> cache(new VulkanCache(memory, shape));
    TRY(cache->allocate_layers());
    std::vector<uint64_t> addresses;
    for (const Slice& slice : cache->m_layers)
        addresses.push_back(slice.address);
    TRY_ASSIGN(cache->m_table, memory.allocate_own(MemoryKind::Device, addresses.size() * sizeof(uint64_t)));
    TRY(memory.upload(cache->m_table, 0, std::as_bytes(std::span(addresses))));
    return cache;
}

/// One allocation for all layers where the device takes one that large, else one each.
Result<void> VulkanCache::allocate_layers() {
    const auto capacity = static_cast<uint64_t>(m_shape.capacity);
    std::vector<uint64_t> sizes;
    for (const uint32_t row : m_row_bytes)
        sizes.push_back(align_slice(row * capacity));
    const uint64_t total = std::accumulate(sizes.begin(), sizes.end(), uint64_t{0});
    const bool together = total <= m_memory.largest_allocation();
    if (together) {
        TRY_ASSIGN(const Slice all, m_memory.allocate_own(MemoryKind::Device, total));
        m_owned.push_back(all);
    }
    uint64_t offset = 0;
    for (const uint64_t size : sizes) {
        if (together) {
            const Slice& all = m_owned.front();
            m_layers.push_back({all.buffer, all.offset + offset, size, all.address + offset,
                                all.host ? all.host + offset : nullptr});
            offset += size;
        } else {
            TRY_ASSIGN(const Slice slice, m_memory.allocate_own(MemoryKind::Device, size));
            m_owned.push_back(slice);
            m_layers.push_back(slice);
        }
    }
    return {};
}

VulkanCache::~VulkanCache() {
    for (const Slice& slice : m_owned)
        m_memory.release(slice);
    if (m_table.buffer)
        m_memory.release(m_table);
}

size_t VulkanCache::bytes() const {
    return position_bytes() * static_cast<size_t>(m_shape.capacity);
}

size_t VulkanCache::position_bytes() const {
    return std::accumulate(m_row_bytes.begin(), m_row_bytes.end(), size_t{0});
}

Result<void> VulkanCache::copy_prefix(const KvCache& from, int32_t count) {
    const auto* other = dynamic_cast<const VulkanCache*>(&from);
    assert(other && other->m_type == m_type && count <= capacity() && count <= other->capacity());
    for (size_t i = 0; i < m_layers.size() && count > 0; ++i) {
        TRY(m_memory.copy(other->m_layers[i], m_layers[i],
                          uint64_t{m_row_bytes[i]} * static_cast<uint64_t>(count)));
    }
    return {};
}

Result<std::vector<std::byte>> VulkanCache::save(int32_t count) const {
    const auto rows = static_cast<size_t>(count);
    std::vector<std::byte> out(rows * position_bytes());
    std::span<std::byte> left(out);
    for (size_t i = 0; i < m_layers.size(); ++i) {
        const size_t size = rows * m_row_bytes[i];
        TRY(m_memory.download(m_layers[i], 0, left.first(size)));
        left = left.subspan(size);
    }
    return out;
}

Result<void> VulkanCache::restore(std::span<const std::byte> bytes, int32_t count) {
    const auto rows = static_cast<size_t>(count);
    if (count < 0 || count > capacity() || bytes.size() != rows * position_bytes())
        return fail(ErrorKind::InvalidInput, "the saved state does not fit this model's cache");
    for (size_t i = 0; i < m_layers.size(); ++i) {
        const size_t size = rows * m_row_bytes[i];
        TRY(m_memory.upload(m_layers[i], 0, bytes.first(size)));
        bytes = bytes.subspan(size);
    }
    return {};
}

} // namespace hearth::vulkan
