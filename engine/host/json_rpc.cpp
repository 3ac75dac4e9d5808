#include "engine/host/json_rpc.h"

#include "engine/service/parameters.h"

namespace hearth::host {

namespace {

RpcError request_error(int code, const char* kind, std::string message, Json id = nullptr) {
    return RpcError{std::move(id), code, kind, std::move(message), Json::object()};
}

struct KindCode {
    ErrorKind kind;
    const char* name;
    int code;
};
constexpr KindCode kind_codes[] = {
    {ErrorKind::InvalidInput, "invalid_input", InvalidParams},
    {ErrorKind::NotFound, "not_found", NotFoundCode},
    {ErrorKind::Permission, "permission", PermissionCode},
    {ErrorKind::Unsupported, "unsupported", UnsupportedCode},
    {ErrorKind::OutOfMemory, "out_of_memory", OutOfMemoryCode},
    {ErrorKind::DeviceLost, "device_lost", DeviceLostCode},
    {ErrorKind::Cancelled, "cancelled", CancelledCode},
    {ErrorKind::ContextFull, "context_full", ContextFullCode},
    {ErrorKind::Io, "io", IoCode},
    {ErrorKind::Internal, "internal", InternalError},
};

} // namespace

std::expected<RpcRequest, RpcError> parse_request(std::string_view line) {
    auto parsed = service::parse_json(line);
    if (!parsed)
        return std::unexpected(request_error(ParseError, "parse", parsed.error().message));
    Json& message = *parsed;
    if (!message.is_object())
        return std::unexpected(request_error(InvalidRequest, "invalid_request",
                                             "A message must be one JSON object; batches are not spoken."));
    Json id;
    if (const auto found = message.find("id"); found != message.end()) {
        if (!found->is_string() && !found->is_number_integer())
            return std::unexpected(
                request_error(InvalidRequest, "invalid_request", "\"id\" must be an integer or a string."));
        id = *found;
    }
    if (message.value("jsonrpc", Json()) != "2.0")
        return std::unexpected(
            request_error(InvalidRequest, "invalid_request", "\"jsonrpc\" must be \"2.0\".", id));
    const auto method = message.find("method");
    if (method == message.end() || !method->is_string())
        return std::unexpected(
            request_error(InvalidRequest, "invalid_request", "\"method\" must be a string.", id));
    Json params;
    if (const auto found = message.find("params"); found != message.end())
        params = std::move(*found);
    if (!params.is_null() && !params.is_object())
        return std::unexpected(
            request_error(InvalidParams, "invalid_input", "\"params\" must be an object.", id));
    return RpcRequest{std::move(id), method->get<std::string>(), std::move(params)};
}

RpcError to_rpc_error(const service::Failure& failure) {
    RpcError error;
    error.message = failure.message;
    error.kind = "internal";
    for (const KindCode& row : kind_codes) {
        if (row.kind == failure.kind) {
            error.kind = row.name;
            error.code = row.code;
        }
    }
    switch (failure.cause) {
    case service::Failure::Cause::NoModel:
        error.kind = "no_model";
        error.code = NoModelCode;
        break;
    case service::Failure::Cause::QueueFull:
        error.kind = "busy";
        error.code = BusyCode;
        break;
    case service::Failure::Cause::PromptTooLong:
        error.data["prompt_tokens"] = failure.prompt_tokens;
        error.data["context_length"] = failure.context_length;
        break;
    case service::Failure::Cause::Other:
        break;
    }
    return error;
}

std::string result_line(const Json& id, Json result) {
    Json message = {{"jsonrpc", "2.0"}, {"id", id}};
    message["result"] = std::move(result);
    return service::to_line(message);
}

std::string error_line(const RpcError& error) {
    Json data = error.data;
    data["kind"] = error.kind;
    Json message = {{"jsonrpc", "2.0"}, {"id", error.id}};
    message["error"] = {{"code", error.code}, {"message", error.message}, {"data", std::move(data)}};
    return service::to_line(message);
}

std::string notification_line(std::string_view method, Json params) {
    Json message = {{"jsonrpc", "2.0"}, {"method", method}};
    message["params"] = std::move(params);
    return service::to_line(message);
}

void LineReader::feed(std::string_view bytes, const std::function<void(std::string_view)>& line,
                      const std::function<void()>& too_long) {
    while (!bytes.empty()) {
        const size_t end = bytes.find('\n');
        const bool complete = end != std::string_view::npos;
        const std::string_view piece = bytes.substr(0, end);
        bytes.remove_prefix(complete ? end + 1 : bytes.size());
        if (!m_skipping && m_pending.size() + piece.size() > m_longest) {
            m_skipping = true;
            m_pending = std::string();
            too_long();
        }
        if (!m_skipping)
            m_pending += piece;
        if (!complete)
            continue;
        if (!m_skipping) {
            if (m_pending.ends_with('\r'))
                m_pending.pop_back();
            if (!m_pending.empty())
                line(m_pending);
        }
        m_skipping = false;
        // A long line must not keep its memory for as long as the process lives.
        if (m_pending.capacity() > (1u << 20))
            m_pending = std::string();
        else
            m_pending.clear();
    }
}

} // namespace hearth::host
