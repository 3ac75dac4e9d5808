#include "vulkan_kernels/vulkan_weights.h"

#include "engine/quant/decode.h"

#include <algorithm>

namespace hearth::vulkan {

namespace {

constexpr uint64_t largest_part = 2ull << 30; // byte offsets inside a part are 32 bits in the shaders

Result<VulkanWeight> upload_vector(Memory& memory, const gguf::TensorView& view) {
    VulkanWeight weight;
    weight.columns = view.columns() * view.rows();
    weight.rows = 1;
    weight.row_bytes = static_cast<uint32_t>(weight.columns * 4);
    std::vector<float> values(static_cast<size_t>(weight.columns));
    const size_t row_size = row_bytes(view.type, static_cast<size_t>(view.columns()));
    for (int64_t row = 0; row < view.rows(); ++row)
        decode_row(view.type, view.bytes.data() + static_cast<size_t>(row) * row_size,
                   values.data() + row * view.columns(), static_cast<size_t>(view.columns()));
    TRY_ASSIGN(const Slice slice, memory.allocate(MemoryKind::Device, weight.row_bytes));
    TRY(memory.upload(slice, 0, std::as_bytes(std::span(values))));
    weight.parts.push_back({slice, 0, 1});
    return weight;
}

} // namespace

Result<VulkanWeight> upload_weight(Memory& memory, const Context& context, const gguf::TensorView& view,
                                   WeightUse use) {
    if (use == WeightUse::Vector)
        return upload_vector(memory, view);
    VulkanWeight weight;
    weight.type = view.type;
    weight.columns = view.columns();
    weight.rows = view.rows();
    weight.row_bytes = static_cast<uint32_t>(row_bytes(view.type, static_cast<size_t>(view.columns())));
    const uint64_t limit = std::min(largest_part, context.physical().largest_allocation - (1 << 16));
    const int64_t rows_per_part = std::max<int64_t>(1, static_cast<int64_t>(limit / weight.row_bytes));
    for (int64_t first = 0; first < weight.rows; first += rows_per_part) {
        const int64_t rows = std::min(rows_per_part, weight.rows - first);
        const auto bytes = view.bytes.subspan(static_cast<size_t>(first) * weight.row_bytes,
                                              static_cast<size_t>(rows) * weight.row_bytes);
        TRY_ASSIGN(const Slice slice, memory.allocate(MemoryKind::Device, bytes.size()));
        TRY(memory.upload(slice, 0, bytes));
        weight.parts.push_back({slice, first, rows});
    }
    return weight;
}

} // namespace hearth::vulkan
