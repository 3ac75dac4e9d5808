// Speed of attention for one token over a long context: GB/s of cache and Gop/s, per cache type. The heads
// share one key head, as in an MQA model, so that every key serves all of them.
#include "engine/cpu/attention_driver.h"
#include "engine/cpu/cpu_info.h"
#include "engine/devices.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <random>

using namespace hearth;
using namespace hearth::cpu;

namespace {

constexpr int32_t dim = 128;
constexpr int32_t layers = 22; // of a model of 1.2 B parameters: together beyond every cache at long contexts

const KernelTable& kernels() {
    const auto sets = available_instruction_sets();
    const char* name = std::getenv("HEARTH_CPU_ISA");
    const auto wanted = name ? instruction_set_from_name(name) : std::nullopt;
    return *kernel_table(wanted.value_or(sets.back()));
}

std::vector<float> random_floats(size_t count) {
    std::mt19937 random(1);
    std::normal_distribution<float> normal;
    std::vector<float> values(count);
    for (float& value : values)
        value = normal(random);
    return values;
}

/// One token at the end of a context; layer after layer, or the same layer again when `in_cache`.
void attention(benchmark::State& state, CacheType type, bool in_cache) {
    const auto heads = static_cast<int32_t>(state.range(0));
    const auto positions = static_cast<int32_t>(state.range(1));
    ThreadPool pool(static_cast<int>(state.range(2)));
    const int32_t cached_layers = in_cache ? 1 : layers;
    auto cache =
        CpuKvCache::create({cached_layers, 1, dim, dim, positions, type}, kernels().bfloat16_product);
    if (!cache)
        return state.SkipWithError("not enough memory");
    const auto rows = random_floats(dim * 64);
    for (int32_t layer = 0; layer < cached_layers; ++layer) {
        for (int32_t position = 0; position < positions; ++position) {
            (*cache)->store_key(layer, 0, position, rows.data() + position % 64 * dim);
            (*cache)->store_value(layer, 0, position, rows.data() + position % 64 * dim);
        }
    }
    const auto queries = random_floats(static_cast<size_t>(heads * dim));
    std::vector<float> out(queries.size());
    AttentionDriver driver(kernels(), pool);
    const Segment segment{cache->get(), 0, 1, positions - 1};
    AttentionParams params;
    params.heads = heads;
    params.kv_heads = 1;
    params.key_dim = dim;
    params.value_dim = dim;
    params.scale = 0.09f;
    driver.begin({&segment, 1}, 1, false);
    for (auto _ : state) {
        benchmark::DoNotOptimize(driver.run({queries.data(), rows.data(), rows.data(), out.data()}, params));
        params.layer = (params.layer + 1) % cached_layers;
    }
    state.SetBytesProcessed(state.iterations() * static_cast<int64_t>((*cache)->bytes()) / cached_layers);
    state.counters["Gop/s"] =
        benchmark::Counter(4.0 * heads * dim * positions * static_cast<double>(state.iterations()) / 1e9,
                           benchmark::Counter::kIsRate);
}

} // namespace

int main(int argc, char** argv) {
    const int threads = performance_core_count();
    const std::pair<const char*, CacheType> types[] = {
        {"F16", CacheType::F16}, {"Q8_0", CacheType::Q8_0}, {"Q4_0", CacheType::Q4_0}};
    for (const auto& [name, type] : types) {
        const std::string prefix(name);
        benchmark::RegisterBenchmark((prefix + "/memory").c_str(), attention, type, false)
            ->ArgsProduct({{1, 8, 16}, {8192}, {threads}})
            ->UseRealTime();
        benchmark::RegisterBenchmark((prefix + "/cache").c_str(), attention, type, true)
            ->ArgsProduct({{16}, {1024}, {1}})
            ->UseRealTime();
    }
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
