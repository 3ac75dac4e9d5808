// Keys and values in the order that attention reads them (kernels/kernel_table.h, AttentionTile).
#pragma once

#include "engine/backend.h"
#include "engine/cpu/kernels/kernel_table.h"
#include "engine/cpu/memory.h"
#include "engine/quant/cache_run.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace hearth::cpu {

class CpuKvCache : public KvCache {
public:
    /// With `bfloat16_pairs`, CacheType::F16 keeps 16-bit floats as bfloat16, the operand of the processors'
    /// pair products, at twice their rate and three bits less of precision.
    static Result<std::unique_ptr<CpuKvCache>> create(const KvCacheShape& shape, bool bfloat16_pairs);

    int32_t capacity() const override { return m_shape.capacity; }
    size_t bytes() const override;
    Result<void> copy_prefix(const KvCache& from, int32_t count) override;
    /// Per layer the keys, then the values of positions [0, count): rows of all heads in the cache type's
    /// GGUF blocks.
    Result<std::vector<std::byte>> save(int32_t count) const override;
    Result<void> restore(std::span<const std::byte> bytes, int32_t count) override;

    const KvCacheShape& shape() const { return m_shape; }
    CacheLayout layout() const { return m_layout; }
    int key_pairs() const { return m_key_pairs; }
    int value_columns() const { return m_value_columns; }
    int64_t key_panel_bytes() const { return m_key_panel_bytes; }
    int64_t value_block_bytes() const { return m_value_block_bytes; }
    const std::byte* keys(int32_t layer, int32_t head) const {
        return m_memory.data() + head_offset(layer, head);
    }
    const std::byte* values(int32_t layer, int32_t head) const {
        return keys(layer, head) + m_key_panel_bytes * (m_positions / key_panel);
    }

    /// Whether the cache is quantized: keys and values are rotated as they are stored, and queries and
    /// attention's result are to be (engine/quant/cache_run.h).
    bool rotated() const { return m_shape.type == CacheType::Q8_0 || m_shape.type == CacheType::Q4_0; }

    /// Stores the key [key_dim] and value [value_dim] of one head at a position; different positions of one
    /// head may not be stored at the same time by several threads when they share a byte (pairs of Q4_0).
    void store_key(int32_t layer, int32_t head, int32_t position, const float* key);
    void store_value(int32_t layer, int32_t head, int32_t position, const float* value);

private:
    CpuKvCache(const KvCacheShape& shape, CacheLayout layout);
    enum class Row { Key, Value };
    /// Where a code is: its byte, and its bits there.
    struct CodePlace {
        int64_t byte;
        int shift = 0;
    };
    /// The codes of one position of a head, among those of its panel or block.
    struct CodedRow {
        const std::byte* codes; ///< of the panel or block
        int64_t scales_at;      ///< the row's first scale, and from one to the next
        int64_t scale_stride;
        int lane;
        bool value;
    };
    /// In a panel of keys four columns of a position lie together, for the products of integers; in a block
    /// of values pairs of positions.
    CodePlace key_place(int lane, int column) const;
    CodePlace value_place(int lane, int column) const;
    CodedRow coded_key(int32_t layer, int32_t head, int32_t position) const;
    CodedRow coded_value(int32_t layer, int32_t head, int32_t position) const;
    void store_coded(const CodedRow& row, std::span<const float> columns);
    void put_run(const CodedRow& row, int first, int count, const CacheRun& run);
    CacheRun get_run(const CodedRow& row, int first, int count) const;
    template <typename Body>
    void each_saved_row(int32_t count, const Body& body) const;
    void save_row(Row row, int32_t layer, int32_t head, int32_t position, std::byte* out) const;
    void restore_row(Row row, int32_t layer, int32_t head, int32_t position, const std::byte* in);
    size_t key_element(int lane, int column) const;   ///< offset in a panel; floating layouts
    size_t value_element(int lane, int column) const; ///< offset in a block; floating layouts
    std::byte* panel(int32_t layer, int32_t head, int32_t position);
    std::byte* block(int32_t layer, int32_t head, int32_t position);
    void put(std::byte* target, float value) const;
    float get(const std::byte* source) const;
    size_t head_offset(int32_t layer, int32_t head) const {
        return static_cast<size_t>(layer * m_shape.kv_heads + head) * static_cast<size_t>(m_head_bytes);
    }

    KvCacheShape m_shape;
    CacheLayout m_layout;
    int m_key_pairs = 0;
    int m_value_columns = 0;
    int64_t m_positions = 0;      ///< capacity rounded up to whole value blocks
    int64_t m_key_code_bytes = 0; ///< of a panel, ahead of its scales; values likewise
    int64_t m_value_code_bytes = 0;
    int64_t m_key_panel_bytes = 0;
    int64_t m_value_block_bytes = 0;
    int64_t m_head_bytes = 0;
    LargeBuffer m_memory;
};

} // namespace hearth::cpu
