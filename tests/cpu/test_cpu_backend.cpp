// Every operation of the CPU backend against the reference backend, for each instruction set, over odd
// shapes.
#include "engine/cpu/cpu_backend.h"
#include "engine/cpu/kernels/kernel_table.h"
#include "engine/quant/encode.h"
#include "engine/reference/reference_backend.h"

#include <QTest>

#include <cmath>
#include <deque>
#include <random>

using namespace hearth;
using namespace hearth::cpu;

namespace {

std::vector<InstructionSet> testable_sets() {
    auto sets = available_instruction_sets();
    if (std::ranges::find(sets, InstructionSet::Avx512Bf16) != sets.end())
        sets.push_back(InstructionSet::AmxEmulated); // its tiles are plain C++, the rest is AVX-512
    std::erase_if(sets, [](InstructionSet set) { return !kernel_table(set); });
    return sets;
}

std::vector<float> random_floats(size_t count, uint32_t seed, float scale = 1.0f) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    std::vector<float> values(count);
    for (float& value : values)
        value = normal(random) * scale;
    return values;
}

/// Both backends side by side: what is done to one is done to the other.
class Pair {
public:
    explicit Pair(InstructionSet set)
        : oracle(create_reference_backend({.threads = 2}))
        , cpu(*create_cpu_backend({.threads = 2, .instruction_set = set})) {}

    struct WeightPair {
        const Weight* oracle;
        const Weight* cpu;
    };
    WeightPair weight(TensorType type, int64_t columns, int64_t rows, WeightUse use, uint32_t seed) {
        const auto values = random_floats(static_cast<size_t>(columns * rows), seed, 0.3f);
        auto& bytes =
            m_bytes.emplace_back(row_bytes(type, static_cast<size_t>(columns)) * static_cast<size_t>(rows));
        for (int64_t r = 0; r < rows; ++r)
            encode_row(type, values.data() + r * columns,
                       bytes.data() + static_cast<size_t>(r) * row_bytes(type, static_cast<size_t>(columns)),
                       static_cast<size_t>(columns));
        gguf::TensorView view;
        view.name = "weight";
        view.type = type;
        view.shape = {columns, rows, 1, 1};
        view.dimensions = rows == 1 ? 1 : 2;
        view.bytes = bytes;
        return {*oracle->load_weight(view, use), *cpu->load_weight(view, use)};
    }

    struct ActivationPair {
        Activation oracle;
        Activation cpu;
    };
    ActivationPair activation(int32_t rows, int32_t columns) {
        return {*oracle->create_activation(rows, columns), *cpu->create_activation(rows, columns)};
    }
    /// As behind a model that is not F32 throughout: attention may round.
    void allow_rounding() { weight(TensorType::Q8_0, 32, 16, WeightUse::Matrix, 1); }

    /// Buffers are writable memory of their backend; read() shows where.
    void fill(const ActivationPair& x, uint32_t seed, float scale = 1.0f) {
        const auto values =
            random_floats(static_cast<size_t>(x.cpu.rows) * static_cast<size_t>(x.cpu.columns), seed, scale);
        std::ranges::copy(values, const_cast<float*>(oracle->read(x.oracle, 0, x.oracle.rows)->data()));
        std::ranges::copy(values, const_cast<float*>(cpu->read(x.cpu, 0, x.cpu.rows)->data()));
    }
    /// Root mean square of the differences, relative to that of what is expected; huge when one of them
    /// stands out.
    double difference(const ActivationPair& x, int32_t rows) {
        const auto want = *oracle->read(x.oracle, 0, rows);
        const auto have = *cpu->read(x.cpu, 0, rows);
        double squares = 1e-30;
        double errors = 0;
        double worst = 0;
        for (size_t i = 0; i < want.size(); ++i) {
            const double error = std::fabs(static_cast<double>(want[i]) - have[i]);
            squares += static_cast<double>(want[i]) * want[i];
            errors += error * error;
            worst = std::isfinite(error) ? std::max(worst, error) : 1e9;
        }
        return worst > 0.2 * std::sqrt(squares / static_cast<double>(want.size()))
                   ? 1e9
                   : std::sqrt(errors / squares);
    }

    std::unique_ptr<Backend> oracle;
    std::unique_ptr<Backend> cpu;

private:
    std::deque<std::vector<std::byte>> m_bytes;
};

struct AttentionCase {
    const char* name;
    int32_t heads, kv_heads, key_dim, value_dim;
    int32_t window;
    float soft_cap;
    CacheType cache;
    RopeKind rope;
    int32_t rope_dims;
};

constexpr AttentionCase attention_cases[] = {
    {"mqa 16 heads", 16, 1, 128, 128, 0, 0, CacheType::F16, RopeKind::Interleaved, 128},
    {"mqa 71 heads", 71, 1, 64, 64, 0, 0, CacheType::F16, RopeKind::Halves, 64},
    {"gqa", 12, 3, 64, 64, 0, 0, CacheType::F16, RopeKind::Halves, 64},
    {"mha odd dims", 4, 4, 8, 8, 0, 0, CacheType::F16, RopeKind::Interleaved, 8},
    {"mha odd key", 3, 3, 15, 24, 0, 0, CacheType::F16, RopeKind::None, 0},
    {"partial rope", 8, 2, 80, 80, 0, 0, CacheType::F16, RopeKind::Halves, 20},
    {"window", 8, 1, 64, 64, 20, 0, CacheType::F16, RopeKind::Halves, 64},
    {"wide window", 8, 1, 64, 64, 150, 0, CacheType::F16, RopeKind::Halves, 64},
    {"soft cap", 8, 4, 256, 256, 0, 5.0f, CacheType::F16, RopeKind::Halves, 256},
    {"mqa f32", 16, 1, 128, 128, 0, 0, CacheType::F32, RopeKind::Interleaved, 128},
    {"window f32 odd", 3, 1, 63, 40, 20, 0, CacheType::F32, RopeKind::None, 0},
    {"q8_0", 16, 1, 128, 128, 0, 0, CacheType::Q8_0, RopeKind::Interleaved, 128},
    {"q8_0 window", 8, 2, 96, 64, 33, 0, CacheType::Q8_0, RopeKind::Halves, 96},
    {"q4_0", 16, 1, 128, 128, 0, 0, CacheType::Q4_0, RopeKind::Interleaved, 128},
    {"q4_0 gqa", 8, 2, 64, 32, 0, 0, CacheType::Q4_0, RopeKind::Halves, 64},
};

} // namespace

class TestCpuBackend : public QObject {
    Q_OBJECT

private slots:
    void attention_data();
    void attention();
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
};

void TestCpuBackend::attention_data() {
    QTest::addColumn<int>("set");
    QTest::addColumn<int>("index");
    QTest::addColumn<bool>("exact");
    for (const InstructionSet set : testable_sets()) {
        for (int i = 0; i < static_cast<int>(std::size(attention_cases)); ++i) {
            const bool floating = attention_cases[i].cache == CacheType::F16;
            QTest::addRow("%s %s", instruction_set_name(set).data(), attention_cases[i].name)
                << static_cast<int>(set) << i << true;
            if (floating && kernel_table(set)->bfloat16_product)
                QTest::addRow("%s %s, rounded", instruction_set_name(set).data(), attention_cases[i].name)
                    << static_cast<int>(set) << i << false;
        }
    }
}

void TestCpuBackend::attention() {
    QFETCH(int, set);
    QFETCH(int, index);
    QFETCH(bool, exact);
    const AttentionCase& c = attention_cases[index];
    Pair pair(static_cast<InstructionSet>(set));
    if (!exact)
        pair.allow_rounding();
    constexpr int32_t most_rows = 90;
    RopeParams rope{c.rope, c.rope_dims, {}, 1.1f};
    for (int32_t i = 0; i < c.rope_dims / 2; ++i)
        rope.inverse_frequency.push_back(
            std::pow(10000.0f, -2.0f * static_cast<float>(i) / static_cast<float>(c.rope_dims)));
    AttentionParams params{.layer = 1,
                           .heads = c.heads,
                           .kv_heads = c.kv_heads,
                           .key_dim = c.key_dim,
                           .value_dim = c.value_dim,
                           .scale = 1.0f / std::sqrt(static_cast<float>(c.key_dim)),
                           .soft_cap = c.soft_cap,
                           .window = c.window,
                           .causal = true,
                           .rope = &rope};
    const KvCacheShape shape{2, c.kv_heads, c.key_dim, c.value_dim, 700, c.cache};
    KvCacheShape oracle_shape = shape;
    auto oracle_cache = *pair.oracle->create_cache(oracle_shape);
    auto cpu_cache = *pair.cpu->create_cache(shape);
    const auto q = pair.activation(most_rows, c.heads * c.key_dim);
    const auto k = pair.activation(most_rows, c.kv_heads * c.key_dim);
    const auto v = pair.activation(most_rows, c.kv_heads * c.value_dim);
    const auto out = pair.activation(most_rows, c.heads * c.value_dim);
    int32_t position = 0;
    uint32_t seed = 1;
    // Prompts and single tokens in turn, past several panels and blocks, and long enough for threads to share
    // it.
    for (const int32_t rows : {1, 3, 90, 1, 1, 90, 17, 90, 90, 90, 90, 1, 2}) {
        pair.fill(q, seed++);
        pair.fill(k, seed++, 1.5f);
        pair.fill(v, seed++);
        const std::vector<TokenId> ids(static_cast<size_t>(rows));
        const Segment oracle_segment{oracle_cache.get(), 0, rows, position};
        const Segment cpu_segment{cpu_cache.get(), 0, rows, position};
        const Step oracle_step{ids, {&oracle_segment, 1}, {}};
        const Step cpu_step{ids, {&cpu_segment, 1}, {}};
        QVERIFY(pair.oracle->begin(oracle_step).has_value());
        QVERIFY(pair.cpu->begin(cpu_step).has_value());
        pair.oracle->attention(out.oracle, q.oracle, k.oracle, v.oracle, params);
        pair.cpu->attention(out.cpu, q.cpu, k.cpu, v.cpu, params);
        QVERIFY(pair.oracle->end().has_value());
        QVERIFY(pair.cpu->end().has_value());
        // Exact: sums in another order, and now and then a half that falls to the other side. Else keys,
        // values and weights are rounded to bfloat16 (2^-9); a quantized cache adds nothing of its own, but a
        // code may fall to the other side.
        const bool floating = c.cache == CacheType::F16 || c.cache == CacheType::F32;
        const double limit = !floating ? 0.012 : exact ? 3e-5 : 0.01;
        const double difference = pair.difference(out, rows);
        QVERIFY2(difference < limit,
                 qPrintable(QString("%1 rows at %2: %3").arg(rows).arg(position).arg(difference)));
        position += rows;
    }
}

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
          ActivationKind::Relu, ActivationKind::ReluSquared}) {
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

QTEST_GUILESS_MAIN(TestCpuBackend)
#include "test_cpu_backend.moc"
