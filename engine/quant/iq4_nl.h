// IQ4_NL: 32 nibbles that index a fixed table of 16 unevenly spaced values, and one scale; x = d · table[q].
#pragma once

#include "engine/core/half.h"

#include <array>
#include <cstdint>

namespace hearth {

/// The table that IQ4_NL and IQ4_XS share.
inline constexpr std::array<int8_t, 16> iq4_values = {-127, -104, -83, -65, -49, -35, -22, -10,
                                                      1,    13,   25,  38,  53,  69,  89,  113};

struct IQ4_NLBlock {
    uint16_t scale;      ///< d, half
    uint8_t nibbles[16]; ///< byte i: element i low, element i + 16 high
};
static_assert(sizeof(IQ4_NLBlock) == 18);

inline void decode_block(const IQ4_NLBlock& block, float* out) {
    const float d = half_to_float(block.scale);
    for (int i = 0; i < 16; ++i) {
        out[i] = d * static_cast<float>(iq4_values[block.nibbles[i] & 15]);
        out[i + 16] = d * static_cast<float>(iq4_values[block.nibbles[i] >> 4]);
    }
}

} // namespace hearth
