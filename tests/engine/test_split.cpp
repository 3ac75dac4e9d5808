// Which layers a device with little memory gets, and a model whose layers two backends share: for every
// architecture the numbers that NumPy computed, wherever the cut is.
#include "engine/devices.h"
#include "engine/forward.h"
#include "engine/model/placement.h"
#include "engine/split_backend.h"
#include "golden_model.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace hearth;
using tests::GoldenModel;

class TestSplit : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    /// All logits: two passes for the prompt, then token by token. `cut` < 0: one backend has everything.
    Result<std::vector<float>> run(const GoldenModel& golden, const std::string& path, int32_t cut) {
        TRY_ASSIGN(const auto file, gguf::File::open(path));
        TRY_ASSIGN(const ModelConfig config, read_config(*file));
        TRY_ASSIGN(auto backend, create_backend("reference"));
        if (cut >= 0) {
            TRY_ASSIGN(auto back, create_backend("reference"));
            backend = create_split_backend(std::move(backend), std::move(back), config.layers, cut);
        }
        TRY_ASSIGN(const Weights weights, load_weights(*file, config, *backend, {}));
        TRY_ASSIGN(const auto forward, Forward::create(config, weights, *backend, {8, 8}));
        const std::vector<TokenId> tokens = golden.tokens();
        const auto count = static_cast<int32_t>(tokens.size());
        const KvCacheShape shape = config.cache_shape(count, CacheType::F32);
        TRY_ASSIGN(auto cache, backend->create_cache(shape));
        std::vector<float> all;
        for (int32_t first = 0; first < count;) {
            const int32_t rows = first == 0 ? 5 : first == 5 ? 3 : 1;
            if (first == 5) { // what is saved and restored, or copied, is the same
                TRY_ASSIGN(const auto bytes, cache->save(first));
                TRY_ASSIGN(auto other, backend->create_cache(shape));
                if (other->restore(std::span(bytes).first(bytes.size() - 4), first) ||
                    other->restore(bytes, first + 1))
                    return fail(ErrorKind::Internal, "a state of another length was taken");
                TRY(other->restore(bytes, first));
                TRY(cache->copy_prefix(*other, first));
                cache = std::move(other);
            }
            std::vector<int32_t> outputs(static_cast<size_t>(rows));
            std::iota(outputs.begin(), outputs.end(), 0);
            const Segment segment{cache.get(), 0, rows, first};
            const Step step{std::span(tokens).subspan(static_cast<size_t>(first), outputs.size()),
                            {&segment, 1},
                            outputs};
            TRY(forward->run(step));
            TRY_ASSIGN(const auto logits, backend->read(forward->logits(), 0, rows));
            all.insert(all.end(), logits.begin(), logits.end());
            first += rows;
        }
        return all;
    }

private slots:
    void every_cut_data() {
        QTest::addColumn<QString>("file");
        for (const QString& file : QDir(HEARTH_SOURCE_DIR "/tests/engine/goldens").entryList({"*.json"}))
            QTest::newRow(qPrintable(file.chopped(5))) << file;
    }
    void every_cut() {
        QFETCH(QString, file);
        const auto golden =
            GoldenModel::read((QString(HEARTH_SOURCE_DIR "/tests/engine/goldens/") + file).toStdString());
        if (golden.is_embedder())
            QSKIP("an embedder has no cache to split");
        const std::string path = m_folder.filePath(file + ".gguf").toStdString();
        QVERIFY(golden.write(path));
        const std::vector<float> expected = golden.expected();
        const ModelConfig config = *read_config(**gguf::File::open(path));
        // Layers that read what earlier ones have made stay together.
        const bool divisible = config.per_layer_input == 0 && config.cached_layers() == config.layers;
        for (int32_t cut = -1; cut < (divisible ? config.layers : 0); ++cut) {
            const auto actual = run(golden, path, cut);
            QVERIFY2(actual, actual ? "" : actual.error().message.c_str());
            QCOMPARE(actual->size(), expected.size());
            double largest = 0, worst = 0;
            for (size_t i = 0; i < expected.size(); ++i) {
                largest = std::max(largest, std::abs(double(expected[i])));
                worst = std::max(worst, std::abs(double((*actual)[i]) - double(expected[i])));
            }
            QVERIFY2(worst / largest < 2e-5, qPrintable(QString("cut %1: %2").arg(cut).arg(worst / largest)));
        }
    }

    void placement_data() {
        QTest::addColumn<int>("free");
        QTest::addColumn<int>("wanted");
        QTest::addColumn<int>("on_device");
        QTest::addColumn<bool>("whole");
        QTest::addColumn<int>("bytes");
        // embedding 100, layers 10 20 30 40, output 5 (50 where the embedding is elsewhere), working 7
        QTest::newRow("all fits") << 212 << -1 << 4 << true << 212;
        QTest::newRow("the embedding does not") << 211 << -1 << 4 << false << 157;
        QTest::newRow("all layers, to the byte") << 157 << -1 << 4 << false << 157;
        QTest::newRow("a byte too few") << 156 << -1 << 3 << false << 147;
        QTest::newRow("the last one") << 97 << -1 << 1 << false << 97;
        QTest::newRow("none") << 96 << -1 << 0 << false << 0;
        QTest::newRow("nothing free") << 0 << -1 << 0 << false << 0;
        QTest::newRow("two are wanted") << 1000 << 2 << 2 << false << 127;
        QTest::newRow("more are wanted than fit") << 10 << 3 << 3 << false << 147;
        QTest::newRow("all are wanted") << 10 << 4 << 4 << true << 212;
    }
    void placement() {
        QFETCH(int, free);
        QFETCH(int, wanted);
        QFETCH(int, on_device);
        QFETCH(bool, whole);
        QFETCH(int, bytes);
        const PartBytes parts{.embedding = 100,
                              .layers = {10, 20, 30, 40},
                              .caches = {1, 2, 3, 4},
                              .output = 5,
                              .output_alone = 50,
                              .working = 7};
        const Placement placement = place_layers(parts, static_cast<uint64_t>(free), wanted);
        QCOMPARE(placement.on_device, on_device);
        QCOMPARE(placement.whole, whole);
        QCOMPARE(placement.device_bytes, static_cast<uint64_t>(bytes));
        QCOMPARE(placement.whole_bytes, uint64_t{212});
        QVERIFY(!placement.explanation().empty());
    }

    void layers_that_stay_together() {
        PartBytes parts{.embedding = 100,
                        .layers = {10, 20},
                        .caches = {1, 2},
                        .output = 5,
                        .output_alone = 50,
                        .working = 7,
                        .inseparable = true};
        QCOMPARE(place_layers(parts, 142).on_device, 2);
        QCOMPARE(place_layers(parts, 141).on_device, 0);
        QCOMPARE(place_layers(parts, 1000, 1).on_device, 0);
        QCOMPARE(place_layers(parts, 10, 2).on_device, 2);
    }
};

QTEST_GUILESS_MAIN(TestSplit)
#include "test_split.moc"
