#include "engine/cpu/expert_product.h"

#include "engine/cpu/tile_rows.h"

#include <algorithm>
#include <array>

namespace hearth::cpu {

namespace {

constexpr int64_t panels_at_once = 8; // of one tile: their sums fit the first-level cache
constexpr int64_t shortest_run_bytes = 32 * 1024;
constexpr int64_t rows_per_chunk = 16; // of work that takes a few microseconds a row

bool is_integer(const CpuWeight& weight) {
    const TensorType type = weight.layout.type;
    return type != TensorType::F32 && type != TensorType::F16 && type != TensorType::BF16;
}

} // namespace

void ExpertProduct::choose(const BoundExperts& experts, int64_t rows) {
    const auto used = static_cast<size_t>(experts.routing.used);
    m_chosen.resize(static_cast<size_t>(rows) * used);
    m_pool.parallel_for(rows, rows_per_chunk, [&](int64_t first, int64_t last, int) {
        for (int64_t r = first; r < last; ++r)
            choose_experts(experts.logits + r * experts.routing.experts, experts.selection_bias,
                           experts.routing, std::span(m_chosen).subspan(static_cast<size_t>(r) * used, used));
    });
}

void ExpertProduct::group(int32_t experts, int64_t slots) {
    std::vector<int64_t> counts(static_cast<size_t>(experts));
    for (const ChosenExpert& choice : m_chosen)
        ++counts[static_cast<size_t>(choice.id)];
    std::vector<int64_t> next(counts.size());
    m_groups.clear();
    int64_t place = 0;
    for (size_t expert = 0; expert < counts.size(); ++expert) {
        next[expert] = place;
        if (counts[expert] > 0)
            m_groups.push_back({static_cast<int32_t>(expert), place, counts[expert]});
        place += counts[expert];
    }
    m_slots.resize(static_cast<size_t>(slots));
    m_places.resize(static_cast<size_t>(slots));
    for (int64_t slot = 0; slot < slots; ++slot) {
        int64_t& at = next[static_cast<size_t>(m_chosen[static_cast<size_t>(slot)].id)];
        m_slots[static_cast<size_t>(at)] = slot;
        m_places[static_cast<size_t>(slot)] = at++;
    }
}

/// `one_row`: all tiles are of one and the same row, and share its activations.
void ExpertProduct::cut_tiles(size_t bytes_per_row, int parts, bool one_row) {
    m_tiles.clear();
    size_t offset = 0;
    const int64_t most = largest_tile / parts;
    for (Group& group : m_groups) {
        group.first_tile = m_tiles.size();
        for (int64_t row = 0; row < group.rows; row += most) {
            const int rows = static_cast<int>(std::min(most, group.rows - row));
            m_tiles.push_back({group.first + row, rows, tile_height(rows * parts), one_row ? 0 : offset});
            offset += (bytes_per_row * static_cast<size_t>(m_tiles.back().height) + 63) / 64 * 64;
        }
        group.tiles = m_tiles.size() - group.first_tile;
    }
    m_own_tiles = one_row ? 1 : m_tiles.size();
    aligned(m_activations, offset);
}

/// row_of(place) is the row of activations that belongs there.
template <typename RowOf>
void ExpertProduct::prepare(bool integer, int parts, int64_t columns, const RowOf& row_of) {
    const TileFunction make_tile = integer ? m_kernels.quantize_tile : m_kernels.float_tile;
    std::byte* target = aligned(m_activations, 0);
    m_gathered.resize(static_cast<size_t>(m_pool.threads()));
    m_pool.parallel_for(static_cast<int64_t>(m_own_tiles), 2, [&](int64_t first, int64_t last, int thread) {
        std::vector<float>& rows = m_gathered[static_cast<size_t>(thread)];
        rows.resize(static_cast<size_t>(largest_tile * columns));
        for (int64_t t = first; t < last; ++t) {
            const Tile& tile = m_tiles[static_cast<size_t>(t)];
            for (int i = 0; i < tile.rows; ++i) {
                const float* row = row_of(tile.first + i);
                float* to = rows.data() + i * parts * columns;
                if (parts == 2)
                    split_row(row, to, to + columns, columns);
                else
                    std::copy_n(row, columns, to);
            }
            make_tile(rows.data(), columns, tile.rows * parts, tile.height, columns, target + tile.offset);
        }
    });
}

void ExpertProduct::multiply_panels(const ExpertLinear& linear, const Group& group, int64_t first,
                                    int64_t count, int parts) {
    const PanelLayout& layout = linear.weight->layout;
    const ProductFunction product = m_kernels.product(layout.type);
    alignas(64) std::array<float, panels_at_once * largest_tile * panel_rows> sums;
    const std::byte* activations = aligned(m_activations, 0);
    const SumTarget target{.outputs = layout.rows,
                           .bias = linear.bias ? linear.bias + group.expert * layout.rows : nullptr,
                           .out = linear.rows,
                           .columns = layout.rows};
    const std::byte* panels = linear.weight->panel(group.expert * layout.panels + first);
    for (size_t t = group.first_tile; t < group.first_tile + group.tiles; ++t) {
        const Tile& tile = m_tiles[t];
        product(layout, panels, static_cast<int>(count), activations + tile.offset, tile.height, sums.data());
        for (int64_t p = 0; p < count; ++p) {
            float* of_panel = sums.data() + p * tile.height * panel_rows;
            if (parts == 2)
                join_parts(of_panel, tile.rows);
            write_panel(target, first + p, of_panel, tile.first, tile.rows);
        }
    }
}

/// The panels of all groups are one range, so that no group waits for another one.
void ExpertProduct::multiply_groups(std::span<const ExpertLinear> linears, int parts) {
    int64_t per_group = 0;
    for (const ExpertLinear& linear : linears)
        per_group += linear.weight->layout.panels;
    const auto total = per_group * static_cast<int64_t>(m_groups.size());
    const auto panel_bytes = static_cast<int64_t>(linears[0].weight->layout.panel_bytes);
    const int64_t smallest = m_slots.size() > largest_tile
                                 ? panels_at_once
                                 : std::max<int64_t>(1, shortest_run_bytes / panel_bytes);
    m_pool.parallel_for_shrinking(total, smallest, [&](int64_t first, int64_t last, int) {
        while (first < last) {
            const Group& group = m_groups[static_cast<size_t>(first / per_group)];
            int64_t panel = first % per_group;
            const ExpertLinear* linear = linears.data();
            for (; panel >= linear->weight->layout.panels; ++linear)
                panel -= linear->weight->layout.panels;
            const int64_t count =
                std::min({last - first, linear->weight->layout.panels - panel, panels_at_once});
            multiply_panels(*linear, group, panel, count, parts);
            first += count;
        }
    });
}

template <typename RowOf>
void ExpertProduct::multiply(std::span<const ExpertLinear> linears, bool one_row, const RowOf& row_of) {
    const int64_t columns = linears[0].weight->layout.columns;
    for (const bool integer : {true, false}) {
        std::vector<ExpertLinear> some;
        std::ranges::copy_if(linears, std::back_inserter(some), [&](const ExpertLinear& linear) {
            return is_integer(*linear.weight) == integer;
        });
        if (some.empty())
            continue;
        const int parts = integer && m_two_step_rows ? 2 : 1;
        cut_tiles(static_cast<size_t>(integer ? columns / 32 * 64 : columns * 4), parts, one_row);
        prepare(integer, parts, columns, row_of);
        multiply_groups(some, parts);
    }
}

void ExpertProduct::add_up(const BoundExperts& experts, int64_t rows) {
    const int64_t used = experts.routing.used, columns = experts.down.weight->layout.rows;
    m_pool.parallel_for(rows, rows_per_chunk, [&](int64_t first, int64_t last, int) {
        for (int64_t r = first; r < last; ++r) {
            float* out = experts.out + r * columns;
            if (!experts.accumulate)
                std::fill_n(out, columns, 0.0f);
            for (int64_t slot = r * used; slot < (r + 1) * used; ++slot)
                m_kernels.add_scaled(out, experts.down.rows + m_places[static_cast<size_t>(slot)] * columns,
                                     m_chosen[static_cast<size_t>(slot)].weight * experts.scale, columns);
        }
    });
}

void ExpertProduct::run(const BoundExperts& experts, int64_t rows) {
    const int64_t used = experts.routing.used;
    const int64_t columns = experts.gate.weight->layout.columns, inner = experts.up.weight->layout.rows;
    choose(experts, rows);
    group(experts.routing.experts, rows * used);
    const ExpertLinear both[] = {experts.gate, experts.up};
    multiply(both, rows == 1, [&](int64_t place) {
        return experts.in + m_slots[static_cast<size_t>(place)] / used * columns;
    });
    multiply({&experts.down, 1}, false, [&](int64_t place) {
        float* gate = experts.gate.rows + place * inner;
        m_kernels.activate(gate, gate, experts.up.rows + place * inner, experts.activation, inner);
        return gate;
    });
    add_up(experts, rows);
}

} // namespace hearth::cpu
