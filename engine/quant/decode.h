// Rows of any tensor type to float32, exactly as the formats define them.
#pragma once

#include "engine/quant/types.h"

#include <cstddef>

namespace hearth {

/// Decodes one row of `columns` elements (a multiple of the type's block length) from `in` to `out`.
/// `in` needs no alignment.
void decode_row(TensorType type, const std::byte* in, float* out, size_t columns);

} // namespace hearth
