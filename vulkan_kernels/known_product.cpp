#include "vulkan_kernels/known_product.h"

#include "engine/quant/decode.h"
#include "engine/quant/encode.h"

#include <algorithm>
#include <cmath>

namespace hearth::vulkan {

KnownProduct::KnownProduct(TensorType type)
    : values(static_cast<size_t>(columns * outputs)), inputs(static_cast<size_t>(columns * tokens)) {
    uint32_t state = 12345;
    const auto random = [&] {
        state = state * 1664525u + 1013904223u;
        return static_cast<float>(state >> 8) / static_cast<float>(1 << 23) - 1.0f;
    };
    std::ranges::generate(values, random);
    // Steps of 1/127 with a whole one in every block: signed bytes hold them exactly.
    for (size_t i = 0; i < inputs.size(); ++i)
        inputs[i] = i % 32 == 0 ? 1.0f : std::round(random() * 127.0f) / 127.0f;
    const size_t row_size = row_bytes(type, columns);
    encoded.resize(row_size * outputs);
    for (size_t o = 0; o < outputs; ++o) {
        encode_row(type, values.data() + o * columns, encoded.data() + o * row_size, columns);
        decode_row(type, encoded.data() + o * row_size, values.data() + o * columns, columns);
    }
}

double KnownProduct::expected(int32_t token, int32_t output) const {
    double sum = 0;
    for (int32_t c = 0; c < columns; ++c)
        sum += double{values[static_cast<size_t>(output * columns + c)]} *
               double{inputs[static_cast<size_t>(token * columns + c)]};
    return sum;
}

} // namespace hearth::vulkan
