#include "vulkan_kernels/vulkan_backend.h"

#include "engine/quant/decode.h"
#include "engine/quant/encode.h"
#include "vulkan_kernels/recorder.h"
#include "vulkan_kernels/shaders/shared.h"
#include "vulkan_kernels/vulkan_cache.h"
#include "vulkan_kernels/vulkan_weights.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <deque>
#include <map>
#include <set>

namespace hearth::vulkan {

namespace {

constexpr int32_t replayed_rows = 8;      // passes of up to so many rows are recorded once and replayed
constexpr int32_t rows_shader_tokens = 8; // more rows than this go through product_tiles
constexpr uint32_t largest_group_count = 65535;
constexpr uint32_t attention_rows = 16; // ROWS in attention.comp
constexpr int32_t positions_per_split = 256;
constexpr uint32_t most_splits = 16;
constexpr uint32_t top_k_groups = 64;
constexpr int32_t largest_top_k = 256;

uint32_t divide_up(uint64_t a, uint64_t b) {
    return static_cast<uint32_t>((a + b - 1) / b);
}

/// What recordings are told apart by: passes of one key issue the same dispatches.
struct RecordingKey {
    int32_t rows;
    int32_t segments;
    int32_t outputs;
    uint32_t splits;
    int32_t capacity;
    TensorType cache_type;
    auto operator<=>(const RecordingKey&) const = default;
};

class VulkanBackend : public Backend {
public:
    static Result<std::unique_ptr<VulkanBackend>> create(const VulkanOptions& options) {
        std::unique_ptr<VulkanBackend> backend(new VulkanBackend);
        TRY_ASSIGN(backend->m_context, Context::create(options.device_index, options.faults));
        TRY_ASSIGN(backend->m_pipelines, Pipelines::create(*backend->m_context, options.cache_file));
        backend->m_memory = std::make_unique<Memory>(*backend->m_context);
        backend->m_recorder = std::make_unique<Recorder>(*backend->m_context, *backend->m_pipelines);
        TRY(backend->self_check(TensorType::F32));
        return backend;
    }

    std::string name() const override { return fmt::format("{} (Vulkan)", m_context->physical().name); }

    Result<const Weight*> load_weight(const gguf::TensorView& view, WeightUse use) override {
        if (use != WeightUse::Vector)
            TRY(self_check(view.type));
        TRY_ASSIGN(VulkanWeight weight, upload_weight(*m_memory, *m_context, view, use));
        if (use != WeightUse::Matrix && use != WeightUse::Vector && weight.parts.size() > 1)
            return fail(ErrorKind::Unsupported,
                        fmt::format("{}: the embedding table is larger than {} takes in one buffer",
                                    view.name, m_context->physical().name));
        return &m_weights.emplace_back(std::move(weight));
    }

    Result<Activation> create_activation(int32_t rows, int32_t columns) override {
        TRY_ASSIGN(const Slice slice,
                   m_memory->allocate(MemoryKind::Device,
                                      4ull * static_cast<uint64_t>(rows) * static_cast<uint64_t>(columns)));
        m_activations.push_back(slice);
        return Activation{static_cast<uint32_t>(m_activations.size() - 1), rows, columns};
    }

    Result<std::unique_ptr<KvCache>> create_cache(const KvCacheShape& shape) override {
        TRY_ASSIGN(auto cache, VulkanCache::create(*m_memory, shape));
        return std::unique_ptr<KvCache>(std::move(cache));
    }

    Result<bool> begin(const Step& step) override;
    Result<void> end() override;

    void embed(Activation out, const Weight* table, float scale, bool accumulate) override {
        lookup(out, table, m_ids, scale, accumulate);
    }
    void embed_positions(Activation out, const Weight* table, bool accumulate) override {
        lookup(out, table, m_positions, 1.0f, accumulate);
    }
    void norm(Activation out, Activation in, const Weight* weight, const Weight* bias,
              const NormParams& params) override;
    void matmul(std::span<const Product> products, Activation in) override {
        for (const Product& product : products)
            multiply(product, address(in), in.columns, address(product.out), m_rows);
    }
    void attention(Activation out, Activation q, Activation k, Activation v,
                   const AttentionParams& params) override;

    void gate(Activation out, Activation gate, Activation up, ActivationKind kind) override {
        element(ELEMENT_GATE,
                {.a = address(gate),
                 .b = address(up),
                 .out_rows = address(out),
                 .activation = static_cast<uint32_t>(kind)},
                out);
    }
    void activate(Activation out, Activation in, ActivationKind kind) override {
        element(ELEMENT_ACTIVATE,
                {.a = address(in), .out_rows = address(out), .activation = static_cast<uint32_t>(kind)}, out);
    }
    void add(Activation out, Activation in, float scale) override {
        element(ELEMENT_ADD, {.a = address(in), .out_rows = address(out), .scale = scale}, out);
    }
    void select_outputs(Activation out, Activation in) override {
        m_rows = m_outputs;
        m_selected = true;
        element(ELEMENT_SELECT,
                {.a = address(in),
                 .out_rows = address(out),
                 .indices = m_output_rows.address,
                 .columns = static_cast<uint32_t>(out.columns)},
                out);
    }
    void scale_and_cap(Activation x, float scale, float cap) override {
        element(ELEMENT_SCALE_AND_CAP, {.a = address(x), .out_rows = address(x), .scale = scale, .cap = cap},
                x);
    }

    Result<std::span<const float>> read(Activation x, int32_t first, int32_t count) override;
    Result<std::vector<Candidate>> top_k(Activation x, int32_t row, int32_t k) override;

private:
    struct Recording {
        VkCommandBuffer commands = VK_NULL_HANDLE;
        uint32_t last_output = 0;
        uint64_t last_output_bytes = 0;
    };

    VulkanBackend() = default;
    uint64_t address(Activation x) const { return m_activations[x.id].address; }
    Result<void> write_step(const Step& step);
    Result<void> reserve(Slice& slice, MemoryKind kind, uint64_t bytes);
    void element(uint32_t operation, ElementPush push, Activation out);
    void lookup(Activation out, const Weight* table, const Slice& indices, float scale, bool accumulate);
    void multiply(const Product& product, uint64_t in, int32_t in_stride, uint64_t out, int32_t tokens);
    void multiply_rows(const VulkanWeight& weight, ProductPush push);
    void rotate(Activation x, int32_t heads, int32_t dim, const RopeParams& rope);
    void store(Activation x, const AttentionParams& params, bool values, TensorType type, uint32_t row_bytes);
    Result<uint64_t> frequencies(const RopeParams& rope);
    Result<void> self_check(TensorType type);
    void written(Activation x) { m_last_output = x.id; }

    // In the order of destruction: what lies in the context goes before it.
    std::unique_ptr<Context> m_context;
    std::unique_ptr<Pipelines> m_pipelines;
    std::unique_ptr<Memory> m_memory;
    std::unique_ptr<Recorder> m_recorder;

    std::deque<VulkanWeight> m_weights;
    std::vector<Slice> m_activations;
    std::map<const RopeParams*, Slice> m_frequencies;
    std::set<TensorType> m_checked;
    std::unique_ptr<VulkanCache> m_scratch_cache; ///< for passes without a cache (embedders)

    // The step, in memory that the processor writes and the shaders read.
    Slice m_ids;
    Slice m_positions;
    Slice m_output_rows;
    Slice m_segments;
    Slice m_tiles;
    Slice m_row_segments;
    Slice m_partial;
    Slice m_logits; ///< copy of the last output that the processor reads
    std::vector<Segment> m_step_segments;
    int32_t m_rows = 0;
    int32_t m_outputs = 0;
    uint32_t m_tile_count = 0;
    uint32_t m_splits = 1;
    int32_t m_tokens_per_tile = 0; ///< 0: not known before the first attention of the pass
    TensorType m_cache_type = TensorType::F16;
    uint32_t m_key_row_bytes = 0;
    uint32_t m_value_row_bytes = 0;

    std::map<RecordingKey, Recording> m_recordings;
    RecordingKey m_key{};
    bool m_keeping = false;
    bool m_selected = false;
    VkCommandBuffer m_replaying = VK_NULL_HANDLE;
    uint32_t m_last_output = 0;
    uint64_t m_logits_bytes = 0; ///< of m_last_output that are in m_logits
    std::vector<float> m_read;
};

Result<void> VulkanBackend::reserve(Slice& slice, MemoryKind kind, uint64_t bytes) {
    if (slice.size >= bytes)
        return {};
    if (slice.buffer)
        m_memory->release(slice);
    slice = {};
    TRY_ASSIGN(slice, m_memory->allocate_own(kind, std::bit_ceil(std::max<uint64_t>(bytes, 4096))));
    // Recordings hold the old address.
    m_recordings.clear();
    return {};
}

Result<void> VulkanBackend::write_step(const Step& step) {
    const auto rows = step.ids.size();
    TRY(reserve(m_ids, MemoryKind::Upload, rows * 4));
    TRY(reserve(m_positions, MemoryKind::Upload, rows * 4));
    TRY(reserve(m_row_segments, MemoryKind::Upload, rows * 4));
    TRY(reserve(m_output_rows, MemoryKind::Upload, std::max<size_t>(step.output_rows.size(), 1) * 4));
    TRY(reserve(m_segments, MemoryKind::Upload, step.segments.size() * sizeof(SegmentEntry)));
    TRY(reserve(m_tiles, MemoryKind::Upload, rows * sizeof(TileEntry)));
    std::ranges::copy(step.ids, reinterpret_cast<int32_t*>(m_ids.host));
    std::ranges::copy(step.output_rows, reinterpret_cast<int32_t*>(m_output_rows.host));
    auto* positions = reinterpret_cast<int32_t*>(m_positions.host);
    auto* row_segments = reinterpret_cast<uint32_t*>(m_row_segments.host);
    auto* segments = reinterpret_cast<SegmentEntry*>(m_segments.host);
    for (uint32_t s = 0; s < step.segments.size(); ++s) {
        const Segment& segment = step.segments[s];
        const auto* cache =
            segment.cache ? static_cast<const VulkanCache*>(segment.cache) : m_scratch_cache.get();
        const uint64_t table = cache ? cache->table_address() : 0;
        segments[s] = {static_cast<uint32_t>(table),
                       static_cast<uint32_t>(table >> 32),
                       static_cast<uint32_t>(segment.first_row),
                       static_cast<uint32_t>(segment.rows),
                       static_cast<uint32_t>(segment.position),
                       0};
        for (int32_t i = 0; i < segment.rows; ++i) {
            positions[segment.first_row + i] = segment.position + i;
            row_segments[segment.first_row + i] = s;
        }
    }
    return {};
}

Result<bool> VulkanBackend::begin(const Step& step) {
    m_rows = static_cast<int32_t>(step.ids.size());
    m_outputs = static_cast<int32_t>(step.output_rows.size());
    m_step_segments.assign(step.segments.begin(), step.segments.end());
    m_tokens_per_tile = 0;
    m_selected = false;
    m_logits_bytes = 0;
    int32_t positions = 0;
    int32_t longest_segment = 0;
    const VulkanCache* cache = nullptr;
    for (const Segment& segment : step.segments) {
        positions = std::max(positions, segment.position + segment.rows);
        longest_segment = std::max(longest_segment, segment.rows);
        if (segment.cache)
            cache = static_cast<const VulkanCache*>(segment.cache);
    }
    TRY(write_step(step));
    // Splits only where few rows leave the device idle; by powers of two, so that a recording serves a range
    // of positions.
    m_splits =
        longest_segment > 4 || m_rows > replayed_rows
            ? 1
            : std::min(most_splits,
                       std::bit_ceil(divide_up(static_cast<uint64_t>(positions), positions_per_split)));
    m_cache_type = cache ? cache->type() : TensorType::F32;
    m_key_row_bytes = cache ? cache->key_row_bytes() : 0;
    m_value_row_bytes = cache ? cache->value_row_bytes() : 0;
    m_key = {m_rows,
             static_cast<int32_t>(step.segments.size()),
             m_outputs,
             m_splits,
             cache ? cache->capacity() : 0,
             m_cache_type};
    m_keeping = longest_segment == 1 && m_rows <= replayed_rows && m_outputs > 0 && cache;
    m_replaying = VK_NULL_HANDLE;
    if (m_keeping) {
        if (const auto found = m_recordings.find(m_key); found != m_recordings.end()) {
            auto* tiles = reinterpret_cast<TileEntry*>(m_tiles.host);
            for (uint32_t r = 0; r < static_cast<uint32_t>(m_rows); ++r)
                tiles[r] = {r, r, 1, 0};
            m_replaying = found->second.commands;
            m_last_output = found->second.last_output;
            m_logits_bytes = found->second.last_output_bytes;
            return true;
        }
    }
    TRY(m_recorder->begin(m_keeping));
    return false;
}

Result<void> VulkanBackend::end() {
    if (m_replaying)
        return m_recorder->replay(m_replaying);
    // A pass that was stopped between layers is no recording of a whole one.
    const bool whole = m_selected;
    if (whole && m_outputs > 0 && m_outputs <= replayed_rows) {
        const Slice& output = m_activations[m_last_output];
        const uint64_t bytes = std::min<uint64_t>(output.size, 64 << 20);
        if (m_logits.size >= bytes || !m_keeping) {
            if (auto reserved = reserve(m_logits, MemoryKind::Readback, bytes); !reserved)
                m_recorder->set_error(reserved.error());
        }
        if (m_logits.size >= bytes) {
            m_recorder->copy_out(output, m_logits, bytes);
            m_logits_bytes = bytes;
        }
    }
    const auto status = m_recorder->end();
    if (status && m_keeping && whole)
        m_recordings[m_key] = {m_recorder->kept_commands(), m_last_output, m_logits_bytes};
    return status;
}

void VulkanBackend::element(uint32_t operation, ElementPush push, Activation out) {
    push.count = static_cast<uint32_t>(m_rows) * static_cast<uint32_t>(out.columns);
    const uint32_t groups = divide_up(push.count, 128);
    const uint32_t x = std::min(groups, largest_group_count);
    m_recorder->dispatch("element", std::span(&operation, 1), push, {x, divide_up(groups, x), 1});
    written(out);
}

void VulkanBackend::lookup(Activation out, const Weight* table, const Slice& indices, float scale,
                           bool accumulate) {
    const VulkanWeight& weight = as_vulkan(table);
    const EmbedPush push{.table = weight.parts.front().slice.address,
                         .out_rows = address(out),
                         .indices = indices.address,
                         .columns = static_cast<uint32_t>(weight.columns),
                         .row_bytes = weight.row_bytes,
                         .rows = static_cast<uint32_t>(m_rows),
                         .out_stride = static_cast<uint32_t>(out.columns),
                         .scale = scale,
                         .accumulate = accumulate};
    m_recorder->dispatch(fmt::format("embed.{}", type_layout(weight.type)->name), {}, push,
                         {divide_up(push.columns, 512), push.rows, 1});
    written(out);
}

void VulkanBackend::norm(Activation out, Activation in, const Weight* weight, const Weight* bias,
                         const NormParams& params) {
    const auto columns = static_cast<uint32_t>(in.columns);
    const uint32_t group = params.group > 0 ? static_cast<uint32_t>(params.group) : columns;
    const VulkanWeight* any = weight ? &as_vulkan(weight) : bias ? &as_vulkan(bias) : nullptr;
    const NormPush push{.in_rows = address(in),
                        .out_rows = address(out),
                        .weight = weight ? as_vulkan(weight).parts.front().slice.address : 0,
                        .bias = bias ? as_vulkan(bias).parts.front().slice.address : 0,
                        .group = group,
                        .columns = columns,
                        .weight_length = any ? static_cast<uint32_t>(any->columns) : 1,
                        .flags = (weight ? NORM_WEIGHT : 0) | (bias ? NORM_BIAS : 0) |
                                 (params.kind == NormKind::Layer ? NORM_LAYER : 0),
                        .epsilon = params.epsilon};
    m_recorder->dispatch("norm", {}, push, {columns / group, static_cast<uint32_t>(m_rows), 1});
    written(out);
}

void VulkanBackend::multiply(const Product& product, uint64_t in, int32_t in_stride, uint64_t out,
                             int32_t tokens) {
    const VulkanWeight& weight = as_vulkan(product.weight);
    for (const VulkanWeight::Part& part : weight.parts) {
        const auto offset = static_cast<uint64_t>(part.first_row) * 4;
        multiply_rows(
            weight,
            {.weight = part.slice.address,
             .in_rows = in,
             .out_rows = out + offset,
             .bias = product.bias ? as_vulkan(product.bias).parts.front().slice.address + offset : 0,
             .columns = static_cast<uint32_t>(weight.columns),
             .outputs = static_cast<uint32_t>(part.rows),
             .row_bytes = weight.row_bytes,
             .tokens = static_cast<uint32_t>(tokens),
             .in_stride = static_cast<uint32_t>(in_stride),
             .out_stride = static_cast<uint32_t>(weight.rows),
             .scale = product.scale,
             .flags = (product.accumulate ? PRODUCT_ACCUMULATE : 0) | (product.bias ? PRODUCT_BIAS : 0)});
    }
    written(product.out);
}

void VulkanBackend::multiply_rows(const VulkanWeight& weight, ProductPush push) {
    const std::string_view type = type_layout(weight.type)->name;
    const double operations = 2.0 * push.columns * push.outputs * push.tokens;
    if (push.tokens > rows_shader_tokens) {
        m_recorder->dispatch(fmt::format("product_tiles.{}", type), {}, push,
                             {divide_up(push.outputs, 64), divide_up(push.tokens, 64), 1}, operations);
        return;
    }
    const uint32_t threads = push.columns >= 2048 ? 128 : 64;
    const uint32_t tokens = std::bit_ceil(push.tokens);
    const uint32_t outputs = tokens > 4 ? 2 : 4;
    const uint32_t constants[] = {threads, outputs, tokens};
    // More groups than a dispatch may have: several dispatches, each over its own rows of the weight.
    const uint32_t rows_at_once = largest_group_count * outputs;
    const uint32_t all = push.outputs;
    for (uint32_t first = 0; first < all; first += rows_at_once) {
        ProductPush share = push;
        share.outputs = std::min(rows_at_once, all - first);
        share.weight += uint64_t{first} * push.row_bytes;
        share.out_rows += uint64_t{first} * 4;
        share.bias += uint64_t{first} * 4;
        m_recorder->dispatch(fmt::format("product_rows.{}", type), constants, share,
                             {divide_up(share.outputs, outputs), 1, 1}, operations * share.outputs / all);
    }
}

Result<uint64_t> VulkanBackend::frequencies(const RopeParams& rope) {
    Slice& slice = m_frequencies[&rope];
    if (!slice.buffer) {
        TRY_ASSIGN(slice, m_memory->allocate(MemoryKind::Upload, rope.inverse_frequency.size() * 4));
        TRY(m_memory->upload(slice, 0, std::as_bytes(std::span(rope.inverse_frequency))));
    }
    return slice.address;
}

void VulkanBackend::rotate(Activation x, int32_t heads, int32_t dim, const RopeParams& rope) {
    const auto table = frequencies(rope);
    if (!table)
        return m_recorder->set_error(table.error());
    const RopePush push{.rows = address(x),
                        .inverse_frequency = *table,
                        .positions = m_positions.address,
                        .heads = static_cast<uint32_t>(heads),
                        .dim = static_cast<uint32_t>(dim),
                        .stride = static_cast<uint32_t>(x.columns),
                        .pairs = static_cast<uint32_t>(rope.dims / 2),
                        .halves = rope.kind == RopeKind::Halves,
                        .magnitude = rope.magnitude,
                        .tokens = static_cast<uint32_t>(m_rows)};
    m_recorder->dispatch("rope", {}, push, {divide_up(push.heads * push.pairs, 64), push.tokens, 1});
}

void VulkanBackend::store(Activation x, const AttentionParams& params, bool values, TensorType type,
                          uint32_t row_bytes) {
    const auto columns =
        static_cast<uint32_t>(params.kv_heads * (values ? params.value_dim : params.key_dim));
    const StorePush push{.rows = address(x),
                         .segments = m_segments.address,
                         .row_segment = m_row_segments.address,
                         .columns = columns,
                         .row_bytes = row_bytes,
                         .layer = static_cast<uint32_t>(m_scratch_cache ? 0 : params.layer),
                         .value = values,
                         .tokens = static_cast<uint32_t>(m_rows)};
    const uint32_t per_thread = type == TensorType::F32   ? 1
                                : type == TensorType::F16 ? 2
                                : row_bytes % 4 == 0      ? 64
                                                          : 32;
    m_recorder->dispatch(fmt::format("store.{}", type_layout(type)->name), {}, push,
                         {divide_up(divide_up(columns, per_thread), 64), push.tokens, 1});
}

void VulkanBackend::attention(Activation out, Activation q, Activation k, Activation v,
                              const AttentionParams& params) {
    // An embedder keeps nothing between passes: its keys and values go into a scratch cache of one layer.
    if (m_key_row_bytes == 0 && !m_scratch_cache) {
        const KvCacheShape shape{1,      params.kv_heads, params.key_dim, params.value_dim,
                                 q.rows, CacheType::F32};
        auto cache = VulkanCache::create(*m_memory, shape);
        if (!cache)
            return m_recorder->set_error(cache.error());
        m_scratch_cache = std::move(*cache);
        auto* segments = reinterpret_cast<SegmentEntry*>(m_segments.host);
        for (size_t s = 0; s < m_step_segments.size(); ++s) {
            segments[s].cache_low = static_cast<uint32_t>(m_scratch_cache->table_address());
            segments[s].cache_high = static_cast<uint32_t>(m_scratch_cache->table_address() >> 32);
        }
    }
    if (m_scratch_cache && m_step_segments.size() > 1)
        return m_recorder->set_error({ErrorKind::Unsupported, "the Vulkan path embeds one text at a time"});
    const uint32_t key_row_bytes = m_scratch_cache ? m_scratch_cache->key_row_bytes() : m_key_row_bytes;
    const uint32_t value_row_bytes = m_scratch_cache ? m_scratch_cache->value_row_bytes() : m_value_row_bytes;

    if (params.rope && params.rope->kind != RopeKind::None) {
        rotate(q, params.heads, params.key_dim, *params.rope);
        rotate(k, params.kv_heads, params.key_dim, *params.rope);
    }
    store(k, params, false, m_cache_type, key_row_bytes);
    store(v, params, true, m_cache_type, value_row_bytes);

    const auto group = static_cast<uint32_t>(params.heads / params.kv_heads);
    const auto tokens_per_tile =
        static_cast<int32_t>(std::max(1u, attention_rows / std::min(group, attention_rows)));
    if (m_tokens_per_tile != tokens_per_tile) {
        auto* tiles = reinterpret_cast<TileEntry*>(m_tiles.host);
        m_tokens_per_tile = tokens_per_tile;
        m_tile_count = 0;
        for (uint32_t s = 0; s < m_step_segments.size(); ++s) {
            const Segment& segment = m_step_segments[s];
            for (int32_t row = 0; row < segment.rows; row += tokens_per_tile)
                tiles[m_tile_count++] = {s, static_cast<uint32_t>(segment.first_row + row),
                                         static_cast<uint32_t>(std::min(tokens_per_tile, segment.rows - row)),
                                         0};
        }
    }
    const auto row_heads = static_cast<uint32_t>(m_rows * params.heads);
    if (m_splits > 1) {
        const uint64_t most =
            uint64_t{most_splits} * row_heads * static_cast<uint32_t>(params.value_dim + 2) * 4;
        if (m_partial.size < most) {
            if (auto reserved = reserve(m_partial, MemoryKind::Device,
                                        most * replayed_rows / static_cast<uint64_t>(m_rows));
                !reserved)
                return m_recorder->set_error(reserved.error());
        }
    }
    const AttentionPush push{.q = address(q),
                             .out_rows = address(out),
                             .partial = m_partial.address,
                             .segments = m_segments.address,
                             .tiles = m_tiles.address,
                             .layer = static_cast<uint32_t>(m_scratch_cache ? 0 : params.layer),
                             .heads = static_cast<uint32_t>(params.heads),
                             .kv_heads = static_cast<uint32_t>(params.kv_heads),
                             .key_dim = static_cast<uint32_t>(params.key_dim),
                             .value_dim = static_cast<uint32_t>(params.value_dim),
                             .scale = params.scale,
                             .soft_cap = params.soft_cap,
                             .window = static_cast<uint32_t>(params.window),
                             .causal = params.causal,
                             .splits = m_splits,
                             .key_row_bytes = key_row_bytes,
                             .value_row_bytes = value_row_bytes};
    int32_t positions = 0;
    for (const Segment& segment : m_step_segments)
        positions = std::max(positions, segment.position + segment.rows);
    const uint32_t head_parts = divide_up(group, attention_rows);
    m_recorder->dispatch(fmt::format("attention.{}", type_layout(m_cache_type)->name), {}, push,
                         {m_tile_count, push.kv_heads * head_parts, m_splits},
                         4.0 * row_heads * positions * params.key_dim);
    if (m_splits > 1) {
        const CombinePush combine{m_partial.address, address(out), push.heads,
                                  push.value_dim,    m_splits,     static_cast<uint32_t>(m_rows)};
        m_recorder->dispatch("attention_combine", {}, combine, {divide_up(push.value_dim, 64), row_heads, 1});
    }
    written(out);
}

Result<std::span<const float>> VulkanBackend::read(Activation x, int32_t first, int32_t count) {
    const auto width = static_cast<size_t>(x.columns);
    const size_t begin = static_cast<size_t>(first) * width;
    const size_t size = static_cast<size_t>(count) * width;
    m_read.resize(size);
    if (x.id == m_last_output && (begin + size) * 4 <= m_logits_bytes)
        std::copy_n(reinterpret_cast<const float*>(m_logits.host) + begin, size, m_read.begin());
    else
        TRY(m_memory->download(m_activations[x.id], begin * 4, std::as_writable_bytes(std::span(m_read))));
    return std::span<const float>(m_read);
}

Result<std::vector<Candidate>> VulkanBackend::top_k(Activation x, int32_t row, int32_t k) {
    const auto count = static_cast<uint32_t>(x.columns);
    const auto wanted = static_cast<uint32_t>(std::clamp(k, 0, std::min(x.columns, largest_top_k)));
    if (wanted == 0)
        return std::vector<Candidate>();
    const uint32_t groups = std::min(top_k_groups, divide_up(count, 512));
    TRY_ASSIGN(const Slice first, m_memory->allocate_own(MemoryKind::Device, 8ull * groups * wanted));
    TRY_ASSIGN(const Slice last, m_memory->allocate_own(MemoryKind::Device, 8ull * wanted));
    const uint64_t values_bytes = 4ull * groups * wanted;
    TRY(m_recorder->begin(false));
    m_recorder->dispatch("top_k", {},
                         TopKPush{.logits = address(x) + 4ull * static_cast<uint64_t>(row) * count,
                                  .values_out = first.address,
                                  .ids_out = first.address + values_bytes,
                                  .count = count,
                                  .k = wanted,
                                  .per_group = divide_up(count, groups)},
                         {groups, 1, 1});
    m_recorder->dispatch("top_k", {},
                         TopKPush{.logits = first.address,
                                  .ids_in = first.address + values_bytes,
                                  .values_out = last.address,
                                  .ids_out = last.address + 4ull * wanted,
                                  .count = groups * wanted,
                                  .k = wanted,
                                  .per_group = groups * wanted,
                                  .has_ids = 1},
                         {1, 1, 1});
    auto status = m_recorder->end();
    std::vector<uint32_t> words(2 * wanted);
    if (status)
        status = m_memory->download(last, 0, std::as_writable_bytes(std::span(words)));
    m_memory->release(first);
    m_memory->release(last);
    TRY(status);
    std::vector<Candidate> candidates;
    for (uint32_t i = 0; i < wanted; ++i)
        candidates.push_back({static_cast<TokenId>(words[wanted + i]), std::bit_cast<float>(words[i])});
    return candidates;
}

/// Products of random numbers through both shaders of a type, held against the processor's: a driver that
/// miscompiles is found before it answers anyone.
Result<void> VulkanBackend::self_check(TensorType type) {
    if (m_checked.contains(type))
        return {};
    constexpr int32_t columns = 512, outputs = 12, tokens = 9;
    std::vector<float> values(columns * outputs), inputs(columns * tokens);
    uint32_t state = 12345;
    const auto random = [&] {
        state = state * 1664525u + 1013904223u;
        return static_cast<float>(state >> 8) / static_cast<float>(1 << 23) - 1.0f;
    };
    std::ranges::generate(values, random);
    std::ranges::generate(inputs, random);
    const size_t row_size = row_bytes(type, columns);
    std::vector<std::byte> encoded(row_size * outputs);
    for (size_t o = 0; o < outputs; ++o)
        encode_row(type, values.data() + o * columns, encoded.data() + o * row_size, columns);
    for (size_t o = 0; o < outputs; ++o)
        decode_row(type, encoded.data() + o * row_size, values.data() + o * columns, columns);

    gguf::TensorView view;
    view.type = type;
    view.shape = {columns, outputs, 1, 1};
    view.dimensions = 2;
    view.bytes = encoded;
    TRY_ASSIGN(const VulkanWeight weight, upload_weight(*m_memory, *m_context, view, WeightUse::Matrix));
    TRY_ASSIGN(const Slice in, m_memory->allocate(MemoryKind::Device, inputs.size() * 4));
    TRY_ASSIGN(const Slice out, m_memory->allocate(MemoryKind::Device, 4ull * outputs * (tokens + 1)));
    TRY(m_memory->upload(in, 0, std::as_bytes(std::span(inputs))));
    TRY(m_recorder->begin(false));
    const Product product{.weight = &weight};
    multiply(product, in.address, columns, out.address, tokens);
    multiply(product, in.address, columns, out.address + 4ull * outputs * tokens, 1);
    TRY(m_recorder->end());
    std::vector<float> results(outputs * (tokens + 1));
    TRY(m_memory->download(out, 0, std::as_writable_bytes(std::span(results))));
    if (m_context->faults().wrong_self_check)
        results[0] += 100.0f;
    for (int32_t t = 0; t <= tokens; ++t) {
        for (int32_t o = 0; o < outputs; ++o) {
            double expected = 0;
            for (int32_t c = 0; c < columns; ++c)
                expected += double{values[static_cast<size_t>(o * columns + c)]} *
                            double{inputs[static_cast<size_t>((t % tokens) * columns + c)]};
            const float got = results[static_cast<size_t>(t * outputs + o)];
            if (!(std::abs(expected - double{got}) < 0.02))
                return fail(ErrorKind::Unsupported,
                            fmt::format("{} computed a {} product wrongly ({:.3f} where {:.3f} is right): "
                                        "its driver can't be "
                                        "relied on; the CPU is used",
                                        m_context->physical().name, type_layout(type)->name, got, expected));
        }
    }
    m_checked.insert(type);
    return {};
}

} // namespace

Result<std::unique_ptr<Backend>> create_vulkan_backend(const VulkanOptions& options) {
    TRY_ASSIGN(auto backend, VulkanBackend::create(options));
    return std::unique_ptr<Backend>(std::move(backend));
}

} // namespace hearth::vulkan
