#include "engine/cpu/attention_driver.h"

#include "engine/quant/cache_run.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hearth::cpu {

namespace {

constexpr int32_t tile_rows = 16;
// Shorter runs of positions are not worth a partial result of their own.
constexpr int64_t shortest_run = 256;

/// Positions that query row `query` of a segment sees: [first, last).
struct Visible {
    int32_t first = 0;
    int32_t last = 0;
};

Visible visible(const AttentionParams& params, const Segment& segment, int32_t query) {
    if (!params.causal)
        return {0, segment.position + segment.rows};
    const int32_t position = segment.position + query;
    return {params.window > 0 ? std::max(0, position + 1 - params.window) : 0, position + 1};
}

/// Floats of a query as tiles take it.
int32_t query_width(const AttentionParams& params) {
    return (params.key_dim + 1) / 2 * 2;
}

// In double: the systems' libraries differ in the last bit, which rounding to float hides, so that a cache
// saved on one of them is the cache that another would have made.
float cosine(double angle) {
    return static_cast<float>(std::cos(angle));
}

float sine(double angle) {
    return static_cast<float>(std::sin(angle));
}

float exponential(double value) {
    return static_cast<float>(std::exp(value));
}

} // namespace

void AttentionDriver::begin(std::span<const Segment> segments, int32_t rows, bool exact) {
    m_segments = segments;
    m_exact = exact;
    m_rows = rows;
    m_angles.clear();
}

const AttentionDriver::Angles& AttentionDriver::angles_of(const RopeParams& rope) {
    const auto known = std::ranges::find(m_angles, &rope, &Angles::rope);
    if (known != m_angles.end())
        return *known;
    const auto half = static_cast<size_t>(rope.dims / 2);
    Angles angles{&rope, std::vector<float>(static_cast<size_t>(m_rows) * half),
                  std::vector<float>(static_cast<size_t>(m_rows) * half)};
    for (const Segment& segment : m_segments) {
        for (int32_t r = 0; r < segment.rows; ++r) {
            const size_t at = static_cast<size_t>(segment.first_row + r) * half;
            for (size_t i = 0; i < half; ++i) {
                const float angle = static_cast<float>(segment.position + r) * rope.inverse_frequency[i];
                angles.cosines[at + i] = cosine(angle) * rope.magnitude;
                angles.sines[at + i] = sine(angle) * rope.magnitude;
            }
        }
    }
    return m_angles.emplace_back(std::move(angles));
}

void AttentionDriver::rotate(float* head, const Angles& angles, int32_t row) const {
    const int32_t half = angles.rope->dims / 2;
    const float* cosines = angles.cosines.data() + static_cast<ptrdiff_t>(row) * half;
    const float* sines = angles.sines.data() + static_cast<ptrdiff_t>(row) * half;
    if (angles.rope->kind == RopeKind::Interleaved) {
        for (int32_t i = 0; i < half; ++i) {
            const float x = head[2 * i];
            const float y = head[2 * i + 1];
            head[2 * i] = x * cosines[i] - y * sines[i];
            head[2 * i + 1] = x * sines[i] + y * cosines[i];
        }
        return;
    }
    float* second = head + half;
    for (int32_t i = 0; i < half; ++i) {
        const float x = head[i];
        const float y = second[i];
        head[i] = x * cosines[i] - y * sines[i];
        second[i] = x * sines[i] + y * cosines[i];
    }
}

void AttentionDriver::rotate_rows(float* rows, int32_t columns, int32_t dim, const RopeParams& rope) {
    const Angles& angles = angles_of(rope);
    m_pool.parallel_for(m_rows, 8, [&](int64_t first, int64_t last, int) {
        for (int64_t row = first; row < last; ++row)
            for (int32_t head = 0; head < columns; head += dim)
                rotate(rows + row * columns + head, angles, static_cast<int32_t>(row));
    });
}

void AttentionDriver::store(const AttentionRows& rows, const AttentionParams& params, const Segment& segment,
                            CpuKvCache& cache, int32_t layer) {
    // A run of 16 positions of a head belongs to one thread: positions may share bytes.
    const int32_t first = segment.position / key_panel;
    const int32_t runs = (segment.position + segment.rows - 1) / key_panel - first + 1;
    m_pool.parallel_for(static_cast<int64_t>(runs) * params.kv_heads, 1, [&](int64_t from, int64_t to, int) {
        std::vector<float> key(static_cast<size_t>(params.key_dim));
        for (int64_t item = from; item < to; ++item) {
            const auto head = static_cast<int32_t>(item % params.kv_heads);
            const int32_t run = first + static_cast<int32_t>(item / params.kv_heads);
            const int32_t begin = std::max(run * key_panel, segment.position);
            const int32_t end = std::min((run + 1) * key_panel, segment.position + segment.rows);
            for (int32_t position = begin; position < end; ++position) {
                const int32_t row = segment.first_row + position - segment.position;
                const int64_t at = static_cast<int64_t>(row) * params.kv_heads + head;
                std::copy_n(rows.keys + at * params.key_dim, params.key_dim, key.data());
                if (m_current)
                    rotate(key.data(), *m_current, row);
                cache.store_key(layer, head, position, key.data());
                cache.store_value(layer, head, position, rows.values + at * params.value_dim);
            }
        }
    });
}

void AttentionDriver::cut(const AttentionParams& params, const Segment& segment, CpuKvCache& cache,
                          int32_t layer) {
    const int32_t group = params.heads / params.kv_heads;
    for (int32_t head = 0; head < params.kv_heads; ++head) {
        for (int32_t row = 0; row < segment.rows * group; row += tile_rows) {
            Item item{&segment, &cache, layer, head, row, std::min(tile_rows, segment.rows * group - row),
                      0,        0,      0,     1};
            item.first = visible(params, segment, row / group).first / value_block * value_block;
            item.last = visible(params, segment, (row + item.rows - 1) / group).last;
            m_items.push_back(item);
        }
    }
}

void AttentionDriver::split_items(int value_columns) {
    // With few tiles (decode: one per key head) the context is what threads share. All threads are counted,
    // also those that rest: the parts' sums are rounded, and an answer is not to depend on the mains.
    const auto wanted = static_cast<int64_t>(m_pool.threads()) * 3;
    const auto count = static_cast<int64_t>(m_items.size());
    if (count < wanted && m_pool.threads() > 1) {
        std::vector<Item> parts;
        for (const Item& item : m_items) {
            const int64_t length = item.last - item.first;
            const int64_t number =
                std::clamp<int64_t>(length / shortest_run, 1, (wanted + count - 1) / count);
            const int64_t blocks = (length + value_block - 1) / value_block;
            for (int64_t p = 0; p < number; ++p) {
                Item part = item;
                part.first = item.first + p * blocks / number * value_block;
                part.last = std::min(item.first + (p + 1) * blocks / number * value_block, item.last);
                part.part = static_cast<int32_t>(p);
                part.parts = static_cast<int32_t>(number);
                parts.push_back(part);
            }
        }
        m_items = std::move(parts);
    }
    m_value_columns = value_columns;
    const size_t each = static_cast<size_t>(tile_rows * (value_columns + 2));
    if (m_partials.size() < m_items.size() * each)
        m_partials.resize(m_items.size() * each);
}

/// Every query rotated and scaled, in the order in which tiles take them: [kv_heads][rows][group][width].
void AttentionDriver::prepare_queries(const AttentionRows& rows, const AttentionParams& params) {
    const int32_t group = params.heads / params.kv_heads;
    const int32_t width = query_width(params);
    m_queries.resize(static_cast<size_t>(m_rows) * static_cast<size_t>(params.heads * width));
    m_pool.parallel_for(m_rows, 8, [&](int64_t first, int64_t last, int) {
        for (int64_t item = first * params.heads; item < last * params.heads; ++item) {
            const auto row = static_cast<int32_t>(item / params.heads);
            const auto head = static_cast<int32_t>(item % params.heads);
            float* target = m_queries.data() + query_at(params, head / group, row * group + head % group);
            std::copy_n(rows.queries + item * params.key_dim, params.key_dim, target);
            if (m_current)
                rotate(target, *m_current, row);
            if (m_rotated[static_cast<size_t>(row)])
                rotate_runs({target, static_cast<size_t>(params.key_dim)});
            for (int32_t i = 0; i < params.key_dim; ++i)
                target[i] *= params.scale;
            std::fill(target + params.key_dim, target + width, 0.0f);
        }
    });
}

/// Where a row of m_queries begins; `row` counts (row of the batch, head of the group).
int64_t AttentionDriver::query_at(const AttentionParams& params, int32_t kv_head, int32_t row) const {
    const int32_t group = params.heads / params.kv_heads;
    return (static_cast<int64_t>(kv_head) * m_rows * group + row) * query_width(params);
}

AttentionDriver::Partial AttentionDriver::partial(size_t index) {
    float* at = m_partials.data() + index * static_cast<size_t>(tile_rows * (m_value_columns + 2));
    return {at, at + tile_rows * m_value_columns, at + tile_rows * (m_value_columns + 1)};
}

void AttentionDriver::attend(const AttentionParams& params, size_t index, int thread) {
    const Item& item = m_items[index];
    const int32_t group = params.heads / params.kv_heads;
    std::array<int32_t, tile_rows> row_first{};
    std::array<int32_t, tile_rows> row_last{};
    for (int32_t r = 0; r < item.rows; ++r) {
        const Visible range = visible(params, *item.segment, (item.first_row + r) / group);
        row_first[static_cast<size_t>(r)] = range.first;
        row_last[static_cast<size_t>(r)] = range.last;
    }
    AttentionTile tile;
    tile.rows = item.rows;
    tile.key_pairs = item.cache->key_pairs();
    tile.value_columns = item.cache->value_columns();
    tile.queries =
        m_queries.data() + query_at(params, item.kv_head, item.segment->first_row * group + item.first_row);
    tile.layout = item.cache->layout();
    tile.keys = item.cache->keys(item.layer, item.kv_head);
    tile.values = item.cache->values(item.layer, item.kv_head);
    tile.key_panel_bytes = item.cache->key_panel_bytes();
    tile.value_block_bytes = item.cache->value_block_bytes();
    tile.first = item.first;
    tile.last = item.last;
    tile.row_first = row_first.data();
    tile.row_last = row_last.data();
    tile.soft_cap = params.soft_cap;
    std::vector<std::byte>& scratch = m_scratch[static_cast<size_t>(thread)];
    scratch.resize(attention_scratch_bytes + 64);
    const auto address = reinterpret_cast<uintptr_t>(scratch.data());
    tile.scratch = scratch.data() + (64 - address % 64) % 64;
    const Partial result = partial(index);
    tile.out = result.out;
    tile.row_max = result.max;
    tile.row_sum = result.sum;
    m_kernels.attention(tile);
}

void AttentionDriver::write(const AttentionRows& rows, const AttentionParams& params, size_t index) {
    const Item& item = m_items[index];
    const int32_t group = params.heads / params.kv_heads;
    std::vector<float> factors(static_cast<size_t>(item.parts));
    for (int32_t r = 0; r < item.rows; ++r) {
        const int32_t row = item.segment->first_row + (item.first_row + r) / group;
        const int32_t head = item.kv_head * group + (item.first_row + r) % group;
        float* out = rows.out + (static_cast<int64_t>(row) * params.heads + head) * params.value_dim;
        float largest = partial(index).max[r];
        for (int32_t p = 1; p < item.parts; ++p)
            largest = std::max(largest, partial(index + static_cast<size_t>(p)).max[r]);
        float total = 0;
        for (size_t p = 0; p < factors.size(); ++p) {
            const Partial part = partial(index + p);
            factors[p] = part.sum[r] > 0 ? exponential(part.max[r] - largest) : 0.0f;
            total += part.sum[r] * factors[p];
        }
        if (rows.sinks) // after the parts: a sink that is far larger than all scores leaves them nothing
            total += exponential(rows.sinks[head] - largest);
        std::fill_n(out, params.value_dim, 0.0f);
        for (size_t p = 0; p < factors.size(); ++p) {
            if (factors[p] > 0 && total > 0)
                m_kernels.add_scaled(out,
                                     partial(index + p).out + static_cast<ptrdiff_t>(r) * m_value_columns,
                                     factors[p] / total, params.value_dim);
        }
        if (item.cache->rotated())
            rotate_runs({out, static_cast<size_t>(params.value_dim)});
    }
}

Result<void> AttentionDriver::run(const AttentionRows& rows, const AttentionParams& params) {
    m_scratch.resize(static_cast<size_t>(m_pool.threads()));
    m_current = params.rope && params.rope->kind != RopeKind::None ? &angles_of(*params.rope) : nullptr;
    m_items.clear();
    m_own_caches.clear();
    m_rotated.assign(static_cast<size_t>(m_rows), false);
    int value_columns = 0;
    for (const Segment& segment : m_segments) {
        CpuKvCache* cache = nullptr;
        int32_t layer = 0;
        if (segment.cache) {
            const auto part = segment.cache->part(params.layer);
            cache = static_cast<CpuKvCache*>(part.first);
            layer = part.second;
        } else {
            const KvCacheShape shape{1,
                                     params.kv_heads,
                                     params.key_dim,
                                     params.value_dim,
                                     segment.position + segment.rows,
                                     m_exact ? CacheType::F32 : CacheType::F16};
            TRY_ASSIGN(auto own, CpuKvCache::create(shape, m_kernels.bfloat16_product != nullptr));
            cache = m_own_caches.emplace_back(std::move(own)).get();
        }
        value_columns = cache->value_columns();
        std::fill_n(m_rotated.begin() + segment.first_row, segment.rows, cache->rotated());
        if (params.store)
            store(rows, params, segment, *cache, layer);
        cut(params, segment, *cache, layer);
    }
    split_items(value_columns);
    prepare_queries(rows, params);
    m_pool.parallel_for(static_cast<int64_t>(m_items.size()), 1,
                        [&](int64_t first, int64_t last, int thread) {
                            for (int64_t i = first; i < last; ++i) {
                                attend(params, static_cast<size_t>(i), thread);
                                if (m_items[static_cast<size_t>(i)].parts == 1)
                                    write(rows, params, static_cast<size_t>(i));
                            }
                        });
    for (size_t i = 0; i < m_items.size(); ++i) {
        if (m_items[i].parts > 1 && m_items[i].part == 0)
            write(rows, params, i);
    }
    return {};
}

} // namespace hearth::cpu
