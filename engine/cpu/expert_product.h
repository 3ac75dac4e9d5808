// The feed-forward block of a mixture of experts: rows are sorted by expert, so that each matrix that is
// wanted is read once for all of its rows.
#pragma once

#include "engine/cpu/cpu_weight.h"
#include "engine/cpu/kernels/kernel_table.h"
#include "engine/cpu/thread_pool.h"
#include "engine/routing.h"

#include <span>
#include <vector>

namespace hearth::cpu {

/// The matrices of all experts that do one job.
struct ExpertLinear {
    const CpuWeight* weight = nullptr;
    const float* bias = nullptr; ///< [experts][outputs]
    float* rows = nullptr;       ///< what they make: [rows · used][outputs], in the order of the experts
};

/// ExpertMix with its operands in memory; rows lie one after another.
struct BoundExperts {
    RoutingParams routing;
    ActivationKind activation = ActivationKind::Silu;
    const float* selection_bias = nullptr;
    ExpertLinear gate;
    ExpertLinear up;
    ExpertLinear down;
    const float* in = nullptr;
    const float* logits = nullptr;
    float* out = nullptr;
    bool accumulate = false;
    float scale = 1.0f;
};

/// Keeps the memory for activations in kernel order between layers.
class ExpertProduct {
public:
    ExpertProduct(const KernelTable& kernels, ThreadPool& pool, bool two_step_rows)
        : m_kernels(kernels), m_pool(pool), m_two_step_rows(two_step_rows) {}

    void run(const BoundExperts& experts, int64_t rows);

private:
    /// A slot is one choice of one row: row · used + choice. Places are the slots sorted by expert.
    struct Group {
        int32_t expert = 0;
        int64_t first = 0; ///< place
        int64_t rows = 0;
        size_t first_tile = 0;
        size_t tiles = 0;
    };

    /// A run of rows of one group.
    struct Tile {
        int64_t first = 0; ///< place
        int rows = 0;
        int height = 0; ///< rows of activations: two of each when they are quantized in two steps
        size_t offset = 0;
    };

    void choose(const BoundExperts& experts, int64_t rows);
    void group(int32_t experts, int64_t slots);
    void cut_tiles(size_t bytes_per_row, int parts, bool one_row);
    template <typename RowOf>
    void prepare(bool integer, int parts, int64_t columns, const RowOf& row_of);
    template <typename RowOf>
    void multiply(std::span<const ExpertLinear> linears, bool one_row, const RowOf& row_of);
    void multiply_groups(std::span<const ExpertLinear> linears, int parts);
    void multiply_panels(const ExpertLinear& linear, const Group& group, int64_t first, int64_t count,
                         int parts);
    void add_up(const BoundExperts& experts, int64_t rows);

    const KernelTable& m_kernels;
    ThreadPool& m_pool;
    bool m_two_step_rows;
    std::vector<ChosenExpert> m_chosen; ///< per slot
    std::vector<int64_t> m_slots;       ///< per place
    std::vector<int64_t> m_places;      ///< per slot
    std::vector<Group> m_groups;        ///< of experts that have rows
    std::vector<Tile> m_tiles;
    size_t m_own_tiles = 0; ///< of m_tiles, those with activations of their own
    std::vector<std::byte> m_activations;
    std::vector<std::vector<float>> m_gathered; ///< per thread
};

} // namespace hearth::cpu
