#include "vulkan_kernels/operations.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <utility>

namespace hearth::vulkan {

namespace {

/// ROWS in attention.comp: queries of wide heads fill its shared memory sooner.
uint32_t attention_rows(const AttentionParams& params) {
    return std::max(params.key_dim, params.value_dim) > 256 ? 8 : 16;
}

// Decode has few rows: without splits, a model with one key/value head would keep one workgroup busy.
constexpr uint32_t positions_per_split = 64;
constexpr uint32_t most_splits = 64;
constexpr uint32_t enough_workgroups = 128;

/// `unused`: what a shader gets in its place, and does not use.
uint64_t address_of(const VulkanWeight* weight, uint64_t unused) {
    return weight ? weight->parts.front().slice.address : unused;
}

} // namespace

Operations::Operations(Memory& memory, Recorder& recorder)
    : m_memory(memory), m_recorder(recorder), m_tables(memory), m_partial(memory, MemoryKind::Device) {}

Result<bool> Operations::begin(const Step& step) {
    m_rows = static_cast<int32_t>(step.ids.size());
    m_outputs = static_cast<int32_t>(step.output_rows.size());
    m_cache = nullptr;
    for (const Segment& segment : step.segments)
        if (segment.cache)
            m_cache = static_cast<const VulkanCache*>(segment.cache);
    TRY_ASSIGN(const bool moved, m_tables.write(step, m_scratch_cache.get()));
    m_splits = 1;
    if (m_cache && m_tables.longest_segment() <= 4 && m_rows <= replayed_rows) {
        const uint32_t useful = std::bit_ceil(
            divide_up(static_cast<uint64_t>(m_tables.positions()), uint64_t{positions_per_split}));
        const auto without = static_cast<uint32_t>(m_rows * m_cache->kv_heads());
        m_splits = std::min({most_splits, useful, std::bit_ceil(divide_up(enough_workgroups, without))});
    }
    return std::exchange(m_partial_moved, false) || moved;
}

void Operations::embed(DeviceRows out, const VulkanWeight& table, float scale, bool accumulate) {
    lookup(out, table, m_tables.ids(), scale, accumulate);
}

void Operations::embed_positions(DeviceRows out, const VulkanWeight& table, bool accumulate) {
    lookup(out, table, m_tables.positions_address(), 1.0f, accumulate);
}

void Operations::gate(DeviceRows out, DeviceRows gate, DeviceRows up, ActivationKind kind) {
    gate_rows(out, gate, up, kind, static_cast<uint32_t>(m_rows));
}

void Operations::gate_rows(DeviceRows out, DeviceRows gate, DeviceRows up, ActivationKind kind,
                           uint32_t rows) {
    element(ELEMENT_GATE,
            {.a = gate.address,
             .b = up.address,
             .out_rows = out.address,
             .activation = static_cast<uint32_t>(kind)},
            out, rows);
}

void Operations::weigh_rows(DeviceRows x, DeviceRows logits) {
    element(ELEMENT_WEIGH,
            {.a = x.address,
             .b = logits.address,
             .out_rows = x.address,
             .columns = static_cast<uint32_t>(x.columns)},
            x);
}

void Operations::activate(DeviceRows out, DeviceRows in, ActivationKind kind) {
    element(ELEMENT_ACTIVATE,
            {.a = in.address, .out_rows = out.address, .activation = static_cast<uint32_t>(kind)}, out);
}

void Operations::add(DeviceRows out, DeviceRows in, float scale) {
    element(ELEMENT_ADD, {.a = in.address, .out_rows = out.address, .scale = scale}, out);
}

void Operations::scale_and_cap(DeviceRows x, float scale, float cap) {
    element(ELEMENT_SCALE_AND_CAP, {.a = x.address, .out_rows = x.address, .scale = scale, .cap = cap}, x);
}

void Operations::scale_by_position(DeviceRows x, float scale, int32_t length) {
    element(ELEMENT_SCALE_BY_POSITION,
            {.a = x.address,
             .out_rows = x.address,
             .indices = m_tables.positions_address(),
             .columns = static_cast<uint32_t>(x.columns),
             .scale = scale,
             .period = static_cast<uint32_t>(length)},
            x);
}

void Operations::copy_columns(DeviceRows out, DeviceRows in, int32_t first) {
    element(ELEMENT_COPY_COLUMNS,
            {.a = in.address + 4 * static_cast<uint64_t>(first),
             .out_rows = out.address,
             .columns = static_cast<uint32_t>(out.columns),
             .period = static_cast<uint32_t>(in.columns)},
            out);
}

void Operations::select_outputs(DeviceRows out, DeviceRows in) {
    m_rows = m_outputs;
    element(ELEMENT_SELECT,
            {.a = in.address,
             .out_rows = out.address,
             .indices = m_tables.output_rows(),
             .columns = static_cast<uint32_t>(out.columns)},
            out);
}

void Operations::element(uint32_t operation, ElementPush push, DeviceRows out, uint32_t rows) {
    for (uint64_t* unused : {&push.b, &push.indices})
        *unused = *unused ? *unused : out.address;
    push.count = rows * static_cast<uint32_t>(out.columns);
    const uint32_t groups = divide_up(push.count, 128);
    const uint32_t x = std::min(groups, largest_group_count);
    m_recorder.dispatch("element", std::span(&operation, 1), push, {x, x ? divide_up(groups, x) : 0, 1});
}

void Operations::lookup(DeviceRows out, const VulkanWeight& table, uint64_t indices, float scale,
                        bool accumulate) {
    const EmbedPush push{.table = table.parts.front().slice.address,
                         .out_rows = out.address,
                         .indices = indices,
                         .columns = static_cast<uint32_t>(table.columns),
                         .row_bytes = table.row_bytes,
                         .rows = static_cast<uint32_t>(m_rows),
                         .out_stride = static_cast<uint32_t>(out.columns),
                         .scale = scale,
                         .accumulate = accumulate};
    m_recorder.dispatch(fmt::format("embed.{}", type_layout(table.type)->name), {}, push,
                        {divide_up(push.columns, 512), push.rows, 1});
}

void Operations::norm(DeviceRows out, DeviceRows in, const VulkanWeight* weight, const VulkanWeight* bias,
                      const NormParams& params) {
    const auto columns = static_cast<uint32_t>(in.columns);
    const uint32_t group = params.group > 0 ? static_cast<uint32_t>(params.group) : columns;
    const VulkanWeight* any = weight ? weight : bias;
    const NormPush push{.in_rows = in.address,
                        .out_rows = out.address,
                        .weight = address_of(weight, in.address),
                        .bias = address_of(bias, in.address),
                        .group = group,
                        .columns = columns,
                        .weight_length = any ? static_cast<uint32_t>(any->columns) : 1,
                        .flags = (weight ? NORM_WEIGHT : 0) | (bias ? NORM_BIAS : 0) |
                                 (params.kind == NormKind::Layer ? NORM_LAYER : 0),
                        .epsilon = params.epsilon};
    m_recorder.dispatch("norm", {}, push, {columns / group, static_cast<uint32_t>(m_rows), 1});
}

Result<uint64_t> Operations::frequencies(const RopeParams& rope) {
    Slice& slice = m_frequencies[&rope];
    if (!slice.buffer) {
        TRY_ASSIGN(slice, m_memory.allocate(MemoryKind::Upload, rope.inverse_frequency.size() * 4));
        TRY(m_memory.upload(slice, 0, std::as_bytes(std::span(rope.inverse_frequency))));
    }
    return slice.address;
}

void Operations::rotate(DeviceRows x, int32_t heads, int32_t dim, const RopeParams& rope) {
    const auto table = frequencies(rope);
    if (!table)
        return m_recorder.set_error(table.error());
    const RopePush push{.rows = x.address,
                        .inverse_frequency = *table,
                        .positions = m_tables.positions_address(),
                        .heads = static_cast<uint32_t>(heads),
                        .dim = static_cast<uint32_t>(dim),
                        .stride = static_cast<uint32_t>(x.columns),
                        .pairs = static_cast<uint32_t>(rope.dims / 2),
                        .halves = rope.kind == RopeKind::Halves,
                        .magnitude = rope.magnitude,
                        .tokens = static_cast<uint32_t>(m_rows)};
    m_recorder.dispatch("rope", {}, push, {divide_up(push.heads * push.pairs, 64), push.tokens, 1});
}

void Operations::store(DeviceRows x, const VulkanCache& cache, int32_t layer, bool values, uint32_t columns) {
    const uint32_t row_bytes = values ? cache.value_row_bytes(layer) : cache.key_row_bytes(layer);
    const StorePush push{.rows = x.address,
                         .segments = m_tables.segments_address(),
                         .row_segment = m_tables.row_segments(),
                         .columns = columns,
                         .row_bytes = row_bytes,
                         .layer = static_cast<uint32_t>(layer),
                         .value = values,
                         .tokens = static_cast<uint32_t>(m_rows)};
    const uint32_t per_thread = cache.type() == TensorType::F32   ? 1
                                : cache.type() == TensorType::F16 ? 2
                                : row_bytes % 4 == 0              ? 64
                                                                  : 32;
    m_recorder.dispatch(fmt::format("store.{}", type_layout(cache.type())->name), {}, push,
                        {divide_up(divide_up(columns, per_thread), 64), push.tokens, 1});
}

/// An embedder keeps nothing between passes: its keys and values go into a scratch cache of one layer.
Result<const VulkanCache*> Operations::cache_for(const AttentionParams& params, int32_t most_rows) {
    if (m_cache)
        return m_cache;
    if (m_tables.segments().size() > 1)
        return fail(ErrorKind::Unsupported, "the Vulkan path embeds one text at a time");
    if (!m_scratch_cache) {
        const KvCacheShape shape{1,         params.kv_heads, params.key_dim, params.value_dim,
                                 most_rows, CacheType::F32};
        TRY_ASSIGN(m_scratch_cache, VulkanCache::create(m_memory, shape));
        m_tables.use_scratch(*m_scratch_cache);
    }
    return m_scratch_cache.get();
}

Result<void> Operations::reserve_partial(const AttentionParams& params) {
    const uint64_t row =
        uint64_t{most_splits} * static_cast<uint32_t>(params.heads * (params.value_dim + 2)) * 4;
    TRY_ASSIGN(const bool moved, m_partial.reserve(row * replayed_rows));
    m_partial_moved = m_partial_moved || moved;
    return {};
}

void Operations::attention(DeviceRows out, DeviceRows q, DeviceRows k, DeviceRows v, int32_t most_rows,
                           const AttentionParams& params) {
    const auto found = cache_for(params, most_rows);
    if (!found)
        return m_recorder.set_error(found.error());
    const VulkanCache& cache = **found;
    const int32_t layer = m_cache ? params.layer : 0;
    {
        const Recorder::Together together(m_recorder);
        const bool rotated = params.rope && params.rope->kind != RopeKind::None;
        if (rotated)
            rotate(q, params.heads, params.key_dim, *params.rope);
        if (rotated && params.store)
            rotate(k, params.kv_heads, params.key_dim, *params.rope);
        if (params.store)
            store(v, cache, layer, true, static_cast<uint32_t>(params.kv_heads * params.value_dim));
    }
    if (params.store)
        store(k, cache, layer, false, static_cast<uint32_t>(params.kv_heads * params.key_dim));

    const auto group = static_cast<uint32_t>(params.heads / params.kv_heads);
    const uint32_t rows = attention_rows(params);
    const auto tokens_per_tile = static_cast<int32_t>(std::max(1u, rows / std::min(group, rows)));
    const auto tiles = m_tables.tiles(tokens_per_tile);
    if (!tiles)
        return m_recorder.set_error(tiles.error());
    if (m_splits > 1) {
        if (auto reserved = reserve_partial(params); !reserved)
            return m_recorder.set_error(reserved.error());
    }
    const uint64_t sinks = address_of(static_cast<const VulkanWeight*>(params.sinks), q.address);
    const AttentionPush push{.q = q.address,
                             .out_rows = out.address,
                             .partial = m_partial.address(),
                             .segments = m_tables.segments_address(),
                             .tiles = tiles->address,
                             .layer = static_cast<uint32_t>(layer),
                             .heads = static_cast<uint32_t>(params.heads),
                             .kv_heads = static_cast<uint32_t>(params.kv_heads),
                             .key_dim = static_cast<uint32_t>(params.key_dim),
                             .value_dim = static_cast<uint32_t>(params.value_dim),
                             .scale = params.scale,
                             .soft_cap = params.soft_cap,
                             .window = static_cast<uint32_t>(params.window),
                             .causal = params.causal,
                             .splits = m_splits,
                             .key_row_bytes = cache.key_row_bytes(layer),
                             .value_row_bytes = cache.value_row_bytes(layer),
                             .has_sinks = params.sinks != nullptr,
                             .sinks = sinks};
    const auto row_heads = static_cast<uint32_t>(m_rows * params.heads);
    const uint32_t head_parts = divide_up(group, rows);
    const uint32_t constants[] = {params.key_dim % 8 == 0 && params.value_dim % 8 == 0,
                                  divide_up(push.key_dim, 4), rows};
    m_recorder.dispatch(fmt::format("attention.{}", type_layout(cache.type())->name), constants, push,
                        {tiles->count, push.kv_heads * head_parts, m_splits},
                        4.0 * row_heads * m_tables.positions() * params.key_dim);
    if (m_splits > 1) {
        const CombinePush combine{
            m_partial.address(),           out.address, push.heads,    push.value_dim, m_splits,
            static_cast<uint32_t>(m_rows), sinks,       push.has_sinks};
        m_recorder.dispatch("attention_combine", {}, combine, {divide_up(push.value_dim, 64), row_heads, 1});
    }
}

} // namespace hearth::vulkan
