// Blocks of 32: a scale (and a minimum), then 4-, 5- or 8-bit values. In the 4- and 5-bit types byte j holds element j in
// its low and element j + 16 in its high half.
#define BLOCK_LENGTH 32
#if defined(TYPE_Q4_0) || defined(TYPE_IQ4_NL)
#define BLOCK_BYTES 18u
#define VALUES_OFFSET 2u
#elif defined(TYPE_Q4_1)
#define BLOCK_BYTES 20u
#define VALUES_OFFSET 4u
#elif defined(TYPE_Q5_0)
#define BLOCK_BYTES 22u
#define VALUES_OFFSET 6u
#define HIGH_BITS_OFFSET 2u
#elif defined(TYPE_Q5_1)
#define BLOCK_BYTES 24u
#define VALUES_OFFSET 8u
#define HIGH_BITS_OFFSET 4u
#elif defined(TYPE_Q8_0)
#define BLOCK_BYTES 34u
#define VALUES_OFFSET 2u
#endif
#if defined(TYPE_IQ4_NL)
#include "iq4_values.glsl"
#endif

void decode8(Words base, uint row_offset, uint e, uint count, out float v[8])
{
    const uint block = row_offset + (e >> 5) * BLOCK_BYTES;
    const uint within = e & 31u;
    const float d = load_half(base, block);
#if defined(TYPE_Q8_0)
    const uint low = load32(base, block + VALUES_OFFSET + within);
    const uint high = load32(base, block + VALUES_OFFSET + within + 4u);
    for (uint i = 0u; i < 4u; ++i) {
        v[i] = d * float(signed_byte_of(low, i));
        v[i + 4u] = d * float(signed_byte_of(high, i));
    }
#else
    const uint shift = within >= 16u ? 4u : 0u;
    const uint low = load32(base, block + VALUES_OFFSET + (within & 15u)) >> shift;
    const uint high = load32(base, block + VALUES_OFFSET + (within & 15u) + 4u) >> shift;
#if defined(TYPE_Q4_1)
    const float m = load_half(base, block + 2u);
#elif defined(TYPE_Q5_1)
    const float m = load_half(base, block + 2u);
#endif
#if defined(HIGH_BITS_OFFSET)
    const uint fifth = load32(base, block + HIGH_BITS_OFFSET) >> within;
#endif
    for (uint i = 0u; i < 8u; ++i) {
        uint q = byte_of(i < 4u ? low : high, i & 3u) & 15u;
#if defined(HIGH_BITS_OFFSET)
        q |= ((fifth >> i) & 1u) << 4;
#endif
#if defined(TYPE_Q4_0)
        v[i] = d * float(int(q) - 8);
#elif defined(TYPE_IQ4_NL)
        v[i] = d * float(iq4_values[q]);
#elif defined(TYPE_Q5_0)
        v[i] = d * float(int(q) - 16);
#else
        v[i] = d * float(q) + m;
#endif
    }
#endif
}
