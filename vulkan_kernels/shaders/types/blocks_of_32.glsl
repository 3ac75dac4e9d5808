// Blocks of 32: a scale (and a minimum), then 4-, 5- or 8-bit values. In the 4- and 5-bit types byte j holds element j in
// its low and element j + 16 in its high half.
#define BLOCK_LENGTH 32
#if defined(TYPE_Q4_0)
#define BLOCK_BYTES 18u
#define VALUES_OFFSET 2u
#define BIAS 8.0
#elif defined(TYPE_IQ4_NL)
#define BLOCK_BYTES 18u
#define VALUES_OFFSET 2u
#define SIGNED_BYTES
#include "iq4_values.glsl"
#elif defined(TYPE_MXFP4)
#define BLOCK_BYTES 17u
#define VALUES_OFFSET 1u
#define SIGNED_BYTES
// Twice the sixteen values: 0, 1, 2, 3, 4, 6, 8, 12 and their negatives.
uint fp4_bytes(uint codes)
{
    uint bytes = 0u;
    for (uint i = 0u; i < 4u; ++i) {
        const uint code = byte_of(codes, i);
        const uint size = ((code & 4u) == 0u ? 0x03020100u : 0x0c080604u) >> (8u * (code & 3u)) & 0xffu;
        bytes |= ((code & 8u) == 0u ? size : (256u - size) & 0xffu) << (8u * i);
    }
    return bytes;
}
// Blocks begin at any byte.
uvec2 load64_at_byte(Words base, uint offset)
{
    Words at = words_at(base, offset);
    const uvec3 words = uvec3(at.w[0], at.w[1], at.w[2]);
    const uint shift = (offset & 3u) * 8u;
    return shift == 0u ? words.xy : (words.xy >> shift) | (words.yz << (32u - shift));
}
#elif defined(TYPE_Q4_1)
#define BLOCK_BYTES 20u
#define VALUES_OFFSET 4u
#define HAS_MINIMUM
#define BIAS 0.0
#elif defined(TYPE_Q5_0)
#define BLOCK_BYTES 22u
#define VALUES_OFFSET 6u
#define HIGH_BITS_OFFSET 2u
#define BIAS 16.0
#elif defined(TYPE_Q5_1)
#define BLOCK_BYTES 24u
#define VALUES_OFFSET 8u
#define HIGH_BITS_OFFSET 4u
#define HAS_MINIMUM
#define BIAS 0.0
#elif defined(TYPE_Q8_0)
#define BLOCK_BYTES 34u
#define VALUES_OFFSET 2u
#define SIGNED_BYTES
#endif

#if defined(HIGH_BITS_OFFSET)
// Bit i of the low four becomes the lowest bit of byte i.
uint spread_bits(uint bits) { return ((bits & 15u) * 0x00204081u) & 0x01010101u; }
#endif

// Elements e … e+7 of a row as bytes: w = d · (q − BIAS) + m. e is a multiple of 8; d and m are those of 16 elements at least.
void decode_bytes(Words base, uint row_offset, uint e, out uvec2 q, out float d, out float m)
{
    const uint block = row_offset + (e >> 5) * BLOCK_BYTES;
    const uint within = e & 31u;
#if defined(HAS_MINIMUM)
    const vec2 factors = unpackHalf2x16(words_at(base, block).w[0]);
    d = factors.x;
    m = factors.y;
#elif defined(TYPE_MXFP4) // half of 2^(exponent − 127); the two smallest are subnormal
    const uint exponent = load8(base, block);
    d = uintBitsToFloat(exponent >= 2u ? (exponent - 1u) << 23 : 0x200000u << exponent);
    m = 0.0;
#else
    d = half_in(load16(base, block));
    m = 0.0;
#endif
#if defined(TYPE_Q8_0)
    q = load64(base, block + VALUES_OFFSET + within);
#else
    const uint shift = within >= 16u ? 4u : 0u;
    const uint values = block + VALUES_OFFSET + (within & 15u);
#if defined(TYPE_MXFP4)
    q = (load64_at_byte(base, values) >> shift) & 0x0f0f0f0fu;
#elif defined(HAS_MINIMUM) // whose blocks are whole words
    q = (two_words(base, values) >> shift) & 0x0f0f0f0fu;
#else
    q = (load64(base, values) >> shift) & 0x0f0f0f0fu;
#endif
#if defined(HIGH_BITS_OFFSET)
    const uint fifth = load32(base, block + HIGH_BITS_OFFSET) >> within;
    q |= uvec2(spread_bits(fifth), spread_bits(fifth >> 4)) << 4;
#endif
#if defined(TYPE_IQ4_NL)
    q = uvec2(iq4_bytes(q.x), iq4_bytes(q.y));
#elif defined(TYPE_MXFP4)
    q = uvec2(fp4_bytes(q.x), fp4_bytes(q.y));
#endif
#endif
}
