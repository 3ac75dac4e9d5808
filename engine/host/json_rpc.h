// JSON-RPC 2.0 as lines (PROTOCOL.md): bytes to requests, answers to lines.
#pragma once

#include "engine/service/inference_service.h"

#include <expected>
#include <functional>
#include <string>
#include <string_view>

namespace hearth::host {

using service::Json;

/// A request or, when `id` is null, a notification.
struct RpcRequest {
    Json id;
    std::string method;
    Json params; ///< object or null
};

/// Codes of PROTOCOL.md.
enum RpcCode : int {
    ParseError = -32700,
    InvalidRequest = -32600,
    UnknownMethod = -32601,
    InvalidParams = -32602,
    InternalError = -32603,
    NotFoundCode = -32001,
    PermissionCode = -32002,
    UnsupportedCode = -32003,
    OutOfMemoryCode = -32004,
    DeviceLostCode = -32005,
    CancelledCode = -32006,
    ContextFullCode = -32007,
    IoCode = -32008,
    NoModelCode = -32009,
    BusyCode = -32010,
};

struct RpcError {
    Json id; ///< of the request, as far as it could be read; else null
    int code = InternalError;
    std::string kind;
    std::string message;
    Json data = Json::object(); ///< further members of `data`
};

/// Reads one line. Never fails otherwise than with an RpcError to send back.
std::expected<RpcRequest, RpcError> parse_request(std::string_view line);

/// The wire form of a failure.
RpcError to_rpc_error(const service::Failure& failure);

// Lines without the line break.
std::string result_line(const Json& id, Json result);
std::string error_line(const RpcError& error);
std::string notification_line(std::string_view method, Json params);

/// Cuts a stream of bytes into lines, whatever the sizes in which it arrives. Holds at most one line.
class LineReader {
public:
    explicit LineReader(size_t longest_line) : m_longest(longest_line) {}
    /// Calls `line` for each complete line (line break taken off, empty ones left out) and `too_long` once
    /// for each line that is longer than allowed; that one is skipped to its end.
    void feed(std::string_view bytes, const std::function<void(std::string_view)>& line,
              const std::function<void()>& too_long);

private:
    std::string m_pending;
    size_t m_longest;
    bool m_skipping = false;
};

inline constexpr size_t longest_line = 64u << 20;
inline constexpr int protocol_version = 1;

} // namespace hearth::host
