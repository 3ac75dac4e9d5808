// /v1/responses, text in and text out: https://platform.openai.com/docs/api-reference/responses
#include "engine/serve/reply.h"
#include "engine/service/parameters.h"

namespace hearth::serve {

using service::GenerateRequest;
using service::GenerationOutcome;
using service::Parameters;
using service::TokenReport;

namespace {

class ResponseReply : public Reply {
public:
    ResponseReply(ReplyNames names, Json echoed) : m_names(std::move(names)), m_echoed(std::move(echoed)) {}

    Json whole(const std::vector<Choice>& choices) override { return finished(choices.at(0).outcome); }

    std::string open() override {
        // One statement each: the events are numbered in the order in which they are written.
        std::string events =
            event("response.created", {{"response", response("in_progress", Json::array())}});
        events += event("response.in_progress", {{"response", response("in_progress", Json::array())}});
        events += event("response.output_item.added",
                        {{"output_index", 0}, {"item", item("in_progress", Json::array())}});
        events += event("response.content_part.added", place({{"part", part("")}}));
        return events;
    }
    std::string text(int, std::string_view text, std::span<const TokenReport>) override {
        return event("response.output_text.delta", place({{"delta", text}, {"logprobs", Json::array()}}));
    }
    std::string done(int, const GenerationOutcome&) override { return {}; }
    std::string close(const std::vector<Choice>& choices) override {
        const GenerationOutcome& outcome = choices.at(0).outcome;
        const char* end = complete(outcome) ? "response.completed" : "response.incomplete";
        std::string events =
            event("response.output_text.done", place({{"text", outcome.text}, {"logprobs", Json::array()}}));
        events += event("response.content_part.done", place({{"part", part(outcome.text)}}));
        events +=
            event("response.output_item.done",
                  {{"output_index", 0}, {"item", item("completed", Json::array({part(outcome.text)}))}});
        events += event(end, {{"response", finished(outcome)}});
        return events;
    }

private:
    static bool complete(const GenerationOutcome& outcome) {
        return api_finish(outcome.finish) != std::string_view("length");
    }
    static Json part(std::string_view text) {
        return {{"type", "output_text"},
                {"text", text},
                {"annotations", Json::array()},
                {"logprobs", Json::array()}};
    }
    Json item(const char* status, Json content) const {
        return {{"id", m_item},
                {"type", "message"},
                {"status", status},
                {"role", "assistant"},
                {"content", std::move(content)}};
    }
    Json place(Json more) const {
        Json data = {{"item_id", m_item}, {"output_index", 0}, {"content_index", 0}};
        data.update(more);
        return data;
    }
    Json response(const char* status, Json output) const {
        Json body = {{"id", m_id},
                     {"object", "response"},
                     {"created_at", m_names.created},
                     {"status", status},
                     {"error", nullptr},
                     {"incomplete_details", nullptr},
                     {"model", m_names.model},
                     {"output", std::move(output)},
                     {"parallel_tool_calls", true},
                     {"tool_choice", "auto"},
                     {"tools", Json::array()},
                     {"usage", nullptr}};
        body.update(m_echoed);
        return body;
    }
    Json finished(const GenerationOutcome& outcome) const {
        const bool whole = complete(outcome);
        const char* status = whole ? "completed" : "incomplete";
        Json body = response(status, Json::array({item(status, Json::array({part(outcome.text)}))}));
        if (!whole)
            body["incomplete_details"] = {{"reason", "max_output_tokens"}};
        body["usage"] = {{"input_tokens", outcome.prompt_tokens},
                         {"input_tokens_details", {{"cached_tokens", outcome.cached_tokens}}},
                         {"output_tokens", outcome.generated_tokens},
                         {"output_tokens_details", {{"reasoning_tokens", 0}}},
                         {"total_tokens", outcome.prompt_tokens + outcome.generated_tokens}};
        return body;
    }
    std::string event(const char* type, Json data) {
        Json body = {{"type", type}, {"sequence_number", m_sequence++}};
        body.update(data);
        return sse(body, type);
    }

    ReplyNames m_names;
    Json m_echoed; ///< parameters that the answer repeats
    std::string m_id = fresh_id("resp_");
    std::string m_item = fresh_id("msg_");
    int m_sequence = 0;
};

ApiError bad(std::string message) {
    return {400, "invalid_request_error", std::move(message)};
}

/// Input items of the message kind as chat messages.
ApiResult<Json> read_input(const Json& input) {
    if (input.is_string())
        return Json::array({{{"role", "user"}, {"content", input}}});
    if (!input.is_array())
        return std::unexpected(bad("\"input\" must be a text or a list of messages."));
    Json messages = Json::array();
    for (const Json& item : input) {
        if (!item.is_object() || item.value("type", Json("message")) != "message")
            return std::unexpected(bad("\"input\" may have items of the type \"message\" only."));
        messages.push_back(
            {{"role", item.value("role", Json())}, {"content", item.value("content", Json())}});
    }
    return messages;
}

} // namespace

ApiResult<Call> read_response(const Json& body, const ReplyNames& names) {
    TRY_ASSIGN(const auto members, Parameters::of(body));
    for (const char* unsupported : {"previous_response_id", "background"})
        if (const Json* value = members.find(unsupported); value && *value != false)
            return std::unexpected(bad(std::string("\"") + unsupported +
                                       "\" is not supported: nothing is kept here between requests."));
    if (const Json* tools = members.find("tools"); tools && !tools->empty())
        return std::unexpected(bad("\"tools\" are supported by /v1/chat/completions."));
    if (!members.has("input"))
        return std::unexpected(bad("\"input\" is missing."));
    GenerateRequest request;
    TRY_ASSIGN(auto messages, read_input(*members.find("input")));
    TRY_ASSIGN(const auto instructions, members.string("instructions"));
    if (instructions)
        messages.insert(messages.begin(), Json{{"role", "system"}, {"content", *instructions}});
    TRY(service::check_messages(messages));
    request.prompt.messages = std::move(messages);
    TRY(read_common(body, request));
    TRY_ASSIGN(const auto max_tokens, members.integer("max_output_tokens", 1, 1 << 30));
    request.max_tokens = static_cast<int32_t>(max_tokens.value_or(-1));
    TRY_ASSIGN(const Json* text, members.object("text"));
    if (text) {
        TRY_ASSIGN(const auto inner, Parameters::of(*text));
        TRY(read_format(inner.find("format"), request));
    }
    Json echoed = Json::object();
    for (const char* name : {"instructions", "max_output_tokens", "temperature", "top_p", "metadata", "text"})
        echoed[name] = members.has(name) ? *members.find(name) : Json();
    Call call;
    TRY_ASSIGN(const auto stream, members.boolean("stream"));
    call.stream = stream.value_or(false);
    call.requests.push_back(std::move(request));
    call.reply = std::make_unique<ResponseReply>(names, std::move(echoed));
    return call;
}

} // namespace hearth::serve
