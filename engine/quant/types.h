// The tensor types of GGUF files and their block layouts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace hearth {

/// Tensor element types; the values are GGUF's ids (docs of the GGUF format, `ggml_type`).
enum class TensorType : uint32_t {
#define QUANT_TYPE(name, id, block_length, block_bytes) name = id,
#include "engine/quant/quant_types.def"
#undef QUANT_TYPE
};

/// How a type packs a row: `block_length` elements take `block_bytes` bytes.
struct TypeLayout {
    std::string_view name;
    uint32_t block_length = 0;
    uint32_t block_bytes = 0;
};

/// Layout of a type that we run; nullopt for an id that we do not know.
std::optional<TypeLayout> type_layout(TensorType type);

/// Type by its name as people write it ("Q4_K", "q4_0"); nullopt when unknown.
std::optional<TensorType> type_from_name(std::string_view name);

/// Bytes of one row of `columns` elements; `columns` must be a multiple of the block length.
size_t row_bytes(TensorType type, size_t columns);

} // namespace hearth
