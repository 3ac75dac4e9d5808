#include "vulkan_kernels/products.h"

#include "engine/quant/decode.h"
#include "engine/quant/encode.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace hearth::vulkan {

namespace {

constexpr uint32_t rows_shader_tokens = 8; // more rows than this go through product_tiles

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

KnownProduct::KnownProduct(TensorType type)
    : values(static_cast<size_t>(columns * outputs)), inputs(static_cast<size_t>(columns * tokens)) {
    uint32_t state = 12345;
    const auto random = [&] {
        state = state * 1664525u + 1013904223u;
        return static_cast<float>(state >> 8) / static_cast<float>(1 << 23) - 1.0f;
    };
    std::ranges::generate(values, random);
    std::ranges::generate(inputs, random);
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

} // namespace

void Products::multiply(const ProductCall& call) {
    const VulkanWeight& weight = *call.weight;
    for (const VulkanWeight::Part& part : weight.parts) {
        const auto offset = static_cast<uint64_t>(part.first_row) * 4;
        multiply_part(weight,
                      {.weight = part.slice.address,
                       .in_rows = call.in,
                       .out_rows = call.out + offset,
                       .bias = call.bias ? call.bias->parts.front().slice.address + offset : 0,
                       .columns = static_cast<uint32_t>(weight.columns),
                       .outputs = static_cast<uint32_t>(part.rows),
                       .row_bytes = weight.row_bytes,
                       .tokens = static_cast<uint32_t>(call.tokens),
                       .in_stride = static_cast<uint32_t>(call.in_stride),
                       .out_stride = static_cast<uint32_t>(weight.rows),
                       .scale = call.scale,
                       .flags = (call.accumulate ? PRODUCT_ACCUMULATE : 0) | (call.bias ? PRODUCT_BIAS : 0)});
    }
}

void Products::multiply_part(const VulkanWeight& weight, const ProductPush& push) {
    if (push.tokens <= rows_shader_tokens)
        return multiply_few(weight, push);
    m_recorder.dispatch(fmt::format("product_tiles.{}", type_layout(weight.type)->name), {}, push,
                        {divide_up(push.outputs, 64), divide_up(push.tokens, 64), 1},
                        2.0 * push.columns * push.outputs * push.tokens);
}

void Products::multiply_few(const VulkanWeight& weight, const ProductPush& push) {
    const uint32_t threads = push.columns >= 2048 ? 128 : 64;
    const uint32_t tokens = std::bit_ceil(push.tokens);
    const uint32_t outputs = tokens > 4 ? 2 : 4;
    const uint32_t constants[] = {threads, outputs, tokens};
    // More groups than a dispatch may have: several dispatches, each over its own rows of the weight.
    const uint32_t rows_at_once = largest_group_count * outputs;
    for (uint32_t first = 0; first < push.outputs; first += rows_at_once) {
        ProductPush share = push;
        share.outputs = std::min(rows_at_once, push.outputs - first);
        share.weight += uint64_t{first} * push.row_bytes;
        share.out_rows += uint64_t{first} * 4;
        share.bias += uint64_t{first} * 4;
        m_recorder.dispatch(fmt::format("product_rows.{}", type_layout(weight.type)->name), constants, share,
                            {divide_up(share.outputs, outputs), 1, 1},
                            2.0 * push.columns * share.outputs * push.tokens);
    }
}

Result<void> Products::self_check(TensorType type) {
    if (m_checked.contains(type))
        return {};
    constexpr int32_t columns = KnownProduct::columns, outputs = KnownProduct::outputs,
                      tokens = KnownProduct::tokens;
    const KnownProduct known(type);
    gguf::TensorView view;
    view.type = type;
    view.shape = {columns, outputs, 1, 1};
    view.dimensions = 2;
    view.bytes = known.encoded;
    TRY_ASSIGN(const VulkanWeight weight, upload_weight(m_memory, m_context, view, WeightUse::Matrix));
    TRY_ASSIGN(const Slice in, m_memory.allocate(MemoryKind::Device, known.inputs.size() * 4));
    TRY_ASSIGN(const Slice out, m_memory.allocate(MemoryKind::Device, 4ull * outputs * (tokens + 1)));
    TRY(m_memory.upload(in, 0, std::as_bytes(std::span(known.inputs))));
    TRY(m_recorder.begin(false));
    ProductCall call{
        .weight = &weight, .in = in.address, .out = out.address, .in_stride = columns, .tokens = tokens};
    multiply(call);
    call.out += 4ull * outputs * tokens;
    call.tokens = 1;
    multiply(call);
    TRY(m_recorder.end());
    std::vector<float> results(static_cast<size_t>(outputs * (tokens + 1)));
    TRY(m_memory.download(out, 0, std::as_writable_bytes(std::span(results))));
    if (m_context.faults().wrong_self_check)
        results[0] += 100.0f;
    for (int32_t t = 0; t <= tokens; ++t) {
        for (int32_t o = 0; o < outputs; ++o) {
            const double expected = known.expected(t % tokens, o);
            const float got = results[static_cast<size_t>(t * outputs + o)];
            if (!(std::abs(expected - double{got}) < 0.02))
                return fail(ErrorKind::Unsupported,
                            fmt::format("{} computed a {} product wrongly ({:.3f} where {:.3f} is right): "
                                        "its driver can't be relied on; the CPU is used",
                                        m_context.physical().name, type_layout(type)->name, got, expected));
        }
    }
    m_checked.insert(type);
    return {};
}

} // namespace hearth::vulkan
