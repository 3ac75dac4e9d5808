// The largest logits of a pass, found on the device: what the processor draws the next token from.
#pragma once

#include "vulkan_kernels/recorder.h"
#include "vulkan_kernels/step_tables.h"

#include <vector>

namespace hearth::vulkan {

class TopK {
public:
    static constexpr int32_t largest = 256; ///< k

    TopK(Memory& memory, Recorder& recorder);

    /// Room for the k largest of each of `rows` rows. True: recordings that have searched here are void.
    Result<bool> reserve(int32_t rows, int32_t columns, int32_t k);
    /// Records the search and the copy to the processor. Logits: [rows, columns] at `address`;
    /// k ≤ min(largest, columns).
    void record(uint64_t address, int32_t rows, int32_t columns, int32_t k);
    /// Once that has run: the `count` ≤ k largest of a row, best first, fewer where the others are no
    /// numbers.
    std::vector<Candidate> result(int32_t row, int32_t k, int32_t count) const;

private:
    Recorder& m_recorder;
    GrowingSlice m_parts; ///< of each row: the largest of each group's share
    GrowingSlice m_best;  ///< [rows][values[k], ids[k]]
    GrowingSlice m_readable;
};

} // namespace hearth::vulkan
