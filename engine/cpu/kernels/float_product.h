// Panels of floating weights by tiles of float32 activations.
#pragma once

#include "engine/cpu/kernels/integer_product.h"

namespace hearth::cpu {
namespace {

template <typename V, TensorType type>
[[gnu::always_inline]] inline typename V::Float load_weights(const std::byte* p) {
    if constexpr (type == TensorType::F16)
        return V::load_halves(p);
    else if constexpr (type == TensorType::BF16)
        return V::load_bfloat16(p);
    else
        return V::load(reinterpret_cast<const float*>(p));
}

/// `panels` panels advance together where one row alone would wait for each addition; the order of additions
/// per output is that of the columns, whatever the number of rows.
template <typename V, TensorType type, int height, int rows, int panels, int vectors>
inline void multiply_float_panels(const PanelLayout& layout, const std::byte* panel, int first_vector,
                                  const std::byte* tile, int m0, float* out) {
    constexpr int bytes = type == TensorType::F32 ? 4 : 2;
    typename V::Float totals[panels][vectors][rows];
    for (auto& p : totals)
        for (auto& v : p)
            for (auto& total : v)
                total = V::zero();
    const auto* activations = reinterpret_cast<const float*>(tile) + m0;
    const std::byte* weights = panel + first_vector * V::lanes * bytes;
    for (int64_t c = 0; c < layout.columns; ++c) {
        unroll<panels>([&](auto p) {
            unroll<vectors>([&](auto v) {
                const typename V::Float w = load_weights<V, type>(
                    weights + static_cast<size_t>(p) * layout.panel_bytes + v * V::lanes * bytes);
                unroll<rows>([&](auto m) {
                    totals[p][v][m] = V::multiply_add(w, V::broadcast(activations + m), totals[p][v][m]);
                });
            });
        });
        activations += height;
        weights += panel_rows * bytes;
    }
    for (int p = 0; p < panels; ++p)
        for (int v = 0; v < vectors; ++v)
            for (int m = 0; m < rows; ++m)
                V::store(out + (p * height + m0 + m) * panel_rows + (first_vector + v) * V::lanes,
                         totals[p][v][m]);
}

template <typename V, TensorType type, int height>
inline void multiply_float_tile(const PanelLayout& layout, const std::byte* panels, int panel_count,
                                const std::byte* tile, float* out) {
    constexpr int all_vectors = panel_rows / V::lanes;
    constexpr int rows = height < V::rows_at_once ? height : V::rows_at_once;
    constexpr int vectors = all_vectors > 2 ? (all_vectors > 4 ? 4 : all_vectors) : all_vectors;
    constexpr int together = rows == 1 ? 4 : rows == 2 ? 2 : 1;
    int p = 0;
    for (; together > 1 && p + together <= panel_count; p += together) {
        for (int m0 = 0; m0 < height; m0 += rows)
            for (int v = 0; v < all_vectors; v += vectors)
                multiply_float_panels<V, type, height, rows, together, vectors>(
                    layout, panels + static_cast<size_t>(p) * layout.panel_bytes, v, tile, m0,
                    out + static_cast<ptrdiff_t>(p) * height * panel_rows);
    }
    for (; p < panel_count; ++p) {
        for (int m0 = 0; m0 < height; m0 += rows)
            for (int v = 0; v < all_vectors; v += vectors)
                multiply_float_panels<V, type, height, rows, 1, vectors>(
                    layout, panels + static_cast<size_t>(p) * layout.panel_bytes, v, tile, m0,
                    out + static_cast<ptrdiff_t>(p) * height * panel_rows);
    }
}

template <typename V, TensorType type>
void float_product(const PanelLayout& layout, const std::byte* panels, int panel_count, const std::byte* tile,
                   int height, float* out) {
    switch (height) {
    case 1:
        multiply_float_tile<V, type, 1>(layout, panels, panel_count, tile, out);
        break;
    case 2:
        multiply_float_tile<V, type, 2>(layout, panels, panel_count, tile, out);
        break;
    case 4:
        multiply_float_tile<V, type, 4>(layout, panels, panel_count, tile, out);
        break;
    case 8:
        multiply_float_tile<V, type, 8>(layout, panels, panel_count, tile, out);
        break;
    case 12:
        multiply_float_tile<V, type, 12>(layout, panels, panel_count, tile, out);
        break;
    case 16:
        multiply_float_tile<V, type, 16>(layout, panels, panel_count, tile, out);
        break;
    default:
        break;
    }
}

/// C[rows][16 · panels] (+)= A · B with B's panels [depth][16], b_stride bytes apart; c's rows are c_stride,
/// its panels c_panel apart, a's rows a_stride.
template <typename V, TensorType type, int a_stride, int rows, int panels, int vectors>
inline void multiply_rows_once(const float* a, const std::byte* b, int64_t b_stride, int depth, float* c,
                               int64_t c_stride, int64_t c_panel, bool accumulate) {
    constexpr int bytes = type == TensorType::F32 ? 4 : 2;
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
                const typename V::Float w =
                    load_weights<V, type>(b + p * b_stride + (panel_rows * d + v * V::lanes) * bytes);
                unroll<rows>([&](auto m) {
                    totals[p][v][m] = V::multiply_add(w, V::broadcast(a + m * a_stride + d), totals[p][v][m]);
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
template <typename V, TensorType type, int a_stride, int rows>
inline void multiply_rows(const float* a, const std::byte* b, int64_t b_stride, int panels, int depth,
                          float* c, int64_t c_stride, int64_t c_panel, bool accumulate) {
    constexpr int bytes = type == TensorType::F32 ? 4 : 2;
    constexpr int all_vectors = panel_rows / V::lanes;
    constexpr int step = rows < V::rows_at_once ? rows : V::rows_at_once;
    constexpr int vectors = all_vectors > 2 ? 2 : all_vectors;
    constexpr int together = step * vectors <= 2 ? 4 : step * vectors <= 4 ? 2 : 1;
    for (int m = 0; m < rows; m += step) {
        for (int v = 0; v < all_vectors; v += vectors) {
            const float* rows_a = a + m * a_stride;
            const std::byte* lanes_b = b + v * V::lanes * bytes;
            float* lanes_c = c + m * c_stride + v * V::lanes;
            int p = 0;
            for (; together > 1 && p + together <= panels; p += together)
                multiply_rows_once<V, type, a_stride, step, together, vectors>(
                    rows_a, lanes_b + p * b_stride, b_stride, depth, lanes_c + p * c_panel, c_stride, c_panel,
                    accumulate);
            for (; p < panels; ++p)
                multiply_rows_once<V, type, a_stride, step, 1, vectors>(
                    rows_a, lanes_b + p * b_stride, b_stride, depth, lanes_c + p * c_panel, c_stride, c_panel,
                    accumulate);
        }
    }
}

} // namespace
} // namespace hearth::cpu
