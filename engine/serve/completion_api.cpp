// /v1/completions: https://platform.openai.com/docs/api-reference/completions
#include "engine/serve/reply.h"
#include "engine/service/parameters.h"

#include <algorithm>

namespace hearth::serve {

using service::GenerateRequest;
using service::GenerationOutcome;
using service::Parameters;
using service::Prompt;
using service::TokenReport;

namespace {

class CompletionReply : public Reply {
public:
    struct Options {
        bool include_usage = false;
        int32_t logprobs = -1; ///< -1: none
        size_t per_prompt = 1;
        std::vector<std::string> echo; ///< prompts to repeat, one for each choice; empty: none
    };
    CompletionReply(ReplyNames names, Options options)
        : m_names(std::move(names)), m_options(std::move(options)) {}

    Json whole(const std::vector<Choice>& choices) override {
        Json list = Json::array();
        for (size_t i = 0; i < choices.size(); ++i)
            list.push_back({{"text", echo(i) + choices[i].outcome.text},
                            {"index", i},
                            {"logprobs", logprobs(choices[i].tokens)},
                            {"finish_reason", api_finish(choices[i].outcome.finish)}});
        Json body = envelope();
        body["choices"] = std::move(list);
        body["usage"] = usage(choices, m_options.per_prompt);
        return body;
    }
    std::string open() override {
        std::string events;
        for (size_t i = 0; i < m_options.echo.size(); ++i)
            events += chunk(static_cast<int>(i), m_options.echo[i], nullptr, {});
        return events;
    }
    std::string text(int index, std::string_view text, std::span<const TokenReport> tokens) override {
        return chunk(index, text, nullptr, tokens);
    }
    std::string done(int index, const GenerationOutcome& outcome) override {
        return chunk(index, "", api_finish(outcome.finish), {});
    }
    std::string close(const std::vector<Choice>& choices) override {
        std::string events;
        if (m_options.include_usage) {
            Json body = envelope();
            body["choices"] = Json::array();
            body["usage"] = usage(choices, m_options.per_prompt);
            events = sse(body);
        }
        return events + "data: [DONE]\n\n";
    }

private:
    std::string echo(size_t index) const {
        return index < m_options.echo.size() ? m_options.echo[index] : std::string();
    }
    Json envelope() const {
        return {{"id", m_id},
                {"object", "text_completion"},
                {"created", m_names.created},
                {"model", m_names.model}};
    }
    Json logprobs(std::span<const TokenReport> tokens) const {
        if (m_options.logprobs < 0)
            return nullptr;
        Json texts = Json::array();
        Json values = Json::array();
        Json tops = Json::array();
        for (const TokenReport& report : tokens) {
            texts.push_back(report.bytes);
            values.push_back(report.token.logprob);
            Json top = Json::object();
            for (size_t i = 0; i < report.token.top.size(); ++i)
                top[report.top_bytes[i]] = report.token.top[i].logprob;
            tops.push_back(std::move(top));
        }
        return {{"tokens", texts}, {"token_logprobs", values}, {"top_logprobs", tops}};
    }
    std::string chunk(int index, std::string_view text, Json finish,
                      std::span<const TokenReport> tokens) const {
        Json body = envelope();
        body["choices"] = Json::array({{{"text", text},
                                        {"index", index},
                                        {"logprobs", tokens.empty() ? Json() : logprobs(tokens)},
                                        {"finish_reason", std::move(finish)}}});
        return sse(body);
    }

    ReplyNames m_names;
    Options m_options;
    std::string m_id = fresh_id("cmpl-");
};

bool is_token_list(const Json& value) {
    return value.is_array() && !value.empty() && value[0].is_number();
}

ApiResult<Prompt> read_one_prompt(const Json& value, const std::string& suffix) {
    Prompt prompt;
    if (value.is_string() && !suffix.empty()) {
        prompt.source = Prompt::Source::Infill;
        prompt.infill_prefix = value.get<std::string>();
        prompt.infill_suffix = suffix;
    } else if (value.is_string()) {
        prompt.source = Prompt::Source::Text;
        prompt.text = value.get<std::string>();
    } else if (is_token_list(value)) {
        prompt.source = Prompt::Source::Tokens;
        const Json holder = {{"tokens", value}};
        TRY_ASSIGN(const auto members, Parameters::of(holder));
        TRY_ASSIGN(prompt.tokens, members.tokens("tokens"));
    } else {
        return std::unexpected(
            ApiError(400, "invalid_request_error", "\"prompt\" must be a text, a list of texts, or tokens."));
    }
    return prompt;
}

ApiResult<std::vector<Prompt>> read_prompts(const Json& value, const std::string& suffix) {
    std::vector<Prompt> prompts;
    if (!value.is_array() || is_token_list(value)) {
        TRY_ASSIGN(auto prompt, read_one_prompt(value, suffix));
        prompts.push_back(std::move(prompt));
        return prompts;
    }
    if (value.empty() || value.size() > 64)
        return std::unexpected(
            ApiError(400, "invalid_request_error", "\"prompt\" must have between 1 and 64 texts."));
    for (const Json& item : value) {
        TRY_ASSIGN(auto prompt, read_one_prompt(item, suffix));
        prompts.push_back(std::move(prompt));
    }
    return prompts;
}

} // namespace

ApiResult<Call> read_completion(const Json& body, const ReplyNames& names) {
    TRY_ASSIGN(const auto members, Parameters::of(body));
    if (!members.has("prompt"))
        return std::unexpected(ApiError(400, "invalid_request_error", "\"prompt\" is missing."));
    TRY_ASSIGN(const auto suffix, members.string("suffix"));
    TRY_ASSIGN(const auto prompts, read_prompts(*members.find("prompt"), suffix.value_or("")));
    GenerateRequest request;
    TRY(read_common(body, request));
    TRY_ASSIGN(const auto max_tokens, members.integer("max_tokens", -1, 1 << 30));
    request.max_tokens = static_cast<int32_t>(max_tokens.value_or(16)); // the API's default
    CompletionReply::Options options;
    TRY_ASSIGN(const auto logprobs, members.integer("logprobs", 0, 20));
    options.logprobs = static_cast<int32_t>(logprobs.value_or(-1));
    request.sampling.logprobs = logprobs ? std::max(1, options.logprobs) : 0;
    TRY_ASSIGN(const Json* stream_options, members.object("stream_options"));
    if (stream_options) {
        TRY_ASSIGN(const auto inner, Parameters::of(*stream_options));
        TRY_ASSIGN(const auto include, inner.boolean("include_usage"));
        options.include_usage = include.value_or(false);
    }
    TRY_ASSIGN(const auto echo, members.boolean("echo"));
    Call call;
    TRY_ASSIGN(const auto stream, members.boolean("stream"));
    call.stream = stream.value_or(false);
    for (const Prompt& prompt : prompts) {
        request.prompt = prompt;
        TRY_ASSIGN(auto choices, copies(body, request));
        options.per_prompt = choices.size();
        for (GenerateRequest& choice : choices) {
            if (echo.value_or(false))
                options.echo.push_back(prompt.text);
            call.requests.push_back(std::move(choice));
        }
    }
    call.reply = std::make_unique<CompletionReply>(names, std::move(options));
    return call;
}

} // namespace hearth::serve
