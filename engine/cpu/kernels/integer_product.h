// Panels of integer codes by tiles of integer activations, for every quantized type and instruction set.
#pragma once

#include "engine/cpu/kernels/kernel_table.h"
#include "engine/cpu/packed_format.h"

#include <utility>

namespace hearth::cpu {
namespace {

template <int n, typename Body>
[[gnu::always_inline]] inline void unroll(Body&& body) {
    [&]<int... i>(std::integer_sequence<int, i...>) {
        (body(std::integral_constant<int, i>{}), ...);
    }
    (std::make_integer_sequence<int, n>{});
}

/// Bits of a plane word moved to bit `to` of each byte and masked: field `from` … of every byte.
template <typename V, int from, int to>
[[gnu::always_inline]] inline typename V::Int move_bits(typename V::Int word, int mask) {
    typename V::Int moved = word;
    if constexpr (from > to)
        moved = V::template right<from - to>(word);
    else if constexpr (from < to)
        moved = V::template left<to - from>(word);
    return V::bit_and(moved, V::set_int(mask * 0x01010101));
}

/// Group `g` of a block as bytes; `codes` points at the block, moved to the vector's lanes.
template <typename V, typename Format, int g>
[[gnu::always_inline]] inline typename V::Int code_group(const std::byte* codes) {
    constexpr int bits = Format::bits;
    if constexpr (bits == 8)
        return V::load_int(codes + 64 * g);
    constexpr int low_bits = bits >= 4 ? 4 : 2;
    constexpr int high_bits = bits - low_bits;
    typename V::Int value;
    if constexpr (low_bits == 4)
        value = move_bits<V, g / 4 * 4, 0>(V::load_int(codes + 64 * (g % 4)), 15);
    else
        value = move_bits<V, g % 4 * 2, 0>(V::load_int(codes + 64 * (g / 4)), 3);
    if constexpr (high_bits == 1)
        value =
            V::bit_or(value, move_bits<V, g, low_bits>(V::load_int(codes + 64 * low_bits), 1 << low_bits));
    if constexpr (high_bits == 2)
        value = V::bit_or(value, move_bits<V, g % 4 * 2, low_bits>(
                                     V::load_int(codes + 64 * (low_bits + g / 4)), 3 << low_bits));
    if constexpr (Format::table != nullptr)
        value = V::look_up(Format::table, value);
    return value;
}

/// Scales (and minima) of one sub-block for a vector's lanes.
template <typename V>
struct LaneScale {
    typename V::Float scale;
    typename V::Float minimum;
};

/// Reads scales of a format block by block; super blocks keep d and dmin at hand.
template <typename V, typename Format>
struct ScaleReader {
    typename V::Float d;
    typename V::Float dmin;
    const std::byte* bytes;

    /// `scales`: of the block or super block, of the whole panel; `lane`: first row of the vector.
    [[gnu::always_inline]] void open(const std::byte* scales, int lane) {
        if constexpr (Format::bfloat16_scales)
            d = V::load_bfloat16(scales + 2 * lane);
        else
            d = V::load_halves(scales + 2 * lane);
        if constexpr (Format::minimum)
            dmin = V::load_halves(scales + 32 + 2 * lane);
        bytes = scales + (Format::minimum ? 64 : 32) + lane;
    }

    [[gnu::always_inline]] LaneScale<V> read(int sub) const {
        if constexpr (Format::scales == ScaleLayout::Simple)
            return {d, V::zero()};
        else if constexpr (Format::scales == ScaleLayout::SimpleMinimum)
            return {d, V::negative_multiply_add(dmin, V::set(1.0f), V::zero())};
        else if constexpr (Format::scales == ScaleLayout::Super)
            return {V::multiply(d, V::to_float(V::load_signed_bytes(bytes + 16 * sub))), V::zero()};
        else if constexpr (Format::scales == ScaleLayout::SuperMinimum)
            return {V::multiply(d, V::to_float(V::load_unsigned_bytes(bytes + 16 * sub))),
                    V::multiply(dmin, V::to_float(V::load_unsigned_bytes(
                                          bytes + 16 * (256 / Format::sub_block + sub))))};
        else {
            const typename V::Int both = V::load_unsigned_bytes(bytes + 16 * sub);
            return {V::multiply(d, V::to_float(V::bit_and(both, V::set_int(15)))),
                    V::multiply(dmin, V::to_float(V::template right<4>(both)))};
        }
    }
};

template <typename V, typename Format>
constexpr bool dot_is_signed = V::signed_bytes&& Format::offset_log2 == 7;

/// Where the integer sum of row m, sub-block `sub` of a block starts: −offset · Σ activations for symmetric
/// types.
template <typename V, typename Format, int height>
[[gnu::always_inline]] inline typename V::Int first_sum(const std::byte* record, int m, int sub) {
    if constexpr (Format::minimum || dot_is_signed<V, Format>)
        return V::zero_int();
    else {
        const std::byte* sum = Format::sub_block == 32
                                   ? record + TileRecord::sum(height) + 4 * m
                                   : record + TileRecord::half_sums(height) + 8 * m + 4 * sub;
        return V::template left<Format::offset_log2>(V::broadcast_int(sum));
    }
}

template <typename V, typename Format>
[[gnu::always_inline]] inline typename V::Int dot(typename V::Int sum, typename V::Int codes,
                                                  const std::byte* activations) {
    if constexpr (dot_is_signed<V, Format>)
        return V::signed_dot(sum, codes, V::broadcast_int(activations));
    else
        return V::dot(sum, codes, V::broadcast_int(activations));
}

/// Adds a sub-block's integer sum to the running float sum.
template <typename V, typename Format, int height>
[[gnu::always_inline]] inline typename V::Float add_scaled_sum(typename V::Float total, typename V::Int sum,
                                                               const LaneScale<V>& scale,
                                                               const std::byte* record, int m, int sub) {
    const auto* row_scale = reinterpret_cast<const float*>(record + TileRecord::scale(height)) + m;
    total = V::multiply_add(V::to_float(sum), V::multiply(scale.scale, V::broadcast(row_scale)), total);
    if constexpr (Format::minimum) {
        const auto* scaled_sum =
            Format::sub_block == 32
                ? reinterpret_cast<const float*>(record + TileRecord::scaled_sum(height)) + m
                : reinterpret_cast<const float*>(record + TileRecord::scaled_half_sums(height)) + 2 * m + sub;
        total = V::negative_multiply_add(scale.minimum, V::broadcast(scaled_sum), total);
    }
    return total;
}

/// Whether an instruction set multiplies two rows of activations at a time (V::RowPair).
template <typename V>
constexpr bool has_row_pairs() {
    if constexpr (requires { V::row_pairs; })
        return V::row_pairs;
    else
        return false;
}

/// multiply_block for rows in pairs, columns by eight.
template <typename V, typename Format, int height, int rows>
[[gnu::always_inline]] inline void multiply_block_pairs(const std::byte* codes, const std::byte* record,
                                                        int m0, const ScaleReader<V, Format>& reader,
                                                        int block_in_super, typename V::Float* totals) {
    constexpr int subs = Format::sub_blocks_per_block;
    constexpr int groups = 8 / subs;
    unroll<subs>([&](auto sub) {
        typename V::RowPair sums[rows / 2];
        unroll<groups / 2>([&](auto g) {
            constexpr int group = sub * groups + 2 * g;
            const typename V::Int weights = code_group<V, Format, group>(codes);
            const typename V::Int next_weights = code_group<V, Format, group + 1>(codes);
            unroll<rows / 2>([&](auto m) {
                const std::byte* first = record + 32 * (m0 + 2 * m) + 4 * group;
                V::add_products(sums[m], weights, next_weights, first, first + 32);
            });
        });
        const LaneScale<V> scale = reader.read(block_in_super * subs + sub);
        unroll<rows>([&](auto m) {
            const typename V::Int sum = m % 2 == 0 ? V::first_row(sums[m / 2]) : V::second_row(sums[m / 2]);
            totals[m] = add_scaled_sum<V, Format, height>(
                totals[m], V::add(sum, first_sum<V, Format, height>(record, m0 + m, sub)), scale, record,
                m0 + m, sub);
        });
    });
}

/// One block of 32 columns: `rows` rows of the tile from `m0`, vectors `lane` … of the panel.
template <typename V, typename Format, int height, int rows>
[[gnu::always_inline]] inline void multiply_block(const std::byte* codes, const std::byte* record, int m0,
                                                  const ScaleReader<V, Format>& reader, int block_in_super,
                                                  typename V::Float* totals) {
    constexpr int subs = Format::sub_blocks_per_block;
    constexpr int groups = 8 / subs;
    if constexpr (has_row_pairs<V>() && rows % 2 == 0)
        multiply_block_pairs<V, Format, height, rows>(codes, record, m0, reader, block_in_super, totals);
    else if constexpr (V::many_registers) {
        typename V::Int weights[8];
        unroll<8>([&](auto g) { weights[g] = code_group<V, Format, g>(codes); });
        unroll<subs>([&](auto sub) {
            const LaneScale<V> scale = reader.read(block_in_super * subs + sub);
            unroll<rows>([&](auto m) {
                typename V::Int sum = first_sum<V, Format, height>(record, m0 + m, sub);
                unroll<groups>([&](auto g) {
                    sum = dot<V, Format>(sum, weights[sub * groups + g],
                                         record + 32 * (m0 + m) + 4 * (sub * groups + g));
                });
                totals[m] = add_scaled_sum<V, Format, height>(totals[m], sum, scale, record, m0 + m, sub);
            });
        });
    } else {
        unroll<subs>([&](auto sub) {
            typename V::Int sums[rows];
            unroll<rows>([&](auto m) { sums[m] = first_sum<V, Format, height>(record, m0 + m, sub); });
            unroll<groups>([&](auto g) {
                constexpr int group = sub * groups + g;
                const typename V::Int weights = code_group<V, Format, group>(codes);
                unroll<rows>([&](auto m) {
                    sums[m] = dot<V, Format>(sums[m], weights, record + 32 * (m0 + m) + 4 * group);
                });
            });
            const LaneScale<V> scale = reader.read(block_in_super * subs + sub);
            unroll<rows>([&](auto m) {
                totals[m] = add_scaled_sum<V, Format, height>(totals[m], sums[m], scale, record, m0 + m, sub);
            });
        });
    }
}

template <typename V, typename Format, int height, int rows>
inline void multiply_panel(const PanelLayout& layout, const std::byte* panel, const std::byte* tile, int m0,
                           float* out) {
    // With narrow vectors and a single row all vectors of the panel advance together: memory is then read
    // once, straight ahead. With more rows the panel sits in the first-level cache and registers are what is
    // scarce.
    constexpr int vectors = panel_rows / V::lanes;
    constexpr int together = rows == 1 ? vectors : 1;
    const int64_t blocks = layout.columns / 32;
    for (int first = 0; first < vectors; first += together) {
        typename V::Float totals[together][rows];
        for (auto& row : totals)
            for (auto& total : row)
                total = V::zero();
        const std::byte* record = tile;
        const auto multiply_record = [&](const std::byte* scales, int count) {
            const std::byte* codes = scales + Format::record_scale_bytes;
            ScaleReader<V, Format> readers[together];
            for (int b = 0; b < count; ++b) {
                for (int v = 0; v < together; ++v) {
                    if (b == 0 || !Format::super)
                        readers[v].open(scales + (Format::super ? 0 : b * Format::scale_bytes),
                                        (first + v) * V::lanes);
                    multiply_block<V, Format, height, rows>(codes + (first + v) * V::lanes * 4, record, m0,
                                                            readers[v], b, totals[v]);
                }
                codes += Format::code_bytes;
                record += TileRecord::bytes(height);
            }
        };
        const std::byte* at = panel;
        int64_t left = blocks;
        for (; left >= Format::record_blocks; left -= Format::record_blocks, at += Format::record_bytes)
            multiply_record(at, Format::record_blocks);
        if (left > 0)
            multiply_record(at, static_cast<int>(left));
        for (int v = 0; v < together; ++v)
            for (int m = 0; m < rows; ++m)
                V::store(out + (m0 + m) * panel_rows + (first + v) * V::lanes, totals[v][m]);
    }
}

template <typename V, typename Format, int height>
inline void multiply_tile(const PanelLayout& layout, const std::byte* panel, const std::byte* tile,
                          float* out) {
    // Two sub-blocks per block need twice the scales at hand: fewer rows, or registers spill.
    constexpr int most =
        Format::sub_block == 16 && V::rows_at_once > 8 ? (height % 8 == 0 ? 8 : 4) : V::rows_at_once;
    constexpr int rows = height < most ? height : most;
    static_assert(height % rows == 0);
    for (int m0 = 0; m0 < height; m0 += rows)
        multiply_panel<V, Format, height, rows>(layout, panel, tile, m0, out);
}

template <typename V, typename Format>
void integer_product(const PanelLayout& layout, const std::byte* panels, int panel_count,
                     const std::byte* tile, int height, float* out) {
    for (int p = 0; p < panel_count; ++p) {
        const std::byte* panel = panels + static_cast<size_t>(p) * layout.panel_bytes;
        float* target = out + static_cast<ptrdiff_t>(p) * height * panel_rows;
        switch (height) {
        case 1:
            multiply_tile<V, Format, 1>(layout, panel, tile, target);
            break;
        case 2:
            multiply_tile<V, Format, 2>(layout, panel, tile, target);
            break;
        case 4:
            multiply_tile<V, Format, 4>(layout, panel, tile, target);
            break;
        case 8:
            multiply_tile<V, Format, 8>(layout, panel, tile, target);
            break;
        case 12:
            multiply_tile<V, Format, 12>(layout, panel, tile, target);
            break;
        case 16:
            multiply_tile<V, Format, 16>(layout, panel, tile, target);
            break;
        default:
            break;
        }
    }
}

} // namespace
} // namespace hearth::cpu
