// Weights as signed bytes: decode_packed gives elements e … e+7 of a row as q in two words, w = d · q + m; e is a multiple
// of 8, and d and m are those of 16 elements at least. Only block types; m is 0 where HAS_MINIMUM is not defined.
#if defined(TYPE_Q4_1) || defined(TYPE_Q5_1) || defined(TYPE_Q2_K) || defined(TYPE_Q4_K) || defined(TYPE_Q5_K)
#define HAS_MINIMUM
#endif

// Each byte less `by`; bytes and differences are small enough not to borrow from each other.
uint bytes_less(uint bytes, uint by) { return ((bytes | 0x80808080u) - by * 0x01010101u) ^ 0x80808080u; }
// Bit i of the low four becomes the lowest bit of byte i.
uint spread_bits(uint bits) { return ((bits & 15u) * 0x00204081u) & 0x01010101u; }

#if defined(TYPE_IQ4_NL) || defined(TYPE_IQ4_XS)
uint iq4_bytes(uint codes)
{
    uint word = 0u;
    for (uint i = 0u; i < 4u; ++i)
        word |= (uint(iq4_values[byte_of(codes, i) & 15u]) & 0xffu) << (8u * i);
    return word;
}
#endif

void decode_packed(Words base, uint row_offset, uint e, out uvec2 q, out float d, out float m)
{
    m = 0.0;
#if BLOCK_LENGTH == 32
    const uint block = row_offset + (e >> 5) * BLOCK_BYTES;
    const uint within = e & 31u;
    d = load_half(base, block);
#if defined(TYPE_Q8_0)
    const uint values = block + VALUES_OFFSET + within;
    q = uvec2(load32(base, values), load32(base, values + 4u));
#else
    const uint shift = within >= 16u ? 4u : 0u;
    const uint values = block + VALUES_OFFSET + (within & 15u);
    q = (uvec2(load32(base, values), load32(base, values + 4u)) >> shift) & 0x0f0f0f0fu;
#if defined(HIGH_BITS_OFFSET)
    const uint fifth = load32(base, block + HIGH_BITS_OFFSET) >> within;
    q |= uvec2(spread_bits(fifth), spread_bits(fifth >> 4)) << 4;
#endif
#if defined(TYPE_Q4_0)
    q = uvec2(bytes_less(q.x, 8u), bytes_less(q.y, 8u));
#elif defined(TYPE_Q5_0)
    q = uvec2(bytes_less(q.x, 16u), bytes_less(q.y, 16u));
#elif defined(TYPE_IQ4_NL)
    q = uvec2(iq4_bytes(q.x), iq4_bytes(q.y));
#else
    m = load_half(base, block + 2u);
#endif
#endif
#else
    const uint block = row_offset + (e >> 8) * BLOCK_BYTES;
    const uint within = e & 255u;
    const uint part = within >> 7;
    const uint quarter = (within >> 5) & 3u;
    const uint lane = within & 31u;
#if defined(TYPE_Q2_K)
    const uint scale = load8(base, block + 8u * part + 2u * quarter + (lane >> 4));
    const uint values = block + 16u + 32u * part + lane;
    d = load_half(base, block + 80u) * float(scale & 15u);
    m = -load_half(base, block + 82u) * float(scale >> 4);
    q = (uvec2(load32(base, values), load32(base, values + 4u)) >> (2u * quarter)) & 0x03030303u;
#elif defined(TYPE_Q3_K)
    const uint index = 8u * part + 2u * quarter + (lane >> 4);
    const uint packed_low = load8(base, block + 96u + (index & 7u));
    const uint low_bits = index < 8u ? packed_low & 15u : packed_low >> 4;
    const uint high_bits = (load8(base, block + 104u + (index & 3u)) >> (2u * (index >> 2))) & 3u;
    const uint values = block + 32u + 32u * part + lane;
    d = load_half(base, block + 108u) * float(int(low_bits | (high_bits << 4)) - 32);
    const uvec2 third = (uvec2(load32(base, block + lane), load32(base, block + lane + 4u)) >> (4u * part + quarter));
    q = (uvec2(load32(base, values), load32(base, values + 4u)) >> (2u * quarter)) & 0x03030303u;
    q |= (third & 0x01010101u) << 2;
    q = uvec2(bytes_less(q.x, 4u), bytes_less(q.y, 4u));
#elif defined(TYPE_Q4_K) || defined(TYPE_Q5_K)
    const uint j = within >> 5;
    const vec2 factors = scale_and_minimum(base, block + 4u, j);
    d = load_half(base, block) * factors.x;
    m = -load_half(base, block + 2u) * factors.y;
#if defined(TYPE_Q4_K)
    const uint values = block + 16u + 32u * (j >> 1) + lane;
#else
    const uint values = block + 48u + 32u * (j >> 1) + lane;
#endif
    q = (uvec2(load32(base, values), load32(base, values + 4u)) >> (4u * (j & 1u))) & 0x0f0f0f0fu;
#if defined(TYPE_Q5_K)
    const uvec2 fifth = uvec2(load32(base, block + 16u + lane), load32(base, block + 16u + lane + 4u)) >> j;
    q |= (fifth & 0x01010101u) << 4;
#endif
#elif defined(TYPE_Q6_K)
    const uint values = block + 64u * part + 32u * (quarter & 1u) + lane;
    const uint upper_values = block + 128u + 32u * part + lane;
    const uint scale = load8(base, block + 192u + 8u * part + 2u * quarter + (lane >> 4));
    d = load_half(base, block + 208u) * float(signed_byte_of(scale, 0u));
    q = (uvec2(load32(base, values), load32(base, values + 4u)) >> (quarter >= 2u ? 4u : 0u)) & 0x0f0f0f0fu;
    const uvec2 upper = uvec2(load32(base, upper_values), load32(base, upper_values + 4u)) >> (2u * quarter);
    q |= (upper & 0x03030303u) << 4;
    q = uvec2(bytes_less(q.x, 32u), bytes_less(q.y, 32u));
#elif defined(TYPE_IQ4_XS)
    const uint j = within >> 5;
    const uint low_bits = (load8(base, block + 4u + (j >> 1)) >> (4u * (j & 1u))) & 15u;
    const uint high_bits = (load16(base, block + 2u) >> (2u * j)) & 3u;
    const uint values = block + 8u + 16u * j + (lane & 15u);
    d = load_half(base, block) * float(int(low_bits | (high_bits << 4)) - 32);
    q = (uvec2(load32(base, values), load32(base, values + 4u)) >> (lane >= 16u ? 4u : 0u)) & 0x0f0f0f0fu;
    q = uvec2(iq4_bytes(q.x), iq4_bytes(q.y));
#endif
#endif
}
