#include "engine/cpu/matrix_product.h"

#include "engine/cpu/tile_rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace hearth::cpu {

namespace {

constexpr int64_t panels_at_once = 8;   // of one tile: their sums fit the first-level cache
constexpr int64_t bfloat16_panels = 16; // their sums over a batch fit the second-level cache
constexpr int64_t bfloat16_rows_at_least = 32;
constexpr int64_t shortest_run_bytes = 32 * 1024;

/// Writes the sums of one panel, [rows][16], into the output.
void write_panel(const BoundProduct& product, int64_t panel, const float* sums, int64_t first_row,
                 int64_t rows) {
    write_panel(SumTarget{product.weight->layout.rows, product.bias, product.out, product.columns,
                          product.accumulate, product.scale},
                panel, sums, first_row, rows);
}

} // namespace

MatrixProduct::Kind MatrixProduct::kind_of(const CpuWeight& weight, int64_t rows) const {
    const TensorType type = weight.layout.type;
    const bool floating = type == TensorType::F32 || type == TensorType::F16 || type == TensorType::BF16;
    if (rows >= bfloat16_rows_at_least && m_kernels.expand && m_kernels.prefers_bfloat16(type) &&
        (floating || !m_two_step_rows))
        return Kind::Bfloat16;
    return floating ? Kind::Float : Kind::Integer;
}

const float* MatrixProduct::split_rows(const float* in, int64_t rows, int64_t columns) {
    m_split.resize(std::max(m_split.size(), static_cast<size_t>(2 * rows * columns)));
    m_pool.parallel_for(rows, 8, [&](int64_t first, int64_t last, int) {
        for (int64_t r = first; r < last; ++r) {
            float* held = m_split.data() + 2 * r * columns;
            split_row(in + r * columns, held, held + columns, columns);
        }
    });
    return m_split.data();
}

void MatrixProduct::cut_tiles(int64_t rows, size_t bytes_per_row) {
    m_tiles.clear();
    size_t offset = 0;
    for (int64_t row = 0; row < rows; row += largest_tile) {
        const int count = static_cast<int>(std::min<int64_t>(largest_tile, rows - row));
        m_tiles.push_back({row, count, tile_height(count), offset});
        offset += (bytes_per_row * static_cast<size_t>(m_tiles.back().height) + 63) / 64 * 64;
    }
    aligned(m_activations, offset);
}

void MatrixProduct::prepare(Kind kind, const float* in, int64_t rows, int64_t columns) {
    if (kind == Kind::Bfloat16) {
        const int64_t padded = (rows + 15) / 16 * 16;
        const int64_t depths = (columns + bfloat16_depth - 1) / bfloat16_depth;
        auto* out = reinterpret_cast<uint32_t*>(
            aligned(m_activations, static_cast<size_t>(padded * depths * bfloat16_stride) * 4));
        m_pool.parallel_for(padded / 16, 1, [&](int64_t first, int64_t last, int) {
            for (int64_t depth = 0; depth < depths; ++depth) {
                const int64_t count = std::min<int64_t>(bfloat16_depth, columns - depth * bfloat16_depth);
                uint32_t* at = out + (depth * padded + first * 16) * bfloat16_stride;
                const int64_t there = std::min(last * 16, rows) - first * 16;
                m_kernels.bfloat16_rows(in + first * 16 * columns + depth * bfloat16_depth, columns,
                                        static_cast<int>(there), count, at);
                std::memset(at + there * bfloat16_stride, 0,
                            static_cast<size_t>(((last - first) * 16 - there) * bfloat16_stride) * 4);
            }
        });
        return;
    }
    const bool integer = kind == Kind::Integer;
    cut_tiles(rows, static_cast<size_t>(integer ? columns / 32 * 64 : columns * 4));
    std::byte* target = aligned(m_activations, 0);
    m_pool.parallel_for(static_cast<int64_t>(m_tiles.size()), 1, [&](int64_t first, int64_t last, int) {
        for (int64_t t = first; t < last; ++t) {
            const Tile& tile = m_tiles[static_cast<size_t>(t)];
            (integer ? m_kernels.quantize_tile : m_kernels.float_tile)(in + tile.first_row * columns, columns,
                                                                       tile.rows, tile.height, columns,
                                                                       target + tile.offset);
        }
    });
}

void MatrixProduct::multiply_panels(const BoundProduct& product, int64_t first, int64_t last,
                                    int parts) const {
    const PanelLayout& layout = product.weight->layout;
    const ProductFunction multiply = m_kernels.product(layout.type);
    alignas(64) std::array<float, panels_at_once * largest_tile * panel_rows> sums;
    const auto address = reinterpret_cast<uintptr_t>(m_activations.data());
    const std::byte* activations = m_activations.data() + (64 - address % 64) % 64;
    for (int64_t panel = first; panel < last; panel += panels_at_once) {
        const int64_t count = std::min(panels_at_once, last - panel);
        for (const Tile& tile : m_tiles) {
            multiply(layout, product.weight->panel(panel), static_cast<int>(count), activations + tile.offset,
                     tile.height, sums.data());
            for (int64_t p = 0; p < count; ++p) {
                float* of_panel = sums.data() + p * tile.height * panel_rows;
                if (parts == 2)
                    join_parts(of_panel, tile.rows / 2);
                write_panel(product, panel + p, of_panel, tile.first_row / parts, tile.rows / parts);
            }
        }
    }
}

void MatrixProduct::run_tiles(std::span<const BoundProduct> products, Kind kind, int64_t rows, int parts) {
    // The panels of all products of the group are one range, so that small products do not wait for each
    // other.
    std::array<int64_t, 16> starts{};
    int64_t total = 0;
    for (size_t i = 0; i < products.size(); ++i) {
        starts[i] = total;
        if (kind_of(*products[i].weight, rows) == kind)
            total += products[i].weight->layout.panels;
    }
    const auto multiply = [&](int64_t first, int64_t last, int) {
        for (size_t i = 0; i < products.size(); ++i) {
            if (kind_of(*products[i].weight, rows) != kind)
                continue;
            const int64_t from = std::max(first, starts[i]) - starts[i];
            const int64_t to = std::min(last, starts[i] + products[i].weight->layout.panels) - starts[i];
            if (from < to)
                multiply_panels(products[i], from, to, parts);
        }
    };
    // A few rows wait for memory: long runs at first, then short ones. Many rows compute: chunks are as large
    // as lets one tile of activations serve several panels.
    const auto panel_bytes = static_cast<int64_t>(products[0].weight->layout.panel_bytes);
    if (rows <= largest_tile)
        m_pool.parallel_for_shrinking(total, std::max<int64_t>(1, shortest_run_bytes / panel_bytes),
                                      multiply);
    else
        m_pool.parallel_for(total, std::clamp<int64_t>(total / (m_pool.threads() * 8), 1, panels_at_once),
                            multiply);
}

void MatrixProduct::multiply_bfloat16(const BoundProduct& product, int64_t rows, int64_t columns,
                                      int64_t first, int64_t last, int thread) {
    const PanelLayout& layout = product.weight->layout;
    const ExpandFunction expand = m_kernels.expand(layout.type);
    const int64_t padded = (rows + 15) / 16 * 16;
    const auto address = reinterpret_cast<uintptr_t>(m_activations.data());
    const auto* activations =
        reinterpret_cast<const uint32_t*>(m_activations.data() + (64 - address % 64) % 64);
    std::vector<float>& sums = m_sums[static_cast<size_t>(thread)];
    sums.resize(static_cast<size_t>((last - first) * padded * panel_rows));
    constexpr int together = 4;
    alignas(64) std::array<uint16_t, together * bfloat16_depth * panel_rows> weights;
    for (int64_t depth = 0; depth * bfloat16_depth < columns; ++depth) {
        const int64_t count = std::min<int64_t>(bfloat16_depth, columns - depth * bfloat16_depth);
        for (int64_t panel = first; panel < last; panel += together) {
            const int panels = static_cast<int>(std::min<int64_t>(together, last - panel));
            for (int p = 0; p < panels; ++p)
                expand(layout, product.weight->panel(panel + p), depth * bfloat16_depth, count,
                       weights.data() + static_cast<size_t>(p) * bfloat16_depth * panel_rows);
            m_kernels.bfloat16_product(
                activations + depth * padded * bfloat16_stride, static_cast<int>(padded / 16), weights.data(),
                panels, sums.data() + (panel - first) * padded * panel_rows, padded * panel_rows, depth > 0);
        }
    }
    for (int64_t panel = first; panel < last; ++panel)
        write_panel(product, panel, sums.data() + (panel - first) * padded * panel_rows, 0, rows);
}

void MatrixProduct::run_bfloat16(const BoundProduct& product, int64_t rows, int64_t columns) {
    m_sums.resize(static_cast<size_t>(m_pool.threads()));
    const int64_t panels = product.weight->layout.panels;
    const int64_t chunk = std::clamp<int64_t>(panels / (m_pool.threads() * 4) / 4 * 4, 4, bfloat16_panels);
    m_pool.parallel_for(panels, chunk, [&](int64_t first, int64_t last, int thread) {
        for (int64_t panel = first; panel < last; panel += chunk)
            multiply_bfloat16(product, rows, columns, panel, std::min(panel + chunk, last), thread);
    });
}

void MatrixProduct::run(std::span<const BoundProduct> products, const float* in, int64_t rows,
                        int64_t columns) {
    constexpr size_t group = 16;
    for (; products.size() > group; products = products.subspan(group))
        run(products.first(group), in, rows, columns);
    for (const Kind kind : {Kind::Integer, Kind::Float, Kind::Bfloat16}) {
        if (std::ranges::none_of(products,
                                 [&](const BoundProduct& p) { return kind_of(*p.weight, rows) == kind; }))
            continue;
        const int parts = kind == Kind::Integer && m_two_step_rows ? 2 : 1;
        prepare(kind, parts == 2 ? split_rows(in, rows, columns) : in, parts * rows, columns);
        if (kind != Kind::Bfloat16) {
            run_tiles(products, kind, rows, parts);
            continue;
        }
        for (const BoundProduct& product : products) {
            if (kind_of(*product.weight, rows) == kind)
                run_bfloat16(product, rows, columns);
        }
    }
}

} // namespace hearth::cpu
