// logits
#include "engine/evaluate.h"
#include "engine/tool/command.h"
#include "engine/tool/shared.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

namespace hearth::tool {

namespace {

/// Rows of a pass, since logits of large vocabularies would else take gigabytes; and the device. Graphics
/// processors round keys and values; who asks for the logits of an F32 model wants its exact numbers.
Outcome choose_batch_and_device(const Arguments& arguments, ModelOptions& options) {
    TRY_ARGUMENT(const std::string path, arguments.required("--model"));
    TRY_ASSIGN(const auto file, gguf::File::open(path_of(path)));
    TRY_ASSIGN(const ModelConfig config, read_config(*file));
    const int64_t fitting =
        std::clamp<int64_t>((int64_t{64} << 20) / (4 * int64_t{config.vocabulary}), 16, 512);
    TRY_ARGUMENT(const int64_t rows, arguments.integer("--batch", fitting, 1, 65536));
    options.output_rows = static_cast<int32_t>(rows);
    options.batch_rows = options.output_rows;
    const bool exact = std::ranges::all_of(
        file->tensors(), [](const gguf::TensorView& tensor) { return tensor.type == TensorType::F32; });
    if (exact && !arguments.has("--device")) {
        options.device = "cpu";
        if (!arguments.has("--kv"))
            options.cache_type = CacheType::F32;
    }
    return {};
}

Outcome run_logits(const Arguments& arguments) {
    TRY_ASSIGN(ModelOptions options, read_model_options(arguments));
    TRY(choose_batch_and_device(arguments, options));
    TRY_ARGUMENT(const std::string token_path, arguments.required("--tokens"));
    TRY_ARGUMENT(const std::string out_path, arguments.required("--out"));
    TRY_ASSIGN(const std::string json, read_all(token_path));
    TRY_ASSIGN(const std::vector<TokenId> tokens, parse_tokens(json, token_path));
    options.context_length = static_cast<int32_t>(tokens.size());
    TRY_ASSIGN(const auto model, load_model(arguments, options));
    std::ofstream out(path_of(out_path), std::ios::binary | std::ios::trunc);
    const auto write = [&](int32_t, int32_t, std::span<const float> logits) -> Result<void> {
        out.write(reinterpret_cast<const char*>(logits.data()),
                  static_cast<std::streamsize>(logits.size_bytes()));
        if (!out)
            return fail(ErrorKind::Io, fmt::format("{}: cannot be written", out_path));
        return {};
    };
    TRY(evaluate_logits(*model, tokens, options.cache_type, write));
    out.close();
    if (!out)
        return std::unexpected(
            Error{ErrorKind::Io, fmt::format("{}: cannot be written; is the disk full?", out_path)});
    return {};
}

} // namespace

Command logits_command() {
    return {
        "logits",
        "-m MODEL --tokens FILE --out FILE",
        "logits of every token as raw float32",
        "Reads a JSON array of ids, writes float32 [n_tokens, n_vocab], row-major, in the machine's byte "
        "order.\nA model that is F32 throughout runs on the processor with an F32 cache, where nothing is "
        "rounded, unless --device or --kv says otherwise.",
        model_options({{"--tokens", "", "FILE", "JSON array of token ids"},
                       {"--out", "-o", "FILE", "where the logits go"},
                       {"--batch", "-b", "N", "most tokens in one pass"}}),
        0,
        run_logits};
}

} // namespace hearth::tool
