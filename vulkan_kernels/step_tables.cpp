#include "vulkan_kernels/step_tables.h"

#include "vulkan_kernels/shaders/shared.h"

#include <algorithm>
#include <bit>

namespace hearth::vulkan {

namespace {

void set_cache(SegmentEntry& entry, const VulkanCache* cache) {
    const uint64_t table = cache ? cache->table_address() : 0;
    entry.cache_low = static_cast<uint32_t>(table);
    entry.cache_high = static_cast<uint32_t>(table >> 32);
}

} // namespace

GrowingSlice::~GrowingSlice() {
    if (m_slice.buffer)
        m_memory.release(m_slice);
}

Result<bool> GrowingSlice::reserve(uint64_t bytes) {
    if (m_slice.size >= bytes)
        return false;
    if (m_slice.buffer)
        m_memory.release(m_slice);
    m_slice = {};
    TRY_ASSIGN(m_slice, m_memory.allocate_own(m_kind, std::bit_ceil(std::max<uint64_t>(bytes, 4096))));
    return true;
}

StepTables::StepTables(Memory& memory)
    : m_memory(memory)
    , m_ids(memory, MemoryKind::Upload)
    , m_positions(memory, MemoryKind::Upload)
    , m_output_rows(memory, MemoryKind::Upload)
    , m_segments(memory, MemoryKind::Upload)
    , m_row_segments(memory, MemoryKind::Upload) {}

Result<bool> StepTables::write(const Step& step, const VulkanCache* scratch) {
    const auto rows = step.ids.size();
    const std::pair<GrowingSlice*, size_t> tables[] = {
        {&m_ids, rows * 4},
        {&m_positions, rows * 4},
        {&m_row_segments, rows * 4},
        {&m_output_rows, step.output_rows.size() * 4},
        {&m_segments, step.segments.size() * sizeof(SegmentEntry)},
    };
    bool moved = false;
    for (const auto& [table, bytes] : tables) {
        TRY_ASSIGN(const bool grown, table->reserve(std::max<size_t>(bytes, 4)));
        moved = moved || grown;
    }
    for (auto& [tokens, table] : m_tiles) {
        TRY_ASSIGN(const bool grown, table.tiles->reserve(rows * sizeof(TileEntry)));
        moved = moved || grown;
        table.count = 0;
    }
    m_step_segments.assign(step.segments.begin(), step.segments.end());
    m_longest_segment = 0;
    m_positions_used = 0;
    std::ranges::copy(step.ids, m_ids.host<int32_t>());
    std::ranges::copy(step.output_rows, m_output_rows.host<int32_t>());
    for (uint32_t s = 0; s < m_step_segments.size(); ++s) {
        const Segment& segment = m_step_segments[s];
        SegmentEntry entry{.cache_low = 0,
                           .cache_high = 0,
                           .first_row = static_cast<uint32_t>(segment.first_row),
                           .rows = static_cast<uint32_t>(segment.rows),
                           .position = static_cast<uint32_t>(segment.position),
                           .unused = 0};
        set_cache(entry, segment.cache ? static_cast<const VulkanCache*>(segment.cache) : scratch);
        m_segments.host<SegmentEntry>()[s] = entry;
        for (int32_t i = 0; i < segment.rows; ++i) {
            m_positions.host<int32_t>()[segment.first_row + i] = segment.position + i;
            m_row_segments.host<uint32_t>()[segment.first_row + i] = s;
        }
        m_longest_segment = std::max(m_longest_segment, segment.rows);
        m_positions_used = std::max(m_positions_used, segment.position + segment.rows);
    }
    return moved;
}

void StepTables::use_scratch(const VulkanCache& scratch) {
    for (size_t s = 0; s < m_step_segments.size(); ++s)
        set_cache(m_segments.host<SegmentEntry>()[s], &scratch);
}

Result<StepTables::Tiles> StepTables::tiles(int32_t tokens_per_tile) {
    TileTable& table = m_tiles[tokens_per_tile];
    if (!table.tiles)
        table.tiles = std::make_unique<GrowingSlice>(m_memory, MemoryKind::Upload);
    if (table.count == 0) { // no recording knows a table that is made here
        size_t rows = 0;
        for (const Segment& segment : m_step_segments)
            rows += static_cast<size_t>(segment.rows);
        TRY(table.tiles->reserve(rows * sizeof(TileEntry)));
        table.count = write_tiles(*table.tiles, tokens_per_tile);
    }
    return Tiles{table.tiles->address(), table.count};
}

void StepTables::write_single_tiles() {
    for (auto& [tokens, table] : m_tiles)
        table.count = write_tiles(*table.tiles, tokens);
}

uint32_t StepTables::write_tiles(const GrowingSlice& table, int32_t tokens_per_tile) const {
    auto* tiles = table.host<TileEntry>();
    uint32_t count = 0;
    for (uint32_t s = 0; s < m_step_segments.size(); ++s) {
        const Segment& segment = m_step_segments[s];
        for (int32_t row = 0; row < segment.rows; row += tokens_per_tile)
            tiles[count++] = {s, static_cast<uint32_t>(segment.first_row + row),
                              static_cast<uint32_t>(std::min(tokens_per_tile, segment.rows - row)), 0};
    }
    return count;
}

} // namespace hearth::vulkan
