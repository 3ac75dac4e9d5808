// What several commands share: options, loading, files and streams.
#pragma once

#include "engine/core/error.h"
#include "engine/model/model.h"
#include "engine/sampling/sampler.h"
#include "engine/tool/command.h"
#include "engine/tool/system.h"

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace hearth::tool {

/// -m, --device, --threads, --kv: options of every command that runs a model.
std::vector<Option> model_options(std::vector<Option> more);
/// Reads those options.
std::expected<ModelOptions, Failure> read_model_options(const Arguments& arguments);
/// Loads the model of -m, with progress on stderr when it is a terminal.
std::expected<std::shared_ptr<const Model>, Failure> load_model(const Arguments& arguments,
                                                                ModelOptions options);

/// Tokenizer of the file of -m, without its weights.
std::expected<std::unique_ptr<const Tokenizer>, Failure> load_tokenizer(const Arguments& arguments);

/// Sampling options (--temp …), and reading them.
std::vector<Option> sampling_options(std::vector<Option> more);
std::expected<SamplingOptions, Failure> read_sampling_options(const Arguments& arguments);

/// The path that a word of the command line means. Words are UTF-8 on every system; what the library makes of
/// a plain string is in another encoding on Windows.
std::filesystem::path path_of(const std::string& word);

/// The whole of a file, or of stdin when `path` is "-".
Result<std::string> read_all(const std::string& path);
/// Token ids from a JSON array.
Result<std::vector<TokenId>> parse_tokens(const std::string& json, const std::string& source);

/// Requests a stop at the first Ctrl-C; the second ends the program as usual.
std::stop_token stop_on_interrupt();

/// Makes every backend that this program links known.
void register_backends();

} // namespace hearth::tool
