// Weight matrix × a few rows (decode): a workgroup makes OUTPUTS outputs for up to TOKENS rows. Its threads walk along
// the columns, so that a weight is read once and used for every row; partial sums meet in the subgroup, then in
// shared memory. Bound by the memory that the weights come from.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

layout(local_size_x_id = 0, local_size_y = 1, local_size_z = 1) in;
layout(constant_id = 1) const uint OUTPUTS = 4;
layout(constant_id = 2) const uint TOKENS = 1;
layout(constant_id = 3) const bool WHOLE_ROWS = false; // multiples of 8 columns, at addresses that are multiples of 16
#define WHOLE WHOLE_ROWS
#include "types.glsl"

layout(push_constant) uniform Push { ProductPush p; };
#include "row_columns.glsl"
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
        const uint count = min(8u, p.columns - c);
        float x[TOKENS][8];
        for (uint t = 0u; t < TOKENS; ++t)
            load_row8(min(t, p.tokens - 1u), c, x[t]);
        for (uint o = 0u; o < OUTPUTS; ++o) {
            const uint output_row = min(first_output + o, p.outputs - 1u);
            float w[8];
            decode8(p.weight, output_row * p.row_bytes, c, count, w);
            for (uint t = 0u; t < TOKENS; ++t)
                for (uint i = 0u; i < 8u; ++i)
                    sums[o][t] = fma(w[i], x[t][i], sums[o][t]);
        }
    }

    write_sums(sums, first_output);
}
