// Q8_0: 32 signed bytes and one scale; x = d · q.
#pragma once

#include "engine/core/half.h"

#include <cstdint>

namespace hearth {

struct Q8_0Block {
    uint16_t scale; ///< d, half
    int8_t quants[32];
};
static_assert(sizeof(Q8_0Block) == 34);

inline void decode_block(const Q8_0Block& block, float* out) {
    const float d = half_to_float(block.scale);
    for (int i = 0; i < 32; ++i)
        out[i] = d * static_cast<float>(block.quants[i]);
}

} // namespace hearth
