// A product whose result is known: what a device computes is held against it before it is relied on.
#pragma once

#include "engine/quant/types.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace hearth::vulkan {

/// A small matrix, the rows that it is multiplied with, and what comes out.
struct KnownProduct {
    static constexpr int32_t columns = 512;
    static constexpr int32_t outputs = 12;
    static constexpr int32_t tokens = 9;

    explicit KnownProduct(TensorType type);
    double expected(int32_t token, int32_t output) const;

    std::vector<std::byte> encoded;
    std::vector<float> values; ///< what `encoded` decodes to
    std::vector<float> inputs;
};

} // namespace hearth::vulkan
