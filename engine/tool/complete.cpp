// complete
#include "engine/generate.h"
#include "engine/tool/command.h"
#include "engine/tool/shared.h"

#include <fmt/format.h>

#include <cstdio>

namespace hearth::tool {

namespace {

Outcome run_complete(const Arguments& arguments) {
    TRY_ASSIGN(ModelOptions options, read_model_options(arguments));
    GenerateOptions generation;
    TRY_ASSIGN(generation.sampling, read_sampling_options(arguments));
    generation.stop = arguments.all("--stop");
    TRY_ARGUMENT(const int64_t most, arguments.integer("--tokens", -1, -1, INT32_MAX));
    generation.max_tokens = static_cast<int32_t>(most);
    TRY_ARGUMENT(const int64_t context, arguments.integer("--context", 0, 0, 1 << 28));
    options.context_length = static_cast<int32_t>(context);
    std::string prompt = arguments.text("--prompt");
    if (!arguments.has("--prompt")) {
        TRY_ASSIGN(prompt, read_all(arguments.text("--file", "-")));
    }
    TRY_ASSIGN(const auto model, load_model(arguments, options));
    TRY_ASSIGN(const Tokenizer* tokenizer, model->tokenizer());
    TRY_ASSIGN(const auto session, Session::create(model, {options.context_length, options.cache_type}));
    std::vector<TokenId> tokens = tokenizer->encode(prompt, {.parse_special = arguments.has("--special")});
    if (tokens.empty())
        return std::unexpected(
            Error{ErrorKind::InvalidInput, "the prompt has no tokens; this model needs at least one"});
    GenerateCallbacks callbacks;
    callbacks.text = [](std::string_view text) {
        std::fwrite(text.data(), 1, text.size(), stdout);
        std::fflush(stdout);
    };
    TRY_ASSIGN(const GenerateResult result,
               generate(*session, tokens, generation, callbacks, stop_on_interrupt()));
    if (stderr_is_terminal() || arguments.has("--stats"))
        fmt::print(stderr, "\n[{} on {}: {} prompt tokens at {:.1f}/s, {} tokens at {:.1f}/s]\n",
                   finish_name(result.finish), model->backend().name(), result.prompt_tokens,
                   result.prefill_tokens_per_second(), result.tokens.size(),
                   result.decode_tokens_per_second());
    if (result.finish == FinishReason::Context)
        fmt::print(stderr, "hearth-engine: the context of {} tokens is full; -c sets a longer one\n",
                   session->capacity());
    return {};
}

} // namespace

Command complete_command() {
    return {"complete",
            "-m MODEL -p TEXT [-n N] [--temp X] [--seed S]",
            "goes on with a text; only the new text on stdout",
            "--temp 0 gives the same text every time; so does a seed, on the same device.",
            model_options(
                sampling_options({{"--prompt", "-p", "TEXT", "text to go on with; else a file or stdin"},
                                  {"--file", "-f", "FILE", "file with that text"},
                                  {"--tokens", "-n", "N", "most tokens to write; -1: until the end", "-1"},
                                  {"--context", "-c", "N", "positions; 0: as trained, at most 4096", "0"},
                                  {"--special", "", "", "recognise special tokens in the prompt"},
                                  {"--stats", "", "", "speed on stderr"}})),
            0,
            run_complete};
}

} // namespace hearth::tool
