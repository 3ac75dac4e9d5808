// Q4_1: 32 nibbles, a scale and a minimum; x = d · q + m. Byte i holds element i low and element i + 16 high.
#pragma once

#include "engine/core/half.h"

#include <cstdint>

namespace hearth {

struct Q4_1Block {
    uint16_t scale;   ///< d, half
    uint16_t minimum; ///< m, half
    uint8_t nibbles[16];
};
static_assert(sizeof(Q4_1Block) == 20);

inline void decode_block(const Q4_1Block& block, float* out) {
    const float d = half_to_float(block.scale);
    const float m = half_to_float(block.minimum);
    for (int i = 0; i < 16; ++i) {
        out[i] = d * static_cast<float>(block.nibbles[i] & 15) + m;
        out[i + 16] = d * static_cast<float>(block.nibbles[i] >> 4) + m;
    }
}

} // namespace hearth
