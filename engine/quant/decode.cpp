#include "engine/quant/decode.h"

#include "engine/core/half.h"
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

#include <cstring>

namespace hearth {

namespace {

template <typename Block>
void decode_blocks(const std::byte* in, float* out, size_t columns, size_t block_length) {
    for (size_t first = 0; first < columns; first += block_length, in += sizeof(Block)) {
        Block block; // rows need not be aligned
        std::memcpy(&block, in, sizeof block);
        decode_block(block, out + first);
    }
}

template <float (*convert)(uint16_t)>
void decode_halves(const std::byte* in, float* out, size_t columns) {
    for (size_t i = 0; i < columns; ++i) {
        uint16_t value;
        std::memcpy(&value, in + 2 * i, sizeof value);
        out[i] = convert(value);
    }
}

} // namespace

void decode_row(TensorType type, const std::byte* in, float* out, size_t columns) {
    switch (type) {
    case TensorType::F32:
        std::memcpy(out, in, columns * sizeof(float));
        return;
    case TensorType::F16:
        return decode_halves<half_to_float>(in, out, columns);
    case TensorType::BF16:
        return decode_halves<bfloat16_to_float>(in, out, columns);
    case TensorType::Q8_0:
        return decode_blocks<Q8_0Block>(in, out, columns, 32);
    case TensorType::Q4_0:
        return decode_blocks<Q4_0Block>(in, out, columns, 32);
    case TensorType::Q4_1:
        return decode_blocks<Q4_1Block>(in, out, columns, 32);
    case TensorType::Q5_0:
        return decode_blocks<Q5_0Block>(in, out, columns, 32);
    case TensorType::Q5_1:
        return decode_blocks<Q5_1Block>(in, out, columns, 32);
    case TensorType::Q2_K:
        return decode_blocks<Q2_KBlock>(in, out, columns, 256);
    case TensorType::Q3_K:
        return decode_blocks<Q3_KBlock>(in, out, columns, 256);
    case TensorType::Q4_K:
        return decode_blocks<Q4_KBlock>(in, out, columns, 256);
    case TensorType::Q5_K:
        return decode_blocks<Q5_KBlock>(in, out, columns, 256);
    case TensorType::Q6_K:
        return decode_blocks<Q6_KBlock>(in, out, columns, 256);
    case TensorType::IQ4_NL:
        return decode_blocks<IQ4_NLBlock>(in, out, columns, 32);
    case TensorType::IQ4_XS:
        return decode_blocks<IQ4_XSBlock>(in, out, columns, 256);
    case TensorType::MXFP4:
        return decode_blocks<MXFP4Block>(in, out, columns, 32);
    }
}

} // namespace hearth
