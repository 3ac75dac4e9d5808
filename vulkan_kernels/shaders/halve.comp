// Rows for products of halves: each scaled by a power of two, so that its largest magnitude lies between 8 and 16. What is
// large does not overflow then, and sums of a few products have room. A workgroup makes a row.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

layout(local_size_x = 128, local_size_y = 1, local_size_z = 1) in;
layout(push_constant) uniform Push { PackPush p; };

shared float partial[128];

float largest_of_all(float value)
{
    const float largest = subgroupMax(value);
    if (subgroupElect())
        partial[gl_SubgroupID] = largest;
    barrier();
    float all = 0.0;
    for (uint s = 0u; s < gl_NumSubgroups; ++s)
        all = max(all, partial[s]);
    return all;
}

void main()
{
    const uint thread = gl_LocalInvocationID.x;
    const uint token = gl_WorkGroupID.y;
    const uint first = token * p.in_stride;

    float largest = 0.0;
    for (uint c = thread; c < p.columns; c += 128u)
        largest = max(largest, abs(p.in_rows.f[first + c]));
    // Exponents as floats store them, with a bias of 127.
    const int exponent = int(floatBitsToUint(largest_of_all(largest)) >> 23);
    const int inverse_exponent = exponent == 0 ? 127 : clamp(127 + 3 + 127 - exponent, 1, 253);
    const float inverse = uintBitsToFloat(uint(inverse_exponent) << 23);
    for (uint c = 2u * thread; c < p.columns; c += 256u)
        p.packed.w[(token * p.columns + c) >> 1] =
            packHalf2x16(vec2(p.in_rows.f[first + c], p.in_rows.f[first + c + 1u]) * inverse);
    if (thread == 0u)
        p.scales.f[token] = uintBitsToFloat(uint(254 - inverse_exponent) << 23);
}
