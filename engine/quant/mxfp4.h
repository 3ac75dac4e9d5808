// MXFP4: 32 numbers of four bits (sign, two bits of exponent, one of mantissa) and one power of two for all.
// Format: OCP Microscaling Formats (MX) Specification 1.0, E2M1 elements with an E8M0 scale; the order of the
// nibbles is GGUF's.
#pragma once

#include "engine/core/half.h"

#include <array>
#include <cstdint>

namespace hearth {

/// Twice the values of the sixteen codes, so that all are whole.
inline constexpr std::array<int8_t, 16> fp4_doubled = {0, 1,  2,  3,  4,  6,  8,  12,
                                                       0, -1, -2, -3, -4, -6, -8, -12};

struct MXFP4Block {
    uint8_t exponent;    ///< the scale is 2^(exponent − 127)
    uint8_t nibbles[16]; ///< byte i: element i low, element i + 16 high
};
static_assert(sizeof(MXFP4Block) == 17);

/// Half the scale, 2^(exponent − 128), as bfloat16: what fp4_doubled is multiplied by. The two smallest are
/// subnormal.
constexpr uint16_t half_scale(const MXFP4Block& block) {
    return block.exponent >= 2 ? static_cast<uint16_t>((block.exponent - 1) << 7)
                               : static_cast<uint16_t>(0x20 << block.exponent);
}

inline void decode_block(const MXFP4Block& block, float* out) {
    const float d = bfloat16_to_float(half_scale(block));
    for (int i = 0; i < 16; ++i) {
        out[i] = d * static_cast<float>(fp4_doubled[block.nibbles[i] & 15]);
        out[i + 16] = d * static_cast<float>(fp4_doubled[block.nibbles[i] >> 4]);
    }
}

} // namespace hearth
