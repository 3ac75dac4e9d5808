// A weight as the CPU backend holds it.
#pragma once

#include "engine/backend.h"
#include "engine/cpu/memory.h"
#include "engine/cpu/packed_format.h"

#include <vector>

namespace hearth::cpu {

class ThreadPool;

struct CpuWeight : Weight {
    gguf::TensorView view; ///< rows of embeddings that are not multiplied are decoded from here
    PanelLayout layout;
    int64_t experts = 1;               ///< matrices of that layout, one behind the other
    const std::byte* packed = nullptr; ///< panels, for Matrix, Both and Experts
    std::vector<float> vector;         ///< for Vector

    /// Row `row` as float32 [columns].
    void decode(int64_t row, float* out) const;
    size_t packed_bytes() const { return packed ? static_cast<size_t>(experts) * layout.bytes() : 0; }
    const std::byte* panel(int64_t index) const {
        return packed + static_cast<size_t>(index) * layout.panel_bytes;
    }
};

inline const CpuWeight& as_cpu(const Weight* weight) {
    return *static_cast<const CpuWeight*>(weight);
}

/// Decodes or repacks what `use` needs, into memory of `arena`.
Result<void> fill_weight(CpuWeight& weight, const gguf::TensorView& view, WeightUse use, Arena& arena,
                         ThreadPool& pool);

} // namespace hearth::cpu
