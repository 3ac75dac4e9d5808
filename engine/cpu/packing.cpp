#include "engine/core/half.h"
#include "engine/cpu/packed_format.h"
#include "engine/quant/decode.h"
#include "engine/quant/iq4_nl.h"
#include "engine/quant/iq4_xs.h"
#include "engine/quant/mxfp4.h"
#include "engine/quant/q2_k.h"
#include "engine/quant/q3_k.h"
#include "engine/quant/q4_0.h"
#include "engine/quant/q4_1.h"
#include "engine/quant/q4_k.h"
#include "engine/quant/q5_0.h"
#include "engine/quant/q5_1.h"
#include "engine/quant/q5_k.h"
#include "engine/quant/q6_k.h"
#include "engine/quant/q8_0.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>
#include <utility>

namespace hearth::cpu {

namespace {

/// One block of one row, unpacked: codes as bytes, scales as the packed format keeps them.
struct SimpleBlock {
    std::array<uint8_t, 32> codes;
    uint16_t scale = 0;
    uint16_t minimum = 0;
};

struct SuperBlock {
    std::array<uint8_t, 256> codes;
    uint16_t scale = 0;
    uint16_t minimum = 0;
    std::array<uint8_t, 16> scales{};   ///< per sub-block: signed, or unsigned, or both nibbles
    std::array<uint8_t, 16> minimums{}; ///< per sub-block, for types with minima
};

void take_nibbles(const uint8_t (&nibbles)[16], uint8_t* codes) {
    for (int i = 0; i < 16; ++i) {
        codes[i] = nibbles[i] & 15;
        codes[i + 16] = nibbles[i] >> 4;
    }
}

void take_fifth_bits(const uint8_t (&high_bits)[4], uint8_t* codes) {
    for (int i = 0; i < 32; ++i)
        codes[i] |= static_cast<uint8_t>(((high_bits[i / 8] >> (i % 8)) & 1) << 4);
}

void unpack(const Q4_0Block& in, SimpleBlock& out) {
    out.scale = in.scale;
    take_nibbles(in.nibbles, out.codes.data());
}

void unpack(const IQ4_NLBlock& in, SimpleBlock& out) {
    out.scale = in.scale;
    take_nibbles(in.nibbles, out.codes.data());
}

void unpack(const MXFP4Block& in, SimpleBlock& out) {
    out.scale = half_scale(in);
    take_nibbles(in.nibbles, out.codes.data());
}

void unpack(const Q4_1Block& in, SimpleBlock& out) {
    out.scale = in.scale;
    out.minimum = in.minimum;
    take_nibbles(in.nibbles, out.codes.data());
}

void unpack(const Q5_0Block& in, SimpleBlock& out) {
    out.scale = in.scale;
    take_nibbles(in.nibbles, out.codes.data());
    take_fifth_bits(in.high_bits, out.codes.data());
}

void unpack(const Q5_1Block& in, SimpleBlock& out) {
    out.scale = in.scale;
    out.minimum = in.minimum;
    take_nibbles(in.nibbles, out.codes.data());
    take_fifth_bits(in.high_bits, out.codes.data());
}

void unpack(const Q8_0Block& in, SimpleBlock& out) {
    out.scale = in.scale;
    for (int i = 0; i < 32; ++i)
        out.codes[i] = static_cast<uint8_t>(in.quants[i] + 128);
}

void take_two_bits(const uint8_t (&quants)[64], uint8_t* codes) {
    for (int group = 0; group < 8; ++group) {
        for (int i = 0; i < 32; ++i)
            codes[32 * group + i] = (quants[32 * (group / 4) + i] >> (2 * (group % 4))) & 3;
    }
}

void unpack(const Q2_KBlock& in, SuperBlock& out) {
    out.scale = in.scale;
    out.minimum = in.minimum;
    take_two_bits(in.quants, out.codes.data());
    std::copy_n(in.scales, 16, out.scales.data());
}

void unpack(const Q3_KBlock& in, SuperBlock& out) {
    out.scale = in.scale;
    take_two_bits(in.quants, out.codes.data());
    for (int group = 0; group < 8; ++group) {
        for (int i = 0; i < 32; ++i)
            out.codes[32 * group + i] |= static_cast<uint8_t>(((in.high_bits[i] >> group) & 1) << 2);
    }
    const auto scales = unpack_scales(in);
    for (int i = 0; i < 16; ++i)
        out.scales[i] = static_cast<uint8_t>(scales[i]);
}

void take_group_nibbles(const uint8_t (&nibbles)[128], uint8_t* codes) {
    for (int pair = 0; pair < 4; ++pair) {
        for (int i = 0; i < 32; ++i) {
            codes[64 * pair + i] = nibbles[32 * pair + i] & 15;
            codes[64 * pair + 32 + i] = nibbles[32 * pair + i] >> 4;
        }
    }
}

void take_group_scales(const uint8_t (&packed)[12], SuperBlock& out) {
    const KGroups groups = unpack_scales(packed);
    std::ranges::copy(groups.scales, out.scales.begin());
    std::ranges::copy(groups.minimums, out.minimums.begin());
}

void unpack(const Q4_KBlock& in, SuperBlock& out) {
    out.scale = in.scale;
    out.minimum = in.minimum;
    take_group_scales(in.scales, out);
    take_group_nibbles(in.nibbles, out.codes.data());
}

void unpack(const Q5_KBlock& in, SuperBlock& out) {
    out.scale = in.scale;
    out.minimum = in.minimum;
    take_group_scales(in.scales, out);
    take_group_nibbles(in.nibbles, out.codes.data());
    for (int group = 0; group < 8; ++group) {
        for (int i = 0; i < 32; ++i)
            out.codes[32 * group + i] |= static_cast<uint8_t>(((in.high_bits[i] >> group) & 1) << 4);
    }
}

void unpack(const Q6_KBlock& in, SuperBlock& out) {
    out.scale = in.scale;
    for (int half = 0; half < 2; ++half) {
        for (int quarter = 0; quarter < 4; ++quarter) {
            const uint8_t* nibbles = in.nibbles + 64 * half + 32 * (quarter % 2);
            const uint8_t* high_bits = in.high_bits + 32 * half;
            uint8_t* codes = out.codes.data() + 128 * half + 32 * quarter;
            for (int i = 0; i < 32; ++i) {
                const int low = quarter < 2 ? nibbles[i] & 15 : nibbles[i] >> 4;
                codes[i] = static_cast<uint8_t>(low | ((high_bits[i] >> (2 * quarter)) & 3) << 4);
            }
        }
    }
    std::memcpy(out.scales.data(), in.scales, 16);
}

void unpack(const IQ4_XSBlock& in, SuperBlock& out) {
    out.scale = in.scale;
    for (int group = 0; group < 8; ++group) {
        for (int i = 0; i < 16; ++i) {
            out.codes[32 * group + i] = in.nibbles[16 * group + i] & 15;
            out.codes[32 * group + 16 + i] = in.nibbles[16 * group + i] >> 4;
        }
        out.scales[group] = static_cast<uint8_t>(group_scale(in, group));
    }
}

template <TensorType type>
struct FileBlock;
template <>
struct FileBlock<TensorType::Q4_0> {
    using Type = Q4_0Block;
};
template <>
struct FileBlock<TensorType::Q4_1> {
    using Type = Q4_1Block;
};
template <>
struct FileBlock<TensorType::Q5_0> {
    using Type = Q5_0Block;
};
template <>
struct FileBlock<TensorType::Q5_1> {
    using Type = Q5_1Block;
};
template <>
struct FileBlock<TensorType::Q8_0> {
    using Type = Q8_0Block;
};
template <>
struct FileBlock<TensorType::Q2_K> {
    using Type = Q2_KBlock;
};
template <>
struct FileBlock<TensorType::Q3_K> {
    using Type = Q3_KBlock;
};
template <>
struct FileBlock<TensorType::Q4_K> {
    using Type = Q4_KBlock;
};
template <>
struct FileBlock<TensorType::Q5_K> {
    using Type = Q5_KBlock;
};
template <>
struct FileBlock<TensorType::Q6_K> {
    using Type = Q6_KBlock;
};
template <>
struct FileBlock<TensorType::IQ4_NL> {
    using Type = IQ4_NLBlock;
};
template <>
struct FileBlock<TensorType::IQ4_XS> {
    using Type = IQ4_XSBlock;
};
template <>
struct FileBlock<TensorType::MXFP4> {
    using Type = MXFP4Block;
};

uint32_t load_codes(const uint8_t* codes) {
    uint32_t word;
    std::memcpy(&word, codes, 4);
    return word;
}

void store_codes(std::byte* target, uint32_t word) {
    std::memcpy(target, &word, 4);
}

/// Packs the 32 codes of row `row` of a block into its bit planes; four columns at a time as one word.
template <int bits>
void pack_codes(const uint8_t* codes, int row, std::byte* block) {
    uint32_t groups[8];
    for (int g = 0; g < 8; ++g)
        groups[g] = load_codes(codes + 4 * g);
    std::byte* target = block + 4 * row;
    if constexpr (bits == 8) {
        for (int g = 0; g < 8; ++g)
            store_codes(target + 64 * g, groups[g]);
        return;
    }
    constexpr int low_bits = bits >= 4 ? 4 : 2;
    constexpr uint32_t low_mask = low_bits == 4 ? 0x0f0f0f0fu : 0x03030303u;
    if constexpr (low_bits == 4) {
        for (int j = 0; j < 4; ++j)
            store_codes(target + 64 * j, (groups[j] & low_mask) | (groups[j + 4] & low_mask) << 4);
    } else {
        for (int j = 0; j < 2; ++j)
            store_codes(target + 64 * j, (groups[4 * j] & low_mask) | (groups[4 * j + 1] & low_mask) << 2 |
                                             (groups[4 * j + 2] & low_mask) << 4 |
                                             (groups[4 * j + 3] & low_mask) << 6);
    }
    std::byte* high = target + low_bits * 64;
    if constexpr (bits - low_bits == 1) {
        uint32_t word = 0;
        for (int g = 0; g < 8; ++g)
            word |= ((groups[g] >> low_bits) & 0x01010101u) << g;
        store_codes(high, word);
    } else if constexpr (bits - low_bits == 2) {
        for (int j = 0; j < 2; ++j) {
            uint32_t word = 0;
            for (int g = 0; g < 4; ++g)
                word |= ((groups[4 * j + g] >> low_bits) & 0x03030303u) << (2 * g);
            store_codes(high + 64 * j, word);
        }
    }
}

/// The inverse of pack_codes.
template <int bits>
void unpack_codes(const std::byte* block, int row, uint8_t* codes) {
    const auto word = [&](int plane) {
        return load_codes(reinterpret_cast<const uint8_t*>(block) + 64 * plane + 4 * row);
    };
    constexpr int low_bits = bits == 8 ? 8 : bits >= 4 ? 4 : 2;
    for (int g = 0; g < 8; ++g) {
        uint32_t value = 0;
        if constexpr (bits == 8)
            value = word(g);
        else if constexpr (low_bits == 4)
            value = (word(g & 3) >> (g < 4 ? 0 : 4)) & 0x0f0f0f0fu;
        else
            value = (word(g / 4) >> (2 * (g % 4))) & 0x03030303u;
        if constexpr (bits - low_bits == 1)
            value |= ((word(low_bits) >> g) & 0x01010101u) << low_bits;
        else if constexpr (bits - low_bits == 2)
            value |= ((word(low_bits + g / 4) >> (2 * (g % 4))) & 0x03030303u) << low_bits;
        std::memcpy(codes + 4 * g, &value, 4);
    }
}

void store_half(std::byte* target, int row, uint16_t value) {
    std::memcpy(target + 2 * row, &value, 2);
}

uint16_t load_half(const std::byte* source, int row) {
    uint16_t value;
    std::memcpy(&value, source + 2 * row, 2);
    return value;
}

template <typename Format>
void pack_row(const PanelLayout& layout, int row, const std::byte* source, std::byte* panel) {
    using Block = typename FileBlock<Format::type>::Type;
    constexpr int columns = Format::super ? 256 : 32;
    std::conditional_t<Format::super, SuperBlock, SimpleBlock> unpacked;
    for (int64_t i = 0; i < layout.columns / columns; ++i) {
        Block block;
        std::memcpy(&block, source + static_cast<size_t>(i) * sizeof(Block), sizeof(Block));
        unpack(block, unpacked);
        const int64_t first = i * (columns / 32);
        std::byte* scales = panel + Format::scales_at(first);
        store_half(scales, row, unpacked.scale);
        if constexpr (Format::minimum)
            store_half(scales + 32, row, unpacked.minimum);
        if constexpr (Format::super) {
            constexpr int sub_blocks = 256 / Format::sub_block;
            std::byte* bytes = scales + (Format::minimum ? 64 : 32);
            for (int s = 0; s < sub_blocks; ++s) {
                bytes[16 * s + row] = static_cast<std::byte>(unpacked.scales[s]);
                if constexpr (Format::scales == ScaleLayout::SuperMinimum)
                    bytes[16 * (sub_blocks + s) + row] = static_cast<std::byte>(unpacked.minimums[s]);
            }
        }
        for (int b = 0; b < columns / 32; ++b)
            pack_codes<Format::bits>(unpacked.codes.data() + 32 * b, row,
                                     panel + Format::codes_at(first + b));
    }
}

/// Scale and minimum of sub-block `sub` of the block or super block whose scales start at `scales`.
template <typename Format>
std::pair<float, float> read_scale(const std::byte* scales, int row, int sub) {
    const uint16_t bits = load_half(scales, row);
    const float d = Format::bfloat16_scales ? bfloat16_to_float(bits) : half_to_float(bits);
    if constexpr (Format::scales == ScaleLayout::Simple)
        return {d, d * static_cast<float>(1 << Format::offset_log2)};
    if constexpr (Format::scales == ScaleLayout::SimpleMinimum)
        return {d, -half_to_float(load_half(scales + 32, row))};
    const std::byte* bytes = scales + (Format::minimum ? 64 : 32) + 16 * sub + row;
    if constexpr (Format::scales == ScaleLayout::Super) {
        const float scale = d * static_cast<float>(static_cast<int8_t>(*bytes));
        return {scale, scale * static_cast<float>(1 << Format::offset_log2)};
    }
    const float dmin = half_to_float(load_half(scales + 32, row));
    if constexpr (Format::scales == ScaleLayout::SuperMinimum)
        return {d * static_cast<float>(static_cast<uint8_t>(bytes[0])),
                dmin * static_cast<float>(static_cast<uint8_t>(bytes[16 * (256 / Format::sub_block)]))};
    const int both = static_cast<uint8_t>(*bytes);
    return {d * static_cast<float>(both & 15), dmin * static_cast<float>(both >> 4)};
}

template <typename Format>
void unpack_quantized_row(const PanelLayout& layout, int row, const std::byte* panel, float* out) {
    std::array<uint8_t, 32> codes;
    for (int64_t b = 0; b < layout.columns / 32; ++b) {
        unpack_codes<Format::bits>(panel + Format::codes_at(b), row, codes.data());
        const std::byte* scales = panel + Format::scales_at(b);
        for (int i = 0; i < 32; ++i) {
            const int sub = (static_cast<int>(b % 8) * 32 + i) / Format::sub_block;
            const auto [scale, minimum] = read_scale<Format>(scales, row, Format::super ? sub : 0);
            int code = codes[i];
            if constexpr (Format::table != nullptr)
                code = Format::table[codes[i]];
            out[32 * b + i] = scale * static_cast<float>(code) - minimum;
        }
    }
}

template <typename Element>
void pack_floats(const PanelLayout& layout, int row, const std::byte* source, std::byte* panel) {
    for (int64_t c = 0; c < layout.columns; ++c)
        std::memcpy(panel + static_cast<size_t>(c * panel_rows + row) * sizeof(Element),
                    source + static_cast<size_t>(c) * sizeof(Element), sizeof(Element));
}

constexpr size_t round_up(size_t value, size_t to) {
    return (value + to - 1) / to * to;
}

} // namespace

PanelLayout panel_layout(TensorType type, int64_t columns, int64_t rows) {
    PanelLayout layout{type, columns, rows, (rows + panel_rows - 1) / panel_rows, 0};
    const bool quantized = with_format(type, [&]<typename Format>() {
        layout.panel_bytes = static_cast<size_t>(Format::panel_bytes(columns / block_columns));
    });
    if (!quantized)
        layout.panel_bytes = round_up(row_bytes(type, static_cast<size_t>(columns)) * panel_rows, 64);
    return layout;
}

void pack_panel(const PanelLayout& layout, int64_t panel, const std::byte* source, std::byte* target) {
    const size_t stride = row_bytes(layout.type, static_cast<size_t>(layout.columns));
    for (int r = 0; r < panel_rows; ++r) {
        const int64_t row = panel * panel_rows + r;
        if (row >= layout.rows)
            return; // the buffer came zeroed
        const std::byte* in = source + static_cast<size_t>(row) * stride;
        if (with_format(layout.type, [&]<typename Format>() { pack_row<Format>(layout, r, in, target); }))
            continue;
        if (layout.type == TensorType::F32)
            pack_floats<float>(layout, r, in, target);
        else
            pack_floats<uint16_t>(layout, r, in, target);
    }
}

void unpack_row(const PanelLayout& layout, int64_t row, const std::byte* packed, float* out) {
    const std::byte* panel = packed + static_cast<size_t>(row / panel_rows) * layout.panel_bytes;
    const int r = static_cast<int>(row % panel_rows);
    if (with_format(layout.type,
                    [&]<typename Format>() { unpack_quantized_row<Format>(layout, r, panel, out); }))
        return;
    for (int64_t c = 0; c < layout.columns; ++c) {
        const size_t index = static_cast<size_t>(c * panel_rows + r);
        if (layout.type == TensorType::F32)
            std::memcpy(out + c, panel + index * 4, 4);
        else if (layout.type == TensorType::F16)
            out[c] = half_to_float(load_half(panel + index * 2, 0));
        else
            out[c] = bfloat16_to_float(load_half(panel + index * 2, 0));
    }
}

} // namespace hearth::cpu
