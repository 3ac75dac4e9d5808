// A model that is split between the processor and a Vulkan device: the same logits wherever the cut is, for
// every architecture (against NumPy's numbers) and for as many layers as a small memory takes.
#include "../engine/golden_model.h"
#include "engine/cpu/cpu_backend.h"
#include "engine/devices.h"
#include "engine/evaluate.h"
#include "engine/model/model.h"
#include "engine/session.h"
#include "vulkan_test.h"

#include <QDir>
#include <QTemporaryDir>

#include <algorithm>

using namespace hearth;
using namespace hearth::test;

class TestVulkanSplit : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    vulkan::Faults m_faults;              ///< of the devices that are opened
    std::optional<vulkan::Faults> m_once; ///< of the next one alone
    std::string m_stories;
    std::shared_ptr<const Model> m_reference;
    std::vector<TokenId> m_text;

    static std::vector<float> logits_of(Session& session) {
        const auto logits = session.logits();
        return {logits.begin(), logits.end()};
    }

    static Result<std::vector<float>> run(const Model& model, const tests::GoldenModel& golden) {
        if (golden.is_embedder())
            return embed(model, golden.tokens());
        std::vector<float> all;
        TRY(evaluate_logits(model, golden.tokens(), CacheType::F32,
                            [&](int32_t, int32_t, std::span<const float> logits) -> Result<void> {
                                all.insert(all.end(), logits.begin(), logits.end());
                                return {};
                            }));
        return all;
    }

    /// Prefill in two batches, then decode, against the reference path.
    void same_text(std::shared_ptr<const Model> model) {
        const SessionOptions options{.context_length = 128, .cache_type = CacheType::F16};
        auto split = Session::create(std::move(model), options);
        QVERIFY2(split, split ? "" : split.error().message.c_str());
        auto plain = *Session::create(m_reference, options);
        QVERIFY((*split)->prefill(m_text));
        QVERIFY(plain->prefill(m_text));
        QVERIFY(difference(logits_of(**split), logits_of(*plain)) < 3e-3);
        for (int i = 0; i < 6; ++i) { // recorded, then replayed with other rows handed over
            const auto token = static_cast<TokenId>(300 + 7 * i);
            QVERIFY((*split)->append(token));
            QVERIFY(plain->append(token));
            QVERIFY(difference(logits_of(**split), logits_of(*plain)) < 3e-3);
        }
    }

private slots:
    void initTestCase() {
        if (vulkan_device() < 0)
            QSKIP("no Vulkan device");
        register_cpu_backend();
        register_backend(
            {"vulkan", vulkan::vulkan_factory().devices, [this](const std::string&, const BackendOptions&) {
                 vulkan::Faults faults = std::exchange(m_once, std::nullopt).value_or(m_faults);
                 faults.validation = true;
                 return open_vulkan(faults);
             }});
        const QString stories =
            qEnvironmentVariable("HEARTH_SHARED_DATA") + "/stories260K/stories260K-f32.gguf";
        if (!QFile::exists(stories))
            return;
        m_stories = stories.toStdString();
        m_reference = *Model::load(m_stories, {.device = "reference"});
        m_text = (*m_reference->tokenizer())
                     ->encode("Once upon a time, there was a little girl named Lily. She loved to play");
    }
    void init() {
        if (vulkan_device() < 0)
            QSKIP("no Vulkan device");
        m_faults = {};
        m_once.reset();
    }
    void cleanupTestCase() { QCOMPARE(vulkan::Context::validation_messages(), 0); }

    void architectures_data() {
        QTest::addColumn<int>("layers_on_device");
        for (const QString& file : QDir(HEARTH_SOURCE_DIR "/tests/engine/goldens").entryList({"*.json"})) {
            QTest::addRow("%s: all", qPrintable(file.chopped(5))) << 1000;
            QTest::addRow("%s: one layer", qPrintable(file.chopped(5))) << 1;
        }
        QTest::newRow("gemma3: none") << 0;
        QTest::newRow("gemma3: six of seven") << 6;
    }
    void architectures() {
        QFETCH(int, layers_on_device);
        const QString name = QString(QTest::currentDataTag()).section(':', 0, 0);
        const auto golden = tests::GoldenModel::read(
            (QString(HEARTH_SOURCE_DIR "/tests/engine/goldens/") + name + ".json").toStdString());
        const std::string path = m_folder.filePath(name + ".gguf").toStdString();
        QVERIFY(golden.write(path));
        const auto model =
            Model::load(path, {.device = "vulkan", .device_layers = layers_on_device, .batch_rows = 5});
        if (name == "gemma4" && layers_on_device == 1) { // its layers read what earlier ones keep
            QVERIFY(!model);
            QCOMPARE(model.error().kind, ErrorKind::OutOfMemory); // for which the processor takes over
            QVERIFY2(model.error().message.find("cannot be divided") != std::string::npos,
                     model.error().message.c_str());
            return;
        }
        QVERIFY2(model, model ? "" : model.error().message.c_str());
        const auto& placement = (*model)->placement();
        QCOMPARE(placement.has_value(), layers_on_device > 0);
        if (placement)
            QCOMPARE(placement->on_device, std::min(layers_on_device, (*model)->config().layers));
        const auto actual = run(**model, golden);
        QVERIFY2(actual, actual ? "" : actual.error().message.c_str());
        const double worst = difference(*actual, golden.expected());
        QVERIFY2(worst < 5e-5, qPrintable(QString("relative error %1").arg(worst)));
    }

    void every_cut_data() {
        QTest::addColumn<int>("layers_on_device");
        QTest::addColumn<bool>("separate_memory");
        for (const int layers : {0, 1, 2, 3, 4, 5})
            QTest::addRow("%d layers", layers) << layers << false;
        QTest::addRow("2 layers, a card's memory") << 2 << true;
        QTest::addRow("5 layers, a card's memory") << 5 << true;
    }
    void every_cut() {
        if (m_stories.empty())
            QSKIP("stories260K-f32.gguf is not there");
        QFETCH(int, layers_on_device);
        QFETCH(bool, separate_memory);
        m_faults.separate_memory = separate_memory;
        const auto model = Model::load(m_stories, {.device = "vulkan", .device_layers = layers_on_device});
        QVERIFY2(model, model ? "" : model.error().message.c_str());
        same_text(*model);
    }

    void as_many_as_fit() {
        if (m_stories.empty())
            QSKIP("stories260K-f32.gguf is not there");
        int32_t before = 0;
        for (const uint64_t budget : {2600u << 10, 2900u << 10, 3200u << 10, 8192u << 10}) {
            m_faults.memory_budget = budget;
            const auto model = Model::load(m_stories, {.device = "vulkan", .context_length = 128});
            QVERIFY2(model, model ? "" : model.error().message.c_str());
            const Placement& placement = (*model)->placement().value();
            QVERIFY2(placement.on_device >= before, placement.explanation().c_str());
            QVERIFY2(placement.device_bytes <= placement.free_bytes, placement.explanation().c_str());
            before = placement.on_device;
            same_text(*model);
        }
        QCOMPARE(before, 5);
        // Not even a layer.
        m_faults.memory_budget = 1 << 20;
        const auto none = Model::load(m_stories, {.device = "vulkan", .context_length = 128});
        QVERIFY(!none);
        QCOMPARE(none.error().kind, ErrorKind::OutOfMemory);
        QVERIFY2(none.error().message.find("not even one layer") != std::string::npos,
                 none.error().message.c_str());
    }

    /// What the driver refuses although it should have been there: fewer layers, not an error.
    void less_than_estimated() {
        if (m_stories.empty())
            QSKIP("stories260K-f32.gguf is not there");
        m_once = vulkan::Faults{.out_of_memory_at_allocation = 2}; // the first device has less than it says
        const auto model = Model::load(m_stories, {.device = "vulkan", .context_length = 128});
        QVERIFY2(model, model ? "" : model.error().message.c_str());
        QVERIFY(!m_once);
        const Placement& placement = (*model)->placement().value();
        QVERIFY(!placement.whole && placement.on_device < 5);
        same_text(*model);
    }

    void states_move_between_cuts() {
        if (m_stories.empty())
            QSKIP("stories260K-f32.gguf is not there");
        const std::string file = m_folder.filePath("state").toStdString();
        const auto two = Model::load(m_stories, {.device = "vulkan", .device_layers = 2});
        const auto four = Model::load(m_stories, {.device = "vulkan", .device_layers = 4});
        QVERIFY(two && four);
        auto first = *Session::create(*two, {.context_length = 64});
        QVERIFY(first->prefill(m_text));
        QVERIFY(first->save(file));
        for (const auto& model : {*four, m_reference}) {
            auto second = *Session::create(model, {.context_length = 64});
            const auto restored = second->restore(file);
            QVERIFY2(restored, restored ? "" : restored.error().message.c_str());
            auto kept = *Session::create(*two, {.context_length = 64});
            QCOMPARE(kept->adopt_prefix(*first, m_text).value_or(-1), static_cast<int32_t>(m_text.size()));
            QVERIFY(second->append(7));
            QVERIFY(kept->append(7));
            QVERIFY(difference(logits_of(*second), logits_of(*kept)) < 3e-3);
        }
    }

    void a_lost_device_is_an_error() {
        if (m_stories.empty())
            QSKIP("stories260K-f32.gguf is not there");
        m_faults.lose_device_at_submission = 6;
        const auto model = Model::load(m_stories, {.device = "vulkan", .device_layers = 2});
        QVERIFY2(model, model ? "" : model.error().message.c_str());
        auto session = *Session::create(*model, {.context_length = 64});
        Error error;
        for (int i = 0; i < 20 && error.message.empty(); ++i) {
            if (const auto result = session->append(i); !result)
                error = result.error();
        }
        QVERIFY2(error.kind == ErrorKind::DeviceLost, error.message.c_str());
    }
};

QTEST_GUILESS_MAIN(TestVulkanSplit)
#include "test_vulkan_split.moc"
