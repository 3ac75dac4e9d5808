// The functions that exist once per instruction set. Each set fills one table; the backend picks a table at
// start.
#pragma once

#include "engine/activation_kind.h"
#include "engine/cpu/cpu_info.h"
#include "engine/cpu/packed_format.h"

#include <cstddef>
#include <cstdint>

namespace hearth::cpu {

/// Rows of activations travel in tiles of one of these heights; rows past the end are zero.
constexpr int tile_heights[] = {1, 2, 4, 8, 12, 16};
constexpr int largest_tile = 16;

/// The smallest height that holds `rows` (1 … 16).
constexpr int tile_height(int rows) {
    for (int height : tile_heights) {
        if (height >= rows)
            return height;
    }
    return largest_tile;
}

/// A tile of height H of quantized activations is one record per 32 columns, all of 64 · H bytes:
///     codes int8[H][32], scale float[H], −sum int32[H], scale·sum float[H],
///     −half sums int32[H][2], scale·half sums float[H][2], padding
/// so that a kernel that holds H rows reads memory straight ahead. The sums serve types with minima or
/// offsets.
struct TileRecord {
    static constexpr int bytes(int height) { return 64 * height; }
    static constexpr int scale(int height) { return 32 * height; }
    static constexpr int sum(int height) { return 36 * height; }
    static constexpr int scaled_sum(int height) { return 40 * height; }
    static constexpr int half_sums(int height) { return 44 * height; }
    static constexpr int scaled_half_sums(int height) { return 52 * height; }
};

/// Multiplies `panels` consecutive panels by one tile: out[p][r][16] = Σ_c weight[16p + i][c] ·
/// activation[r][c]. Sums run in the same order whatever the height, so that a token's result does not depend
/// on its batch.
using ProductFunction = void (*)(const PanelLayout& layout, const std::byte* panels, int panel_count,
                                 const std::byte* tile, int height, float* out);

/// Turns `rows` rows (row r at in + r · stride) into a tile of `height`.
using TileFunction = void (*)(const float* in, int64_t stride, int rows, int height, int64_t columns,
                              std::byte* tile);

/// Columns that the bfloat16 product takes at a time, and the distance of two rows of its activations in
/// pairs: a little more than a power of two, so that rows do not fall on the same cache sets.
constexpr int bfloat16_depth = 256;
constexpr int bfloat16_stride = bfloat16_depth / 2 + 16;

/// Decodes `columns` (≤ bfloat16_depth) of a panel to bfloat16 pairs [bfloat16_depth / 2][16][2]; zeros
/// behind.
using ExpandFunction = void (*)(const PanelLayout& layout, const std::byte* panel, int64_t first_column,
                                int64_t columns, uint16_t* out);

/// Float rows to bfloat16 pairs [rows][bfloat16_stride]; columns past `columns` are zero.
using Bfloat16Rows = void (*)(const float* in, int64_t stride, int rows, int64_t columns, uint32_t* out);

/// out[panel][16 · tiles][16] (+)= A · B over bfloat16_depth columns. A: [16 · tiles][bfloat16_stride] pairs;
/// B: `panels` (1 … 4) of [bfloat16_depth / 2][16][2]; out's panels are `panel_stride` floats apart.
using Bfloat16Product = void (*)(const uint32_t* a, int tiles, const uint16_t* b, int panels, float* out,
                                 int64_t panel_stride, bool accumulate);

/// Positions that one panel of keys, one block of values hold.
constexpr int key_panel = 16;
constexpr int value_block = 64;

/// How a cache keeps its numbers; keys are in panels of 16 positions, values in blocks of 64 positions, per
/// 16 columns.
enum class CacheLayout {
    Bfloat16Pairs, ///< keys: pairs of columns [key_pairs][16][2]; values: pairs of positions [32][16][2]
    Halves,        ///< f16; keys: [2 · key_pairs][16]; values: [64][16]
    Floats,        ///< f32; likewise
    Q8_0,          ///< codes and scales, below
    Q4_0,
};

/// Query rows that share a key/value head, against a run of its cache. A row may be a head of one position:
/// with 16 heads on one key head, a position is exactly one tile, and keys are read once for all of them.
///
/// Pairs are what pair products (AVX512-BF16, AMX) read; halves and floats are multiplied as floats.
/// Codes of quantized caches, keys in the order of integer products, values in that of pairs:
///     keys, a panel:    Q8_0 codes + 128, uint8[ceil(key_dim / 4)][16][4]; Q4_0 per 8 columns
///                       nibbles[16][4], columns 0 to 3 low, 4 to 7 high; behind them
///                       scales f16[ceil(key_pairs / 16)][16] of 32 columns each
///     values, a block:  per 16 columns Q8_0 int8[32][16][2], Q4_0 nibbles [32][16] (even position low), then
///                       scales f16[ceil(value_columns / 32)][64]
struct AttentionTile {
    int rows = 0;                   ///< 1 … 16
    int key_pairs = 0;              ///< key_dim / 2, rounded up
    int value_columns = 0;          ///< value_dim rounded up to 16
    const float* queries = nullptr; ///< [rows][2 · key_pairs], rotated and scaled
    CacheLayout layout = CacheLayout::Bfloat16Pairs;
    const std::byte* keys = nullptr;   ///< of this head: panel p at p · key_panel_bytes
    const std::byte* values = nullptr; ///< of this head: block b at b · value_block_bytes
    int64_t key_panel_bytes = 0;
    int64_t value_block_bytes = 0;
    int64_t first = 0;                  ///< first position looked at, multiple of value_block
    int64_t last = 0;                   ///< one past the last
    const int32_t* row_first = nullptr; ///< per row: first visible position
    const int32_t* row_last = nullptr;  ///< per row: one past the last visible position
    float soft_cap = 0.0f;
    float* row_max = nullptr; ///< out, per row: a reference that no score exceeds by much
    float* row_sum = nullptr; ///< out, per row: Σ e^(score − reference)
    float* out = nullptr;     ///< out [rows][value_columns]: Σ e^(score − reference) · value, not divided
    std::byte* scratch = nullptr; ///< attention_scratch_bytes, at a multiple of 64
};

/// Longest key that attention takes, in pairs.
constexpr int largest_key_pairs = 288;
constexpr size_t attention_scratch_bytes =
    16 * 16 * 4 + 16 * largest_key_pairs * 8 + 16 * value_block * 4 + 16 * value_block * 4;

using AttentionFunction = void (*)(const AttentionTile& tile);

struct KernelTable {
    InstructionSet set = InstructionSet::Portable;

    TileFunction quantize_tile = nullptr;
    TileFunction float_tile = nullptr; ///< [columns][height] float32, for floating weights
    ProductFunction (*product)(TensorType type) = nullptr;

    ExpandFunction (*expand)(TensorType type) = nullptr; ///< null unless bfloat16 products pay
    Bfloat16Rows bfloat16_rows = nullptr;
    Bfloat16Product bfloat16_product = nullptr;
    /// Whether the bfloat16 product is the faster one for many rows of a type.
    bool (*prefers_bfloat16)(TensorType type) = nullptr;

    AttentionFunction attention = nullptr;

    float (*sum_of_squares)(const float* in, int64_t count) = nullptr;
    float (*sum)(const float* in, int64_t count) = nullptr;
    /// out = (in − mean) · factor · weight + bias; weight and bias may be null
    void (*scale_row)(float* out, const float* in, const float* weight, const float* bias, float mean,
                      float factor, int64_t count) = nullptr;
    /// out = activation(gate) · up; up may be null
    void (*activate)(float* out, const float* gate, const float* up, ActivationKind kind,
                     int64_t count) = nullptr;
    void (*add_scaled)(float* out, const float* in, float scale, int64_t count) = nullptr;
};

/// The table of an instruction set that available_instruction_sets() lists (or AmxEmulated); null when this
/// build does not have it.
const KernelTable* kernel_table(InstructionSet set);

} // namespace hearth::cpu
