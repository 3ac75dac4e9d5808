// hearth-engine host: the service that the window talks to.
#include "engine/host/host.h"

#include "engine/service/model_service.h"
#include "engine/tool/command.h"

#include <cstdlib>

namespace hearth::tool {

namespace {

Outcome run(const Arguments&) {
    service::ModelService service;
    const int status = host::run_on_standard_streams(service, HEARTH_VERSION);
    if (status != 0)
        return fail(ErrorKind::Io, "the standard streams can't be used");
    return {};
}

} // namespace

Command host_command() {
    return {
        .name = "host",
        .synopsis = "",
        .summary = "serve JSON-RPC 2.0 on stdin and stdout, one line a message",
        .details =
            "The protocol is described in engine/host/PROTOCOL.md. Ends when stdin ends. Opens no socket.",
        .options = {},
        .run = run};
}

} // namespace hearth::tool
