// `hearth-engine host` with the scripted service behind it; see fake_service.h for what it answers.
#include "engine/host/host.h"
#include "fake_service.h"

#include <string_view>

int main(int argc, char** argv) {
    // Tests of the client need programs that misbehave at start.
    const std::string_view mode = argc > 1 ? argv[1] : "host";
    if (mode == "die-at-start")
        return 3;
    hearth::service::FakeService service;
    return hearth::host::run_on_standard_streams(service, "fake");
}
