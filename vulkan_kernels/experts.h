// Mixtures of experts: which ones a row uses is found and used on the device, so that a recorded pass serves
// every token.
#pragma once

#include "engine/backend.h"
#include "vulkan_kernels/operations.h"
#include "vulkan_kernels/recorder.h"
#include "vulkan_kernels/step_tables.h"
#include "vulkan_kernels/vulkan_weights.h"

namespace hearth::vulkan {

/// The rows that a mixture reads, writes and works in.
struct ExpertRows {
    DeviceRows out;
    DeviceRows in;
    DeviceRows logits;
    DeviceRows gate;
    DeviceRows up;
    DeviceRows down;
};

class Experts {
public:
    Experts(Memory& memory, Recorder& recorder, Operations& operations)
        : m_recorder(recorder), m_operations(operations), m_choices(memory, MemoryKind::Device) {}

    /// Records ExpertMix for `rows` rows.
    void mix(const ExpertRows& at, const ExpertMix& mix, int32_t rows);

private:
    void route(const ExpertRows& at, const ExpertMix& mix, uint32_t rows);
    /// out[slot] = matrix of the slot's expert · in[slot / choices] (+ bias)
    void multiply(DeviceRows out, DeviceRows in, const Weight* matrices, const Weight* biases, uint32_t slots,
                  uint32_t choices);
    uint64_t ids() const { return m_choices.address(); }
    uint64_t weights() const { return m_choices.address() + m_choices.size() / 2; }

    Recorder& m_recorder;
    Operations& m_operations;
    GrowingSlice m_choices; ///< ids [slots], then weights [slots]
};

} // namespace hearth::vulkan
