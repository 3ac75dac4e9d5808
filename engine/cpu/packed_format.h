// How repacked weights lie in memory: panels of 16 rows, so that one vector of a panel is the same few
// columns of 16 rows, and every instruction set streams whole cache lines.
//
// A panel of a quantized type is a run of records of whole cache lines: the scales of a few blocks, then
// their codes, so that a panel is one stream of memory (two streams, scales and codes apart, cost Zen 4's
// prefetchers a fifth of the bandwidth). A block is 32 columns. Its codes are 8 groups of 4 columns; a group,
// unpacked, is 64 bytes: row r's four codes at 4r … 4r+3. Codes are unsigned; groups share bytes by bit
// planes:
//     bits  planes of a block, 64 bytes each
//      4    4 of nibbles:     plane j: low group j, high group j+4
//      2    2 of two bits:    plane j: groups 4j … 4j+3, lowest bits first
//      1    1 of single bits: group g in bit g
//      8    8, one per group
//     3 = 2 then 1, 5 = 4 then 1, 6 = 4 then 2 (the first plane holds the low bits)
// This is also the operand layout of AMX (a tile's row is 4 columns of 16 outputs) and of Arm's dot products.
//
// A weight is  scale · code − minimum ; for symmetric types the minimum is scale · offset.
//     simple types, per block:         d: f16[16], bf16[16] for MXFP4 (, m: f16[16] for types with minima;
//     minimum = −m) super types, per 256 columns:    d: f16[16] (, dmin: f16[16]), then per sub-block (16 or
//     32 columns) scale: int8[16]
//                                      and, for types with minima, minimum: uint8[16]; Q2_K keeps both in one
//                                      byte
// Floating types: [columns][16] in their own 16 or 32 bits.
#pragma once

#include "engine/quant/types.h"

#include <cstddef>
#include <cstdint>

namespace hearth::cpu {

constexpr int panel_rows = 16;
constexpr int block_columns = 32;

enum class ScaleLayout {
    Simple,        ///< d per block
    SimpleMinimum, ///< d and m per block
    Super,         ///< d per 256 columns, signed scale per sub-block
    SuperMinimum,  ///< d, dmin per 256 columns, scale and minimum bytes per sub-block
    SuperNibbles,  ///< as SuperMinimum, scale in the low and minimum in the high half of one byte
};

constexpr bool is_super(ScaleLayout layout) {
    return layout == ScaleLayout::Super || layout == ScaleLayout::SuperMinimum ||
           layout == ScaleLayout::SuperNibbles;
}

constexpr bool has_minimum(ScaleLayout layout) {
    return layout == ScaleLayout::SimpleMinimum || layout == ScaleLayout::SuperMinimum ||
           layout == ScaleLayout::SuperNibbles;
}

/// The values of IQ4_NL and IQ4_XS, plus 128 so that they are unsigned.
/// Source of the values: the GGUF format's IQ4_NL (ggml, kvalues_iq4nl).
alignas(16) inline constexpr uint8_t iq4_table[16] = {1,   24,  45,  63,  79,  93,  106, 118,
                                                      129, 141, 153, 166, 181, 197, 217, 241};
/// Twice the values of MXFP4 (engine/quant/mxfp4.h), plus 128.
alignas(16) inline constexpr uint8_t fp4_table[16] = {128, 129, 130, 131, 132, 134, 136, 140,
                                                      128, 127, 126, 125, 124, 122, 120, 116};

/// The traits of a quantized type in panels; a type of its own per TensorType so that kernels are made per
/// type.
template <TensorType type_, int bits_, int sub_block_, ScaleLayout scales_, int offset_log2_,
          const uint8_t* table_ = nullptr, bool bfloat16_scales_ = false>
struct QuantFormat {
    static constexpr TensorType type = type_;
    static constexpr int bits = bits_;
    static constexpr int sub_block = sub_block_; ///< columns that share a scale: 16 or 32
    static constexpr ScaleLayout scales = scales_;
    static constexpr int offset_log2 =
        offset_log2_; ///< symmetric types: weight = scale · (code − 2^offset_log2)
    /// Not null: codes index a table of 16 (then the offset is 128).
    static constexpr const uint8_t* table = table_;
    static constexpr bool bfloat16_scales = bfloat16_scales_; ///< else halves
    static constexpr bool super = is_super(scales_);
    static constexpr bool minimum = has_minimum(scales_);
    static constexpr int sub_blocks_per_block = block_columns / sub_block_;
    static constexpr int code_bytes = bits_ * 64; ///< per block and panel
    /// Bytes of scales per block (simple) or per 256 columns (super), for a panel.
    static constexpr int scale_bytes = scales_ == ScaleLayout::Simple          ? 32
                                       : scales_ == ScaleLayout::SimpleMinimum ? 64
                                       : scales_ == ScaleLayout::Super         ? 32 + 256 / sub_block_ * 16
                                       : scales_ == ScaleLayout::SuperMinimum  ? 64 + 256 / sub_block_ * 32
                                                                               : 64 + 256 / sub_block_ * 16;
    /// Blocks of a record: a super block, or as many as fill a cache line with scales; the last record of a
    /// panel may have fewer.
    static constexpr int record_blocks = super ? 8 : 64 / scale_bytes;
    static constexpr int record_scale_bytes = ((super ? 1 : record_blocks) * scale_bytes + 63) / 64 * 64;
    static constexpr int record_bytes = record_scale_bytes + record_blocks * code_bytes;
    /// Where the codes of block `block` start in a panel, and its scales (those of its super block).
    static constexpr int64_t codes_at(int64_t block) {
        return block / record_blocks * record_bytes + record_scale_bytes + block % record_blocks * code_bytes;
    }
    static constexpr int64_t scales_at(int64_t block) {
        return block / record_blocks * record_bytes + (super ? 0 : block % record_blocks * scale_bytes);
    }
    /// Bytes of a panel of `blocks` blocks.
    static constexpr int64_t panel_bytes(int64_t blocks) {
        return blocks / record_blocks * record_bytes +
               (blocks % record_blocks > 0 ? record_scale_bytes + blocks % record_blocks * code_bytes : 0);
    }
};

using FormatQ4_0 = QuantFormat<TensorType::Q4_0, 4, 32, ScaleLayout::Simple, 3>;
using FormatQ4_1 = QuantFormat<TensorType::Q4_1, 4, 32, ScaleLayout::SimpleMinimum, 0>;
using FormatQ5_0 = QuantFormat<TensorType::Q5_0, 5, 32, ScaleLayout::Simple, 4>;
using FormatQ5_1 = QuantFormat<TensorType::Q5_1, 5, 32, ScaleLayout::SimpleMinimum, 0>;
using FormatQ8_0 = QuantFormat<TensorType::Q8_0, 8, 32, ScaleLayout::Simple, 7>;
using FormatQ2_K = QuantFormat<TensorType::Q2_K, 2, 16, ScaleLayout::SuperNibbles, 0>;
using FormatQ3_K = QuantFormat<TensorType::Q3_K, 3, 16, ScaleLayout::Super, 2>;
using FormatQ4_K = QuantFormat<TensorType::Q4_K, 4, 32, ScaleLayout::SuperMinimum, 0>;
using FormatQ5_K = QuantFormat<TensorType::Q5_K, 5, 32, ScaleLayout::SuperMinimum, 0>;
using FormatQ6_K = QuantFormat<TensorType::Q6_K, 6, 16, ScaleLayout::Super, 5>;
using FormatIQ4_NL = QuantFormat<TensorType::IQ4_NL, 4, 32, ScaleLayout::Simple, 7, iq4_table>;
using FormatIQ4_XS = QuantFormat<TensorType::IQ4_XS, 4, 32, ScaleLayout::Super, 7, iq4_table>;
using FormatMXFP4 = QuantFormat<TensorType::MXFP4, 4, 32, ScaleLayout::Simple, 7, fp4_table, true>;

/// Calls body.template operator()<Format>() for the format of a quantized type; false for floating types.
template <typename Body>
bool with_format(TensorType type, Body&& body) {
    switch (type) {
    case TensorType::Q4_0:
        body.template operator()<FormatQ4_0>();
        return true;
    case TensorType::Q4_1:
        body.template operator()<FormatQ4_1>();
        return true;
    case TensorType::Q5_0:
        body.template operator()<FormatQ5_0>();
        return true;
    case TensorType::Q5_1:
        body.template operator()<FormatQ5_1>();
        return true;
    case TensorType::Q8_0:
        body.template operator()<FormatQ8_0>();
        return true;
    case TensorType::Q2_K:
        body.template operator()<FormatQ2_K>();
        return true;
    case TensorType::Q3_K:
        body.template operator()<FormatQ3_K>();
        return true;
    case TensorType::Q4_K:
        body.template operator()<FormatQ4_K>();
        return true;
    case TensorType::Q5_K:
        body.template operator()<FormatQ5_K>();
        return true;
    case TensorType::Q6_K:
        body.template operator()<FormatQ6_K>();
        return true;
    case TensorType::IQ4_NL:
        body.template operator()<FormatIQ4_NL>();
        return true;
    case TensorType::IQ4_XS:
        body.template operator()<FormatIQ4_XS>();
        return true;
    case TensorType::MXFP4:
        body.template operator()<FormatMXFP4>();
        return true;
    default:
        return false;
    }
}

/// Where the parts of a packed matrix lie.
struct PanelLayout {
    TensorType type = TensorType::F32;
    int64_t columns = 0;
    int64_t rows = 0;
    int64_t panels = 0;
    size_t panel_bytes = 0; ///< multiple of 64

    size_t bytes() const { return static_cast<size_t>(panels) * panel_bytes; }
};

/// Layout of a matrix of `rows` by `columns` of a type; `columns` must be a multiple of the type's block
/// length.
PanelLayout panel_layout(TensorType type, int64_t columns, int64_t rows);

/// Repacks panel `panel` of a matrix. `source` is the tensor as the file has it (rows after each other),
/// `target` takes layout.panel_bytes. Rows past the end are zero.
void pack_panel(const PanelLayout& layout, int64_t panel, const std::byte* source, std::byte* target);

/// The inverse for one row: row `row` of the matrix as float32, from its packed panels (tied embeddings).
void unpack_row(const PanelLayout& layout, int64_t row, const std::byte* packed, float* out);

} // namespace hearth::cpu
