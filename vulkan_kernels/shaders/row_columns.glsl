// Eight columns of an input's row; zeros after its end.
void load_row8(uint token, uint c, out float x[8])
{
    const uint at = token * p.in_stride + c;
    if (WHOLE) {
        const vec4 low = Floats4(uvec2(p.in_rows)).f[at >> 2];
        const vec4 high = Floats4(uvec2(p.in_rows)).f[(at >> 2) + 1u];
        for (uint i = 0u; i < 4u; ++i) {
            x[i] = low[i];
            x[i + 4u] = high[i];
        }
        return;
    }
    for (uint i = 0u; i < 8u; ++i)
        x[i] = c + i < p.columns ? p.in_rows.f[at + i] : 0.0;
}
