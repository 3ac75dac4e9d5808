// The end of every product: a sum that was made becomes an output, where it is one.
void write_output(uint output_row, uint token, float sum)
{
    if (output_row >= p.outputs || token >= p.tokens)
        return;
    const float bias = (p.flags & PRODUCT_BIAS) != 0u ? p.bias.f[output_row] : 0.0;
    const uint at = token * p.out_stride + output_row;
    const float before = (p.flags & PRODUCT_ACCUMULATE) != 0u ? p.out_rows.f[at] : 0.0;
    p.out_rows.f[at] = before + (sum + bias) * p.scale;
}
