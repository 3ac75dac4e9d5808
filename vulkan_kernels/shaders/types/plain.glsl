#define BLOCK_LENGTH 1
#if defined(TYPE_F32)
#define BLOCK_BYTES 4u
float decode_one(Words base, uint offset) { return uintBitsToFloat(words_at(base, offset).w[0]); }
#elif defined(TYPE_F16)
#define BLOCK_BYTES 2u
float decode_one(Words base, uint offset) { return half_in(load16(base, offset)); }
#else
#define BLOCK_BYTES 2u
float decode_one(Words base, uint offset) { return uintBitsToFloat(load16(base, offset) << 16); }
#endif

void decode8(Words base, uint row_offset, uint e, uint count, out float v[8])
{
    if (WHOLE) {
        const uint at = (row_offset + e * BLOCK_BYTES) >> 4;
        const uvec4 words = Words4(uvec2(base)).w[at];
#if defined(TYPE_F32)
        const uvec4 more = Words4(uvec2(base)).w[at + 1u];
#endif
        for (uint i = 0u; i < 4u; ++i) {
#if defined(TYPE_F32)
            v[i] = uintBitsToFloat(words[i]);
            v[i + 4u] = uintBitsToFloat(more[i]);
#elif defined(TYPE_F16)
            const vec2 pair = unpackHalf2x16(words[i]);
            v[2u * i] = pair.x;
            v[2u * i + 1u] = pair.y;
#else
            v[2u * i] = uintBitsToFloat(words[i] << 16);
            v[2u * i + 1u] = uintBitsToFloat(words[i] & 0xffff0000u);
#endif
        }
        return;
    }
    for (uint i = 0u; i < 8u; ++i)
        v[i] = i < count ? decode_one(base, row_offset + (e + i) * BLOCK_BYTES) : 0.0;
}
