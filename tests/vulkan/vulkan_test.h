// What the Vulkan tests share: the device, and the same passes run on two backends.
#pragma once

#include "engine/backend.h"
#include "engine/quant/encode.h"
#include "engine/reference/reference_backend.h"
#include "vulkan_kernels/vulkan_backend.h"

#include <QTest>

#include <cmath>
#include <deque>
#include <functional>
#include <map>
#include <random>

namespace hearth::test {

/// The device to test: HEARTH_TEST_VULKAN_DEVICE, else the first that is usable; -1 when there is none.
inline int vulkan_device() {
    static const int device = [] {
        bool given = false;
        const int wanted = qEnvironmentVariableIntValue("HEARTH_TEST_VULKAN_DEVICE", &given);
        if (given)
            return wanted;
        const auto devices = vulkan::list_physical_devices();
        for (size_t i = 0; devices && i < devices->size(); ++i) {
            if ((*devices)[i].unusable.empty())
                return static_cast<int>(i);
        }
        return -1;
    }();
    return device;
}

inline Result<std::unique_ptr<Backend>> open_vulkan(vulkan::Faults faults = {}) {
    return vulkan::create_vulkan_backend(
        {.device_index = static_cast<uint32_t>(vulkan_device()), .cache_file = {}, .faults = faults});
}

/// Tensors with seeded random values, encoded in any type; they outlive the backends that load them.
class Tensors {
public:
    explicit Tensors(uint32_t seed) : m_random(seed) {}

    gguf::TensorView matrix(TensorType type, int64_t columns, int64_t rows, float spread = 1.0f) {
        std::uniform_real_distribution<float> distribution(-spread, spread);
        std::vector<float> values(static_cast<size_t>(columns));
        const size_t row_size = row_bytes(type, static_cast<size_t>(columns));
        auto& bytes = m_bytes.emplace_back(row_size * static_cast<size_t>(rows));
        for (int64_t r = 0; r < rows; ++r) {
            for (float& value : values)
                value = distribution(m_random);
            encode_row(type, values.data(), bytes.data() + static_cast<size_t>(r) * row_size, values.size());
        }
        gguf::TensorView view;
        view.name = "random";
        view.type = type;
        view.shape = {columns, rows, 1, 1};
        view.dimensions = rows == 1 ? 1 : 2;
        view.bytes = bytes;
        return view;
    }

private:
    std::mt19937 m_random;
    std::deque<std::vector<std::byte>> m_bytes;
};

/// A pass of `rows` rows over one segment without a cache.
struct PlainStep {
    explicit PlainStep(int32_t rows, std::vector<int32_t> outputs = {0}) : output_rows(std::move(outputs)) {
        for (int32_t i = 0; i < rows; ++i)
            ids.push_back(i);
        segments.push_back({nullptr, 0, rows, 0});
    }
    /// Good while this lives and is not changed: a pass may look at its step until it ends.
    const Step& step() const {
        view = {ids, segments, output_rows};
        return view;
    }

    std::vector<TokenId> ids;
    std::vector<Segment> segments;
    std::vector<int32_t> output_rows;
    mutable Step view;
};

/// Largest difference, relative to the largest expected magnitude.
inline double difference(const std::vector<float>& got, const std::vector<float>& expected) {
    if (got.size() != expected.size())
        return INFINITY;
    double largest = 1e-6, worst = 0;
    for (const float value : expected)
        largest = std::max(largest, double(std::abs(value)));
    for (size_t i = 0; i < got.size(); ++i)
        worst = std::isfinite(got[i]) ? std::max(worst, std::abs(double(got[i]) - double(expected[i])))
                                      : INFINITY;
    return worst / largest;
}

inline std::vector<float> read_all(Backend& backend, Activation x, int32_t rows) {
    const auto values = backend.read(x, 0, rows);
    return values ? std::vector<float>(values->begin(), values->end()) : std::vector<float>();
}

} // namespace hearth::test
