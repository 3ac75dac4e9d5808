// `hearth-engine host` with the scripted service behind it; see fake_service.h for what it answers.
#include "engine/host/host.h"
#include "fake_service.h"

#include <chrono>
#include <cstdio>
#include <string_view>
#include <thread>

int main(int argc, char** argv) {
    // Tests of the client need programs that misbehave.
    const std::string_view mode = argc > 1 ? argv[1] : "host";
    if (mode == "info")
        return 0;
    if (mode == "die-at-start") {
        std::fputs("There is no memory left.\n", stderr);
        return 3;
    }
    if (mode == "garbage") { // then serves as it should
        std::fputs("hello\n\n{\"id\": 77}\n[1,2]\n{\"method\": 5}\n\xff\xfe\n"
                   "{\"method\":\"token\",\"params\":{\"request\":99,\"text\":\"x\"}}\n",
                   stdout);
    } else if (mode == "future") {
        std::puts(R"({"jsonrpc":"2.0","id":1,"result":{"protocol":99,"version":"99"}})");
        std::fflush(stdout);
        std::this_thread::sleep_for(std::chrono::seconds(20));
        return 0;
    }
    hearth::service::FakeService service;
    return hearth::host::run_on_standard_streams(service, "fake");
}
