// The OpenAI-compatible API on this machine: 127.0.0.1 only, with a token.
#pragma once

#include "engine/core/error.h"
#include "engine/service/inference_service.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace hearth::serve {

struct ServerOptions {
    int port = 8765;   ///< 0: any free one
    std::string token; ///< what "Authorization: Bearer …" must say; must not be empty
    size_t largest_body = 16u << 20;
    int connections = 128; ///< most at once; more wait to be accepted
    /// Web pages that may use the API, e.g. "http://localhost:3000". None by default; never "*".
    std::vector<std::string> origins;
};

/// Serves one InferenceService over HTTP.
class Server {
public:
    /// `service` must outlive the server.
    Server(service::InferenceService& service, ServerOptions options);
    ~Server();

    /// Takes the port. Returns it. Error: it is taken.
    Result<int> bind();
    /// Serves until stop(). Call after bind().
    void run();
    /// Takes no new connections, cancels what runs, lets run() return. From any thread.
    void stop();

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

/// 32 random bytes as text.
std::string make_token();
/// Whether two secrets are equal, in a time that does not tell how much of them is.
bool same_secret(std::string_view a, std::string_view b);

/// What the headers of a request say about who sent it.
struct Origin {
    std::string host;   ///< Host
    std::string origin; ///< Origin; empty: none (no web page)
};
/// Refuses what a web page elsewhere could have sent: a Host that is not this machine (DNS rebinding) and an
/// Origin that is not allowed. Error: one sentence.
Result<void> check_origin(const Origin& request, int port, const std::vector<std::string>& allowed);

} // namespace hearth::serve
