// Float32 rows to any tensor type.
#pragma once

#include "engine/quant/types.h"

#include <cstddef>

namespace hearth {

/// Encodes one row of `columns` elements (a multiple of the type's block length). `importance`, when given,
/// has one non-negative factor per column: how much an error there matters (an importance matrix). `out`
/// needs no alignment.
void encode_row(TensorType type, const float* in, std::byte* out, size_t columns,
                const float* importance = nullptr);

} // namespace hearth
