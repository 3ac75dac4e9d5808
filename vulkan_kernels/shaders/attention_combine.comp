// Joins what the splits of attention.comp left: softmax over the parts by their largest scores.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

layout(local_size_x = 64, local_size_y = 1, local_size_z = 1) in;
layout(push_constant) uniform Push { CombinePush p; };

void main()
{
    const uint row_head = gl_WorkGroupID.y;
    const uint c = gl_WorkGroupID.x * 64u + gl_LocalInvocationID.x;
    if (c >= p.value_dim)
        return;
    const uint width = p.value_dim + 2u;
    const uint first = row_head * p.splits * width;
    const float sink = p.has_sinks != 0u ? p.sinks.f[row_head % p.heads] : -1e30;
    float top = sink;
    for (uint s = 0u; s < p.splits; ++s)
        top = max(top, p.partial.f[first + s * width + p.value_dim]);
    float sum = 0.0;
    float total = p.has_sinks != 0u ? exp(sink - top) : 0.0;
    for (uint s = 0u; s < p.splits; ++s) {
        const uint at = first + s * width;
        const float factor = exp(p.partial.f[at + p.value_dim] - top);
        sum = fma(factor, p.partial.f[at + c], sum);
        total = fma(factor, p.partial.f[at + p.value_dim + 1u], total);
    }
    p.out_rows.f[row_head * p.value_dim + c] = sum / total;
}
