#include "engine/gguf/file_types.h"

#include "engine/gguf/file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace hearth::gguf {

namespace {

struct ForeignType {
    uint32_t id;
    TypeLayout layout;
};

// Types of the format that we read past but do not run (ids and block sizes of ggml's type table).
constexpr auto foreign_types = std::to_array<ForeignType>({
    {9, {"Q8_1", 32, 36}},
    {15, {"Q8_K", 256, 292}},
    {16, {"IQ2_XXS", 256, 66}},
    {17, {"IQ2_XS", 256, 74}},
    {18, {"IQ3_XXS", 256, 98}},
    {19, {"IQ1_S", 256, 50}},
    {21, {"IQ3_S", 256, 110}},
    {22, {"IQ2_S", 256, 82}},
    {24, {"I8", 1, 1}},
    {25, {"I16", 1, 2}},
    {26, {"I32", 1, 4}},
    {27, {"I64", 1, 8}},
    {28, {"F64", 1, 8}},
    {29, {"IQ1_M", 256, 56}},
    {34, {"TQ1_0", 256, 54}},
    {35, {"TQ2_0", 256, 66}},
});

} // namespace

uint32_t fixed_size(ValueType type) {
    switch (type) {
    case ValueType::Uint8:
    case ValueType::Int8:
    case ValueType::Bool:
        return 1;
    case ValueType::Uint16:
    case ValueType::Int16:
        return 2;
    case ValueType::Uint32:
    case ValueType::Int32:
    case ValueType::Float32:
        return 4;
    case ValueType::Uint64:
    case ValueType::Int64:
    case ValueType::Float64:
        return 8;
    case ValueType::String:
    case ValueType::Array:
        return 0;
    }
    return 0;
}

std::optional<TypeLayout> any_type_layout(uint32_t id) {
    if (const auto layout = type_layout(static_cast<TensorType>(id)))
        return layout;
    const auto row = std::ranges::find(foreign_types, id, &ForeignType::id);
    return row == foreign_types.end() ? std::nullopt : std::optional(row->layout);
}

std::string type_name(TensorType type) {
    const auto id = static_cast<uint32_t>(type);
    const auto layout = any_type_layout(id);
    return layout ? std::string(layout->name) : fmt::format("type {}", id);
}

} // namespace hearth::gguf
