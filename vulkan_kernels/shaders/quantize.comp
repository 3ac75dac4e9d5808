// Rows for products of integers: blocks of 32 columns as signed bytes with a scale each. A thread makes a block.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

layout(local_size_x = 64, local_size_y = 1, local_size_z = 1) in;
layout(push_constant) uniform Push { PackPush p; };

void main()
{
    const uint blocks = p.columns / 32u;
    const uint block = gl_GlobalInvocationID.x;
    const uint token = gl_WorkGroupID.y;
    if (block >= blocks)
        return;
    const uint first = token * p.in_stride + block * 32u;
    float largest = 0.0;
    for (uint i = 0u; i < 32u; ++i)
        largest = max(largest, abs(p.in_rows.f[first + i]));
    const float scale = largest / 127.0;
    const float inverse = scale > 0.0 ? 1.0 / scale : 0.0;
    for (uint word = 0u; word < 8u; ++word) {
        uint bytes = 0u;
        for (uint i = 0u; i < 4u; ++i) {
            const int value = int(clamp(round(p.in_rows.f[first + word * 4u + i] * inverse), -127.0, 127.0));
            bytes |= (uint(value) & 0xffu) << (8u * i);
        }
        p.packed.w[(token * blocks + block) * 8u + word] = bytes;
    }
    p.scales.f[token * blocks + block] = scale;
}
