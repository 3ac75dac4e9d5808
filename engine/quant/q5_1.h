// Q5_1: 32 values of five bits, a scale and a minimum; x = d · q + m. Bits as in Q5_0.
#pragma once

#include "engine/core/half.h"

#include <cstdint>

namespace hearth {

struct Q5_1Block {
    uint16_t scale;   ///< d, half
    uint16_t minimum; ///< m, half
    uint8_t high_bits[4];
    uint8_t nibbles[16];
};
static_assert(sizeof(Q5_1Block) == 24);

inline void decode_block(const Q5_1Block& block, float* out) {
    const float d = half_to_float(block.scale);
    const float m = half_to_float(block.minimum);
    for (int i = 0; i < 16; ++i) {
        const int low_fifth = (block.high_bits[i / 8] >> (i % 8)) & 1;
        const int high_fifth = (block.high_bits[2 + i / 8] >> (i % 8)) & 1;
        out[i] = d * static_cast<float>((block.nibbles[i] & 15) | (low_fifth << 4)) + m;
        out[i + 16] = d * static_cast<float>((block.nibbles[i] >> 4) | (high_fifth << 4)) + m;
    }
}

} // namespace hearth
