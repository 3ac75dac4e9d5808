// The matrix of one expert × one row, for every choice of every row: a workgroup makes OUTPUTS outputs of one choice, whose
// expert it reads from a buffer. Bound by the memory that the weights come from.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

layout(local_size_x_id = 0, local_size_y = 1, local_size_z = 1) in;
layout(constant_id = 1) const bool WHOLE_ROWS = false; // multiples of 8 columns, at addresses that are multiples of 16
#define WHOLE WHOLE_ROWS
const uint OUTPUTS = 4u;
const uint TOKENS = 1u;
#include "types.glsl"

layout(push_constant) uniform Push { ExpertPush p; };
#include "row_columns.glsl"

uint slot() { return p.first_slot + gl_WorkGroupID.y; }
uint expert() { return p.ids.w[slot()]; }

void write_output(uint output_row, uint token, float sum)
{
    if (output_row >= p.outputs)
        return;
    const float bias = (p.flags & PRODUCT_BIAS) != 0u ? p.bias.f[expert() * p.outputs + output_row] : 0.0;
    p.out_rows.f[slot() * p.outputs + output_row] = sum + bias;
}
#include "row_sums.glsl"

void main()
{
    const uint first_output = gl_WorkGroupID.x * OUTPUTS;
    const uint first_row = expert() * p.outputs;
    float sums[OUTPUTS][TOKENS];
    for (uint o = 0u; o < OUTPUTS; ++o)
        sums[o][0] = 0.0;
    for (uint c = gl_LocalInvocationID.x * 8u; c < p.columns; c += gl_WorkGroupSize.x * 8u) {
        const uint count = min(8u, p.columns - c);
        float x[8];
        load_row8(slot() / p.choices, c, x);
        for (uint o = 0u; o < OUTPUTS; ++o) {
            float w[8];
            decode8(p.weight, (first_row + min(first_output + o, p.outputs - 1u)) * p.row_bytes, c, count, w);
            for (uint i = 0u; i < 8u; ++i)
                sums[o][0] = fma(w[i], x[i], sums[o][0]);
        }
    }
    write_sums(sums, first_output);
}
