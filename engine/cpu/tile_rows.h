// What all products of tiles share: their memory, rows that are quantized in two steps, where sums go.
#pragma once

#include "engine/cpu/packed_format.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace hearth::cpu {

/// `bytes` of a buffer that grows, at a multiple of 64.
inline std::byte* aligned(std::vector<std::byte>& buffer, size_t bytes) {
    if (buffer.size() < bytes + 64)
        buffer.resize(bytes + 64);
    const auto address = reinterpret_cast<uintptr_t>(buffer.data());
    return buffer.data() + (64 - address % 64) % 64;
}

/// A row becomes two: what 8 bits per 32 columns hold of it, and the rest. Their products' sum is the row's.
inline void split_row(const float* row, float* held, float* rest, int64_t columns) {
    constexpr int64_t quantized_block = 32; // columns that share a scale in a quantized row
    for (int64_t block = 0; block < columns; block += quantized_block) {
        const float* x = row + block;
        float peak = 0.0f;
        for (int64_t i = 0; i < quantized_block; ++i)
            peak = std::max(peak, std::abs(x[i]));
        const float scale = peak / 127.0f;
        const float inverse = peak > 0.0f ? 127.0f / peak : 0.0f;
        for (int64_t i = 0; i < quantized_block; ++i) {
            // Added and taken away again, it leaves a whole number, without a call.
            constexpr float whole_steps = 3 << 22;
            const float kept = scale * ((x[i] * inverse + whole_steps) - whole_steps);
            held[block + i] = kept;
            rest[block + i] = x[i] - kept;
        }
    }
}

/// Adds up the sums of rows that were made in two parts: [2 · rows][16] become [rows][16].
inline void join_parts(float* sums, int64_t rows) {
    for (int64_t r = 0; r < rows; ++r) {
        for (int64_t i = 0; i < panel_rows; ++i)
            sums[r * panel_rows + i] = sums[2 * r * panel_rows + i] + sums[(2 * r + 1) * panel_rows + i];
    }
}

/// Where the sums of a matrix go: row r at out + r · columns.
struct SumTarget {
    int64_t outputs = 0;         ///< of the matrix
    const float* bias = nullptr; ///< [outputs]
    float* out = nullptr;
    int64_t columns = 0;
    bool accumulate = false;
    float scale = 1.0f;
};

/// Writes the sums of one panel, [rows][16].
inline void write_panel(const SumTarget& target, int64_t panel, const float* sums, int64_t first_row,
                        int64_t rows) {
    const int64_t column = panel * panel_rows;
    const int64_t count = std::min<int64_t>(panel_rows, target.outputs - column);
    for (int64_t r = 0; r < rows; ++r) {
        float* out = target.out + (first_row + r) * target.columns + column;
        const float* in = sums + r * panel_rows;
        if (!target.bias && !target.accumulate && target.scale == 1.0f) {
            std::memcpy(out, in, static_cast<size_t>(count) * sizeof(float));
            continue;
        }
        for (int64_t i = 0; i < count; ++i) {
            const float value = (in[i] + (target.bias ? target.bias[column + i] : 0.0f)) * target.scale;
            out[i] = target.accumulate ? out[i] + value : value;
        }
    }
}

} // namespace hearth::cpu
