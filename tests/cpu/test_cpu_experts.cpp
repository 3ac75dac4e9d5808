// Mixtures of experts on the CPU backend against the reference backend: every instruction set, every way in
// which rows may share or avoid experts.
#include "kernel_checks.h"
#include "kernel_fixture.h"

#include <QTest>

#include <numeric>

using namespace hearth;
using namespace hearth::cpu;

namespace {

constexpr int32_t inputs = 256, inner = 96, outputs = 256, experts = 7, used = 3;

/// A layer on both backends, and the sizes that it works with.
struct Layer {
    BackendPair pair;
    BackendPair::ActivationPair in, logits, out, gate_rows, up_rows, down_rows;
    ExpertMix oracle, cpu;

    struct Types {
        TensorType gate = TensorType::F32;
        TensorType up = TensorType::F32;
        TensorType down = TensorType::F32;
    };

    Layer(InstructionSet set, int32_t rows, Types types, bool biases, bool two_step_rows = false)
        : pair(set, two_step_rows)
        , in(pair.activation(rows, inputs))
        , logits(pair.activation(rows, experts))
        , out(pair.activation(rows, outputs))
        , gate_rows(pair.activation(rows * used, inner))
        , up_rows(pair.activation(rows * used, inner))
        , down_rows(pair.activation(rows * used, outputs)) {
        pair.fill(in, 1);
        pair.fill(logits, 2, 2.0f);
        pair.fill(out, 3);
        oracle.routing = {.experts = experts, .used = used, .scale = 1.5f};
        oracle.activation = ActivationKind::ClampedSwiglu;
        oracle.accumulate = true;
        oracle.scale = 0.5f;
        cpu = oracle;
        const auto set_weight = [&](const Weight* ExpertMix::*field, BackendPair::WeightPair weight) {
            oracle.*field = weight.oracle;
            cpu.*field = weight.cpu;
        };
        const auto matrices = [&](TensorType type, int64_t columns, int64_t count, uint32_t seed) {
            return pair.weight(type, columns, count, WeightUse::Experts, seed, experts);
        };
        set_weight(&ExpertMix::gate, matrices(types.gate, inputs, inner, 4));
        set_weight(&ExpertMix::up, matrices(types.up, inputs, inner, 5));
        set_weight(&ExpertMix::down, matrices(types.down, inner, outputs, 6));
        if (biases) {
            const auto vector = [&](int64_t columns, int64_t count, uint32_t seed) {
                return pair.weight(TensorType::F32, columns, count, WeightUse::Vector, seed);
            };
            set_weight(&ExpertMix::gate_bias, vector(inner, experts, 7));
            set_weight(&ExpertMix::up_bias, vector(inner, experts, 8));
            set_weight(&ExpertMix::down_bias, vector(outputs, experts, 9));
            set_weight(&ExpertMix::selection_bias, vector(experts, 1, 10));
        }
        oracle.gate_rows = gate_rows.oracle, cpu.gate_rows = gate_rows.cpu;
        oracle.up_rows = up_rows.oracle, cpu.up_rows = up_rows.cpu;
        oracle.down_rows = down_rows.oracle, cpu.down_rows = down_rows.cpu;
    }

    /// Makes expert `expert` better or worse than all others for every row.
    void favour(int32_t expert, float by) {
        for (auto [backend, x] : {std::pair{pair.oracle.get(), logits.oracle}, {pair.cpu.get(), logits.cpu}})
            for (int32_t r = 0; r < x.rows; ++r)
                const_cast<float*>(backend->read(x, r, 1)->data())[expert] += by;
    }

    bool run(int32_t rows) {
        const std::vector<TokenId> ids(static_cast<size_t>(rows));
        const Step step{ids, {}, {}};
        if (!pair.oracle->begin(step) || !pair.cpu->begin(step))
            return false;
        pair.oracle->mix_experts(out.oracle, in.oracle, logits.oracle, oracle);
        pair.cpu->mix_experts(out.cpu, in.cpu, logits.cpu, cpu);
        return pair.oracle->end() && pair.cpu->end();
    }
};

} // namespace

class TestCpuExperts : public QObject {
    Q_OBJECT

private slots:
    void mixtures_data() {
        QTest::addColumn<int>("set");
        QTest::addColumn<int>("rows");
        QTest::addColumn<QString>("routing");
        for (const InstructionSet set : testable_sets())
            for (const int rows : {1, 3, 37})
                for (const char* routing : {"spread", "all to one", "one without rows"})
                    QTest::addRow("%s, %d rows, %s", instruction_set_name(set).data(), rows, routing)
                        << static_cast<int>(set) << rows << QString(routing);
    }

    void mixtures() {
        QFETCH(int, set);
        QFETCH(int, rows);
        QFETCH(QString, routing);
        using enum TensorType;
        const struct {
            Layer::Types types;
            bool biases;
            double largest;
        } cases[] = {{{F32, F32, F32}, true, 1e-5},
                     {{F16, F16, BF16}, false, 1e-5},
                     {{Q4_0, Q4_0, Q4_0}, false, 0.02},
                     {{Q4_K, Q6_K, MXFP4}, true, 0.02},
                     {{MXFP4, F16, Q8_0}, false, 0.02}};
        for (const auto& one : cases) {
            Layer layer(static_cast<InstructionSet>(set), rows, one.types, one.biases);
            if (routing == "all to one")
                layer.favour(4, 50.0f);
            if (routing == "one without rows")
                layer.favour(2, -50.0f);
            QVERIFY(layer.run(rows));
            const double difference = layer.pair.difference(layer.out, rows);
            QVERIFY2(difference < one.largest, qPrintable(QString::number(difference)));
        }
    }

    void rowsInTwoStepsKeepMore() {
        const auto error = [](bool two_step_rows) {
            Layer layer(available_instruction_sets().back(), 21,
                        {TensorType::Q4_0, TensorType::Q4_0, TensorType::Q8_0}, false, two_step_rows);
            return layer.run(21) ? layer.pair.difference(layer.out, 21) : 1.0;
        };
        const double once = error(false), twice = error(true);
        QVERIFY2(twice < once / 30, qPrintable(QString("%1 and %2").arg(once).arg(twice)));
    }

    void aRowDoesNotDependOnItsBatch() {
        constexpr int32_t rows = 45;
        for (const InstructionSet set : testable_sets()) {
            Layer layer(set, rows, {TensorType::Q4_K, TensorType::Q4_K, TensorType::Q8_0}, true);
            layer.cpu.accumulate = layer.oracle.accumulate = false;
            QVERIFY(layer.run(rows));
            const auto all = *layer.pair.cpu->read(layer.out.cpu, 0, rows);
            const std::vector<float> together(all.begin(), all.end());
            for (const int32_t row : {0, 17, 44}) {
                for (const auto& x : {layer.in.cpu, layer.logits.cpu}) {
                    const auto one = *layer.pair.cpu->read(x, row, 1);
                    std::ranges::copy(std::vector(one.begin(), one.end()),
                                      const_cast<float*>(layer.pair.cpu->read(x, 0, 1)->data()));
                }
                QVERIFY(layer.run(1));
                const auto alone = *layer.pair.cpu->read(layer.out.cpu, 0, 1);
                QVERIFY(std::ranges::equal(
                    alone, std::span(together).subspan(static_cast<size_t>(row) * outputs, outputs)));
            }
        }
    }

    void aTokenReadsTheExpertsThatItUses() {
        Layer layer(InstructionSet::Portable, 1, {TensorType::Q8_0, TensorType::Q8_0, TensorType::Q8_0},
                    false);
        QVERIFY(layer.run(1));
        const auto each = static_cast<int64_t>(2 * inner * row_bytes(TensorType::Q8_0, inputs) +
                                               outputs * row_bytes(TensorType::Q8_0, inner));
        const int64_t read = layer.pair.cpu->read_weights();
        QVERIFY2(read >= used * each && read < used * each * 5 / 4, qPrintable(QString::number(read)));
    }

    void weighedRows() {
        BackendPair pair(InstructionSet::Portable);
        const auto x = pair.activation(6, 77), logits = pair.activation(6, 1);
        pair.fill(x, 1);
        pair.fill(logits, 2, 3.0f);
        const auto before = *pair.cpu->read(x.cpu, 0, 6);
        const std::vector<float> was(before.begin(), before.end());
        const std::vector<TokenId> ids(6);
        const Step step{ids, {}, {}};
        QVERIFY(pair.oracle->begin(step) && pair.cpu->begin(step));
        pair.oracle->weigh_rows(x.oracle, logits.oracle);
        pair.cpu->weigh_rows(x.cpu, logits.cpu);
        QVERIFY(pair.difference(x, 6) < 1e-6);
        const float share = 1.0f / (1.0f + std::exp(-(*pair.cpu->read(logits.cpu, 5, 1))[0]));
        QVERIFY(std::fabs((*pair.cpu->read(x.cpu, 5, 1))[76] - was.back() * share) < 1e-6f);
    }

    /// A sink far above all scores leaves nothing of the values, one far below changes nothing; others give
    /// what the reference gives, over several tiles and parts of the context.
    void sinks_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("before"); // positions already there
        for (const int rows : {1, 3, 70})
            for (const int before : {0, 300, 2000})
                QTest::addRow("%d rows behind %d", rows, before) << rows << before;
    }

    void sinks() {
        QFETCH(int, rows);
        QFETCH(int, before);
        constexpr int32_t heads = 4, kv_heads = 2, dim = 32;
        BackendPair pair(available_instruction_sets().back());
        const KvCacheShape shape{1, kv_heads, dim, dim, before + rows, CacheType::F32};
        const auto caches = std::pair{*pair.oracle->create_cache(shape), *pair.cpu->create_cache(shape)};
        const int32_t most = std::max(rows, before);
        const auto q = pair.activation(most, heads * dim), out = pair.activation(most, heads * dim);
        const auto k = pair.activation(most, kv_heads * dim), v = pair.activation(most, kv_heads * dim);
        const std::vector<float> scores = {-100.0f, 0.5f, 3.0f, 100.0f};
        gguf::TensorView view{
            "sinks", TensorType::F32, {heads, 1, 1, 1}, 1, std::as_bytes(std::span(scores))};
        const auto run = [&](int32_t first, int32_t count, bool with_sinks) {
            const std::vector<TokenId> ids(static_cast<size_t>(count));
            const Segment oracle_segment[] = {{caches.first.get(), 0, count, first}};
            const Segment cpu_segment[] = {{caches.second.get(), 0, count, first}};
            const Step oracle_step{ids, oracle_segment, {}}, cpu_step{ids, cpu_segment, {}};
            AttentionParams params{
                .heads = heads, .kv_heads = kv_heads, .key_dim = dim, .value_dim = dim, .scale = 0.2f};
            pair.fill(q, 1 + static_cast<uint32_t>(first));
            pair.fill(k, 2 + static_cast<uint32_t>(first));
            pair.fill(v, 3 + static_cast<uint32_t>(first));
            if (!pair.oracle->begin(oracle_step) || !pair.cpu->begin(cpu_step))
                return false;
            params.sinks = with_sinks ? *pair.oracle->load_weight(view, WeightUse::Vector) : nullptr;
            pair.oracle->attention(out.oracle, q.oracle, k.oracle, v.oracle, params);
            params.sinks = with_sinks ? *pair.cpu->load_weight(view, WeightUse::Vector) : nullptr;
            pair.cpu->attention(out.cpu, q.cpu, k.cpu, v.cpu, params);
            return pair.oracle->end() && pair.cpu->end();
        };
        if (before > 0)
            QVERIFY(run(0, before, false));
        QVERIFY(run(before, rows, true));
        QVERIFY(pair.difference(out, rows) < 1e-5);
        const auto last = *pair.cpu->read(out.cpu, rows - 1, 1);
        const auto size = [&](int32_t head) {
            const auto part = last.subspan(static_cast<size_t>(head * dim), dim);
            return std::inner_product(part.begin(), part.end(), part.begin(), 0.0);
        };
        QVERIFY(size(3) < 1e-20);
        QVERIFY(size(0) > 1e-6);
    }
};

QTEST_GUILESS_MAIN(TestCpuExperts)
#include "test_cpu_experts.moc"
