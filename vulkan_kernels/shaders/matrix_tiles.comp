// product_tiles.comp on the device's matrix units (GL_KHR_cooperative_matrix): tiles of halves in shared memory, of which each
// subgroup multiplies BLOCK_ROWS × BLOCK_COLUMNS small matrices of the size that the device has; sums are floats.
#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_KHR_cooperative_matrix : require
#extension GL_KHR_memory_scope_semantics : require
#include "common.glsl"
#define WHOLE true // columns are a multiple of 8
#include "types.glsl"

layout(local_size_x = 128, local_size_y = 1, local_size_z = 1) in;
layout(push_constant) uniform Push { PackedProductPush p; };
#include "half_columns.glsl"
#include "write_output.glsl"

// Of the device: outputs × columns by columns × tokens.
layout(constant_id = 0) const uint OUTPUTS = 16u;
layout(constant_id = 1) const uint TOKENS = 16u;
layout(constant_id = 2) const uint COLUMNS = 16u;
// Small matrices of sums that a subgroup has, down the outputs and across the tokens.
layout(constant_id = 3) const uint BLOCK_ROWS = 2u;
layout(constant_id = 4) const uint BLOCK_COLUMNS = 2u;

const uint TILE = 64u;
const uint DEPTH = 32u;
const uint PAIRS = DEPTH / 2u + 4u; // of columns in a line of a tile; the rest keeps lines in different banks
// A subgroup's small matrix of sums on its way out: [token][output].
const uint SUBGROUPS = (TILE / (OUTPUTS * BLOCK_ROWS)) * (TILE / (TOKENS * BLOCK_COLUMNS));
const uint SUMS = OUTPUTS + 4u;
shared f16vec2 weight_tile[TILE * PAIRS];
shared f16vec2 row_tile[TILE * PAIRS];
shared float sum_tile[SUBGROUPS * TOKENS * SUMS];

void main()
{
    const uint thread = gl_LocalInvocationID.x;
    const uint first_output = gl_WorkGroupID.x * TILE;
    const uint first_token = gl_WorkGroupID.y * TILE;
    const uint subgroups_down = TILE / (OUTPUTS * BLOCK_ROWS);
    const uint output_lane = gl_SubgroupID % subgroups_down * OUTPUTS * BLOCK_ROWS;
    const uint token_lane = gl_SubgroupID / subgroups_down * TOKENS * BLOCK_COLUMNS;

    coopmat<float, gl_ScopeSubgroup, OUTPUTS, TOKENS, gl_MatrixUseAccumulator> sums[BLOCK_ROWS * BLOCK_COLUMNS];
    for (uint i = 0u; i < BLOCK_ROWS * BLOCK_COLUMNS; ++i)
        sums[i] = coopmat<float, gl_ScopeSubgroup, OUTPUTS, TOKENS, gl_MatrixUseAccumulator>(0.0);

    TileShare share;
    read_share(first_output, first_token, 0u, share);
    for (uint depth = 0u; depth < p.columns; depth += DEPTH) {
        for (uint n = 0u; n < 2u; ++n) {
            const uint task = thread + 128u * n;
            const uint at = (task >> 2) * PAIRS + (task & 3u) * 4u;
            for (uint i = 0u; i < 4u; ++i) {
                weight_tile[at + i] = share.weights[n][i];
                row_tile[at + i] = share.rows[n][i];
            }
        }
        barrier();
        read_share(first_output, first_token, depth + DEPTH, share);
        for (uint k = 0u; k < DEPTH; k += COLUMNS) {
            coopmat<float16_t, gl_ScopeSubgroup, COLUMNS, TOKENS, gl_MatrixUseB> rows[BLOCK_COLUMNS];
            for (uint j = 0u; j < BLOCK_COLUMNS; ++j)
                coopMatLoad(rows[j], row_tile, (token_lane + TOKENS * j) * PAIRS + k / 2u, PAIRS,
                    gl_CooperativeMatrixLayoutColumnMajor);
            for (uint i = 0u; i < BLOCK_ROWS; ++i) {
                coopmat<float16_t, gl_ScopeSubgroup, OUTPUTS, COLUMNS, gl_MatrixUseA> weights;
                coopMatLoad(weights, weight_tile, (output_lane + OUTPUTS * i) * PAIRS + k / 2u, PAIRS,
                    gl_CooperativeMatrixLayoutRowMajor);
                for (uint j = 0u; j < BLOCK_COLUMNS; ++j)
                    sums[i * BLOCK_COLUMNS + j] = coopMatMulAdd(weights, rows[j], sums[i * BLOCK_COLUMNS + j]);
            }
        }
        barrier();
    }

    // Each subgroup through memory of its own: no other waits for it.
    const uint own = gl_SubgroupID * TOKENS * SUMS;
    for (uint i = 0u; i < BLOCK_ROWS; ++i) {
        for (uint j = 0u; j < BLOCK_COLUMNS; ++j) {
            coopMatStore(sums[i * BLOCK_COLUMNS + j], sum_tile, own, SUMS, gl_CooperativeMatrixLayoutColumnMajor);
            subgroupBarrier();
            for (uint e = gl_SubgroupInvocationID; e < OUTPUTS * TOKENS; e += gl_SubgroupSize) {
                const uint output_row = first_output + output_lane + OUTPUTS * i + e % OUTPUTS;
                const uint token = first_token + token_lane + TOKENS * j + e / OUTPUTS;
                const float row_scale = token < p.tokens ? p.scales.f[token] : 0.0;
                write_output(output_row, token, sum_tile[own + e / OUTPUTS * SUMS + e % OUTPUTS] * row_scale);
            }
            subgroupBarrier();
        }
    }
}
