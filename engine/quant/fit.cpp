// Candidates are tried eight at a time, one a lane: each lane's sums run over the values in their order, as
// those of one candidate alone would, so that a file does not depend on how wide a machine's vectors are.
#include "engine/quant/fit.h"

#include <array>

// Wider vectors where the machine has them; without fused products, whose rounding would differ.
#if defined(__x86_64__) && defined(__ELF__) && defined(__GNUC__) && !defined(__clang__) &&                   \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define HEARTH_WIDER_VECTORS [[gnu::target_clones("avx2", "default")]]
#else
#define HEARTH_WIDER_VECTORS
#endif

namespace hearth {

namespace {

constexpr size_t lanes = 8;
typedef float Floats __attribute__((vector_size(4 * lanes)));
typedef double Doubles __attribute__((vector_size(8 * lanes)));

/// Scales and minimums of eight candidates.
struct Fits {
    Floats scale{};
    Floats minimum{};
};

[[gnu::always_inline]] inline void set_inverse(const Floats& scale, Floats& inverse) {
    inverse = scale != 0.0f ? 1.0f / scale : Floats{};
}

/// The nearest whole numbers from `low` to `high`.
[[gnu::always_inline]] inline void round_into(const Floats& x, float low, float high, Floats& out) {
    const Floats bottom = low - Floats{}, top = high - Floats{};
    const Floats inside = x < bottom ? bottom : (x > top ? top : x);
    constexpr float magic = 12582912.0f; // 1.5 · 2^23: adding it leaves no bits below one
    out = (inside + magic) - magic;
}

[[gnu::always_inline]] inline void affine_errors(std::span<const float> x, std::span<const float> weights,
                                                 const Fits& fits, float levels, Floats& errors) {
    Floats inverse;
    set_inverse(fits.scale > 0.0f ? fits.scale : Floats{}, inverse);
    errors = Floats{};
    for (size_t i = 0; i < x.size(); ++i) {
        Floats code;
        round_into((x[i] + fits.minimum) * inverse, 0.0f, levels, code);
        const Floats difference = x[i] - (fits.scale * code - fits.minimum);
        errors += weights[i] * difference * difference;
    }
}

/// Weighted least squares for the codes that the fits give; minimums stay at or above 0.
[[gnu::always_inline]] inline void refit(std::span<const float> x, std::span<const float> weights, Fits& fits,
                                         float levels) {
    Floats inverse;
    set_inverse(fits.scale > 0.0f ? fits.scale : Floats{}, inverse);
    double w = 0, xs = 0;
    Doubles q{}, qq{}, xq{};
    for (size_t i = 0; i < x.size(); ++i) {
        Floats code;
        round_into((x[i] + fits.minimum) * inverse, 0.0f, levels, code);
        const Doubles codes = __builtin_convertvector(code, Doubles);
        const double weight = weights[i];
        const Doubles weighted = weight * codes;
        w += weight;
        xs += weight * x[i];
        q += weighted;
        qq += weighted * codes;
        xq += weight * x[i] * codes;
    }
    const Doubles none{};
    const Doubles determinant = w * qq - q * q;
    const Doubles scale = (w * xq - q * xs) / determinant;
    const Doubles offset = (qq * xs - q * xq) / determinant;
    const auto above = offset > none; // a minimum below 0 cannot be stored: fit the scale alone
    const auto unfit = determinant <= none;
    const Doubles fitted = above ? (qq > none ? xq / qq : none) : scale;
    const Doubles minimum = above ? none : -offset;
    fits.scale =
        __builtin_convertvector(unfit ? __builtin_convertvector(fits.scale, Doubles) : fitted, Floats);
    fits.minimum =
        __builtin_convertvector(unfit ? __builtin_convertvector(fits.minimum, Doubles) : minimum, Floats);
}

/// The values of the nearest codes.
[[gnu::always_inline]] inline void nearest_values(const Floats& x, const EvenCodes& codes, Floats& out) {
    round_into(x, codes.lowest(), static_cast<float>(codes.size - 1), out);
}

[[gnu::always_inline]] inline void nearest_values(const Floats& x, const TableCodes&, Floats& out) {
    constexpr size_t last = iq4_values.size() - 1;
    Floats below = static_cast<float>(iq4_values[0]) - Floats{};
    Floats above = static_cast<float>(iq4_values[last]) - Floats{};
    for (size_t code = 1; code <= last; ++code) {
        const Floats higher = static_cast<float>(iq4_values[code]) - Floats{};
        const Floats lower = static_cast<float>(iq4_values[last - code]) - Floats{};
        below = x >= higher ? higher : below;
        above = x < lower ? lower : above;
    }
    out = x - below < above - x ? below : above;
}

template <typename Codes>
[[gnu::always_inline]] inline void scale_errors(std::span<const float> x, std::span<const float> weights,
                                                const Floats& scale, const Codes& codes, Floats& errors) {
    Floats inverse;
    set_inverse(scale, inverse);
    errors = Floats{};
    for (size_t i = 0; i < x.size(); ++i) {
        Floats code;
        nearest_values(x[i] * inverse, codes, code);
        const Floats difference = x[i] - scale * code;
        errors += weights[i] * difference * difference;
    }
}

/// Scales for which the codes that `inverse` gives fit best: Σ w·x·q / Σ w·q².
template <typename Codes>
[[gnu::always_inline]] inline void refit_scales(std::span<const float> x, std::span<const float> weights,
                                                const Floats& inverse, const Codes& codes, Floats& scale) {
    Floats products{}, squares{};
    for (size_t i = 0; i < x.size(); ++i) {
        Floats code;
        nearest_values(x[i] * inverse, codes, code);
        products += weights[i] * x[i] * code;
        squares += weights[i] * code * code;
    }
    scale = squares > 0.0f ? products / squares : Floats{};
}

/// The best so far.
template <typename Fit>
struct Best {
    Fit fit{};
    float error = INFINITY;

    void offer(const Fit& other, float other_error) {
        if (other_error < error) {
            error = other_error;
            fit = other;
        }
    }
};

constexpr int scale_steps = 10;
constexpr size_t scale_candidates = 2 * (2 * scale_steps + 1);

/// Inverse scales, the value of largest magnitude near the lowest code or near its negative.
std::array<float, scale_candidates> scale_inverses(float largest, float lowest) {
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

template <typename Codes>
[[gnu::always_inline]] inline float find_scale(std::span<const float> x, std::span<const float> weights,
                                               const Codes& codes) {
    float largest = 0;
    for (const float value : x)
        if (std::fabs(value) > std::fabs(largest))
            largest = value;
    if (std::fabs(largest) < 1e-30f)
        return 0;
    const std::array<float, scale_candidates> inverses = scale_inverses(largest, codes.lowest());
    Floats scale = Floats{} + largest / codes.lowest(), errors;
    scale_errors(x, weights, scale, codes, errors);
    Best<float> best{scale[0], errors[0]};
    for (size_t first = 0; first < scale_candidates; first += lanes) {
        const size_t count = std::min(lanes, scale_candidates - first);
        Floats inverse{};
        for (size_t l = 0; l < count; ++l)
            inverse[l] = inverses[first + l];
        refit_scales(x, weights, inverse, codes, scale);
        scale_errors(x, weights, scale, codes, errors);
        for (size_t l = 0; l < count; ++l)
            best.offer(scale[l], errors[l]);
    }
    return best.fit;
}

template <typename Codes>
[[gnu::always_inline]] inline std::optional<size_t>
choose_scale(std::span<const float> x, std::span<const float> weights, const Codes& codes,
             std::span<const float> candidates) {
    Best<std::optional<size_t>> best;
    for (size_t first = 0; first < candidates.size(); first += lanes) {
        const size_t count = std::min(lanes, candidates.size() - first);
        Floats scale{}, errors;
        for (size_t l = 0; l < count; ++l)
            scale[l] = candidates[first + l];
        scale_errors(x, weights, scale, codes, errors);
        for (size_t l = 0; l < count; ++l)
            best.offer(first + l, errors[l]);
    }
    return best.fit;
}

} // namespace

HEARTH_WIDER_VECTORS
std::optional<size_t> best_affine_fit(std::span<const float> x, std::span<const float> weights, int levels,
                                      std::span<const ScaleAndMinimum> candidates) {
    Best<std::optional<size_t>> best;
    for (size_t first = 0; first < candidates.size(); first += lanes) {
        const size_t count = std::min(lanes, candidates.size() - first);
        Fits fits;
        for (size_t l = 0; l < count; ++l) {
            fits.scale[l] = candidates[first + l].scale;
            fits.minimum[l] = candidates[first + l].minimum;
        }
        Floats errors;
        affine_errors(x, weights, fits, static_cast<float>(levels), errors);
        for (size_t l = 0; l < count; ++l)
            best.offer(first + l, errors[l]);
    }
    return best.fit;
}

HEARTH_WIDER_VECTORS
ScaleAndMinimum fit_scale_and_minimum(std::span<const float> x, std::span<const float> weights, int levels) {
    const auto [low, high] = std::ranges::minmax(x);
    const float lowest = std::min(low, 0.0f);
    const float range = high - lowest;
    if (range < 1e-30f)
        return {0, -lowest};
    // The grid that just covers the range; then narrower and wider ones, each refitted twice to its own
    // codes.
    const auto top = static_cast<float>(levels);
    Fits fits;
    fits.scale += range / top;
    fits.minimum -= lowest;
    Floats errors;
    affine_errors(x, weights, fits, top, errors);
    Best<ScaleAndMinimum> best{{fits.scale[0], fits.minimum[0]}, errors[0]};
    constexpr int steps = 12;
    for (int first = -steps; first <= steps; first += lanes) {
        const size_t count = std::min<size_t>(lanes, static_cast<size_t>(steps - first + 1));
        std::array<Fits, 2> rounds;
        for (size_t l = 0; l < lanes; ++l) {
            const float reach = top + 0.1f * static_cast<float>(first + static_cast<int>(l));
            rounds[0].scale[l] = range / std::max(reach, 0.5f);
            rounds[0].minimum[l] = -lowest;
        }
        std::array<Floats, 2> round_errors;
        refit(x, weights, rounds[0], top);
        affine_errors(x, weights, rounds[0], top, round_errors[0]);
        rounds[1] = rounds[0];
        refit(x, weights, rounds[1], top);
        affine_errors(x, weights, rounds[1], top, round_errors[1]);
        for (size_t l = 0; l < count; ++l) {
            for (size_t r = 0; r < rounds.size() && rounds[r].scale[l] > 0; ++r)
                best.offer({rounds[r].scale[l], rounds[r].minimum[l]}, round_errors[r][l]);
        }
    }
    return best.fit;
}

HEARTH_WIDER_VECTORS
float fit_scale(std::span<const float> x, std::span<const float> weights, const EvenCodes& codes) {
    return find_scale(x, weights, codes);
}

HEARTH_WIDER_VECTORS
float fit_scale(std::span<const float> x, std::span<const float> weights, const TableCodes& codes) {
    return find_scale(x, weights, codes);
}

HEARTH_WIDER_VECTORS
std::optional<size_t> best_scale(std::span<const float> x, std::span<const float> weights,
                                 const EvenCodes& codes, std::span<const float> candidates) {
    return choose_scale(x, weights, codes, candidates);
}

HEARTH_WIDER_VECTORS
std::optional<size_t> best_scale(std::span<const float> x, std::span<const float> weights,
                                 const TableCodes& codes, std::span<const float> candidates) {
    return choose_scale(x, weights, codes, candidates);
}

} // namespace hearth
