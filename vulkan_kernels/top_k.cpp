#include "vulkan_kernels/top_k.h"

#include "vulkan_kernels/shaders/shared.h"

#include <algorithm>
#include <bit>

namespace hearth::vulkan {

namespace {

constexpr uint32_t most_groups = 64;
constexpr uint32_t values_per_group = 512; // at least

uint32_t groups_of(int32_t columns) {
    return std::min(most_groups, divide_up(static_cast<uint64_t>(columns), values_per_group));
}

constexpr uint64_t result_bytes(int32_t k) {
    return 8ull * static_cast<uint64_t>(k);
}

} // namespace

TopK::TopK(Memory& memory, Recorder& recorder)
    : m_recorder(recorder)
    , m_parts(memory, MemoryKind::Device)
    , m_best(memory, MemoryKind::Device)
    , m_readable(memory, MemoryKind::Readback) {}

Result<bool> TopK::reserve(int32_t rows, int32_t columns, int32_t k) {
    const uint64_t bytes = static_cast<uint64_t>(rows) * result_bytes(k);
    TRY_ASSIGN(const bool parts_moved, m_parts.reserve(bytes * groups_of(columns)));
    TRY_ASSIGN(const bool best_moved, m_best.reserve(bytes));
    TRY_ASSIGN(const bool readable_moved, m_readable.reserve(bytes));
    return parts_moved || best_moved || readable_moved;
}

void TopK::record(uint64_t address, int32_t rows, int32_t columns, int32_t k) {
    const auto count = static_cast<uint32_t>(columns);
    const auto wanted = static_cast<uint32_t>(k);
    const uint32_t groups = groups_of(columns);
    const uint64_t values_bytes = 4ull * groups * wanted;
    for (uint32_t row = 0; row < static_cast<uint32_t>(rows); ++row) {
        const uint64_t parts = m_parts.address() + 2 * values_bytes * row;
        const uint64_t best = m_best.address() + result_bytes(k) * row;
        m_recorder.dispatch("top_k", {},
                            TopKPush{.logits = address + 4ull * row * count,
                                     .ids_in = address + 4ull * row * count, // unused
                                     .values_out = parts,
                                     .ids_out = parts + values_bytes,
                                     .count = count,
                                     .k = wanted,
                                     .per_group = divide_up(count, groups)},
                            {groups, 1, 1});
        m_recorder.dispatch("top_k", {},
                            TopKPush{.logits = parts,
                                     .ids_in = parts + values_bytes,
                                     .values_out = best,
                                     .ids_out = best + 4ull * wanted,
                                     .count = groups * wanted,
                                     .k = wanted,
                                     .per_group = groups * wanted,
                                     .has_ids = 1},
                            {1, 1, 1});
    }
    m_recorder.copy_out(m_best.slice(), m_readable.slice(), static_cast<uint64_t>(rows) * result_bytes(k));
}

std::vector<Candidate> TopK::result(int32_t row, int32_t k, int32_t count) const {
    const uint32_t* values = m_readable.host<const uint32_t>() + static_cast<ptrdiff_t>(row) * 2 * k;
    std::vector<Candidate> candidates;
    for (int32_t i = 0; i < count; ++i) {
        const Candidate candidate{static_cast<TokenId>(values[k + i]), std::bit_cast<float>(values[i])};
        if (candidate.id < 0) // not that many are numbers
            break;
        candidates.push_back(candidate);
    }
    return candidates;
}

} // namespace hearth::vulkan
