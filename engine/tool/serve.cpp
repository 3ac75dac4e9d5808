// hearth-engine serve: the OpenAI-compatible API for other programs of this machine.
#include "engine/serve/server.h"
#include "engine/service/model_service.h"
#include "engine/tool/command.h"
#include "engine/tool/shared.h"
#include "engine/tool/system.h"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <thread>

namespace hearth::tool {

namespace {

volatile std::sig_atomic_t stop_wanted = 0;
std::atomic<bool> input_ended = false;

std::string token_of(const Arguments& arguments) {
    if (arguments.has("--token"))
        return arguments.text("--token");
    const char* variable = std::getenv("HEARTH_TOKEN");
    return variable && *variable ? variable : serve::make_token();
}

service::LoadRequest load_request(const Arguments& arguments, int64_t context, const ModelOptions& options) {
    service::LoadRequest request;
    request.path = path_of(arguments.text("--model"));
    request.device = options.device;
    request.threads = options.threads;
    request.context_length = static_cast<int32_t>(context);
    request.cache_type = arguments.text("--kv", "f16");
    request.device_layers = options.device_layers;
    return request;
}

/// Serves until Ctrl-C or SIGTERM, or until its input ends: a program that starts it holds the other end, and
/// may die without a word.
void serve_until_stopped(serve::Server& server, bool while_input) {
    if (while_input)
        std::thread([] {
            wait_for_end_of_input();
            input_ended = true;
        }).detach();
    std::signal(SIGINT, [](int) { stop_wanted = 1; });
    std::signal(SIGTERM, [](int) { stop_wanted = 1; });
#ifndef _WIN32
    std::signal(SIGPIPE, SIG_IGN); // a client that goes away is no reason to end
#endif
    std::atomic<bool> ended = false;
    std::thread waiter([&] {
        while (!stop_wanted && !input_ended && !ended)
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        server.stop();
    });
    server.run();
    ended = true;
    waiter.join();
}

Outcome run(const Arguments& arguments) {
    TRY_ASSIGN(const auto model_path, arguments.required("--model"));
    TRY_ASSIGN(const ModelOptions model_options, read_model_options(arguments));
    TRY_ARGUMENT(const auto context, arguments.integer("--context", 0, 0, 1 << 24));
    TRY_ARGUMENT(const auto port, arguments.integer("--port", 8765, 0, 65535));
    TRY_ARGUMENT(const auto parallel, arguments.integer("--parallel", 8, 1, 16));
    TRY_ARGUMENT(const auto queue, arguments.integer("--queue", 256, 1, 100000));
    TRY_ARGUMENT(const auto body, arguments.integer("--largest-body", 16, 1, 1024));
    service::ModelService service({static_cast<int32_t>(parallel), static_cast<int32_t>(queue)});
    const auto model = service.load(load_request(arguments, context, model_options), {}, {});
    if (!model)
        return fail(model.error().kind, model.error().message);

    serve::ServerOptions options;
    options.port = static_cast<int>(port);
    options.token = token_of(arguments);
    options.largest_body = static_cast<size_t>(body) << 20;
    options.origins = arguments.all("--allow-origin");
    serve::Server server(service, options);
    TRY_ASSIGN(const int bound, server.bind());
    fmt::print("{} on {}\nhttp://127.0.0.1:{}/v1\ntoken: {}\n", model->name, model->device, bound,
               options.token);
    std::fflush(stdout);
    serve_until_stopped(server, arguments.has("--while-input"));
    return {};
}

} // namespace

Command serve_command() {
    return {
        .name = "serve",
        .synopsis = "-m MODEL [--port P] [--token T]",
        .summary = "serve the OpenAI API on 127.0.0.1, for programs of this machine",
        .details =
            "Prints the address and the token, then serves until Ctrl-C. Clients send \"Authorization: "
            "Bearer "
            "TOKEN\".\n"
            "Endpoints: /v1/models, /v1/chat/completions, /v1/completions, /v1/responses, /v1/embeddings,\n"
            "/tokenize, /detokenize, /health, /metrics.",
        .options = model_options(
            {{"--context", "-c", "N", "context length of each conversation; 0: as trained, as memory allows",
              "0"},
             {"--port", "", "P", "port; 0: any free one", "8765"},
             {"--token", "", "T", "the token; better in the environment as HEARTH_TOKEN", "a fresh one"},
             {"--parallel", "", "N", "most answers at once", "8"},
             {"--queue", "", "N", "most requests that may wait", "256"},
             {"--largest-body", "", "MIB", "largest request", "16"},
             {"--allow-origin", "", "ORIGIN", "a web page that may use the API; may be given again", "none"},
             {"--while-input", "", "", "end when standard input does, for a program that starts it"}}),
        .run = run};
}

} // namespace hearth::tool
