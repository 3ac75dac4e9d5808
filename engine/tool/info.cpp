// info
#include "engine/model/model.h"
#include "engine/reference/reference_backend.h"
#include "engine/tool/command.h"
#include "engine/tool/shared.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace hearth::tool {

namespace {

using Json = nlohmann::ordered_json;

/// Bytes of a file as text that JSON can hold.
std::string printable(const std::string& text) {
    return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json value_json(const gguf::Value& value) {
    return std::visit(
        [](const auto& held) -> Json {
            using T = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<T, std::string>)
                return Json::parse(printable(held));
            else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
                Json list = Json::array();
                for (const std::string& item : held)
                    list.push_back(Json::parse(printable(item)));
                return list;
            } else if constexpr (std::is_same_v<T, std::vector<bool>>) {
                Json list = Json::array();
                for (const bool item : held)
                    list.push_back(item);
                return list;
            } else
                return held;
        },
        value);
}

/// Why the model cannot be run; empty when it can.
std::string obstacle(const gguf::File& file) {
    const auto config = read_config(file);
    if (!config)
        return config.error().message;
    // Taking weights in costs the reference backend nothing, and checks each name, shape and type.
    const auto backend = create_reference_backend({.threads = 1});
    const auto weights = load_weights(file, *config, *backend, {});
    if (!weights)
        return weights.error().message;
    if (const auto tokenizer = Tokenizer::create(file.metadata()); !tokenizer)
        return tokenizer.error().message;
    return "";
}

Json memory_json(const gguf::File& file, const ModelConfig& config) {
    Json list = Json::array();
    std::vector<int32_t> contexts;
    for (const int32_t context : {2048, 4096, 8192, 16384, 32768, 65536, 131072})
        if (context < config.context_length)
            contexts.push_back(context);
    contexts.push_back(config.context_length);
    for (const int32_t context : contexts) {
        const MemoryNeeds f16 = estimate_memory(file, config, context, CacheType::F16);
        list.push_back(
            {{"context", context},
             {"weights", f16.weights},
             {"cache", f16.cache},
             {"activations", f16.activations},
             {"total", f16.total()},
             {"total_q8_0_cache", estimate_memory(file, config, context, CacheType::Q8_0).total()},
             {"total_q4_0_cache", estimate_memory(file, config, context, CacheType::Q4_0).total()}});
    }
    return list;
}

Json describe(const gguf::File& file, const std::string& reason) {
    const auto& metadata = file.metadata();
    Json json{{"path", file.path().string()},
              {"version", file.version()},
              {"size", file.size()},
              {"architecture", metadata.string("general.architecture").value_or("")},
              {"name", value_json(std::string(metadata.string("general.name").value_or("")))},
              {"quantization", quantization_name(file)}};
    int64_t parameters = 0;
    Json tensors = Json::array();
    for (const gguf::TensorView& tensor : file.tensors()) {
        parameters += tensor.elements();
        tensors.push_back(
            {{"name", tensor.name},
             {"type", gguf::type_name(tensor.type)},
             {"shape", std::vector<int64_t>(tensor.shape.begin(), tensor.shape.begin() + tensor.dimensions)},
             {"bytes", tensor.bytes.size()}});
    }
    json["parameters"] = parameters;
    json["runnable"] = reason.empty();
    json["reason"] = reason;
    if (const auto config = read_config(file)) {
        json["context_length"] = config->context_length;
        json["vocabulary"] = config->vocabulary;
        json["layers"] = config->layers;
        json["embedding_length"] = config->embedding;
        json["heads"] = config->heads;
        json["kv_heads"] = config->kv_heads;
        json["experts"] = config->routing.experts;
        json["experts_used"] = config->routing.used;
        json["memory"] = memory_json(file, *config);
    }
    Json values = Json::object();
    for (const auto& [key, value] : metadata.all())
        values[key] = value_json(value);
    json["metadata"] = std::move(values);
    json["tensors"] = std::move(tensors);
    return json;
}

std::string short_text(const Json& value) {
    std::string text;
    if (value.is_array()) {
        text = fmt::format("[{}]", value.size());
        for (size_t i = 0; i < std::min<size_t>(value.size(), 6); ++i)
            text += fmt::format(" {}", value[i].dump());
        return value.size() > 6 ? text + " …" : text;
    }
    text = value.dump();
    return text.size() > 100 ? text.substr(0, 97) + "…" : text;
}

void print_text(const Json& json) {
    fmt::print("{}\n  GGUF version {}, {:.1f} MiB, architecture {}, {:.1f} M parameters, {}\n",
               json["path"].get<std::string>(), json["version"].get<int>(),
               static_cast<double>(json["size"].get<uint64_t>()) / (1 << 20),
               json["architecture"].get<std::string>(),
               static_cast<double>(json["parameters"].get<int64_t>()) / 1e6,
               json["quantization"].get<std::string>());
    if (json["runnable"].get<bool>())
        fmt::print("  can be run\n");
    else
        fmt::print("  cannot be run: {}\n", json["reason"].get<std::string>());
    if (json.value("experts", 0) > 0)
        fmt::print("  a mixture of {} experts, {} used for a token\n", json["experts"].get<int>(),
                   json["experts_used"].get<int>());
    if (json.contains("memory")) {
        fmt::print("\nmemory in MiB: weights + cache (f16) + activations\n");
        for (const Json& row : json["memory"]) {
            const auto mebibytes = [&](const char* key) { return row[key].get<uint64_t>() >> 20; };
            fmt::print("  context {:>7}: {} + {} + {} = {} (q8_0 cache: {}, q4_0: {})\n",
                       row["context"].get<int>(), mebibytes("weights"), mebibytes("cache"),
                       mebibytes("activations"), mebibytes("total"), mebibytes("total_q8_0_cache"),
                       mebibytes("total_q4_0_cache"));
        }
    }
    fmt::print("\nmetadata\n");
    for (const auto& [key, value] : json["metadata"].items())
        fmt::print("  {:46} {}\n", key, short_text(value));
    fmt::print("\ntensors\n");
    for (const Json& tensor : json["tensors"])
        fmt::print("  {:40} {:8} {}\n", tensor["name"].get<std::string>(), tensor["type"].get<std::string>(),
                   tensor["shape"].dump());
}

Outcome run_info(const Arguments& arguments) {
    if (arguments.words().empty() && !arguments.has("--model"))
        return usage("a model file is needed");
    const std::string path = arguments.has("--model") ? arguments.text("--model") : arguments.words().front();
    TRY_ASSIGN(const auto file, gguf::File::open(path_of(path)));
    const Json json = describe(*file, obstacle(*file));
    if (arguments.has("--json"))
        fmt::print("{}\n", json.dump(-1, ' ', false, Json::error_handler_t::replace));
    else
        print_text(json);
    return {};
}

} // namespace

Command info_command() {
    return {"info",
            "MODEL [--json]",
            "what a model file holds, what memory it needs, and why it can't be run if it can't",
            "",
            {{"--model", "-m", "FILE", "the same as MODEL"},
             {"--json", "", "", "for programs: everything, arrays in full"}},
            1,
            run_info};
}

} // namespace hearth::tool
