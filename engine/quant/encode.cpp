#include "engine/quant/encode.h"

#include "engine/core/half.h"
#include "engine/quant/q4_0.h"
#include "engine/quant/q8_0.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>

namespace hearth {

namespace {

template <uint16_t (*convert)(float)>
void encode_halves(const float* in, std::byte* out, size_t columns) {
    for (size_t i = 0; i < columns; ++i) {
        const uint16_t value = convert(in[i]);
        std::memcpy(out + 2 * i, &value, sizeof value);
    }
}

void encode_block(const float* in, Q8_0Block& block) {
    float largest = 0;
    for (int i = 0; i < 32; ++i)
        largest = std::max(largest, std::fabs(in[i]));
    const float scale = largest / 127.0f;
    const float inverse = scale != 0 ? 1.0f / scale : 0.0f;
    block.scale = float_to_half(scale);
    for (int i = 0; i < 32; ++i)
        block.quants[i] = static_cast<int8_t>(std::round(in[i] * inverse));
}

/// The value of largest magnitude, with its sign.
float signed_maximum(const float* in, int count) {
    float result = 0;
    for (int i = 0; i < count; ++i)
        if (std::fabs(in[i]) > std::fabs(result))
            result = in[i];
    return result;
}

void encode_block(const float* in, Q4_0Block& block) {
    // The value of largest magnitude becomes −8, the one end of the range that has no counterpart.
    const float scale = signed_maximum(in, 32) / -8.0f;
    const float inverse = scale != 0 ? 1.0f / scale : 0.0f;
    block.scale = float_to_half(scale);
    const auto quantize = [&](float x) { return std::clamp(static_cast<int>(x * inverse + 8.5f), 0, 15); };
    for (int i = 0; i < 16; ++i)
        block.nibbles[i] = static_cast<uint8_t>(quantize(in[i]) | (quantize(in[i + 16]) << 4));
}

template <typename Block>
void encode_blocks(const float* in, std::byte* out, size_t columns, size_t block_length) {
    for (size_t first = 0; first < columns; first += block_length, out += sizeof(Block)) {
        Block block;
        encode_block(in + first, block);
        std::memcpy(out, &block, sizeof block);
    }
}

} // namespace

void encode_row(TensorType type, const float* in, std::byte* out, size_t columns,
                const float* /*importance*/) {
    switch (type) {
    case TensorType::F32:
        std::memcpy(out, in, columns * sizeof(float));
        return;
    case TensorType::F16:
        return encode_halves<float_to_half>(in, out, columns);
    case TensorType::BF16:
        return encode_halves<float_to_bfloat16>(in, out, columns);
    case TensorType::Q8_0:
        return encode_blocks<Q8_0Block>(in, out, columns, 32);
    case TensorType::Q4_0:
        return encode_blocks<Q4_0Block>(in, out, columns, 32);
    default:
        assert(false);
        return;
    }
}

} // namespace hearth
