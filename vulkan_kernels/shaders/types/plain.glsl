#define BLOCK_LENGTH 1u
#if defined(TYPE_F32)
#define BLOCK_BYTES 4u
float decode_one(Words base, uint offset) { return uintBitsToFloat(base.w[offset >> 2]); }
#elif defined(TYPE_F16)
#define BLOCK_BYTES 2u
float decode_one(Words base, uint offset) { return load_half(base, offset); }
#else
#define BLOCK_BYTES 2u
float decode_one(Words base, uint offset) { return uintBitsToFloat(load16(base, offset) << 16); }
#endif

void decode8(Words base, uint row_offset, uint e, uint count, out float v[8])
{
#if defined(TYPE_F16)
    const uint offset = row_offset + e * 2u;
    if (count == 8u && (offset & 3u) == 0u) {
        for (uint i = 0u; i < 4u; ++i) {
            const vec2 pair = unpackHalf2x16(base.w[(offset >> 2) + i]);
            v[2u * i] = pair.x;
            v[2u * i + 1u] = pair.y;
        }
        return;
    }
#endif
    for (uint i = 0u; i < 8u; ++i)
        v[i] = i < count ? decode_one(base, row_offset + (e + i) * BLOCK_BYTES) : 0.0;
}
