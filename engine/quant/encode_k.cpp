// Blocks of 256 whose groups have small scales of their own: Q2_K … Q6_K, IQ4_XS. First the best scale of
// each group is found, then all are stored as whole multiples of the block's scale, then each group picks the
// best of the multiples nearby, since the codes follow the stored scale anyway.
#include "engine/quant/encode_blocks.h"
#include "engine/quant/fit.h"

#include <array>
#include <cstring>
#include <tuple>
#include <utility>

namespace hearth {

namespace {

/// Groups with a scale and a minimum: x ≈ d · scale · q − dmin · minimum.
template <int groups>
struct AffineGroups {
    float scale = 0;   ///< d, as stored
    float minimum = 0; ///< dmin, as stored
    std::array<int, groups> scales{};
    std::array<int, groups> minimums{};
    std::array<uint8_t, 256> codes{};
};

/// `largest`: of the whole numbers that hold scales and minimums.
template <int groups>
AffineGroups<groups> fit_affine_groups(const float* in, const float* weights, int levels, int largest) {
    constexpr int length = 256 / groups;
    std::array<ScaleAndMinimum, groups> fits;
    float top_scale = 0, top_minimum = 0;
    for (int g = 0; g < groups; ++g) {
        fits[g] = fit_scale_and_minimum({in + g * length, length}, {weights + g * length, length}, levels);
        top_scale = std::max(top_scale, fits[g].scale);
        top_minimum = std::max(top_minimum, fits[g].minimum);
    }
    AffineGroups<groups> result;
    result.scale = half_to_float(float_to_half(top_scale / static_cast<float>(largest)));
    result.minimum = half_to_float(float_to_half(top_minimum / static_cast<float>(largest)));
    for (int g = 0; g < groups; ++g) {
        const std::span<const float> x(in + g * length, length), w(weights + g * length, length);
        const int scale = result.scale > 0 ? static_cast<int>(std::lrint(fits[g].scale / result.scale)) : 0;
        const int minimum =
            result.minimum > 0 ? static_cast<int>(std::lrint(fits[g].minimum / result.minimum)) : 0;
        std::array<ScaleAndMinimum, 9> nearby;
        std::array<std::pair<int, int>, 9> whole;
        size_t count = 0;
        for (int s = std::max(scale - 1, 0); s <= std::min(scale + 1, largest); ++s) {
            for (int m = std::max(minimum - 1, 0); m <= std::min(minimum + 1, largest); ++m) {
                whole[count] = {s, m};
                nearby[count++] = {result.scale * static_cast<float>(s),
                                   result.minimum * static_cast<float>(m)};
            }
        }
        if (const auto best = best_affine_fit(x, w, levels, std::span(nearby).first(count)))
            std::tie(result.scales[g], result.minimums[g]) = whole[*best];
        const float s = result.scale * static_cast<float>(result.scales[g]);
        const float m = result.minimum * static_cast<float>(result.minimums[g]);
        for (int i = 0; i < length; ++i) {
            const float code = s > 0 ? std::nearbyint((x[i] + m) / s) : 0.0f;
            result.codes[g * length + i] =
                static_cast<uint8_t>(std::clamp(code, 0.0f, static_cast<float>(levels)));
        }
    }
    return result;
}

/// Groups with a signed scale: x ≈ d · scale · code.
template <int groups>
struct ScaledGroups {
    float scale = 0; ///< d, as stored
    std::array<int, groups> scales{};
    std::array<int, 256> codes{};
};

/// Scales are stored from −range to range − 1.
template <int groups, typename Codes>
ScaledGroups<groups> fit_scaled_groups(const float* in, const float* weights, const Codes& codes, int range) {
    constexpr int length = 256 / groups;
    std::array<float, groups> fits;
    float top = 0;
    for (int g = 0; g < groups; ++g) {
        fits[g] = fit_scale({in + g * length, length}, {weights + g * length, length}, codes);
        if (std::fabs(fits[g]) > std::fabs(top))
            top = fits[g];
    }
    ScaledGroups<groups> result;
    result.scale = half_to_float(float_to_half(top / static_cast<float>(-range)));
    for (int g = 0; g < groups; ++g) {
        const std::span<const float> x(in + g * length, length), w(weights + g * length, length);
        const int near = result.scale != 0 ? static_cast<int>(std::lrint(fits[g] / result.scale)) : 0;
        const int lowest = std::max(near - 1, -range);
        std::array<float, 3> nearby;
        size_t count = 0;
        for (int s = lowest; s <= std::min(near + 1, range - 1); ++s)
            nearby[count++] = result.scale * static_cast<float>(s);
        if (const auto best = best_scale(x, w, codes, std::span<const float>(nearby).first(count)))
            result.scales[g] = lowest + static_cast<int>(*best);
        const float scale = result.scale * static_cast<float>(result.scales[g]);
        const float inverse = scale != 0 ? 1.0f / scale : 0.0f;
        for (int i = 0; i < length; ++i)
            result.codes[g * length + i] = codes.nearest(x[i] * inverse);
    }
    return result;
}

void pack_pairs_of_groups(const std::array<uint8_t, 256>& codes, uint8_t (&nibbles)[128]) {
    for (int pair = 0; pair < 4; ++pair)
        for (int i = 0; i < 32; ++i)
            nibbles[32 * pair + i] =
                static_cast<uint8_t>((codes[64 * pair + i] & 15) | ((codes[64 * pair + 32 + i] & 15) << 4));
}

KGroups k_groups(const AffineGroups<8>& fit) {
    KGroups groups;
    for (int g = 0; g < 8; ++g) {
        groups.scales[g] = static_cast<uint8_t>(fit.scales[g]);
        groups.minimums[g] = static_cast<uint8_t>(fit.minimums[g]);
    }
    return groups;
}

} // namespace

void encode_block(const float* in, const float* weights, Q2_KBlock& block) {
    const auto fit = fit_affine_groups<16>(in, weights, 3, 15);
    block.scale = float_to_half(fit.scale);
    block.minimum = float_to_half(fit.minimum);
    for (int g = 0; g < 16; ++g)
        block.scales[g] = static_cast<uint8_t>(fit.scales[g] | (fit.minimums[g] << 4));
    std::memset(block.quants, 0, sizeof block.quants);
    for (int i = 0; i < 256; ++i) {
        uint8_t& byte = block.quants[32 * (i / 128) + i % 32];
        byte = static_cast<uint8_t>(byte | (fit.codes[i] << (2 * (i % 128 / 32))));
    }
}

void encode_block(const float* in, const float* weights, Q3_KBlock& block) {
    const auto fit = fit_scaled_groups<16>(in, weights, EvenCodes{4}, 32);
    block.scale = float_to_half(fit.scale);
    std::memset(block.scales, 0, sizeof block.scales);
    for (int g = 0; g < 16; ++g) {
        const int scale = fit.scales[g] + 32;
        uint8_t& low = block.scales[g % 8];
        low = static_cast<uint8_t>(low | ((scale & 15) << (g < 8 ? 0 : 4)));
        uint8_t& high = block.scales[8 + g % 4];
        high = static_cast<uint8_t>(high | ((scale >> 4) << (2 * (g / 4))));
    }
    std::memset(block.quants, 0, sizeof block.quants);
    std::memset(block.high_bits, 0, sizeof block.high_bits);
    for (int i = 0; i < 256; ++i) {
        const int code = fit.codes[i] + 4;
        uint8_t& byte = block.quants[32 * (i / 128) + i % 32];
        byte = static_cast<uint8_t>(byte | ((code & 3) << (2 * (i % 128 / 32))));
        block.high_bits[i % 32] = static_cast<uint8_t>(block.high_bits[i % 32] | ((code >> 2) << (i / 32)));
    }
}

void encode_block(const float* in, const float* weights, Q4_KBlock& block) {
    const auto fit = fit_affine_groups<8>(in, weights, 15, 63);
    block.scale = float_to_half(fit.scale);
    block.minimum = float_to_half(fit.minimum);
    pack_scales(k_groups(fit), block.scales);
    pack_pairs_of_groups(fit.codes, block.nibbles);
}

void encode_block(const float* in, const float* weights, Q5_KBlock& block) {
    const auto fit = fit_affine_groups<8>(in, weights, 31, 63);
    block.scale = float_to_half(fit.scale);
    block.minimum = float_to_half(fit.minimum);
    pack_scales(k_groups(fit), block.scales);
    pack_pairs_of_groups(fit.codes, block.nibbles);
    std::memset(block.high_bits, 0, sizeof block.high_bits);
    for (int i = 0; i < 256; ++i)
        block.high_bits[i % 32] =
            static_cast<uint8_t>(block.high_bits[i % 32] | ((fit.codes[i] >> 4) << (i / 32)));
}

void encode_block(const float* in, const float* weights, Q6_KBlock& block) {
    const auto fit = fit_scaled_groups<16>(in, weights, EvenCodes{32}, 128);
    block.scale = float_to_half(fit.scale);
    for (int g = 0; g < 16; ++g)
        block.scales[g] = static_cast<int8_t>(fit.scales[g]);
    std::memset(block.nibbles, 0, sizeof block.nibbles);
    std::memset(block.high_bits, 0, sizeof block.high_bits);
    for (int i = 0; i < 256; ++i) {
        const int code = fit.codes[i] + 32;
        const int half = i / 128, quarter = i % 128 / 32, lane = i % 32;
        uint8_t& low = block.nibbles[64 * half + 32 * (quarter % 2) + lane];
        low = static_cast<uint8_t>(low | ((code & 15) << (quarter < 2 ? 0 : 4)));
        uint8_t& high = block.high_bits[32 * half + lane];
        high = static_cast<uint8_t>(high | ((code >> 4) << (2 * quarter)));
    }
}

void encode_block(const float* in, const float* weights, IQ4_XSBlock& block) {
    const auto fit = fit_scaled_groups<8>(in, weights, TableCodes{}, 32);
    block.scale = float_to_half(fit.scale);
    block.scales_high = 0;
    std::memset(block.scales_low, 0, sizeof block.scales_low);
    for (int g = 0; g < 8; ++g) {
        const int scale = fit.scales[g] + 32;
        block.scales_low[g / 2] =
            static_cast<uint8_t>(block.scales_low[g / 2] | ((scale & 15) << (g % 2 * 4)));
        block.scales_high = static_cast<uint16_t>(block.scales_high | ((scale >> 4) << (2 * g)));
        for (int i = 0; i < 16; ++i)
            block.nibbles[16 * g + i] =
                static_cast<uint8_t>(fit.codes[32 * g + i] | (fit.codes[32 * g + 16 + i] << 4));
    }
}

} // namespace hearth
