// Random numbers that are the same on every platform and with every compiler.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace hearth {

/// xoshiro256** 1.0, seeded by SplitMix64, as its authors advise. https://prng.di.unimi.it/
class Random {
public:
    explicit Random(uint64_t seed) {
        for (uint64_t& word : m_state) {
            seed += 0x9E3779B97F4A7C15u;
            uint64_t z = seed;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
            word = z ^ (z >> 31);
        }
    }
    uint64_t next() {
        const uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
        const uint64_t shifted = m_state[1] << 17;
        m_state[2] ^= m_state[0];
        m_state[3] ^= m_state[1];
        m_state[1] ^= m_state[2];
        m_state[0] ^= m_state[3];
        m_state[2] ^= shifted;
        m_state[3] = std::rotl(m_state[3], 45);
        return result;
    }
    /// Uniform in [0, 1), in steps of 2⁻⁵³.
    double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

private:
    std::array<uint64_t, 4> m_state = {};
};

} // namespace hearth
