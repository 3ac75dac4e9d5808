// Products of a batch of rows with repacked weights: which kernel, in which order, on which thread.
#pragma once

#include "engine/backend.h"
#include "engine/cpu/cpu_weight.h"
#include "engine/cpu/kernels/kernel_table.h"
#include "engine/cpu/thread_pool.h"

#include <span>
#include <vector>

namespace hearth::cpu {

/// A product with its output in memory: row r at out + r · columns.
struct BoundProduct {
    const CpuWeight* weight = nullptr;
    const float* bias = nullptr;
    float* out = nullptr;
    int64_t columns = 0;
    bool accumulate = false;
    float scale = 1.0f;
};

/// Keeps the memory for activations in kernel order between products.
class MatrixProduct {
public:
    /// `two_step_rows`: rows that become integers are quantized twice, see CpuOptions.
    MatrixProduct(const KernelTable& kernels, ThreadPool& pool, bool two_step_rows = false)
        : m_kernels(kernels), m_pool(pool), m_two_step_rows(two_step_rows) {}

    /// All products of one input: `rows` rows of `columns` floats, one after another.
    void run(std::span<const BoundProduct> products, const float* in, int64_t rows, int64_t columns);

private:
    enum class Kind { Integer, Float, Bfloat16 };

    /// A run of rows in one tile.
    struct Tile {
        int64_t first_row = 0;
        int rows = 0;
        int height = 0;
        size_t offset = 0; ///< of its activations
    };

    Kind kind_of(const CpuWeight& weight, int64_t rows) const;
    /// Makes two rows of each: what 8 bits hold of it, and the rest. Their products' sum is the row's.
    const float* split_rows(const float* in, int64_t rows, int64_t columns);
    void cut_tiles(int64_t rows, size_t bytes_per_row);
    void prepare(Kind kind, const float* in, int64_t rows, int64_t columns);
    void run_tiles(std::span<const BoundProduct> products, Kind kind, int64_t rows, int parts);
    void run_bfloat16(const BoundProduct& product, int64_t rows, int64_t columns);
    void multiply_panels(const BoundProduct& product, int64_t first, int64_t last, int parts) const;
    void multiply_bfloat16(const BoundProduct& product, int64_t rows, int64_t columns, int64_t first,
                           int64_t last, int thread);

    const KernelTable& m_kernels;
    ThreadPool& m_pool;
    bool m_two_step_rows;
    std::vector<float> m_split; ///< [2 · rows][columns]
    std::vector<Tile> m_tiles;
    std::vector<std::byte> m_activations;
    std::vector<std::vector<float>> m_sums; ///< per thread
};

} // namespace hearth::cpu
