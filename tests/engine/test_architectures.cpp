// Every architecture against logits that goldens/make_goldens.py computed with NumPy.
#include "engine/cpu/cpu_backend.h"
#include "engine/evaluate.h"
#include "engine/model/model.h"
#include "golden_model.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace hearth;
using tests::GoldenModel;

class TestArchitectures : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::shared_ptr<const Model> load(const GoldenModel& golden, const QString& name, const QString& device,
                                      int32_t batch) {
        const std::string path = m_folder.filePath(name + ".gguf").toStdString();
        if (!golden.write(path))
            return nullptr;
        auto model = Model::load(path, {.device = device.toStdString(), .batch_rows = batch});
        if (!model)
            qWarning("%s", model.error().message.c_str());
        return model ? *model : nullptr;
    }

    /// Largest difference as a share of the largest expected value.
    static double relative_error(const std::vector<float>& actual, const std::vector<float>& expected) {
        double difference = 0, largest = 0;
        for (size_t i = 0; i < expected.size(); ++i) {
            difference = std::max(difference, static_cast<double>(std::abs(actual[i] - expected[i])));
            largest = std::max(largest, static_cast<double>(std::abs(expected[i])));
        }
        return difference / largest;
    }

    static Result<std::vector<float>> run(const Model& model, const GoldenModel& golden, CacheType type) {
        if (golden.is_embedder())
            return embed(model, golden.tokens());
        std::vector<float> all;
        const auto take = [&](int32_t, int32_t, std::span<const float> logits) -> Result<void> {
            all.insert(all.end(), logits.begin(), logits.end());
            return {};
        };
        TRY(evaluate_logits(model, golden.tokens(), type, take));
        return all;
    }

private slots:
    void initTestCase() { register_cpu_backend(); }

    void logits_data() {
        QTest::addColumn<QString>("device");
        QTest::addColumn<int>("batch");
        QTest::addColumn<int>("type");
        QTest::addColumn<double>("tolerance");
        for (const QString& file : QDir(HEARTH_SOURCE_DIR "/tests/engine/goldens").entryList({"*.json"})) {
            const QByteArray name = file.chopped(5).toUtf8();
            for (const char* device : {"reference", "cpu"}) {
                const auto row = [&](const char* what) -> QTestData& {
                    return QTest::newRow(name + ": " + device + ", " + what) << QString(device);
                };
                row("one pass") << 512 << static_cast<int>(CacheType::F32) << 2e-5;
                row("passes of 5") << 5 << static_cast<int>(CacheType::F32) << 2e-5;
                // What rounding the cache does to sharp softmaxes (gemma4's is not scaled down).
                row("cache f16") << 3 << static_cast<int>(CacheType::F16) << 2.5e-3;
            }
        }
    }

    void logits() {
        QFETCH(QString, device);
        QFETCH(int, batch);
        QFETCH(int, type);
        QFETCH(double, tolerance);
        const QString name = QString(QTest::currentDataTag()).section(':', 0, 0);
        const auto golden = GoldenModel::read(
            (QString(HEARTH_SOURCE_DIR "/tests/engine/goldens/") + name + ".json").toStdString());
        const auto model = load(golden, name, device, batch);
        QVERIFY(model);
        const auto actual = run(*model, golden, static_cast<CacheType>(type));
        QVERIFY2(actual, actual ? "" : actual.error().message.c_str());
        QCOMPARE(actual->size(), golden.expected().size());
        const double error = relative_error(*actual, golden.expected());
        QVERIFY2(error <= tolerance, qPrintable(QString("relative error %1").arg(error)));
    }

    void everyArchitectureHasAGolden() {
        std::set<std::string> covered;
        for (const QString& file : QDir(HEARTH_SOURCE_DIR "/tests/engine/goldens").entryList({"*.json"})) {
            const auto golden =
                GoldenModel::read((HEARTH_SOURCE_DIR "/tests/engine/goldens/" + file).toStdString());
            covered.insert(golden.json["metadata"]["general.architecture"].get<std::string>());
        }
        for (const std::string& name : architecture_names())
            QVERIFY2(covered.contains(name), name.c_str());
    }
};

QTEST_GUILESS_MAIN(TestArchitectures)
#include "test_architectures.moc"
