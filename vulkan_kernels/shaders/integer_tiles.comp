// product_tiles.comp with rows of signed bytes: tiles of 64 outputs × 64 rows, 32 columns at a time as packed words, with
// the weights' scales of each 16 columns.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
#include "integer_dot.glsl"
#include "types.glsl"

layout(local_size_x = 128, local_size_y = 1, local_size_z = 1) in;
layout(push_constant) uniform Push { PackedProductPush p; };
#include "write_output.glsl"

const uint TILE = 64u;
const uint DEPTH = 32u;
shared uint weight_tile[DEPTH / 4u][TILE + 1u];
shared uint row_tile[DEPTH / 4u][TILE + 1u];
shared float weight_scale[2][TILE];
shared float row_scale[TILE];
#if defined(HAS_MINIMUM)
shared float weight_minimum[2][TILE];
shared float row_sum[4][TILE]; // of eight columns each
#endif

#if defined(BIAS)
// Each byte less BIAS; bytes and differences are small enough not to borrow from each other.
uvec2 without_bias(uvec2 bytes) { return ((bytes | 0x80808080u) - uint(BIAS) * 0x01010101u) ^ 0x80808080u; }
#else
uvec2 without_bias(uvec2 bytes) { return bytes; }
#endif

// What a thread brings to the tiles of one step: two tasks of eight columns of each. It is read while the step before is
// computed.
struct TileShare {
    uvec2 weights[2];
    uvec2 rows[2];
    float d[2];
    float m[2];
    float row_scale[2];
};

void read_share(uint first_output, uint first_token, uint depth, out TileShare share)
{
    for (uint n = 0u; n < 2u; ++n) {
        const uint task = gl_LocalInvocationID.x + 128u * n;
        const uint line = task >> 2;
        const uint c = depth + (task & 3u) * 8u;
        share.weights[n] = uvec2(0u);
        share.rows[n] = uvec2(0u);
        share.d[n] = 0.0;
        share.m[n] = 0.0;
        share.row_scale[n] = 0.0;
        if (c < p.columns && first_output + line < p.outputs) {
            decode_bytes(p.weight, (first_output + line) * p.row_bytes, c, share.weights[n], share.d[n], share.m[n]);
            share.weights[n] = without_bias(share.weights[n]);
        }
        if (c < p.columns && first_token + line < p.tokens) {
            const uint at = (first_token + line) * p.columns + c;
            share.rows[n] = two_words(p.packed, at);
            share.row_scale[n] = p.scales.f[at >> 5];
        }
    }
}

void write_share(TileShare share)
{
    for (uint n = 0u; n < 2u; ++n) {
        const uint task = gl_LocalInvocationID.x + 128u * n;
        const uint line = task >> 2;
        const uint chunk = task & 3u; // of 8 columns
        weight_tile[2u * chunk][line] = share.weights[n].x;
        weight_tile[2u * chunk + 1u][line] = share.weights[n].y;
        row_tile[2u * chunk][line] = share.rows[n].x;
        row_tile[2u * chunk + 1u][line] = share.rows[n].y;
        if (chunk == 0u)
            row_scale[line] = share.row_scale[n];
        if ((chunk & 1u) == 0u) {
            weight_scale[chunk >> 1][line] = share.d[n];
#if defined(HAS_MINIMUM)
            weight_minimum[chunk >> 1][line] = share.m[n];
#endif
        }
#if defined(HAS_MINIMUM)
        row_sum[chunk][line] = float(sum4(share.rows[n].x) + sum4(share.rows[n].y));
#endif
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
        write_share(share);
        barrier();
        read_share(first_output, first_token, depth + DEPTH, share);
        for (uint part = 0u; part < 2u; ++part) {
            uint w[4][4];
            for (uint i = 0u; i < 4u; ++i)
                for (uint k = 0u; k < 4u; ++k)
                    w[i][k] = weight_tile[4u * part + k][output_lane + 16u * i];
            for (uint j = 0u; j < 8u; ++j) {
                const uint line = token_lane + 8u * j;
                uint x[4];
                for (uint k = 0u; k < 4u; ++k)
                    x[k] = row_tile[4u * part + k][line];
                for (uint i = 0u; i < 4u; ++i) {
                    const uint lane = output_lane + 16u * i;
                    const int whole = dot4(w[i][0], x[0]) + dot4(w[i][1], x[1]) + dot4(w[i][2], x[2]) + dot4(w[i][3], x[3]);
                    float product = weight_scale[part][lane] * float(whole);
#if defined(HAS_MINIMUM)
                    product = fma(weight_minimum[part][lane], row_sum[2u * part][line] + row_sum[2u * part + 1u][line], product);
#endif
                    sums[i][j] = fma(row_scale[line], product, sums[i][j]);
                }
            }
        }
        barrier();
    }

    for (uint i = 0u; i < 4u; ++i)
        for (uint j = 0u; j < 8u; ++j)
            write_output(first_output + output_lane + 16u * i, first_token + token_lane + 8u * j, sums[i][j]);
}
