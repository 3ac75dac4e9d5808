// Attention over caches of codes. Scores are products of integers: queries are rounded to 8 bits per 32
// columns, as rows are for quantized weights. Values stay codes, too: their scales go into the weights, and
// the codes are small whole numbers, which bfloat16 holds exactly.
#pragma once

#include "engine/cpu/kernels/integer_product.h"
#include "engine/cpu/kernels/lanes.h"
#include "engine/cpu/kernels/pair_product.h"

namespace hearth::cpu {
namespace {

constexpr int code_block = 32; ///< columns that share a scale
constexpr int largest_code_blocks = 2 * largest_key_pairs / code_block;

/// Query rows as codes.
struct CodedQueries {
    int8_t codes[16][2 * largest_key_pairs];
    float scales[16][largest_code_blocks];
    int32_t starts[16][largest_code_blocks]; ///< what the keys' offset makes of a block, to begin with
};
static_assert(sizeof(CodedQueries) <= 16 * largest_key_pairs * 8);

template <typename V, CacheLayout layout>
constexpr int key_offset = layout == CacheLayout::Q4_0 ? 8
                           : V::signed_bytes           ? 0
                                                       : 128;

/// 32 columns to codes −127 … 127; returns their sum.
template <typename V>
inline int32_t code_query_block(const float* in, int8_t* codes, float& scale) {
    if constexpr (requires { V::quantize(in, codes); }) {
        const auto block = V::quantize(in, codes);
        scale = block.scale;
        return block.first_half + block.second_half;
    } else {
        constexpr int n = V::lanes;
        using L = Lanes<n>;
        typename L::Float peaks = {};
        for (int i = 0; i < code_block; i += n)
            peaks = L::larger(peaks, L::magnitude(L::load(in + i)));
        const float peak = L::largest(peaks);
        const float inverse = peak > 0 ? 127.0f / peak : 0.0f;
        int32_t whole[code_block];
        for (int i = 0; i < code_block; i += n) {
            const typename L::Int rounded = L::to_int(L::round(L::load(in + i) * inverse));
            std::memcpy(whole + i, &rounded, sizeof rounded);
        }
        scale = peak / 127.0f;
        int32_t sum = 0;
        for (int i = 0; i < code_block; ++i) {
            codes[i] = static_cast<int8_t>(whole[i]);
            sum += whole[i];
        }
        return sum;
    }
}

template <typename V, CacheLayout layout, int rows>
void code_queries(const AttentionTile& tile, CodedQueries& out) {
    const int columns = 2 * tile.key_pairs;
    for (int row = 0; row < rows; ++row) {
        const float* in = tile.queries + static_cast<int64_t>(row) * columns;
        for (int block = 0; block * code_block < columns; ++block) {
            float part[code_block] = {};
            const float* from = in + block * code_block;
            const int left = columns - block * code_block;
            if (row >= tile.rows || left < code_block) {
                if (row < tile.rows)
                    std::memcpy(part, from, sizeof(float) * static_cast<size_t>(left));
                from = part;
            }
            const int32_t sum =
                code_query_block<V>(from, out.codes[row] + block * code_block, out.scales[row][block]);
            out.starts[row][block] = -key_offset<V, layout> * sum;
        }
    }
}

/// Four codes of each lane's key by four of a query.
template <typename V, CacheLayout layout>
[[gnu::always_inline]] inline typename V::Int add_code_product(typename V::Int sum, typename V::Int keys,
                                                               const int8_t* query) {
    if constexpr (layout == CacheLayout::Q8_0 && V::signed_bytes)
        return V::signed_dot(sum, keys, V::broadcast_int(query));
    else
        return V::dot(sum, keys, V::broadcast_int(query));
}

/// Sums of one block of columns, for some rows, panels and vectors of a panel.
template <typename V, CacheLayout layout, int rows, int panels, int vectors, int ahead>
[[gnu::always_inline]] inline void add_code_block(typename V::Int (&sums)[panels][vectors][rows],
                                                  const CodedQueries& queries, int first_row, int block,
                                                  const std::byte* keys, int64_t panel_bytes, int quads) {
    constexpr int step = layout == CacheLayout::Q4_0 ? 2 : 1; // quads of columns in 64 bytes
    for (int quad = 0; quad < quads; quad += step) {
        const int column = block * code_block + 4 * quad;
        unroll<panels>([&](auto p) {
            unroll<vectors>([&](auto v) {
                const std::byte* at = keys + p * panel_bytes + column / (4 * step) * 64 + 4 * v * V::lanes;
                __builtin_prefetch(at + ahead, 0, 2);
                const typename V::Int word = V::load_int(at);
                unroll<step>([&](auto s) {
                    typename V::Int codes = word;
                    if constexpr (step == 2)
                        codes = move_bits<V, 4 * s, 0>(word, 15);
                    unroll<rows>([&](auto m) {
                        sums[p][v][m] = add_code_product<V, layout>(
                            sums[p][v][m], codes, queries.codes[first_row + m] + column + 4 * s);
                    });
                });
            });
        });
    }
}

template <typename V, CacheLayout layout, int rows, int panels, int vectors, int ahead>
inline void score_codes_once(const AttentionTile& tile, const CodedQueries& queries, int first_row,
                             const std::byte* keys, int first_vector, float* scores) {
    const int columns = 2 * tile.key_pairs;
    constexpr int run = layout == CacheLayout::Q4_0 ? 8 : 4; // columns in 64 bytes
    const int scales_at = (columns + run - 1) / run * 64;
    typename V::Float totals[panels][vectors][rows];
    for (auto& panel : totals)
        for (auto& vector : panel)
            for (auto& total : vector)
                total = V::zero();
    for (int block = 0; block * code_block < columns; ++block) {
        typename V::Int sums[panels][vectors][rows];
        unroll<panels>([&](auto p) {
            unroll<vectors>([&](auto v) {
                unroll<rows>(
                    [&](auto m) { sums[p][v][m] = V::broadcast_int(&queries.starts[first_row + m][block]); });
            });
        });
        const int left = columns - block * code_block;
        add_code_block<V, layout, rows, panels, vectors, ahead>(
            sums, queries, first_row, block, keys + 4 * first_vector * V::lanes, tile.key_panel_bytes,
            ((left < code_block ? left : code_block) + 3) / 4);
        unroll<panels>([&](auto p) {
            unroll<vectors>([&](auto v) {
                const typename V::Float scale =
                    V::load_halves(keys + p * tile.key_panel_bytes + scales_at + block * 32 +
                                   2 * (first_vector + v) * V::lanes);
                unroll<rows>([&](auto m) {
                    totals[p][v][m] = V::multiply_add(
                        V::to_float(sums[p][v][m]),
                        V::multiply(scale, V::broadcast(&queries.scales[first_row + m][block])),
                        totals[p][v][m]);
                });
            });
        });
    }
    unroll<panels>([&](auto p) {
        unroll<vectors>([&](auto v) {
            unroll<rows>([&](auto m) {
                V::store(scores + (first_row + m) * value_block + p * key_panel +
                             (first_vector + v) * V::lanes,
                         totals[p][v][m]);
            });
        });
    });
}

/// Scores [rows][value_block] of `panels` panels of keys.
template <typename V, CacheLayout layout, int rows, int ahead>
inline void score_codes(const AttentionTile& tile, const CodedQueries& queries, const std::byte* keys,
                        int panels, float* scores) {
    constexpr int all_vectors = panel_rows / V::lanes;
    constexpr int vectors = all_vectors > 2 ? 2 : all_vectors;
    constexpr int most = V::many_registers ? 8 : 2;
    constexpr int step = rows < most ? rows : most;
    constexpr int together = step * vectors >= 8 ? 1 : step * vectors >= 4 ? (V::many_registers ? 2 : 1) : 2;
    int p = 0;
    const auto once = [&](auto number) {
        for (int m = 0; m < rows; m += step)
            for (int v = 0; v < all_vectors; v += vectors)
                score_codes_once<V, layout, step, number, vectors, ahead>(
                    tile, queries, m, keys + p * tile.key_panel_bytes, v, scores + p * key_panel);
        p += number;
    };
    while (together > 1 && p + together <= panels)
        once(std::integral_constant<int, together>{});
    while (p < panels)
        once(std::integral_constant<int, 1>{});
}

/// Two values of each lane, those of an even and an odd position, as a pair product takes them.
template <typename V>
struct PairOperand {
    typename V::Float even;
    typename V::Float odd;
};
template <typename V>
requires V::bfloat16_dot struct PairOperand<V> {
    typename V::Int pairs;
};

template <typename V, CacheLayout layout>
[[gnu::always_inline]] inline PairOperand<V> load_value_codes(const std::byte* pairs, int lane) {
    using L = Lanes<V::lanes>;
    if constexpr (V::bfloat16_dot) {
        if constexpr (layout == CacheLayout::Q8_0)
            return {V::bfloat16_of_bytes(pairs)};
        else
            return {V::bfloat16_of_nibbles(pairs)};
    } else if constexpr (layout == CacheLayout::Q8_0) {
        const typename L::Int words = L::load_words(pairs + 2 * lane);
        return {L::to_float((words << 24) >> 24), L::to_float((words << 16) >> 24)};
    } else {
        const typename L::Int bytes = L::load_bytes(pairs + lane);
        return {L::to_float((bytes & 15) - 8), L::to_float((bytes >> 4) - 8)};
    }
}

template <typename V>
[[gnu::always_inline]] inline typename V::Float
add_operand(typename V::Float total, const PairOperand<V>& values, const PairOf<V>* weight) {
    if constexpr (V::bfloat16_dot)
        return V::dot_bfloat16(total, values.pairs, V::broadcast_int(weight));
    else
        return V::multiply_add(values.odd, V::broadcast(&weight->odd),
                               V::multiply_add(values.even, V::broadcast(&weight->even), total));
}

/// out[rows][16 · chunks] (+)= weights [rows][32 pairs] · codes of `chunks` times 16 columns.
template <typename V, CacheLayout layout, int rows, int chunks, int ahead>
inline void weigh_codes_once(const PairOf<V>* weights, const std::byte* codes, int lane, float* out,
                             int64_t stride, bool add) {
    constexpr int row_bytes = layout == CacheLayout::Q8_0 ? 32 : 16;
    constexpr int pairs = value_block / 2;
    typename V::Float totals[chunks][rows];
    unroll<chunks>([&](auto c) {
        unroll<rows>(
            [&](auto m) { totals[c][m] = add ? V::load(out + m * stride + c * 16 + lane) : V::zero(); });
    });
    for (int p = 0; p < pairs; ++p) {
        unroll<chunks>([&](auto c) {
            const std::byte* at = codes + (c * pairs + p) * row_bytes;
            __builtin_prefetch(at + ahead, 0, 2);
            const PairOperand<V> values = load_value_codes<V, layout>(at, lane);
            unroll<rows>([&](auto m) {
                totals[c][m] = add_operand<V>(totals[c][m], values, weights + m * pairs + p);
            });
        });
    }
    unroll<chunks>([&](auto c) {
        unroll<rows>([&](auto m) { V::store(out + m * stride + c * 16 + lane, totals[c][m]); });
    });
}

/// Weights [rows][value_block] times the scales of a block of values' 32 columns, as pairs.
template <typename V, int rows>
inline void scale_weights(const float* weights, const std::byte* scales, PairOf<V>* out) {
    for (int row = 0; row < rows; ++row) {
        const float* in = weights + row * value_block;
        if constexpr (V::bfloat16_dot) {
            for (int i = 0; i < value_block; i += 2 * V::lanes)
                V::store_bfloat16(
                    V::multiply(V::load(in + i), V::load_halves(scales + 2 * i)),
                    V::multiply(V::load(in + i + V::lanes), V::load_halves(scales + 2 * (i + V::lanes))),
                    reinterpret_cast<uint16_t*>(out + row * (value_block / 2)) + i);
        } else {
            auto* floats = reinterpret_cast<float*>(out + row * (value_block / 2));
            for (int i = 0; i < value_block; i += V::lanes)
                V::store(floats + i, V::multiply(V::load(in + i), V::load_halves(scales + 2 * i)));
        }
    }
}

/// The same on tiles: the codes are unpacked before.
template <typename V, CacheLayout layout>
inline void weigh_codes_on_tiles(const uint32_t* weights, const std::byte* codes, int chunks, float* out,
                                 int64_t stride, bool add) {
    constexpr int row_bytes = layout == CacheLayout::Q8_0 ? 32 : 16;
    constexpr int pairs = value_block / 2;
    alignas(64) uint16_t values[2 * pairs * 32];
    for (int p = 0; p < chunks * pairs; ++p) {
        const PairOperand<V> operand = load_value_codes<V, layout>(codes + p * row_bytes, 0);
        std::memcpy(values + 32 * p, &operand.pairs, sizeof operand.pairs);
    }
    V::multiply_tiles(weights, pairs, 1, values, pairs * 32, chunks, pairs, out, stride, 16, add);
}

/// tile.out (+)= weights [rows][value_block] · a block of values. `pairs`: room for [16][value_block / 2].
template <typename V, CacheLayout layout, int rows, int ahead>
inline void weigh_codes(const AttentionTile& tile, const float* weights, const std::byte* values,
                        PairOf<V>* pairs, bool add) {
    constexpr int chunk_bytes = (value_block / 2) * (layout == CacheLayout::Q8_0 ? 32 : 16);
    constexpr int step = rows < V::rows_at_once ? rows : V::rows_at_once;
    const int chunks = tile.value_columns / 16;
    const std::byte* scales = values + chunks * chunk_bytes;
    for (int chunk = 0; chunk < chunks; chunk += 2) {
        scale_weights<V, rows>(weights, scales + chunk / 2 * (2 * value_block), pairs);
        const std::byte* codes = values + chunk * chunk_bytes;
        float* out = tile.out + chunk * 16;
        const bool both = chunk + 1 < chunks;
        if constexpr (V::tiles && rows == 16) {
            weigh_codes_on_tiles<V, layout>(pairs, codes, both ? 2 : 1, out, tile.value_columns, add);
            continue;
        }
        for (int m = 0; m < rows; m += step) {
            for (int lane = 0; lane < 16; lane += V::lanes) {
                const auto once = [&](auto number, int c) {
                    weigh_codes_once<V, layout, step, number, ahead>(
                        pairs + m * (value_block / 2), codes + c * chunk_bytes, lane,
                        out + m * tile.value_columns + c * 16, tile.value_columns, add);
                };
                if (step <= 4 && both) {
                    once(std::integral_constant<int, 2>{}, 0);
                    continue;
                }
                once(std::integral_constant<int, 1>{}, 0);
                if (both)
                    once(std::integral_constant<int, 1>{}, 1);
            }
        }
    }
}

} // namespace
} // namespace hearth::cpu
