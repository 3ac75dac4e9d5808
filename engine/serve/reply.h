// How one endpoint writes answers: whole, and as a stream of server-sent events.
#pragma once

#include "engine/serve/api_error.h"
#include "engine/service/inference_service.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace hearth::serve {

/// One finished choice.
struct Choice {
    service::GenerationOutcome outcome;
    std::vector<service::TokenReport> tokens;
};

/// Not for use from two threads at once.
class Reply {
public:
    virtual ~Reply() = default;
    /// The whole body once everything is finished.
    virtual Json whole(const std::vector<Choice>& choices) = 0;
    // The parts of a stream: each returns server-sent events, maybe none.
    virtual std::string open() { return {}; }
    virtual std::string text(int index, std::string_view text,
                             std::span<const service::TokenReport> tokens) = 0;
    virtual std::string done(int index, const service::GenerationOutcome& outcome) = 0;
    virtual std::string close(const std::vector<Choice>& choices) = 0;
};

/// What a request asks for.
struct Call {
    std::vector<service::GenerateRequest> requests; ///< one for each choice
    std::unique_ptr<Reply> reply;
    bool stream = false;
};

/// Names of the loaded model and of this answer, as replies carry them.
struct ReplyNames {
    std::string model;
    int64_t created = 0; ///< seconds since 1970
};

ApiResult<Call> read_chat(const Json& body, const ReplyNames& names);
ApiResult<Call> read_completion(const Json& body, const ReplyNames& names);
ApiResult<Call> read_response(const Json& body, const ReplyNames& names);

// Shared by the endpoints.

/// A fresh identifier with a prefix: "chatcmpl-…".
std::string fresh_id(std::string_view prefix);
/// `data: {…}` with its empty line; `event` in front when it is not empty.
std::string sse(const Json& data, std::string_view event = {});
/// "stop", "length", "tool_calls": the API has no other words.
std::string_view api_finish(service::FinishReason reason);
/// usage of chat and text completions; choices of one prompt count it once.
Json usage(const std::vector<Choice>& choices, size_t choices_per_prompt);
/// Sampling options that all endpoints share, stop strings, seed; copies for `n` choices get seeds of their
/// own.
ApiResult<void> read_common(const Json& body, service::GenerateRequest& request);
/// response_format of chat, text.format of responses.
ApiResult<void> read_format(const Json* format, service::GenerateRequest& request);
ApiResult<std::vector<service::GenerateRequest>> copies(const Json& body, service::GenerateRequest request);

} // namespace hearth::serve
