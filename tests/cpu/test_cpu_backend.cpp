// Every operation of the CPU backend against the reference backend, for each instruction set, over odd
// shapes.
#include "engine/core/thread_share.h"
#include "engine/cpu/cpu_backend.h"
#include "engine/cpu/kernels/kernel_table.h"
#include "engine/model/model.h"
#include "engine/quant/encode.h"
#include "engine/reference/reference_backend.h"
#include "engine/session.h"
#include "kernel_checks.h"
#include "kernel_fixture.h"

#include <QTest>

#include <array>
#include <cmath>
#include <deque>
#include <filesystem>
#include <random>

using namespace hearth;
using namespace hearth::cpu;

namespace {

using Pair = BackendPair;

} // namespace

class TestCpuBackend : public QObject {
    Q_OBJECT

private slots:
    void attentionWithoutCache();
    void severalSequencesInOnePass();
    void norms_data();
    void norms();
    void gatesAndSums();
    void embeddings_data();
    void embeddings();
    void cacheSavesRestoresAndCopies_data();
    void cacheSavesRestoresAndCopies();
    void refusals();
    void bestTokens();
    void weightsAreReadWhole();
    void rowsInTwoStepsKeepMore_data();
    void rowsInTwoStepsKeepMore();
    void theAnswerDoesNotDependOnHowManyThreadsWork();
};

void TestCpuBackend::attentionWithoutCache() {
    Pair pair(InstructionSet::Portable);
    AttentionParams params{.layer = 3,
                           .heads = 4,
                           .kv_heads = 4,
                           .key_dim = 32,
                           .value_dim = 32,
                           .scale = 0.2f,
                           .causal = false};
    const auto q = pair.activation(70, 128);
    const auto k = pair.activation(70, 128);
    const auto v = pair.activation(70, 128);
    const auto out = pair.activation(70, 128);
    pair.fill(q, 1);
    pair.fill(k, 2);
    pair.fill(v, 3);
    const std::vector<TokenId> ids(70);
    const Segment segments[] = {{nullptr, 0, 50, 0}, {nullptr, 50, 20, 0}};
    const Step step{ids, segments, {}};
    QVERIFY(pair.oracle->begin(step).has_value() && pair.cpu->begin(step).has_value());
    pair.oracle->attention(out.oracle, q.oracle, k.oracle, v.oracle, params);
    pair.cpu->attention(out.cpu, q.cpu, k.cpu, v.cpu, params);
    QVERIFY(pair.difference(out, 70) < 1e-5);
}

void TestCpuBackend::severalSequencesInOnePass() {
    Pair pair(available_instruction_sets().back());
    RopeParams rope{RopeKind::Halves, 64, std::vector<float>(32, 0.01f), 1.0f};
    AttentionParams params{.layer = 0,
                           .heads = 8,
                           .kv_heads = 1,
                           .key_dim = 64,
                           .value_dim = 64,
                           .scale = 0.125f,
                           .rope = &rope};
    const KvCacheShape shape{1, 1, 64, 64, 128, CacheType::F16};
    const auto q = pair.activation(40, 512);
    const auto k = pair.activation(40, 64);
    const auto v = pair.activation(40, 64);
    const auto out = pair.activation(40, 512);
    std::vector<std::unique_ptr<KvCache>> caches;
    std::vector<Segment> oracle_segments;
    std::vector<Segment> cpu_segments;
    for (int pass = 0; pass < 2; ++pass) {
        pair.fill(q, 1 + static_cast<uint32_t>(pass));
        pair.fill(k, 3 + static_cast<uint32_t>(pass));
        pair.fill(v, 5 + static_cast<uint32_t>(pass));
        const std::vector<int32_t> lengths = {5, 1, 30, 4};
        int32_t row = 0;
        for (size_t s = 0; s < lengths.size(); ++s) {
            if (pass == 0) {
                oracle_segments.push_back(
                    {caches.emplace_back(*pair.oracle->create_cache(shape)).get(), row, lengths[s], 0});
                cpu_segments.push_back(
                    {caches.emplace_back(*pair.cpu->create_cache(shape)).get(), row, lengths[s], 0});
            } else {
                oracle_segments[s].position = cpu_segments[s].position = lengths[s];
            }
            row += lengths[s];
        }
        const std::vector<TokenId> ids(40);
        const Step oracle_step{ids, oracle_segments, {}};
        const Step cpu_step{ids, cpu_segments, {}};
        QVERIFY(pair.oracle->begin(oracle_step).has_value() && pair.cpu->begin(cpu_step).has_value());
        pair.oracle->attention(out.oracle, q.oracle, k.oracle, v.oracle, params);
        pair.cpu->attention(out.cpu, q.cpu, k.cpu, v.cpu, params);
        QVERIFY(pair.difference(out, 40) < 0.006);
    }
}

void TestCpuBackend::norms_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("group");
    QTest::addColumn<int>("weights"); // columns of the weight; 0: none
    QTest::newRow("rms") << 0 << 2048 << 0 << 2048;
    QTest::newRow("rms odd") << 0 << 77 << 0 << 77;
    QTest::newRow("rms plain") << 0 << 100 << 0 << 0;
    QTest::newRow("layer") << 1 << 768 << 0 << 768;
    QTest::newRow("layer odd") << 1 << 51 << 0 << 51;
    QTest::newRow("per head, one weight") << 0 << 256 << 64 << 64;
    QTest::newRow("per head, own weights") << 1 << 256 << 64 << 256;
}

void TestCpuBackend::norms() {
    QFETCH(int, kind);
    QFETCH(int, columns);
    QFETCH(int, group);
    QFETCH(int, weights);
    for (const InstructionSet set : testable_sets()) {
        Pair pair(set);
        const auto in = pair.activation(9, columns);
        const auto out = pair.activation(9, columns);
        pair.fill(in, 4, 3.0f);
        Pair::WeightPair weight{};
        Pair::WeightPair bias{};
        if (weights > 0)
            weight = pair.weight(TensorType::F32, weights, 1, WeightUse::Vector, 5);
        if (weights > 0 && kind == 1)
            bias = pair.weight(TensorType::F16, weights, 1, WeightUse::Vector, 6);
        const NormParams params{kind ? NormKind::Layer : NormKind::Rms, 1e-5f, group};
        const std::vector<TokenId> ids(9);
        const Step step{ids, {}, {}};
        QVERIFY(pair.oracle->begin(step).has_value() && pair.cpu->begin(step).has_value());
        pair.oracle->norm(out.oracle, in.oracle, weight.oracle, bias.oracle, params);
        pair.cpu->norm(out.cpu, in.cpu, weight.cpu, bias.cpu, params);
        QVERIFY(pair.difference(out, 9) < 1e-5);
        pair.oracle->norm(in.oracle, in.oracle, weight.oracle, bias.oracle, params);
        pair.cpu->norm(in.cpu, in.cpu, weight.cpu, bias.cpu, params);
        QVERIFY(pair.difference(in, 9) < 1e-5);
    }
}

void TestCpuBackend::gatesAndSums() {
    Pair pair(available_instruction_sets().back());
    const auto a = pair.activation(40, 1001);
    const auto b = pair.activation(40, 1001);
    const auto out = pair.activation(40, 1001);
    const std::vector<TokenId> ids(37);
    const std::vector<int32_t> outputs = {36, 0, 5};
    const auto both = [&](auto&& op) {
        op(*pair.oracle, a.oracle, b.oracle, out.oracle);
        op(*pair.cpu, a.cpu, b.cpu, out.cpu);
        return pair.difference(out, 37);
    };
    const Step step{ids, {}, outputs};
    QVERIFY(pair.oracle->begin(step).has_value() && pair.cpu->begin(step).has_value());
    for (const ActivationKind kind :
         {ActivationKind::Identity, ActivationKind::Silu, ActivationKind::Gelu, ActivationKind::GeluTanh,
          ActivationKind::Relu, ActivationKind::ReluSquared, ActivationKind::ClampedSwiglu}) {
        pair.fill(a, 1, 2.0f);
        pair.fill(b, 2);
        QVERIFY(both([&](Backend& backend, Activation x, Activation y, Activation to) {
                    backend.gate(to, x, y, kind);
                }) < 1e-4);
        QVERIFY(both([&](Backend& backend, Activation x, Activation, Activation to) {
                    backend.activate(to, x, kind);
                }) < 1e-4);
    }
    QVERIFY(both([](Backend& backend, Activation x, Activation, Activation to) {
                backend.add(to, x, 0.25f);
            }) < 1e-5);
    QVERIFY(both([](Backend& backend, Activation, Activation, Activation to) {
                backend.scale_and_cap(to, 3.0f, 2.0f);
            }) < 1e-5);
    QVERIFY(both([](Backend& backend, Activation, Activation, Activation to) {
                backend.scale_and_cap(to, 0.5f, 0.0f);
            }) < 1e-5);
    both([](Backend& backend, Activation x, Activation, Activation to) { backend.select_outputs(to, x); });
    QVERIFY(pair.difference(out, 3) < 1e-6);
}

void TestCpuBackend::embeddings_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("use");
    for (const TensorType type : {TensorType::F32, TensorType::F16, TensorType::Q4_0, TensorType::Q6_K,
                                  TensorType::Q8_0, TensorType::IQ4_XS, TensorType::Q2_K})
        for (const WeightUse use : {WeightUse::Embedding, WeightUse::Both})
            QTest::addRow("%s %s", type_layout(type)->name.data(),
                          use == WeightUse::Both ? "tied" : "looked up")
                << static_cast<int>(type) << static_cast<int>(use);
}

void TestCpuBackend::embeddings() {
    QFETCH(int, type);
    QFETCH(int, use);
    Pair pair(available_instruction_sets().back());
    const auto table = pair.weight(static_cast<TensorType>(type), 256, 70, static_cast<WeightUse>(use), 8);
    const auto out = pair.activation(5, 256);
    const std::vector<TokenId> ids = {0, 69, 33, 33, 16};
    const Segment segments[] = {{nullptr, 0, 2, 7}, {nullptr, 2, 3, 1}};
    const Step step{ids, segments, {}};
    QVERIFY(pair.oracle->begin(step).has_value() && pair.cpu->begin(step).has_value());
    pair.oracle->embed(out.oracle, table.oracle, 2.0f);
    pair.cpu->embed(out.cpu, table.cpu, 2.0f);
    QVERIFY(pair.difference(out, 5) < 1e-5);
    pair.oracle->embed_positions(out.oracle, table.oracle, true);
    pair.cpu->embed_positions(out.cpu, table.cpu, true);
    QVERIFY(pair.difference(out, 5) < 1e-5);
}

void TestCpuBackend::cacheSavesRestoresAndCopies_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<bool>("exact");
    QTest::newRow("f16") << static_cast<int>(CacheType::F16) << true;
    QTest::newRow("f16, rounded") << static_cast<int>(CacheType::F16) << false;
    QTest::newRow("f32") << static_cast<int>(CacheType::F32) << true;
    QTest::newRow("q8_0") << static_cast<int>(CacheType::Q8_0) << true;
    QTest::newRow("q4_0") << static_cast<int>(CacheType::Q4_0) << true;
}

void TestCpuBackend::cacheSavesRestoresAndCopies() {
    QFETCH(int, type);
    QFETCH(bool, exact);
    Pair pair(available_instruction_sets().back());
    if (!exact)
        pair.allow_rounding();
    const KvCacheShape shape{2, 2, 64, 32, 100, static_cast<CacheType>(type)};
    AttentionParams params{
        .layer = 0, .heads = 4, .kv_heads = 2, .key_dim = 64, .value_dim = 32, .scale = 0.125f};
    const auto q = pair.activation(71, 256);
    const auto k = pair.activation(71, 128);
    const auto v = pair.activation(71, 64);
    const auto out = pair.activation(71, 128);
    pair.fill(q, 1);
    pair.fill(k, 2);
    pair.fill(v, 3);
    auto cache = *pair.cpu->create_cache(shape);
    auto oracle_cache = *pair.oracle->create_cache(shape);
    const std::vector<TokenId> ids(71);
    for (const int32_t layer : {0, 1}) {
        params.layer = layer;
        const Segment segment{cache.get(), 0, 71, 0};
        const Step step{ids, {&segment, 1}, {}};
        QVERIFY(pair.cpu->begin(step).has_value());
        pair.cpu->attention(out.cpu, q.cpu, k.cpu, v.cpu, params);
        const Segment oracle_segment{oracle_cache.get(), 0, 71, 0};
        const Step oracle_step{ids, {&oracle_segment, 1}, {}};
        QVERIFY(pair.oracle->begin(oracle_step).has_value());
        pair.oracle->attention(out.oracle, q.oracle, k.oracle, v.oracle, params);
    }
    const auto saved = cache->save(71);
    QVERIFY(saved.has_value());
    // The form is the reference backend's: the same bytes where nothing is rounded twice.
    const auto oracle_saved = oracle_cache->save(71);
    QCOMPARE(saved->size(), oracle_saved->size());
    if (exact)
        QCOMPARE(*saved, *oracle_saved);
    auto restored = *pair.cpu->create_cache(shape);
    QVERIFY(restored->restore(*saved, 71).has_value());
    QCOMPARE(*restored->save(71), *saved);
    auto copied = *pair.cpu->create_cache(shape);
    QVERIFY(copied->copy_prefix(*cache, 50).has_value());
    auto short_saved = *cache->save(50);
    QCOMPARE(*copied->save(50), short_saved);
    QVERIFY(oracle_cache->restore(*saved, 71).has_value());
    QVERIFY(!restored->restore(std::span(*saved).first(saved->size() - 1), 71).has_value());
    QVERIFY(!restored->restore(*saved, 101).has_value());
    QVERIFY(!restored->restore(*saved, -1).has_value());
}

void TestCpuBackend::refusals() {
    const auto backend = *create_cpu_backend({.threads = 1});
    const auto huge = backend->create_cache({64, 8, 128, 128, 1 << 30, CacheType::F16});
    QVERIFY(!huge.has_value());
    QCOMPARE(huge.error().kind, ErrorKind::OutOfMemory);
    QVERIFY(huge.error().message.find("MB") != std::string::npos);
    QVERIFY(!backend->create_cache({1, 1, 100000, 64, 16, CacheType::F16}).has_value());
}

void TestCpuBackend::bestTokens() {
    Pair pair(InstructionSet::Portable);
    const auto x = pair.activation(2, 500);
    pair.fill(x, 3);
    const auto best = *pair.cpu->top_k(x.cpu, 1, 7);
    const auto want = *pair.oracle->top_k(x.oracle, 1, 7);
    QCOMPARE(best.size(), size_t{7});
    for (size_t i = 0; i < best.size(); ++i)
        QCOMPARE(best[i].id, want[i].id);
}

void TestCpuBackend::weightsAreReadWhole() {
    Pair pair(InstructionSet::Portable);
    QCOMPARE(pair.cpu->read_weights(), int64_t{0});
    pair.weight(TensorType::Q8_0, 256, 64, WeightUse::Embedding, 1); // read a row at a time, by no product
    QCOMPARE(pair.cpu->read_weights(), int64_t{0});
    pair.weight(TensorType::Q8_0, 256, 64, WeightUse::Matrix, 2);
    const auto one = pair.cpu->read_weights();
    const auto in_file = static_cast<int64_t>(64 * row_bytes(TensorType::Q8_0, 256));
    QVERIFY(one >= in_file && one < in_file * 5 / 4);
    pair.weight(TensorType::Q8_0, 256, 64, WeightUse::Matrix, 3);
    QCOMPARE(pair.cpu->read_weights(), 2 * one);
}

void TestCpuBackend::rowsInTwoStepsKeepMore_data() {
    QTest::addColumn<int>("set");
    QTest::addColumn<int>("rows");
    for (const InstructionSet set : available_instruction_sets()) {
        for (const int rows : {1, 3, 8, 21, 70})
            QTest::addRow("%s, %d rows", instruction_set_name(set).data(), rows)
                << static_cast<int>(set) << rows;
    }
}
/// The same products with rows of 8 bits and of two times 8 bits, against those of floats.
void TestCpuBackend::rowsInTwoStepsKeepMore() {
    QFETCH(int, set);
    QFETCH(int, rows);
    const auto error = [&](bool two_step_rows) {
        Pair pair(static_cast<InstructionSet>(set), two_step_rows);
        const auto in = pair.activation(rows, 256);
        const auto plain = pair.activation(rows, 50);
        const auto added = pair.activation(rows, 70);
        pair.fill(in, 5);
        pair.fill(added, 6);
        const auto q4 = pair.weight(TensorType::Q4_0, 256, 50, WeightUse::Matrix, 7);
        const auto q6 = pair.weight(TensorType::Q6_K, 256, 70, WeightUse::Matrix, 8);
        const auto bias = pair.weight(TensorType::F32, 70, 1, WeightUse::Vector, 9);
        const auto run = [&](Backend& backend, Activation x, const Weight* first, const Weight* second,
                             const Weight* vector, Activation out, Activation sum) {
            const Product products[] = {
                {.weight = first, .out = out},
                {.weight = second, .bias = vector, .out = sum, .accumulate = true, .scale = 0.5f}};
            backend.matmul(products, x);
        };
        const std::vector<TokenId> ids(static_cast<size_t>(rows));
        const Segment segments[] = {{nullptr, 0, rows, 0}};
        const Step step{ids, segments, {}};
        (void)pair.oracle->begin(step);
        (void)pair.cpu->begin(step);
        run(*pair.oracle, in.oracle, q4.oracle, q6.oracle, bias.oracle, plain.oracle, added.oracle);
        run(*pair.cpu, in.cpu, q4.cpu, q6.cpu, bias.cpu, plain.cpu, added.cpu);
        (void)pair.oracle->end();
        (void)pair.cpu->end();
        return std::max(pair.difference(plain, rows), pair.difference(added, rows));
    };
    const double once = error(false), twice = error(true);
    QVERIFY2(once > 1e-3 && once < 1e-2, qPrintable(QString::number(once)));
    QVERIFY2(twice < 1e-4, qPrintable(QString::number(twice)));
}

void TestCpuBackend::theAnswerDoesNotDependOnHowManyThreadsWork() {
    const std::filesystem::path path = HEARTH_SOURCE_DIR "/engine/starter_model/hearth-starter.gguf";
    if (!std::filesystem::exists(path))
        QSKIP("engine/starter_model/hearth-starter.gguf is not there");
    register_cpu_backend();
    const auto model = Model::load(path, {.device = "cpu", .threads = 4, .context_length = 512});
    QVERIFY2(model, model ? "" : model.error().message.c_str());
    QCOMPARE((*model)->backend().threads(), 4);
    std::vector<TokenId> prompt(400);
    for (size_t i = 0; i < prompt.size(); ++i)
        prompt[i] = static_cast<TokenId>(100 + i * 37 % 1000);
    // The share changes while the session lives: before the prompt and in the middle of what follows it.
    const auto answers = [&](std::array<double, 2> shares) {
        std::vector<std::vector<float>> all;
        auto session = *Session::create(*model);
        set_thread_share(shares[0]);
        if (!session->prefill(prompt))
            return all;
        all.emplace_back(session->logits().begin(), session->logits().end());
        for (int i = 0; i < 6; ++i) {
            if (i == 3)
                set_thread_share(shares[1]);
            if (!session->append(200 + i))
                return std::vector<std::vector<float>>{};
            all.emplace_back(session->logits().begin(), session->logits().end());
        }
        set_thread_share(1);
        return all;
    };
    const auto all_threads = answers({1, 1});
    QCOMPARE(all_threads.size(), size_t{7});
    QVERIFY(answers({0.25, 1}) == all_threads);
    QVERIFY(answers({1, 0.5}) == all_threads);
}

QTEST_GUILESS_MAIN(TestCpuBackend)
#include "test_cpu_backend.moc"
