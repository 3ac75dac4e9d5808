#include "vulkan_kernels/vulkan_backend.h"

#include "vulkan_kernels/experts.h"
#include "vulkan_kernels/operations.h"
#include "vulkan_kernels/products.h"
#include "vulkan_kernels/recorder.h"
#include "vulkan_kernels/top_k.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <deque>
#include <map>

namespace hearth::vulkan {

namespace {

constexpr uint64_t largest_readback = 64ull << 20;

/// What recordings are told apart by: passes of one key issue the same dispatches.
struct RecordingKey {
    int32_t rows;
    int32_t segments;
    int32_t outputs;
    uint32_t splits;
    int32_t capacity;
    TensorType cache_type;
    int32_t best; ///< logits of each output that go to the processor, 0: all
    auto operator<=>(const RecordingKey&) const = default;
};

/// Runs passes: hands their operations to the recorder, or replays what was recorded.
class VulkanBackend : public Backend {
public:
    static Result<std::unique_ptr<VulkanBackend>> create(const VulkanOptions& options);

    std::string name() const override { return fmt::format("{} (Vulkan)", m_context->physical().name); }

    std::optional<DeviceMemory> memory() const override;
    Result<const Weight*> load_weight(const gguf::TensorView& view, WeightUse use) override;
    Result<Activation> create_activation(int32_t rows, int32_t columns) override;
    Result<std::unique_ptr<KvCache>> create_cache(const KvCacheShape& shape) override {
        TRY_ASSIGN(auto cache, VulkanCache::create(*m_memory, shape));
        return std::unique_ptr<KvCache>(std::move(cache));
    }

    Result<bool> begin(const Step& step) override;
    Result<void> end() override;
    Result<void> write(Activation x, std::span<const float> rows) override;

    void embed(Activation out, const Weight* table, float scale, bool accumulate) override {
        m_operations->embed(written(out), as_vulkan(table), scale, accumulate);
    }
    void embed_positions(Activation out, const Weight* table, bool accumulate) override {
        m_operations->embed_positions(written(out), as_vulkan(table), accumulate);
    }
    void norm(Activation out, Activation in, const Weight* weight, const Weight* bias,
              const NormParams& params) override {
        m_operations->norm(written(out), rows_of(in), optional(weight), optional(bias), params);
    }
    void matmul(std::span<const Product> products, Activation in) override;
    void rotate(Activation x, int32_t dim, const RopeParams& rope) override {
        m_operations->rotate(written(x), x.columns / dim, dim, rope);
    }
    void scale_by_position(Activation x, float scale, int32_t length) override {
        m_operations->scale_by_position(written(x), scale, length);
    }
    void attention(Activation out, Activation q, Activation k, Activation v,
                   const AttentionParams& params) override {
        m_operations->attention(written(out), rows_of(q), rows_of(k), rows_of(v), q.rows, params);
    }
    bool runs_experts() const override { return true; }
    void mix_experts(Activation out, Activation in, Activation logits, const ExpertMix& mix) override {
        m_experts->mix({written(out), rows_of(in), rows_of(logits), rows_of(mix.gate_rows),
                        rows_of(mix.up_rows), rows_of(mix.down_rows)},
                       mix, m_operations->rows());
    }
    void weigh_rows(Activation x, Activation logits) override {
        m_operations->weigh_rows(written(x), rows_of(logits));
    }
    void gate(Activation out, Activation gate, Activation up, ActivationKind kind) override {
        m_operations->gate(written(out), rows_of(gate), rows_of(up), kind);
    }
    void activate(Activation out, Activation in, ActivationKind kind) override {
        m_operations->activate(written(out), rows_of(in), kind);
    }
    void copy_columns(Activation out, Activation in, int32_t first) override {
        m_operations->copy_columns(written(out), rows_of(in), first);
    }
    void add(Activation out, Activation in, float scale) override {
        m_operations->add(written(out), rows_of(in), scale);
    }
    void select_outputs(Activation out, Activation in) override {
        m_selected = true;
        m_operations->select_outputs(written(out), rows_of(in));
    }
    void scale_and_cap(Activation x, float scale, float cap) override {
        m_operations->scale_and_cap(written(x), scale, cap);
    }

    Result<std::span<const float>> read(Activation x, int32_t first, int32_t count) override;
    Result<std::vector<Candidate>> top_k(Activation x, int32_t row, int32_t k) override;
    int32_t largest_best() const override { return TopK::largest; }

private:
    /// What a pass has written last, and how much of it the processor can read without asking.
    struct Output {
        uint32_t activation = 0;
        int32_t columns = 0;
        uint64_t logits_bytes = 0; ///< that are in m_logits
        int32_t best_rows = 0;     ///< that m_top_k has looked at …
        int32_t best_count = 0;    ///< … and so many of their largest values are there
    };
    struct Recording {
        VkCommandBuffer commands = VK_NULL_HANDLE;
        Output output;
    };

    VulkanBackend() = default;
    DeviceRows rows_of(Activation x) const { return {m_activations[x.id].address, x.columns}; }
    DeviceRows written(Activation x) {
        m_output.activation = x.id;
        m_output.columns = x.columns;
        return rows_of(x);
    }
    static const VulkanWeight* optional(const Weight* weight) {
        return static_cast<const VulkanWeight*>(weight);
    }
    void drop_recordings();
    void copy_out_logits();
    void copy_out_best();

    // In the order of destruction: what lies in the context goes before it.
    std::unique_ptr<Context> m_context;
    std::unique_ptr<Pipelines> m_pipelines;
    std::unique_ptr<Memory> m_memory;
    std::unique_ptr<Recorder> m_recorder;
    std::unique_ptr<Products> m_products;
    std::unique_ptr<Operations> m_operations;
    std::unique_ptr<Experts> m_experts;
    std::unique_ptr<TopK> m_top_k;
    std::unique_ptr<GrowingSlice> m_incoming; ///< rows that write() brought
    std::unique_ptr<GrowingSlice> m_logits;   ///< copy of the last output that the processor reads

    std::deque<VulkanWeight> m_weights;
    std::vector<Slice> m_activations;
    std::map<RecordingKey, Recording> m_recordings;
    RecordingKey m_key{};
    bool m_keeping = false;  ///< this pass is being recorded for replay
    bool m_selected = false; ///< this pass has got as far as its outputs
    VkCommandBuffer m_replaying = VK_NULL_HANDLE;
    Output m_output;
    std::vector<float> m_read;
};

Result<std::unique_ptr<VulkanBackend>> VulkanBackend::create(const VulkanOptions& options) {
    std::unique_ptr<VulkanBackend> backend(new VulkanBackend);
    TRY_ASSIGN(backend->m_context, Context::create(options.device_index, options.faults));
    TRY_ASSIGN(backend->m_pipelines, Pipelines::create(*backend->m_context, options.cache_file));
    backend->m_memory = std::make_unique<Memory>(*backend->m_context);
    backend->m_recorder = std::make_unique<Recorder>(*backend->m_context, *backend->m_pipelines);
    backend->m_products =
        std::make_unique<Products>(*backend->m_context, *backend->m_memory, *backend->m_recorder);
    backend->m_operations = std::make_unique<Operations>(*backend->m_memory, *backend->m_recorder);
    backend->m_experts =
        std::make_unique<Experts>(*backend->m_memory, *backend->m_recorder, *backend->m_operations);
    backend->m_top_k = std::make_unique<TopK>(*backend->m_memory, *backend->m_recorder);
    backend->m_incoming = std::make_unique<GrowingSlice>(*backend->m_memory, MemoryKind::Upload);
    backend->m_logits = std::make_unique<GrowingSlice>(*backend->m_memory, MemoryKind::Readback);
    TRY(backend->m_products->self_check(TensorType::F32));
    return backend;
}

/// A budget that a test gives is exact.
std::optional<DeviceMemory> VulkanBackend::memory() const {
    const uint64_t free = m_memory->free_bytes();
    return DeviceMemory{m_context->faults().memory_budget ? free : memory_for_models(free),
                        m_context->physical().unified_memory};
}

Result<const Weight*> VulkanBackend::load_weight(const gguf::TensorView& view, WeightUse use) {
    if (use != WeightUse::Vector)
        TRY(m_products->self_check(view.type));
    TRY_ASSIGN(VulkanWeight weight, upload_weight(*m_memory, *m_context, view, use));
    if (use != WeightUse::Matrix && use != WeightUse::Vector && weight.parts.size() > 1)
        return fail(
            ErrorKind::Unsupported,
            fmt::format("{}: {} larger than {} takes in one buffer", view.name,
                        use == WeightUse::Experts ? "a layer's experts are" : "the embedding table is",
                        m_context->physical().name));
    return &m_weights.emplace_back(std::move(weight));
}

Result<Activation> VulkanBackend::create_activation(int32_t rows, int32_t columns) {
    const uint64_t bytes = 4ull * static_cast<uint64_t>(rows) * static_cast<uint64_t>(columns);
    TRY_ASSIGN(const Slice slice, m_memory->allocate(MemoryKind::Device, bytes));
    m_activations.push_back(slice);
    TRY_ASSIGN(const bool moved, m_products->reserve(rows, columns));
    if (moved)
        drop_recordings();
    return Activation{static_cast<uint32_t>(m_activations.size() - 1), rows, columns};
}

void VulkanBackend::drop_recordings() {
    for (const auto& [key, recording] : m_recordings)
        m_context->free_command_buffer(recording.commands);
    m_recordings.clear();
}

Result<bool> VulkanBackend::begin(const Step& step) {
    m_selected = false;
    m_output = {};
    m_replaying = VK_NULL_HANDLE;
    TRY_ASSIGN(const bool moved, m_operations->begin(step));
    if (moved)
        drop_recordings();
    const VulkanCache* cache = m_operations->cache();
    m_key = {m_operations->rows(),
             static_cast<int32_t>(step.segments.size()),
             static_cast<int32_t>(step.output_rows.size()),
             m_operations->splits(),
             cache ? cache->capacity() : 0,
             cache ? cache->type() : TensorType::F32,
             std::min(step.best, TopK::largest)};
    m_keeping = m_operations->tables().longest_segment() == 1 && m_key.rows <= Operations::replayed_rows &&
                m_key.outputs > 0 && cache;
    if (m_keeping) {
        if (const auto found = m_recordings.find(m_key); found != m_recordings.end()) {
            m_operations->write_replayed_tiles();
            m_replaying = found->second.commands;
            m_output = found->second.output;
            return true;
        }
    }
    TRY(m_recorder->begin(m_keeping));
    return false;
}

/// The outputs of a small pass go to the processor within it.
void VulkanBackend::copy_out_logits() {
    const Slice& output = m_activations[m_output.activation];
    const uint64_t bytes = std::min(output.size, largest_readback);
    const auto moved = m_logits->reserve(bytes);
    if (!moved)
        return m_recorder->set_error(moved.error());
    if (*moved)
        drop_recordings();
    m_recorder->copy_out(output, m_logits->slice(), bytes);
    m_output.logits_bytes = bytes;
}

void VulkanBackend::copy_out_best() {
    const int32_t count = std::min(m_key.best, m_output.columns);
    const auto moved = m_top_k->reserve(m_key.outputs, m_output.columns, count);
    if (!moved)
        return m_recorder->set_error(moved.error());
    if (*moved)
        drop_recordings();
    m_top_k->record(m_activations[m_output.activation].address, m_key.outputs, m_output.columns, count);
    m_output.best_rows = m_key.outputs;
    m_output.best_count = count;
}

Result<void> VulkanBackend::end() {
    if (m_replaying)
        return m_recorder->replay(m_replaying);
    // A pass that was stopped between layers is no recording of a whole one.
    const bool whole = m_selected;
    if (whole && m_key.outputs > 0 && m_key.outputs <= Operations::replayed_rows) {
        if (m_key.best > 0)
            copy_out_best();
        else
            copy_out_logits();
    }
    const auto status = m_recorder->end();
    if (m_keeping) {
        if (status && whole)
            m_recordings[m_key] = {m_recorder->kept_commands(), m_output};
        else
            m_context->free_command_buffer(m_recorder->kept_commands());
    }
    return status;
}

Result<void> VulkanBackend::write(Activation x, std::span<const float> rows) {
    const Slice& to = m_activations[x.id];
    const auto bytes = std::as_bytes(rows);
    if (to.host) // no pass is under way that could still read it
        return m_memory->upload(to, 0, bytes);
    // The copy is part of the recording: a replay only finds other numbers to copy.
    if (!m_replaying) {
        TRY_ASSIGN(const bool moved, m_incoming->reserve(bytes.size()));
        if (moved)
            drop_recordings();
        m_recorder->copy_in(m_incoming->slice(), to, bytes.size());
    }
    std::ranges::copy(bytes, m_incoming->host<std::byte>());
    return {};
}

void VulkanBackend::matmul(std::span<const Product> products, Activation in) {
    std::vector<ProductCall> calls;
    for (const Product& product : products)
        calls.push_back({.weight = &as_vulkan(product.weight),
                         .bias = optional(product.bias),
                         .out = written(product.out).address,
                         .accumulate = product.accumulate,
                         .scale = product.scale});
    m_products->multiply(calls, {rows_of(in).address, in.columns, m_operations->rows()});
}

Result<std::span<const float>> VulkanBackend::read(Activation x, int32_t first, int32_t count) {
    const auto width = static_cast<size_t>(x.columns);
    const size_t begin = static_cast<size_t>(first) * width;
    const size_t size = static_cast<size_t>(count) * width;
    m_read.resize(size);
    if (x.id == m_output.activation && (begin + size) * 4 <= m_output.logits_bytes)
        std::copy_n(m_logits->host<const float>() + begin, size, m_read.begin());
    else
        TRY(m_memory->download(m_activations[x.id], begin * 4, std::as_writable_bytes(std::span(m_read))));
    return std::span<const float>(m_read);
}

Result<std::vector<Candidate>> VulkanBackend::top_k(Activation x, int32_t row, int32_t k) {
    const int32_t wanted = std::clamp(k, 0, std::min(x.columns, TopK::largest));
    if (wanted == 0)
        return std::vector<Candidate>();
    if (x.id == m_output.activation && row < m_output.best_rows && wanted <= m_output.best_count)
        return m_top_k->result(row, m_output.best_count, wanted);
    m_output.best_rows = 0; // their place is taken
    TRY_ASSIGN(const bool moved, m_top_k->reserve(1, x.columns, wanted));
    if (moved)
        drop_recordings();
    TRY(m_recorder->begin(false));
    const uint64_t row_bytes = 4ull * static_cast<uint64_t>(x.columns);
    m_top_k->record(rows_of(x).address + row_bytes * static_cast<uint64_t>(row), 1, x.columns, wanted);
    TRY(m_recorder->end());
    return m_top_k->result(0, wanted, wanted);
}

} // namespace

Result<std::unique_ptr<Backend>> create_vulkan_backend(const VulkanOptions& options) {
    TRY_ASSIGN(auto backend, VulkanBackend::create(options));
    return std::unique_ptr<Backend>(std::move(backend));
}

} // namespace hearth::vulkan
