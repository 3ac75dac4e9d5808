// perplexity
#include "engine/evaluate.h"
#include "engine/tool/command.h"
#include "engine/tool/shared.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace hearth::tool {

namespace {

/// Sums over the scored tokens, as llama.cpp's llama-perplexity defines perplexity and its error.
struct Likelihood {
    double sum = 0;
    double squares = 0;
    int64_t count = 0;

    void add(std::span<const float> logits, TokenId next) {
        const float largest = *std::ranges::max_element(logits);
        double total = 0;
        for (const float logit : logits)
            total += std::exp(static_cast<double>(logit - largest));
        const double nll = std::log(total) - static_cast<double>(logits[static_cast<size_t>(next)] - largest);
        sum += nll;
        squares += nll * nll;
        ++count;
    }

    double perplexity() const { return std::exp(sum / static_cast<double>(count)); }
    double error() const {
        const double mean = sum / static_cast<double>(count);
        const double variance = squares / static_cast<double>(count) - mean * mean;
        return count > 1 && variance > 0 ? std::sqrt(variance / static_cast<double>(count - 1)) * perplexity()
                                         : 0;
    }
};

/// Scores the second half of one chunk: each of its tokens but the first, given all before it.
Result<void> score_chunk(const Model& model, std::vector<TokenId> chunk, CacheType type,
                         Likelihood& likelihood) {
    const Tokenizer* tokenizer = *model.tokenizer();
    const auto length = static_cast<int32_t>(chunk.size());
    const std::vector<TokenId> text = chunk;
    if (tokenizer->vocabulary().add_bos() && tokenizer->bos() != no_token)
        chunk.front() = tokenizer->bos();
    const auto take = [&](int32_t first, int32_t count, std::span<const float> logits) -> Result<void> {
        const size_t columns = logits.size() / static_cast<size_t>(count);
        for (int32_t i = 0; i < count && first + i < length - 1; ++i)
            likelihood.add(logits.subspan(static_cast<size_t>(i) * columns, columns),
                           text[static_cast<size_t>(first + i + 1)]);
        return {};
    };
    return evaluate_logits(model, chunk, type, take, length / 2);
}

Outcome run_perplexity(const Arguments& arguments) {
    TRY_ASSIGN(ModelOptions options, read_model_options(arguments));
    TRY_ARGUMENT(const int64_t context, arguments.integer("--context", 512, 4, 1 << 24));
    TRY_ARGUMENT(const int64_t most_chunks, arguments.integer("--chunks", -1, -1, INT32_MAX));
    TRY_ARGUMENT(const std::string path, arguments.required("--file"));
    TRY_ASSIGN(const std::string text, read_all(path));
    options.context_length = static_cast<int32_t>(context);
    options.output_rows = static_cast<int32_t>(std::min<int64_t>(context, 128));
    TRY_ASSIGN(const auto model, load_model(arguments, options));
    TRY_ASSIGN(const Tokenizer* tokenizer, model->tokenizer());
    const std::vector<TokenId> tokens = tokenizer->encode(text);
    if (static_cast<int64_t>(tokens.size()) < 2 * context)
        return std::unexpected(
            Error{ErrorKind::InvalidInput,
                  fmt::format("{}: has {} tokens; at least {} are needed for a context of {}", path,
                              tokens.size(), 2 * context, context)});
    int64_t chunks = static_cast<int64_t>(tokens.size()) / context;
    if (most_chunks > 0)
        chunks = std::min(chunks, most_chunks);
    Likelihood likelihood;
    const std::stop_token stop = stop_on_interrupt();
    for (int64_t chunk = 0; chunk < chunks && !stop.stop_requested(); ++chunk) {
        const auto begin = tokens.begin() + chunk * context;
        TRY(score_chunk(*model, {begin, begin + context}, options.cache_type, likelihood));
        if (stderr_is_terminal())
            fmt::print(stderr, "\r[{}/{}] {:.4f}  ", chunk + 1, chunks, likelihood.perplexity());
    }
    if (stderr_is_terminal())
        fmt::print(stderr, "\n");
    if (arguments.has("--json"))
        fmt::print("{}\n", nlohmann::ordered_json{{"perplexity", likelihood.perplexity()},
                                                  {"error", likelihood.error()},
                                                  {"scored_tokens", likelihood.count},
                                                  {"tokens", tokens.size()},
                                                  {"chunks", chunks},
                                                  {"context", context}}
                               .dump());
    else
        fmt::print("perplexity {:.4f} ± {:.5f} over {} tokens in {} chunks of {}\n", likelihood.perplexity(),
                   likelihood.error(), likelihood.count, chunks, context);
    return {};
}

} // namespace

Command perplexity_command() {
    return {"perplexity",
            "-m MODEL -f TEXT [-c 512]",
            "how well the model predicts a text",
            "Defined as llama.cpp's llama-perplexity defines it: the text is cut into chunks of the "
            "context's length, each "
            "begins with BOS where\nthe model wants one, and the tokens of its second half are scored.",
            model_options({{"--file", "-f", "FILE", "the text"},
                           {"--context", "-c", "N", "length of a chunk", "512"},
                           {"--chunks", "", "N", "most chunks; -1: all", "-1"},
                           {"--json", "", "", "for programs"}}),
            0,
            run_perplexity};
}

} // namespace hearth::tool
