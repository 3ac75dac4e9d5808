// IQ4_XS: 256 nibbles that index IQ4_NL's table, in 8 groups of 32 with six-bit scales; x = d · (scale − 32)
// · table[q].
#pragma once

#include "engine/quant/iq4_nl.h"

#include <cstdint>

namespace hearth {

struct IQ4_XSBlock {
    uint16_t scale;        ///< d, half
    uint16_t scales_high;  ///< bits 2g: upper two bits of group g's scale
    uint8_t scales_low[4]; ///< nibble g: lower four bits
    uint8_t nibbles[128];  ///< byte 16·g + i: element 32·g + i low, 32·g + i + 16 high
};
static_assert(sizeof(IQ4_XSBlock) == 136);

/// Scale of a group, −32 … 31.
inline int group_scale(const IQ4_XSBlock& block, int group) {
    const int low = (block.scales_low[group / 2] >> (group % 2 * 4)) & 15;
    const int high = (block.scales_high >> (2 * group)) & 3;
    return (low | (high << 4)) - 32;
}

inline void decode_block(const IQ4_XSBlock& block, float* out) {
    const float d = half_to_float(block.scale);
    for (int group = 0; group < 8; ++group) {
        const float scale = d * static_cast<float>(group_scale(block, group));
        for (int i = 0; i < 16; ++i) {
            const uint8_t byte = block.nibbles[16 * group + i];
            out[32 * group + i] = scale * static_cast<float>(iq4_values[byte & 15]);
            out[32 * group + 16 + i] = scale * static_cast<float>(iq4_values[byte >> 4]);
        }
    }
}

} // namespace hearth
