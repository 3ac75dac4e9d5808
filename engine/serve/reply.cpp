#include "engine/serve/reply.h"

#include "engine/service/parameters.h"

#include <fmt/format.h>

#include <random>

namespace hearth::serve {

using service::GenerateRequest;
using service::Parameters;

std::string fresh_id(std::string_view prefix) {
    thread_local std::mt19937_64 random{std::random_device()()};
    return fmt::format("{}{:016x}{:08x}", prefix, random(), static_cast<uint32_t>(random()));
}

std::string sse(const Json& data, std::string_view event) {
    std::string text;
    if (!event.empty())
        text = fmt::format("event: {}\n", event);
    text += "data: ";
    text += service::to_line(data);
    text += "\n\n";
    return text;
}

std::string_view api_finish(service::FinishReason reason) {
    switch (reason) {
    case service::FinishReason::Length:
    case service::FinishReason::Context:
        return "length";
    case service::FinishReason::ToolCalls:
        return "tool_calls";
    case service::FinishReason::Stop:
    case service::FinishReason::Cancelled:
        break;
    }
    return "stop";
}

Json usage(const std::vector<Choice>& choices, size_t choices_per_prompt) {
    int64_t prompt = 0;
    int64_t cached = 0;
    int64_t generated = 0;
    for (size_t i = 0; i < choices.size(); ++i) {
        generated += choices[i].outcome.generated_tokens;
        if (i % choices_per_prompt == 0) {
            prompt += choices[i].outcome.prompt_tokens;
            cached += choices[i].outcome.cached_tokens;
        }
    }
    return {{"prompt_tokens", prompt},
            {"completion_tokens", generated},
            {"total_tokens", prompt + generated},
            {"prompt_tokens_details", {{"cached_tokens", cached}}}};
}

ApiResult<void> read_common(const Json& body, GenerateRequest& request) {
    TRY_ASSIGN(const auto members, Parameters::of(body));
    // The API documents defaults for these two; what it does not know (top_k, min_p …) keeps the engine's.
    request.sampling.temperature = 1.0f;
    request.sampling.top_p = 1.0f;
    TRY(service::read_sampling(members, request));
    TRY_ASSIGN(request.stop, members.strings("stop"));
    TRY_ASSIGN(auto conversation, members.string("conversation"));
    request.conversation = std::move(conversation).value_or("");
    return {};
}

ApiResult<void> read_format(const Json* format, GenerateRequest& request) {
    if (!format)
        return {};
    TRY_ASSIGN(const auto members, Parameters::of(*format));
    const Json* type = members.find("type");
    if (!type || !type->is_string())
        return std::unexpected(
            ApiError(400, "invalid_request_error", "The response format has no \"type\"."));
    if (*type == "text")
        return {};
    if (!request.sampling.grammar.empty() || !request.sampling.json_schema.empty())
        return std::unexpected(ApiError(400, "invalid_request_error",
                                        "A response format can't be used together with a grammar."));
    if (*type == "json_object") {
        request.sampling.json_schema = R"({"type":"object"})";
        return {};
    }
    if (*type != "json_schema")
        return std::unexpected(ApiError(400, "invalid_request_error",
                                        fmt::format("There is no response format {}.", type->dump())));
    // Chat has the schema one level deeper than responses.
    TRY_ASSIGN(const Json* inner, members.object("json_schema"));
    const Json& holder = inner ? *inner : *format;
    TRY_ASSIGN(const auto holder_members, Parameters::of(holder));
    TRY_ASSIGN(const Json* schema, holder_members.object("schema"));
    if (!schema)
        return std::unexpected(
            ApiError(400, "invalid_request_error", "The response format has no \"schema\"."));
    request.sampling.json_schema = schema->dump();
    return {};
}

ApiResult<std::vector<GenerateRequest>> copies(const Json& body, GenerateRequest request) {
    TRY_ASSIGN(const auto members, Parameters::of(body));
    TRY_ASSIGN(const auto count, members.integer("n", 1, 16));
    std::vector<GenerateRequest> requests;
    for (int64_t i = 0; i < count.value_or(1); ++i) {
        requests.push_back(request);
        if (request.seed)
            requests.back().seed = *request.seed + static_cast<uint64_t>(i);
    }
    return requests;
}

} // namespace hearth::serve
