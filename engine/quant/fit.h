// Finding the scale of a group of values: what every encoder of small groups shares.
#pragma once

#include "engine/quant/iq4_nl.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>

namespace hearth {

/// Whole numbers from −size to size − 1.
struct EvenCodes {
    int size;

    float lowest() const { return static_cast<float>(-size); }
    int nearest(float x) const { return std::clamp(static_cast<int>(std::lrint(x)), -size, size - 1); }
    float value(int code) const { return static_cast<float>(code); }
};

/// IQ4_NL's table; codes are its indices.
struct TableCodes {
    float lowest() const { return iq4_values.front(); }
    int nearest(float x) const {
        const auto above =
            std::ranges::upper_bound(iq4_values, x, {}, [](int8_t v) { return static_cast<float>(v); });
        const auto index = static_cast<int>(above - iq4_values.begin());
        if (index == 0 || index == 16)
            return index == 0 ? 0 : 15;
        const float below_gap = x - static_cast<float>(iq4_values[static_cast<size_t>(index - 1)]);
        const float above_gap = static_cast<float>(iq4_values[static_cast<size_t>(index)]) - x;
        return below_gap < above_gap ? index - 1 : index;
    }
    float value(int code) const { return iq4_values[static_cast<size_t>(code)]; }
};

/// Weighted squared error of x ≈ scale · code.
template <typename Codes>
float scale_error(std::span<const float> x, std::span<const float> weights, float scale, const Codes& codes) {
    const float inverse = scale != 0 ? 1.0f / scale : 0.0f;
    float error = 0;
    for (size_t i = 0; i < x.size(); ++i) {
        const float difference = x[i] - scale * codes.value(codes.nearest(x[i] * inverse));
        error += weights[i] * difference * difference;
    }
    return error;
}

/// The scale for which the best fitting code is fixed: Σ w·x·q / Σ w·q².
template <typename Codes>
float refit_scale(std::span<const float> x, std::span<const float> weights, float inverse,
                  const Codes& codes) {
    float products = 0, squares = 0;
    for (size_t i = 0; i < x.size(); ++i) {
        const float code = codes.value(codes.nearest(x[i] * inverse));
        products += weights[i] * x[i] * code;
        squares += weights[i] * code * code;
    }
    return squares > 0 ? products / squares : 0.0f;
}

/// The value of largest magnitude, with its sign.
inline float largest_magnitude(std::span<const float> x) {
    float largest = 0;
    for (const float value : x)
        if (std::fabs(value) > std::fabs(largest))
            largest = value;
    return largest;
}

constexpr int scale_steps = 10;
constexpr size_t scale_candidates = 2 * (2 * scale_steps + 1);

/// Inverse scales that put the value of largest magnitude near the lowest code, which has no counterpart, or
/// near its negative.
inline std::array<float, scale_candidates> scale_inverses(float largest, float lowest) {
    std::array<float, scale_candidates> inverses;
    size_t at = 0;
    for (int step = -scale_steps; step <= scale_steps; ++step) {
        for (const float sign : {1.0f, -1.0f}) {
            const float reach = lowest * (1.0f + 0.02f * static_cast<float>(step)) * sign;
            inverses[at++] = reach / largest;
        }
    }
    return inverses;
}

/// The scale that makes scale · code fit x best in weighted squares: each candidate is refitted to the codes
/// that it gives.
template <typename Codes>
float fit_scale(std::span<const float> x, std::span<const float> weights, const Codes& codes) {
    const float largest = largest_magnitude(x);
    if (std::fabs(largest) < 1e-30f)
        return 0;
    float best = largest / codes.lowest();
    float best_error = scale_error(x, weights, best, codes);
    for (const float inverse : scale_inverses(largest, codes.lowest())) {
        const float scale = refit_scale(x, weights, inverse, codes);
        const float error = scale_error(x, weights, scale, codes);
        if (error < best_error) {
            best_error = error;
            best = scale;
        }
    }
    return best;
}
float fit_scale(std::span<const float> x, std::span<const float> weights, const EvenCodes& codes);

/// The first of the candidates with the least error; none when no error is a number.
template <typename Codes>
std::optional<size_t> best_scale(std::span<const float> x, std::span<const float> weights, const Codes& codes,
                                 std::span<const float> candidates) {
    std::optional<size_t> best;
    float best_error = INFINITY;
    for (size_t c = 0; c < candidates.size(); ++c) {
        const float error = scale_error(x, weights, candidates[c], codes);
        if (error < best_error) {
            best_error = error;
            best = c;
        }
    }
    return best;
}
std::optional<size_t> best_scale(std::span<const float> x, std::span<const float> weights,
                                 const EvenCodes& codes, std::span<const float> candidates);

/// x ≈ scale · q − minimum, q from 0 to `levels`, minimum ≥ 0.
struct ScaleAndMinimum {
    float scale = 0;
    float minimum = 0;
};

/// The first of the candidates with the least weighted squared error; none when no error is a number.
std::optional<size_t> best_affine_fit(std::span<const float> x, std::span<const float> weights, int levels,
                                      std::span<const ScaleAndMinimum> candidates);

/// The best fit in weighted squares.
ScaleAndMinimum fit_scale_and_minimum(std::span<const float> x, std::span<const float> weights, int levels);

} // namespace hearth
