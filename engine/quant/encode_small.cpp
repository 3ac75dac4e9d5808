// Blocks of 32: Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, IQ4_NL, MXFP4.
#include "engine/quant/encode_blocks.h"
#include "engine/quant/fit.h"

#include <array>
#include <cstring>

namespace hearth {

namespace {

/// The value of largest magnitude, with its sign.
float signed_maximum(const float* in) {
    float result = 0;
    for (int i = 0; i < 32; ++i)
        if (std::fabs(in[i]) > std::fabs(result))
            result = in[i];
    return result;
}

float inverse_of(float scale) {
    return scale != 0 ? 1.0f / scale : 0.0f;
}

using Codes32 = std::array<uint8_t, 32>;

/// clamp(⌊(x − minimum) / scale + half⌋, 0, levels)
Codes32 codes_of(const float* in, float scale, float minimum, float half, int levels) {
    const float inverse = inverse_of(scale);
    Codes32 codes{};
    for (size_t i = 0; i < 32; ++i)
        codes[i] =
            static_cast<uint8_t>(std::clamp(static_cast<int>((in[i] - minimum) * inverse + half), 0, levels));
    return codes;
}

void pack_nibbles(const Codes32& codes, uint8_t (&nibbles)[16]) {
    for (size_t i = 0; i < 16; ++i)
        nibbles[i] = static_cast<uint8_t>((codes[i] & 15) | ((codes[i + 16] & 15) << 4));
}

void pack_high_bits(const Codes32& codes, uint8_t (&bits)[4]) {
    std::memset(bits, 0, sizeof bits);
    for (size_t i = 0; i < 32; ++i)
        bits[i / 8] = static_cast<uint8_t>(bits[i / 8] | ((codes[i] >> 4) << (i % 8)));
}

/// Codes around the middle `size` for a scale as it is stored.
template <typename Block>
Codes32 even_codes(const float* in, Block& block, float scale, int size) {
    block.scale = float_to_half(scale);
    const EvenCodes codes{size};
    const float inverse = inverse_of(half_to_float(block.scale));
    Codes32 result{};
    for (size_t i = 0; i < 32; ++i)
        result[i] = static_cast<uint8_t>(codes.nearest(in[i] * inverse) + size);
    return result;
}

template <typename Block>
Codes32 affine_codes(const float* in, const float* weights, Block& block, int levels) {
    // Unlike the K types a minimum of either sign can be stored; shifting all values makes the search see one
    // sign.
    const float lowest = *std::min_element(in, in + 32);
    std::array<float, 32> shifted{};
    const float shift = std::max(lowest, 0.0f);
    for (size_t i = 0; i < 32; ++i)
        shifted[i] = in[i] - shift;
    const ScaleAndMinimum fit = fit_scale_and_minimum(shifted, {weights, 32}, levels);
    block.scale = float_to_half(fit.scale);
    block.minimum = float_to_half(shift - fit.minimum);
    return codes_of(in, half_to_float(block.scale), half_to_float(block.minimum), 0.5f, levels);
}

/// The code of the nearest of the sixteen values, for x in halves.
uint8_t nearest_fp4(float x) {
    constexpr float middles[] = {0.5f, 1.5f, 2.5f, 3.5f, 5.0f, 7.0f, 10.0f}; // of neighbours
    const auto code = std::ranges::upper_bound(middles, std::abs(x)) - std::begin(middles);
    return static_cast<uint8_t>(code | (x < 0 && code > 0 ? 8 : 0));
}

} // namespace

void encode_block(const float* in, Q8_0Block& block) {
    const float scale = std::fabs(signed_maximum(in)) / 127.0f;
    const float inverse = inverse_of(scale);
    block.scale = float_to_half(scale);
    for (int i = 0; i < 32; ++i)
        block.quants[i] = static_cast<int8_t>(std::round(in[i] * inverse));
}

void encode_block(const float* in, Q4_0Block& block) {
    // The value of largest magnitude becomes −8, the one end of the range that has no counterpart.
    const float scale = signed_maximum(in) / -8.0f;
    block.scale = float_to_half(scale);
    pack_nibbles(codes_of(in, scale, 0, 8.5f, 15), block.nibbles);
}

void encode_block(const float* in, Q5_0Block& block) {
    const float scale = signed_maximum(in) / -16.0f;
    block.scale = float_to_half(scale);
    const Codes32 codes = codes_of(in, scale, 0, 16.5f, 31);
    pack_nibbles(codes, block.nibbles);
    pack_high_bits(codes, block.high_bits);
}

void encode_block(const float* in, Q4_1Block& block) {
    const auto [low, high] = std::minmax_element(in, in + 32);
    const float scale = (*high - *low) / 15.0f;
    block.scale = float_to_half(scale);
    block.minimum = float_to_half(*low);
    pack_nibbles(codes_of(in, scale, *low, 0.5f, 15), block.nibbles);
}

void encode_block(const float* in, Q5_1Block& block) {
    const auto [low, high] = std::minmax_element(in, in + 32);
    const float scale = (*high - *low) / 31.0f;
    block.scale = float_to_half(scale);
    block.minimum = float_to_half(*low);
    const Codes32 codes = codes_of(in, scale, *low, 0.5f, 31);
    pack_nibbles(codes, block.nibbles);
    pack_high_bits(codes, block.high_bits);
}

void encode_block(const float* in, const float* weights, Q4_0Block& block) {
    const float scale = fit_scale({in, 32}, {weights, 32}, EvenCodes{8});
    pack_nibbles(even_codes(in, block, scale, 8), block.nibbles);
}

void encode_block(const float* in, const float* weights, Q5_0Block& block) {
    const float scale = fit_scale({in, 32}, {weights, 32}, EvenCodes{16});
    const Codes32 codes = even_codes(in, block, scale, 16);
    pack_nibbles(codes, block.nibbles);
    pack_high_bits(codes, block.high_bits);
}

void encode_block(const float* in, const float* weights, Q4_1Block& block) {
    pack_nibbles(affine_codes(in, weights, block, 15), block.nibbles);
}

void encode_block(const float* in, const float* weights, Q5_1Block& block) {
    const Codes32 codes = affine_codes(in, weights, block, 31);
    pack_nibbles(codes, block.nibbles);
    pack_high_bits(codes, block.high_bits);
}

void encode_block(const float* in, const float* weights, IQ4_NLBlock& block) {
    const TableCodes table;
    block.scale = float_to_half(fit_scale({in, 32}, {weights, 32}, table));
    const float inverse = inverse_of(half_to_float(block.scale));
    Codes32 codes{};
    for (size_t i = 0; i < 32; ++i)
        codes[i] = static_cast<uint8_t>(table.nearest(in[i] * inverse));
    pack_nibbles(codes, block.nibbles);
}

void encode_block(const float* in, const float* weights, MXFP4Block& block) {
    float peak = 0.0f;
    for (int i = 0; i < 32; ++i)
        peak = std::max(peak, std::abs(in[i]));
    int power = 0;
    if (peak > 0 && std::isfinite(peak))
        std::frexp(peak / 6.0f, &power); // the largest value, 6, reaches as far as peak with 2^power
    double least = INFINITY;
    MXFP4Block best{};
    // A smaller scale cuts the largest values off and keeps the others better.
    for (int candidate = power; candidate >= power - 1; --candidate) {
        MXFP4Block tried{};
        tried.exponent = static_cast<uint8_t>(std::clamp(candidate + 127, 0, 254));
        const float inverse = inverse_of(bfloat16_to_float(half_scale(tried)));
        Codes32 codes{};
        for (size_t i = 0; i < 32; ++i)
            codes[i] = nearest_fp4(in[i] * inverse);
        pack_nibbles(codes, tried.nibbles);
        std::array<float, 32> decoded;
        decode_block(tried, decoded.data());
        double error = 0;
        for (size_t i = 0; i < 32; ++i)
            error += static_cast<double>(weights[i]) * (decoded[i] - in[i]) * (decoded[i] - in[i]);
        if (error < least) {
            least = error;
            best = tried;
        }
    }
    block = best;
}

} // namespace hearth
