// embed
#include "engine/evaluate.h"
#include "engine/tool/command.h"
#include "engine/tool/shared.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace hearth::tool {

namespace {

std::expected<EmbedOptions, Failure> read_embed_options(const Arguments& arguments) {
    EmbedOptions options;
    options.normalise = !arguments.has("--raw");
    const std::string pooling = arguments.text("--pooling", "model");
    if (pooling == "mean")
        options.pooling = Pooling::Mean;
    else if (pooling == "cls")
        options.pooling = Pooling::Cls;
    else if (pooling == "last")
        options.pooling = Pooling::Last;
    else if (pooling != "model")
        return usage(fmt::format("--pooling takes mean, cls, last or model, not \"{}\"", pooling));
    return options;
}

/// The texts of --prompt, or the lines of stdin.
Result<std::vector<std::string>> read_texts(const Arguments& arguments) {
    std::vector<std::string> texts = arguments.all("--prompt");
    if (!texts.empty())
        return texts;
    TRY_ASSIGN(const std::string all, read_all("-"));
    for (size_t at = 0; at < all.size();) {
        const size_t end = std::min(all.find('\n', at), all.size());
        if (end > at)
            texts.push_back(all.substr(at, end - at));
        at = end + 1;
    }
    return texts;
}

Outcome run_embed(const Arguments& arguments) {
    TRY_ASSIGN(const ModelOptions options, read_model_options(arguments));
    TRY_ASSIGN(const EmbedOptions embed_options, read_embed_options(arguments));
    std::vector<std::string> texts;
    if (!arguments.has("--tokens")) {
        TRY_ASSIGN(texts, read_texts(arguments));
    }
    TRY_ASSIGN(const auto model, load_model(arguments, options));
    auto vectors = nlohmann::ordered_json::array();
    size_t count = 0;
    if (arguments.has("--tokens")) {
        TRY_ASSIGN(const std::string json, read_all(arguments.text("--tokens")));
        TRY_ASSIGN(const std::vector<TokenId> tokens, parse_tokens(json, arguments.text("--tokens")));
        TRY_ASSIGN(const std::vector<float> vector, embed(*model, tokens, embed_options));
        vectors.push_back(vector);
        count = tokens.size();
    }
    for (const std::string& text : texts) {
        TRY_ASSIGN(const Tokenizer* tokenizer, model->tokenizer());
        const std::vector<TokenId> tokens = tokenizer->encode(text);
        TRY_ASSIGN(const std::vector<float> vector, embed(*model, tokens, embed_options));
        vectors.push_back(vector);
        count += tokens.size();
    }
    fmt::print("{}\n", nlohmann::ordered_json{{"embeddings", vectors}, {"tokens", count}}.dump());
    return {};
}

} // namespace

Command embed_command() {
    return {"embed",
            "-m MODEL [-p TEXT]…",
            "texts to vectors, as JSON",
            "Without -p every line on stdin is a text. Prints {\"embeddings\": [[…], …], \"tokens\": N}.",
            model_options({{"--prompt", "-p", "TEXT", "a text (may be given more than once)"},
                           {"--tokens", "", "FILE", "JSON array of token ids instead of a text"},
                           {"--pooling", "", "KIND", "mean, cls, last, or what the model asks for", "model"},
                           {"--raw", "", "", "do not scale to length 1"},
                           {"--json", "", "", "JSON (it always is)"}}),
            0,
            run_embed};
}

} // namespace hearth::tool
