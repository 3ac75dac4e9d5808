#include "engine/host/wire.h"

#include <algorithm>

namespace hearth::host {

namespace {

double per_second(int32_t count, double seconds) {
    return seconds > 0 ? count / seconds : 0;
}

std::filesystem::path path_of_utf8(const std::string& text) {
    return std::filesystem::path(reinterpret_cast<const char8_t*>(text.c_str()));
}

} // namespace

Json to_json(const service::DeviceDescription& device) {
    return {{"id", device.id},         {"name", device.name},
            {"kind", device.kind},     {"memory_bytes", device.memory_bytes},
            {"usable", device.usable}, {"preferred", device.preferred},
            {"note", device.note}};
}

Json to_json(const service::ModelDescription& model) {
    return {{"path", model.path},
            {"name", model.name},
            {"architecture", model.architecture},
            {"quantization", model.quantization},
            {"device", model.device},
            {"notice", model.notice},
            {"context_length", model.context_length},
            {"trained_context_length", model.trained_context_length},
            {"file_bytes", model.file_bytes},
            {"parameters", model.parameters},
            {"memory_bytes", model.memory_bytes},
            {"vocabulary_size", model.vocabulary_size},
            {"threads", model.threads},
            {"has_template", model.has_template},
            {"supports_tools", model.supports_tools},
            {"can_infill", model.can_infill},
            {"can_embed", model.can_embed},
            {"is_starter", model.is_starter}};
}

Json to_json(const service::GenerationOutcome& outcome) {
    return {{"finish", service::finish_reason_name(outcome.finish)},
            {"text", outcome.text},
            {"tool_calls", outcome.tool_calls},
            {"prompt_tokens", outcome.prompt_tokens},
            {"cached_tokens", outcome.cached_tokens},
            {"generated_tokens", outcome.generated_tokens},
            {"prefill_tokens_per_second",
             per_second(outcome.prompt_tokens - outcome.cached_tokens, outcome.prefill_seconds)},
            {"decode_tokens_per_second",
             per_second(std::max(0, outcome.generated_tokens - 1), outcome.decode_seconds)},
            {"first_token_milliseconds", outcome.first_token_seconds * 1000},
            {"context_used", outcome.context_used},
            {"context_size", outcome.context_size}};
}

Result<std::filesystem::path> read_path(const service::Parameters& parameters) {
    TRY_ASSIGN(const auto text, parameters.required_string("path"));
    if (text.empty() || text.find('\0') != std::string::npos)
        return fail(ErrorKind::InvalidInput, "\"path\" must be the path of a file.");
    return path_of_utf8(text);
}

Result<service::LoadRequest> read_load(const service::Parameters& parameters) {
    service::LoadRequest request;
    TRY_ASSIGN(request.path, read_path(parameters));
    TRY_ASSIGN(auto device, parameters.string("device"));
    TRY_ASSIGN(const auto context, parameters.integer("context_length", 0, 1 << 30));
    TRY_ASSIGN(const auto threads, parameters.integer("threads", 0, 1024));
    TRY_ASSIGN(auto cache, parameters.string("cache_type"));
    TRY_ASSIGN(const auto layers, parameters.integer("gpu_layers", -1, 1 << 20));
    request.device_layers = static_cast<int32_t>(layers.value_or(-1));
    request.device = std::move(device).value_or("auto");
    request.context_length = static_cast<int32_t>(context.value_or(0));
    request.threads = static_cast<int32_t>(threads.value_or(0));
    request.cache_type = std::move(cache).value_or("f16");
    if (request.cache_type != "f16" && request.cache_type != "q8_0" && request.cache_type != "q4_0")
        return fail(ErrorKind::InvalidInput, "\"cache_type\" must be \"f16\", \"q8_0\" or \"q4_0\".");
    return request;
}

} // namespace hearth::host
