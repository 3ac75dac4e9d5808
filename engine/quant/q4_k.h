// Q4_K: 256 nibbles in 8 groups of 32; x = d · scale · q − dmin · minimum, both of six bits per group.
#pragma once

#include "engine/core/half.h"

#include <array>
#include <cstdint>

namespace hearth {

struct Q4_KBlock {
    uint16_t scale;       ///< d, half
    uint16_t minimum;     ///< dmin, half
    uint8_t scales[12];   ///< see unpack_scales
    uint8_t nibbles[128]; ///< byte 32·p + l: element 64·p + l low, 64·p + 32 + l high
};
static_assert(sizeof(Q4_KBlock) == 144);

/// Six-bit scales and minimums of 8 groups; Q4_K and Q5_K pack them alike.
struct KGroups {
    std::array<uint8_t, 8> scales{};
    std::array<uint8_t, 8> minimums{};
};

inline KGroups unpack_scales(const uint8_t (&packed)[12]) {
    KGroups groups;
    for (int i = 0; i < 4; ++i) {
        groups.scales[i] = packed[i] & 63;
        groups.minimums[i] = packed[4 + i] & 63;
        groups.scales[4 + i] = static_cast<uint8_t>((packed[8 + i] & 15) | ((packed[i] >> 6) << 4));
        groups.minimums[4 + i] = static_cast<uint8_t>((packed[8 + i] >> 4) | ((packed[4 + i] >> 6) << 4));
    }
    return groups;
}

inline void pack_scales(const KGroups& groups, uint8_t (&packed)[12]) {
    for (int i = 0; i < 4; ++i) {
        packed[i] = static_cast<uint8_t>(groups.scales[i] | ((groups.scales[4 + i] >> 4) << 6));
        packed[4 + i] = static_cast<uint8_t>(groups.minimums[i] | ((groups.minimums[4 + i] >> 4) << 6));
        packed[8 + i] =
            static_cast<uint8_t>((groups.scales[4 + i] & 15) | ((groups.minimums[4 + i] & 15) << 4));
    }
}

inline void decode_block(const Q4_KBlock& block, float* out) {
    const float d = half_to_float(block.scale);
    const float m = half_to_float(block.minimum);
    const KGroups groups = unpack_scales(block.scales);
    for (int group = 0; group < 8; ++group) {
        const float scale = d * static_cast<float>(groups.scales[group]);
        const float minimum = m * static_cast<float>(groups.minimums[group]);
        const uint8_t* nibbles = block.nibbles + group / 2 * 32;
        const int shift = group % 2 * 4;
        for (int i = 0; i < 32; ++i)
            out[32 * group + i] = scale * static_cast<float>((nibbles[i] >> shift) & 15) - minimum;
    }
}

} // namespace hearth
