// How fast text becomes tokens, and how fast a token is drawn. HEARTH_SHARED_DATA names the folder with
// vocabularies and text.
#include "engine/gguf/file.h"
#include "engine/sampling/sampler.h"
#include "engine/tokenizer/tokenizer.h"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>

namespace {

using namespace hearth;

std::string data_folder() {
    const char* folder = std::getenv("HEARTH_SHARED_DATA");
    return folder ? folder : "../shared/data";
}

std::unique_ptr<const Tokenizer> load(const std::string& name) {
    const auto file = gguf::File::open(data_folder() + "/vocab/ggml-vocab-" + name + ".gguf");
    if (!file)
        return nullptr;
    auto tokenizer = Tokenizer::create((*file)->metadata());
    return tokenizer ? std::move(*tokenizer) : nullptr;
}

/// Each call begins without any cache: words are kept only within a call.
void encode_english(benchmark::State& state, const std::string& name) {
    const auto tokenizer = load(name);
    std::ifstream file(data_folder() + "/wikitext2/wiki.test.raw", std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!tokenizer || text.empty())
        return state.SkipWithError("vocabulary or text is absent");
    for (auto _ : state)
        benchmark::DoNotOptimize(tokenizer->encode(text));
    state.SetBytesProcessed(static_cast<int64_t>(text.size()) * state.iterations());
}
BENCHMARK_CAPTURE(encode_english, gpt2, "gpt-2")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode_english, starcoder, "starcoder")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode_english, deepseek_coder, "deepseek-coder")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode_english, llama_spm, "llama-spm")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode_english, bert_bge, "bert-bge")->Unit(benchmark::kMillisecond);

void encode_one_long_word(benchmark::State& state) {
    const auto tokenizer = load("gpt-2");
    if (!tokenizer)
        return state.SkipWithError("vocabulary is absent");
    const std::string text(static_cast<size_t>(state.range(0)), 'a');
    for (auto _ : state)
        benchmark::DoNotOptimize(tokenizer->encode(text));
    state.SetBytesProcessed(state.range(0) * state.iterations());
}
BENCHMARK(encode_one_long_word)->Arg(1 << 16)->Arg(1 << 20)->Arg(1 << 22)->Unit(benchmark::kMillisecond);

void sample_with_defaults(benchmark::State& state) {
    const auto tokenizer = load("gpt-2");
    if (!tokenizer)
        return state.SkipWithError("vocabulary is absent");
    const auto sampler = Sampler::create({}, *tokenizer);
    std::mt19937 random(1);
    std::normal_distribution<float> normal(0, 3);
    std::vector<float> logits(256 * 1024);
    for (float& logit : logits)
        logit = normal(random);
    for (auto _ : state)
        benchmark::DoNotOptimize((*sampler)->sample(logits));
}
BENCHMARK(sample_with_defaults)->Unit(benchmark::kMicrosecond);

} // namespace

BENCHMARK_MAIN();
