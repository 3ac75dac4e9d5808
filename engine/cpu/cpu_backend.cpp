#include "engine/cpu/cpu_backend.h"

#include "engine/core/thread_share.h"
#include "engine/cpu/attention_driver.h"
#include "engine/cpu/cpu_weight.h"
#include "engine/cpu/expert_product.h"
#include "engine/cpu/matrix_product.h"
#include "engine/cpu/thread_pool.h"
#include "engine/devices.h"
#include "engine/mixed_cache.h"
#include "engine/model/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cassert>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <numeric>

namespace hearth::cpu {

namespace {

// Elementwise work below this many floats is done before another thread has woken up.
constexpr int64_t floats_per_chunk = 16'384;

class CpuBackend : public Backend {
public:
    CpuBackend(const KernelTable& kernels, int threads, const CpuOptions& options, std::string name)
        : m_kernels(kernels)
        , m_pool(threads, options.low_priority)
        , m_product(kernels, m_pool, options.two_step_rows)
        , m_experts(kernels, m_pool, options.two_step_rows)
        , m_attention(kernels, m_pool)
        , m_name(std::move(name)) {}

    std::string name() const override { return m_name; }
    int32_t threads() const override { return m_pool.threads(); }
    int64_t read_weights() override;
    Result<const Weight*> load_weight(const gguf::TensorView& view, WeightUse use) override;
    Result<Activation> create_activation(int32_t rows, int32_t columns) override;
    Result<std::unique_ptr<KvCache>> create_cache(const KvCacheShape& shape) override;
    Result<bool> begin(const Step& step) override;
    Result<void> end() override { return std::exchange(m_result, {}); }
    Result<void> write(Activation x, std::span<const float> rows) override {
        assert(rows.size() <= static_cast<size_t>(x.rows) * static_cast<size_t>(x.columns));
        std::ranges::copy(rows, data(x));
        return {};
    }
    void embed(Activation out, const Weight* table, float scale, bool accumulate) override;
    void embed_positions(Activation out, const Weight* table, bool accumulate) override;
    void norm(Activation out, Activation in, const Weight* weight, const Weight* bias,
              const NormParams& params) override;
    void matmul(std::span<const Product> products, Activation in) override;
    void rotate(Activation x, int32_t dim, const RopeParams& rope) override {
        m_attention.rotate_rows(data(x), x.columns, dim, rope);
    }
    void scale_by_position(Activation x, float scale, int32_t length) override;
    bool runs_experts() const override { return true; }
    void mix_experts(Activation out, Activation in, Activation logits, const ExpertMix& mix) override;
    void weigh_rows(Activation x, Activation logits) override;
    void attention(Activation out, Activation q, Activation k, Activation v,
                   const AttentionParams& params) override;
    void gate(Activation out, Activation gate, Activation up, ActivationKind kind) override;
    void activate(Activation out, Activation in, ActivationKind kind) override;
    void add(Activation out, Activation in, float scale) override;
    void copy_columns(Activation out, Activation in, int32_t first) override {
        each_row(out, [&](int64_t r) { std::copy_n(row(in, r) + first, out.columns, row(out, r)); });
    }
    void select_outputs(Activation out, Activation in) override;
    void scale_and_cap(Activation x, float scale, float cap) override;
    Result<std::span<const float>> read(Activation x, int32_t first, int32_t count) override;
    Result<std::vector<Candidate>> top_k(Activation x, int32_t row, int32_t k) override;

private:
    float* data(Activation x) { return reinterpret_cast<float*>(m_activations[x.id].data()); }
    float* row(Activation x, int64_t r) { return data(x) + r * x.columns; }
    void add_rows(Activation out, const Weight* table, float scale, bool accumulate,
                  const std::vector<int64_t>& rows);

    /// body(first, count) over all floats of the step's rows, shared by threads where it pays.
    template <typename Body>
    void each_float(Activation x, Body body) {
        m_pool.parallel_for(static_cast<int64_t>(m_rows) * x.columns, floats_per_chunk,
                            [&](int64_t first, int64_t last, int) { body(first, last - first); });
    }

    template <typename Body>
    void each_row(Activation x, Body body) {
        m_pool.parallel_for(m_rows, std::max<int64_t>(1, floats_per_chunk / std::max(1, x.columns)),
                            [&](int64_t first, int64_t last, int) {
                                for (int64_t r = first; r < last; ++r)
                                    body(r);
                            });
    }

    const KernelTable& m_kernels;
    ThreadPool m_pool;
    MatrixProduct m_product;
    ExpertProduct m_experts;
    AttentionDriver m_attention;
    std::string m_name;
    Arena m_arena;
    std::deque<CpuWeight> m_weights;
    std::vector<LargeBuffer> m_activations;
    Step m_step;
    int32_t m_rows = 0;         ///< of the batch; after select_outputs of the outputs
    int32_t m_experts_used = 1; ///< by a row of the last mixture
    Result<void> m_result;
    bool m_exact = true; ///< all matrices are F32: nothing is rounded on the way
};

Result<const Weight*> CpuBackend::load_weight(const gguf::TensorView& view, WeightUse use) {
    CpuWeight weight;
    TRY(fill_weight(weight, view, use, m_arena, m_pool));
    m_exact = m_exact && (view.type == TensorType::F32 || use == WeightUse::Vector);
    return &m_weights.emplace_back(std::move(weight));
}

int64_t CpuBackend::read_weights() {
    constexpr size_t run_bytes = 256 * 1024;
    std::vector<std::span<const std::byte>> runs;
    for (const CpuWeight& weight : m_weights) {
        // Of a mixture a token reads the experts that it uses; which ones makes no difference.
        const size_t bytes = weight.packed_bytes() / static_cast<size_t>(weight.experts) *
                             static_cast<size_t>(std::min<int64_t>(weight.experts, m_experts_used));
        for (std::span all(weight.packed, bytes); !all.empty();) {
            runs.push_back(all.first(std::min(run_bytes, all.size())));
            all = all.subspan(runs.back().size());
        }
    }
    std::atomic<uint64_t> seen = 0; // so that no read is left out
    m_pool.parallel_for_shrinking(
        static_cast<int64_t>(runs.size()), 1, [&](int64_t first, int64_t last, int) {
            std::array<uint64_t, 16> lanes{};
            for (int64_t run = first; run < last; ++run) {
                const auto bytes = runs[static_cast<size_t>(run)];
                for (size_t at = 0; at + sizeof lanes <= bytes.size(); at += sizeof lanes) {
                    std::array<uint64_t, 16> line;
                    std::memcpy(line.data(), bytes.data() + at, sizeof line);
                    for (size_t i = 0; i < lanes.size(); ++i)
                        lanes[i] ^= line[i];
                }
            }
            for (const uint64_t lane : lanes)
                seen ^= lane;
        });
    int64_t read = 0;
    for (const auto& run : runs)
        read += static_cast<int64_t>(run.size());
    return read;
}

Result<Activation> CpuBackend::create_activation(int32_t rows, int32_t columns) {
    assert(rows > 0 && columns > 0);
    TRY_ASSIGN(LargeBuffer buffer,
               LargeBuffer::create(static_cast<size_t>(rows) * static_cast<size_t>(columns) * sizeof(float),
                                   "the intermediate results of a batch"));
    m_activations.push_back(std::move(buffer));
    return Activation{static_cast<uint32_t>(m_activations.size() - 1), rows, columns};
}

Result<std::unique_ptr<KvCache>> CpuBackend::create_cache(const KvCacheShape& shape) {
    return create_mixed_cache(shape, [&](const KvCacheShape& uniform) -> Result<std::unique_ptr<KvCache>> {
        return CpuKvCache::create(uniform, !m_exact && m_kernels.bfloat16_product);
    });
}

Result<bool> CpuBackend::begin(const Step& step) {
    m_pool.set_working(working_threads(m_pool.threads()));
    m_step = step;
    m_rows = static_cast<int32_t>(step.ids.size());
    m_result = {};
    m_attention.begin(step.segments, m_rows, m_exact);
    return false;
}

void CpuBackend::add_rows(Activation out, const Weight* table, float scale, bool accumulate,
                          const std::vector<int64_t>& rows) {
    const CpuWeight& weight = as_cpu(table);
    each_row(out, [&](int64_t r) {
        std::vector<float> decoded(static_cast<size_t>(out.columns));
        weight.decode(rows[static_cast<size_t>(r)], decoded.data());
        float* target = row(out, r);
        if (!accumulate)
            std::fill_n(target, out.columns, 0.0f);
        m_kernels.add_scaled(target, decoded.data(), scale, out.columns);
    });
}

void CpuBackend::embed(Activation out, const Weight* table, float scale, bool accumulate) {
    add_rows(out, table, scale, accumulate, {m_step.ids.begin(), m_step.ids.end()});
}

void CpuBackend::embed_positions(Activation out, const Weight* table, bool accumulate) {
    std::vector<int64_t> rows(static_cast<size_t>(m_rows));
    for (const Segment& segment : m_step.segments)
        std::iota(rows.begin() + segment.first_row, rows.begin() + segment.first_row + segment.rows,
                  int64_t{segment.position});
    add_rows(out, table, 1.0f, accumulate, rows);
}

void CpuBackend::norm(Activation out, Activation in, const Weight* weight, const Weight* bias,
                      const NormParams& params) {
    const int64_t group = params.group > 0 ? params.group : in.columns;
    const float* scale = weight ? as_cpu(weight).vector.data() : nullptr;
    const float* shift = bias ? as_cpu(bias).vector.data() : nullptr;
    // A per-head norm has one weight for all heads, or one per column.
    const bool shared = weight && static_cast<int64_t>(as_cpu(weight).vector.size()) == group;
    each_row(in, [&](int64_t r) {
        for (int64_t first = 0; first < in.columns; first += group) {
            const float* source = row(in, r) + first;
            float* target = row(out, r) + first;
            float mean = 0;
            if (params.kind == NormKind::Layer) {
                mean = m_kernels.sum(source, group) / static_cast<float>(group);
                m_kernels.scale_row(target, source, nullptr, nullptr, mean, 1.0f, group);
                source = target;
                mean = 0;
            }
            const float variance = m_kernels.sum_of_squares(source, group) / static_cast<float>(group);
            const int64_t at = shared ? 0 : first;
            m_kernels.scale_row(target, source, scale ? scale + at : nullptr, shift ? shift + at : nullptr,
                                mean, 1.0f / std::sqrt(variance + params.epsilon), group);
        }
    });
}

void CpuBackend::matmul(std::span<const Product> products, Activation in) {
    std::vector<BoundProduct> bound;
    bound.reserve(products.size());
    for (const Product& product : products)
        bound.push_back({&as_cpu(product.weight), product.bias ? as_cpu(product.bias).vector.data() : nullptr,
                         data(product.out), product.out.columns, product.accumulate, product.scale});
    m_product.run(bound, data(in), m_rows, in.columns);
}

void CpuBackend::scale_by_position(Activation x, float scale, int32_t length) {
    for (const Segment& segment : m_step.segments) {
        for (int32_t i = 0; i < segment.rows; ++i) {
            const float factor = position_scale(segment.position + i, scale, length);
            if (factor == 1.0f)
                continue;
            float* values = row(x, segment.first_row + i);
            for (int32_t c = 0; c < x.columns; ++c)
                values[c] *= factor;
        }
    }
}

void CpuBackend::mix_experts(Activation out, Activation in, Activation logits, const ExpertMix& mix) {
    const auto vector = [](const Weight* weight) { return weight ? as_cpu(weight).vector.data() : nullptr; };
    m_experts_used = mix.routing.used;
    m_experts.run({.routing = mix.routing,
                   .activation = mix.activation,
                   .selection_bias = vector(mix.selection_bias),
                   .gate = {&as_cpu(mix.gate), vector(mix.gate_bias), data(mix.gate_rows)},
                   .up = {&as_cpu(mix.up), vector(mix.up_bias), data(mix.up_rows)},
                   .down = {&as_cpu(mix.down), vector(mix.down_bias), data(mix.down_rows)},
                   .in = data(in),
                   .logits = data(logits),
                   .out = data(out),
                   .accumulate = mix.accumulate,
                   .scale = mix.scale},
                  m_rows);
}

void CpuBackend::weigh_rows(Activation x, Activation logits) {
    each_row(x, [&](int64_t r) {
        float* values = row(x, r);
        const float share = 1.0f / (1.0f + std::exp(-*row(logits, r)));
        for (int32_t c = 0; c < x.columns; ++c)
            values[c] *= share;
    });
}

void CpuBackend::attention(Activation out, Activation q, Activation k, Activation v,
                           const AttentionParams& params) {
    const float* sinks = params.sinks ? as_cpu(params.sinks).vector.data() : nullptr;
    auto result = m_attention.run({data(q), data(k), data(v), data(out), sinks}, params);
    if (!result && m_result)
        m_result = std::move(result);
}

void CpuBackend::gate(Activation out, Activation gate_in, Activation up, ActivationKind kind) {
    each_float(out, [&](int64_t first, int64_t count) {
        m_kernels.activate(data(out) + first, data(gate_in) + first, data(up) + first, kind, count);
    });
}

void CpuBackend::activate(Activation out, Activation in, ActivationKind kind) {
    each_float(out, [&](int64_t first, int64_t count) {
        m_kernels.activate(data(out) + first, data(in) + first, nullptr, kind, count);
    });
}

void CpuBackend::add(Activation out, Activation in, float scale) {
    each_float(out, [&](int64_t first, int64_t count) {
        m_kernels.add_scaled(data(out) + first, data(in) + first, scale, count);
    });
}

void CpuBackend::select_outputs(Activation out, Activation in) {
    for (size_t i = 0; i < m_step.output_rows.size(); ++i)
        std::copy_n(row(in, m_step.output_rows[i]), in.columns, row(out, static_cast<int64_t>(i)));
    m_rows = static_cast<int32_t>(m_step.output_rows.size());
}

void CpuBackend::scale_and_cap(Activation x, float scale, float cap) {
    each_float(x, [&](int64_t first, int64_t count) {
        float* values = data(x) + first;
        for (int64_t i = 0; i < count; ++i)
            values[i] = cap > 0 ? cap * std::tanh(values[i] * scale / cap) : values[i] * scale;
    });
}

Result<std::span<const float>> CpuBackend::read(Activation x, int32_t first, int32_t count) {
    assert(first >= 0 && count >= 0 && first + count <= x.rows);
    return std::span<const float>(row(x, first), static_cast<size_t>(count) * static_cast<size_t>(x.columns));
}

Result<std::vector<Candidate>> CpuBackend::top_k(Activation x, int32_t r, int32_t k) {
    const float* logits = row(x, r);
    std::vector<TokenId> ids(static_cast<size_t>(x.columns));
    std::iota(ids.begin(), ids.end(), 0);
    k = std::clamp(k, 0, x.columns);
    std::partial_sort(ids.begin(), ids.begin() + k, ids.end(), [&](TokenId a, TokenId b) {
        return logits[a] > logits[b] || (logits[a] == logits[b] && a < b);
    });
    std::vector<Candidate> best;
    for (int32_t i = 0; i < k; ++i)
        best.push_back({ids[static_cast<size_t>(i)], logits[ids[static_cast<size_t>(i)]]});
    return best;
}

Result<InstructionSet> choose_instruction_set(const CpuOptions& options) {
    const auto available = available_instruction_sets();
    std::optional<InstructionSet> wanted = options.instruction_set;
    if (const char* name = std::getenv("HEARTH_CPU_ISA"); !wanted && name && *name) {
        wanted = instruction_set_from_name(name);
        if (!wanted)
            return fail(ErrorKind::InvalidInput,
                        fmt::format("HEARTH_CPU_ISA names the unknown instruction set \"{}\".", name));
    }
    if (wanted) {
        // The emulated tiles sit on the same AVX-512 code that the real ones do.
        const InstructionSet needed =
            *wanted == InstructionSet::AmxEmulated ? InstructionSet::Avx512Bf16 : *wanted;
        const bool runs = std::ranges::find(available, needed) != available.end();
        if (!runs || !kernel_table(*wanted))
            return fail(ErrorKind::Unsupported,
                        fmt::format("This processor or this build does not have the instruction set {}.",
                                    instruction_set_name(*wanted)));
        return *wanted;
    }
    for (auto set = available.rbegin(); set != available.rend(); ++set) {
        if (kernel_table(*set))
            return *set;
    }
    return InstructionSet::Portable;
}

} // namespace

Result<std::unique_ptr<Backend>> create_cpu_backend(const CpuOptions& options) {
    TRY_ASSIGN(const InstructionSet set, choose_instruction_set(options));
    const int threads = options.threads > 0 ? options.threads : std::max(1, performance_core_count());
    std::string name = fmt::format("CPU ({}, {} {})", instruction_set_name(set), threads,
                                   threads == 1 ? "thread" : "threads");
    return std::make_unique<CpuBackend>(*kernel_table(set), threads, options, std::move(name));
}

} // namespace hearth::cpu

namespace hearth {

void register_cpu_backend() {
    const auto devices = [] {
        const cpu::CpuInfo info = cpu::inspect_cpu();
        DeviceInfo device{.id = "cpu",
                          .name = info.brand.empty() ? "CPU" : info.brand,
                          .kind = "cpu",
                          .memory_bytes = available_memory()};
        for (const cpu::InstructionSet set : info.instruction_sets)
            device.features.emplace_back(cpu::instruction_set_name(set));
        device.note = "always there";
        return std::vector<DeviceInfo>{device};
    };
    register_backend({"cpu", devices, [](const std::string&, const BackendOptions& options) {
                          return cpu::create_cpu_backend(
                              {.threads = options.threads, .two_step_rows = options.two_step_rows});
                      }});
}

} // namespace hearth
