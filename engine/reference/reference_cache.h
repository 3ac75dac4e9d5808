// Key-value cache of the reference backend: rows encoded by engine/quant, exactly as KvCache::save() lays
// them out.
#pragma once

#include "engine/backend.h"

#include <span>
#include <vector>

namespace hearth {

class ReferenceCache : public KvCache {
public:
    static Result<std::unique_ptr<KvCache>> create(const KvCacheShape& shape);

    int32_t capacity() const override { return m_shape.capacity; }
    size_t bytes() const override;
    Result<void> copy_prefix(const KvCache& from, int32_t count) override;
    Result<std::vector<std::byte>> save(int32_t count) const override;
    Result<void> restore(std::span<const std::byte> bytes, int32_t count) override;

    /// Stores one position. key: [kv_heads · key_dim], value: [kv_heads · value_dim]
    void store(int32_t layer, int32_t position, const float* key, const float* value);
    /// Whether the cache is quantized: its keys and values are rotated (engine/quant/cache_run.h).
    bool rotated() const { return m_shape.type == CacheType::Q8_0 || m_shape.type == CacheType::Q4_0; }
    /// Decodes the keys or values, as they are kept, of positions [first, first + count) of a layer to `out`,
    /// row after row.
    void load_keys(int32_t layer, int32_t first, int32_t count, float* out) const;
    void load_values(int32_t layer, int32_t first, int32_t count, float* out) const;

private:
    explicit ReferenceCache(const KvCacheShape& shape);
    void encode(const float* row, int32_t columns, std::byte* out) const;
    int32_t key_columns() const { return m_shape.kv_heads * m_shape.key_dim; }
    int32_t value_columns() const { return m_shape.kv_heads * m_shape.value_dim; }

    KvCacheShape m_shape;
    TensorType m_type;
    size_t m_key_row_bytes;
    size_t m_value_row_bytes;
    std::vector<std::vector<std::byte>> m_keys; ///< per layer
    std::vector<std::vector<std::byte>> m_values;
};

/// The tensor type whose encoding a cache type uses.
TensorType tensor_type(CacheType type);

} // namespace hearth
