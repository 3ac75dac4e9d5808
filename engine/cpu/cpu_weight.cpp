#include "engine/cpu/cpu_weight.h"

#include "engine/cpu/thread_pool.h"
#include "engine/quant/decode.h"

#include <fmt/format.h>

namespace hearth::cpu {

void CpuWeight::decode(int64_t row, float* out) const {
    if (packed) {
        unpack_row(layout, row, packed, out);
        return;
    }
    const auto columns = static_cast<size_t>(view.columns());
    decode_row(view.type, view.bytes.data() + static_cast<size_t>(row) * row_bytes(view.type, columns), out,
               columns);
}

Result<void> fill_weight(CpuWeight& weight, const gguf::TensorView& view, WeightUse use, Arena& arena,
                         ThreadPool& pool) {
    weight.view = view;
    const auto type = type_layout(view.type);
    if (!type || view.columns() % type->block_length != 0)
        return fail(ErrorKind::Unsupported,
                    fmt::format("Tensor {} has a type or a row length that the CPU backend does not run.",
                                view.name));
    if (use == WeightUse::Embedding)
        return {};
    if (use == WeightUse::Vector) {
        weight.vector.resize(static_cast<size_t>(view.columns() * view.rows()));
        for (int64_t row = 0; row < view.rows(); ++row)
            decode_row(view.type,
                       view.bytes.data() + static_cast<size_t>(row) *
                                               row_bytes(view.type, static_cast<size_t>(view.columns())),
                       weight.vector.data() + row * view.columns(), static_cast<size_t>(view.columns()));
        return {};
    }
    weight.experts = use == WeightUse::Experts ? view.shape[2] : 1;
    weight.layout = panel_layout(view.type, view.columns(), view.rows() / weight.experts);
    const PanelLayout& layout = weight.layout;
    TRY_ASSIGN(std::byte * packed, arena.take(static_cast<size_t>(weight.experts) * layout.bytes(),
                                              fmt::format("the weights ({})", view.name)));
    weight.packed = packed;
    const size_t matrix_bytes =
        row_bytes(view.type, static_cast<size_t>(layout.columns)) * static_cast<size_t>(layout.rows);
    pool.parallel_for(weight.experts * layout.panels, 4, [&](int64_t first, int64_t last, int) {
        for (int64_t panel = first; panel < last; ++panel)
            pack_panel(layout, panel % layout.panels,
                       view.bytes.data() + static_cast<size_t>(panel / layout.panels) * matrix_bytes,
                       packed + static_cast<size_t>(panel) * layout.panel_bytes);
    });
    return {};
}

} // namespace hearth::cpu
