// Blocks of 256 with scales of their own for sub-blocks of 16 or 32.
#define BLOCK_LENGTH 256
#if defined(TYPE_Q2_K)
#define BLOCK_BYTES 84u
#define HAS_MINIMUM
#define BIAS 0.0
#elif defined(TYPE_Q3_K)
#define BLOCK_BYTES 110u
#define BIAS 4.0
#elif defined(TYPE_Q4_K)
#define BLOCK_BYTES 144u
#define HAS_MINIMUM
#define BIAS 0.0
#elif defined(TYPE_Q5_K)
#define BLOCK_BYTES 176u
#define HAS_MINIMUM
#define BIAS 0.0
#elif defined(TYPE_Q6_K)
#define BLOCK_BYTES 210u
#define BIAS 32.0
#elif defined(TYPE_IQ4_XS)
#define BLOCK_BYTES 136u
#define SIGNED_BYTES
#include "iq4_values.glsl"
#endif

#if defined(TYPE_Q4_K) || defined(TYPE_Q5_K)
// Scale and minimum of sub-block j: two halves, then eight pairs of six bits in twelve bytes.
vec2 scale_and_minimum(Words base, uint block, uint j)
{
    Words at = words_at(base, block);
    const uvec4 head = uvec4(at.w[0], at.w[1], at.w[2], at.w[3]);
    const uvec3 bits = head.yzw >> (8u * (j & 3u));
    const uvec2 low = bits.xy & 63u;
    const uvec2 high = uvec2((bits.z & 15u) | ((bits.x >> 2) & 48u), ((bits.z >> 4) & 15u) | ((bits.y >> 2) & 48u));
    return unpackHalf2x16(head.x) * vec2(j < 4u ? low : high);
}
#endif

// Elements e … e+7 of a row as bytes: w = d · (q − BIAS) + m. e is a multiple of 8; d and m are those of 16 elements at least.
void decode_bytes(Words base, uint row_offset, uint e, out uvec2 q, out float d, out float m)
{
    const uint block = row_offset + (e >> 8) * BLOCK_BYTES;
    const uint within = e & 255u;
    const uint part = within >> 7;           // which half of the block
    const uint quarter = (within >> 5) & 3u; // which 32 of the half
    const uint lane = within & 31u;
    m = 0.0;
#if defined(TYPE_Q2_K)
    const uint scale = load8(base, block + 8u * part + 2u * quarter + (lane >> 4));
    const vec2 factors = unpackHalf2x16(words_at(base, block + 80u).w[0]);
    d = factors.x * float(scale & 15u);
    m = -factors.y * float(scale >> 4);
    q = (two_words(base, block + 16u + 32u * part + lane) >> (2u * quarter)) & 0x03030303u;
#elif defined(TYPE_Q3_K)
    const uint index = 8u * part + 2u * quarter + (lane >> 4);
    const uint packed_low = load8(base, block + 96u + (index & 7u));
    const uint low_bits = index < 8u ? packed_low & 15u : packed_low >> 4;
    const uint high_bits = (load8(base, block + 104u + (index & 3u)) >> (2u * (index >> 2))) & 3u;
    d = half_in(load16(base, block + 108u)) * float(int(low_bits | (high_bits << 4)) - 32);
    const uvec2 third = load64(base, block + lane) >> (4u * part + quarter);
    q = (load64(base, block + 32u + 32u * part + lane) >> (2u * quarter)) & 0x03030303u;
    q |= (third & 0x01010101u) << 2;
#elif defined(TYPE_Q4_K) || defined(TYPE_Q5_K)
    const uint j = within >> 5;
    const vec2 factors = scale_and_minimum(base, block, j);
    d = factors.x;
    m = -factors.y;
#if defined(TYPE_Q4_K)
    const uint values = block + 16u + 32u * (j >> 1) + lane;
#else
    const uint values = block + 48u + 32u * (j >> 1) + lane;
#endif
    q = (two_words(base, values) >> (4u * (j & 1u))) & 0x0f0f0f0fu;
#if defined(TYPE_Q5_K)
    q |= ((two_words(base, block + 16u + lane) >> j) & 0x01010101u) << 4;
#endif
#elif defined(TYPE_Q6_K)
    const uint scale = load8(base, block + 192u + 8u * part + 2u * quarter + (lane >> 4));
    d = half_in(load16(base, block + 208u)) * float(signed_byte_of(scale, 0u));
    q = (load64(base, block + 64u * part + 32u * (quarter & 1u) + lane) >> (quarter >= 2u ? 4u : 0u)) & 0x0f0f0f0fu;
    q |= ((load64(base, block + 128u + 32u * part + lane) >> (2u * quarter)) & 0x03030303u) << 4;
#elif defined(TYPE_IQ4_XS)
    const uint j = within >> 5;
    const uvec2 head = two_words(base, block); // a half, 8 × 2 bits, 8 × 4 bits
    const uint scale = ((head.y >> (4u * j)) & 15u) | (((head.x >> (16u + 2u * j)) & 3u) << 4);
    d = half_in(head.x) * float(int(scale) - 32);
    q = (two_words(base, block + 8u + 16u * j + (lane & 15u)) >> (lane >= 16u ? 4u : 0u)) & 0x0f0f0f0fu;
    q = uvec2(iq4_bytes(q.x), iq4_bytes(q.y));
#endif
}
