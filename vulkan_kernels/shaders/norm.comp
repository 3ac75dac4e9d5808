// One workgroup per norm: a row, or one group of a row (a head).
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

layout(local_size_x = 128, local_size_y = 1, local_size_z = 1) in;
layout(push_constant) uniform Push { NormPush p; };

shared float partial[128];

float sum_of_all(float value)
{
    const float sum = subgroupAdd(value);
    if (subgroupElect())
        partial[gl_SubgroupID] = sum;
    barrier();
    float total = 0.0;
    for (uint s = 0u; s < gl_NumSubgroups; ++s)
        total += partial[s];
    barrier();
    return total;
}

void main()
{
    const uint thread = gl_LocalInvocationID.x;
    const uint first_column = gl_WorkGroupID.x * p.group;
    const uint first = gl_WorkGroupID.y * p.columns + first_column;

    float mean = 0.0;
    if ((p.flags & NORM_LAYER) != 0u) {
        float sum = 0.0;
        for (uint c = thread; c < p.group; c += 128u)
            sum += p.in_rows.f[first + c];
        mean = sum_of_all(sum) / float(p.group);
    }
    float squares = 0.0;
    for (uint c = thread; c < p.group; c += 128u) {
        const float x = p.in_rows.f[first + c] - mean;
        squares = fma(x, x, squares);
    }
    const float factor = inversesqrt(sum_of_all(squares) / float(p.group) + p.epsilon);
    for (uint c = thread; c < p.group; c += 128u) {
        float x = (p.in_rows.f[first + c] - mean) * factor;
        const uint at = (first_column + c) % p.weight_length;
        if ((p.flags & NORM_WEIGHT) != 0u)
            x *= p.weight.f[at];
        if ((p.flags & NORM_BIAS) != 0u)
            x += p.bias.f[at];
        p.out_rows.f[first + c] = x;
    }
}
