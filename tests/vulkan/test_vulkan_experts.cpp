// Mixtures of experts on Vulkan: the operations against the reference backend, whole models against the
// logits that goldens/make_expert_goldens.py computed with NumPy; the validation layer must stay silent.
#include "../engine/golden_model.h"
#include "engine/cpu/cpu_backend.h"
#include "engine/devices.h"
#include "engine/evaluate.h"
#include "engine/model/model.h"
#include "engine/session.h"
#include "vulkan_kernels/context.h"
#include "vulkan_test.h"

#include <QTemporaryDir>

using namespace hearth;
using namespace hearth::test;
using hearth::tests::GoldenModel;

class TestVulkanExperts : public QObject {
    Q_OBJECT

    std::unique_ptr<Backend> m_vulkan;
    std::unique_ptr<Backend> m_reference;
    QTemporaryDir m_folder;

    static gguf::TensorView of_experts(gguf::TensorView view, int64_t experts) {
        view.shape = {view.shape[0], view.shape[1] / experts, experts, 1};
        view.dimensions = 3;
        return view;
    }

    std::shared_ptr<const Model> load(const GoldenModel& golden, const std::string& device,
                                      int32_t device_layers = -1) {
        const std::string path = m_folder.filePath("golden.gguf").toStdString();
        if (!golden.write(path))
            return nullptr;
        auto model = Model::load(path, {.device = device, .device_layers = device_layers, .batch_rows = 5});
        if (!model)
            qWarning("%s", model.error().message.c_str());
        return model ? *model : nullptr;
    }

private slots:
    void initTestCase() {
        if (vulkan_device() < 0)
            QSKIP("no Vulkan device");
        auto vulkan = open_vulkan({.validation = true});
        QVERIFY2(vulkan, vulkan ? "" : vulkan.error().message.c_str());
        m_vulkan = std::move(*vulkan);
        m_reference = create_reference_backend({});
        register_backend(vulkan::vulkan_factory());
        register_cpu_backend();
    }

    void cleanupTestCase() {
        m_vulkan.reset();
        QCOMPARE(vulkan::Context::validation_messages(), 0);
    }

    void mixtures_data() {
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("experts");
        QTest::addColumn<int>("used");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("gating");
        QTest::addColumn<bool>("biases");
        const struct {
            const char* name;
            int id;
        } types[] = {
#define QUANT_TYPE(name, id, block_length, block_bytes) {#name, id},
#include "engine/quant/quant_types.def"
#undef QUANT_TYPE
        };
        for (const auto& type : types)
            QTest::addRow("%s", type.name) << type.id << 5 << 2 << 3 << 0 << true;
        const int f32 = static_cast<int>(TensorType::F32);
        QTest::newRow("one expert") << f32 << 1 << 1 << 2 << 0 << false;
        QTest::newRow("all experts") << f32 << 4 << 4 << 2 << 0 << false;
        QTest::newRow("more experts than threads") << f32 << 130 << 8 << 4 << 0 << false;
        QTest::newRow("sigmoid") << f32 << 70 << 6 << 3 << 1 << true;
        QTest::newRow("softmax of the chosen") << f32 << 33 << 4 << 3 << 2 << true;
        QTest::newRow("many rows") << f32 << 6 << 2 << 70 << 0 << false;
    }
    void mixtures() {
        QFETCH(int, type);
        QFETCH(int, experts);
        QFETCH(int, used);
        QFETCH(int, rows);
        QFETCH(int, gating);
        QFETCH(bool, biases);
        const auto kind = static_cast<TensorType>(type);
        constexpr int32_t columns = 256, inner = 256;
        Tensors tensors(static_cast<uint32_t>(type * 100 + experts));
        const auto matrix = [&](int64_t in, int64_t out) {
            return of_experts(tensors.matrix(kind, in, out * experts, 0.3f), experts);
        };
        const auto gate = matrix(columns, inner), up = matrix(columns, inner), down = matrix(inner, columns);
        const auto gate_bias = tensors.matrix(TensorType::F32, inner, experts);
        const auto down_bias = tensors.matrix(TensorType::F32, columns, experts);
        const auto selection = tensors.matrix(TensorType::F32, experts, 1, 0.2f);
        const auto input = tensors.matrix(TensorType::F32, columns, rows);
        const auto scores = tensors.matrix(TensorType::F32, experts, rows, 3.0f);
        const auto before = tensors.matrix(TensorType::F32, columns, rows);
        const PlainStep pass(rows);
        const auto run = [&](Backend& backend) {
            const Activation in = *backend.create_activation(rows, columns);
            const Activation logits = *backend.create_activation(rows, experts);
            const Activation out = *backend.create_activation(rows, columns);
            const Activation share = *backend.create_activation(rows, 1);
            const auto load = [&](const gguf::TensorView& view, WeightUse use) {
                return *backend.load_weight(view, use);
            };
            const Weight* rows_of[] = {load(input, WeightUse::Embedding), load(scores, WeightUse::Embedding),
                                       load(before, WeightUse::Embedding)};
            ExpertMix mix{.routing = {.experts = experts,
                                      .used = used,
                                      .gating = static_cast<ExpertGating>(gating),
                                      .normalise = gating == 0,
                                      .scale = 1.5f},
                          .activation = biases ? ActivationKind::ClampedSwiglu : ActivationKind::Silu,
                          .gate = load(gate, WeightUse::Experts),
                          .up = load(up, WeightUse::Experts),
                          .down = load(down, WeightUse::Experts),
                          .gate_rows = *backend.create_activation(rows * used, inner),
                          .up_rows = *backend.create_activation(rows * used, inner),
                          .down_rows = *backend.create_activation(rows * used, columns),
                          .accumulate = true,
                          .scale = 0.5f};
            if (biases) {
                mix.selection_bias = load(selection, WeightUse::Vector);
                mix.gate_bias = mix.up_bias = load(gate_bias, WeightUse::Vector);
                mix.down_bias = load(down_bias, WeightUse::Vector);
            }
            (void)backend.begin(pass.step());
            backend.embed(in, rows_of[0], 1.0f);
            backend.embed(logits, rows_of[1], 1.0f);
            backend.embed(out, rows_of[2], 1.0f);
            backend.mix_experts(out, in, logits, mix);
            if (experts == 1) {
                backend.embed(share, rows_of[1], 1.0f);
                backend.weigh_rows(out, share);
            }
            (void)backend.end();
            return read_all(backend, out, rows);
        };
        const double worst = difference(run(*m_vulkan), run(*m_reference));
        QVERIFY2(worst <= 2e-5, qPrintable(QString::number(worst)));
    }

    void sinks_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("before");
        QTest::newRow("prefill") << 20 << 0;
        QTest::newRow("decode") << 1 << 30;
        QTest::newRow("decode, split") << 1 << 900;
    }
    void sinks() {
        QFETCH(int, rows);
        QFETCH(int, before);
        constexpr int32_t heads = 8, kv_heads = 2, dim = 64;
        const int total = before + rows;
        Tensors tensors(static_cast<uint32_t>(total));
        const auto queries = tensors.matrix(TensorType::F32, heads * dim, total);
        const auto keys = tensors.matrix(TensorType::F32, kv_heads * dim, total);
        const auto values = tensors.matrix(TensorType::F32, kv_heads * dim, total);
        const auto scores = tensors.matrix(TensorType::F32, heads, 1, 8.0f);
        const auto run = [&](Backend& backend) {
            AttentionParams params{
                .heads = heads, .kv_heads = kv_heads, .key_dim = dim, .value_dim = dim, .scale = 0.125f};
            auto sequence = *backend.create_cache({1, kv_heads, dim, dim, total, CacheType::F32});
            const int most = std::max(before, rows);
            const Activation q = *backend.create_activation(most, heads * dim);
            const Activation k = *backend.create_activation(most, kv_heads * dim);
            const Activation v = *backend.create_activation(most, kv_heads * dim);
            const Activation out = *backend.create_activation(most, heads * dim);
            params.sinks = *backend.load_weight(scores, WeightUse::Vector);
            const Weight* tables[] = {*backend.load_weight(queries, WeightUse::Embedding),
                                      *backend.load_weight(keys, WeightUse::Embedding),
                                      *backend.load_weight(values, WeightUse::Embedding)};
            const auto pass_of = [&](int position, int count) {
                PlainStep pass(count);
                for (int i = 0; i < count; ++i)
                    pass.ids[static_cast<size_t>(i)] = position + i;
                pass.segments[0] = {sequence.get(), 0, count, position};
                (void)backend.begin(pass.step());
                backend.embed(q, tables[0], 1.0f);
                backend.embed(k, tables[1], 1.0f);
                backend.embed(v, tables[2], 1.0f);
                backend.attention(out, q, k, v, params);
                (void)backend.end();
            };
            if (before > 0)
                pass_of(0, before);
            pass_of(before, rows);
            return read_all(backend, out, rows);
        };
        const double worst = difference(run(*m_vulkan), run(*m_reference));
        QVERIFY2(worst <= 2e-5, qPrintable(QString::number(worst)));
    }

    void models_data() {
        QTest::addColumn<int>("device_layers");
        for (const char* golden : {"mixtral", "qwen2moe", "granitemoe", "ernie4_5_moe", "gpt_oss"}) {
            QTest::addRow("%s", golden) << -1;
            QTest::addRow("%s, one layer on the device", golden) << 1;
        }
    }
    /// Prefill in passes of 5, then the last six tokens one by one: the first of them is recorded.
    void models() {
        QFETCH(int, device_layers);
        const QString name = QString(QTest::currentDataTag()).section(',', 0, 0);
        const auto golden = GoldenModel::read(
            (QString(HEARTH_SOURCE_DIR "/tests/engine/goldens/") + name + ".json").toStdString());
        const auto model = load(golden, "vulkan", device_layers);
        QVERIFY(model);
        const std::vector<TokenId> tokens = golden.tokens();
        const std::vector<float> expected = golden.expected();
        const size_t vocabulary = expected.size() / tokens.size(), first = tokens.size() - 6;
        auto session = Session::create(model, {.context_length = 32, .cache_type = CacheType::F32});
        QVERIFY2(session, session ? "" : session.error().message.c_str());
        QVERIFY((*session)->prefill(std::span(tokens).first(first)));
        for (size_t position = first; position <= tokens.size(); ++position) {
            const auto logits = (*session)->logits();
            const std::vector<float> wanted(expected.begin() +
                                                static_cast<ptrdiff_t>((position - 1) * vocabulary),
                                            expected.begin() + static_cast<ptrdiff_t>(position * vocabulary));
            const double worst = difference({logits.begin(), logits.end()}, wanted);
            QVERIFY2(worst <= 5e-5, qPrintable(QString("position %1: %2").arg(position).arg(worst)));
            if (position < tokens.size())
                QVERIFY((*session)->append(tokens[position]));
        }
    }
};

QTEST_GUILESS_MAIN(TestVulkanExperts)
#include "test_vulkan_experts.moc"
