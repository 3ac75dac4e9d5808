// Speed of the CPU backend's products: GB/s of weights for one row, Gop/s for many, per type. Beside them the
// machine's own read bandwidth, measured in the same run over memory of the same kind.
#include "engine/cpu/cpu_info.h"
#include "engine/cpu/cpu_weight.h"
#include "engine/cpu/matrix_product.h"
#include "engine/cpu/memory.h"
#include "engine/cpu/thread_pool.h"
#include "engine/devices.h"
#include "engine/quant/encode.h"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <cstring>
#include <random>

using namespace hearth;
using namespace hearth::cpu;

namespace {

constexpr int64_t columns = 2048;
constexpr size_t weight_bytes = size_t{256} << 20; // beyond every cache

const KernelTable& kernels() {
    const auto sets = available_instruction_sets();
    const char* name = std::getenv("HEARTH_CPU_ISA");
    const auto wanted = name ? instruction_set_from_name(name) : std::nullopt;
    return *kernel_table(wanted.value_or(sets.back()));
}

/// A matrix of `rows` rows whose first rows are random and repeated.
std::vector<std::byte> make_rows(TensorType type, int64_t rows) {
    constexpr int64_t distinct = 64;
    const size_t stride = row_bytes(type, columns);
    std::vector<std::byte> bytes(stride * static_cast<size_t>(rows));
    std::mt19937 random(1);
    std::normal_distribution<float> normal;
    std::vector<float> values(columns);
    for (int64_t r = 0; r < rows; ++r) {
        std::byte* row = bytes.data() + static_cast<size_t>(r) * stride;
        if (r >= distinct) {
            std::memcpy(row, bytes.data() + static_cast<size_t>(r % distinct) * stride, stride);
            continue;
        }
        for (float& value : values)
            value = normal(random);
        encode_row(type, values.data(), row, columns);
    }
    return bytes;
}

void read_bandwidth(benchmark::State& state) {
    ThreadPool pool(static_cast<int>(state.range(0)));
    auto buffer = LargeBuffer::create(weight_bytes, "the benchmark");
    std::memset(buffer->data(), 1, weight_bytes);
    for (auto _ : state) {
        pool.parallel_for(static_cast<int64_t>(weight_bytes), 1 << 20, [&](int64_t first, int64_t last, int) {
            uint64_t sums[8] = {};
            for (int64_t at = first; at < last; at += 64) {
                uint64_t line[8];
                std::memcpy(line, buffer->data() + at, 64);
                for (int i = 0; i < 8; ++i)
                    sums[i] += line[i];
            }
            benchmark::DoNotOptimize(sums);
        });
    }
    state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(weight_bytes));
}

void product(benchmark::State& state, TensorType type, bool in_cache) {
    const auto rows = state.range(0);
    const auto outputs =
        in_cache || rows > 16 ? 1024 : static_cast<int64_t>(weight_bytes / row_bytes(type, columns));
    ThreadPool pool(static_cast<int>(state.range(1)));
    Arena arena;
    CpuWeight weight;
    const auto bytes = make_rows(type, outputs);
    gguf::TensorView view;
    view.type = type;
    view.shape = {columns, outputs, 1, 1};
    view.bytes = bytes;
    if (!fill_weight(weight, view, WeightUse::Matrix, arena, pool))
        return state.SkipWithError("not enough memory");
    MatrixProduct products(kernels(), pool);
    const std::vector<float> in(static_cast<size_t>(rows * columns), 0.5f);
    std::vector<float> out(static_cast<size_t>(rows * outputs));
    const BoundProduct bound{&weight, nullptr, out.data(), outputs, false, 1.0f};
    for (auto _ : state)
        products.run({&bound, 1}, in.data(), rows, columns);
    state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(bytes.size()));
    state.counters["Gop/s"] = benchmark::Counter(static_cast<double>(2 * rows * columns * outputs) *
                                                     static_cast<double>(state.iterations()) / 1e9,
                                                 benchmark::Counter::kIsRate);
}

} // namespace

int main(int argc, char** argv) {
    const int threads = performance_core_count();
    benchmark::RegisterBenchmark("read_bandwidth", read_bandwidth)->Arg(threads)->UseRealTime();
    for (const TensorType type : {TensorType::Q4_0, TensorType::Q8_0, TensorType::Q4_K, TensorType::Q5_K,
                                  TensorType::Q6_K, TensorType::Q2_K, TensorType::Q3_K, TensorType::Q4_1,
                                  TensorType::Q5_0, TensorType::Q5_1, TensorType::IQ4_NL, TensorType::IQ4_XS,
                                  TensorType::MXFP4, TensorType::F16, TensorType::BF16, TensorType::F32}) {
        const std::string name(type_layout(type)->name);
        benchmark::RegisterBenchmark((name + "/memory").c_str(), product, type, false)
            ->ArgsProduct({{1, 4, 8}, {threads}})
            ->UseRealTime();
        benchmark::RegisterBenchmark((name + "/cache").c_str(), product, type, true)
            ->ArgsProduct({{1, 8, 16, 512}, {1}})
            ->UseRealTime();
    }
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
