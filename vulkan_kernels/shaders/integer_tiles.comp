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
shared float row_sum[2][TILE];
#endif

#if defined(BIAS)
// Each byte less BIAS; bytes and differences are small enough not to borrow from each other.
uvec2 without_bias(uvec2 bytes) { return ((bytes | 0x80808080u) - uint(BIAS) * 0x01010101u) ^ 0x80808080u; }
#else
uvec2 without_bias(uvec2 bytes) { return bytes; }
#endif

void load_tiles(uint task, uint first_output, uint first_token, uint depth)
{
    const uint line = task >> 2;
    const uint chunk = task & 3u; // of 8 columns
    const uint c = depth + chunk * 8u;
    uvec2 q = uvec2(0u);
    float d = 0.0;
    float m = 0.0;
    if (first_output + line < p.outputs)
        decode_bytes(p.weight, (first_output + line) * p.row_bytes, c, q, d, m);
    q = without_bias(q);
    weight_tile[2u * chunk][line] = q.x;
    weight_tile[2u * chunk + 1u][line] = q.y;
    const bool inside = first_token + line < p.tokens;
    const uint word = ((first_token + line) * p.columns + c) >> 2;
    row_tile[2u * chunk][line] = inside ? p.packed.w[word] : 0u;
    row_tile[2u * chunk + 1u][line] = inside ? p.packed.w[word + 1u] : 0u;
    if (chunk == 0u)
        row_scale[line] = inside ? p.scales.f[word >> 3] : 0.0;
    if ((chunk & 1u) == 0u) {
        weight_scale[chunk >> 1][line] = d;
#if defined(HAS_MINIMUM)
        weight_minimum[chunk >> 1][line] = m;
        int sum = 0;
        for (uint i = 0u; i < 4u && inside; ++i)
            sum += sum4(p.packed.w[word + i]);
        row_sum[chunk >> 1][line] = float(sum);
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

    for (uint depth = 0u; depth < p.columns; depth += DEPTH) {
        for (uint task = thread; task < TILE * DEPTH / 8u; task += 128u)
            load_tiles(task, first_output, first_token, depth);
        barrier();
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
                    product = fma(weight_minimum[part][lane], row_sum[part][line], product);
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
