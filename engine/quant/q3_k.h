// Q3_K: 256 values of three bits in 16 groups of 16; x = d · (scale − 32) · (q − 4), six-bit scales.
#pragma once

#include "engine/core/half.h"

#include <array>
#include <cstdint>

namespace hearth {

struct Q3_KBlock {
    uint8_t high_bits[32]; ///< bit j of byte l: third bit of element 32·j + l
    uint8_t quants[64];    ///< low two bits, as in Q2_K
    uint8_t scales[12];    ///< 16 × 6 bits: low nibbles in bytes 0–7, high pairs in bytes 8–11
    uint16_t scale;        ///< d, half
};
static_assert(sizeof(Q3_KBlock) == 110);

/// The 16 group scales, −32 … 31.
inline std::array<int8_t, 16> unpack_scales(const Q3_KBlock& block) {
    std::array<int8_t, 16> scales{};
    for (int i = 0; i < 16; ++i) {
        const int low = i < 8 ? block.scales[i] & 15 : block.scales[i - 8] >> 4;
        const int high = (block.scales[8 + i % 4] >> (2 * (i / 4))) & 3;
        scales[i] = static_cast<int8_t>((low | (high << 4)) - 32);
    }
    return scales;
}

inline void decode_block(const Q3_KBlock& block, float* out) {
    const float d = half_to_float(block.scale);
    const auto scales = unpack_scales(block);
    for (int i = 0; i < 256; ++i) {
        const int half = i / 128, shift = 2 * (i % 128 / 32), lane = i % 32;
        const int low = (block.quants[32 * half + lane] >> shift) & 3;
        const int high = (block.high_bits[lane] >> (i / 32)) & 1;
        out[i] = d * static_cast<float>(scales[i / 16]) * static_cast<float>((low | (high << 2)) - 4);
    }
}

} // namespace hearth
