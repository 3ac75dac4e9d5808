// Random weights and what a test knows about them.
#pragma once

#include "engine/cpu/cpu_backend.h"
#include "engine/cpu/kernels/kernel_table.h"
#include "engine/gguf/file.h"
#include "engine/quant/decode.h"
#include "engine/quant/encode.h"
#include "engine/reference/reference_backend.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <memory>
#include <random>
#include <vector>

namespace hearth::cpu {

inline constexpr TensorType all_types[] = {
#define QUANT_TYPE(name, id, block_length, block_bytes) TensorType::name,
#include "engine/quant/quant_types.def"
#undef QUANT_TYPE
};

inline std::vector<float> random_floats(size_t count, uint32_t seed, float scale = 1.0f) {
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
inline std::vector<float> quantized(const std::vector<float>& in) {
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

inline bool is_floating(TensorType type) {
    return type == TensorType::F32 || type == TensorType::F16 || type == TensorType::BF16;
}

struct Expected {
    std::vector<float> values;
    std::vector<float> sizes; ///< |w| · |a| of each output: what errors are measured against
};

inline Expected multiply(const Matrix& matrix, const std::vector<float>& in, int64_t rows) {
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

/// Both backends side by side: what is done to one is done to the other.
class BackendPair {
public:
    explicit BackendPair(InstructionSet set, bool two_step_rows = false)
        : oracle(create_reference_backend({.threads = 2}))
        , cpu(*create_cpu_backend({.threads = 2, .two_step_rows = two_step_rows, .instruction_set = set})) {}

    struct WeightPair {
        const Weight* oracle;
        const Weight* cpu;
    };
    /// With `experts` so many matrices of `rows` rows, one behind the other.
    WeightPair weight(TensorType type, int64_t columns, int64_t rows, WeightUse use, uint32_t seed,
                      int64_t experts = 1) {
        const int64_t each = rows;
        rows *= experts;
        const auto values = random_floats(static_cast<size_t>(columns * rows), seed, 0.3f);
        auto& bytes =
            m_bytes.emplace_back(row_bytes(type, static_cast<size_t>(columns)) * static_cast<size_t>(rows));
        for (int64_t r = 0; r < rows; ++r)
            encode_row(type, values.data() + r * columns,
                       bytes.data() + static_cast<size_t>(r) * row_bytes(type, static_cast<size_t>(columns)),
                       static_cast<size_t>(columns));
        gguf::TensorView view;
        view.name = "weight";
        view.type = type;
        view.shape = {columns, rows, 1, 1};
        view.dimensions = rows == 1 ? 1 : 2;
        if (use == WeightUse::Experts) {
            view.shape = {columns, each, experts, 1};
            view.dimensions = 3;
        }
        view.bytes = bytes;
        return {*oracle->load_weight(view, use), *cpu->load_weight(view, use)};
    }

    struct ActivationPair {
        Activation oracle;
        Activation cpu;
    };
    ActivationPair activation(int32_t rows, int32_t columns) {
        return {*oracle->create_activation(rows, columns), *cpu->create_activation(rows, columns)};
    }
    /// As behind a model that is not F32 throughout: attention may round.
    void allow_rounding() { weight(TensorType::Q8_0, 32, 16, WeightUse::Matrix, 1); }

    /// Buffers are writable memory of their backend; read() shows where.
    void fill(const ActivationPair& x, uint32_t seed, float scale = 1.0f) {
        const auto values =
            random_floats(static_cast<size_t>(x.cpu.rows) * static_cast<size_t>(x.cpu.columns), seed, scale);
        std::ranges::copy(values, const_cast<float*>(oracle->read(x.oracle, 0, x.oracle.rows)->data()));
        std::ranges::copy(values, const_cast<float*>(cpu->read(x.cpu, 0, x.cpu.rows)->data()));
    }
    /// Root mean square of the differences, relative to that of what is expected; huge when one of them
    /// stands out.
    double difference(const ActivationPair& x, int32_t rows) {
        const auto want = *oracle->read(x.oracle, 0, rows);
        const auto have = *cpu->read(x.cpu, 0, rows);
        double squares = 1e-30;
        double errors = 0;
        double worst = 0;
        for (size_t i = 0; i < want.size(); ++i) {
            const double error = std::fabs(static_cast<double>(want[i]) - have[i]);
            squares += static_cast<double>(want[i]) * want[i];
            errors += error * error;
            worst = std::isfinite(error) ? std::max(worst, error) : 1e9;
        }
        return worst > 0.2 * std::sqrt(squares / static_cast<double>(want.size()))
                   ? 1e9
                   : std::sqrt(errors / squares);
    }

    std::unique_ptr<Backend> oracle;
    std::unique_ptr<Backend> cpu;

private:
    std::deque<std::vector<std::byte>> m_bytes;
};

} // namespace hearth::cpu
