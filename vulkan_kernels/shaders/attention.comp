// Attention with an online softmax. The query heads that share a key/value head are the rows of one small product: a
// workgroup takes up to ROWS (row, head) pairs of one key/value head and walks over a share of the positions in tiles of
// KEYS, so keys and values are read once for all of them. With several splits along the context (decode) each writes its
// sums, its largest score and its total; attention_combine.comp joins them.
// The type that this is compiled for is the cache's.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

layout(constant_id = 0) const bool WHOLE_ROWS = false; // keys and values of multiples of 8
layout(constant_id = 1) const uint QUERY_WORDS = 64u;     // fours of key_dim's columns
layout(constant_id = 2) const uint ROWS = 16u;            // 8 for heads of more than 256 columns
#define WHOLE WHOLE_ROWS
#include "types.glsl"

layout(local_size_x = 128, local_size_y = 1, local_size_z = 1) in;
layout(push_constant) uniform Push { AttentionPush p; };

layout(buffer_reference, std430, buffer_reference_align = 4) buffer Segments { SegmentEntry s[]; };
layout(buffer_reference, std430, buffer_reference_align = 4) buffer Tiles { TileEntry t[]; };
layout(buffer_reference, std430, buffer_reference_align = 8) buffer CacheTable { uvec2 address[]; };

const uint KEYS = 32u;
const uint DEPTH = 32u;
const uint ROWS_PER_THREAD = 4u; // at dim 256: 32 chunks of 8 columns × 4 groups of rows; at 512: 64 × 2
const uint PARTS = 128u / ROWS;  // threads that share a row's softmax
const uint KEYS_AT_ONCE = 4u;    // whose values are read before any is used
const float NONE = -1e30;

shared vec4 query[ROWS][QUERY_WORDS];
shared vec4 key_tile[KEYS][DEPTH / 4u + 1u];
shared float scores[ROWS][KEYS + 1u];
shared float part_of[ROWS][PARTS + 1u]; // largest scores, then sums, of the parts of a row
shared float largest[ROWS];
shared float total[ROWS];
shared float shrink[ROWS];

void load_queries(TileEntry tile, uint heads_here, uint first_head, uint end_head)
{
    for (uint i = gl_LocalInvocationID.x; i < ROWS * QUERY_WORDS; i += 128u) {
        const uint pair = i / QUERY_WORDS;
        const uint word = i % QUERY_WORDS;
        const uint row = tile.first_row + pair / heads_here;
        const uint head = first_head + pair % heads_here;
        const uint at = (row * p.heads + head) * p.key_dim + 4u * word;
        const uint count = pair < tile.rows * heads_here && head < end_head ? p.key_dim - 4u * word : 0u;
        vec4 q;
        for (uint c = 0u; c < 4u; ++c)
            q[c] = c < count ? p.q.f[at + c] * p.scale : 0.0;
        query[pair][word] = q;
    }
}

#if defined(TYPE_Q8_0) || defined(TYPE_Q4_0)
#define ROTATED
#include "cache_run.glsl"

// Scores of rotated keys are those of the keys when queries are rotated alike.
void rotate_queries()
{
    barrier();
    for (uint i = gl_LocalInvocationID.x; i < ROWS * (QUERY_WORDS / 8u); i += 128u) {
        const uint pair = i / (QUERY_WORDS / 8u);
        const uint word = i % (QUERY_WORDS / 8u) * 8u;
        float run[32];
        for (uint n = 0u; n < 8u; ++n)
            for (uint c = 0u; c < 4u; ++c)
                run[4u * n + c] = query[pair][word + n][c];
        add_pairs(run);
        for (uint n = 0u; n < 8u; ++n)
            query[pair][word + n] =
                vec4(run[4u * n], run[4u * n + 1u], run[4u * n + 2u], run[4u * n + 3u]) * rotation_factor;
    }
}

// Rotates sums of rotated values back. A run is four threads' eight columns: those of each thread are added up here, then
// the threads exchange what they have; key_tile has room for it.
void rotate_sums(uint thread, inout float sums[8])
{
    ADD_PAIRS(sums, 8u, 4u)
    ADD_PAIRS(sums, 8u, 2u)
    ADD_PAIRS(sums, 8u, 1u)
    barrier();
    for (uint half_row = 0u; half_row < 2u; ++half_row)
        key_tile[thread >> 2][(thread & 3u) * 2u + half_row] = vec4(
            sums[4u * half_row], sums[4u * half_row + 1u], sums[4u * half_row + 2u], sums[4u * half_row + 3u]);
    barrier();
    const float first = (thread & 1u) != 0u ? -rotation_factor : rotation_factor;
    const float second = (thread & 2u) != 0u ? -rotation_factor : rotation_factor;
    const float third = (thread & 1u) != 0u ? -second : second;
    for (uint half_row = 0u; half_row < 2u; ++half_row) {
        const vec4 all = rotation_factor * key_tile[thread >> 2][half_row] + first * key_tile[thread >> 2][2u + half_row]
            + second * key_tile[thread >> 2][4u + half_row] + third * key_tile[thread >> 2][6u + half_row];
        for (uint c = 0u; c < 4u; ++c)
            sums[4u * half_row + c] = all[c];
    }
}
#endif

// A thread's eight columns of the keys from first_key on; zeros after the last key and the last column.
void load_key8(Words keys, uint kv_head, uint first_key, uint end, uint depth, out float v[8])
{
    const uint position = first_key + (gl_LocalInvocationID.x >> 2);
    const uint c = depth + (gl_LocalInvocationID.x & 3u) * 8u;
    v = float[8](0, 0, 0, 0, 0, 0, 0, 0);
    if (position < end && c < p.key_dim)
        decode8(keys, position * p.key_row_bytes, kv_head * p.key_dim + c, min(8u, p.key_dim - c), v);
}

// Softmax so far: the threads of a row take KEYS / PARTS of its scores each and join what they find.
void weigh_scores()
{
    const uint row = gl_LocalInvocationID.x / PARTS;
    const uint part = gl_LocalInvocationID.x % PARTS;
    float top = NONE;
    for (uint k = part; k < KEYS; k += PARTS)
        top = max(top, scores[row][k]);
    part_of[row][part] = top;
    barrier();
    const float before = largest[row];
    top = before;
    for (uint i = 0u; i < PARTS; ++i)
        top = max(top, part_of[row][i]);
    barrier();
    float sum = 0.0;
    for (uint k = part; k < KEYS; k += PARTS) {
        const float score = scores[row][k];
        const float weight = score > 0.5 * NONE ? exp(score - top) : 0.0;
        scores[row][k] = weight;
        sum += weight;
    }
    part_of[row][part] = sum;
    barrier();
    if (part == 0u) {
        const float factor = exp(before - top);
        float all = total[row] * factor;
        for (uint i = 0u; i < PARTS; ++i)
            all += part_of[row][i];
        largest[row] = top;
        total[row] = all;
        shrink[row] = factor;
    }
    barrier();
}

void main()
{
    const uint thread = gl_LocalInvocationID.x;
    const TileEntry tile = Tiles(uvec2(p.tiles)).t[gl_WorkGroupID.x];
    const SegmentEntry segment = Segments(uvec2(p.segments)).s[tile.segment];
    CacheTable table = CacheTable(uvec2(segment.cache_low, segment.cache_high));
    Words keys = Words(table.address[2u * p.layer]);
    Words values = Words(table.address[2u * p.layer + 1u]);

    // Rows of this workgroup: pairs of (row of the tile, head of the group), as many heads at once as fit.
    const uint group = p.heads / p.kv_heads;
    const uint heads_here = min(group, ROWS);
    const uint head_parts = (group + ROWS - 1u) / ROWS;
    const uint kv_head = gl_WorkGroupID.y / head_parts;
    const uint first_head = kv_head * group + (gl_WorkGroupID.y % head_parts) * ROWS;
    const uint end_head = (kv_head + 1u) * group;
    const uint pairs = tile.rows * heads_here; // the host keeps this at most ROWS

    load_queries(tile, heads_here, first_head, end_head);
#if defined(ROTATED)
    rotate_queries();
#endif
    if (thread < ROWS) {
        largest[thread] = NONE;
        total[thread] = 0.0;
    }

    const uint first_position = segment.position + tile.first_row - segment.first_row;
    const uint last_position = first_position + tile.rows - 1u;
    uint end = p.causal != 0u ? last_position + 1u : segment.rows;
    uint begin = p.causal != 0u && p.window > 0u && first_position + 1u > p.window ? first_position + 1u - p.window : 0u;
    const uint share = ((end - begin + p.splits - 1u) / p.splits + KEYS - 1u) / KEYS * KEYS;
    begin += gl_WorkGroupID.z * share;
    end = min(end, begin + share);

    const uint chunks = (p.value_dim + 7u) / 8u;
    const uint row_groups = 128u / chunks;
    const uint chunk = thread % chunks;
    const uint row_group = thread / chunks;
    float sums[ROWS_PER_THREAD][8];
    for (uint r = 0u; r < ROWS_PER_THREAD; ++r)
        for (uint i = 0u; i < 8u; ++i)
            sums[r][i] = 0.0;

    barrier(); // a split may have no positions, and then this is all that stands before the end

    float key8[8];
    load_key8(keys, kv_head, begin, end, 0u, key8);
    for (uint first_key = begin; first_key < end; first_key += KEYS) {
        // Scores: each thread has 4 of the 16 × 32, or 2 of 8 × 32; the keys come through shared memory 32 columns at a
        // time, the next ones on their way while these are used.
        float dots[4] = float[4](0, 0, 0, 0);
        const uint key_lane = thread & 31u;
        for (uint depth = 0u; depth < p.key_dim; depth += DEPTH) {
            const uint line = thread >> 2;
            const uint word = (thread & 3u) * 2u;
            barrier();
            key_tile[line][word] = vec4(key8[0], key8[1], key8[2], key8[3]);
            key_tile[line][word + 1u] = vec4(key8[4], key8[5], key8[6], key8[7]);
            barrier();
            const bool last = depth + DEPTH >= p.key_dim;
            load_key8(keys, kv_head, last ? first_key + KEYS : first_key, end, last ? 0u : depth + DEPTH, key8);
            // Four columns at a time; after a row's end both are zeros.
            const uint words = (min(DEPTH, p.key_dim - depth) + 3u) / 4u;
            for (uint k = 0u; k < words; ++k) {
                const vec4 key = key_tile[key_lane][k];
                for (uint n = 0u; n < ROWS / 4u; ++n) {
                    const vec4 q = query[(thread >> 5) + 4u * n][depth / 4u + k];
                    dots[n] = fma(q.x, key.x, fma(q.y, key.y, fma(q.z, key.z, fma(q.w, key.w, dots[n]))));
                }
            }
        }
        const uint position = first_key + key_lane;
        for (uint n = 0u; n < ROWS / 4u; ++n) {
            const uint pair = (thread >> 5) + 4u * n;
            const uint own = first_position + pair / heads_here;
            const bool seen = pair < pairs && position < end
                && (p.causal == 0u || (position <= own && (p.window == 0u || position + p.window > own)));
            float score = dots[n];
            if (p.soft_cap > 0.0)
                score = p.soft_cap * tanh(clamp(score / p.soft_cap, -15.0, 15.0));
            scores[pair][key_lane] = seen ? score : NONE;
        }
        barrier();
        weigh_scores();

        if (row_group < row_groups) {
            for (uint r = 0u; r < ROWS_PER_THREAD; ++r) {
                const float factor = shrink[min(row_group + r * row_groups, ROWS - 1u)];
                for (uint i = 0u; i < 8u; ++i)
                    sums[r][i] *= factor;
            }
            // After the end the last position's values, with a weight of zero.
            for (uint first = 0u; first < min(KEYS, end - first_key); first += KEYS_AT_ONCE) {
                float v[KEYS_AT_ONCE][8];
                for (uint k = 0u; k < KEYS_AT_ONCE; ++k)
                    decode8(values, min(first_key + first + k, end - 1u) * p.value_row_bytes,
                            kv_head * p.value_dim + chunk * 8u, min(8u, p.value_dim - chunk * 8u), v[k]);
                for (uint r = 0u; r < ROWS_PER_THREAD; ++r) {
                    const uint pair = row_group + r * row_groups;
                    if (pair >= ROWS)
                        break;
                    for (uint k = 0u; k < KEYS_AT_ONCE; ++k)
                        for (uint i = 0u; i < 8u; ++i)
                            sums[r][i] = fma(scores[pair][first + k], v[k][i], sums[r][i]);
                }
            }
        }
    }

#if defined(ROTATED)
    for (uint r = 0u; r < ROWS_PER_THREAD; ++r)
        rotate_sums(thread, sums[r]);
#endif
    if (row_group >= row_groups)
        return;
    for (uint r = 0u; r < ROWS_PER_THREAD; ++r) {
        const uint pair = row_group + r * row_groups;
        const uint head = first_head + pair % heads_here;
        if (pair >= pairs || head >= end_head)
            continue;
        const uint row_head = (tile.first_row + pair / heads_here) * p.heads + head;
        float share = 1.0 / total[pair];
        if (p.has_sinks != 0u) { // one score more, without a value; of splits it joins the sum of all
            const float sink = p.sinks.f[head];
            const float top = max(largest[pair], sink);
            const float factor = exp(largest[pair] - top);
            share = factor / (total[pair] * factor + exp(sink - top));
        }
        for (uint i = 0u; i < 8u && chunk * 8u + i < p.value_dim; ++i) {
            const uint c = chunk * 8u + i;
            if (p.splits == 1u)
                p.out_rows.f[row_head * p.value_dim + c] = sums[r][i] * share;
            else
                p.partial.f[(row_head * p.splits + gl_WorkGroupID.z) * (p.value_dim + 2u) + c] = sums[r][i];
        }
        if (p.splits > 1u && chunk == 0u) {
            const uint at = (row_head * p.splits + gl_WorkGroupID.z) * (p.value_dim + 2u) + p.value_dim;
            p.partial.f[at] = largest[pair];
            p.partial.f[at + 1u] = total[pair];
        }
    }
}
