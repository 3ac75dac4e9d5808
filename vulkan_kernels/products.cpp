#include "vulkan_kernels/products.h"

#include "vulkan_kernels/known_product.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace hearth::vulkan {

namespace {

constexpr uint32_t rows_shader_tokens = 8; // more rows than this go through the tile shaders
constexpr int32_t integer_block = 32;      // columns that share a scale in quantize.comp

PackedProductPush packed_push(const ProductPush& push, uint64_t packed, uint64_t scales) {
    return {.weight = push.weight,
            .packed = packed,
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

/// Whether products of a type can be of a kind: bytes need blocks, and halves do not hold every float.
bool suits(TensorType type, ProductKind kind) {
    if (kind == ProductKind::Integers)
        return type_layout(type)->block_length > 1;
    return type != TensorType::F32 && type != TensorType::BF16 && type != TensorType::MXFP4;
}

/// These are for many rows only.
bool reads_halves(ProductKind kind) {
    return kind == ProductKind::Halves || kind == ProductKind::Matrices;
}

/// Workgroups of a tile shader.
Groups tiles(const ProductPush& push) {
    return {divide_up(push.outputs, 64), divide_up(push.tokens, 64), 1};
}

/// Whether the shaders may read eight columns of a row at once: no row ends among them, and all begin at
/// addresses that are multiples of 16.
bool has_whole_rows(const ProductPush& push) {
    return push.columns % 8 == 0 && push.in_stride % 4 == 0 && push.in_rows % 16 == 0;
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

    std::array<uint32_t, 3> constants;
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
    : m_context(context), m_memory(memory), m_recorder(recorder), m_bytes(memory), m_halves(memory) {
    for (const ProductKind kind : {ProductKind::Integers, ProductKind::Halves, ProductKind::Matrices})
        if (wants(kind))
            m_wanted.insert(kind);
}

bool Products::wants(ProductKind kind) const {
    const PhysicalDevice& device = m_context.physical();
    const std::optional<ProductKind> only = m_context.faults().products;
    if (only && *only != kind)
        return false;
    // A processor that plays a device makes halves out of floats.
    const bool is_processor = device.type == VK_PHYSICAL_DEVICE_TYPE_CPU && !only;
    switch (kind) {
    case ProductKind::Integers:
        return only ? device.integer_dot : device.fast_integer_dot;
    case ProductKind::Halves:
        return device.half_floats && !is_processor;
    case ProductKind::Matrices:
        return device.matrix_shape && !is_processor && !shader_words("matrix_tiles.F16").empty();
    case ProductKind::Floats:
        break;
    }
    return false;
}

ProductKind Products::kind_for(const VulkanWeight& weight, int32_t rows) const {
    const auto right = [&](ProductKind kind) { return m_right.contains({weight.type, kind}); };
    if (static_cast<uint32_t>(rows) > rows_shader_tokens && weight.columns % 8 == 0) {
        if (right(ProductKind::Matrices))
            return ProductKind::Matrices;
        if (!right(ProductKind::Integers) && right(ProductKind::Halves))
            return ProductKind::Halves;
    }
    return right(ProductKind::Integers) ? ProductKind::Integers : ProductKind::Floats;
}

Result<bool> Products::reserve(int32_t rows, int32_t columns) {
    const auto lines = static_cast<uint64_t>(rows), elements = lines * static_cast<uint64_t>(columns);
    bool moved = false;
    const auto grow = [&](PackedRows& to, uint64_t values, uint64_t scales) -> Result<void> {
        TRY_ASSIGN(const bool values_moved, to.values.reserve(values));
        TRY_ASSIGN(const bool scales_moved, to.scales.reserve(scales));
        moved |= values_moved || scales_moved;
        return {};
    };
    if (m_wanted.contains(ProductKind::Integers))
        TRY(grow(m_bytes, elements, elements / integer_block * 4));
    if (std::ranges::any_of(m_wanted, reads_halves))
        TRY(grow(m_halves, elements * 2, lines * 4));
    return moved;
}

void Products::pack(const std::set<ProductKind>& kinds, const InputRows& in) {
    const auto columns = static_cast<uint32_t>(in.columns), tokens = static_cast<uint32_t>(in.count);
    const auto dispatch = [&](const char* shader, const PackedRows& to, uint32_t groups) {
        const PackPush push{.in_rows = in.address,
                            .packed = to.values.address(),
                            .scales = to.scales.address(),
                            .columns = columns,
                            .in_stride = columns};
        m_recorder.dispatch(shader, {}, push, {groups, tokens, 1});
    };
    const Recorder::Together together(m_recorder);
    if (kinds.contains(ProductKind::Integers))
        dispatch("quantize", m_bytes, divide_up(columns / 4, 64));
    if (std::ranges::any_of(kinds, reads_halves))
        dispatch("halve", m_halves, 1);
}

void Products::multiply(std::span<const ProductCall> calls, const InputRows& in) {
    std::set<ProductKind> kinds;
    for (const ProductCall& call : calls)
        kinds.insert(kind_for(*call.weight, in.count));
    pack(kinds, in);
    const Recorder::Together together(m_recorder);
    for (const ProductCall& call : calls)
        multiply(call, in, kind_for(*call.weight, in.count));
}

void Products::multiply(const ProductCall& call, const InputRows& in, ProductKind kind) {
    const VulkanWeight& weight = *call.weight;
    for (const VulkanWeight::Part& part : weight.parts) {
        const auto offset = static_cast<uint64_t>(part.first_row) * 4;
        const ProductPush push{
            .weight = part.slice.address,
            .in_rows = in.address,
            .out_rows = call.out + offset,
            .bias = call.bias ? call.bias->parts.front().slice.address + offset : part.slice.address,
            .columns = static_cast<uint32_t>(weight.columns),
            .outputs = static_cast<uint32_t>(part.rows),
            .row_bytes = weight.row_bytes,
            .tokens = static_cast<uint32_t>(in.count),
            .in_stride = static_cast<uint32_t>(in.columns),
            .out_stride = static_cast<uint32_t>(weight.rows),
            .scale = call.scale,
            .flags = (call.accumulate ? PRODUCT_ACCUMULATE : 0) | (call.bias ? PRODUCT_BIAS : 0)};
        switch (kind) {
        case ProductKind::Floats:
            multiply_part(weight, push);
            break;
        case ProductKind::Integers:
            multiply_integers(weight, push);
            break;
        case ProductKind::Halves:
            multiply_tiles("half_tiles", {}, weight, push, m_halves);
            break;
        case ProductKind::Matrices: {
            const MatrixShape& shape = m_context.physical().matrix_shape;
            const MatrixBlocks blocks = share_tile(shape, m_context.physical().subgroup_size);
            const uint32_t constants[] = {shape.outputs, shape.tokens, shape.columns, blocks.rows,
                                          blocks.columns};
            multiply_tiles("matrix_tiles", constants, weight, push, m_halves);
        }
        }
    }
}

void Products::multiply_tiles(const char* shader, std::span<const uint32_t> constants,
                              const VulkanWeight& weight, const ProductPush& push, const PackedRows& rows) {
    m_recorder.dispatch(fmt::format("{}.{}", shader, type_layout(weight.type)->name), constants,
                        packed_push(push, rows.values.address(), rows.scales.address()), tiles(push),
                        operations(push));
}

void Products::multiply_part(const VulkanWeight& weight, const ProductPush& push) {
    if (push.tokens <= rows_shader_tokens)
        return multiply_few(weight, push);
    const uint32_t whole_rows = has_whole_rows(push);
    m_recorder.dispatch(fmt::format("product_tiles.{}", type_layout(weight.type)->name), {&whole_rows, 1},
                        push, tiles(push), operations(push));
}

void Products::multiply_few(const VulkanWeight& weight, const ProductPush& push) {
    const RowsShape shape(push);
    const uint32_t constants[] = {shape.constants[0], shape.constants[1], shape.constants[2],
                                  has_whole_rows(push)};
    in_shares(push, shape, [&](const ProductPush& share) {
        m_recorder.dispatch(fmt::format("product_rows.{}", type_layout(weight.type)->name), constants, share,
                            {divide_up(share.outputs, shape.outputs()), 1, 1}, operations(share));
    });
}

void Products::multiply_integers(const VulkanWeight& weight, const ProductPush& push) {
    if (push.tokens > rows_shader_tokens)
        return multiply_tiles("integer_tiles", {}, weight, push, m_bytes);
    const RowsShape shape(push);
    in_shares(push, shape, [&](const ProductPush& share) {
        m_recorder.dispatch(fmt::format("integer_rows.{}", type_layout(weight.type)->name), shape.constants,
                            packed_push(share, m_bytes.values.address(), m_bytes.scales.address()),
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
    TRY(check(known, weight, ProductKind::Floats));
    m_checked.insert(type);
    TRY(reserve(KnownProduct::tokens, KnownProduct::columns));
    for (const ProductKind kind : m_wanted) {
        if (!suits(type, kind))
            continue;
        // A wrong product of another kind is no reason to give the device up: those of floats are right.
        const auto right = check(known, weight, kind);
        if (right)
            m_right.insert({type, kind});
        else if (right.error().kind != ErrorKind::Unsupported)
            return right;
    }
    return {};
}

Result<void> Products::check(const KnownProduct& known, const VulkanWeight& weight, ProductKind kind) {
    constexpr int32_t columns = KnownProduct::columns, outputs = KnownProduct::outputs,
                      tokens = KnownProduct::tokens;
    TRY_ASSIGN(const Slice in, m_memory.allocate(MemoryKind::Device, known.inputs.size() * 4));
    TRY_ASSIGN(const Slice out, m_memory.allocate(MemoryKind::Device, 4ull * outputs * (tokens + 1)));
    TRY(m_memory.upload(in, 0, std::as_bytes(std::span(known.inputs))));
    TRY(m_recorder.begin(false));
    const InputRows rows{in.address, columns, tokens};
    pack({kind}, rows);
    ProductCall call{.weight = &weight, .out = out.address};
    multiply(call, rows, kind);
    call.out += 4ull * outputs * tokens;
    multiply(call, {in.address, columns, 1}, reads_halves(kind) ? ProductKind::Floats : kind);
    TRY(m_recorder.end());
    std::vector<float> results(static_cast<size_t>(outputs * (tokens + 1)));
    TRY(m_memory.download(out, 0, std::as_writable_bytes(std::span(results))));
    const Faults& faults = m_context.faults();
    if (faults.wrong_self_check || (kind != ProductKind::Floats && faults.wrong_fast_self_check))
        results[0] += 100.0f;
    // Halves round both factors; a driver that miscompiles errs by more.
    const double allowed = reads_halves(kind) ? 0.1 : 0.02;
    for (int32_t t = 0; t <= tokens; ++t) {
        for (int32_t o = 0; o < outputs; ++o) {
            const double expected = known.expected(t % tokens, o);
            const float got = results[static_cast<size_t>(t * outputs + o)];
            if (!(std::abs(expected - double{got}) < allowed))
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
