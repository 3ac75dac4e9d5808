// Blocks of 256 with scales of their own for sub-blocks of 16 or 32.
#define BLOCK_LENGTH 256
#if defined(TYPE_Q2_K)
#define BLOCK_BYTES 84u
#elif defined(TYPE_Q3_K)
#define BLOCK_BYTES 110u
#elif defined(TYPE_Q4_K)
#define BLOCK_BYTES 144u
#elif defined(TYPE_Q5_K)
#define BLOCK_BYTES 176u
#elif defined(TYPE_Q6_K)
#define BLOCK_BYTES 210u
#elif defined(TYPE_IQ4_XS)
#define BLOCK_BYTES 136u
#include "iq4_values.glsl"
#endif

#if defined(TYPE_Q4_K) || defined(TYPE_Q5_K)
// Six-bit scale and minimum of sub-block j, packed in 12 bytes at `scales`.
vec2 scale_and_minimum(Words base, uint scales, uint j)
{
    if (j < 4u)
        return vec2(float(load8(base, scales + j) & 63u), float(load8(base, scales + j + 4u) & 63u));
    const uint low = load8(base, scales + j + 4u);
    return vec2(float((low & 15u) | ((load8(base, scales + j - 4u) >> 6) << 4)),
                float((low >> 4) | ((load8(base, scales + j) >> 6) << 4)));
}
#endif

void decode8(Words base, uint row_offset, uint e, uint count, out float v[8])
{
    const uint block = row_offset + (e >> 8) * BLOCK_BYTES;
    const uint within = e & 255u;
    const uint part = within >> 7;          // which half of the block
    const uint quarter = (within >> 5) & 3u; // which 32 of the half
    const uint lane = within & 31u;
#if defined(TYPE_Q2_K)
    const uint scale = load8(base, block + 8u * part + 2u * quarter + (lane >> 4));
    const float d = load_half(base, block + 80u) * float(scale & 15u);
    const float m = load_half(base, block + 82u) * float(scale >> 4);
    const uint low = load32(base, block + 16u + 32u * part + lane);
    const uint high = load32(base, block + 16u + 32u * part + lane + 4u);
    for (uint i = 0u; i < 8u; ++i)
        v[i] = d * float((byte_of(i < 4u ? low : high, i & 3u) >> (2u * quarter)) & 3u) - m;
#elif defined(TYPE_Q3_K)
    const uint index = 8u * part + 2u * quarter + (lane >> 4);
    const uint packed_low = load8(base, block + 96u + (index & 7u));
    const uint low_bits = index < 8u ? packed_low & 15u : packed_low >> 4;
    const uint high_bits = (load8(base, block + 104u + (index & 3u)) >> (2u * (index >> 2))) & 3u;
    const float d = load_half(base, block + 108u) * float(int(low_bits | (high_bits << 4)) - 32);
    const uint low = load32(base, block + 32u + 32u * part + lane);
    const uint high = load32(base, block + 32u + 32u * part + lane + 4u);
    const uint mask_low = load32(base, block + lane) >> (4u * part + quarter);
    const uint mask_high = load32(base, block + lane + 4u) >> (4u * part + quarter);
    for (uint i = 0u; i < 8u; ++i) {
        const int q = int((byte_of(i < 4u ? low : high, i & 3u) >> (2u * quarter)) & 3u);
        const int third = int(byte_of(i < 4u ? mask_low : mask_high, i & 3u) & 1u);
        v[i] = d * float(q - (third != 0 ? 0 : 4));
    }
#elif defined(TYPE_Q4_K) || defined(TYPE_Q5_K)
    const uint j = within >> 5;
    const vec2 factors = scale_and_minimum(base, block + 4u, j);
    const float d = load_half(base, block) * factors.x;
    const float m = load_half(base, block + 2u) * factors.y;
#if defined(TYPE_Q4_K)
    const uint values = block + 16u + 32u * (j >> 1) + lane;
#else
    const uint values = block + 48u + 32u * (j >> 1) + lane;
    const uint fifth_low = load32(base, block + 16u + lane) >> j;
    const uint fifth_high = load32(base, block + 16u + lane + 4u) >> j;
#endif
    const uint low = load32(base, values) >> (4u * (j & 1u));
    const uint high = load32(base, values + 4u) >> (4u * (j & 1u));
    for (uint i = 0u; i < 8u; ++i) {
        uint q = byte_of(i < 4u ? low : high, i & 3u) & 15u;
#if defined(TYPE_Q5_K)
        q |= (byte_of(i < 4u ? fifth_low : fifth_high, i & 3u) & 1u) << 4;
#endif
        v[i] = d * float(q) - m;
    }
#elif defined(TYPE_Q6_K)
    const uint low_offset = block + 64u * part + 32u * (quarter & 1u) + lane;
    const uint shift = quarter >= 2u ? 4u : 0u;
    const uint low = load32(base, low_offset) >> shift;
    const uint high = load32(base, low_offset + 4u) >> shift;
    const uint upper_low = load32(base, block + 128u + 32u * part + lane) >> (2u * quarter);
    const uint upper_high = load32(base, block + 128u + 32u * part + lane + 4u) >> (2u * quarter);
    const uint scale = load8(base, block + 192u + 8u * part + 2u * quarter + (lane >> 4));
    const float d = load_half(base, block + 208u) * float(signed_byte_of(scale, 0u));
    for (uint i = 0u; i < 8u; ++i) {
        const uint q = (byte_of(i < 4u ? low : high, i & 3u) & 15u)
            | ((byte_of(i < 4u ? upper_low : upper_high, i & 3u) & 3u) << 4);
        v[i] = d * float(int(q) - 32);
    }
#elif defined(TYPE_IQ4_XS)
    const uint j = within >> 5;
    const uint low_bits = (load8(base, block + 4u + (j >> 1)) >> (4u * (j & 1u))) & 15u;
    const uint high_bits = (load16(base, block + 2u) >> (2u * j)) & 3u;
    const float d = load_half(base, block) * float(int(low_bits | (high_bits << 4)) - 32);
    const uint shift = lane >= 16u ? 4u : 0u;
    const uint values = block + 8u + 16u * j + (lane & 15u);
    const uint low = load32(base, values) >> shift;
    const uint high = load32(base, values + 4u) >> shift;
    for (uint i = 0u; i < 8u; ++i)
        v[i] = d * float(iq4_values[byte_of(i < 4u ? low : high, i & 3u) & 15u]);
#endif
}
