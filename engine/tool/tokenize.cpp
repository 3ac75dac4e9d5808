// tokenize, detokenize
#include "engine/tool/command.h"
#include "engine/tool/shared.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>

namespace hearth::tool {

namespace {

Outcome run_tokenize(const Arguments& arguments) {
    TRY_ASSIGN(const auto tokenizer, load_tokenizer(arguments));
    TRY_ASSIGN(const std::string text, read_all("-"));
    EncodeOptions options;
    options.boundaries = arguments.has("--bos") ? BoundaryTokens::FromMetadata : BoundaryTokens::None;
    options.parse_special = arguments.has("--special");
    const std::string out = nlohmann::json(tokenizer->encode(text, options)).dump();
    fmt::print("{}\n", out);
    return {};
}

Outcome run_detokenize(const Arguments& arguments) {
    TRY_ASSIGN(const auto tokenizer, load_tokenizer(arguments));
    TRY_ASSIGN(const std::string json, read_all("-"));
    TRY_ASSIGN(const std::vector<TokenId> tokens, parse_tokens(json, "stdin"));
    for (const TokenId id : tokens)
        if (id >= tokenizer->size())
            return std::unexpected(
                Error{ErrorKind::InvalidInput,
                      fmt::format("stdin: token {} is not in the vocabulary of {}", id, tokenizer->size())});
    const std::string text = tokenizer->decode(tokens, arguments.has("--special"));
    std::fwrite(text.data(), 1, text.size(), stdout);
    return {};
}

} // namespace

Command tokenize_command() {
    return {"tokenize",
            "-m MODEL [--special] [--bos] < TEXT",
            "text on stdin to a JSON array of token ids",
            "Special tokens that are written out in the text stay text unless --special is given.",
            {{"--model", "-m", "FILE", "GGUF model, or its vocabulary alone"},
             {"--special", "", "", "recognise special tokens in the text"},
             {"--bos", "", "", "put the tokens around it that the model's metadata asks for"},
             {"--json", "", "", "JSON (it always is)"}},
            0,
            run_tokenize};
}

Command detokenize_command() {
    return {"detokenize",
            "-m MODEL [--special] < TOKENS",
            "a JSON array of token ids on stdin to text",
            "",
            {{"--model", "-m", "FILE", "GGUF model, or its vocabulary alone"},
             {"--special", "", "", "write special tokens out"}},
            0,
            run_detokenize};
}

} // namespace hearth::tool
