#include "engine/quant/cache_run.h"

#include "engine/quant/q4_0.h"
#include "engine/quant/q8_0.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>
#include <numbers>

namespace hearth {

namespace {

using Four [[gnu::vector_size(16)]] = float;

/// Sums and differences of vectors `distance` and fewer apart.
template <int vectors, int distance>
[[gnu::always_inline]] inline void add_vectors(Four (&x)[vectors]) {
    if constexpr (distance > 0) {
        for (int i = 0; i < vectors / 2; ++i) {
            const int first = i / distance * 2 * distance + i % distance;
            const Four a = x[first];
            const Four b = x[first + distance];
            x[first] = a + b;
            x[first + distance] = a - b;
        }
        add_vectors<vectors, distance / 2>(x);
    }
}

template <int size>
void rotate(float* columns) {
    constexpr int vectors = size / 4;
    Four x[vectors];
    std::memcpy(x, columns, sizeof x);
    add_vectors<vectors, vectors / 2>(x);
    // Then columns two apart, then neighbours; the factor of a power of two's root is in the last step.
    const float factor = 1.0f / std::sqrt(static_cast<float>(size));
    const Four half = {1, 1, -1, -1};
    const Four odd = {factor, -factor, factor, -factor};
    for (Four& v : x) {
        v = __builtin_shufflevector(v, v, 0, 1, 0, 1) + __builtin_shufflevector(v, v, 2, 3, 2, 3) * half;
        v = __builtin_shufflevector(v, v, 0, 0, 2, 2) * factor +
            __builtin_shufflevector(v, v, 1, 1, 3, 3) * odd;
    }
    std::memcpy(columns, x, sizeof x);
}

void rotate_piece(float* x, int size) {
    switch (size) {
    case 32:
        return rotate<32>(x);
    case 16:
        return rotate<16>(x);
    case 8:
        return rotate<8>(x);
    case 4:
        return rotate<4>(x);
    case 2: {
        const float first = x[0];
        constexpr float factor = std::numbers::sqrt2_v<float> / 2;
        x[0] = (first + x[1]) * factor;
        x[1] = (first - x[1]) * factor;
        return;
    }
    default:
        return;
    }
}

/// The column of largest magnitude, with its sign.
float signed_peak(std::span<const float> columns) {
    float peak = 0;
    for (const float x : columns) {
        if (std::fabs(x) > std::fabs(peak))
            peak = x;
    }
    return peak;
}

CacheRun code_bytes(std::span<const float> columns) {
    CacheRun run;
    const float scale = std::fabs(signed_peak(columns)) / 127.0f;
    const float inverse = scale != 0 ? 1.0f / scale : 0.0f;
    run.scale = float_to_half(scale);
    for (size_t i = 0; i < columns.size(); ++i)
        run.codes[i] = static_cast<int8_t>(std::lround(columns[i] * inverse));
    return run;
}

/// x / scale + 8, rounded to 0 … 15; no number is 0.
int nearest_nibble(float x, float inverse) {
    const float at = x * inverse + 8.5f;
    return static_cast<int>(at > 0 ? std::min(at, 15.0f) : 0.0f);
}

/// How codes of one scale fit a run: the best scale for these codes is along / own, and it takes
/// along² / own off the squared error.
struct Fit {
    float along = 0; ///< Σ column · code
    float own = 0;   ///< Σ code²
    float gain() const { return own > 0 ? along * along / own : 0.0f; }
};

Fit fit_of(const std::array<float, cache_run_columns>& columns, float inverse) {
    constexpr size_t lanes = 8; // sums side by side, for vectors of any width to have
    std::array<float, lanes> along{};
    std::array<float, lanes> own{};
    for (size_t first = 0; first < cache_run_columns; first += lanes) {
        for (size_t i = 0; i < lanes; ++i) {
            const float x = columns[first + i];
            const auto code = static_cast<float>(nearest_nibble(x, inverse) - 8);
            along[i] += x * code;
            own[i] += code * code;
        }
    }
    Fit fit;
    for (size_t i = 0; i < lanes; ++i) {
        fit.along += along[i];
        fit.own += own[i];
    }
    return fit;
}

// What the largest column may become. Of all sets of three these leave normally distributed runs the least
// error: 5 % less than −8 alone (the usual Q4_0) does, where fifty candidates take off 6 %.
constexpr std::array<float, 3> peak_codes{-8.0f, -8.5f, 7.25f};

CacheRun code_nibbles(std::span<const float> columns) {
    std::array<float, cache_run_columns> padded{};
    std::ranges::copy(columns, padded.begin());
    const float peak = signed_peak(columns);
    CacheRun run;
    run.codes.fill(8);
    Fit best;
    float best_inverse = 0;
    for (const float code : peak_codes) {
        const float inverse = code / peak;
        const Fit fit = peak != 0 ? fit_of(padded, inverse) : Fit{};
        if (fit.gain() > best.gain()) {
            best = fit;
            best_inverse = inverse;
        }
    }
    if (best.own <= 0)
        return run;
    run.scale = float_to_half(best.along / best.own);
    for (size_t i = 0; i < columns.size(); ++i)
        run.codes[i] = static_cast<int8_t>(nearest_nibble(columns[i], best_inverse));
    return run;
}

} // namespace

void rotate_runs(std::span<float> head) {
    while (!head.empty()) {
        const size_t count = std::min<size_t>(cache_run_columns, head.size());
        const size_t piece = size_t{1} << std::countr_zero(count);
        for (size_t first = 0; first < count; first += piece)
            rotate_piece(head.data() + first, static_cast<int>(piece));
        head = head.subspan(count);
    }
}

CacheRun code_run(TensorType type, std::span<const float> columns) {
    assert(columns.size() <= cache_run_columns);
    return type == TensorType::Q8_0 ? code_bytes(columns) : code_nibbles(columns);
}

void write_block(TensorType type, const CacheRun& run, std::byte* block) {
    if (type == TensorType::Q8_0) {
        Q8_0Block written{run.scale, {}};
        std::ranges::copy(run.codes, written.quants);
        std::memcpy(block, &written, sizeof written);
        return;
    }
    Q4_0Block written{run.scale, {}};
    for (size_t i = 0; i < 16; ++i)
        written.nibbles[i] = static_cast<uint8_t>(run.codes[i] | run.codes[i + 16] << 4);
    std::memcpy(block, &written, sizeof written);
}

CacheRun read_block(TensorType type, const std::byte* block) {
    CacheRun run;
    if (type == TensorType::Q8_0) {
        Q8_0Block read;
        std::memcpy(&read, block, sizeof read);
        run.scale = read.scale;
        std::ranges::copy(read.quants, run.codes.begin());
        return run;
    }
    Q4_0Block read;
    std::memcpy(&read, block, sizeof read);
    run.scale = read.scale;
    for (size_t i = 0; i < 16; ++i) {
        run.codes[i] = static_cast<int8_t>(read.nibbles[i] & 15);
        run.codes[i + 16] = static_cast<int8_t>(read.nibbles[i] >> 4);
    }
    return run;
}

void encode_cache_row(TensorType type, std::span<float> row, std::byte* out) {
    assert(row.size() % cache_run_columns == 0);
    rotate_runs(row);
    for (; !row.empty(); row = row.subspan(cache_run_columns)) {
        write_block(type, code_run(type, row.first(cache_run_columns)), out);
        out += row_bytes(type, cache_run_columns);
    }
}

} // namespace hearth
