// Push constants and step tables: one definition for the shaders and for the code that fills them.
// A buffer is passed by its device address, never 0: drivers read ahead of the condition that guards a read,
// so what is not used points at something at least as long; uint and float are 32 bits everywhere.
#ifndef HEARTH_SHADERS_SHARED_H
#define HEARTH_SHADERS_SHARED_H

#ifdef __cplusplus
#include <cstdint>
namespace hearth::vulkan {
using Words = uint64_t;
using Floats = uint64_t;
using uint = uint32_t;
#else
layout(buffer_reference, std430, buffer_reference_align = 4) buffer Words {
    uint w[];
};
layout(buffer_reference, std430, buffer_reference_align = 4) buffer Floats {
    float f[];
};
#endif

#define PRODUCT_ACCUMULATE 1u
#define PRODUCT_BIAS 2u

// out[t][o] (+)= (sum_c weight[o][c] · in[t][c] (+ bias[o])) · scale; also embedding lookups, whose `in` is
// unused.
struct ProductPush {
    Words weight;
    Floats in_rows;
    Floats out_rows;
    Floats bias;
    uint columns;
    uint outputs;
    uint row_bytes;
    uint tokens;
    uint in_stride;
    uint out_stride;
    float scale;
    uint flags;
};

// Rows in another form: signed bytes with a scale per 32 columns (quantize.comp; columns are a multiple of
// 32), or halves with a scale per row (halve.comp; columns are a multiple of 8).
struct PackPush {
    Floats in_rows;
    Words packed;  // [tokens][columns], four bytes or two halves a word
    Floats scales; // [tokens][columns / 32], or [tokens]
    uint columns;
    uint in_stride;
};

// ProductPush over what PackPush makes.
struct PackedProductPush {
    Words weight;
    Words packed;
    Floats scales;
    Floats out_rows;
    Floats bias;
    uint columns;
    uint outputs;
    uint row_bytes;
    uint tokens;
    uint out_stride;
    float scale;
    uint flags;
};

// out[r] (+)= table[indices[r]] · scale
struct EmbedPush {
    Words table;
    Floats out_rows;
    Words indices;
    uint columns;
    uint row_bytes;
    uint rows;
    uint out_stride;
    float scale;
    uint accumulate;
};

#define NORM_WEIGHT 1u
#define NORM_BIAS 2u
#define NORM_LAYER 4u
struct NormPush {
    Floats in_rows;
    Floats out_rows;
    Floats weight;
    Floats bias;
    uint group; // columns that one norm covers
    uint columns;
    uint weight_length;
    uint flags;
    float epsilon;
};

#define ELEMENT_ACTIVATE 0u
#define ELEMENT_GATE 1u
#define ELEMENT_ADD 2u
#define ELEMENT_SCALE_AND_CAP 3u
#define ELEMENT_SELECT 4u
#define ELEMENT_SCALE_BY_POSITION 5u
#define ELEMENT_COPY_COLUMNS 6u
#define ELEMENT_WEIGH 7u
struct ElementPush {
    Floats a;
    Floats b;
    Floats out_rows;
    Words indices;
    uint count;
    uint columns;
    uint activation;
    float scale;
    float cap;
    uint period; // positions that share a scale; columns of a row to copy from
};

// A segment of the step: where its sequence's cache is, and which rows continue it at which position.
// cache: address of a table of [layers][2] addresses, keys and values.
struct SegmentEntry {
    uint cache_low;
    uint cache_high;
    uint first_row;
    uint rows;
    uint position;
    uint unused;
};

// Rows that one attention workgroup works on: never of two segments.
struct TileEntry {
    uint segment;
    uint first_row;
    uint rows;
    uint unused;
};

struct RopePush {
    Floats rows;
    Floats inverse_frequency;
    Words positions;
    uint heads;
    uint dim;
    uint stride;
    uint pairs;
    uint halves; // 1: pairs (i, i + pairs); 0: (2i, 2i + 1)
    float magnitude;
    uint tokens;
};

struct StorePush {
    Floats rows;    // [tokens][columns]
    Words segments; // SegmentEntry
    Words row_segment;
    uint columns;
    uint row_bytes;
    uint layer;
    uint value; // 0: keys, 1: values
    uint tokens;
};

struct AttentionPush {
    Floats q;
    Floats out_rows;
    Floats partial; // [rows][heads][splits] of (value_dim + 2): sums, largest score, total
    Words segments;
    Words tiles;
    uint layer;
    uint heads;
    uint kv_heads;
    uint key_dim;
    uint value_dim;
    float scale;
    float soft_cap;
    uint window;
    uint causal;
    uint splits;
    uint key_row_bytes;
    uint value_row_bytes;
    uint has_sinks;
    Floats sinks; // [heads]
};

struct CombinePush {
    Floats partial;
    Floats out_rows;
    uint heads;
    uint value_dim;
    uint splits;
    uint rows;
    Floats sinks; // [heads]
    uint has_sinks;
};

// ids [rows][used] and weights [rows][used] of the experts that logits [rows][experts] choose
#define ROUTE_SOFTMAX 0u
#define ROUTE_SIGMOID 1u
#define ROUTE_SOFTMAX_OF_CHOSEN 2u
#define ROUTE_BIAS 1u
#define ROUTE_NORMALISE 2u
struct RoutePush {
    Floats logits;
    Floats bias; // [experts]
    Words ids;
    Floats weights;
    uint experts;
    uint used;
    uint gating;
    uint flags;
    float scale;
};

// out[slot] = weight[ids[slot]] · in[slot / choices] (+ bias[ids[slot]])
struct ExpertPush {
    Words weight; // [experts][outputs] rows
    Floats in_rows;
    Floats out_rows;
    Floats bias; // [experts][outputs]
    Words ids;
    uint columns;
    uint outputs;
    uint row_bytes;
    uint choices;
    uint in_stride;
    uint flags;
    uint first_slot;
};

// out[r] (+)= scale · sum over the row's slots of weights[slot] · made[slot]
struct ExpertSumPush {
    Floats made;
    Floats weights;
    Floats out_rows;
    uint columns;
    uint used;
    float scale;
    uint accumulate;
};

struct TopKPush {
    Floats logits;
    Words ids_in; // ignored on the first pass: the index is the id
    Floats values_out;
    Words ids_out;
    uint count;
    uint k;
    uint per_group;
    uint has_ids;
};

#ifdef __cplusplus
} // namespace hearth::vulkan
#endif
#endif
