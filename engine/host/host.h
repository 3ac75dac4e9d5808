// `hearth-engine host`: JSON-RPC lines on two streams, one InferenceService behind them.
#pragma once

#include "engine/service/inference_service.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace hearth::host {

/// Where the engine's lines go. `write` gets one line without line break; false: nobody reads any more.
/// Called from several threads, one at a time.
using LineWriter = std::function<bool(std::string_view line)>;

/// Serves one client. Feed it bytes; it answers through the writer.
class Host {
public:
    Host(service::InferenceService& service, LineWriter writer, std::string program_version);
    /// Cancels everything that runs and waits for it.
    ~Host();

    /// Takes bytes of the client as they arrive. Never throws; returns fast except when a request floods it.
    void receive(std::string_view bytes);
    /// True after `shutdown`, or when nobody reads the answers: stop reading.
    bool finished() const;

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

/// Reads stdin and writes stdout until stdin ends or `shutdown` comes. stdout is moved to a descriptor of its
/// own first, so that nothing else in the process can write into the protocol. Returns the exit status.
int run_on_standard_streams(service::InferenceService& service, std::string program_version);

} // namespace hearth::host
