#include "engine/reference/reference_backend.h"

#include "engine/core/parallel.h"
#include "engine/mixed_cache.h"
#include "engine/quant/cache_run.h"
#include "engine/quant/decode.h"
#include "engine/reference/reference_cache.h"
#include "engine/routing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>
#include <deque>
#include <numbers>

namespace hearth {

namespace {

struct ReferenceWeight : Weight {
    gguf::TensorView view;
    std::vector<float> vector; ///< WeightUse::Vector: decoded once

    void decode(int64_t row, float* out) const {
        const auto columns = static_cast<size_t>(view.columns());
        decode_row(view.type, view.bytes.data() + static_cast<size_t>(row) * row_bytes(view.type, columns),
                   out, columns);
    }
};

const ReferenceWeight& as_reference(const Weight* weight) {
    return *static_cast<const ReferenceWeight*>(weight);
}

float dot(const float* a, const float* b, int32_t count) {
    // Eight sums: exact enough for an oracle and something a compiler can vectorise without reordering.
    float sums[8] = {};
    int32_t i = 0;
    for (; i + 8 <= count; i += 8)
        for (int32_t j = 0; j < 8; ++j)
            sums[j] += a[i + j] * b[i + j];
    for (; i < count; ++i)
        sums[0] += a[i] * b[i];
    return ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
}

float activate_one(float x, ActivationKind kind) {
    switch (kind) {
    case ActivationKind::Identity:
        return x;
    case ActivationKind::Silu:
        return x / (1.0f + std::exp(-x));
    case ActivationKind::Gelu:
        return 0.5f * x * (1.0f + std::erf(x / std::numbers::sqrt2_v<float>));
    case ActivationKind::GeluTanh: {
        const float root = std::sqrt(2.0f / std::numbers::pi_v<float>);
        return 0.5f * x * (1.0f + std::tanh(root * (x + 0.044715f * x * x * x)));
    }
    case ActivationKind::Relu:
        return std::max(x, 0.0f);
    case ActivationKind::ReluSquared:
        return x > 0 ? x * x : 0.0f;
    case ActivationKind::ClampedSwiglu:
        x = std::min(x, 7.0f);
        return x / (1.0f + std::exp(-1.702f * x));
    }
    return x;
}

float gate_one(float gate, float up, ActivationKind kind) {
    if (kind == ActivationKind::ClampedSwiglu)
        up = std::clamp(up, -7.0f, 7.0f) + 1.0f;
    return activate_one(gate, kind) * up;
}

/// Rotates one head's columns for a position.
void rope_head(float* head, int32_t position, const RopeParams& rope) {
    const int32_t pairs = rope.dims / 2;
    for (int32_t i = 0; i < pairs; ++i) {
        const float angle = static_cast<float>(position) * rope.inverse_frequency[static_cast<size_t>(i)];
        const float cosine = std::cos(angle) * rope.magnitude;
        const float sine = std::sin(angle) * rope.magnitude;
        float& x = rope.kind == RopeKind::Interleaved ? head[2 * i] : head[i];
        float& y = rope.kind == RopeKind::Interleaved ? head[2 * i + 1] : head[i + pairs];
        const float rotated = x * cosine - y * sine;
        y = x * sine + y * cosine;
        x = rotated;
    }
}

void normalise(const float* in, float* out, int32_t count, const NormParams& params) {
    double sum = 0, squares = 0;
    for (int32_t i = 0; i < count; ++i) {
        sum += in[i];
        squares += static_cast<double>(in[i]) * in[i];
    }
    double mean = 0;
    double variance = squares / count;
    if (params.kind == NormKind::Layer) {
        mean = sum / count;
        variance = 0;
        for (int32_t i = 0; i < count; ++i)
            variance += (in[i] - mean) * (in[i] - mean);
        variance /= count;
    }
    const double factor = 1.0 / std::sqrt(variance + static_cast<double>(params.epsilon));
    for (int32_t i = 0; i < count; ++i)
        out[i] = static_cast<float>((in[i] - mean) * factor);
}

class ReferenceBackend : public Backend {
public:
    explicit ReferenceBackend(int32_t threads) : m_threads(threads) {}

    std::string name() const override {
        return fmt::format("reference (plain float32, {} threads)", m_threads);
    }

    Result<const Weight*> load_weight(const gguf::TensorView& view, WeightUse use) override {
        ReferenceWeight& weight = m_weights.emplace_back();
        weight.view = view;
        if (use == WeightUse::Vector) {
            weight.vector.resize(static_cast<size_t>(view.elements()));
            for (int64_t row = 0; row < view.rows(); ++row)
                weight.decode(row, weight.vector.data() + row * view.columns());
        }
        return &weight;
    }

    Result<Activation> create_activation(int32_t rows, int32_t columns) override {
        try {
            m_buffers.emplace_back(static_cast<size_t>(rows) * static_cast<size_t>(columns));
        } catch (const std::bad_alloc&) {
            return fail(ErrorKind::OutOfMemory, "not enough memory for the intermediate results of a batch");
        }
        return Activation{static_cast<uint32_t>(m_buffers.size() - 1), rows, columns};
    }

    Result<std::unique_ptr<KvCache>> create_cache(const KvCacheShape& shape) override {
        return create_mixed_cache(shape, ReferenceCache::create);
    }

    Result<bool> begin(const Step& step) override {
        m_step = &step;
        m_rows = static_cast<int32_t>(step.ids.size());
        return false;
    }

    Result<void> write(Activation x, std::span<const float> rows) override {
        assert(rows.size() <= m_buffers[x.id].size());
        std::ranges::copy(rows, m_buffers[x.id].begin());
        return {};
    }
    Result<void> end() override {
        m_step = nullptr;
        return {};
    }

    void embed(Activation out, const Weight* table, float scale, bool accumulate) override {
        for (int32_t r = 0; r < m_rows; ++r)
            take_row(out, r, table, m_step->ids[static_cast<size_t>(r)], scale, accumulate);
    }

    void embed_positions(Activation out, const Weight* table, bool accumulate) override {
        for (const Segment& segment : m_step->segments)
            for (int32_t i = 0; i < segment.rows; ++i)
                take_row(out, segment.first_row + i, table, segment.position + i, 1.0f, accumulate);
    }

    void norm(Activation out, Activation in, const Weight* weight, const Weight* bias,
              const NormParams& params) override {
        const int32_t group = params.group > 0 ? params.group : in.columns;
        for (int32_t r = 0; r < m_rows; ++r) {
            float* to = row(out, r);
            for (int32_t first = 0; first < in.columns; first += group)
                normalise(row(in, r) + first, to + first, group, params);
            apply_vectors(to, in.columns, weight, bias);
        }
    }

    void matmul(std::span<const Product> products, Activation in) override {
        for (const Product& product : products)
            multiply(product, in);
    }

    void rotate(Activation x, int32_t dim, const RopeParams& rope) override {
        for (const Segment& segment : m_step->segments)
            rope_rows(segment, x, x.columns / dim, dim, &rope);
    }

    void scale_by_position(Activation x, float scale, int32_t length) override {
        for (const Segment& segment : m_step->segments)
            for (int32_t i = 0; i < segment.rows; ++i) {
                const float factor = position_scale(segment.position + i, scale, length);
                float* values = row(x, segment.first_row + i);
                for (int32_t c = 0; c < x.columns; ++c)
                    values[c] *= factor;
            }
    }

    bool runs_experts() const override { return true; }

    void mix_experts(Activation out, Activation in, Activation logits, const ExpertMix& mix) override {
        const auto used = static_cast<size_t>(mix.routing.used);
        const float* selection_bias =
            mix.selection_bias ? as_reference(mix.selection_bias).vector.data() : nullptr;
        std::vector<ChosenExpert> chosen(static_cast<size_t>(m_rows) * used);
        for (int32_t r = 0; r < m_rows; ++r)
            choose_experts(row(logits, r), selection_bias, mix.routing,
                           std::span(chosen).subspan(static_cast<size_t>(r) * used, used));
        // Slot r · used + i is the i-th choice of row r.
        for (int32_t expert = 0; expert < mix.routing.experts; ++expert) {
            std::vector<int32_t> slots;
            for (size_t slot = 0; slot < chosen.size(); ++slot)
                if (chosen[slot].id == expert)
                    slots.push_back(static_cast<int32_t>(slot));
            const auto input = [&](int32_t slot) { return row(in, slot / mix.routing.used); };
            multiply_expert(expert, slots, mix.gate, mix.gate_bias, mix.gate_rows, input);
            multiply_expert(expert, slots, mix.up, mix.up_bias, mix.up_rows, input);
            for (const int32_t slot : slots)
                for (int32_t c = 0; c < mix.gate_rows.columns; ++c)
                    row(mix.gate_rows, slot)[c] =
                        gate_one(row(mix.gate_rows, slot)[c], row(mix.up_rows, slot)[c], mix.activation);
            multiply_expert(expert, slots, mix.down, mix.down_bias, mix.down_rows,
                            [&](int32_t slot) { return row(mix.gate_rows, slot); });
        }
        for (int32_t r = 0; r < m_rows; ++r)
            for (int32_t c = 0; c < out.columns; ++c) {
                float sum = 0;
                for (size_t slot = static_cast<size_t>(r) * used; slot < static_cast<size_t>(r + 1) * used;
                     ++slot)
                    sum += chosen[slot].weight * row(mix.down_rows, static_cast<int32_t>(slot))[c];
                float& to = row(out, r)[c];
                to = (mix.accumulate ? to : 0.0f) + sum * mix.scale;
            }
    }

    void weigh_rows(Activation x, Activation logits) override {
        each_row(x, [&](int32_t r) {
            for (int32_t c = 0; c < x.columns; ++c)
                row(x, r)[c] /= 1.0f + std::exp(-row(logits, r)[0]);
        });
    }

    void attention(Activation out, Activation q, Activation k, Activation v,
                   const AttentionParams& params) override {
        for (const Segment& segment : m_step->segments)
            attend(segment, out, q, k, v, params);
    }

    void gate(Activation out, Activation gate, Activation up, ActivationKind kind) override {
        each_row(out, [&](int32_t r) {
            for (int32_t c = 0; c < out.columns; ++c)
                row(out, r)[c] = gate_one(row(gate, r)[c], row(up, r)[c], kind);
        });
    }

    void activate(Activation out, Activation in, ActivationKind kind) override {
        each_row(out, [&](int32_t r) {
            for (int32_t c = 0; c < out.columns; ++c)
                row(out, r)[c] = activate_one(row(in, r)[c], kind);
        });
    }

    void add(Activation out, Activation in, float scale) override {
        each_row(out, [&](int32_t r) {
            for (int32_t c = 0; c < out.columns; ++c)
                row(out, r)[c] += row(in, r)[c] * scale;
        });
    }

    void copy_columns(Activation out, Activation in, int32_t first) override {
        each_row(out, [&](int32_t r) { std::copy_n(row(in, r) + first, out.columns, row(out, r)); });
    }

    void select_outputs(Activation out, Activation in) override {
        m_rows = static_cast<int32_t>(m_step->output_rows.size());
        for (int32_t r = 0; r < m_rows; ++r) {
            const float* from = row(in, m_step->output_rows[static_cast<size_t>(r)]);
            std::copy_n(from, out.columns, row(out, r));
        }
    }

    void scale_and_cap(Activation x, float scale, float cap) override {
        each_row(x, [&](int32_t r) {
            for (int32_t c = 0; c < x.columns; ++c) {
                const float scaled = row(x, r)[c] * scale;
                row(x, r)[c] = cap > 0 ? cap * std::tanh(scaled / cap) : scaled;
            }
        });
    }

    Result<std::span<const float>> read(Activation x, int32_t first, int32_t count) override {
        return std::span<const float>(row(x, first),
                                      static_cast<size_t>(count) * static_cast<size_t>(x.columns));
    }

    Result<std::vector<Candidate>> top_k(Activation x, int32_t r, int32_t k) override {
        std::vector<Candidate> all;
        for (int32_t c = 0; c < x.columns; ++c)
            all.push_back({c, row(x, r)[c]});
        const auto count = std::min<size_t>(static_cast<size_t>(k), all.size());
        const auto better = [](const Candidate& a, const Candidate& b) {
            return a.logit != b.logit ? a.logit > b.logit : a.id < b.id;
        };
        std::partial_sort(all.begin(), all.begin() + static_cast<ptrdiff_t>(count), all.end(), better);
        all.resize(count);
        return all;
    }

private:
    float* row(Activation x, int32_t r) {
        return m_buffers[x.id].data() + static_cast<ptrdiff_t>(r) * x.columns;
    }

    template <typename Body>
    void each_row(Activation, const Body& body) {
        for (int32_t r = 0; r < m_rows; ++r)
            body(r);
    }

    void take_row(Activation out, int32_t r, const Weight* table, int64_t index, float scale,
                  bool accumulate) {
        m_scratch.resize(static_cast<size_t>(out.columns));
        as_reference(table).decode(index, m_scratch.data());
        float* to = row(out, r);
        for (int32_t c = 0; c < out.columns; ++c)
            to[c] = (accumulate ? to[c] : 0.0f) + m_scratch[static_cast<size_t>(c)] * scale;
    }

    static void apply_vectors(float* x, int32_t columns, const Weight* weight, const Weight* bias) {
        if (weight) {
            const auto& factors = as_reference(weight).vector;
            for (int32_t c = 0; c < columns; ++c)
                x[c] *= factors[static_cast<size_t>(c) % factors.size()];
        }
        if (bias) {
            const auto& terms = as_reference(bias).vector;
            for (int32_t c = 0; c < columns; ++c)
                x[c] += terms[static_cast<size_t>(c) % terms.size()];
        }
    }

    int32_t threads_for(int64_t operations) const { return operations < 1'000'000 ? 1 : m_threads; }

    void multiply(const Product& product, Activation in) {
        const ReferenceWeight& weight = as_reference(product.weight);
        const auto inputs = static_cast<int32_t>(weight.view.columns());
        const int64_t outputs = weight.view.rows();
        assert(inputs == in.columns && outputs == product.out.columns);
        const float* bias = product.bias ? as_reference(product.bias).vector.data() : nullptr;
        parallel_for(threads_for(outputs * inputs * m_rows), outputs, [&](int64_t begin, int64_t end) {
            std::vector<float> decoded(static_cast<size_t>(inputs));
            for (int64_t o = begin; o < end; ++o) {
                weight.decode(o, decoded.data());
                for (int32_t r = 0; r < m_rows; ++r) {
                    const float sum = dot(decoded.data(), row(in, r), inputs) + (bias ? bias[o] : 0.0f);
                    float& to = row(product.out, r)[o];
                    to = (product.accumulate ? to : 0.0f) + sum * product.scale;
                }
            }
        });
    }

    /// out[slot] = W·input(slot) (+ bias) with the matrix of one expert.
    template <typename Input>
    void multiply_expert(int32_t expert, const std::vector<int32_t>& slots, const Weight* matrices,
                         const Weight* biases, Activation out, const Input& input) {
        if (slots.empty())
            return;
        const ReferenceWeight& weight = as_reference(matrices);
        const auto inputs = static_cast<int32_t>(weight.view.columns());
        const int64_t outputs = out.columns;
        const float* bias = biases ? as_reference(biases).vector.data() + expert * outputs : nullptr;
        const auto work = outputs * inputs * static_cast<int64_t>(slots.size());
        parallel_for(threads_for(work), outputs, [&](int64_t begin, int64_t end) {
            std::vector<float> decoded(static_cast<size_t>(inputs));
            for (int64_t o = begin; o < end; ++o) {
                weight.decode(expert * outputs + o, decoded.data());
                for (const int32_t slot : slots)
                    row(out, slot)[o] = dot(decoded.data(), input(slot), inputs) + (bias ? bias[o] : 0.0f);
            }
        });
    }

    void rope_rows(const Segment& segment, Activation x, int32_t heads, int32_t dim, const RopeParams* rope) {
        if (!rope || rope->kind == RopeKind::None)
            return;
        for (int32_t i = 0; i < segment.rows; ++i)
            for (int32_t head = 0; head < heads; ++head)
                rope_head(row(x, segment.first_row + i) + head * dim, segment.position + i, *rope);
    }

    /// Heads of quantized caches have whole runs of columns, so a row is one run after another.
    void rotate_rows(const Segment& segment, Activation x) {
        for (int32_t i = 0; i < segment.rows; ++i)
            rotate_runs({row(x, segment.first_row + i), static_cast<size_t>(x.columns)});
    }

    void attend(const Segment& segment, Activation out, Activation q, Activation k, Activation v,
                const AttentionParams& params) {
        rope_rows(segment, q, params.heads, params.key_dim, params.rope);
        if (params.store)
            rope_rows(segment, k, params.kv_heads, params.key_dim, params.rope);
        const int32_t key_columns = params.kv_heads * params.key_dim;
        const int32_t value_columns = params.kv_heads * params.value_dim;
        int32_t positions = segment.rows;
        std::vector<float> keys, values;
        bool rotated = false;
        if (segment.cache) {
            const auto [part, layer] = segment.cache->part(params.layer);
            auto& cache = static_cast<ReferenceCache&>(*part);
            for (int32_t i = 0; i < segment.rows && params.store; ++i)
                cache.store(layer, segment.position + i, row(k, segment.first_row + i),
                            row(v, segment.first_row + i));
            positions += segment.position;
            keys.resize(static_cast<size_t>(positions) * static_cast<size_t>(key_columns));
            values.resize(static_cast<size_t>(positions) * static_cast<size_t>(value_columns));
            cache.load_keys(layer, 0, positions, keys.data());
            cache.load_values(layer, 0, positions, values.data());
            rotated = cache.rotated();
        }
        if (rotated)
            rotate_rows(segment, q);
        const float* all_keys = segment.cache ? keys.data() : row(k, segment.first_row);
        const float* all_values = segment.cache ? values.data() : row(v, segment.first_row);
        const int64_t work = int64_t{segment.rows} * params.heads;
        parallel_for(threads_for(work * positions * params.key_dim), work, [&](int64_t begin, int64_t end) {
            for (int64_t item = begin; item < end; ++item) {
                const auto i = static_cast<int32_t>(item / params.heads);
                const auto head = static_cast<int32_t>(item % params.heads);
                const int32_t own = positions - segment.rows + i;
                attend_one(row(q, segment.first_row + i) + head * params.key_dim, all_keys, all_values, own,
                           positions, head, params,
                           row(out, segment.first_row + i) + head * params.value_dim);
            }
        });
        if (rotated)
            rotate_rows(segment, out);
    }

    /// One query head of one row at position `own` over all positions it sees.
    static void attend_one(const float* query, const float* keys, const float* values, int32_t own,
                           int32_t positions, int32_t head, const AttentionParams& params, float* out) {
        const int32_t kv_head = head / (params.heads / params.kv_heads);
        int32_t first = 0, last = positions;
        if (params.causal) {
            last = own + 1;
            first = params.window > 0 ? std::max(0, last - params.window) : 0;
        }
        std::vector<float> scores(static_cast<size_t>(last - first));
        float largest = -INFINITY;
        for (int32_t p = first; p < last; ++p) {
            const float* key =
                keys + (static_cast<ptrdiff_t>(p) * params.kv_heads + kv_head) * params.key_dim;
            float score = dot(query, key, params.key_dim) * params.scale;
            if (params.soft_cap > 0)
                score = params.soft_cap * std::tanh(score / params.soft_cap);
            scores[static_cast<size_t>(p - first)] = score;
            largest = std::max(largest, score);
        }
        const float* sinks = params.sinks ? as_reference(params.sinks).vector.data() : nullptr;
        if (sinks)
            largest = std::max(largest, sinks[head]);
        float total = sinks ? std::exp(sinks[head] - largest) : 0.0f;
        for (float& score : scores)
            total += score = std::exp(score - largest);
        std::fill_n(out, params.value_dim, 0.0f);
        for (int32_t p = first; p < last; ++p) {
            const float* value =
                values + (static_cast<ptrdiff_t>(p) * params.kv_heads + kv_head) * params.value_dim;
            const float share = scores[static_cast<size_t>(p - first)] / total;
            for (int32_t c = 0; c < params.value_dim; ++c)
                out[c] += share * value[c];
        }
    }

    int32_t m_threads;
    int32_t m_rows = 0;
    const Step* m_step = nullptr;
    std::deque<ReferenceWeight> m_weights;
    std::deque<std::vector<float>> m_buffers;
    std::vector<float> m_scratch;
};

} // namespace

std::unique_ptr<Backend> create_reference_backend(const BackendOptions& options) {
    return std::make_unique<ReferenceBackend>(options.threads > 0 ? options.threads
                                                                  : performance_core_count());
}

BackendFactory reference_factory() {
    return {"reference",
            [] {
                return std::vector<DeviceInfo>{
                    {.id = "reference",
                     .name = "Reference (plain float32)",
                     .kind = "cpu",
                     .usable = true,
                     .preference = -100,
                     .note = "slow and plain: what other devices are checked against"}};
            },
            [](const std::string&, const BackendOptions& options) -> Result<std::unique_ptr<Backend>> {
                return create_reference_backend(options);
            }};
}

} // namespace hearth
