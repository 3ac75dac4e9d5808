#include "engine/quant/encode.h"

#include "engine/core/half.h"
#include "engine/quant/encode_blocks.h"

#include <algorithm>
#include <array>
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

template <typename Block>
void encode_fast(const float* in, std::byte* out, size_t columns) {
    for (size_t first = 0; first < columns; first += 32, out += sizeof(Block)) {
        Block block;
        encode_block(in + first, block);
        std::memcpy(out, &block, sizeof block);
    }
}

template <typename Block, size_t length>
void encode_carefully(const float* in, std::byte* out, size_t columns, const float* importance) {
    std::array<float, length> weights;
    weights.fill(1.0f);
    for (size_t first = 0; first < columns; first += length, out += sizeof(Block)) {
        if (importance) {
            float squares = 0;
            for (size_t i = 0; i < length; ++i)
                squares += in[first + i] * in[first + i];
            // Columns that matter, and in them rather the large values: they carry the sums.
            for (size_t i = 0; i < length; ++i)
                weights[i] = importance[first + i] *
                             std::sqrt(squares / static_cast<float>(length) + in[first + i] * in[first + i]);
        }
        Block block;
        encode_block(in + first, weights.data(), block);
        std::memcpy(out, &block, sizeof block);
    }
}

template <typename Block>
void encode_small(const float* in, std::byte* out, size_t columns, const float* importance) {
    if (importance)
        encode_carefully<Block, 32>(in, out, columns, importance);
    else
        encode_fast<Block>(in, out, columns);
}

} // namespace

void encode_row(TensorType type, const float* in, std::byte* out, size_t columns, const float* importance) {
    switch (type) {
    case TensorType::F32:
        std::memcpy(out, in, columns * sizeof(float));
        return;
    case TensorType::F16:
        return encode_halves<float_to_half>(in, out, columns);
    case TensorType::BF16:
        return encode_halves<float_to_bfloat16>(in, out, columns);
    case TensorType::Q8_0:
        return encode_fast<Q8_0Block>(in, out, columns);
    case TensorType::Q4_0:
        return encode_small<Q4_0Block>(in, out, columns, importance);
    case TensorType::Q4_1:
        return encode_small<Q4_1Block>(in, out, columns, importance);
    case TensorType::Q5_0:
        return encode_small<Q5_0Block>(in, out, columns, importance);
    case TensorType::Q5_1:
        return encode_small<Q5_1Block>(in, out, columns, importance);
    case TensorType::Q2_K:
        return encode_carefully<Q2_KBlock, 256>(in, out, columns, importance);
    case TensorType::Q3_K:
        return encode_carefully<Q3_KBlock, 256>(in, out, columns, importance);
    case TensorType::Q4_K:
        return encode_carefully<Q4_KBlock, 256>(in, out, columns, importance);
    case TensorType::Q5_K:
        return encode_carefully<Q5_KBlock, 256>(in, out, columns, importance);
    case TensorType::Q6_K:
        return encode_carefully<Q6_KBlock, 256>(in, out, columns, importance);
    case TensorType::IQ4_NL:
        return encode_carefully<IQ4_NLBlock, 32>(in, out, columns, importance);
    case TensorType::IQ4_XS:
        return encode_carefully<IQ4_XSBlock, 256>(in, out, columns, importance);
    case TensorType::MXFP4:
        return encode_carefully<MXFP4Block, 32>(in, out, columns, importance);
    }
}

} // namespace hearth
