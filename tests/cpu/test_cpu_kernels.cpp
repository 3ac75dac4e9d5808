// Repacking, products and threads against plain loops over decoded rows, for every type and instruction set.
#include "engine/cpu/cpu_weight.h"
#include "engine/cpu/kernels/kernel_table.h"
#include "engine/cpu/matrix_product.h"
#include "engine/cpu/self_check.h"
#include "engine/cpu/thread_pool.h"
#include "engine/quant/decode.h"
#include "engine/quant/encode.h"
#include "kernel_checks.h"
#include "kernel_fixture.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <csignal>
#include <random>
#include <thread>

using namespace hearth;
using namespace hearth::cpu;

namespace {

/// One data row per check of every instruction set.
template <typename Checks>
void add_checks(Checks checks) {
    QTest::addColumn<KernelCheck>("check");
    for (const InstructionSet set : testable_sets())
        for (const KernelCheck& check : checks(set))
            QTest::newRow(check.name.c_str()) << check;
}

void run_check() {
    QFETCH(KernelCheck, check);
    const std::string wrong = check.run();
    QVERIFY2(wrong.empty(), wrong.c_str());
}

} // namespace

class TestCpuKernels : public QObject {
    Q_OBJECT

private slots:
    void packingKeepsEveryWeight_data();
    void packingKeepsEveryWeight();
    void product_data();
    void product();
    void aRowDoesNotDependOnItsBatch_data();
    void aRowDoesNotDependOnItsBatch();
    void groupWithBiasScaleAndAccumulation();
    void activations_data();
    void activations();
    void attention_data();
    void attention();
    void threadsCoverEverythingOnce();
    void threadsRestAndComeBack();
    void instructionSetNames();
    void selfCheckFindsWrongAndImpossibleKernels();
};

void TestCpuKernels::packingKeepsEveryWeight_data() {
    QTest::addColumn<int>("type");
    for (const TensorType type : all_types)
        QTest::newRow(type_layout(type)->name.data()) << static_cast<int>(type);
}

void TestCpuKernels::packingKeepsEveryWeight() {
    QFETCH(int, type);
    const Matrix matrix(static_cast<TensorType>(type), 512, 37, 7);
    ThreadPool pool(2);
    Arena arena;
    CpuWeight weight;
    QVERIFY(fill_weight(weight, matrix.view, WeightUse::Both, arena, pool).has_value());
    std::vector<float> row(512);
    for (int64_t r = 0; r < 37; ++r) {
        weight.decode(r, row.data());
        for (size_t c = 0; c < row.size(); ++c) {
            const float expected = matrix.decoded[static_cast<size_t>(r) * 512 + c];
            QVERIFY2(std::fabs(row[c] - expected) <= 1e-6f * std::fabs(expected) + 1e-7f,
                     qPrintable(QString("row %1 column %2").arg(r).arg(c)));
        }
    }
}

void TestCpuKernels::product_data() {
    add_checks([](InstructionSet set) { return product_checks(set, CheckSize::Full); });
}

void TestCpuKernels::product() {
    run_check();
}

void TestCpuKernels::aRowDoesNotDependOnItsBatch_data() {
    add_checks([](InstructionSet set) { return batch_checks(set, CheckSize::Full); });
}

void TestCpuKernels::aRowDoesNotDependOnItsBatch() {
    run_check();
}

void TestCpuKernels::groupWithBiasScaleAndAccumulation() {
    constexpr int columns = 256;
    constexpr int rows = 3;
    const Matrix first(TensorType::Q4_0, columns, 40, 1);
    const Matrix second(TensorType::F16, columns, 24, 2);
    ThreadPool pool(2);
    Arena arena;
    CpuWeight weights[2];
    QVERIFY(fill_weight(weights[0], first.view, WeightUse::Matrix, arena, pool).has_value());
    QVERIFY(fill_weight(weights[1], second.view, WeightUse::Matrix, arena, pool).has_value());
    const auto in = random_floats(rows * columns, 9);
    const auto bias = random_floats(40, 10);
    std::vector<float> out_first(rows * 40, 2.0f);
    std::vector<float> out_second(rows * 24, 3.0f);
    const BoundProduct group[] = {{&weights[0], bias.data(), out_first.data(), 40, true, 0.5f},
                                  {&weights[1], nullptr, out_second.data(), 24, false, 2.0f}};
    MatrixProduct products(*kernel_table(InstructionSet::Portable), pool);
    products.run(group, in.data(), rows, columns);
    const Expected expected_first = multiply(first, quantized(in), rows);
    const Expected expected_second = multiply(second, in, rows);
    for (size_t i = 0; i < out_first.size(); ++i)
        QVERIFY(std::fabs(out_first[i] - (2.0f + 0.5f * (expected_first.values[i] + bias[i % 40]))) < 1e-4f);
    for (size_t i = 0; i < out_second.size(); ++i)
        QVERIFY(std::fabs(out_second[i] - 2.0f * expected_second.values[i]) < 1e-4f);
}

void TestCpuKernels::activations_data() {
    add_checks(activation_checks);
}

void TestCpuKernels::activations() {
    run_check();
}

void TestCpuKernels::attention_data() {
    add_checks([](InstructionSet set) { return attention_checks(set, CheckSize::Full); });
}

void TestCpuKernels::attention() {
    run_check();
}

void TestCpuKernels::threadsCoverEverythingOnce() {
    for (const int threads : {1, 2, 5}) {
        ThreadPool pool(threads);
        for (int round = 0; round < 300; ++round) {
            const int64_t count = round * 7 % 101;
            std::vector<std::atomic<int>> seen(static_cast<size_t>(count));
            const auto mark = [&](int64_t first, int64_t last, int thread) {
                if (thread < 0 || thread >= threads)
                    return;
                for (int64_t i = first; i < last; ++i)
                    seen[static_cast<size_t>(i)]++;
            };
            pool.parallel_for(count, 1 + round % 4, mark);
            pool.parallel_for_shrinking(count, 1 + round % 4, mark);
            for (const auto& times : seen)
                QCOMPARE(times.load(), 2);
        }
    }
}

void TestCpuKernels::threadsRestAndComeBack() {
    const int threads = 5;
    ThreadPool pool(threads);
    QCOMPARE(pool.working(), threads);
    const std::array<int, 12> wanted = {1, 5, 2, 4, 4, 3, 1, 2, 5, 9, 0, 5};
    for (size_t round = 0; round < 1200; ++round) {
        const int asked = wanted[round % wanted.size()];
        pool.set_working(asked);
        const int working = std::clamp(asked, 1, threads);
        QCOMPARE(pool.working(), working);
        QCOMPARE(pool.threads(), threads);
        // Some rounds have several operations, some none, and in some everybody has fallen asleep meanwhile.
        if (round % 100 == 99)
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        for (size_t operation = 0; operation < round % 3; ++operation) {
            const int64_t count = static_cast<int64_t>(round) * 7 % 101;
            std::vector<std::atomic<int>> seen(static_cast<size_t>(count));
            std::atomic<int> strangers = 0;
            const auto mark = [&](int64_t first, int64_t last, int thread) {
                if (thread < 0 || thread >= working)
                    strangers++;
                for (int64_t i = first; i < last; ++i)
                    seen[static_cast<size_t>(i)]++;
            };
            pool.parallel_for(count, 1, mark);
            pool.parallel_for_shrinking(count, 1, mark);
            QCOMPARE(strangers.load(), 0);
            for (const auto& times : seen)
                QCOMPARE(times.load(), 2);
        }
    }
    pool.set_working(2); // a pool whose threads rest ends too
}

void TestCpuKernels::instructionSetNames() {
    for (const InstructionSet set : testable_sets())
        QCOMPARE(instruction_set_from_name(instruction_set_name(set)), std::optional(set));
    QVERIFY(!instruction_set_from_name("sse9"));
}

void TestCpuKernels::selfCheckFindsWrongAndImpossibleKernels() {
    const auto sets = testable_sets();
    if (std::ranges::find(sets, InstructionSet::AmxEmulated) == sets.end())
        QSKIP("This machine has no bfloat16 products to check.");
    const KernelTable& trusted = *kernel_table(InstructionSet::Avx512Bf16);
    const KernelTable& tiles = *kernel_table(InstructionSet::AmxEmulated);
    QVERIFY(kernels_agree(tiles, trusted));
    KernelTable broken = tiles;
    broken.bfloat16_product = [](const uint32_t* a, int count, const uint16_t* b, int panels, float* out,
                                 int64_t stride, bool accumulate) {
        kernel_table(InstructionSet::AmxEmulated)
            ->bfloat16_product(a, count, b, panels, out, stride, accumulate);
        if (count == 3 && panels == 3)
            out[2 * stride + 47 * panel_rows + 15] += 0.01f;
    };
    QVERIFY(!kernels_agree(broken, trusted));
    broken = tiles;
    broken.attention = [](const AttentionTile& tile) {
        kernel_table(InstructionSet::AmxEmulated)->attention(tile);
        tile.out[tile.value_columns] = std::nanf("");
    };
    QVERIFY(!kernels_agree(broken, trusted));
    broken.attention = [](const AttentionTile&) { std::raise(SIGILL); };
    QVERIFY(!kernels_agree(broken, trusted));
}

QTEST_GUILESS_MAIN(TestCpuKernels)
#include "test_cpu_kernels.moc"
