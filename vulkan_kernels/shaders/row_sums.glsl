// The end of the row shaders: the threads' sums of all outputs and tokens meet in the subgroups, then, after one barrier, in
// shared memory.
const uint MOST_SUBGROUPS = 64u;
shared float partial[MOST_SUBGROUPS][OUTPUTS * TOKENS];

void write_sums(float sums[OUTPUTS][TOKENS], uint first_output)
{
    for (uint o = 0u; o < OUTPUTS; ++o) {
        for (uint t = 0u; t < TOKENS; ++t) {
            const float sum = subgroupAdd(sums[o][t]);
            if (subgroupElect())
                partial[gl_SubgroupID][o * TOKENS + t] = sum;
        }
    }
    barrier();
    const uint thread = gl_LocalInvocationID.x;
    if (thread >= OUTPUTS * TOKENS)
        return;
    float sum = 0.0;
    for (uint s = 0u; s < gl_NumSubgroups; ++s)
        sum += partial[s][thread];
    write_output(first_output + thread / TOKENS, thread % TOKENS, sum);
}
