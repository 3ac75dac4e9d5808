#include "vulkan_kernels/experts.h"

#include <fmt/format.h>

#include <algorithm>

namespace hearth::vulkan {

namespace {

uint64_t address_of(const Weight* weight, uint64_t unused) {
    return weight ? as_vulkan(weight).parts.front().slice.address : unused;
}

uint32_t gating_of(ExpertGating gating) {
    switch (gating) {
    case ExpertGating::Softmax:
        return ROUTE_SOFTMAX;
    case ExpertGating::Sigmoid:
        return ROUTE_SIGMOID;
    case ExpertGating::SoftmaxOfChosen:
        break;
    }
    return ROUTE_SOFTMAX_OF_CHOSEN;
}

} // namespace

void Experts::route(const ExpertRows& at, const ExpertMix& mix, uint32_t rows) {
    const RoutingParams& routing = mix.routing;
    const RoutePush push{.logits = at.logits.address,
                         .bias = address_of(mix.selection_bias, at.logits.address),
                         .ids = ids(),
                         .weights = weights(),
                         .experts = static_cast<uint32_t>(routing.experts),
                         .used = static_cast<uint32_t>(routing.used),
                         .gating = gating_of(routing.gating),
                         .flags = (mix.selection_bias ? ROUTE_BIAS : 0) |
                                  (routing.normalise ? ROUTE_NORMALISE : 0),
                         .scale = routing.scale};
    m_recorder.dispatch("route", {}, push, {rows, 1, 1});
}

void Experts::multiply(DeviceRows out, DeviceRows in, const Weight* matrices, const Weight* biases,
                       uint32_t slots, uint32_t choices) {
    const VulkanWeight& weight = as_vulkan(matrices);
    ExpertPush push{.weight = weight.parts.front().slice.address,
                    .in_rows = in.address,
                    .out_rows = out.address,
                    .bias = address_of(biases, in.address),
                    .ids = ids(),
                    .columns = static_cast<uint32_t>(weight.columns),
                    .outputs = static_cast<uint32_t>(out.columns),
                    .row_bytes = weight.row_bytes,
                    .choices = choices,
                    .in_stride = static_cast<uint32_t>(in.columns),
                    .flags = biases ? PRODUCT_BIAS : 0};
    const bool whole_rows = push.columns % 8 == 0 && push.in_stride % 4 == 0 && push.in_rows % 16 == 0;
    const uint32_t constants[] = {push.columns >= 2048 ? 128u : 64u, whole_rows};
    for (; push.first_slot < slots; push.first_slot += largest_group_count) {
        const uint32_t count = std::min(largest_group_count, slots - push.first_slot);
        m_recorder.dispatch(fmt::format("expert_rows.{}", type_layout(weight.type)->name), constants, push,
                            {divide_up(push.outputs, 4), count, 1},
                            2.0 * push.columns * push.outputs * count);
    }
}

void Experts::mix(const ExpertRows& at, const ExpertMix& mix, int32_t rows) {
    // Room for the largest pass at once: what is recorded stays good.
    if (auto reserved = m_choices.reserve(8ull * static_cast<uint64_t>(mix.gate_rows.rows)); !reserved)
        return m_recorder.set_error(reserved.error());
    const auto used = static_cast<uint32_t>(mix.routing.used), slots = static_cast<uint32_t>(rows) * used;
    route(at, mix, static_cast<uint32_t>(rows));
    {
        const Recorder::Together together(m_recorder);
        multiply(at.gate, at.in, mix.gate, mix.gate_bias, slots, used);
        multiply(at.up, at.in, mix.up, mix.up_bias, slots, used);
    }
    m_operations.gate_rows(at.gate, at.gate, at.up, mix.activation, slots);
    multiply(at.down, at.gate, mix.down, mix.down_bias, slots, 1);
    const ExpertSumPush push{.made = at.down.address,
                             .weights = weights(),
                             .out_rows = at.out.address,
                             .columns = static_cast<uint32_t>(at.out.columns),
                             .used = used,
                             .scale = mix.scale,
                             .accumulate = mix.accumulate};
    m_recorder.dispatch("expert_sum", {}, push,
                        {divide_up(push.columns, 64), static_cast<uint32_t>(rows), 1});
}

} // namespace hearth::vulkan
