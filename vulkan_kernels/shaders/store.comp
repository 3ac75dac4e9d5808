// Encodes rows of keys or values into a sequence's cache: F32, F16, or rotated Q8_0 or Q4_0, rows as engine/quant lays them out.
// A thread writes whole words that no other thread touches: two blocks of 32 for the quantized types (68 and 36 bytes),
// two halves for F16.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

layout(local_size_x = 64, local_size_y = 1, local_size_z = 1) in;
layout(push_constant) uniform Push { StorePush p; };

layout(buffer_reference, std430, buffer_reference_align = 4) buffer Segments { SegmentEntry s[]; };
layout(buffer_reference, std430, buffer_reference_align = 8) buffer CacheTable { uvec2 address[]; };

#if defined(TYPE_Q8_0) || defined(TYPE_Q4_0)
#if defined(TYPE_Q8_0)
#define BLOCK_BYTES 34u
#else
#define BLOCK_BYTES 18u
#endif

#include "cache_run.glsl"

void load_run(uint source, out float run[32])
{
    for (uint i = 0u; i < 32u; ++i)
        run[i] = p.rows.f[source + i];
    add_pairs(run);
    for (uint i = 0u; i < 32u; ++i)
        run[i] *= rotation_factor;
}

#if defined(TYPE_Q4_0)
float nearest_nibble(float x, float inverse)
{
    return floor(clamp(x * inverse + 8.5, 0.0, 15.0));
}

// As engine/quant/cache_run.cpp: what the largest column becomes is what leaves the least squared error.
// Returns the inverse scale that codes are made with.
float fit_scale(float run[32], out float scale)
{
    float peak = 0.0; // the largest value, with its sign
    for (uint i = 0u; i < 32u; ++i)
        peak = abs(run[i]) > abs(peak) ? run[i] : peak;
    const float peak_codes[3] = float[3](-8.0, -8.5, 7.25);
    float best_gain = 0.0;
    float best_inverse = 0.0;
    scale = 0.0;
    const float unit = peak != 0.0 ? 1.0 / peak : 0.0;
    for (uint n = 0u; n < 3u; ++n) {
        const float inverse = peak_codes[n] * unit;
        float along = 0.0;
        float own = 0.0;
        for (uint i = 0u; i < 32u; ++i) {
            const float code = nearest_nibble(run[i], inverse) - 8.0;
            along = fma(run[i], code, along);
            own = fma(code, code, own);
        }
        const float gain = along * along / max(own, 1.0);
        if (gain > best_gain) {
            best_gain = gain;
            best_inverse = inverse;
            scale = along / own;
        }
    }
    return best_inverse;
}
#endif

// Bytes of one block as halfwords, so that blocks at odd halfwords can be put together.
void encode_block(uint source, out uint halves[BLOCK_BYTES / 2u])
{
    float run[32];
    load_run(source, run);
#if defined(TYPE_Q8_0)
    float largest = 0.0;
    for (uint i = 0u; i < 32u; ++i)
        largest = max(largest, abs(run[i]));
    const float d = largest / 127.0;
    const float inverse = d > 0.0 ? 1.0 / d : 0.0;
    halves[0] = packHalf2x16(vec2(d, 0.0)) & 0xffffu;
    for (uint i = 0u; i < 16u; ++i) {
        const float a = run[2u * i] * inverse;
        const float b = run[2u * i + 1u] * inverse;
        const int qa = int(sign(a) * floor(abs(a) + 0.5));
        const int qb = int(sign(b) * floor(abs(b) + 0.5));
        halves[1u + i] = uint(qa & 0xff) | (uint(qb & 0xff) << 8);
    }
#else
    float d;
    const float inverse = fit_scale(run, d);
    halves[0] = packHalf2x16(vec2(d, 0.0)) & 0xffffu;
    for (uint i = 0u; i < 8u; ++i) {
        uint packed_pair = 0u;
        for (uint b = 0u; b < 2u; ++b) {
            const uint low = uint(nearest_nibble(run[2u * i + b], inverse));
            const uint high = uint(nearest_nibble(run[2u * i + b + 16u], inverse));
            packed_pair |= (low | (high << 4)) << (8u * b);
        }
        halves[1u + i] = packed_pair;
    }
#endif
}
#endif

void main()
{
    const uint token = gl_WorkGroupID.y;
    const uint i = gl_WorkGroupID.x * 64u + gl_LocalInvocationID.x;
    const SegmentEntry segment = Segments(uvec2(p.segments)).s[p.row_segment.w[token]];
    CacheTable table = CacheTable(uvec2(segment.cache_low, segment.cache_high));
    Words cache = Words(table.address[2u * p.layer + p.value]);
    const uint position = segment.position + token - segment.first_row;
    const uint row = position * p.row_bytes;
    const uint source = token * p.columns;
#if defined(TYPE_F32)
    if (i < p.columns)
        cache.w[(row >> 2) + i] = floatBitsToUint(p.rows.f[source + i]);
#elif defined(TYPE_F16)
    if (2u * i < p.columns)
        cache.w[(row >> 2) + i] = packHalf2x16(vec2(p.rows.f[source + 2u * i], p.rows.f[source + 2u * i + 1u]));
#else
    // Rows of an odd number of blocks end in the middle of a word: those are stored by halfword, each with atomics, since
    // the other half of its word belongs to another thread.
    const uint blocks = p.columns / 32u;
    if ((p.row_bytes & 3u) == 0u) {
        if (2u * i >= blocks)
            return;
        uint first[BLOCK_BYTES / 2u];
        uint second[BLOCK_BYTES / 2u];
        encode_block(source + 64u * i, first);
        encode_block(source + 64u * i + 32u, second);
        const uint word = (row + 2u * i * BLOCK_BYTES) >> 2;
        for (uint n = 0u; n < BLOCK_BYTES / 2u; ++n) {
            const uint a = 2u * n;
            const uint low = a < BLOCK_BYTES / 2u ? first[a] : second[a - BLOCK_BYTES / 2u];
            const uint high = a + 1u < BLOCK_BYTES / 2u ? first[a + 1u] : second[a + 1u - BLOCK_BYTES / 2u];
            cache.w[word + n] = low | (high << 16);
        }
    } else {
        if (i >= blocks)
            return;
        uint halves[BLOCK_BYTES / 2u];
        encode_block(source + 32u * i, halves);
        for (uint n = 0u; n < BLOCK_BYTES / 2u; ++n) {
            const uint offset = row + i * BLOCK_BYTES + 2u * n;
            const uint shift = (offset & 2u) * 8u;
            atomicAnd(cache.w[offset >> 2], ~(0xffffu << shift));
            atomicOr(cache.w[offset >> 2], halves[n] << shift);
        }
    }
#endif
}
