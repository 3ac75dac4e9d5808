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
        if (rows <= 2 && c % 2 == 0) {
            for (int p = 0; p < panels; ++p)
                __builtin_prefetch(weights + static_cast<size_t>(p) * layout.panel_bytes + 2048);
        }
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

} // namespace
} // namespace hearth::cpu
