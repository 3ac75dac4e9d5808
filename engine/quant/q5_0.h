// Q5_0: 32 values of five bits and one scale; x = d · (q − 16). Nibbles as in Q4_0; bit i of high_bits is the
// fifth bit of element i.
#pragma once

#include "engine/core/half.h"

#include <cstdint>
#include <cstring>

namespace hearth {

struct Q5_0Block {
    uint16_t scale; ///< d, half
    uint8_t high_bits[4];
    uint8_t nibbles[16];
};
static_assert(sizeof(Q5_0Block) == 22);

inline void decode_block(const Q5_0Block& block, float* out) {
    const float d = half_to_float(block.scale);
    for (int i = 0; i < 16; ++i) {
        const int low_fifth = (block.high_bits[i / 8] >> (i % 8)) & 1;
        const int high_fifth = (block.high_bits[2 + i / 8] >> (i % 8)) & 1;
        out[i] = d * static_cast<float>(((block.nibbles[i] & 15) | (low_fifth << 4)) - 16);
        out[i + 16] = d * static_cast<float>(((block.nibbles[i] >> 4) | (high_fifth << 4)) - 16);
    }
}

} // namespace hearth
