// Q6_K: 256 values of six bits in 16 groups of 16; x = d · scale · (q − 32), signed byte scales.
#pragma once

#include "engine/core/half.h"

#include <cstdint>

namespace hearth {

struct Q6_KBlock {
    uint8_t
        nibbles[128]; ///< per half of 128: byte l: elements l | 64 + l, byte 32 + l: elements 32 + l | 96 + l
    uint8_t high_bits[64]; ///< per half: bits 2j of byte l belong to element 32·j + l
    int8_t scales[16];
    uint16_t scale; ///< d, half
};
static_assert(sizeof(Q6_KBlock) == 210);

inline void decode_block(const Q6_KBlock& block, float* out) {
    const float d = half_to_float(block.scale);
    for (int i = 0; i < 256; ++i) {
        const int half = i / 128, quarter = i % 128 / 32, lane = i % 32;
        const uint8_t byte = block.nibbles[64 * half + 32 * (quarter % 2) + lane];
        const int low = quarter < 2 ? byte & 15 : byte >> 4;
        const int high = (block.high_bits[32 * half + lane] >> (2 * quarter)) & 3;
        out[i] = d * static_cast<float>(block.scales[i / 16]) * static_cast<float>((low | (high << 4)) - 32);
    }
}

} // namespace hearth
