#include "engine/serve/metrics.h"

#include <fmt/format.h>

namespace hearth::serve {

std::string metrics_text(const service::Counters& counters, uint64_t http_requests, uint64_t dropped) {
    std::string text;
    const auto add = [&](const char* name, const char* type, const char* help, auto value) {
        text += fmt::format("# HELP hearth_{0} {2}\n# TYPE hearth_{0} {1}\nhearth_{0} {3}\n", name, type,
                            help, value);
    };
    add("http_requests_total", "counter", "HTTP requests received.", http_requests);
    add("dropped_answers_total", "counter", "Answers whose client went away.", dropped);
    add("generations_total", "counter", "Generations submitted.", counters.requests);
    add("prompt_tokens_total", "counter", "Prompt tokens computed.", counters.prompt_tokens);
    add("cached_tokens_total", "counter", "Prompt tokens found in a cache.", counters.cached_tokens);
    add("generated_tokens_total", "counter", "Tokens generated.", counters.generated_tokens);
    add("passes_total", "counter", "Passes over the model's weights.", counters.passes);
    add("generations_running", "gauge", "Generations that run now.", counters.running);
    add("generations_waiting", "gauge", "Generations that wait now.", counters.waiting);
    add("caches", "gauge", "Key-value caches held.", counters.caches);
    return text;
}

} // namespace hearth::serve
