// AVX-512 with VNNI: 16 lanes, one vector per 64 bytes of a panel.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

namespace hearth::cpu {
namespace {

struct Avx512 {
    static constexpr int lanes = 16;
    static constexpr bool many_registers = true;
    static constexpr bool signed_bytes = false; ///< dot() takes unsigned codes as they are
    static constexpr int rows_at_once = 16;
    static constexpr bool bfloat16_dot = false;
    static constexpr bool tiles = false;
    using Int = __m512i;
    using Float = __m512;

    static Int zero_int() { return _mm512_setzero_si512(); }
    static Float zero() { return _mm512_setzero_ps(); }
    static Int load_int(const void* p) { return _mm512_loadu_si512(p); }
    static Float load(const float* p) { return _mm512_loadu_ps(p); }
    static void store(float* p, Float v) { _mm512_storeu_ps(p, v); }
    static Int broadcast_int(const void* p) { return _mm512_set1_epi32(*static_cast<const int32_t*>(p)); }
    static Int set_int(int32_t v) { return _mm512_set1_epi32(v); }
    static Float broadcast(const float* p) { return _mm512_set1_ps(*p); }
    static Float set(float v) { return _mm512_set1_ps(v); }

    template <int n>
    static Int right(Int v) {
        return _mm512_srli_epi32(v, n);
    }
    template <int n>
    static Int left(Int v) {
        return _mm512_slli_epi32(v, n);
    }
    static Int bit_and(Int a, Int b) { return _mm512_and_si512(a, b); }
    static Int bit_or(Int a, Int b) { return _mm512_or_si512(a, b); }
    static Int subtract(Int a, Int b) { return _mm512_sub_epi32(a, b); }
    /// Each byte of `index` (0 … 15) becomes table[index].
    static Int look_up(const uint8_t* table, Int index) {
        return _mm512_shuffle_epi8(
            _mm512_broadcast_i32x4(_mm_load_si128(reinterpret_cast<const __m128i*>(table))), index);
    }
    /// sum + Σ of four unsigned codes by four signed activations, per lane.
    static Int dot(Int sum, Int codes, Int activations) {
        return _mm512_dpbusd_epi32(sum, codes, activations);
    }

    static Float to_float(Int v) { return _mm512_cvtepi32_ps(v); }
    static Float multiply(Float a, Float b) { return _mm512_mul_ps(a, b); }
    static Float multiply_add(Float a, Float b, Float c) { return _mm512_fmadd_ps(a, b, c); }
    static Float negative_multiply_add(Float a, Float b, Float c) { return _mm512_fnmadd_ps(a, b, c); }
    /// e^x to about 2 ulp of an x near 0, with as many more as x · log2(e) has to lose; 0 where it is too
    /// small.
    static Float exponential(Float x) {
        const Float power = _mm512_mul_ps(x, set(1.44269504f));
        constexpr int downwards = 0x09; // the fraction above the next whole number below, quietly
        const Float r = _mm512_reduce_ps(power, downwards);
        // 2^r for r in [0, 1): of all polynomials of this degree the one with the smallest largest relative
        // error, 7.5e-8.
        Float p = _mm512_fmadd_ps(r, set(1.877576675e-3f), set(8.989340090e-3f));
        p = _mm512_fmadd_ps(p, r, set(5.582631805e-2f));
        p = _mm512_fmadd_ps(p, r, set(0.2401536170f));
        p = _mm512_fmadd_ps(p, r, set(0.6931530732f));
        p = _mm512_fmadd_ps(p, r, set(0.9999999251f));
        return _mm512_scalef_ps(p, power);
    }
    static Float load_halves(const void* p) {
        return _mm512_cvtph_ps(_mm256_loadu_si256(static_cast<const __m256i*>(p)));
    }
    static Float load_bfloat16(const void* p) {
        return _mm512_castsi512_ps(
            _mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm256_loadu_si256(static_cast<const __m256i*>(p))), 16));
    }
    static Int load_unsigned_bytes(const void* p) {
        return _mm512_cvtepu8_epi32(_mm_loadu_si128(static_cast<const __m128i*>(p)));
    }
    static Int load_signed_bytes(const void* p) {
        return _mm512_cvtepi8_epi32(_mm_loadu_si128(static_cast<const __m128i*>(p)));
    }
    /// The lower and upper of a lane's two bfloat16, as floats.
    static Float even_bfloat16(Int pairs) { return _mm512_castsi512_ps(_mm512_slli_epi32(pairs, 16)); }
    static Float odd_bfloat16(Int pairs) {
        return _mm512_castsi512_ps(_mm512_and_si512(pairs, _mm512_set1_epi32(static_cast<int>(0xffff0000u))));
    }

    struct QuantizedBlock {
        float scale;
        int32_t first_half; ///< sums of codes
        int32_t second_half;
    };
    /// 32 floats to codes −127 … 127.
    static QuantizedBlock quantize(const float* in, int8_t* codes) {
        const Float a = load(in);
        const Float b = load(in + 16);
        const float peak = _mm512_reduce_max_ps(_mm512_max_ps(_mm512_abs_ps(a), _mm512_abs_ps(b)));
        const Float inverse = set(peak > 0.0f ? 127.0f / peak : 0.0f);
        const Int first = _mm512_cvtps_epi32(_mm512_mul_ps(a, inverse));
        const Int second = _mm512_cvtps_epi32(_mm512_mul_ps(b, inverse));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(codes), _mm512_cvtepi32_epi8(first));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(codes + 16), _mm512_cvtepi32_epi8(second));
        return {peak / 127.0f, _mm512_reduce_add_epi32(first), _mm512_reduce_add_epi32(second)};
    }
};

#if defined(__AVX512BF16__)
/// With the dot product of bfloat16 pairs.
struct Avx512Bfloat16 : Avx512 {
    static constexpr bool bfloat16_dot = true;
    static Float dot_bfloat16(Float sum, Int pairs, Int other) {
        return _mm512_dpbf16_ps(sum, reinterpret_cast<__m512bh>(pairs), reinterpret_cast<__m512bh>(other));
    }
    /// 32 floats, rounded, in order.
    static void store_bfloat16(Float first, Float second, uint16_t* out) {
        _mm512_storeu_si512(out, reinterpret_cast<__m512i>(_mm512_cvtne2ps_pbh(second, first)));
    }
    /// `count` (a multiple of 32) floats, rounded, in order.
    static void store_bfloat16(const float* in, int count, uint16_t* out) {
        for (int i = 0; i < count; i += 32)
            store_bfloat16(load(in + i), load(in + i + 16), out + i);
    }
    /// 32 signed bytes, exactly.
    static Int bfloat16_of_bytes(const std::byte* p) {
        return reinterpret_cast<Int>(
            _mm512_cvtne2ps_pbh(to_float(load_signed_bytes(p + 16)), to_float(load_signed_bytes(p))));
    }
    /// The lower and upper halves of 16 bytes, codes of −8 … 7 as 0 … 15.
    static Int bfloat16_of_nibbles(const std::byte* p) {
        // The values as bfloat16, twice: an index has five bits, the highest of which belongs to the other
        // code.
        alignas(64) static constexpr uint16_t table[32] = {
            0xc100, 0xc0e0, 0xc0c0, 0xc0a0, 0xc080, 0xc040, 0xc000, 0xbf80, 0x0000, 0x3f80, 0x4000,
            0x4040, 0x4080, 0x40a0, 0x40c0, 0x40e0, 0xc100, 0xc0e0, 0xc0c0, 0xc0a0, 0xc080, 0xc040,
            0xc000, 0xbf80, 0x0000, 0x3f80, 0x4000, 0x4040, 0x4080, 0x40a0, 0x40c0, 0x40e0};
        const Int bytes = load_unsigned_bytes(p);
        return _mm512_permutexvar_epi16(bit_or(bytes, left<12>(bytes)), _mm512_load_si512(table));
    }
};
#endif

} // namespace
} // namespace hearth::cpu
