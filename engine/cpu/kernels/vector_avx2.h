// AVX2 with FMA and F16C, with or without VNNI in 256 bits: 8 lanes, two vectors per 64 bytes of a panel.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace hearth::cpu {
namespace {

template <bool vnni>
struct Avx2Vector {
    static constexpr int lanes = 8;
    static constexpr bool many_registers = false;
    /// Without VNNI pairs of products are added in 16 bits: codes up to 63 fit, bytes up to 255 do not, so
    /// 8-bit codes are made signed and their sign moved to the activations.
    static constexpr bool signed_bytes = !vnni;
    static constexpr int rows_at_once = 4;
    static constexpr bool bfloat16_dot = false;
    static constexpr bool tiles = false;
    using Int = __m256i;
    using Float = __m256;

    static Int zero_int() { return _mm256_setzero_si256(); }
    static Float zero() { return _mm256_setzero_ps(); }
    static Int load_int(const void* p) { return _mm256_loadu_si256(static_cast<const __m256i*>(p)); }
    static Float load(const float* p) { return _mm256_loadu_ps(p); }
    static void store(float* p, Float v) { _mm256_storeu_ps(p, v); }
    static Int broadcast_int(const void* p) { return _mm256_set1_epi32(*static_cast<const int32_t*>(p)); }
    static Int set_int(int32_t v) { return _mm256_set1_epi32(v); }
    static Float broadcast(const float* p) { return _mm256_broadcast_ss(p); }
    static Float set(float v) { return _mm256_set1_ps(v); }

    template <int n>
    static Int right(Int v) {
        return _mm256_srli_epi32(v, n);
    }
    template <int n>
    static Int left(Int v) {
        return _mm256_slli_epi32(v, n);
    }
    static Int bit_and(Int a, Int b) { return _mm256_and_si256(a, b); }
    static Int bit_or(Int a, Int b) { return _mm256_or_si256(a, b); }
    static Int subtract(Int a, Int b) { return _mm256_sub_epi32(a, b); }
    static Int look_up(const uint8_t* table, Int index) {
        return _mm256_shuffle_epi8(
            _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(table))), index);
    }
    static Int dot(Int sum, Int codes, Int activations) {
        if constexpr (vnni) {
#if defined(__AVXVNNI__)
            return _mm256_dpbusd_avx_epi32(sum, codes, activations);
#elif defined(__AVX512VNNI__) && defined(__AVX512VL__)
            return _mm256_dpbusd_epi32(sum, codes, activations);
#endif
        }
        const Int pairs = _mm256_maddubs_epi16(codes, activations);
        return _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
    }
    /// `codes` minus 128, exactly.
    static Int signed_dot(Int sum, Int codes, Int activations) {
        const Int weights = _mm256_xor_si256(codes, _mm256_set1_epi8(-128));
        return dot(sum, _mm256_sign_epi8(weights, weights), _mm256_sign_epi8(activations, weights));
    }

    static Float to_float(Int v) {
        return _mm256_cvtepi32_ps(v);
    }
    static Float multiply(Float a, Float b) {
        return _mm256_mul_ps(a, b);
    }
    static Float multiply_add(Float a, Float b, Float c) {
        return _mm256_fmadd_ps(a, b, c);
    }
    static Float negative_multiply_add(Float a, Float b, Float c) {
        return _mm256_fnmadd_ps(a, b, c);
    }
    static Float load_halves(const void* p) {
        return _mm256_cvtph_ps(_mm_loadu_si128(static_cast<const __m128i*>(p)));
    }
    static Float load_bfloat16(const void* p) {
        return _mm256_castsi256_ps(
            _mm256_slli_epi32(_mm256_cvtepu16_epi32(_mm_loadu_si128(static_cast<const __m128i*>(p))), 16));
    }
    static Int load_unsigned_bytes(const void* p) {
        return _mm256_cvtepu8_epi32(_mm_loadl_epi64(static_cast<const __m128i*>(p)));
    }
    static Int load_signed_bytes(const void* p) {
        return _mm256_cvtepi8_epi32(_mm_loadl_epi64(static_cast<const __m128i*>(p)));
    }
    static Float even_bfloat16(Int pairs) {
        return _mm256_castsi256_ps(_mm256_slli_epi32(pairs, 16));
    }
    static Float odd_bfloat16(Int pairs) {
        return _mm256_castsi256_ps(_mm256_and_si256(pairs, _mm256_set1_epi32(static_cast<int>(0xffff0000u))));
    }
};

} // namespace
} // namespace hearth::cpu
