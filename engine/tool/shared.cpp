#include "engine/tool/shared.h"

#ifdef HEARTH_HAS_CPU_BACKEND
#include "engine/cpu/cpu_backend.h"
#endif
#ifdef HEARTH_HAS_VULKAN_BACKEND
#include "vulkan_kernels/vulkan_backend.h"
#endif

#include "engine/devices.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <random>

namespace hearth::tool {

void register_backends() {
#ifdef HEARTH_HAS_CPU_BACKEND
    register_cpu_backend();
#endif
#ifdef HEARTH_HAS_VULKAN_BACKEND
    register_vulkan_backend();
#endif
}

std::vector<Option> model_options(std::vector<Option> more) {
    std::vector<Option> options = {
        {"--model", "-m", "FILE", "GGUF model"},
        {"--device", "", "ID", "device to run on (see: hearth-engine devices)", "auto"},
        {"--threads", "-t", "N", "threads; 0: one per performance core", "0"},
        {"--gpu-layers", "", "N", "layers that a GPU gets, the last ones; -1: as many as fit; 0: none", "-1"},
        {"--kv", "", "TYPE", "type of the key-value cache: f16, q8_0, q4_0, f32", "f16"},
        {"--no-memory-check", "", "", "load even when memory seems too small"},
    };
    options.insert(options.end(), more.begin(), more.end());
    return options;
}

std::expected<ModelOptions, Failure> read_model_options(const Arguments& arguments) {
    ModelOptions options;
    options.device = arguments.text("--device", "auto");
    TRY_ARGUMENT(const int64_t threads, arguments.integer("--threads", 0, 0, 1024));
    options.threads = static_cast<int32_t>(threads);
    TRY_ARGUMENT(const int64_t layers, arguments.integer("--gpu-layers", -1, -1, 1 << 20));
    options.device_layers = static_cast<int32_t>(layers);
    const std::string type = arguments.text("--kv", "f16");
    if (type == "f16")
        options.cache_type = CacheType::F16;
    else if (type == "q8_0")
        options.cache_type = CacheType::Q8_0;
    else if (type == "q4_0")
        options.cache_type = CacheType::Q4_0;
    else if (type == "f32")
        options.cache_type = CacheType::F32;
    else
        return usage(fmt::format("--kv takes f16, q8_0, q4_0 or f32, not \"{}\"", type));
    options.check_memory = !arguments.has("--no-memory-check");
    return options;
}

namespace {

/// The name of the GPU that "auto" means; none when it means the CPU, or when a device was asked for.
std::optional<std::string> picked_gpu(const std::string& device) {
    if (device != "auto")
        return std::nullopt;
    const auto devices = list_devices();
    const auto picked = std::ranges::find_if(devices, &DeviceInfo::usable);
    return picked != devices.end() && picked->kind == "gpu" ? std::optional(picked->name) : std::nullopt;
}

} // namespace

std::expected<std::shared_ptr<const Model>, Failure> load_model(const Arguments& arguments,
                                                                ModelOptions options) {
    TRY_ARGUMENT(const std::string path, arguments.required("--model"));
    if (stderr_is_terminal()) {
        options.progress = [](float share) {
            fmt::print(stderr, "\rloading {:3.0f} %", share * 100);
            return true;
        };
    }
    auto model = Model::load(path_of(path), options);
    if (!model && may_work_on_cpu(model.error())) {
        if (const auto gpu = picked_gpu(options.device)) {
            fmt::print(stderr, "{} is not used: {}\n", *gpu, model.error().message);
            options.device = "cpu";
            model = Model::load(path_of(path), options);
        }
    }
    if (stderr_is_terminal())
        fmt::print(stderr, "\r             \r");
    if (!model)
        return std::unexpected(Failure(std::move(model).error()));
    if (const auto& placement = (*model)->placement(); placement && !placement->whole)
        fmt::print(stderr, "on the GPU: {}\n", placement->explanation());
    return *model;
}

std::expected<std::unique_ptr<const Tokenizer>, Failure> load_tokenizer(const Arguments& arguments) {
    TRY_ARGUMENT(const std::string path, arguments.required("--model"));
    TRY_ASSIGN(const auto file, gguf::File::open(path_of(path)));
    auto tokenizer = Tokenizer::create(file->metadata());
    if (!tokenizer)
        return std::unexpected(
            Failure(Error{tokenizer.error().kind, fmt::format("{}: its tokenizer cannot be used: {}", path,
                                                              tokenizer.error().message)}));
    return std::move(*tokenizer);
}

std::vector<Option> sampling_options(std::vector<Option> more) {
    std::vector<Option> options = std::move(more);
    const std::vector<Option> sampling = {
        {"--temp", "", "X", "temperature; 0: always the most likely token", "0.8"},
        {"--top-k", "", "N", "only the N most likely tokens; 0: off", "40"},
        {"--top-p", "", "X", "only the likeliest tokens that make up X; 1: off", "0.95"},
        {"--min-p", "", "X", "only tokens at least X times as likely as the likeliest; 0: off", "0.05"},
        {"--repeat-penalty", "", "X", "divides the logits of the last 64 tokens; 1: off", "1"},
        {"--seed", "-s", "N", "same seed, same text; default: another one every time"},
        {"--stop", "", "TEXT", "end before TEXT (may be given more than once)"},
        {"--grammar", "", "FILE", "only text that this GBNF grammar allows"},
        {"--json-schema", "", "FILE", "only JSON that fits this schema"},
        {"--ignore-eos", "", "", "go on when the model would end"},
    };
    options.insert(options.end(), sampling.begin(), sampling.end());
    return options;
}

namespace {

/// An empty one would be none.
Result<std::string> read_constraint(const std::string& path) {
    TRY_ASSIGN(std::string text, read_all(path));
    if (text.empty())
        return fail(ErrorKind::InvalidInput, fmt::format("{}: is empty", path));
    return text;
}

} // namespace

std::expected<SamplingOptions, Failure> read_sampling_options(const Arguments& arguments) {
    SamplingOptions options;
    TRY_ARGUMENT(const double temperature, arguments.number("--temp", options.temperature));
    TRY_ARGUMENT(const int64_t top_k, arguments.integer("--top-k", options.top_k, 0, INT32_MAX));
    TRY_ARGUMENT(const double top_p, arguments.number("--top-p", options.top_p));
    TRY_ARGUMENT(const double min_p, arguments.number("--min-p", options.min_p));
    TRY_ARGUMENT(const double penalty, arguments.number("--repeat-penalty", options.repetition_penalty));
    options.temperature = static_cast<float>(temperature);
    options.top_k = static_cast<int32_t>(top_k);
    options.top_p = static_cast<float>(top_p);
    options.min_p = static_cast<float>(min_p);
    options.repetition_penalty = static_cast<float>(penalty);
    options.ignore_end_of_generation = arguments.has("--ignore-eos");
    TRY_ARGUMENT(const int64_t seed, arguments.integer("--seed", -1, 0, INT64_MAX));
    options.seed = seed >= 0 ? static_cast<uint64_t>(seed) : std::random_device()();
    if (arguments.has("--grammar")) {
        TRY_ASSIGN(options.grammar, read_constraint(arguments.text("--grammar")));
    }
    if (arguments.has("--json-schema")) {
        TRY_ASSIGN(options.json_schema, read_constraint(arguments.text("--json-schema")));
    }
    return options;
}

std::filesystem::path path_of(const std::string& word) {
    return std::filesystem::path(std::u8string(word.begin(), word.end()));
}

Result<std::string> read_all(const std::string& path) {
    if (path == "-")
        return std::string(std::istreambuf_iterator<char>(std::cin), {});
    if (std::error_code error; std::filesystem::is_directory(path_of(path), error))
        return fail(ErrorKind::InvalidInput, fmt::format("{}: is a folder, not a file", path));
    errno = 0;
    std::ifstream stream(path_of(path), std::ios::binary);
    if (!stream)
        return fail(ErrorKind::Io, fmt::format("{}: cannot be read: {}", path, std::strerror(errno)));
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

Result<std::vector<TokenId>> parse_tokens(const std::string& text, const std::string& source) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    std::vector<TokenId> tokens;
    if (!json.is_array())
        return fail(ErrorKind::InvalidInput, fmt::format("{}: not a JSON array of token ids", source));
    for (const auto& item : json) {
        if (!item.is_number_integer() || item.get<int64_t>() < 0 || item.get<int64_t>() > INT32_MAX)
            return fail(ErrorKind::InvalidInput,
                        fmt::format("{}: {} is not a token id", source, item.dump()));
        tokens.push_back(item.get<TokenId>());
    }
    return tokens;
}

namespace {

std::stop_source interrupt_source;

void on_interrupt(int signal) {
    interrupt_source.request_stop(); // an atomic: nobody registers callbacks on this source
    std::signal(signal, SIG_DFL);
}

} // namespace

std::stop_token stop_on_interrupt() {
    std::signal(SIGINT, on_interrupt);
    return interrupt_source.get_token();
}

} // namespace hearth::tool
