// Records the operations of engine/backend.h as dispatches; nothing here runs anything.
#pragma once

#include "engine/backend.h"
#include "vulkan_kernels/recorder.h"
#include "vulkan_kernels/shaders/shared.h"
#include "vulkan_kernels/step_tables.h"
#include "vulkan_kernels/vulkan_cache.h"
#include "vulkan_kernels/vulkan_weights.h"

#include <map>
#include <memory>

namespace hearth::vulkan {

/// An activation as the shaders see it.
struct DeviceRows {
    uint64_t address = 0;
    int32_t columns = 0;
};

class Operations {
public:
    static constexpr int32_t replayed_rows = 8; ///< passes of up to so many rows are recorded and replayed

    Operations(Memory& memory, Recorder& recorder);

    /// Takes a pass in. True: a table lies elsewhere now, recordings are void.
    Result<bool> begin(const Step& step);
    /// Writes the tiles that a replayed recording reads: one per row.
    void write_replayed_tiles() { m_tables.write_single_tiles(); }
    /// Parts that attention cuts the context into: several only where few rows leave the device idle, by
    /// powers of two, so that a recording serves a range of positions.
    uint32_t splits() const { return m_splits; }
    const StepTables& tables() const { return m_tables; }
    const VulkanCache* cache() const { return m_cache; } ///< of the step's first sequence that has one
    int32_t rows() const { return m_rows; }

    void embed(DeviceRows out, const VulkanWeight& table, float scale, bool accumulate);
    void embed_positions(DeviceRows out, const VulkanWeight& table, bool accumulate);
    void norm(DeviceRows out, DeviceRows in, const VulkanWeight* weight, const VulkanWeight* bias,
              const NormParams& params);
    void rotate(DeviceRows x, int32_t heads, int32_t dim, const RopeParams& rope);
    void scale_by_position(DeviceRows x, float scale, int32_t length);
    void attention(DeviceRows out, DeviceRows q, DeviceRows k, DeviceRows v, int32_t most_rows,
                   const AttentionParams& params);
    void gate(DeviceRows out, DeviceRows gate, DeviceRows up, ActivationKind kind);
    /// The same for `rows` rows, whatever the step has.
    void gate_rows(DeviceRows out, DeviceRows gate, DeviceRows up, ActivationKind kind, uint32_t rows);
    void activate(DeviceRows out, DeviceRows in, ActivationKind kind);
    void copy_columns(DeviceRows out, DeviceRows in, int32_t first);
    void weigh_rows(DeviceRows x, DeviceRows logits);
    void add(DeviceRows out, DeviceRows in, float scale);
    void scale_and_cap(DeviceRows x, float scale, float cap);
    /// What follows runs on the output rows.
    void select_outputs(DeviceRows out, DeviceRows in);

private:
    void element(uint32_t operation, ElementPush push, DeviceRows out) {
        element(operation, push, out, static_cast<uint32_t>(m_rows));
    }
    void element(uint32_t operation, ElementPush push, DeviceRows out, uint32_t rows);
    void lookup(DeviceRows out, const VulkanWeight& table, uint64_t indices, float scale, bool accumulate);
    Result<uint64_t> frequencies(const RopeParams& rope);
    void store(DeviceRows x, const VulkanCache& cache, int32_t layer, bool values, uint32_t columns);
    Result<const VulkanCache*> cache_for(const AttentionParams& params, int32_t most_rows);
    Result<void> reserve_partial(const AttentionParams& params);

    Memory& m_memory;
    Recorder& m_recorder;
    StepTables m_tables;
    GrowingSlice m_partial;
    std::map<const RopeParams*, Slice> m_frequencies;
    std::unique_ptr<VulkanCache> m_scratch_cache; ///< for passes without a cache (embedders)
    const VulkanCache* m_cache = nullptr;
    int32_t m_rows = 0;
    int32_t m_outputs = 0;
    uint32_t m_splits = 1;
    bool m_partial_moved = false;
};

} // namespace hearth::vulkan
