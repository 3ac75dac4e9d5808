// Tensor types: decoding bit by bit against NumPy's, encoding against bounds that follow from the formats.
#include "engine/core/half.h"
#include "engine/quant/decode.h"
#include "engine/quant/encode.h"
#include "golden_model.h"

#include <QtTest>

#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <sstream>

using namespace hearth;

Q_DECLARE_METATYPE(hearth::TensorType)

class TestTypes : public QObject {
    Q_OBJECT

    static std::vector<std::byte> from_hex(const std::string& hex) {
        const QByteArray bytes = QByteArray::fromHex(QByteArray::fromStdString(hex));
        const auto view = std::as_bytes(std::span(bytes.data(), static_cast<size_t>(bytes.size())));
        return {view.begin(), view.end()};
    }

    /// Numbers that are near normally distributed, as weights are.
    static std::vector<float> weights(size_t count, uint32_t number) {
        std::vector<float> sum(count);
        for (int part = 0; part < 6; ++part) {
            const auto values =
                tests::hashed_values(std::to_string(number) + "/" + std::to_string(part), count, 0.02f, 0);
            for (size_t i = 0; i < count; ++i)
                sum[i] += values[i];
        }
        return sum;
    }

    static double round_trip_error(TensorType type, const std::vector<float>& in,
                                   const float* importance = nullptr) {
        std::vector<std::byte> bytes(row_bytes(type, in.size()));
        std::vector<float> out(in.size());
        encode_row(type, in.data(), bytes.data(), in.size(), importance);
        decode_row(type, bytes.data(), out.data(), in.size());
        double error = 0, squares = 0;
        for (size_t i = 0; i < in.size(); ++i) {
            const double weight = importance ? importance[i] : 1.0;
            error += weight * std::pow(static_cast<double>(out[i]) - in[i], 2);
            squares += weight * std::pow(static_cast<double>(in[i]), 2);
        }
        return std::sqrt(error / squares);
    }

private slots:
    void decode_data() {
        QTest::addColumn<QString>("bytes");
        QTest::addColumn<QString>("values");
        std::ifstream stream(HEARTH_SOURCE_DIR "/tests/engine/type_goldens.txt");
        QVERIFY(stream.is_open());
        for (std::string line; std::getline(stream, line);) {
            std::istringstream fields(line);
            std::string name, bytes, values;
            fields >> name >> bytes >> values;
            QTest::newRow(name.c_str()) << QString::fromStdString(bytes) << QString::fromStdString(values);
        }
    }

    void decode() {
        QFETCH(QString, bytes);
        QFETCH(QString, values);
        const auto type = type_from_name(QTest::currentDataTag());
        QVERIFY(type);
        const auto in = from_hex(bytes.toStdString());
        const auto expected = from_hex(values.toStdString());
        std::vector<float> actual(expected.size() / sizeof(float));
        QCOMPARE(in.size(), row_bytes(*type, actual.size()));
        decode_row(*type, in.data(), actual.data(), actual.size());
        for (size_t i = 0; i < actual.size(); ++i) {
            uint32_t bits = 0;
            std::memcpy(&bits, expected.data() + i * sizeof bits, sizeof bits);
            QVERIFY2(std::bit_cast<uint32_t>(actual[i]) == bits,
                     qPrintable(QString("element %1: %2, expected %3")
                                    .arg(i)
                                    .arg(actual[i])
                                    .arg(std::bit_cast<float>(bits))));
        }
    }

    void everyTypeHasAGolden() {
        std::ifstream stream(HEARTH_SOURCE_DIR "/tests/engine/type_goldens.txt");
        std::stringstream all;
        all << stream.rdbuf();
#define QUANT_TYPE(name, id, block_length, block_bytes)                                                      \
    QVERIFY2(TensorType::name == TensorType::F32 ||                                                          \
                 ("\n" + all.str()).find("\n" #name " ") != std::string::npos,                               \
             #name);
#include "engine/quant/quant_types.def"
#undef QUANT_TYPE
    }

    void encode_data() {
        QTest::addColumn<TensorType>("type");
        QTest::addColumn<double>("largest"); ///< relative root mean square error on near normal values
        QTest::newRow("F32") << TensorType::F32 << 0.0;
        QTest::newRow("F16") << TensorType::F16 << 0.0003;
        QTest::newRow("BF16") << TensorType::BF16 << 0.002;
        QTest::newRow("Q8_0") << TensorType::Q8_0 << 0.006;
        QTest::newRow("Q6_K") << TensorType::Q6_K << 0.018;
        QTest::newRow("Q5_K") << TensorType::Q5_K << 0.037;
        QTest::newRow("Q5_1") << TensorType::Q5_1 << 0.04;
        QTest::newRow("Q5_0") << TensorType::Q5_0 << 0.045;
        QTest::newRow("Q4_K") << TensorType::Q4_K << 0.075;
        QTest::newRow("IQ4_XS") << TensorType::IQ4_XS << 0.08;
        QTest::newRow("IQ4_NL") << TensorType::IQ4_NL << 0.08;
        QTest::newRow("MXFP4") << TensorType::MXFP4 << 0.14;
        QTest::newRow("Q4_1") << TensorType::Q4_1 << 0.085;
        QTest::newRow("Q4_0") << TensorType::Q4_0 << 0.095;
        QTest::newRow("Q3_K") << TensorType::Q3_K << 0.16;
        QTest::newRow("Q2_K") << TensorType::Q2_K << 0.31;
    }

    void encode() {
        QFETCH(TensorType, type);
        QFETCH(double, largest);
        const double error = round_trip_error(type, weights(8192, 1));
        QVERIFY2(error <= largest, qPrintable(QString::number(error)));
        QVERIFY2(largest == 0 || error > largest / 2,
                 qPrintable(QString::number(error))); // the bound is a real one
        // Zeros stay zeros, and a constant is kept well by every type.
        const std::vector<float> zeros(512), ones(512, 1.0f);
        std::vector<std::byte> bytes(row_bytes(type, 512));
        std::vector<float> out(512);
        encode_row(type, zeros.data(), bytes.data(), 512);
        decode_row(type, bytes.data(), out.data(), 512);
        QCOMPARE(out, zeros);
        QVERIFY(round_trip_error(type, ones) < 0.02);
    }

    void importanceLowersTheErrorThatItWeighs() {
        const auto in = weights(4096, 2);
        auto importance = tests::hashed_values("importance", in.size(), 1, 1);
        for (float& factor : importance)
            factor = factor * factor * factor; // a few columns matter much
        for (const TensorType type :
             {TensorType::Q4_0, TensorType::Q4_1, TensorType::Q5_0, TensorType::Q5_1, TensorType::Q2_K,
              TensorType::Q3_K, TensorType::Q4_K, TensorType::IQ4_NL, TensorType::MXFP4}) {
            std::vector<std::byte> bytes(row_bytes(type, in.size()));
            std::vector<float> out(in.size());
            double errors[2] = {};
            for (const bool given : {false, true}) {
                encode_row(type, in.data(), bytes.data(), in.size(), given ? importance.data() : nullptr);
                decode_row(type, bytes.data(), out.data(), in.size());
                for (size_t i = 0; i < in.size(); ++i)
                    errors[given] +=
                        static_cast<double>(importance[i]) * std::pow(static_cast<double>(out[i]) - in[i], 2);
            }
            QVERIFY2(errors[1] < errors[0], type_layout(type)->name.data());
        }
    }

    void halfIsExact() {
        // Every half is a float; going there and back changes nothing (but which NaN it is).
        for (uint32_t bits = 0; bits < 0x10000; ++bits) {
            const float value = half_to_float(static_cast<uint16_t>(bits));
            if (!std::isnan(value))
                QCOMPARE(float_to_half(value), static_cast<uint16_t>(bits));
            else
                QVERIFY((bits & 0x7c00u) == 0x7c00u && (bits & 0x3ffu) != 0 &&
                        std::isnan(half_to_float(float_to_half(value))));
        }
        // Ties go to the even neighbour, overflow to infinity (IEEE 754).
        QCOMPARE(float_to_half(2049.0f), float_to_half(2048.0f));
        QCOMPARE(float_to_half(2051.0f), float_to_half(2052.0f));
        QCOMPARE(float_to_half(65519.0f), uint16_t{0x7bff});
        QCOMPARE(float_to_half(65520.0f), uint16_t{0x7c00});
        QCOMPARE(float_to_half(0x1p-25f), uint16_t{0});
        QCOMPARE(float_to_half(0x1.8p-25f), uint16_t{1});
        QCOMPARE(float_to_half(-0x3p-25f), uint16_t{0x8002});
        QCOMPARE(float_to_bfloat16(1.00390625f), uint16_t{0x3f80}); // tie
        QCOMPARE(float_to_bfloat16(1.01171875f), uint16_t{0x3f82}); // tie
    }
};

QTEST_GUILESS_MAIN(TestTypes)
#include "test_types.moc"
