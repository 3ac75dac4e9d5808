#include "engine/quant/fit.h"

namespace hearth {

namespace {

float code_of(float x, ScaleAndMinimum fit, float inverse, int levels) {
    return std::clamp(std::nearbyint((x + fit.minimum) * inverse), 0.0f, static_cast<float>(levels));
}

/// Weighted least squares for the codes that `fit` gives; the minimum stays at or above 0.
ScaleAndMinimum refit(std::span<const float> x, std::span<const float> weights, ScaleAndMinimum fit,
                      int levels) {
    const float inverse = fit.scale > 0 ? 1.0f / fit.scale : 0.0f;
    double w = 0, q = 0, qq = 0, xs = 0, xq = 0;
    for (size_t i = 0; i < x.size(); ++i) {
        const double weight = weights[i], code = code_of(x[i], fit, inverse, levels);
        w += weight;
        q += weight * code;
        qq += weight * code * code;
        xs += weight * x[i];
        xq += weight * x[i] * code;
    }
    const double determinant = w * qq - q * q;
    if (determinant <= 0)
        return fit;
    const double scale = (w * xq - q * xs) / determinant;
    const double offset = (qq * xs - q * xq) / determinant;
    if (offset > 0) // a minimum below 0 cannot be stored: fit the scale alone
        return {static_cast<float>(qq > 0 ? xq / qq : 0), 0};
    return {static_cast<float>(scale), static_cast<float>(-offset)};
}

} // namespace

float affine_error(std::span<const float> x, std::span<const float> weights, ScaleAndMinimum fit,
                   int levels) {
    const float inverse = fit.scale > 0 ? 1.0f / fit.scale : 0.0f;
    float error = 0;
    for (size_t i = 0; i < x.size(); ++i) {
        const float difference = x[i] - (fit.scale * code_of(x[i], fit, inverse, levels) - fit.minimum);
        error += weights[i] * difference * difference;
    }
    return error;
}

ScaleAndMinimum fit_scale_and_minimum(std::span<const float> x, std::span<const float> weights, int levels) {
    const auto [low, high] = std::ranges::minmax(x);
    const float lowest = std::min(low, 0.0f);
    const float range = high - lowest;
    if (range < 1e-30f)
        return {0, -lowest};
    ScaleAndMinimum best{range / static_cast<float>(levels), -lowest};
    float best_error = affine_error(x, weights, best, levels);
    // Narrower and wider grids than the one that just covers the range, each refitted twice to its own codes.
    constexpr int steps = 12;
    for (int step = -steps; step <= steps; ++step) {
        const float reach = static_cast<float>(levels) + 0.1f * static_cast<float>(step);
        ScaleAndMinimum fit{range / std::max(reach, 0.5f), -lowest};
        for (int round = 0; round < 2; ++round) {
            fit = refit(x, weights, fit, levels);
            if (fit.scale <= 0)
                break;
            const float error = affine_error(x, weights, fit, levels);
            if (error < best_error) {
                best_error = error;
                best = fit;
            }
        }
    }
    return best;
}

} // namespace hearth
