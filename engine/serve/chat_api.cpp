// /v1/chat/completions: https://platform.openai.com/docs/api-reference/chat
#include "engine/serve/reply.h"
#include "engine/service/parameters.h"

#include <fmt/format.h>

#include <algorithm>

namespace hearth::serve {

using service::GenerateRequest;
using service::GenerationOutcome;
using service::Parameters;
using service::TokenReport;

namespace {

Json byte_list(const std::string& bytes) {
    Json list = Json::array();
    for (const char byte : bytes)
        list.push_back(static_cast<unsigned char>(byte));
    return list;
}

Json token_probabilities(std::span<const TokenReport> tokens) {
    Json content = Json::array();
    for (const TokenReport& report : tokens) {
        Json top = Json::array();
        for (size_t i = 0; i < report.token.top.size(); ++i)
            top.push_back({{"token", report.top_bytes[i]},
                           {"logprob", report.token.top[i].logprob},
                           {"bytes", byte_list(report.top_bytes[i])}});
        content.push_back({{"token", report.bytes},
                           {"logprob", report.token.logprob},
                           {"bytes", byte_list(report.bytes)},
                           {"top_logprobs", std::move(top)}});
    }
    return {{"content", std::move(content)}, {"refusal", nullptr}};
}

class ChatReply : public Reply {
public:
    struct Options {
        bool include_usage = false;
        bool parallel_calls = true;
        bool logprobs = false;
        int32_t top_logprobs = 0;
        size_t choices = 1;
    };
    ChatReply(ReplyNames names, Options options) : m_names(std::move(names)), m_options(options) {}

    Json whole(const std::vector<Choice>& choices) override {
        Json list = Json::array();
        for (size_t i = 0; i < choices.size(); ++i) {
            const GenerationOutcome& outcome = choices[i].outcome;
            const Json calls = tool_calls(outcome);
            Json message = {{"role", "assistant"}, {"content", outcome.text}, {"refusal", nullptr}};
            if (!calls.empty()) {
                message["tool_calls"] = calls;
                if (outcome.text.empty())
                    message["content"] = nullptr;
            }
            list.push_back({{"index", i},
                            {"message", std::move(message)},
                            {"logprobs", logprobs(choices[i].tokens)},
                            {"finish_reason", api_finish(outcome.finish)}});
        }
        Json body = envelope("chat.completion");
        body["choices"] = std::move(list);
        body["usage"] = usage(choices, m_options.choices);
        return body;
    }

    std::string open() override {
        std::string events;
        for (size_t i = 0; i < m_options.choices; ++i)
            events += chunk(static_cast<int>(i),
                            {{"role", "assistant"}, {"content", ""}, {"refusal", nullptr}}, nullptr, {});
        return events;
    }
    std::string text(int index, std::string_view text, std::span<const TokenReport> tokens) override {
        return chunk(index, {{"content", text}}, nullptr, tokens);
    }
    std::string done(int index, const GenerationOutcome& outcome) override {
        std::string events;
        Json calls = tool_calls(outcome);
        for (size_t i = 0; i < calls.size(); ++i) {
            Json call = {{"index", i}};
            call.update(calls[i]);
            events += chunk(index, {{"tool_calls", Json::array({call})}}, nullptr, {});
        }
        return events + chunk(index, Json::object(), api_finish(outcome.finish), {});
    }
    std::string close(const std::vector<Choice>& choices) override {
        std::string events;
        if (m_options.include_usage) {
            Json body = envelope("chat.completion.chunk");
            body["choices"] = Json::array();
            body["usage"] = usage(choices, m_options.choices);
            events = sse(body);
        }
        return events + "data: [DONE]\n\n";
    }

private:
    Json envelope(const char* object) const {
        return {{"id", m_id}, {"object", object}, {"created", m_names.created}, {"model", m_names.model}};
    }
    Json logprobs(std::span<const TokenReport> tokens) const {
        if (!m_options.logprobs)
            return nullptr;
        if (m_options.top_logprobs > 0)
            return token_probabilities(tokens);
        std::vector<TokenReport> plain(tokens.begin(), tokens.end());
        for (TokenReport& report : plain)
            report.token.top.clear();
        return token_probabilities(plain);
    }
    Json tool_calls(const GenerationOutcome& outcome) const {
        if (m_options.parallel_calls || outcome.tool_calls.size() < 2)
            return outcome.tool_calls;
        return Json::array({outcome.tool_calls[0]});
    }
    std::string chunk(int index, Json delta, Json finish, std::span<const TokenReport> tokens) const {
        Json body = envelope("chat.completion.chunk");
        body["choices"] = Json::array({{{"index", index},
                                        {"delta", std::move(delta)},
                                        {"logprobs", tokens.empty() ? Json() : logprobs(tokens)},
                                        {"finish_reason", std::move(finish)}}});
        if (m_options.include_usage)
            body["usage"] = nullptr;
        return sse(body);
    }

    ReplyNames m_names;
    Options m_options;
    std::string m_id = fresh_id("chatcmpl-");
};

/// "none", "auto", "required", or {"type": "function", "function": {"name"}}.
ApiResult<void> read_tool_choice(const Json& body, GenerateRequest& request) {
    const auto found = body.find("tool_choice");
    if (found == body.end() || found->is_null() || *found == "auto")
        return {};
    if (*found == "none") {
        request.prompt.tools = Json::array();
    } else if (*found == "required") {
        request.tool_choice = GenerateRequest::ToolChoice::Required;
    } else if (found->is_object() && found->contains("function") && (*found)["function"].is_object() &&
               (*found)["function"].contains("name") && (*found)["function"]["name"].is_string()) {
        request.tool_choice = GenerateRequest::ToolChoice::Required;
        request.tool_name = (*found)["function"]["name"].get<std::string>();
    } else {
        return std::unexpected(
            ApiError(400, "invalid_request_error",
                     "\"tool_choice\" must be \"none\", \"auto\", \"required\" or a function."));
    }
    if (request.tool_choice == GenerateRequest::ToolChoice::Required && request.prompt.tools.empty())
        return std::unexpected(ApiError(400, "invalid_request_error",
                                        "\"tool_choice\" asks for a call, but there are no \"tools\"."));
    return {};
}

} // namespace

ApiResult<Call> read_chat(const Json& body, const ReplyNames& names) {
    TRY_ASSIGN(const auto members, Parameters::of(body));
    GenerateRequest request;
    if (!members.has("messages"))
        return std::unexpected(ApiError(400, "invalid_request_error", "\"messages\" is missing."));
    request.prompt.messages = *members.find("messages");
    TRY(service::check_messages(request.prompt.messages));
    TRY_ASSIGN(const Json* tools, members.array("tools"));
    if (tools) {
        TRY(service::check_tools(*tools));
        request.prompt.tools = *tools;
    }
    TRY(read_tool_choice(body, request));
    TRY_ASSIGN(const Json* template_options, members.object("chat_template_kwargs"));
    if (template_options)
        request.prompt.template_options = *template_options;
    TRY(read_common(body, request));
    TRY(read_format(members.find("response_format"), request));
    const char* limit = members.has("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
    TRY_ASSIGN(const auto max_tokens, members.integer(limit, -1, 1 << 30));
    request.max_tokens = static_cast<int32_t>(max_tokens.value_or(-1));

    ChatReply::Options options;
    TRY_ASSIGN(const auto logprobs, members.boolean("logprobs"));
    TRY_ASSIGN(const auto top_logprobs, members.integer("top_logprobs", 0, 20));
    options.logprobs = logprobs.value_or(false);
    options.top_logprobs = static_cast<int32_t>(top_logprobs.value_or(0));
    if (top_logprobs && !options.logprobs)
        return std::unexpected(
            ApiError(400, "invalid_request_error", "\"top_logprobs\" needs \"logprobs\": true."));
    request.sampling.logprobs = options.logprobs ? std::max(1, options.top_logprobs) : 0;
    TRY_ASSIGN(const auto parallel, members.boolean("parallel_tool_calls"));
    options.parallel_calls = parallel.value_or(true);
    TRY_ASSIGN(const Json* stream_options, members.object("stream_options"));
    if (stream_options) {
        TRY_ASSIGN(const auto inner, Parameters::of(*stream_options));
        TRY_ASSIGN(const auto include, inner.boolean("include_usage"));
        options.include_usage = include.value_or(false);
    }
    Call call;
    TRY_ASSIGN(const auto stream, members.boolean("stream"));
    call.stream = stream.value_or(false);
    TRY_ASSIGN(call.requests, copies(body, std::move(request)));
    options.choices = call.requests.size();
    call.reply = std::make_unique<ChatReply>(names, options);
    return call;
}

} // namespace hearth::serve
