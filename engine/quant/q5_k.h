// Q5_K: Q4_K with a fifth bit per value.
#pragma once

#include "engine/quant/q4_k.h"

#include <cstdint>

namespace hearth {

struct Q5_KBlock {
    uint16_t scale;        ///< d, half
    uint16_t minimum;      ///< dmin, half
    uint8_t scales[12];    ///< as in Q4_K
    uint8_t high_bits[32]; ///< bit g of byte l: fifth bit of element 32·g + l
    uint8_t nibbles[128];  ///< as in Q4_K
};
static_assert(sizeof(Q5_KBlock) == 176);

inline void decode_block(const Q5_KBlock& block, float* out) {
    const float d = half_to_float(block.scale);
    const float m = half_to_float(block.minimum);
    const KGroups groups = unpack_scales(block.scales);
    for (int group = 0; group < 8; ++group) {
        const float scale = d * static_cast<float>(groups.scales[group]);
        const float minimum = m * static_cast<float>(groups.minimums[group]);
        const uint8_t* nibbles = block.nibbles + group / 2 * 32;
        const int shift = group % 2 * 4;
        for (int i = 0; i < 32; ++i) {
            const int high = (block.high_bits[i] >> group) & 1;
            const int quant = ((nibbles[i] >> shift) & 15) | (high << 4);
            out[32 * group + i] = scale * static_cast<float>(quant) - minimum;
        }
    }
}

} // namespace hearth
