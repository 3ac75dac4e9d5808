// Elementwise float arithmetic on the vectors of an instruction set, through the compiler's own vector types.
#pragma once

#include <cstdint>
#include <cstring>

namespace hearth::cpu {
namespace {

/// The vector types; spelled out because GCC does not convert vectors whose size depends on a template
/// parameter.
template <int n>
struct VectorTypes;
template <>
struct VectorTypes<4> {
    typedef float Float __attribute__((vector_size(16)));
    typedef int32_t Int __attribute__((vector_size(16)));
    typedef uint16_t Words __attribute__((vector_size(8)));
    typedef uint8_t Bytes __attribute__((vector_size(4)));
    static Int to_int(Float v) { return __builtin_convertvector(v, Int); }
    static Float to_float(Int v) { return __builtin_convertvector(v, Float); }
    static Int widen(Words v) { return __builtin_convertvector(v, Int); }
    static Int widen(Bytes v) { return __builtin_convertvector(v, Int); }
};
template <>
struct VectorTypes<8> {
    typedef float Float __attribute__((vector_size(32)));
    typedef int32_t Int __attribute__((vector_size(32)));
    typedef uint16_t Words __attribute__((vector_size(16)));
    typedef uint8_t Bytes __attribute__((vector_size(8)));
    static Int to_int(Float v) { return __builtin_convertvector(v, Int); }
    static Float to_float(Int v) { return __builtin_convertvector(v, Float); }
    static Int widen(Words v) { return __builtin_convertvector(v, Int); }
    static Int widen(Bytes v) { return __builtin_convertvector(v, Int); }
};
template <>
struct VectorTypes<16> {
    typedef float Float __attribute__((vector_size(64)));
    typedef int32_t Int __attribute__((vector_size(64)));
    typedef uint16_t Words __attribute__((vector_size(32)));
    typedef uint8_t Bytes __attribute__((vector_size(16)));
    static Int to_int(Float v) { return __builtin_convertvector(v, Int); }
    static Float to_float(Int v) { return __builtin_convertvector(v, Float); }
    static Int widen(Words v) { return __builtin_convertvector(v, Int); }
    static Int widen(Bytes v) { return __builtin_convertvector(v, Int); }
};

/// Floats and integers of `n` lanes with the usual operators.
template <int n>
struct Lanes : VectorTypes<n> {
    using Float = typename VectorTypes<n>::Float;
    using Int = typename VectorTypes<n>::Int;

    static Float load(const float* p) {
        Float v;
        std::memcpy(&v, p, sizeof v);
        return v;
    }
    /// The first `count` lanes from memory, zeros behind.
    static Float load_part(const float* p, int64_t count) {
        Float v = {};
        std::memcpy(&v, p, static_cast<size_t>(count) * 4);
        return v;
    }
    static void store(float* p, Float v) { std::memcpy(p, &v, sizeof v); }
    static void store_part(float* p, Float v, int64_t count) {
        std::memcpy(p, &v, static_cast<size_t>(count) * 4);
    }
    /// `n` unsigned 16- or 8-bit numbers.
    static Int load_words(const void* p) {
        typename VectorTypes<n>::Words v;
        std::memcpy(&v, p, sizeof v);
        return VectorTypes<n>::widen(v);
    }
    static Int load_bytes(const void* p) {
        typename VectorTypes<n>::Bytes v;
        std::memcpy(&v, p, sizeof v);
        return VectorTypes<n>::widen(v);
    }
    static Float set(float x) { return x - Float{}; }
    static Float larger(Float a, Float b) { return a > b ? a : b; }
    static Float smaller(Float a, Float b) { return a < b ? a : b; }
    static Float magnitude(Float a) { return reinterpret_cast<Float>(reinterpret_cast<Int>(a) & 0x7fffffff); }
    static Float round(Float a) {
        const Float magic = set(12582912.0f); // 1.5 · 2^23: adding it leaves no bits below one
        return (a + magic) - magic;
    }
    static float sum(Float v) {
        return fold(v, [](auto a, auto b) { return a + b; });
    }
    static float largest(Float v) {
        return fold(v, [](auto a, auto b) { return a > b ? a : b; });
    }
    /// All lanes put together, halves with halves.
    template <typename Combine>
    [[gnu::always_inline]] static float fold(Float v, Combine combine) {
        if constexpr (n > 4) {
            typename VectorTypes<n / 2>::Float halves[2];
            std::memcpy(halves, &v, sizeof v);
            return Lanes<n / 2>::fold(combine(halves[0], halves[1]), combine);
        } else {
            const Float pairs = combine(v, __builtin_shufflevector(v, v, 2, 3, 0, 1));
            return combine(pairs, __builtin_shufflevector(pairs, pairs, 1, 0, 3, 2))[0];
        }
    }

    /// e^x to about 2 ulp: x = n·ln 2 + r, |r| ≤ ln 2 / 2, Taylor to the sixth power.
    static Float exponential(Float x) {
        x = smaller(larger(x, set(-87.0f)), set(88.0f));
        const Float whole = round(x * 1.44269504f);
        const Float r = (x - whole * 0.693359375f) + whole * 2.12194440e-4f;
        Float p = r * (1.0f / 720) + 1.0f / 120;
        p = p * r + 1.0f / 24;
        p = p * r + 1.0f / 6;
        p = p * r + 0.5f;
        p = p * r + 1.0f;
        p = p * r + 1.0f;
        const Int power = (VectorTypes<n>::to_int(whole) + 127) << 23;
        return p * reinterpret_cast<Float>(power);
    }
    static Float sigmoid(Float x) { return 1.0f / (1.0f + exponential(-x)); }
    static Float hyperbolic_tangent(Float x) { return 2.0f * sigmoid(2.0f * x) - 1.0f; }
    /// erf to 1.5e-7 (Abramowitz and Stegun 7.1.26).
    static Float error_function(Float x) {
        const Float a = magnitude(x);
        const Float t = 1.0f / (1.0f + 0.3275911f * a);
        Float p = t * 1.061405429f - 1.453152027f;
        p = p * t + 1.421413741f;
        p = p * t - 0.284496736f;
        p = p * t + 0.254829592f;
        const Float y = 1.0f - p * t * exponential(-a * a);
        return x < 0.0f ? -y : y;
    }
};

} // namespace
} // namespace hearth::cpu
