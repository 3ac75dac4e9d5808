// Failure is ordinary: each way in which a GPU fails is an error of the right kind with one clear sentence,
// and the backend can be given up and opened again.
#include "vulkan_test.h"

#include <QProcess>

#include <algorithm>

using namespace hearth;
using namespace hearth::test;

class TestVulkanFailure : public QObject {
    Q_OBJECT

private slots:
    void init() {
        if (vulkan_device() < 0)
            QSKIP("no Vulkan device");
    }

    void device_lost_in_a_pass() {
        // The self-check takes the first submissions; a late one is the pass's.
        for (const int submission : {1, 4}) {
            auto backend = open_vulkan({.lose_device_at_submission = submission});
            if (submission == 1) {
                QVERIFY(!backend);
                QCOMPARE(backend.error().kind, ErrorKind::DeviceLost);
                continue;
            }
            QVERIFY(backend);
            Tensors tensors(1);
            const auto table = tensors.matrix(TensorType::F32, 64, 2);
            const Activation x = *(*backend)->create_activation(2, 64);
            const Weight* weight = *(*backend)->load_weight(table, WeightUse::Embedding);
            Error error;
            for (int pass = 0; pass < 6 && error.message.empty(); ++pass) {
                PlainStep step(2);
                const auto begun = (*backend)->begin(step.step());
                (*backend)->embed(x, weight, 1.0f, false);
                const auto ended = (*backend)->end();
                if (!begun || !ended)
                    error = !begun ? begun.error() : ended.error();
            }
            QCOMPARE(error.kind, ErrorKind::DeviceLost);
            QVERIFY(error.message.find("stopped answering") != std::string::npos);
            PlainStep again(2); // and it stays lost: no hang, no crash
            (void)(*backend)->begin(again.step());
            (*backend)->embed(x, weight, 1.0f, false);
            QVERIFY(!(*backend)->end());
        }
        QVERIFY(open_vulkan());
    }

    void out_of_memory_in_a_pass() {
        auto backend = open_vulkan({.out_of_memory_at_submission = 4});
        QVERIFY(backend);
        Tensors tensors(1);
        const auto table = tensors.matrix(TensorType::F32, 64, 2);
        const Activation x = *(*backend)->create_activation(2, 64);
        const Weight* weight = *(*backend)->load_weight(table, WeightUse::Embedding);
        std::vector<ErrorKind> errors;
        for (int pass = 0; pass < 6; ++pass) {
            PlainStep step(2);
            QVERIFY((*backend)->begin(step.step()));
            (*backend)->embed(x, weight, 1.0f, false);
            if (const auto ended = (*backend)->end(); !ended)
                errors.push_back(ended.error().kind);
        }
        QCOMPARE(errors, std::vector{ErrorKind::OutOfMemory}); // and the passes after it are well
    }

    void wrong_fast_products_are_not_used_data() {
        QTest::addColumn<vulkan::ProductKind>("kind");
        QTest::newRow("integers") << vulkan::ProductKind::Integers;
        QTest::newRow("halves") << vulkan::ProductKind::Halves;
        QTest::newRow("matrices") << vulkan::ProductKind::Matrices;
    }
    void wrong_fast_products_are_not_used() {
        QFETCH(vulkan::ProductKind, kind);
        constexpr int rows = 9;
        Tensors tensors(3);
        const auto table = tensors.matrix(TensorType::F32, 256, rows);
        const auto matrix = tensors.matrix(TensorType::Q4_0, 256, 32);
        const auto product = [&](Backend& backend) {
            const Activation in = *backend.create_activation(rows, 256),
                             out = *backend.create_activation(rows, 32);
            const Weight* row = *backend.load_weight(table, WeightUse::Embedding);
            const Product times{.weight = *backend.load_weight(matrix, WeightUse::Matrix), .out = out};
            PlainStep step(rows);
            (void)backend.begin(step.step());
            backend.embed(in, row, 1.0f, false);
            backend.matmul({&times, 1}, in);
            (void)backend.end();
            const auto result = *backend.read(out, 0, rows);
            return std::vector<float>(result.begin(), result.end());
        };
        const auto reference = create_reference_backend({});
        const std::vector<float> expected = product(*reference);
        const auto error_with = [&](vulkan::Faults faults) {
            auto backend = open_vulkan(faults);
            const std::vector<float> got = product(**backend);
            float most = 0;
            for (size_t i = 0; i < got.size(); ++i)
                most = std::max(most, std::abs(got[i] - expected[i]));
            return most;
        };
        const float floats = error_with({.products = vulkan::ProductKind::Floats});
        QCOMPARE(error_with({.wrong_fast_self_check = true, .products = kind}), floats);
        if (error_with({.products = kind}) == floats)
            QSKIP("this device has no products of this kind");
    }

    /// Whatever the sizes of matrices and subgroups: each tile is made once, or the device does without.
    void tiles_are_shared_evenly_data() {
        QTest::addColumn<uint32_t>("outputs");
        QTest::addColumn<uint32_t>("tokens");
        QTest::addColumn<uint32_t>("subgroup");
        QTest::addColumn<bool>("possible");
        for (const uint32_t subgroup : {8u, 16u, 32u, 64u, 128u}) {
            for (const auto& [outputs, tokens] :
                 {std::pair{8u, 8u}, {8u, 16u}, {16u, 8u}, {16u, 16u}, {32u, 16u}})
                QTest::addRow("%ux%u by %u", outputs, tokens, subgroup)
                    << outputs << tokens << subgroup << (64 / outputs * (64 / tokens) >= 128 / subgroup);
        }
        QTest::newRow("fewer matrices than subgroups") << 32u << 32u << 8u << false;
        QTest::newRow("a subgroup larger than a workgroup") << 16u << 16u << 256u << false;
        QTest::newRow("no matrix units") << 0u << 0u << 32u << false;
    }
    void tiles_are_shared_evenly() {
        QFETCH(uint32_t, outputs);
        QFETCH(uint32_t, tokens);
        QFETCH(uint32_t, subgroup);
        QFETCH(bool, possible);
        const auto blocks = vulkan::share_tile({outputs, tokens, 16}, subgroup);
        QCOMPARE(blocks.rows > 0, possible);
        if (!possible)
            return;
        QCOMPARE(64 % (blocks.rows * outputs), 0u);
        QCOMPARE(64 % (blocks.columns * tokens), 0u);
        QCOMPARE(blocks.rows * outputs * blocks.columns * tokens * (128 / subgroup), 64u * 64u);
    }

    void out_of_memory() {
        auto backend = open_vulkan({.out_of_memory_at_allocation = 3});
        QVERIFY(backend);
        Error error;
        for (int i = 0; i < 4 && error.message.empty(); ++i) {
            const auto cache = (*backend)->create_cache({2, 1, 64, 64, 1024, CacheType::F16});
            if (!cache)
                error = cache.error();
        }
        QCOMPARE(error.kind, ErrorKind::OutOfMemory);
        QVERIFY(error.message.find("MB") != std::string::npos);
    }

    void more_than_the_device_has() {
        auto backend = open_vulkan();
        QVERIFY(backend);
        const auto cache = (*backend)->create_cache({64, 64, 256, 256, 1 << 24, CacheType::F16});
        QVERIFY(!cache);
        QVERIFY(cache.error().kind == ErrorKind::OutOfMemory || cache.error().kind == ErrorKind::Unsupported);
    }

    void wrong_results_are_found_at_the_start() {
        const auto backend = open_vulkan({.wrong_self_check = true});
        QVERIFY(!backend);
        QCOMPARE(backend.error().kind, ErrorKind::Unsupported);
        QVERIFY(backend.error().message.find("wrongly") != std::string::npos);
    }

    void unknown_device() {
        const auto backend =
            vulkan::create_vulkan_backend({.device_index = 1000, .cache_file = {}, .faults = {}});
        QVERIFY(!backend);
        QCOMPARE(backend.error().kind, ErrorKind::NotFound);
    }

    void no_driver() {
        // A loader that finds no driver: in a process of its own, since the loader looks once.
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("VK_DRIVER_FILES", "/nonexistent.json");
        environment.insert("VK_ICD_FILENAMES", "/nonexistent.json");
        process.setProcessEnvironment(environment);
        process.start(QCoreApplication::applicationFilePath(), {"--list"});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 0);
        const QByteArray output = process.readAllStandardOutput();
        QVERIFY2(output.contains("no Vulkan driver"), output.constData());
    }
};

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    if (application.arguments().contains("--list")) {
        const auto devices = vulkan::list_physical_devices();
        std::puts(devices ? "devices" : devices.error().message.c_str());
        return 0;
    }
    TestVulkanFailure test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_vulkan_failure.moc"
