// Attention of up to 16 query rows over a run of keys and values: scores, online softmax and weighted sum, 64
// positions at a time, all in the first-level cache.
#pragma once

#include "engine/cpu/kernels/float_product.h"
#include "engine/cpu/kernels/pair_product.h"

namespace hearth::cpu {
namespace {

constexpr float hidden_score = -1e30f;

// So much further on the cache is asked of memory: sixteen rows on a key need so many cycles for a line of it
// that the processor's own prefetching (Zen 4) falls asleep.
constexpr int cache_ahead = 16 * 1024;

/// The scratch memory of a tile, cut up.
template <typename V>
struct AttentionScratch {
    PairOf<V>* queries; ///< [16][largest_key_pairs]
    float* scores;      ///< [16][value_block]
    PairOf<V>* weights; ///< [16][value_block / 2]
    uint16_t* keys;     ///< one panel
    uint16_t* values;   ///< one block

    explicit AttentionScratch(std::byte* memory) {
        queries = reinterpret_cast<PairOf<V>*>(memory);
        memory += 16 * largest_key_pairs * 8;
        scores = reinterpret_cast<float*>(memory);
        memory += 16 * value_block * 4;
        weights = reinterpret_cast<PairOf<V>*>(memory);
        memory += 16 * value_block * 8;
        keys = reinterpret_cast<uint16_t*>(memory);
        values = keys + largest_key_pairs * 32;
    }
};

/// Writes `value` to a block's scores outside of [from, to).
inline void fill_hidden(float* scores, int64_t from, int64_t to, float value) {
    for (int64_t i = 0; i < from; ++i)
        scores[i] = value;
    for (int64_t i = to; i < value_block; ++i)
        scores[i] = value;
}

/// Turns one row's scores of a block into weights, in place; returns by how much what was summed so far
/// shrinks.
template <typename V>
inline float soften_row(const AttentionTile& tile, int row, int64_t block_first, float* scores) {
    constexpr int n = V::lanes;
    using L = Lanes<n>;
    const int64_t from = tile.row_first[row] - block_first;
    const int64_t past = tile.row_last[row] - block_first;
    const int64_t to = past < value_block ? past : value_block;
    if (to <= 0 || from >= value_block) {
        std::memset(scores, 0, sizeof(float) * value_block);
        return 1.0f;
    }
    if (tile.soft_cap > 0) {
        for (int i = 0; i < value_block; i += n)
            L::store(scores + i,
                     L::hyperbolic_tangent(L::load(scores + i) * (1.0f / tile.soft_cap)) * tile.soft_cap);
    }
    fill_hidden(scores, from, to, hidden_score);
    typename L::Float peak = L::load(scores);
    for (int i = n; i < value_block; i += n)
        peak = L::larger(peak, L::load(scores + i));
    const float before = tile.row_max[row];
    const float largest = L::largest(peak);
    const float now = largest > before ? largest : before;
    typename L::Float total = {};
    for (int i = 0; i < value_block; i += n) {
        const typename L::Float weight = L::exponential(L::load(scores + i) - now);
        total += weight;
        L::store(scores + i, weight);
    }
    // What is hidden weighs nothing at all, not e^-87.
    fill_hidden(scores, from, to, 0.0f);
    float shrink = 1.0f;
    if (now > before)
        shrink = before > 0.5f * hidden_score ? L::exponential(L::set(before - now))[0] : 0.0f;
    tile.row_max[row] = now;
    tile.row_sum[row] = tile.row_sum[row] * shrink + L::sum(total);
    return shrink;
}

/// The even and odd code of each lane of a quantized cache, as floats.
template <typename L>
struct CodePair {
    typename L::Float even;
    typename L::Float odd;
};

template <typename L, CacheLayout layout>
[[gnu::always_inline]] inline CodePair<L> load_code_pair(const std::byte* p, int lane) {
    if constexpr (layout == CacheLayout::Q8_0) {
        const typename L::Int words = L::load_words(p + 2 * lane);
        return {L::to_float((words << 24) >> 24), L::to_float((words << 16) >> 24)};
    } else {
        const typename L::Int bytes = L::load_bytes(p + lane);
        return {L::to_float((bytes & 15) - 8), L::to_float((bytes >> 4) - 8)};
    }
}

template <typename V, CacheLayout layout>
void unpack_key_panel(const std::byte* panel, int key_pairs, uint16_t* out) {
    using L = Lanes<V::lanes>;
    constexpr int row_bytes = layout == CacheLayout::Q8_0 ? 32 : 16;
    const std::byte* scales = panel + key_pairs * row_bytes;
    for (int p = 0; p < key_pairs; ++p) {
        for (int lane = 0; lane < key_panel; lane += V::lanes) {
            const typename V::Float scale = V::load_halves(scales + p / 16 * 32 + 2 * lane);
            const auto codes = load_code_pair<L, layout>(panel + p * row_bytes, lane);
            store_pairs<V>(out + p * 32 + 2 * lane, V::multiply(codes.even, scale),
                           V::multiply(codes.odd, scale));
        }
    }
}

template <typename V, CacheLayout layout>
void unpack_value_block(const std::byte* block, int value_columns, uint16_t* out) {
    using L = Lanes<V::lanes>;
    constexpr int row_bytes = layout == CacheLayout::Q8_0 ? 32 : 16;
    const std::byte* scales = block + value_columns / 16 * 32 * row_bytes;
    float scale[value_block];
    for (int chunk = 0; chunk < value_columns / 16; ++chunk) {
        if (chunk % 2 == 0) {
            for (int i = 0; i < value_block; i += V::lanes)
                V::store(scale + i, V::load_halves(scales + (chunk / 2 * value_block + i) * 2));
        }
        for (int p = 0; p < value_block / 2; ++p) {
            for (int lane = 0; lane < 16; lane += V::lanes) {
                const auto codes = load_code_pair<L, layout>(block + (chunk * 32 + p) * row_bytes, lane);
                store_pairs<V>(out + (chunk * 32 + p) * 32 + 2 * lane,
                               V::multiply(codes.even, V::set(scale[2 * p])),
                               V::multiply(codes.odd, V::set(scale[2 * p + 1])));
            }
        }
    }
}

template <typename V>
const uint16_t* key_panel_of(const AttentionTile& tile, int64_t panel, uint16_t* scratch) {
    const std::byte* at = tile.keys + panel * tile.key_panel_bytes;
    if (tile.layout == CacheLayout::Bfloat16Pairs)
        return reinterpret_cast<const uint16_t*>(at);
    if (tile.layout == CacheLayout::Q8_0)
        unpack_key_panel<V, CacheLayout::Q8_0>(at, tile.key_pairs, scratch);
    else
        unpack_key_panel<V, CacheLayout::Q4_0>(at, tile.key_pairs, scratch);
    return scratch;
}

template <typename V>
const uint16_t* value_block_of(const AttentionTile& tile, int64_t block, uint16_t* scratch) {
    const std::byte* at = tile.values + block * tile.value_block_bytes;
    if (tile.layout == CacheLayout::Bfloat16Pairs)
        return reinterpret_cast<const uint16_t*>(at);
    if (tile.layout == CacheLayout::Q8_0)
        unpack_value_block<V, CacheLayout::Q8_0>(at, tile.value_columns, scratch);
    else
        unpack_value_block<V, CacheLayout::Q4_0>(at, tile.value_columns, scratch);
    return scratch;
}

/// What the weights of a block do to what was summed before.
template <typename V>
inline void soften(const AttentionTile& tile, float* scores, int64_t first) {
    for (int row = 0; row < tile.rows; ++row) {
        const float shrink = soften_row<V>(tile, row, first, scores + row * value_block);
        if (shrink == 1.0f || first == tile.first)
            continue;
        for (int i = 0; i < tile.value_columns; i += V::lanes) {
            float* out = tile.out + static_cast<int64_t>(row) * tile.value_columns + i;
            V::store(out, V::multiply(V::load(out), V::set(shrink)));
        }
    }
}

inline int panels_of_block(const AttentionTile& tile, int64_t first) {
    const int64_t left = tile.last - first;
    return static_cast<int>(((left < value_block ? left : value_block) + key_panel - 1) / key_panel);
}

template <typename V, int rows>
inline void attend_block(const AttentionTile& tile, const AttentionScratch<V>& scratch, int64_t first) {
    const int panels = panels_of_block(tile, first);
    if (tile.layout == CacheLayout::Bfloat16Pairs) {
        const uint16_t* keys = key_panel_of<V>(tile, first / key_panel, scratch.keys);
        multiply_pairs<V, largest_key_pairs, rows, cache_ahead>(
            scratch.queries, keys, tile.key_panel_bytes / 2, panels, tile.key_pairs, scratch.scores,
            value_block, key_panel, false);
    } else {
        for (int p = 0; p < panels; ++p) {
            const uint16_t* keys = key_panel_of<V>(tile, first / key_panel + p, scratch.keys);
            multiply_pairs<V, largest_key_pairs, rows>(scratch.queries, keys, 0, 1, tile.key_pairs,
                                                       scratch.scores + p * key_panel, value_block, 0, false);
        }
    }
    soften<V>(tile, scratch.scores, first);
    for (int row = 0; row < tile.rows; ++row) {
        PairOf<V>* weights = scratch.weights + row * (value_block / 2);
        const float* scores = scratch.scores + row * value_block;
        if constexpr (V::bfloat16_dot)
            V::store_bfloat16(scores, value_block, reinterpret_cast<uint16_t*>(weights));
        else
            std::memcpy(weights, scores, sizeof(float) * value_block);
    }
    const uint16_t* values = value_block_of<V>(tile, first / value_block, scratch.values);
    const int columns = tile.value_columns;
    const bool add = first != tile.first;
    if (values == scratch.values) // unpacked: nothing of it is further on in memory
        multiply_pairs<V, value_block / 2, rows>(scratch.weights, values, value_block * 16, columns / 16,
                                                 value_block / 2, tile.out, columns, 16, add);
    else
        multiply_pairs<V, value_block / 2, rows, cache_ahead>(scratch.weights, values, value_block * 16,
                                                              columns / 16, value_block / 2, tile.out,
                                                              columns, 16, add);
}

template <typename V, int rows>
void attend_pairs(const AttentionTile& tile) {
    const AttentionScratch<V> scratch(tile.scratch);
    for (int row = 0; row < rows; ++row) {
        const float* query = tile.queries + static_cast<int64_t>(row) * 2 * tile.key_pairs;
        PairOf<V>* pairs = scratch.queries + row * largest_key_pairs;
        if (row >= tile.rows) {
            std::memset(pairs, 0, sizeof(PairOf<V>) * static_cast<size_t>(tile.key_pairs));
            std::memset(scratch.weights + row * (value_block / 2), 0, sizeof(PairOf<V>) * (value_block / 2));
        } else if constexpr (V::bfloat16_dot) {
            const int whole = tile.key_pairs / 16 * 16;
            V::store_bfloat16(query, 2 * whole, reinterpret_cast<uint16_t*>(pairs));
            for (int p = whole; p < tile.key_pairs; ++p)
                pairs[p] = make_pair_of<V>(query[2 * p], query[2 * p + 1]);
        } else
            std::memcpy(pairs, query, sizeof(PairOf<V>) * static_cast<size_t>(tile.key_pairs));
    }
    for (int64_t first = tile.first; first < tile.last; first += value_block)
        attend_block<V, rows>(tile, scratch, first);
}

/// Caches of 16- or 32-bit floats, multiplied as floats: nothing is rounded but what the cache holds.
template <typename V, TensorType type, int rows>
void attend_floats(const AttentionTile& tile) {
    constexpr int columns = 2 * largest_key_pairs;
    constexpr int bytes = type == TensorType::F32 ? 4 : 2;
    auto* queries = reinterpret_cast<float*>(tile.scratch); // [16][columns]
    float* scores = queries + 16 * columns;                 // [16][value_block]
    const int depth = 2 * tile.key_pairs;
    for (int row = 0; row < rows; ++row) {
        float* target = queries + row * columns;
        if (row < tile.rows)
            std::memcpy(target, tile.queries + static_cast<int64_t>(row) * depth,
                        static_cast<size_t>(depth) * 4);
        else {
            std::memset(target, 0, static_cast<size_t>(depth) * 4);
            std::memset(scores + row * value_block, 0, value_block * 4);
        }
    }
    for (int64_t first = tile.first; first < tile.last; first += value_block) {
        multiply_rows<V, type, columns, rows>(queries, tile.keys + first / key_panel * tile.key_panel_bytes,
                                              tile.key_panel_bytes, panels_of_block(tile, first), depth,
                                              scores, value_block, key_panel, false);
        soften<V>(tile, scores, first);
        for (int row = tile.rows; row < rows; ++row)
            std::memset(scores + row * value_block, 0, value_block * 4);
        multiply_rows<V, type, value_block, rows>(
            scores, tile.values + first / value_block * tile.value_block_bytes, value_block * 16 * bytes,
            tile.value_columns / 16, value_block, tile.out, tile.value_columns, 16, first != tile.first);
    }
}

template <typename V, int rows>
void attend_rows(const AttentionTile& tile) {
    for (int row = 0; row < tile.rows; ++row) {
        tile.row_max[row] = hidden_score;
        tile.row_sum[row] = 0;
    }
    if (tile.layout == CacheLayout::Halves)
        attend_floats<V, TensorType::F16, rows>(tile);
    else if (tile.layout == CacheLayout::Floats)
        attend_floats<V, TensorType::F32, rows>(tile);
    else
        attend_pairs<V, rows>(tile);
}

/// tile.out must have room for 16 rows.
template <typename V>
void attend(const AttentionTile& tile) {
    if (tile.rows == 1)
        attend_rows<V, 1>(tile);
    else if (tile.rows == 2)
        attend_rows<V, 2>(tile);
    else if (tile.rows <= 4)
        attend_rows<V, 4>(tile);
    else if (tile.rows <= 8)
        attend_rows<V, 8>(tile);
    else
        attend_rows<V, 16>(tile);
}

} // namespace
} // namespace hearth::cpu
