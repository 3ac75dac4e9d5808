// Rotates the first 2 · pairs columns of every head of every row.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

layout(local_size_x = 64, local_size_y = 1, local_size_z = 1) in;
layout(push_constant) uniform Push { RopePush p; };

void main()
{
    const uint i = gl_WorkGroupID.x * 64u + gl_LocalInvocationID.x;
    const uint token = gl_WorkGroupID.y;
    const uint pair = i % p.pairs;
    const uint head = i / p.pairs;
    if (head >= p.heads)
        return;
    const float angle = float(p.positions.w[token]) * p.inverse_frequency.f[pair];
    // Reduced by hand: GPUs' sine is only good near zero.
    const float turns = angle * 0.15915494309189535;
    const float reduced = fma(-floor(turns + 0.5), 6.28125, angle) - floor(turns + 0.5) * 0.0019353071795864769;
    const float cosine = cos(reduced) * p.magnitude;
    const float sine = sin(reduced) * p.magnitude;
    const uint first = token * p.stride + head * p.dim;
    const uint x_at = first + (p.halves != 0u ? pair : 2u * pair);
    const uint y_at = first + (p.halves != 0u ? pair + p.pairs : 2u * pair + 1u);
    const float x = p.rows.f[x_at];
    const float y = p.rows.f[y_at];
    p.rows.f[x_at] = x * cosine - y * sine;
    p.rows.f[y_at] = x * sine + y * cosine;
}
