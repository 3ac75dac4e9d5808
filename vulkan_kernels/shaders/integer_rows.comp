// product_rows.comp with rows of signed bytes: four products an instruction.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
#include "integer_dot.glsl"
#include "types.glsl"

layout(local_size_x_id = 0, local_size_y = 1, local_size_z = 1) in;
layout(constant_id = 1) const uint OUTPUTS = 4;
layout(constant_id = 2) const uint TOKENS = 1;

layout(push_constant) uniform Push { PackedProductPush p; };
#include "write_output.glsl"
#include "row_sums.glsl"

void main()
{
    const uint thread = gl_LocalInvocationID.x;
    const uint threads = gl_WorkGroupSize.x;
    const uint first_output = gl_WorkGroupID.x * OUTPUTS;

    float sums[OUTPUTS][TOKENS];
    for (uint o = 0u; o < OUTPUTS; ++o)
        for (uint t = 0u; t < TOKENS; ++t)
            sums[o][t] = 0.0;

    for (uint c = thread * 8u; c < p.columns; c += threads * 8u) {
        uvec2 x[TOKENS];
        float scale[TOKENS];
        float sum[TOKENS];
        for (uint t = 0u; t < TOKENS; ++t) {
            const uint at = min(t, p.tokens - 1u) * p.columns + c;
            x[t] = two_words(p.packed, at);
            scale[t] = p.scales.f[at >> 5];
#if defined(BIAS) // of the row: for what is added to each of the weight's values
            sum[t] = float(sum4(x[t].x) + sum4(x[t].y));
#endif
        }
        for (uint o = 0u; o < OUTPUTS; ++o) {
            const uint output_row = min(first_output + o, p.outputs - 1u);
            uvec2 q;
            float d;
            float m;
            decode_bytes(p.weight, output_row * p.row_bytes, c, q, d, m);
#if defined(BIAS)
            m -= d * BIAS;
#endif
            for (uint t = 0u; t < TOKENS; ++t) {
                float product = d * float(dot4(q.x, x[t].x) + dot4(q.y, x[t].y));
#if defined(BIAS)
                product = fma(m, sum[t], product);
#endif
                sums[o][t] = fma(scale[t], product, sums[o][t]);
            }
        }
    }

    write_sums(sums, first_output);
}
