// What differs from pass to pass, in memory that the processor writes and the shaders read: recordings name
// these tables, so that one recording serves every pass of its shape.
#pragma once

#include "engine/backend.h"
#include "vulkan_kernels/memory.h"
#include "vulkan_kernels/vulkan_cache.h"

#include <map>
#include <memory>
#include <vector>

namespace hearth::vulkan {

/// A slice that is replaced by a larger one when more is asked of it.
class GrowingSlice {
public:
    GrowingSlice(Memory& memory, MemoryKind kind) : m_memory(memory), m_kind(kind) {}
    ~GrowingSlice();
    GrowingSlice(const GrowingSlice&) = delete;
    GrowingSlice& operator=(const GrowingSlice&) = delete;

    /// True when the address is another one now: recordings that name the old one are void.
    Result<bool> reserve(uint64_t bytes);
    uint64_t address() const { return m_slice.address; }
    uint64_t size() const { return m_slice.size; }
    const Slice& slice() const { return m_slice; }
    template <typename T>
    T* host() const {
        return reinterpret_cast<T*>(m_slice.host);
    }

private:
    Memory& m_memory;
    MemoryKind m_kind;
    Slice m_slice;
};

class StepTables {
public:
    explicit StepTables(Memory& memory);

    /// Writes a step's ids, positions and segments. Segments without a cache get `scratch`, which may be
    /// null. True: some table lies elsewhere now.
    Result<bool> write(const Step& step, const VulkanCache* scratch);
    /// Gives the segments without a cache one: passes of embedders, before their first attention.
    void use_scratch(const VulkanCache& scratch);
    struct Tiles {
        uint64_t address = 0;
        uint32_t count = 0;
    };
    /// The tiles of so many rows that attention workgroups take; layers of one pass may want several sorts.
    Result<Tiles> tiles(int32_t tokens_per_tile);
    /// Writes the tiles of all sorts that recordings may read, for segments of one row.
    void write_single_tiles();

    const std::vector<Segment>& segments() const { return m_step_segments; }
    int32_t longest_segment() const { return m_longest_segment; }
    int32_t positions() const { return m_positions_used; } ///< of the longest sequence, this step included

    uint64_t ids() const { return m_ids.address(); }
    uint64_t positions_address() const { return m_positions.address(); }
    uint64_t output_rows() const { return m_output_rows.address(); }
    uint64_t segments_address() const { return m_segments.address(); }
    uint64_t row_segments() const { return m_row_segments.address(); }

private:
    struct TileTable {
        std::unique_ptr<GrowingSlice> tiles;
        uint32_t count = 0; ///< of this pass; 0: not written yet
    };

    uint32_t write_tiles(const GrowingSlice& table, int32_t tokens_per_tile) const;

    Memory& m_memory;
    GrowingSlice m_ids;
    GrowingSlice m_positions;
    GrowingSlice m_output_rows;
    GrowingSlice m_segments;
    std::map<int32_t, TileTable> m_tiles; ///< by their rows
    GrowingSlice m_row_segments;
    std::vector<Segment> m_step_segments;
    int32_t m_longest_segment = 0;
    int32_t m_positions_used = 0;
};

} // namespace hearth::vulkan
