// Repacking, products and threads against plain loops over decoded rows, for every type and instruction set.
#include "engine/cpu/cpu_weight.h"
#include "engine/cpu/kernels/kernel_table.h"
#include "engine/cpu/matrix_product.h"
#include "engine/cpu/self_check.h"
#include "engine/cpu/thread_pool.h"
#include "engine/quant/decode.h"
#include "engine/quant/encode.h"

#include <QTest>

#include <atomic>
#include <cmath>
#include <csignal>
#include <random>

using namespace hearth;
using namespace hearth::cpu;

namespace {

constexpr TensorType all_types[] = {
#define QUANT_TYPE(name, id, block_length, block_bytes) TensorType::name,
#include "engine/quant/quant_types.def"
#undef QUANT_TYPE
};

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

/// A matrix in a type's own bytes, and what those bytes mean.
struct Matrix {
    gguf::TensorView view;
    std::vector<std::byte> bytes;
    std::vector<float> decoded;

    Matrix(TensorType type, int64_t columns, int64_t rows, uint32_t seed) {
        const auto source = random_floats(static_cast<size_t>(columns * rows), seed, 0.1f);
        const size_t stride = row_bytes(type, static_cast<size_t>(columns));
        bytes.resize(stride * static_cast<size_t>(rows));
        decoded.resize(source.size());
        for (int64_t r = 0; r < rows; ++r) {
            std::byte* row = bytes.data() + static_cast<size_t>(r) * stride;
            encode_row(type, source.data() + r * columns, row, static_cast<size_t>(columns));
            decode_row(type, row, decoded.data() + r * columns, static_cast<size_t>(columns));
        }
        view.name = "matrix";
        view.type = type;
        view.shape = {columns, rows, 1, 1};
        view.dimensions = 2;
        view.bytes = bytes;
    }
};

/// What int8 activations mean: per 32 columns, the largest magnitude is 127.
std::vector<float> quantized(const std::vector<float>& in) {
    std::vector<float> out(in.size());
    for (size_t first = 0; first < in.size(); first += 32) {
        float peak = 0;
        for (size_t i = 0; i < 32; ++i)
            peak = std::max(peak, std::fabs(in[first + i]));
        for (size_t i = 0; i < 32; ++i)
            out[first + i] =
                peak > 0 ? std::nearbyint(in[first + i] * (127.0f / peak)) * (peak / 127.0f) : 0.0f;
    }
    return out;
}

bool is_floating(TensorType type) {
    return type == TensorType::F32 || type == TensorType::F16 || type == TensorType::BF16;
}

struct Expected {
    std::vector<float> values;
    std::vector<float> sizes; ///< |w| · |a| of each output: what errors are measured against
};

Expected multiply(const Matrix& matrix, const std::vector<float>& in, int64_t rows) {
    const int64_t columns = matrix.view.columns();
    const int64_t outputs = matrix.view.rows();
    Expected result;
    for (int64_t r = 0; r < rows; ++r) {
        for (int64_t o = 0; o < outputs; ++o) {
            double sum = 0;
            double w2 = 0;
            double a2 = 0;
            for (int64_t c = 0; c < columns; ++c) {
                const double w = matrix.decoded[static_cast<size_t>(o * columns + c)];
                const double a = in[static_cast<size_t>(r * columns + c)];
                sum += w * a;
                w2 += w * w;
                a2 += a * a;
            }
            result.values.push_back(static_cast<float>(sum));
            result.sizes.push_back(static_cast<float>(std::sqrt(w2 * a2)));
        }
    }
    return result;
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
    void threadsCoverEverythingOnce();
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
    QTest::addColumn<int>("set");
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("outputs");
    for (const InstructionSet set : testable_sets()) {
        for (const TensorType type : all_types) {
            const auto layout = *type_layout(type);
            for (const auto& [columns, outputs] :
                 {std::pair{256, 16}, {768, 51}, {static_cast<int>(layout.block_length) * 3, 1}, {1280, 130}})
                QTest::addRow("%s %s %dx%d", instruction_set_name(set).data(), layout.name.data(), columns,
                              outputs)
                    << static_cast<int>(set) << static_cast<int>(type) << columns << outputs;
        }
    }
}

void TestCpuKernels::product() {
    QFETCH(int, set);
    QFETCH(int, type);
    QFETCH(int, columns);
    QFETCH(int, outputs);
    const auto tensor_type = static_cast<TensorType>(type);
    const Matrix matrix(tensor_type, columns, outputs, 11);
    ThreadPool pool(1);
    Arena arena;
    CpuWeight weight;
    QVERIFY(fill_weight(weight, matrix.view, WeightUse::Matrix, arena, pool).has_value());
    const KernelTable& kernels = *kernel_table(static_cast<InstructionSet>(set));
    MatrixProduct products(kernels, pool);
    for (const int rows : {1, 2, 3, 5, 8, 11, 16, 17, 32, 45}) {
        const auto in = random_floats(static_cast<size_t>(rows * columns), static_cast<uint32_t>(rows));
        const bool bfloat16 = rows >= 32 && kernels.prefers_bfloat16 && kernels.prefers_bfloat16(tensor_type);
        const bool exact = is_floating(tensor_type) || bfloat16;
        const Expected expected = multiply(matrix, exact ? in : quantized(in), rows);
        std::vector<float> out(static_cast<size_t>(rows * outputs), -1.0f);
        const BoundProduct product{&weight, nullptr, out.data(), outputs, false, 1.0f};
        products.run({&product, 1}, in.data(), rows, columns);
        // Rounding of the sums, and now and then of a code that lies between two; bfloat16 operands lose 2^-9
        // each, at random.
        const float tolerance = bfloat16 ? 4e-3f / std::sqrt(static_cast<float>(columns)) * 4 : 1e-4f;
        for (size_t i = 0; i < out.size(); ++i)
            QVERIFY2(std::fabs(out[i] - expected.values[i]) <= tolerance * expected.sizes[i],
                     qPrintable(QString("%1 rows, output %2: %3 instead of %4")
                                    .arg(rows)
                                    .arg(i)
                                    .arg(out[i])
                                    .arg(expected.values[i])));
    }
}

void TestCpuKernels::aRowDoesNotDependOnItsBatch_data() {
    QTest::addColumn<int>("set");
    QTest::addColumn<int>("type");
    for (const InstructionSet set : testable_sets())
        for (const TensorType type : all_types)
            QTest::addRow("%s %s", instruction_set_name(set).data(), type_layout(type)->name.data())
                << static_cast<int>(set) << static_cast<int>(type);
}

void TestCpuKernels::aRowDoesNotDependOnItsBatch() {
    QFETCH(int, set);
    QFETCH(int, type);
    constexpr int columns = 512;
    constexpr int outputs = 83;
    constexpr int rows = 16;
    const Matrix matrix(static_cast<TensorType>(type), columns, outputs, 3);
    ThreadPool pool(1);
    Arena arena;
    CpuWeight weight;
    QVERIFY(fill_weight(weight, matrix.view, WeightUse::Matrix, arena, pool).has_value());
    MatrixProduct products(*kernel_table(static_cast<InstructionSet>(set)), pool);
    const auto in = random_floats(rows * columns, 5);
    std::vector<float> alone(rows * outputs);
    for (int r = 0; r < rows; ++r) {
        const BoundProduct product{&weight, nullptr, alone.data() + r * outputs, outputs, false, 1.0f};
        products.run({&product, 1}, in.data() + r * columns, 1, columns);
    }
    for (const int batch : {2, 3, 7, 12, 16}) {
        std::vector<float> together(static_cast<size_t>(batch * outputs));
        const BoundProduct product{&weight, nullptr, together.data(), outputs, false, 1.0f};
        products.run({&product, 1}, in.data(), batch, columns);
        for (size_t i = 0; i < together.size(); ++i)
            QCOMPARE(together[i], alone[i]);
    }
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
    QTest::addColumn<int>("set");
    for (const InstructionSet set : testable_sets())
        QTest::newRow(instruction_set_name(set).data()) << static_cast<int>(set);
}

void TestCpuKernels::activations() {
    QFETCH(int, set);
    const KernelTable& kernels = *kernel_table(static_cast<InstructionSet>(set));
    std::vector<float> in;
    for (float x = -30; x <= 30; x += 0.037f)
        in.push_back(x);
    in.insert(in.end(), {0.0f, 1e-20f, -1e-20f, 100.0f, -100.0f, 1e4f, -1e4f});
    const auto check = [&](ActivationKind kind, auto expected) {
        std::vector<float> out(in.size());
        kernels.activate(out.data(), in.data(), nullptr, kind, static_cast<int64_t>(in.size()));
        for (size_t i = 0; i < in.size(); ++i) {
            const double want = expected(static_cast<double>(in[i]));
            QVERIFY2(std::fabs(out[i] - want) <= 2e-6 * std::fabs(in[i]) + 1e-6,
                     qPrintable(QString("%1: %2 instead of %3").arg(in[i]).arg(out[i]).arg(want)));
        }
    };
    check(ActivationKind::Silu, [](double x) { return x / (1 + std::exp(-x)); });
    check(ActivationKind::Gelu, [](double x) { return 0.5 * x * (1 + std::erf(x / std::sqrt(2.0))); });
    check(ActivationKind::GeluTanh, [](double x) {
        return 0.5 * x * (1 + std::tanh(std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x)));
    });
    check(ActivationKind::Relu, [](double x) { return std::max(x, 0.0); });
    check(ActivationKind::Identity, [](double x) { return x; });
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
