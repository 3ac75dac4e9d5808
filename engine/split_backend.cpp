#include "engine/split_backend.h"

#include "engine/mixed_cache.h"

#include <fmt/format.h>

#include <cassert>
#include <deque>

namespace hearth {

namespace {

/// The same weight on one side or, for tied embeddings, on both.
struct SplitWeight : Weight {
    const Weight* front = nullptr;
    const Weight* back = nullptr;
};

class SplitCache : public KvCache {
public:
    /// `front_row_bytes`: saved bytes of a position of the layers in front.
    SplitCache(std::unique_ptr<KvCache> front, std::unique_ptr<KvCache> back, size_t front_row_bytes)
        : m_front(std::move(front)), m_back(std::move(back)), m_front_row_bytes(front_row_bytes) {}

    KvCache* front() const { return m_front.get(); }
    KvCache* back() const { return m_back.get(); }
    int32_t capacity() const override { return m_back->capacity(); }
    size_t bytes() const override { return (m_front ? m_front->bytes() : 0) + m_back->bytes(); }

    Result<void> copy_prefix(const KvCache& from, int32_t count) override {
        const auto& other = static_cast<const SplitCache&>(from);
        if (m_front)
            TRY(m_front->copy_prefix(*other.m_front, count));
        return m_back->copy_prefix(*other.m_back, count);
    }

    // The portable form is layer after layer, so the two parts are simply joined.
    Result<std::vector<std::byte>> save(int32_t count) const override {
        std::vector<std::byte> all;
        if (m_front) {
            TRY_ASSIGN(all, m_front->save(count));
        }
        TRY_ASSIGN(const std::vector<std::byte> rest, m_back->save(count));
        all.insert(all.end(), rest.begin(), rest.end());
        return all;
    }
    Result<void> restore(std::span<const std::byte> bytes, int32_t count) override {
        const size_t split = count < 0 ? 0 : m_front_row_bytes * static_cast<size_t>(count);
        if (split > bytes.size())
            return fail(ErrorKind::InvalidInput, "the saved state does not fit this model's cache");
        if (m_front)
            TRY(m_front->restore(bytes.first(split), count));
        return m_back->restore(bytes.subspan(split), count);
    }

private:
    std::unique_ptr<KvCache> m_front; ///< null when no layer is there
    std::unique_ptr<KvCache> m_back;
    size_t m_front_row_bytes;
};

class SplitBackend : public Backend {
public:
    SplitBackend(std::unique_ptr<Backend> front, std::unique_ptr<Backend> back, int32_t layers,
                 int32_t first_back_layer)
        : m_front(std::move(front))
        , m_back(std::move(back))
        , m_layers(layers)
        , m_first_back_layer(first_back_layer) {}

    std::string name() const override {
        return fmt::format("{}: the last {} of {} layers; {}: the others", m_back->name(),
                           m_layers - m_first_back_layer, m_layers, m_front->name());
    }
    int32_t threads() const override { return m_front->threads(); }
    std::optional<DeviceMemory> memory() const override { return m_back->memory(); }

    void load_layer(int32_t layer) override { m_loading = layer; }
    Result<const Weight*> load_weight(const gguf::TensorView& view, WeightUse use) override;
    Result<Activation> create_activation(int32_t rows, int32_t columns) override;
    Result<std::unique_ptr<KvCache>> create_cache(const KvCacheShape& shape) override;

    Result<bool> begin(const Step& step) override;
    Result<void> end() override;
    void enter_layer(int32_t layer, Activation state) override;
    Result<void> write(Activation x, std::span<const float> rows) override {
        return m_front->write(there(x), rows);
    }

    void embed(Activation out, const Weight* table, float scale, bool accumulate) override {
        if (m_running)
            m_running->embed(there(out), there(table), scale, accumulate);
    }
    void embed_positions(Activation out, const Weight* table, bool accumulate) override {
        if (m_running)
            m_running->embed_positions(there(out), there(table), accumulate);
    }
    void norm(Activation out, Activation in, const Weight* weight, const Weight* bias,
              const NormParams& params) override {
        if (m_running)
            m_running->norm(there(out), there(in), there(weight), there(bias), params);
    }
    void matmul(std::span<const Product> products, Activation in) override;
    void rotate(Activation x, int32_t dim, const RopeParams& rope) override {
        if (m_running)
            m_running->rotate(there(x), dim, rope);
    }
    void scale_by_position(Activation x, float scale, int32_t length) override {
        if (m_running)
            m_running->scale_by_position(there(x), scale, length);
    }
    bool runs_experts() const override { return m_front->runs_experts() && m_back->runs_experts(); }
    void mix_experts(Activation out, Activation in, Activation logits, const ExpertMix& mix) override;
    void weigh_rows(Activation x, Activation logits) override {
        if (m_running)
            m_running->weigh_rows(there(x), there(logits));
    }
    void attention(Activation out, Activation q, Activation k, Activation v,
                   const AttentionParams& params) override;
    void gate(Activation out, Activation gate, Activation up, ActivationKind kind) override {
        if (m_running)
            m_running->gate(there(out), there(gate), there(up), kind);
    }
    void activate(Activation out, Activation in, ActivationKind kind) override {
        if (m_running)
            m_running->activate(there(out), there(in), kind);
    }
    void add(Activation out, Activation in, float scale) override {
        if (m_running)
            m_running->add(there(out), there(in), scale);
    }
    void copy_columns(Activation out, Activation in, int32_t first) override {
        if (m_running)
            m_running->copy_columns(there(out), there(in), first);
    }
    void select_outputs(Activation out, Activation in) override {
        if (m_running)
            m_running->select_outputs(there(out), there(in));
    }
    void scale_and_cap(Activation x, float scale, float cap) override {
        if (m_running)
            m_running->scale_and_cap(there(x), scale, cap);
    }

    Result<std::span<const float>> read(Activation x, int32_t first, int32_t count) override {
        return m_back->read(m_activations[x.id].back, first, count);
    }
    int32_t largest_best() const override { return m_back->largest_best(); }
    Result<std::vector<Candidate>> top_k(Activation x, int32_t row, int32_t k) override {
        return m_back->top_k(m_activations[x.id].back, row, k);
    }

private:
    struct Pair {
        Activation front;
        Activation back;
    };
    /// A step as one side sees it: with its part of each cache.
    struct SideStep {
        std::vector<Segment> segments;
        Step step;
    };

    Result<void> start_back(Activation state);
    void write_side(SideStep& side, const Step& step, bool back);
    Activation there(Activation x) const {
        const Pair& pair = m_activations[x.id];
        Activation own = m_in_back ? pair.back : pair.front;
        own.columns = x.columns;
        return own;
    }
    const Weight* there(const Weight* weight) const {
        if (!weight)
            return nullptr;
        const auto* split = static_cast<const SplitWeight*>(weight);
        return m_in_back ? split->back : split->front;
    }

    std::unique_ptr<Backend> m_front;
    std::unique_ptr<Backend> m_back;
    int32_t m_layers;
    int32_t m_first_back_layer;
    int32_t m_loading = -1;
    std::deque<SplitWeight> m_weights;
    std::vector<Pair> m_activations;

    SideStep m_front_step;
    SideStep m_back_step;
    bool m_in_back = false;
    Backend* m_running = nullptr; ///< takes the operations; null while that side replays or has failed
    Result<void> m_status;
};

Result<const Weight*> SplitBackend::load_weight(const gguf::TensorView& view, WeightUse use) {
    SplitWeight weight;
    if (use == WeightUse::Both) { // looked up in front, multiplied at the back
        TRY_ASSIGN(weight.front, m_front->load_weight(view, WeightUse::Embedding));
        TRY_ASSIGN(weight.back, m_back->load_weight(view, WeightUse::Matrix));
    } else if (m_loading < m_first_back_layer) { // −1, what is before the layers, too
        TRY_ASSIGN(weight.front, m_front->load_weight(view, use));
    } else {
        TRY_ASSIGN(weight.back, m_back->load_weight(view, use));
    }
    return &m_weights.emplace_back(weight);
}

Result<Activation> SplitBackend::create_activation(int32_t rows, int32_t columns) {
    Pair pair;
    TRY_ASSIGN(pair.front, m_front->create_activation(rows, columns));
    TRY_ASSIGN(pair.back, m_back->create_activation(rows, columns));
    m_activations.push_back(pair);
    return Activation{static_cast<uint32_t>(m_activations.size() - 1), rows, columns};
}

/// Layers that read what others keep are not in the shape; those others are at the back, too.
Result<std::unique_ptr<KvCache>> SplitBackend::create_cache(const KvCacheShape& shape) {
    assert(shape.layers > m_first_back_layer && shape.layers <= m_layers);
    const auto part_of = [&](int32_t first, int32_t count) {
        KvCacheShape part = shape;
        part.layers = count;
        if (!shape.rows.empty())
            part.rows.assign(shape.rows.begin() + first, shape.rows.begin() + first + count);
        return part;
    };
    std::unique_ptr<KvCache> front, back;
    TRY_ASSIGN(back, m_back->create_cache(part_of(m_first_back_layer, shape.layers - m_first_back_layer)));
    if (m_first_back_layer > 0) {
        TRY_ASSIGN(front, m_front->create_cache(part_of(0, m_first_back_layer)));
    }
    size_t front_row_bytes = 0;
    for (int32_t layer = 0; layer < m_first_back_layer; ++layer)
        front_row_bytes += saved_row_bytes(shape.row(layer), shape.type);
    return std::make_unique<SplitCache>(std::move(front), std::move(back), front_row_bytes);
}

void SplitBackend::write_side(SideStep& side, const Step& step, bool back) {
    side.segments.assign(step.segments.begin(), step.segments.end());
    for (Segment& segment : side.segments) {
        if (const auto* cache = static_cast<const SplitCache*>(segment.cache))
            segment.cache = back ? cache->back() : cache->front();
    }
    side.step = {step.ids, side.segments, step.output_rows};
}

/// Never a replay of the whole: the front has operations to run in every pass.
Result<bool> SplitBackend::begin(const Step& step) {
    m_status = {};
    m_in_back = false;
    m_running = nullptr;
    write_side(m_front_step, step, false);
    write_side(m_back_step, step, true);
    TRY_ASSIGN(const bool replayed, m_front->begin(m_front_step.step));
    m_running = replayed ? nullptr : m_front.get();
    return false;
}

Result<void> SplitBackend::start_back(Activation state) {
    TRY(m_front->end());
    const Pair& pair = m_activations[state.id];
    TRY_ASSIGN(const std::span<const float> rows,
               m_front->read(pair.front, 0, static_cast<int32_t>(m_front_step.step.ids.size())));
    m_in_back = true;
    TRY_ASSIGN(const bool replayed, m_back->begin(m_back_step.step));
    m_running = replayed ? nullptr : m_back.get();
    return m_back->write(pair.back, rows);
}

void SplitBackend::enter_layer(int32_t layer, Activation state) {
    if (m_in_back || layer < m_first_back_layer || !m_status)
        return;
    m_status = start_back(state);
    if (!m_status)
        m_running = nullptr;
}

Result<void> SplitBackend::end() {
    m_running = nullptr;
    TRY(m_status);
    return m_in_back ? m_back->end() : m_front->end();
}

void SplitBackend::matmul(std::span<const Product> products, Activation in) {
    if (!m_running)
        return;
    std::vector<Product> translated(products.begin(), products.end());
    for (Product& product : translated) {
        product.weight = there(product.weight);
        product.bias = there(product.bias);
        product.out = there(product.out);
    }
    m_running->matmul(translated, there(in));
}

void SplitBackend::mix_experts(Activation out, Activation in, Activation logits, const ExpertMix& mix) {
    if (!m_running)
        return;
    ExpertMix own = mix;
    for (const Weight** weight :
         {&own.selection_bias, &own.gate, &own.up, &own.down, &own.gate_bias, &own.up_bias, &own.down_bias})
        *weight = there(*weight);
    for (Activation* rows : {&own.gate_rows, &own.up_rows, &own.down_rows})
        *rows = there(*rows);
    m_running->mix_experts(there(out), there(in), there(logits), own);
}

void SplitBackend::attention(Activation out, Activation q, Activation k, Activation v,
                             const AttentionParams& params) {
    if (!m_running)
        return;
    AttentionParams own = params;
    own.sinks = there(params.sinks);
    if (m_in_back)
        own.layer -= m_first_back_layer;
    m_running->attention(there(out), there(q), there(k), there(v), own);
}

} // namespace

std::unique_ptr<Backend> create_split_backend(std::unique_ptr<Backend> front, std::unique_ptr<Backend> back,
                                              int32_t layers, int32_t first_back_layer) {
    assert(first_back_layer >= 0 && first_back_layer < layers);
    return std::make_unique<SplitBackend>(std::move(front), std::move(back), layers, first_back_layer);
}

} // namespace hearth
