// Attention of a batch: rope, the cache's new rows, tiles of query rows, and their shares of the context.
#pragma once

#include "engine/backend.h"
#include "engine/cpu/kernels/kernel_table.h"
#include "engine/cpu/kv_cache.h"
#include "engine/cpu/thread_pool.h"

#include <memory>
#include <span>
#include <vector>

namespace hearth::cpu {

/// Rows of a batch as attention takes them; all row-major, one after another.
struct AttentionRows {
    const float* queries = nullptr; ///< [rows][heads · key_dim]
    const float* keys = nullptr;    ///< [rows][kv_heads · key_dim]
    const float* values = nullptr;  ///< [rows][kv_heads · value_dim]
    float* out = nullptr;           ///< [rows][heads · value_dim]
    const float* sinks = nullptr;   ///< [heads], see AttentionParams
};

class AttentionDriver {
public:
    AttentionDriver(const KernelTable& kernels, ThreadPool& pool) : m_kernels(kernels), m_pool(pool) {}

    /// Forgets the angles of the last pass. `exact`: rows without a cache of their own are kept as floats.
    void begin(std::span<const Segment> segments, int32_t rows, bool exact);
    Result<void> run(const AttentionRows& rows, const AttentionParams& params);
    /// Turns the heads of `dim` columns of every row [rows][columns] by the row's position.
    void rotate_rows(float* rows, int32_t columns, int32_t dim, const RopeParams& rope);

private:
    /// Cosines and sines of every row's position, for one set of rope parameters.
    struct Angles {
        const RopeParams* rope = nullptr;
        std::vector<float> cosines; ///< [rows][dims / 2]
        std::vector<float> sines;
    };

    /// Up to 16 query rows of one segment and one key/value head, over one run of positions.
    struct Item {
        const Segment* segment = nullptr;
        CpuKvCache* cache = nullptr;
        int32_t layer = 0;
        int32_t kv_head = 0;
        int32_t first_row = 0; ///< in units of (position, head of the group)
        int32_t rows = 0;
        int64_t first = 0;
        int64_t last = 0;
        int32_t part = 0; ///< of `parts` runs that are put together afterwards
        int32_t parts = 1;
    };

    /// Result of an item.
    struct Partial {
        float* out = nullptr; ///< [16][value_columns]
        float* max = nullptr;
        float* sum = nullptr;
    };

    const Angles& angles_of(const RopeParams& rope);
    void rotate(float* head, const Angles& angles, int32_t row) const;
    void store(const AttentionRows& rows, const AttentionParams& params, const Segment& segment,
               CpuKvCache& cache, int32_t layer);
    void cut(const AttentionParams& params, const Segment& segment, CpuKvCache& cache, int32_t layer);
    void split_items(int value_columns);
    void prepare_queries(const AttentionRows& rows, const AttentionParams& params);
    int64_t query_at(const AttentionParams& params, int32_t kv_head, int32_t row) const;
    void attend(const AttentionParams& params, size_t index, int thread);
    void write(const AttentionRows& rows, const AttentionParams& params, size_t index);
    Partial partial(size_t index);

    const KernelTable& m_kernels;
    ThreadPool& m_pool;
    std::span<const Segment> m_segments;
    bool m_exact = false;
    int32_t m_rows = 0;
    std::vector<Angles> m_angles;
    const Angles* m_current = nullptr;
    std::vector<bool> m_rotated; ///< per row: its cache is quantized
    std::vector<float> m_queries;
    std::vector<Item> m_items;
    int m_value_columns = 0;
    std::vector<float> m_partials;
    std::vector<std::vector<std::byte>> m_scratch;         ///< per thread
    std::vector<std::unique_ptr<CpuKvCache>> m_own_caches; ///< for segments without a cache (embedders)
};

} // namespace hearth::cpu
