// `hearth-engine serve` with the scripted service behind it: prints its address and token, serves until stdin
// ends.
#include "engine/serve/server.h"
#include "fake_service.h"

#include <cstdio>
#include <thread>

int main() {
    hearth::service::FakeService service;
    (void)service.load({.path = "fake:model"}, [](double) {}, {});
    hearth::serve::Server server(service, {.port = 0, .token = "secret"});
    const auto port = server.bind();
    if (!port)
        return 1;
    std::printf("http://127.0.0.1:%d/v1\ntoken: secret\n", *port);
    std::fflush(stdout);
    std::thread waiter([&] {
        while (std::getchar() != EOF) {
        }
        server.stop();
    });
    server.run();
    waiter.join();
    return 0;
}
