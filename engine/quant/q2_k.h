// Q2_K: 256 values of two bits in 16 groups of 16; x = d · scale · q − dmin · minimum, both of four bits per
// group.
#pragma once

#include "engine/core/half.h"

#include <cstdint>

namespace hearth {

struct Q2_KBlock {
    uint8_t scales[16]; ///< low nibble: scale, high nibble: minimum
    uint8_t quants[64]; ///< per half of 128: bits 2j of byte l hold element 32·j + l
    uint16_t scale;     ///< d, half
    uint16_t minimum;   ///< dmin, half
};
static_assert(sizeof(Q2_KBlock) == 84);

inline void decode_block(const Q2_KBlock& block, float* out) {
    const float d = half_to_float(block.scale);
    const float m = half_to_float(block.minimum);
    for (int i = 0; i < 256; ++i) {
        const int half = i / 128, shift = 2 * (i % 128 / 32), lane = i % 32;
        const int quant = (block.quants[32 * half + lane] >> shift) & 3;
        const uint8_t packed = block.scales[i / 16];
        out[i] = d * static_cast<float>(packed & 15) * static_cast<float>(quant) -
                 m * static_cast<float>(packed >> 4);
    }
}

} // namespace hearth
