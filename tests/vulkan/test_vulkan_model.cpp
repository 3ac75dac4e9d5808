// A whole model: the same logits and the same text on Vulkan as on the reference path, prefill and replayed
// decode, two sequences at once, cache to disk and back.
#include "engine/devices.h"
#include "engine/generate.h"
#include "engine/model/model.h"
#include "engine/session.h"
#include "vulkan_test.h"

#include <QTemporaryDir>

#include <algorithm>

using namespace hearth;
using namespace hearth::test;

class TestVulkanModel : public QObject {
    Q_OBJECT

private:
    std::shared_ptr<const Model> m_vulkan;
    std::shared_ptr<const Model> m_reference;
    std::vector<TokenId> m_text;

    static std::vector<float> logits_of(Session& session) {
        const auto logits = session.logits();
        return {logits.begin(), logits.end()};
    }

private slots:
    void initTestCase() {
        if (vulkan_device() < 0)
            QSKIP("no Vulkan device");
        const QString path = qEnvironmentVariable("HEARTH_SHARED_DATA") + "/stories260K/stories260K-f32.gguf";
        if (!QFile::exists(path))
            QSKIP("stories260K-f32.gguf is not there");
        register_backend(vulkan::vulkan_factory());
        auto vulkan = Model::load(path.toStdString(), {.device = "vulkan"});
        QVERIFY2(vulkan, vulkan ? "" : vulkan.error().message.c_str());
        m_vulkan = *vulkan;
        m_reference = *Model::load(path.toStdString(), {.device = "reference"});
        m_text = (*m_reference->tokenizer())
                     ->encode("Once upon a time, there was a little girl named Lily. She loved to play");
        QVERIFY(m_text.size() > 10);
    }

    void logits_data() {
        QTest::addColumn<int>("cache");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("f32 cache") << static_cast<int>(CacheType::F32) << 2e-5;
        QTest::newRow("f16 cache") << static_cast<int>(CacheType::F16) << 2e-3;
    }
    void logits() {
        QFETCH(int, cache);
        QFETCH(double, tolerance);
        const SessionOptions options{.context_length = 300, .cache_type = static_cast<CacheType>(cache)};
        auto vulkan = *Session::create(m_vulkan, options);
        auto reference = *Session::create(m_reference, options);
        QVERIFY(vulkan->prefill(m_text));
        QVERIFY(reference->prefill(m_text));
        QVERIFY(difference(logits_of(*vulkan), logits_of(*reference)) < tolerance);
        for (int i = 0; i < 40; ++i) { // recorded once, then replayed
            const auto& best = logits_of(*reference);
            const auto next = static_cast<TokenId>(std::ranges::max_element(best) - best.begin());
            QVERIFY(vulkan->append(next));
            QVERIFY(reference->append(next));
            QVERIFY(difference(logits_of(*vulkan), logits_of(*reference)) < tolerance);
        }
    }

    void products_of_every_kind_data() {
        QTest::addColumn<vulkan::ProductKind>("kind");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("floats") << vulkan::ProductKind::Floats << 3e-3; // the cache is of halves
        QTest::newRow("integers") << vulkan::ProductKind::Integers << 6e-2;
        QTest::newRow("halves") << vulkan::ProductKind::Halves << 1e-2;
        QTest::newRow("matrices") << vulkan::ProductKind::Matrices << 1e-2;
    }
    /// The model that comes with the program, of blocks: prefill in batches, then decode.
    void products_of_every_kind() {
        QFETCH(vulkan::ProductKind, kind);
        QFETCH(double, tolerance);
        const std::string path = HEARTH_SOURCE_DIR "/engine/starter_model/hearth-starter.gguf";
        auto factory = vulkan::vulkan_factory();
        factory.create = [kind](const std::string&, const BackendOptions&) {
            return open_vulkan({.products = kind, .validation = true});
        };
        register_backend(factory);
        const auto vulkan = Model::load(path, {.device = "vulkan", .batch_rows = 40});
        register_backend(vulkan::vulkan_factory());
        QVERIFY2(vulkan, vulkan ? "" : vulkan.error().message.c_str());
        const auto reference = *Model::load(path, {.device = "reference"});
        std::vector<TokenId> text;
        for (int i = 0; i < 90; ++i)
            text.push_back(300 + 13 * i % 1000);
        auto session = *Session::create(*vulkan, {.context_length = 128});
        auto plain = *Session::create(reference, {.context_length = 128});
        QVERIFY(session->prefill(text));
        QVERIFY(plain->prefill(text));
        const double worst = difference(logits_of(*session), logits_of(*plain));
        QVERIFY2(worst < tolerance, qPrintable(QString("after the prompt: %1").arg(worst)));
        for (int i = 0; i < 4; ++i) {
            QVERIFY(session->append(500 + i));
            QVERIFY(plain->append(500 + i));
            QVERIFY(difference(logits_of(*session), logits_of(*plain)) < tolerance);
        }
    }

    void best_logits_give_the_same_text_data() {
        QTest::addColumn<double>("temperature");
        QTest::addColumn<int>("top_k");
        QTest::newRow("greedy") << 0.0 << 40;
        QTest::newRow("drawn") << 0.9 << 40;
        QTest::newRow("drawn from many") << 1.2 << 256;
        QTest::newRow("drawn from more than the device finds") << 1.2 << 300;
    }
    void best_logits_give_the_same_text() {
        QFETCH(double, temperature);
        QFETCH(int, top_k);
        GenerateOptions options;
        options.max_tokens = 40;
        options.sampling.temperature = static_cast<float>(temperature);
        options.sampling.top_k = top_k;
        options.sampling.seed = 3;
        std::vector<TokenId> texts[2];
        for (auto& text : texts) { // the second with all logits read: a bias wants them
            auto session = *Session::create(m_vulkan, {.context_length = 128});
            const auto result = hearth::generate(*session, m_text, options);
            QVERIFY2(result, result ? "" : result.error().message.c_str());
            text = result->tokens;
            const bool on_device = options.sampling.logit_bias.empty() && top_k <= 256;
            QCOMPARE(session->best().empty(), !on_device);
            options.sampling.logit_bias = {{0, 0.0f}};
        }
        QVERIFY(texts[0].size() > 20);
        QCOMPARE(texts[0], texts[1]);
    }

    void sequences_share_the_recording() {
        auto first = *Session::create(m_vulkan, {.context_length = 128});
        auto second = *Session::create(m_vulkan, {.context_length = 128});
        auto alone = *Session::create(m_reference, {.context_length = 128});
        QVERIFY(first->prefill(m_text));
        QVERIFY(second->prefill(std::span(m_text).first(4)));
        QVERIFY(alone->prefill(m_text));
        for (int i = 0; i < 5; ++i) { // in turns: each replay reads its own cache
            QVERIFY(first->append(400 + i));
            QVERIFY(second->append(300 + i));
            QVERIFY(alone->append(400 + i));
        }
        QVERIFY(difference(logits_of(*first), logits_of(*alone)) < 2e-3);
    }

    void saved_on_one_device_restored_on_another() {
        QTemporaryDir folder;
        const std::string file = folder.filePath("state").toStdString();
        auto reference = *Session::create(m_reference, {.context_length = 64});
        QVERIFY(reference->prefill(m_text));
        QVERIFY(reference->save(file));
        auto vulkan = *Session::create(m_vulkan, {.context_length = 64});
        const auto restored = vulkan->restore(file);
        QVERIFY2(restored, restored ? "" : restored.error().message.c_str());
        QVERIFY(reference->append(7));
        QVERIFY(vulkan->append(7));
        QVERIFY(difference(logits_of(*vulkan), logits_of(*reference)) < 2e-3);
        auto copy = *Session::create(m_vulkan, {.context_length = 64});
        QCOMPARE(copy->adopt_prefix(*vulkan, m_text).value_or(-1), static_cast<int32_t>(m_text.size()));
        QVERIFY(copy->append(7));
        QVERIFY(difference(logits_of(*copy), logits_of(*vulkan)) < 1e-5);
    }
};

QTEST_GUILESS_MAIN(TestVulkanModel)
#include "test_vulkan_model.moc"
