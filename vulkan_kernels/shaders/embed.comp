// out[r] (+)= table[indices[r]] · scale
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
#include "types.glsl"

layout(local_size_x = 64, local_size_y = 1, local_size_z = 1) in;
layout(push_constant) uniform Push { EmbedPush p; };

void main()
{
    const uint row = gl_WorkGroupID.y;
    const uint c = (gl_WorkGroupID.x * 64u + gl_LocalInvocationID.x) * 8u;
    if (c >= p.columns)
        return;
    const uint count = min(8u, p.columns - c);
    float v[8];
    decode8(p.table, p.indices.w[row] * p.row_bytes, c, count, v);
    for (uint i = 0u; i < count; ++i) {
        const uint at = row * p.out_stride + c + i;
        p.out_rows.f[at] = (p.accumulate != 0u ? p.out_rows.f[at] : 0.0) + v[i] * p.scale;
    }
}
