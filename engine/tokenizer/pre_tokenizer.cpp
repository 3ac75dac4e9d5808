#include "engine/tokenizer/pre_tokenizer.h"

#include "engine/tokenizer/split_steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace hearth {
namespace {

using namespace split_steps;

struct Rule {
    std::string_view name;
    std::array<SplitStep, 6> steps;
    bool ignore_merges = false;
    bool add_bos = false;
};

// The names and rules that llama.cpp writes into GGUF files (LLAMA_VOCAB_PRE_TYPE_*).
const Rule rules[] = {
    {"default", {punctuation_runs, gpt2, number_runs, ascii_digit_triples}},
    {"gpt-2", {gpt2}},
    {"gpt-neox", {gpt2}},
    {"phi-2", {gpt2}},
    {"mpt", {gpt2}},
    {"olmo", {gpt2}},
    {"jais", {gpt2}},
    {"exaone4", {gpt2}},
    {"trillion", {gpt2}},
    {"granite-docling", {gpt2}},
    {"roberta-bpe", {gpt2}},
    {"jina-v1-en", {gpt2}},
    {"jina-v2-code", {gpt2}},
    {"jina-v2-es", {gpt2}},
    {"jina-v2-de", {gpt2}},
    {"jina-es", {gpt2}},
    {"jina-de", {gpt2}},
    {"gigachat", {gpt2}},
    {"a.x-4.0", {gpt2}},
    {"mellum", {gpt2}},
    {"modern-bert", {gpt2}},
    {"starcoder", {single_numbers, gpt2}},
    {"refact", {single_numbers, gpt2}},
    {"command-r", {single_numbers, gpt2}},
    {"smollm", {single_numbers, gpt2}},
    {"codeshell", {single_numbers, gpt2}},
    {"exaone", {single_numbers, gpt2}},
    {"minerva-7b", {single_numbers, gpt2}},
    {"mellum2", {single_numbers, gpt2}},
    {"falcon", {punctuation_runs_backtick, gpt2, ascii_digit_triples}},
    {"llama3", {llama3}, true, true},
    {"llama-v3", {llama3}, true, true},
    {"llama-bpe", {llama3}, true, true},
    {"falcon3", {llama3}, true, true},
    {"falcon-h1", {llama3}, true, true},
    {"pixtral", {llama3}, true, true},
    {"midm-2.0", {llama3}, true, true},
    {"lfm2", {llama3}, true, true},
    {"jina-v5-nano", {llama3}, true, true},
    {"dbrx", {llama3}},
    {"smaug-bpe", {llama3}},
    {"glm4", {llama3}},
    {"chatglm-bpe", {llama3}},
    {"qwen2", {qwen2}},
    {"deepseek-r1-qwen", {qwen2}},
    {"kormo", {qwen2}},
    {"f2llmv2", {qwen2}},
    {"megrez", {qwen2}},
    {"stablelm2", {qwen2}},
    {"hunyuan", {qwen2}},
    {"solar-open", {qwen2}},
    {"grok-2", {qwen2}},
    {"bailingmoe", {qwen2}},
    {"bailingmoe2", {qwen2}},
    {"llada-moe", {qwen2}},
    {"qwen35", {qwen35}},
    {"seed-coder", {seed_coder}},
    {"deepseek-llm",
     {single_newlines, deepseek_letters, deepseek_punctuation, trailing_white_space, deepseek_ideographs,
      number_runs}},
    {"deepseek-coder",
     {single_newlines, spaced_letters, spaced_punctuation, deepseek_ideographs, single_numbers}},
    {"deepseek-v3", {number_triples, han_and_kana, deepseek3}},
    {"hunyuan-dense", {number_triples, han_and_kana, deepseek3}},
    {"joyai-llm", {number_triples, han_and_kana, deepseek3}},
    {"tekken", {tekken}, true, true},
    {"gpt-4o", {gpt4o}},
    {"llama4", {gpt4o}},
    {"kanana2", {gpt4o}},
    {"talkie", {gpt4o}},
    {"minimax-m2", {gpt4o}},
    {"poro-chat", {bloom}},
    {"bloom", {bloom}},
    {"gpt3-finnish", {bloom}},
    {"viking", {bloom, single_numbers}},
    {"gemma4", {lines}, false, true},
};

} // namespace

Result<PreTokenizer> find_pre_tokenizer(std::string_view name) {
    if (name.empty())
        name = "default";
    const auto* rule = std::ranges::find(rules, name, &Rule::name);
    if (rule == std::end(rules)) {
        return fail(
            ErrorKind::Unsupported,
            fmt::format(
                "unknown pre-tokenizer \"{}\" (tokenizer.ggml.pre): text would be split wrongly, so this "
                "model can't be used; a newer version of this program may know it",
                name));
    }
    PreTokenizer found{rule->name, {}, rule->ignore_merges, rule->add_bos};
    for (const SplitStep step : rule->steps) {
        if (step)
            found.steps.push_back(step);
    }
    return found;
}

std::vector<std::string_view> pre_tokenizer_names() {
    std::vector<std::string_view> names;
    for (const Rule& rule : rules)
        names.push_back(rule.name);
    return names;
}

void WordSplitter::split(const unicode::CodePoints& text, std::vector<uint32_t>& ends) {
    ends.clear();
    if (text.size() == 0)
        return;
    ends.push_back(text.size());
    for (const SplitStep step : m_steps) {
        m_next.clear();
        uint32_t begin = 0;
        for (const uint32_t end : ends) {
            step(text, begin, end, m_next);
            begin = end;
        }
        ends.swap(m_next);
    }
}

} // namespace hearth
