// product_tiles.comp with halves: pairs of columns in one register and one instruction. Sums over 32 columns stay halves, those
// become floats.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
#define WHOLE true // columns are a multiple of 8
#include "types.glsl"

layout(local_size_x = 128, local_size_y = 1, local_size_z = 1) in;
layout(push_constant) uniform Push { PackedProductPush p; };
#include "half_columns.glsl"
#include "write_output.glsl"

const uint TILE = 64u;
const uint DEPTH = 32u;
shared f16vec2 weight_tile[DEPTH / 2u][TILE + 1u];
shared f16vec2 row_tile[DEPTH / 2u][TILE + 1u];

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
            for (uint i = 0u; i < 4u; ++i) {
                weight_tile[(task & 3u) * 4u + i][task >> 2] = share.weights[n][i];
                row_tile[(task & 3u) * 4u + i][task >> 2] = share.rows[n][i];
            }
        }
        barrier();
        read_share(first_output, first_token, depth + DEPTH, share);
        f16vec2 part[4][8];
        for (uint i = 0u; i < 4u; ++i)
            for (uint j = 0u; j < 8u; ++j)
                part[i][j] = f16vec2(0.0);
        for (uint k = 0u; k < DEPTH / 2u; ++k) {
            f16vec2 w[4];
            f16vec2 x[8];
            for (uint i = 0u; i < 4u; ++i)
                w[i] = weight_tile[k][output_lane + 16u * i];
            for (uint j = 0u; j < 8u; ++j)
                x[j] = row_tile[k][token_lane + 8u * j];
            for (uint i = 0u; i < 4u; ++i)
                for (uint j = 0u; j < 8u; ++j)
                    part[i][j] = fma(w[i], x[j], part[i][j]);
        }
        for (uint i = 0u; i < 4u; ++i)
            for (uint j = 0u; j < 8u; ++j)
                sums[i][j] += float(part[i][j].x) + float(part[i][j].y);
        barrier();
    }

    for (uint j = 0u; j < 8u; ++j) {
        const uint token = first_token + token_lane + 8u * j;
        const float row_scale = token < p.tokens ? p.scales.f[token] : 0.0;
        for (uint i = 0u; i < 4u; ++i)
            write_output(first_output + output_lane + 16u * i, token, sums[i][j] * row_scale);
    }
}
