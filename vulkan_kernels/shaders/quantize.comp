// Rows for products of integers: blocks of 32 columns as signed bytes with a scale each. A thread makes four columns, so that
// neighbours read neighbouring memory; the eight threads of a block find its largest magnitude in shared memory.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

layout(local_size_x = 64, local_size_y = 1, local_size_z = 1) in;
layout(push_constant) uniform Push { PackPush p; };

shared float magnitude[64];

void main()
{
    const uint thread = gl_LocalInvocationID.x;
    const uint word = gl_GlobalInvocationID.x; // of four columns
    const uint token = gl_WorkGroupID.y;
    const uint words = p.columns / 4u;
    const vec4 x = word < words ? Floats4(uvec2(p.in_rows)).f[token * (p.in_stride / 4u) + word] : vec4(0.0);
    magnitude[thread] = max(max(abs(x.x), abs(x.y)), max(abs(x.z), abs(x.w)));
    barrier();
    if (word >= words)
        return;
    float largest = 0.0;
    for (uint i = 0u; i < 8u; ++i)
        largest = max(largest, magnitude[(thread & ~7u) + i]);
    const float scale = largest / 127.0;
    const float inverse = scale > 0.0 ? 1.0 / scale : 0.0;
    const ivec4 bytes = ivec4(clamp(round(x * inverse), -127.0, 127.0)) & 0xff;
    p.packed.w[token * words + word] = uint(bytes.x | (bytes.y << 8) | (bytes.z << 16) | (bytes.w << 24));
    if ((thread & 7u) == 0u)
        p.scales.f[token * (p.columns / 32u) + word / 8u] = scale;
}
