// Runs of quantized caches: the rotation against the matrix's definition, codes against bounds of their own.
#include "engine/core/half.h"
#include "engine/quant/cache_run.h"
#include "engine/quant/decode.h"
#include "engine/quant/encode.h"
#include "golden_model.h"

#include <QtTest>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

using namespace hearth;

class TestCacheRun : public QObject {
    Q_OBJECT

    /// Nearly normally distributed.
    static std::vector<float> numbers(size_t count, const std::string& name) {
        std::vector<float> sum(count);
        for (int part = 0; part < 6; ++part) {
            const auto values = tests::hashed_values(name + std::to_string(part), count, 1.0f, 0);
            for (size_t i = 0; i < count; ++i)
                sum[i] += values[i];
        }
        return sum;
    }

    static double error_of(const std::vector<float>& got, const std::vector<float>& expected) {
        double error = 0, squares = 0;
        for (size_t i = 0; i < expected.size(); ++i) {
            error += std::pow(static_cast<double>(got[i]) - expected[i], 2);
            squares += std::pow(static_cast<double>(expected[i]), 2);
        }
        return std::sqrt(error / squares);
    }

    static std::vector<float> decoded(TensorType type, const std::vector<std::byte>& bytes, size_t count) {
        std::vector<float> out(count);
        decode_row(type, bytes.data(), out.data(), count);
        return out;
    }

    /// What is left of a row after the cache, rotated back.
    static std::vector<float> through_cache(TensorType type, std::vector<float> row) {
        std::vector<std::byte> bytes(row_bytes(type, row.size()));
        encode_cache_row(type, row, bytes.data());
        auto out = decoded(type, bytes, row.size());
        rotate_runs(out);
        return out;
    }

    static std::vector<float> through_encoder(TensorType type, const std::vector<float>& row) {
        std::vector<std::byte> bytes(row_bytes(type, row.size()));
        encode_row(type, row.data(), bytes.data(), row.size());
        return decoded(type, bytes, row.size());
    }

private slots:
    void rotationIsTheMatrix_data() {
        QTest::addColumn<int>("columns");
        QTest::addColumn<QList<int>>("pieces");
        QTest::newRow("one run") << 32 << QList<int>{32};
        QTest::newRow("a head of four runs") << 128 << QList<int>{32, 32, 32, 32};
        QTest::newRow("half a run at the end") << 80 << QList<int>{32, 32, 16};
        QTest::newRow("a run of three eights") << 24 << QList<int>{8, 8, 8};
        QTest::newRow("an odd run at the end") << 35 << QList<int>{32, 1, 1, 1};
        QTest::newRow("six") << 6 << QList<int>{2, 2, 2};
        QTest::newRow("four") << 4 << QList<int>{4};
    }

    /// Entry (i, j) of Sylvester's matrix is −1 to the number of bits that i and j share.
    void rotationIsTheMatrix() {
        QFETCH(int, columns);
        QFETCH(QList<int>, pieces);
        const auto in = numbers(static_cast<size_t>(columns), "rotation");
        auto out = in;
        rotate_runs(out);
        size_t at = 0;
        for (const int size : pieces) {
            for (unsigned i = 0; i < static_cast<unsigned>(size); ++i) {
                double sum = 0;
                for (unsigned j = 0; j < static_cast<unsigned>(size); ++j)
                    sum += (std::popcount(i & j) % 2 ? -1.0 : 1.0) * in[at + j];
                QVERIFY(std::abs(out[at + i] - sum / std::sqrt(size)) < 1e-5);
            }
            at += static_cast<size_t>(size);
        }
        QCOMPARE(at, in.size());
        rotate_runs(out);
        QVERIFY(error_of(out, in) < 1e-6);
    }

    void codesOfQ8AreItsEncoders() {
        const auto in = numbers(32, "bytes");
        std::vector<std::byte> block(row_bytes(TensorType::Q8_0, 32)), expected(block.size());
        write_block(TensorType::Q8_0, code_run(TensorType::Q8_0, in), block.data());
        encode_row(TensorType::Q8_0, in.data(), expected.data(), 32);
        QCOMPARE(block, expected);
    }

    void whatCodesHoldIsKeptExactly() {
        for (const float scale : {0.5f, -2.0f}) {
            std::vector<float> in(32);
            for (int i = 0; i < 32; ++i)
                in[static_cast<size_t>(i)] = scale * static_cast<float>(i % 16 - 8);
            const CacheRun run = code_run(TensorType::Q4_0, in);
            QCOMPARE(half_to_float(run.scale), scale);
            for (int i = 0; i < 32; ++i)
                QCOMPARE(static_cast<int>(run.codes[static_cast<size_t>(i)]), i % 16);
        }
    }

    void scalesOfQ4FitBetterThanThePeaks() {
        double fitted = 0, plain = 0;
        for (int n = 0; n < 200; ++n) {
            const auto in = numbers(32, "fit " + std::to_string(n));
            std::vector<std::byte> block(row_bytes(TensorType::Q4_0, 32));
            write_block(TensorType::Q4_0, code_run(TensorType::Q4_0, in), block.data());
            const double own = error_of(decoded(TensorType::Q4_0, block, 32), in);
            const double peak = error_of(through_encoder(TensorType::Q4_0, in), in);
            QVERIFY(own < peak * 1.001);
            fitted += own;
            plain += peak;
        }
        QVERIFY(fitted < 0.97 * plain);
    }

    /// A column far above the others, as keys of real models have them.
    void largeColumnsCostLess_data() {
        QTest::addColumn<int>("type");
        QTest::newRow("q8_0") << static_cast<int>(TensorType::Q8_0);
        QTest::newRow("q4_0") << static_cast<int>(TensorType::Q4_0);
    }

    void largeColumnsCostLess() {
        QFETCH(int, type);
        const auto cache = static_cast<TensorType>(type);
        auto key = numbers(128, "key");
        key[37] *= 30;
        const auto rotated = through_cache(cache, key);
        const auto plain = through_encoder(cache, key);
        double rotated_error = 0, plain_error = 0;
        for (int n = 0; n < 100; ++n) {
            auto query = numbers(128, "query " + std::to_string(n));
            query[37] = 0; // scores of the small columns
            const auto score = [&](const std::vector<float>& of) {
                return std::inner_product(of.begin(), of.end(), query.begin(), 0.0);
            };
            rotated_error += std::pow(score(rotated) - score(key), 2);
            plain_error += std::pow(score(plain) - score(key), 2);
        }
        QVERIFY(rotated_error < 0.25 * plain_error);
        QVERIFY(error_of(rotated, key) < (cache == TensorType::Q8_0 ? 0.01 : 0.1));
    }

    void shortRunsAreFilledWithZeros() {
        const auto in = numbers(11, "short");
        for (const TensorType type : {TensorType::Q8_0, TensorType::Q4_0}) {
            std::vector<std::byte> block(row_bytes(type, 32));
            write_block(type, code_run(type, in), block.data());
            const auto out = decoded(type, block, 32);
            QVERIFY(error_of({out.begin(), out.begin() + 11}, in) < 0.1);
            QVERIFY(std::all_of(out.begin() + 11, out.end(), [](float x) { return x == 0; }));
        }
    }

    void blocksAreReadBack() {
        const auto in = numbers(32, "blocks");
        for (const TensorType type : {TensorType::Q8_0, TensorType::Q4_0}) {
            const CacheRun run = code_run(type, in);
            std::vector<std::byte> block(row_bytes(type, 32));
            write_block(type, run, block.data());
            const CacheRun read = read_block(type, block.data());
            QCOMPARE(read.codes, run.codes);
            QCOMPARE(read.scale, run.scale);
        }
    }

    void strangeNumbersDoNoHarm() {
        constexpr float infinite = std::numeric_limits<float>::infinity();
        for (const float strange : {0.0f, 1e-44f, 3e38f, infinite, -infinite, std::nanf("")}) {
            for (const TensorType type : {TensorType::Q8_0, TensorType::Q4_0}) {
                std::vector<float> in(32, strange);
                in[3] = 0;
                std::vector<std::byte> block(row_bytes(type, 32));
                encode_cache_row(type, in, block.data());
                const auto out = decoded(type, block, 32);
                if (std::abs(strange) < 1e-30f)
                    QVERIFY(std::ranges::all_of(out, [](float x) { return std::abs(x) < 1e-30f; }));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestCacheRun)
#include "test_cache_run.moc"
