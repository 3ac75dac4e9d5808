// Attention of up to 16 query rows over a run of keys and values: scores, online softmax and weighted sum, 64
// positions at a time, all in the first-level cache.
#pragma once

#include "engine/cpu/kernels/code_attention.h"
#include "engine/cpu/kernels/float_product.h"
#include "engine/cpu/kernels/pair_product.h"
#include "engine/cpu/kernels/softmax.h"

namespace hearth::cpu {
namespace {

// So much further on the cache is asked of memory: sixteen rows on a key need so many cycles for a line of it
// that the processor's own prefetching (Zen 4) falls asleep.
constexpr int cache_ahead = 16 * 1024;

/// The scratch memory of a tile, cut up.
template <typename V>
struct AttentionScratch {
    float* sums; ///< [16][sum_lanes]
    union {
        PairOf<V>* queries; ///< [16][largest_key_pairs]
        CodedQueries* codes;
        float* floats; ///< [16][2 · largest_key_pairs]
    };
    float* scores;      ///< [16][value_block]
    PairOf<V>* weights; ///< [16][value_block / 2]

    explicit AttentionScratch(std::byte* memory) {
        sums = reinterpret_cast<float*>(memory);
        memory += 16 * sum_lanes * 4;
        queries = reinterpret_cast<PairOf<V>*>(memory);
        memory += 16 * largest_key_pairs * 8;
        scores = reinterpret_cast<float*>(memory);
        memory += 16 * value_block * 4;
        weights = reinterpret_cast<PairOf<V>*>(memory);
    }
};

inline int panels_of_block(const AttentionTile& tile, int64_t first) {
    const int64_t left = tile.last - first;
    return static_cast<int>(((left < value_block ? left : value_block) + key_panel - 1) / key_panel);
}

/// Weights [rows][value_block] of a block as what pair products multiply by.
template <typename V, int rows>
inline void pack_weights(const float* weights, PairOf<V>* out) {
    if constexpr (V::bfloat16_dot)
        V::store_bfloat16(weights, rows * value_block, reinterpret_cast<uint16_t*>(out));
    else
        std::memcpy(out, weights, sizeof(float) * rows * value_block);
}

/// Query rows as what pair products multiply by; those that are not there are zeros.
template <typename V, int rows>
void pack_queries(const AttentionTile& tile, PairOf<V>* out) {
    for (int row = 0; row < rows; ++row) {
        const float* query = tile.queries + static_cast<int64_t>(row) * 2 * tile.key_pairs;
        PairOf<V>* pairs = out + row * largest_key_pairs;
        if (row >= tile.rows) {
            std::memset(pairs, 0, sizeof(PairOf<V>) * static_cast<size_t>(tile.key_pairs));
        } else if constexpr (V::bfloat16_dot) {
            const int whole = tile.key_pairs / 16 * 16;
            V::store_bfloat16(query, 2 * whole, reinterpret_cast<uint16_t*>(pairs));
            for (int p = whole; p < tile.key_pairs; ++p)
                pairs[p] = make_pair_of<V>(query[2 * p], query[2 * p + 1]);
        } else
            std::memcpy(pairs, query, sizeof(PairOf<V>) * static_cast<size_t>(tile.key_pairs));
    }
}

/// Caches of bfloat16 pairs.
template <typename V, int rows>
void attend_pairs(const AttentionTile& tile, const AttentionScratch<V>& scratch) {
    pack_queries<V, rows>(tile, scratch.queries);
    for (int64_t first = tile.first; first < tile.last; first += value_block) {
        const auto* keys =
            reinterpret_cast<const uint16_t*>(tile.keys + first / key_panel * tile.key_panel_bytes);
        multiply_pairs<V, largest_key_pairs, rows, cache_ahead>(
            scratch.queries, keys, tile.key_panel_bytes / 2, panels_of_block(tile, first), tile.key_pairs,
            scratch.scores, value_block, key_panel, false);
        soften<V>(tile, scratch.scores, scratch.sums, first);
        pack_weights<V, rows>(scratch.scores, scratch.weights);
        const auto* values =
            reinterpret_cast<const uint16_t*>(tile.values + first / value_block * tile.value_block_bytes);
        multiply_pairs<V, value_block / 2, rows, cache_ahead>(
            scratch.weights, values, value_block * 16, tile.value_columns / 16, value_block / 2, tile.out,
            tile.value_columns, 16, first != tile.first);
    }
}

/// Quantized caches.
template <typename V, CacheLayout layout, int rows>
void attend_codes(const AttentionTile& tile, const AttentionScratch<V>& scratch) {
    code_queries<V, layout, rows>(tile, *scratch.codes);
    for (int64_t first = tile.first; first < tile.last; first += value_block) {
        score_codes<V, layout, rows, cache_ahead>(tile, *scratch.codes,
                                                  tile.keys + first / key_panel * tile.key_panel_bytes,
                                                  panels_of_block(tile, first), scratch.scores);
        soften<V>(tile, scratch.scores, scratch.sums, first);
        const std::byte* values = tile.values + first / value_block * tile.value_block_bytes;
        weigh_codes<V, layout, rows, cache_ahead>(tile, scratch.scores, values, scratch.weights,
                                                  first != tile.first);
    }
}

/// Caches of 16- or 32-bit floats, multiplied as floats: nothing is rounded but what the cache holds.
template <typename V, TensorType type, int rows>
void attend_floats(const AttentionTile& tile, const AttentionScratch<V>& scratch) {
    constexpr int columns = 2 * largest_key_pairs;
    constexpr int bytes = type == TensorType::F32 ? 4 : 2;
    const int depth = 2 * tile.key_pairs;
    for (int row = 0; row < rows; ++row) {
        float* target = scratch.floats + row * columns;
        if (row < tile.rows)
            std::memcpy(target, tile.queries + static_cast<int64_t>(row) * depth,
                        static_cast<size_t>(depth) * 4);
        else
            std::memset(target, 0, static_cast<size_t>(depth) * 4);
    }
    for (int64_t first = tile.first; first < tile.last; first += value_block) {
        multiply_rows<V, type, columns, rows>(
            scratch.floats, tile.keys + first / key_panel * tile.key_panel_bytes, tile.key_panel_bytes,
            panels_of_block(tile, first), depth, scratch.scores, value_block, key_panel, false);
        soften<V>(tile, scratch.scores, scratch.sums, first);
        multiply_rows<V, type, value_block, rows>(
            scratch.scores, tile.values + first / value_block * tile.value_block_bytes,
            value_block * 16 * bytes, tile.value_columns / 16, value_block, tile.out, tile.value_columns, 16,
            first != tile.first);
    }
}

template <typename V, int rows>
void attend_rows(const AttentionTile& tile) {
    const AttentionScratch<V> scratch(tile.scratch);
    std::memset(scratch.sums, 0, sizeof(float) * 16 * sum_lanes);
    for (int row = 0; row < tile.rows; ++row)
        tile.row_max[row] = hidden_score;
    if (tile.layout == CacheLayout::Halves)
        attend_floats<V, TensorType::F16, rows>(tile, scratch);
    else if (tile.layout == CacheLayout::Floats)
        attend_floats<V, TensorType::F32, rows>(tile, scratch);
    else if (tile.layout == CacheLayout::Q8_0)
        attend_codes<V, CacheLayout::Q8_0, rows>(tile, scratch);
    else if (tile.layout == CacheLayout::Q4_0)
        attend_codes<V, CacheLayout::Q4_0, rows>(tile, scratch);
    else
        attend_pairs<V, rows>(tile, scratch);
    for (int row = 0; row < tile.rows; ++row)
        tile.row_sum[row] = Lanes<V::lanes>::sum(Lanes<V::lanes>::load(scratch.sums + row * sum_lanes));
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
