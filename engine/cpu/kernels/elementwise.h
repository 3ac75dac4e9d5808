// What happens to rows of activations between products: quantizing, norms, activations, sums.
#pragma once

#include "engine/cpu/kernels/kernel_table.h"
#include "engine/cpu/kernels/lanes.h"

#include <cstring>

namespace hearth::cpu {
namespace {

/// Writes what a record keeps of one row beside its codes.
template <typename Count = int32_t>
inline void put_sums(std::byte* record, int height, int m, float scale, Count first_half, Count second_half) {
    const auto put = [&](int offset, auto value) { std::memcpy(record + offset, &value, sizeof value); };
    const Count sum = first_half + second_half;
    put(TileRecord::scale(height) + 4 * m, scale);
    put(TileRecord::sum(height) + 4 * m, -sum);
    put(TileRecord::scaled_sum(height) + 4 * m, scale * static_cast<float>(sum));
    put(TileRecord::half_sums(height) + 8 * m, -first_half);
    put(TileRecord::half_sums(height) + 8 * m + 4, -second_half);
    put(TileRecord::scaled_half_sums(height) + 8 * m, scale * static_cast<float>(first_half));
    put(TileRecord::scaled_half_sums(height) + 8 * m + 4, scale * static_cast<float>(second_half));
}

/// Quantizes 32 floats to codes −127 … 127 of record row `m`.
template <typename V>
inline void quantize_block(const float* in, std::byte* record, int height, int m) {
    auto* target = reinterpret_cast<int8_t*>(record + 32 * m);
    if constexpr (requires { V::quantize(in, target); }) {
        const auto block = V::quantize(in, target);
        put_sums(record, height, m, block.scale, block.first_half, block.second_half);
        return;
    }
    using L = Lanes<V::lanes>;
    typename L::Float largest = {};
    for (int i = 0; i < 32; i += V::lanes)
        largest = L::larger(largest, L::magnitude(L::load(in + i)));
    const float peak = L::largest(largest);
    const float scale = peak / 127.0f;
    const float inverse = peak > 0.0f ? 127.0f / peak : 0.0f;
    alignas(64) int32_t codes[32];
    for (int i = 0; i < 32; i += V::lanes) {
        const typename L::Int rounded = L::to_int(L::round(L::load(in + i) * inverse));
        std::memcpy(codes + i, &rounded, sizeof rounded);
    }
    int32_t sums[2] = {0, 0};
    for (int i = 0; i < 32; ++i)
        target[i] = static_cast<int8_t>(codes[i]);
    for (int i = 0; i < 16; ++i) {
        sums[0] += codes[i];
        sums[1] += codes[i + 16];
    }
    put_sums(record, height, m, scale, sums[0], sums[1]);
}

template <typename V>
void quantize_tile(const float* in, int64_t stride, int rows, int height, int64_t columns, std::byte* tile) {
    if (rows < height)
        std::memset(tile, 0, static_cast<size_t>(columns / 32 * TileRecord::bytes(height)));
    for (int m = 0; m < rows; ++m) {
        for (int64_t b = 0; b < columns / 32; ++b)
            quantize_block<V>(in + m * stride + 32 * b, tile + b * TileRecord::bytes(height), height, m);
    }
}

template <int n>
void float_tile(const float* in, int64_t stride, int rows, int height, int64_t columns, std::byte* tile) {
    auto* out = reinterpret_cast<float*>(tile);
    if (height == 1) {
        std::memcpy(out, in, static_cast<size_t>(columns) * 4);
        return;
    }
    for (int m = 0; m < height; ++m) {
        for (int64_t c = 0; c < columns; ++c)
            out[c * height + m] = m < rows ? in[m * stride + c] : 0.0f;
    }
}

/// Calls body(index, count) for whole vectors and the rest.
template <int n, typename Body>
[[gnu::always_inline]] inline void each_vector(int64_t count, Body&& body) {
    int64_t i = 0;
    for (; i + n <= count; i += n)
        body(i, n);
    if (i < count)
        body(i, static_cast<int>(count - i));
}

template <int n>
typename Lanes<n>::Float load_some(const float* p, int count) {
    return count == n ? Lanes<n>::load(p) : Lanes<n>::load_part(p, count);
}

template <int n>
void store_some(float* p, typename Lanes<n>::Float v, int count) {
    if (count == n)
        Lanes<n>::store(p, v);
    else
        Lanes<n>::store_part(p, v, count);
}

template <int n>
float sum_of_squares(const float* in, int64_t count) {
    typename Lanes<n>::Float total = {};
    each_vector<n>(count, [&](int64_t i, int some) {
        const auto x = load_some<n>(in + i, some);
        total += x * x;
    });
    return Lanes<n>::sum(total);
}

template <int n>
float sum(const float* in, int64_t count) {
    typename Lanes<n>::Float total = {};
    each_vector<n>(count, [&](int64_t i, int some) { total += load_some<n>(in + i, some); });
    return Lanes<n>::sum(total);
}

template <int n>
void scale_row(float* out, const float* in, const float* weight, const float* bias, float mean, float factor,
               int64_t count) {
    each_vector<n>(count, [&](int64_t i, int some) {
        auto x = (load_some<n>(in + i, some) - mean) * factor;
        if (weight)
            x *= load_some<n>(weight + i, some);
        if (bias)
            x += load_some<n>(bias + i, some);
        store_some<n>(out + i, x, some);
    });
}

template <int n>
void add_scaled(float* out, const float* in, float scale, int64_t count) {
    each_vector<n>(count, [&](int64_t i, int some) {
        store_some<n>(out + i, load_some<n>(out + i, some) + load_some<n>(in + i, some) * scale, some);
    });
}

template <int n, ActivationKind kind>
typename Lanes<n>::Float activation(typename Lanes<n>::Float x) {
    using L = Lanes<n>;
    if constexpr (kind == ActivationKind::Silu)
        return x * L::sigmoid(x);
    else if constexpr (kind == ActivationKind::Gelu)
        return 0.5f * x * (1.0f + L::error_function(x * 0.70710678f));
    else if constexpr (kind == ActivationKind::GeluTanh)
        return x * L::sigmoid(1.59576912f * (x + 0.044715f * x * x * x)); // 2 · sqrt(2/π)
    else if constexpr (kind == ActivationKind::Relu)
        return L::larger(x, typename L::Float{});
    else if constexpr (kind == ActivationKind::ReluSquared) {
        const auto positive = L::larger(x, typename L::Float{});
        return positive * positive;
    } else
        return x;
}

template <int n, ActivationKind kind>
void activate_row(float* out, const float* gate, const float* up, int64_t count) {
    each_vector<n>(count, [&](int64_t i, int some) {
        auto x = activation<n, kind>(load_some<n>(gate + i, some));
        if (up)
            x *= load_some<n>(up + i, some);
        store_some<n>(out + i, x, some);
    });
}

template <int n>
void clamped_swiglu(float* out, const float* gate, const float* up, int64_t count) {
    using L = Lanes<n>;
    const auto limit = L::set(7.0f);
    each_vector<n>(count, [&](int64_t i, int some) {
        const auto g = -L::larger(-load_some<n>(gate + i, some), -limit);
        auto x = g * L::sigmoid(g * 1.702f);
        if (up)
            x *= 1.0f - L::larger(-L::larger(load_some<n>(up + i, some), -limit), -limit);
        store_some<n>(out + i, x, some);
    });
}

template <int n>
void activate(float* out, const float* gate, const float* up, ActivationKind kind, int64_t count) {
    switch (kind) {
    case ActivationKind::Identity:
        return activate_row<n, ActivationKind::Identity>(out, gate, up, count);
    case ActivationKind::Silu:
        return activate_row<n, ActivationKind::Silu>(out, gate, up, count);
    case ActivationKind::Gelu:
        return activate_row<n, ActivationKind::Gelu>(out, gate, up, count);
    case ActivationKind::GeluTanh:
        return activate_row<n, ActivationKind::GeluTanh>(out, gate, up, count);
    case ActivationKind::Relu:
        return activate_row<n, ActivationKind::Relu>(out, gate, up, count);
    case ActivationKind::ReluSquared:
        return activate_row<n, ActivationKind::ReluSquared>(out, gate, up, count);
    case ActivationKind::ClampedSwiglu:
        return clamped_swiglu<n>(out, gate, up, count);
    }
}

} // namespace
} // namespace hearth::cpu
