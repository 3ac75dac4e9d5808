// Weight matrix × many rows (prefill): a workgroup makes a tile of 64 outputs × 64 rows. Tiles of both factors go through
// shared memory, weights decoded once per tile; each of 128 threads keeps 4 × 8 sums in registers.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

layout(local_size_x = 128, local_size_y = 1, local_size_z = 1) in;
layout(constant_id = 0) const bool WHOLE_ROWS = false; // as in product_rows.comp
#define WHOLE WHOLE_ROWS
#include "types.glsl"
layout(push_constant) uniform Push { ProductPush p; };
#include "row_columns.glsl"
#include "write_output.glsl"

const uint TILE = 64u;
const uint DEPTH = 32u;
shared float weight_tile[DEPTH][TILE + 1u];
shared float row_tile[DEPTH][TILE + 1u];

// What a thread brings to the tiles of one step: two tasks of eight columns of each. It is read while the step before is
// computed.
struct TileShare {
    float weights[2][8];
    float rows[2][8];
};

void read_share(uint first_output, uint first_token, uint depth, out TileShare share)
{
    for (uint n = 0u; n < 2u; ++n) {
        const uint task = gl_LocalInvocationID.x + 128u * n;
        const uint line = task >> 2;
        const uint c = depth + (task & 3u) * 8u;
        share.weights[n] = float[8](0, 0, 0, 0, 0, 0, 0, 0);
        share.rows[n] = float[8](0, 0, 0, 0, 0, 0, 0, 0);
        if (c < p.columns && first_output + line < p.outputs)
            decode8(p.weight, (first_output + line) * p.row_bytes, c, min(8u, p.columns - c), share.weights[n]);
        if (c < p.columns && first_token + line < p.tokens)
            load_row8(first_token + line, c, share.rows[n]);
    }
}

void main()
{
    const uint thread = gl_LocalInvocationID.x;
    const uint first_output = gl_WorkGroupID.x * TILE;
    const uint first_token = gl_WorkGroupID.y * TILE;
    const uint output_lane = thread & 15u; // its outputs: output_lane + 16 · i
    const uint token_lane = thread >> 4;   // its rows: token_lane + 8 · j

    float sums[4][8];
    for (uint i = 0u; i < 4u; ++i)
        for (uint j = 0u; j < 8u; ++j)
            sums[i][j] = 0.0;

    TileShare share;
    read_share(first_output, first_token, 0u, share);
    for (uint depth = 0u; depth < p.columns; depth += DEPTH) {
        for (uint n = 0u; n < 2u; ++n) {
            const uint task = thread + 128u * n;
            for (uint i = 0u; i < 8u; ++i) {
                weight_tile[(task & 3u) * 8u + i][task >> 2] = share.weights[n][i];
                row_tile[(task & 3u) * 8u + i][task >> 2] = share.rows[n][i];
            }
        }
        barrier();
        read_share(first_output, first_token, depth + DEPTH, share);
        for (uint k = 0u; k < DEPTH; ++k) {
            float w[4];
            float x[8];
            for (uint i = 0u; i < 4u; ++i)
                w[i] = weight_tile[k][output_lane + 16u * i];
            for (uint j = 0u; j < 8u; ++j)
                x[j] = row_tile[k][token_lane + 8u * j];
            for (uint i = 0u; i < 4u; ++i)
                for (uint j = 0u; j < 8u; ++j)
                    sums[i][j] = fma(w[i], x[j], sums[i][j]);
        }
        barrier();
    }

    for (uint i = 0u; i < 4u; ++i)
        for (uint j = 0u; j < 8u; ++j)
            write_output(first_output + output_lane + 16u * i, first_token + token_lane + 8u * j, sums[i][j]);
}
