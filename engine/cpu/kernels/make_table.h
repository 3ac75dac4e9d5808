// Fills a kernel table from a vector type. Included by one source per instruction set, compiled for that set
// alone; everything is in unnamed namespaces, so that no function of one set is ever linked into another's
// place.
#pragma once

#include "engine/cpu/kernels/attention.h"
#include "engine/cpu/kernels/elementwise.h"
#include "engine/cpu/kernels/float_product.h"
#include "engine/cpu/kernels/integer_product.h"
#include "engine/cpu/kernels/pair_product.h"

namespace hearth::cpu {
namespace {

template <typename V>
ProductFunction choose_product(TensorType type) {
    ProductFunction function = nullptr;
    if (with_format(type, [&]<typename Format>() { function = integer_product<V, Format>; }))
        return function;
    if (type == TensorType::F16)
        return float_product<V, TensorType::F16>;
    if (type == TensorType::BF16)
        return float_product<V, TensorType::BF16>;
    return float_product<V, TensorType::F32>;
}

template <typename V>
ExpandFunction choose_expand(TensorType type) {
    ExpandFunction function = nullptr;
    if (with_format(type, [&]<typename Format>() { function = expand_codes<V, Format>; }))
        return function;
    if (type == TensorType::F16)
        return expand_floats<V, TensorType::F16>;
    if (type == TensorType::BF16)
        return expand_floats<V, TensorType::BF16>;
    return expand_floats<V, TensorType::F32>;
}

template <typename V>
bool prefers_bfloat16(TensorType type) {
    // Without tiles the integer product has twice the rate; F32 weights are kept exact.
    return V::tiles ? type != TensorType::F32 : type == TensorType::F16 || type == TensorType::BF16;
}

template <typename V>
KernelTable make_kernel_table(InstructionSet set) {
    constexpr int n = V::lanes;
    KernelTable table;
    table.set = set;
    table.quantize_tile = quantize_tile<V>;
    table.float_tile = float_tile<n>;
    table.product = choose_product<V>;
    if constexpr (V::bfloat16_dot) {
        table.expand = choose_expand<V>;
        table.bfloat16_rows = bfloat16_rows<V>;
        table.bfloat16_product = bfloat16_product<V>;
        table.prefers_bfloat16 = prefers_bfloat16<V>;
    }
    table.attention = attend<V>;
    table.sum_of_squares = sum_of_squares<n>;
    table.sum = sum<n>;
    table.scale_row = scale_row<n>;
    table.activate = activate<n>;
    table.add_scaled = add_scaled<n>;
    return table;
}

} // namespace
} // namespace hearth::cpu
