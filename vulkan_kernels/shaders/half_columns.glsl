// Eight columns of a weight's row and of an input's row as pairs of halves; zeros outside of the matrix.
#extension GL_EXT_shader_explicit_arithmetic_types_float16 : require

void weight_halves(uint output_row, uint c, out f16vec2 halves[4])
{
    float w[8] = float[8](0, 0, 0, 0, 0, 0, 0, 0);
    if (output_row < p.outputs && c < p.columns)
        decode8(p.weight, output_row * p.row_bytes, c, 8u, w);
    for (uint i = 0u; i < 4u; ++i)
        halves[i] = f16vec2(vec2(w[2u * i], w[2u * i + 1u]));
}

void row_halves(uint token, uint c, out f16vec2 halves[4])
{
    const bool inside = token < p.tokens && c < p.columns;
    const uint word = (token * p.columns + c) >> 1;
    for (uint i = 0u; i < 4u; ++i)
        halves[i] = inside ? unpackFloat2x16(p.packed.w[word + i]) : f16vec2(0.0);
}

// What a thread brings to the tiles of one step, 64 outputs and 64 rows of 32 columns: two tasks of eight columns of each.
// It is read while the step before is computed.
struct TileShare {
    f16vec2 weights[2][4];
    f16vec2 rows[2][4];
};

void read_share(uint first_output, uint first_token, uint depth, out TileShare share)
{
    for (uint n = 0u; n < 2u; ++n) {
        const uint task = gl_LocalInvocationID.x + 128u * n;
        const uint c = depth + (task & 3u) * 8u;
        weight_halves(first_output + (task >> 2), c, share.weights[n]);
        row_halves(first_token + (task >> 2), c, share.rows[n]);
    }
}
