// Ids of the GGUF format that the reader and the writer share.
#pragma once

#include "engine/quant/types.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace hearth::gguf {

enum class ValueType : uint32_t {
    Uint8 = 0,
    Int8 = 1,
    Uint16 = 2,
    Int16 = 3,
    Uint32 = 4,
    Int32 = 5,
    Float32 = 6,
    Bool = 7,
    String = 8,
    Array = 9,
    Uint64 = 10,
    Int64 = 11,
    Float64 = 12,
};

/// Bytes of a value of fixed size; 0 for strings, arrays and ids that do not exist.
uint32_t fixed_size(ValueType type);

/// Layout of every tensor type that GGUF files may hold, those that we do not run included.
std::optional<TypeLayout> any_type_layout(uint32_t id);

inline constexpr uint32_t default_alignment = 32;

} // namespace hearth::gguf
