// Runs of 32 columns of quantized caches are rotated: engine/quant/cache_run.h says why.

// One stage each: loops whose bounds and distances the compiler knows, so that runs stay in registers.
#define ADD_PAIRS(run, length, distance) \
    for (uint i = 0u; i < length / 2u; ++i) { \
        const uint first = i / distance * 2u * distance + i % distance; \
        const float a = run[first]; \
        const float b = run[first + distance]; \
        run[first] = a + b; \
        run[first + distance] = a - b; \
    }

// A Hadamard matrix times a run, without the factor that makes it orthonormal.
void add_pairs(inout float run[32])
{
    ADD_PAIRS(run, 32u, 16u)
    ADD_PAIRS(run, 32u, 8u)
    ADD_PAIRS(run, 32u, 4u)
    ADD_PAIRS(run, 32u, 2u)
    ADD_PAIRS(run, 32u, 1u)
}

const float rotation_factor = 0.17677669529663687; // 1 / sqrt(32)
