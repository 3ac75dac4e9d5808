#include "engine/quant/types.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cctype>

namespace hearth {

namespace {

struct Row {
    TensorType type;
    TypeLayout layout;
};

constexpr auto rows = std::to_array<Row>({
#define QUANT_TYPE(name, id, block_length, block_bytes)                                                      \
    {TensorType::name, {#name, block_length, block_bytes}},
#include "engine/quant/quant_types.def"
#undef QUANT_TYPE
});

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, [](unsigned char x, unsigned char y) { return std::toupper(x) == std::toupper(y); });
}

} // namespace

std::optional<TypeLayout> type_layout(TensorType type) {
    const auto row = std::ranges::find(rows, type, &Row::type);
    return row == rows.end() ? std::nullopt : std::optional(row->layout);
}

std::optional<TensorType> type_from_name(std::string_view name) {
    const auto row =
        std::ranges::find_if(rows, [&](const Row& r) { return equal_ignoring_case(r.layout.name, name); });
    return row == rows.end() ? std::nullopt : std::optional(row->type);
}

size_t row_bytes(TensorType type, size_t columns) {
    const auto layout = type_layout(type);
    assert(layout && columns % layout->block_length == 0);
    return columns / layout->block_length * layout->block_bytes;
}

} // namespace hearth
