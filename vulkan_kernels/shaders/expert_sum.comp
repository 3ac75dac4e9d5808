// What a row's experts made, weighed and added up.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

layout(local_size_x = 64, local_size_y = 1, local_size_z = 1) in;
layout(push_constant) uniform Push { ExpertSumPush p; };

void main()
{
    const uint c = gl_WorkGroupID.x * 64u + gl_LocalInvocationID.x;
    const uint row = gl_WorkGroupID.y;
    if (c >= p.columns)
        return;
    float sum = 0.0;
    for (uint slot = row * p.used; slot < (row + 1u) * p.used; ++slot)
        sum = fma(p.weights.f[slot], p.made.f[slot * p.columns + c], sum);
    const uint at = row * p.columns + c;
    p.out_rows.f[at] = (p.accumulate != 0u ? p.out_rows.f[at] : 0.0) + sum * p.scale;
}
