// Products over pairs of bfloat16: C[rows][16 · panels] (+)= A · B, where B's panels are [depth][16][2]
// bfloat16. Sets with a bfloat16 dot product take A as bfloat16 pairs, the others as pairs of floats.
#pragma once

#include "engine/cpu/kernels/float_product.h"
#include "engine/cpu/kernels/integer_product.h"
#include "engine/cpu/kernels/lanes.h"

#include <bit>
#include <type_traits>

namespace hearth::cpu {
namespace {

struct FloatPair {
    float even;
    float odd;
};

template <typename V>
using PairOf = std::conditional_t<V::bfloat16_dot, uint32_t, FloatPair>;

/// Nearest bfloat16 of two floats in one word, the first in the lower half.
template <typename Word = uint32_t>
inline Word bfloat16_pair(float even, float odd) {
    const auto round = [](float x) {
        const Word bits = std::bit_cast<Word>(x);
        return bits + 0x7fffu + ((bits >> 16) & 1u);
    };
    return round(even) >> 16 | (round(odd) & 0xffff0000u);
}

template <typename V>
inline PairOf<V> make_pair_of(float even, float odd) {
    if constexpr (V::bfloat16_dot)
        return bfloat16_pair(even, odd);
    else
        return {even, odd};
}

template <typename V>
[[gnu::always_inline]] inline typename V::Float add_pair_product(typename V::Float total, typename V::Int b,
                                                                 const PairOf<V>* a) {
    if constexpr (V::bfloat16_dot)
        return V::dot_bfloat16(total, b, V::broadcast_int(a));
    else
        return V::multiply_add(V::odd_bfloat16(b), V::broadcast(&a->odd),
                               V::multiply_add(V::even_bfloat16(b), V::broadcast(&a->even), total));
}

/// `a_stride` in pairs; b's panels are b_stride elements apart; c's rows c_stride, its panels c_panel apart.
/// With `ahead`, what lies so many bytes further on is asked of memory.
template <typename V, int a_stride, int rows, int panels, int vectors, int ahead>
inline void multiply_pairs_once(const PairOf<V>* a, const uint16_t* b, int64_t b_stride, int depth, float* c,
                                int64_t c_stride, int64_t c_panel, bool accumulate) {
    typename V::Float totals[panels][vectors][rows];
    unroll<panels>([&](auto p) {
        unroll<vectors>([&](auto v) {
            unroll<rows>([&](auto m) {
                totals[p][v][m] =
                    accumulate ? V::load(c + m * c_stride + p * c_panel + v * V::lanes) : V::zero();
            });
        });
    });
    for (int d = 0; d < depth; ++d) {
        unroll<panels>([&](auto p) {
            unroll<vectors>([&](auto v) {
                const uint16_t* at = b + p * b_stride + 32 * d + 2 * v * V::lanes;
                if constexpr (ahead > 0)
                    __builtin_prefetch(at + ahead / 2, 0, 2);
                const typename V::Int pairs = V::load_int(at);
                unroll<rows>([&](auto m) {
                    totals[p][v][m] = add_pair_product<V>(totals[p][v][m], pairs, a + m * a_stride + d);
                });
            });
        });
    }
    unroll<panels>([&](auto p) {
        unroll<vectors>([&](auto v) {
            unroll<rows>(
                [&](auto m) { V::store(c + m * c_stride + p * c_panel + v * V::lanes, totals[p][v][m]); });
        });
    });
}

/// All panels for `rows` rows (1, 2, 4, 8 or 16).
template <typename V, int a_stride, int rows, int ahead = 0>
inline void multiply_pairs(const PairOf<V>* a, const uint16_t* b, int64_t b_stride, int panels, int depth,
                           float* c, int64_t c_stride, int64_t c_panel, bool accumulate) {
    if constexpr (V::tiles && rows == 16) {
        if (depth % 16 == 0)
            return V::multiply_tiles(a, a_stride, 1, b, b_stride, panels, depth, c, c_stride, c_panel,
                                     accumulate);
    }
    constexpr int all_vectors = panel_rows / V::lanes;
    constexpr int step = rows < V::rows_at_once ? rows : V::rows_at_once;
    constexpr int vectors = all_vectors > 2 ? 2 : all_vectors;
    constexpr int together = step * vectors <= 2 ? 4 : step * vectors <= 4 ? 2 : 1;
    for (int m = 0; m < rows; m += step) {
        for (int v = 0; v < all_vectors; v += vectors) {
            const auto* rows_a = a + m * a_stride;
            const uint16_t* lanes_b = b + 2 * v * V::lanes;
            float* lanes_c = c + m * c_stride + v * V::lanes;
            int p = 0;
            for (; together > 1 && p + together <= panels; p += together)
                multiply_pairs_once<V, a_stride, step, together, vectors, ahead>(
                    rows_a, lanes_b + p * b_stride, b_stride, depth, lanes_c + p * c_panel, c_stride, c_panel,
                    accumulate);
            for (; p < panels; ++p)
                multiply_pairs_once<V, a_stride, step, 1, vectors, ahead>(
                    rows_a, lanes_b + p * b_stride, b_stride, depth, lanes_c + p * c_panel, c_stride, c_panel,
                    accumulate);
        }
    }
}

/// Two vectors of floats as bfloat16 pairs per lane.
template <typename V>
[[gnu::always_inline]] inline void store_pairs(uint16_t* out, typename V::Float even, typename V::Float odd) {
    typename Lanes<V::lanes>::Int low;
    typename Lanes<V::lanes>::Int high;
    std::memcpy(&low, &even, sizeof low);
    std::memcpy(&high, &odd, sizeof high);
    low = ((low + 0x7fff + ((low >> 16) & 1)) >> 16) & 0xffff;
    high = (high + 0x7fff + ((high >> 16) & 1)) & static_cast<int32_t>(0xffff0000u);
    const typename Lanes<V::lanes>::Int pairs = low | high;
    std::memcpy(out, &pairs, sizeof pairs);
}

template <typename V, typename Format>
void expand_codes(const PanelLayout&, const std::byte* panel, int64_t first_column, int64_t columns,
                  uint16_t* out) {
    for (int64_t b = first_column / 32; b < (first_column + columns) / 32; ++b) {
        const std::byte* codes = panel + Format::codes_at(b);
        const std::byte* scales = panel + Format::scales_at(b);
        for (int v = 0; v < panel_rows / V::lanes; ++v) {
            ScaleReader<V, Format> reader;
            reader.open(scales, v * V::lanes);
            unroll<8>([&](auto g) {
                constexpr int subs = Format::sub_blocks_per_block;
                const LaneScale<V> scale = reader.read(static_cast<int>(b % 8) * subs + g * subs / 8);
                const typename V::Int group = code_group<V, Format, g>(codes + v * V::lanes * 4);
                const auto column = [&](auto c) {
                    typename V::Int code = V::bit_and(V::template right<8 * c>(group), V::set_int(255));
                    if constexpr (!Format::minimum)
                        code = V::subtract(code, V::set_int(1 << Format::offset_log2));
                    const typename V::Float value = V::multiply(V::to_float(code), scale.scale);
                    if constexpr (Format::minimum)
                        return V::negative_multiply_add(scale.minimum, V::set(1.0f), value);
                    else
                        return value;
                };
                uint16_t* pairs = out + ((b - first_column / 32) * 16 + 2 * g) * 32 + 2 * v * V::lanes;
                store_pairs<V>(pairs, column(std::integral_constant<int, 0>{}),
                               column(std::integral_constant<int, 1>{}));
                store_pairs<V>(pairs + 32, column(std::integral_constant<int, 2>{}),
                               column(std::integral_constant<int, 3>{}));
            });
        }
    }
    std::memset(out + columns * panel_rows, 0,
                static_cast<size_t>((bfloat16_depth - columns) * panel_rows) * 2);
}

template <typename V, TensorType type>
void expand_floats(const PanelLayout&, const std::byte* panel, int64_t first_column, int64_t columns,
                   uint16_t* out) {
    constexpr int bytes = (type == TensorType::F32 ? 4 : 2) * panel_rows;
    const std::byte* in = panel + first_column * bytes;
    for (int64_t c = 0; c < columns; c += 2) {
        for (int v = 0; v < panel_rows / V::lanes; ++v) {
            const std::byte* at = in + c * bytes + v * V::lanes * bytes / panel_rows;
            store_pairs<V>(out + c * panel_rows + 2 * v * V::lanes, load_weights<V, type>(at),
                           c + 1 < columns ? load_weights<V, type>(at + bytes) : V::zero());
        }
    }
    const int64_t done = (columns + 1) / 2 * 2;
    std::memset(out + done * panel_rows, 0, static_cast<size_t>((bfloat16_depth - done) * panel_rows) * 2);
}

template <typename V>
void bfloat16_rows(const float* in, int64_t stride, int rows, int64_t columns, uint32_t* out) {
    for (int m = 0; m < rows; ++m) {
        const float* row = in + m * stride;
        uint32_t* pairs = out + m * bfloat16_stride;
        int64_t c = 0;
        for (; c + 1 < columns; c += 2)
            pairs[c / 2] = bfloat16_pair(row[c], row[c + 1]);
        if (c < columns)
            pairs[c / 2] = bfloat16_pair(row[c], 0.0f);
        for (int64_t p = (columns + 1) / 2; p < bfloat16_depth / 2; ++p)
            pairs[p] = 0;
    }
}

template <typename V>
void bfloat16_product(const uint32_t* a, int tiles, const uint16_t* b, int panels, float* out,
                      int64_t panel_stride, bool accumulate) {
    if constexpr (V::tiles) {
        V::multiply_tiles(a, bfloat16_stride, tiles, b, bfloat16_depth * panel_rows, panels,
                          bfloat16_depth / 2, out, panel_rows, panel_stride, accumulate);
        return;
    }
    if constexpr (V::bfloat16_dot) {
        for (int t = 0; t < tiles; ++t)
            multiply_pairs<V, bfloat16_stride, 16>(a + static_cast<int64_t>(t) * 16 * bfloat16_stride, b,
                                                   bfloat16_depth * panel_rows, panels, bfloat16_depth / 2,
                                                   out + static_cast<int64_t>(t) * 16 * panel_rows,
                                                   panel_rows, panel_stride, accumulate);
    }
}

} // namespace
} // namespace hearth::cpu
