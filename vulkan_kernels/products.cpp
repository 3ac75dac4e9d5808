#include "vulkan_kernels/products.h"

#include "engine/quant/decode.h"
#include "engine/quant/encode.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace hearth::vulkan {

namespace {

constexpr uint32_t rows_shader_tokens = 8; // more rows than this go through the tile shaders
constexpr int32_t integer_block = 32;      // columns that share a scale in quantize.comp

} // namespace

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
    // Steps of 1/127 with a whole one in every block: signed bytes hold them exactly.
    for (size_t i = 0; i < inputs.size(); ++i)
        inputs[i] = i % integer_block == 0 ? 1.0f : std::round(random() * 127.0f) / 127.0f;
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

namespace {

IntegerProductPush integer_push(const ProductPush& push, uint64_t bytes, uint64_t scales) {
    return {.weight = push.weight,
            .bytes = bytes,
            .scales = scales,
            .out_rows = push.out_rows,
            .bias = push.bias,
            .columns = push.columns,
            .outputs = push.outputs,
            .row_bytes = push.row_bytes,
            .tokens = push.tokens,
            .out_stride = push.out_stride,
            .scale = push.scale,
            .flags = push.flags};
}

double operations(const ProductPush& push) {
    return 2.0 * push.columns * push.outputs * push.tokens;
}

/// Outputs that a workgroup of the row shaders makes, and the constants that say so.
struct RowsShape {
    explicit RowsShape(const ProductPush& push)
        : constants{push.columns >= 2048 ? 128u : 64u, push.tokens > 4 ? 2u : 4u,
                    std::bit_ceil(push.tokens)} {}
    uint32_t outputs() const { return constants[1]; }

    uint32_t constants[3];
};

/// More groups than a dispatch may have: several dispatches, each over its own rows of the weight.
template <typename Record>
void in_shares(const ProductPush& push, const RowsShape& shape, Record record) {
    const uint32_t rows_at_once = largest_group_count * shape.outputs();
    for (uint32_t first = 0; first < push.outputs; first += rows_at_once) {
        ProductPush share = push;
        share.outputs = std::min(rows_at_once, push.outputs - first);
        share.weight += uint64_t{first} * push.row_bytes;
        share.out_rows += uint64_t{first} * 4;
        share.bias += uint64_t{first} * 4;
        record(share);
    }
}

} // namespace

Products::Products(Context& context, Memory& memory, Recorder& recorder)
    : m_context(context)
    , m_memory(memory)
    , m_recorder(recorder)
    , m_bytes(memory, MemoryKind::Device)
    , m_scales(memory, MemoryKind::Device)
    , m_integers(context.physical().fast_integer_dot ||
                 (context.physical().integer_dot && context.faults().integer_products)) {}

Result<bool> Products::reserve(int32_t rows, int32_t columns) {
    if (!m_integers)
        return false;
    const uint64_t elements = static_cast<uint64_t>(rows) * static_cast<uint64_t>(columns);
    TRY_ASSIGN(const bool bytes_moved, m_bytes.reserve(elements));
    TRY_ASSIGN(const bool scales_moved, m_scales.reserve(elements / integer_block * 4));
    return bytes_moved || scales_moved;
}

void Products::quantize(uint64_t in, int32_t columns, int32_t in_stride, int32_t tokens) {
    const QuantizePush push{.in_rows = in,
                            .bytes = m_bytes.address(),
                            .scales = m_scales.address(),
                            .columns = static_cast<uint32_t>(columns),
                            .in_stride = static_cast<uint32_t>(in_stride)};
    m_recorder.dispatch("quantize", {}, push,
                        {divide_up(push.columns / integer_block, 64), static_cast<uint32_t>(tokens), 1});
}

void Products::multiply(const ProductCall& call) {
    const VulkanWeight& weight = *call.weight;
    for (const VulkanWeight::Part& part : weight.parts) {
        const auto offset = static_cast<uint64_t>(part.first_row) * 4;
        const ProductPush push{.weight = part.slice.address,
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
                               .flags = (call.accumulate ? PRODUCT_ACCUMULATE : 0) |
                                        (call.bias ? PRODUCT_BIAS : 0)};
        if (call.quantized)
            multiply_integers(weight, push);
        else
            multiply_part(weight, push);
    }
}

void Products::multiply_part(const VulkanWeight& weight, const ProductPush& push) {
    if (push.tokens <= rows_shader_tokens)
        return multiply_few(weight, push);
    m_recorder.dispatch(fmt::format("product_tiles.{}", type_layout(weight.type)->name), {}, push,
                        {divide_up(push.outputs, 64), divide_up(push.tokens, 64), 1}, operations(push));
}

void Products::multiply_few(const VulkanWeight& weight, const ProductPush& push) {
    const RowsShape shape(push);
    in_shares(push, shape, [&](const ProductPush& share) {
        m_recorder.dispatch(fmt::format("product_rows.{}", type_layout(weight.type)->name), shape.constants,
                            share, {divide_up(share.outputs, shape.outputs()), 1, 1}, operations(share));
    });
}

void Products::multiply_integers(const VulkanWeight& weight, const ProductPush& push) {
    const std::string_view type = type_layout(weight.type)->name;
    if (push.tokens > rows_shader_tokens) {
        m_recorder.dispatch(fmt::format("integer_tiles.{}", type), {},
                            integer_push(push, m_bytes.address(), m_scales.address()),
                            {divide_up(push.outputs, 64), divide_up(push.tokens, 64), 1}, operations(push));
        return;
    }
    const RowsShape shape(push);
    in_shares(push, shape, [&](const ProductPush& share) {
        m_recorder.dispatch(fmt::format("integer_rows.{}", type), shape.constants,
                            integer_push(share, m_bytes.address(), m_scales.address()),
                            {divide_up(share.outputs, shape.outputs()), 1, 1}, operations(share));
    });
}

Result<void> Products::self_check(TensorType type) {
    if (m_checked.contains(type))
        return {};
    const KnownProduct known(type);
    gguf::TensorView view;
    view.type = type;
    view.shape = {KnownProduct::columns, KnownProduct::outputs, 1, 1};
    view.dimensions = 2;
    view.bytes = known.encoded;
    TRY_ASSIGN(const VulkanWeight weight, upload_weight(m_memory, m_context, view, WeightUse::Matrix));
    TRY(check(known, weight, false));
    m_checked.insert(type);
    if (m_integers && type_layout(type)->block_length > 1) {
        TRY(reserve(KnownProduct::tokens, KnownProduct::columns));
        // Wrong products of integers are no reason to give the device up: those of floats are right.
        const auto right = check(known, weight, true);
        if (right)
            m_integer_types.insert(type);
        else if (right.error().kind != ErrorKind::Unsupported)
            return right;
    }
    return {};
}

Result<void> Products::check(const KnownProduct& known, const VulkanWeight& weight, bool quantized) {
    constexpr int32_t columns = KnownProduct::columns, outputs = KnownProduct::outputs,
                      tokens = KnownProduct::tokens;
    TRY_ASSIGN(const Slice in, m_memory.allocate(MemoryKind::Device, known.inputs.size() * 4));
    TRY_ASSIGN(const Slice out, m_memory.allocate(MemoryKind::Device, 4ull * outputs * (tokens + 1)));
    TRY(m_memory.upload(in, 0, std::as_bytes(std::span(known.inputs))));
    TRY(m_recorder.begin(false));
    if (quantized)
        quantize(in.address, columns, columns, tokens);
    ProductCall call{.weight = &weight,
                     .in = in.address,
                     .out = out.address,
                     .in_stride = columns,
                     .tokens = tokens,
                     .quantized = quantized};
    multiply(call);
    call.out += 4ull * outputs * tokens;
    call.tokens = 1;
    multiply(call);
    TRY(m_recorder.end());
    std::vector<float> results(static_cast<size_t>(outputs * (tokens + 1)));
    TRY(m_memory.download(out, 0, std::as_writable_bytes(std::span(results))));
    if (m_context.faults().wrong_self_check || (quantized && m_context.faults().wrong_integer_self_check))
        results[0] += 100.0f;
    for (int32_t t = 0; t <= tokens; ++t) {
        for (int32_t o = 0; o < outputs; ++o) {
            const double expected = known.expected(t % tokens, o);
            const float got = results[static_cast<size_t>(t * outputs + o)];
            if (!(std::abs(expected - double{got}) < 0.02))
                return fail(ErrorKind::Unsupported,
                            fmt::format("{} computed a {} product wrongly ({:.3f} where {:.3f} is right): "
                                        "its driver can't be relied on; the CPU is used",
                                        m_context.physical().name, type_layout(weight.type)->name, got,
                                        expected));
        }
    }
    return {};
}

} // namespace hearth::vulkan
