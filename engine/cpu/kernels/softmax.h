// The online softmax of attention: scores of a block of positions become weights, rows at a time.
#pragma once

#include "engine/cpu/kernels/kernel_table.h"
#include "engine/cpu/kernels/lanes.h"

namespace hearth::cpu {
namespace {

constexpr float hidden_score = -1e30f;

// Weights are e^(score − reference). The reference follows the largest score only when that is so far above
// it: every step of it shrinks all that was summed before, and no sum cares for a common factor.
constexpr float headroom = 8.0f;

/// Floats that a row's sum of weights takes until it is folded, whatever the set's lanes.
constexpr int sum_lanes = 16;

template <typename V>
[[gnu::always_inline]] inline typename Lanes<V::lanes>::Float exponential(typename Lanes<V::lanes>::Float x) {
    if constexpr (requires { V::exponential(V::zero()); })
        return V::exponential(x);
    else
        return Lanes<V::lanes>::exponential(x);
}

/// Writes `value` to a block's scores outside of [from, to).
inline void fill_hidden(float* scores, int64_t from, int64_t to, float value) {
    for (int64_t i = 0; i < from; ++i)
        scores[i] = value;
    for (int64_t i = to; i < value_block; ++i)
        scores[i] = value;
}

template <typename V>
inline void cap_scores(float* scores, float cap) {
    using L = Lanes<V::lanes>;
    for (int i = 0; i < value_block; i += V::lanes)
        L::store(scores + i, L::hyperbolic_tangent(L::load(scores + i) * (1.0f / cap)) * cap);
}

/// The reference becomes `largest`; returns by how much what was summed so far shrinks.
template <typename V>
[[gnu::noinline]] float raise_reference(const AttentionTile& tile, int row, float largest, float* sums) {
    using L = Lanes<V::lanes>;
    const float before = tile.row_max[row];
    const float shrink = before > 0.5f * hidden_score ? L::exponential(L::set(before - largest))[0] : 0.0f;
    L::store(sums, L::load(sums) * shrink);
    tile.row_max[row] = largest;
    return shrink;
}

/// Turns one row's scores of a block into weights, in place, and adds them to its sums [lanes]; returns by
/// how much what was summed so far shrinks.
template <typename V>
inline float soften_row(const AttentionTile& tile, int row, int64_t block_first, float* scores, float* sums) {
    constexpr int n = V::lanes;
    using L = Lanes<n>;
    const int64_t from = tile.row_first[row] - block_first;
    const int64_t past = tile.row_last[row] - block_first;
    const int64_t to = past < value_block ? past : value_block;
    if (to <= 0 || from >= value_block) {
        std::memset(scores, 0, sizeof(float) * value_block);
        return 1.0f;
    }
    const bool whole = from <= 0 && to == value_block;
    if (tile.soft_cap > 0)
        cap_scores<V>(scores, tile.soft_cap);
    if (!whole)
        fill_hidden(scores, from, to, hidden_score);
    typename L::Float peak = L::load(scores);
    for (int i = n; i < value_block; i += n)
        peak = L::larger(peak, L::load(scores + i));
    const float largest = L::largest(peak);
    float shrink = 1.0f;
    if (largest > tile.row_max[row] + headroom)
        shrink = raise_reference<V>(tile, row, largest, sums);
    const float reference = tile.row_max[row];
    typename L::Float total = L::load(sums);
    for (int i = 0; i < value_block; i += n) {
        const typename L::Float weight = exponential<V>(L::load(scores + i) - reference);
        total += weight;
        L::store(scores + i, weight);
    }
    L::store(sums, total);
    // What is hidden weighs nothing at all, not e^-87.
    if (!whole)
        fill_hidden(scores, from, to, 0.0f);
    return shrink;
}

/// Scores [rows][value_block] of a block become weights; tile.out and the sums [rows][sum_lanes] follow.
template <typename V>
inline void soften(const AttentionTile& tile, float* scores, float* sums, int64_t first) {
    for (int row = 0; row < tile.rows; ++row) {
        const float shrink =
            soften_row<V>(tile, row, first, scores + row * value_block, sums + row * sum_lanes);
        if (shrink == 1.0f || first == tile.first)
            continue;
        for (int i = 0; i < tile.value_columns; i += V::lanes) {
            float* out = tile.out + static_cast<int64_t>(row) * tile.value_columns + i;
            V::store(out, V::multiply(V::load(out), V::set(shrink)));
        }
    }
}

} // namespace
} // namespace hearth::cpu
