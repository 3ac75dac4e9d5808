// Q4_0: 32 nibbles and one scale; x = d · (q − 8). Byte i holds element i low and element i + 16 high.
#pragma once

#include "engine/core/half.h"

#include <cstdint>

namespace hearth {

struct Q4_0Block {
    uint16_t scale; ///< d, half
    uint8_t nibbles[16];
};
static_assert(sizeof(Q4_0Block) == 18);

inline void decode_block(const Q4_0Block& block, float* out) {
    const float d = half_to_float(block.scale);
    for (int i = 0; i < 16; ++i) {
        out[i] = d * static_cast<float>((block.nibbles[i] & 15) - 8);
        out[i + 16] = d * static_cast<float>((block.nibbles[i] >> 4) - 8);
    }
}

} // namespace hearth
