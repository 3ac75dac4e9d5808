#include "engine/serve/api_error.h"

namespace hearth::serve {

ApiError::ApiError(const service::Failure& failure) : message(failure.message) {
    const auto invalid = [this](int s) {
        status = s;
        type = "invalid_request_error";
    };
    switch (failure.kind) {
    case ErrorKind::InvalidInput:
    case ErrorKind::Unsupported:
        invalid(400);
        break;
    case ErrorKind::ContextFull:
        invalid(400);
        code = "context_length_exceeded";
        break;
    case ErrorKind::NotFound:
        invalid(404);
        break;
    case ErrorKind::OutOfMemory:
    case ErrorKind::Cancelled:
    case ErrorKind::DeviceLost:
        status = 503;
        break;
    case ErrorKind::Permission:
    case ErrorKind::Io:
    case ErrorKind::Internal:
        break;
    }
    if (failure.cause == service::Failure::Cause::QueueFull) {
        status = 429;
        type = "rate_limit_error";
        code = "queue_full";
    } else if (failure.cause == service::Failure::Cause::NoModel) {
        status = 503;
        type = "server_error";
        code = "no_model";
    }
}

Json ApiError::json() const {
    const auto or_null = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
    return {{"error",
             {{"message", message}, {"type", type}, {"param", or_null(param)}, {"code", or_null(code)}}}};
}

} // namespace hearth::serve
