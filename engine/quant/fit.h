// Finding the scale of a group of values: what every encoder of small groups shares.
#pragma once

#include "engine/quant/iq4_nl.h"

#include <algorithm>
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
};

/// The scale that makes scale · code fit x best in weighted squares. Candidates put the value of largest
/// magnitude near the lowest code, which has no counterpart, or near its negative; each is refitted to the
/// codes that it gives.
float fit_scale(std::span<const float> x, std::span<const float> weights, const EvenCodes& codes);
float fit_scale(std::span<const float> x, std::span<const float> weights, const TableCodes& codes);

/// The first of the candidates with the least weighted squared error; none when no error is a number.
std::optional<size_t> best_scale(std::span<const float> x, std::span<const float> weights,
                                 const EvenCodes& codes, std::span<const float> candidates);
std::optional<size_t> best_scale(std::span<const float> x, std::span<const float> weights,
                                 const TableCodes& codes, std::span<const float> candidates);

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
