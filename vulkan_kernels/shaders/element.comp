// What works on one element at a time; OPERATION chooses when the pipeline is made.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

layout(local_size_x = 128, local_size_y = 1, local_size_z = 1) in;
layout(constant_id = 0) const uint OPERATION = 0;
layout(push_constant) uniform Push { ElementPush p; };

// Abramowitz and Stegun 7.1.26: absolute error below 1.5e-7.
float error_function(float x)
{
    const float t = 1.0 / (1.0 + 0.3275911 * abs(x));
    const float y = 1.0 - (((((1.061405429 * t - 1.453152027) * t) + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
        * exp(-x * x);
    return x < 0.0 ? -y : y;
}

// Some drivers make tanh of a large argument from an overflowing exponential.
float safe_tanh(float x) { return tanh(clamp(x, -15.0, 15.0)); }

const uint CLAMPED_SWIGLU = 6u;
float activate(float x) // the order of engine/activation_kind.h
{
    switch (p.activation) {
    case 1u: return x / (1.0 + exp(-x));
    case 2u: return 0.5 * x * (1.0 + error_function(x * 0.70710678118654752));
    case 3u: return 0.5 * x * (1.0 + safe_tanh(0.79788456080286536 * (x + 0.044715 * x * x * x)));
    case 4u: return max(x, 0.0);
    case 5u: return x > 0.0 ? x * x : 0.0;
    case CLAMPED_SWIGLU: x = min(x, 7.0); return x / (1.0 + exp(-1.702 * x));
    default: return x;
    }
}

void main()
{
    const uint i = (gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x) * 128u + gl_LocalInvocationID.x;
    if (i >= p.count)
        return;
    if (OPERATION == ELEMENT_ACTIVATE) {
        p.out_rows.f[i] = activate(p.a.f[i]);
    } else if (OPERATION == ELEMENT_GATE) {
        const float up = p.b.f[i];
        p.out_rows.f[i] = activate(p.a.f[i]) * (p.activation == CLAMPED_SWIGLU ? clamp(up, -7.0, 7.0) + 1.0 : up);
    } else if (OPERATION == ELEMENT_WEIGH) {
        p.out_rows.f[i] = p.a.f[i] / (1.0 + exp(-p.b.f[i / p.columns]));
    } else if (OPERATION == ELEMENT_ADD) {
        p.out_rows.f[i] += p.a.f[i] * p.scale;
    } else if (OPERATION == ELEMENT_SCALE_AND_CAP) {
        const float x = p.a.f[i] * p.scale;
        p.out_rows.f[i] = p.cap > 0.0 ? p.cap * safe_tanh(x / p.cap) : x;
    } else if (OPERATION == ELEMENT_SCALE_BY_POSITION) {
        const uint turn = p.indices.w[i / p.columns] / p.period;
        p.out_rows.f[i] = p.a.f[i] * (1.0 + p.scale * log(1.0 + float(turn)));
    } else if (OPERATION == ELEMENT_COPY_COLUMNS) {
        p.out_rows.f[i] = p.a.f[i / p.columns * p.period + i % p.columns];
    } else {
        const uint row = i / p.columns;
        p.out_rows.f[i] = p.a.f[p.indices.w[row] * p.columns + i % p.columns];
    }
}
