// Arm's Advanced SIMD with the dot product instructions, with or without the 8-bit matrix products (i8mm): 4
// lanes, four vectors per 64 bytes of a panel.
#pragma once

#include <arm_neon.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace hearth::cpu {
namespace {

template <bool i8mm>
struct NeonVector {
    static constexpr int lanes = 4;
    static constexpr bool many_registers = false;
    /// The plain dot product multiplies signed bytes: codes up to 127 are what they are, 8-bit codes move by
    /// 128.
    static constexpr bool signed_bytes = !i8mm;
    static constexpr int rows_at_once = 4;
    static constexpr bool bfloat16_dot = false;
    static constexpr bool tiles = false;
    /// Whether two rows of codes meet two rows of activations in one instruction.
    static constexpr bool row_pairs = i8mm;
    using Int = uint32x4_t;
    using Float = float32x4_t;

    static Int zero_int() { return vdupq_n_u32(0); }
    static Float zero() { return vdupq_n_f32(0); }
    static Int load_int(const void* p) {
        return vreinterpretq_u32_u8(vld1q_u8(static_cast<const uint8_t*>(p)));
    }
    static Float load(const float* p) { return vld1q_f32(p); }
    static void store(float* p, Float v) { vst1q_f32(p, v); }
    static Int set_int(int32_t v) { return vdupq_n_u32(static_cast<uint32_t>(v)); }
    static Int broadcast_int(const void* p) { return vld1q_dup_u32(static_cast<const uint32_t*>(p)); }
    static Float set(float v) { return vdupq_n_f32(v); }
    static Float broadcast(const float* p) { return vld1q_dup_f32(p); }

    template <int n>
    static Int right(Int v) {
        if constexpr (n == 0)
            return v;
        else
            return vshrq_n_u32(v, n);
    }
    template <int n>
    static Int left(Int v) {
        return vshlq_n_u32(v, n);
    }
    static Int bit_and(Int a, Int b) { return vandq_u32(a, b); }
    static Int bit_or(Int a, Int b) { return vorrq_u32(a, b); }
    static Int subtract(Int a, Int b) { return vsubq_u32(a, b); }
    /// Each byte of `index` (0 … 15) becomes table[index].
    static Int look_up(const uint8_t* table, Int index) {
        return vreinterpretq_u32_u8(vqtbl1q_u8(vld1q_u8(table), vreinterpretq_u8_u32(index)));
    }
    /// sum + Σ of four unsigned codes by four signed activations, per lane.
    static Int dot(Int sum, Int codes, Int activations) {
#if defined(__ARM_FEATURE_MATMUL_INT8)
        if constexpr (i8mm)
            return vreinterpretq_u32_s32(vusdotq_s32(vreinterpretq_s32_u32(sum), vreinterpretq_u8_u32(codes),
                                                     vreinterpretq_s8_u32(activations)));
#endif
        return vreinterpretq_u32_s32(vdotq_s32(vreinterpretq_s32_u32(sum), vreinterpretq_s8_u32(codes),
                                               vreinterpretq_s8_u32(activations)));
    }
    /// `codes` minus 128, exactly.
    static Int signed_dot(Int sum, Int codes, Int activations) {
        return dot(sum, veorq_u32(codes, vdupq_n_u32(0x80808080u)), activations);
    }

#if defined(__ARM_FEATURE_MATMUL_INT8)
    /// Sums of two rows of activations, 4 rows of codes each, while their columns go by eight at a time.
    struct RowPair {
        int32x4_t lower = vdupq_n_s32(0); ///< codes' rows 0 and 1 by both rows
        int32x4_t upper = vdupq_n_s32(0); ///< codes' rows 2 and 3 by both rows
    };
    /// Adds eight columns: two groups of codes by the eight bytes at `first` and at `second`.
    static void add_products(RowPair& sums, Int group, Int next_group, const std::byte* first,
                             const std::byte* second) {
        const int8x16_t activations = vcombine_s8(vld1_s8(reinterpret_cast<const int8_t*>(first)),
                                                  vld1_s8(reinterpret_cast<const int8_t*>(second)));
        sums.lower =
            vusmmlaq_s32(sums.lower, vreinterpretq_u8_u32(vzip1q_u32(group, next_group)), activations);
        sums.upper =
            vusmmlaq_s32(sums.upper, vreinterpretq_u8_u32(vzip2q_u32(group, next_group)), activations);
    }
    static Int first_row(const RowPair& sums) {
        return vreinterpretq_u32_s32(vuzp1q_s32(sums.lower, sums.upper));
    }
    static Int second_row(const RowPair& sums) {
        return vreinterpretq_u32_s32(vuzp2q_s32(sums.lower, sums.upper));
    }
    static Int add(Int a, Int b) {
        return vaddq_u32(a, b);
    }
#endif

    static Float to_float(Int v) {
        return vcvtq_f32_s32(vreinterpretq_s32_u32(v));
    }
    static Float multiply(Float a, Float b) {
        return vmulq_f32(a, b);
    }
    static Float multiply_add(Float a, Float b, Float c) {
        return vfmaq_f32(c, a, b);
    }
    static Float negative_multiply_add(Float a, Float b, Float c) {
        return vfmsq_f32(c, a, b);
    }
    static Float load_halves(const void* p) {
        uint16x4_t bits;
        std::memcpy(&bits, p, sizeof bits);
        return vcvt_f32_f16(vreinterpret_f16_u16(bits));
    }
    static Float load_bfloat16(const void* p) {
        uint16x4_t bits;
        std::memcpy(&bits, p, sizeof bits);
        return vreinterpretq_f32_u32(vshll_n_u16(bits, 16));
    }
    static Int load_unsigned_bytes(const void* p) {
        uint32_t bytes;
        std::memcpy(&bytes, p, sizeof bytes);
        return vmovl_u16(vget_low_u16(vmovl_u8(vcreate_u8(bytes))));
    }
    static Int load_signed_bytes(const void* p) {
        uint32_t bytes;
        std::memcpy(&bytes, p, sizeof bytes);
        return vreinterpretq_u32_s32(vmovl_s16(vget_low_s16(vmovl_s8(vcreate_s8(bytes)))));
    }
    /// The lower and upper of a lane's two bfloat16, as floats.
    static Float even_bfloat16(Int pairs) {
        return vreinterpretq_f32_u32(vshlq_n_u32(pairs, 16));
    }
    static Float odd_bfloat16(Int pairs) {
        return vreinterpretq_f32_u32(vandq_u32(pairs, vdupq_n_u32(0xffff0000u)));
    }

    struct QuantizedBlock {
        float scale;
        int32_t first_half; ///< sums of codes
        int32_t second_half;
    };
    /// 32 floats to codes −127 … 127.
    static QuantizedBlock quantize(const float* in, int8_t* codes) {
        Float values[8];
        Float peaks = zero();
        for (int i = 0; i < 8; ++i) {
            values[i] = load(in + 4 * i);
            peaks = vmaxq_f32(peaks, vabsq_f32(values[i]));
        }
        const float peak = vmaxvq_f32(peaks);
        const Float inverse = set(peak > 0.0f ? 127.0f / peak : 0.0f);
        int8x16_t halves[2];
        for (int h = 0; h < 2; ++h) {
            int16x8_t words[2];
            for (int w = 0; w < 2; ++w) {
                const Float* pair = values + 4 * h + 2 * w;
                words[w] = vcombine_s16(vmovn_s32(vcvtnq_s32_f32(vmulq_f32(pair[0], inverse))),
                                        vmovn_s32(vcvtnq_s32_f32(vmulq_f32(pair[1], inverse))));
            }
            halves[h] = vcombine_s8(vmovn_s16(words[0]), vmovn_s16(words[1]));
            vst1q_s8(codes + 16 * h, halves[h]);
        }
        return {peak / 127.0f, vaddlvq_s8(halves[0]), vaddlvq_s8(halves[1])};
    }
};

} // namespace
} // namespace hearth::cpu
