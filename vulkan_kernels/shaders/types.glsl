// The tensor type that this shader is compiled for: BLOCK_LENGTH elements take BLOCK_BYTES bytes, and
// decode8(base, row_offset, e, count, v) gives elements e … e+7 of the row at byte offset row_offset; e is a multiple of 8,
// and of the eight only `count` are inside the row (fewer than 8 in plain types only). Layouts: engine/quant.
// A shader that defines WHOLE says by it that no row ends within eight elements.
#if !defined(WHOLE)
#define WHOLE false
#endif
#if defined(TYPE_F32) || defined(TYPE_F16) || defined(TYPE_BF16)
#include "types/plain.glsl"
#else
#if defined(TYPE_Q4_0) || defined(TYPE_Q4_1) || defined(TYPE_Q5_0) || defined(TYPE_Q5_1) || defined(TYPE_Q8_0) || defined(TYPE_IQ4_NL) \
    || defined(TYPE_MXFP4)
#include "types/blocks_of_32.glsl"
#else
#include "types/blocks_of_256.glsl"
#endif

void decode8(Words base, uint row_offset, uint e, uint count, out float v[8])
{
    uvec2 q;
    float d;
    float m;
    decode_bytes(base, row_offset, e, q, d, m);
    for (uint i = 0u; i < 8u; ++i) {
        const uint word = i < 4u ? q.x : q.y;
#if defined(SIGNED_BYTES)
        v[i] = d * float(signed_byte_of(word, i & 3u));
#else
        v[i] = fma(d, float(byte_of(word, i & 3u)), m - d * BIAS);
#endif
    }
}
#endif
