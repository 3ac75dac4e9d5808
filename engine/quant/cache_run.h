// Runs of columns in quantized key-value caches: rotated, then coded as Q8_0 and Q4_0 have them.
//
// A few columns of a key are often far larger than the others and cost them their precision when they share a
// scale. An orthonormal Hadamard matrix spreads every column over its run. Queries are rotated alike, so that
// scores stay what they were, and rotating attention's result again gives the sum of the values as they were
// (Ashkboos et al., "QuaRot", 2024).
#pragma once

#include "engine/quant/types.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace hearth {

/// Columns of a head that share a scale and are rotated together; a head's last run may be shorter.
constexpr int cache_run_columns = 32;

/// Column i is scale · codes[i] (Q8_0, codes −127 … 127) or scale · (codes[i] − 8) (Q4_0, codes 0 … 15).
/// Codes past the end mean zero.
struct CacheRun {
    std::array<int8_t, cache_run_columns> codes{};
    uint16_t scale = 0; ///< a half, as blocks keep it
};

/// Multiplies each run of a head's columns, piece by piece, by the Hadamard matrix (Sylvester's, divided by
/// the root of its size) of the largest power of two that divides the run's length. Its own inverse.
void rotate_runs(std::span<float> head);

/// Codes of at most 32 columns. Q8_0's are those of its encoder. Q4_0's scale is the best of a few in squared
/// error, each refitted to the codes that it gives.
CacheRun code_run(TensorType type, std::span<const float> columns);

/// A run as a block of its type (row_bytes(type, 32) bytes), and back.
void write_block(TensorType type, const CacheRun& run, std::byte* block);
CacheRun read_block(TensorType type, const std::byte* block);

/// Rotates a row of heads of whole runs and writes it as blocks. `row` is left rotated.
void encode_cache_row(TensorType type, std::span<float> row, std::byte* out);

} // namespace hearth
