#include "engine/service/inference_service.h"

#include <fmt/format.h>

namespace hearth::service {

Failure Failure::no_model() {
    Failure failure(Error{ErrorKind::NotFound, "No model is loaded. Load one first."});
    failure.cause = Cause::NoModel;
    return failure;
}

Failure Failure::queue_full(int32_t waiting) {
    Failure failure(Error{ErrorKind::Unsupported,
                          fmt::format("{} requests are waiting already. Try again in a moment.", waiting)});
    failure.cause = Cause::QueueFull;
    return failure;
}

Failure Failure::prompt_too_long(int32_t prompt_tokens, int32_t context_length) {
    Failure failure(
        Error{ErrorKind::ContextFull,
              fmt::format("The prompt has {} tokens and the context holds {}. Shorten it, or load the "
                          "model with a longer context.",
                          prompt_tokens, context_length)});
    failure.cause = Cause::PromptTooLong;
    failure.prompt_tokens = prompt_tokens;
    failure.context_length = context_length;
    return failure;
}

std::string_view finish_reason_name(FinishReason reason) {
    switch (reason) {
    case FinishReason::Stop:
        return "stop";
    case FinishReason::Length:
        return "length";
    case FinishReason::Context:
        return "context";
    case FinishReason::Cancelled:
        return "cancelled";
    case FinishReason::ToolCalls:
        return "tool_calls";
    }
    return "stop";
}

} // namespace hearth::service
