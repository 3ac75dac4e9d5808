// bench
#include "engine/devices.h"
#include "engine/session.h"
#include "engine/tool/command.h"
#include "engine/tool/shared.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace hearth::tool {

namespace {

using Clock = std::chrono::steady_clock;

struct Speed {
    std::string test; ///< "pp512", "tg128"
    int64_t depth = 0;
    double median = 0;
    double smallest = 0;
    double largest = 0;
    /// Decode on a backend that tells: bytes of weights and cache per second, and those that reading the
    /// weights alone reached in between.
    double bytes_per_second = 0;
    double readable_per_second = 0;
};

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Runs `body` once unmeasured, then `repetitions` times.
template <typename Body>
Result<Speed> measure(std::string test, int64_t depth, int64_t tokens, int64_t repetitions,
                      const Body& body) {
    std::vector<double> speeds;
    for (int64_t i = 0; i <= repetitions; ++i) {
        TRY_ASSIGN(const double seconds, body());
        if (i > 0)
            speeds.push_back(static_cast<double>(tokens) / seconds);
    }
    std::ranges::sort(speeds);
    const size_t middle = speeds.size() / 2;
    const double median = speeds.size() % 2 ? speeds[middle] : (speeds[middle - 1] + speeds[middle]) / 2;
    return Speed{std::move(test), depth, median, speeds.front(), speeds.back()};
}

/// Tokens that look random and are the same every time.
std::vector<TokenId> make_tokens(int64_t count, int32_t vocabulary) {
    std::vector<TokenId> tokens(static_cast<size_t>(count));
    uint32_t state = 12345;
    for (TokenId& token : tokens) {
        state = state * 1664525u + 1013904223u;
        token = static_cast<TokenId>((state >> 8) % static_cast<uint32_t>(vocabulary));
    }
    return tokens;
}

class Bench {
public:
    Bench(Session& session, std::vector<TokenId> tokens, int64_t repetitions)
        : m_session(session), m_tokens(std::move(tokens)), m_repetitions(repetitions) {}

    Result<Speed> prompt(int64_t depth, int64_t count) {
        TRY(fill(depth));
        return measure(fmt::format("pp{}", count), depth, count, m_repetitions, [&]() -> Result<double> {
            m_session.rewind(static_cast<int32_t>(depth));
            const auto start = Clock::now();
            TRY(m_session.prefill(std::span(m_tokens).first(static_cast<size_t>(depth + count))));
            return seconds_since(start);
        });
    }

    Result<Speed> decode(int64_t depth, int64_t count) {
        TRY(fill(depth));
        int64_t weights = 0;
        std::vector<double> reading; // seconds
        auto speed =
            measure(fmt::format("tg{}", count), depth, count, m_repetitions, [&]() -> Result<double> {
                m_session.rewind(static_cast<int32_t>(depth));
                const auto start = Clock::now();
                for (int64_t i = 0; i < count; ++i)
                    TRY(m_session.append(m_tokens[static_cast<size_t>(depth + i)]));
                const double seconds = seconds_since(start);
                for (int64_t i = 0; i < std::max<int64_t>(count / 8, 4); ++i) {
                    const auto before = Clock::now();
                    weights = m_session.model().backend().read_weights();
                    reading.push_back(seconds_since(before));
                }
                return seconds;
            });
        if (speed && weights > 0) {
            std::ranges::sort(reading);
            const auto position = static_cast<int64_t>(m_session.cache_bytes() / m_tokens.size());
            const int64_t read = weights + (depth + count / 2) * position;
            speed->bytes_per_second = static_cast<double>(read) * speed->median;
            speed->readable_per_second = static_cast<double>(weights) / reading[reading.size() / 2];
        }
        return speed;
    }

private:
    Result<void> fill(int64_t depth) {
        m_session.rewind(static_cast<int32_t>(depth));
        if (depth > 0)
            TRY(m_session.prefill(std::span(m_tokens).first(static_cast<size_t>(depth))));
        return {};
    }

    Session& m_session;
    std::vector<TokenId> m_tokens;
    int64_t m_repetitions;
};

struct Plan {
    std::vector<int64_t> prompts;
    std::vector<int64_t> decodes;
    std::vector<int64_t> depths;
    int64_t repetitions = 5;

    int64_t positions() const {
        return std::ranges::max(depths) + std::max(std::ranges::max(prompts), std::ranges::max(decodes));
    }
};

std::expected<Plan, Failure> read_plan(const Arguments& arguments) {
    Plan plan;
    TRY_ARGUMENT(plan.prompts, arguments.integers("--prompt", "512", 0, 1 << 24));
    TRY_ARGUMENT(plan.decodes, arguments.integers("--tokens", "128", 0, 1 << 24));
    TRY_ARGUMENT(plan.depths, arguments.integers("--depth", "0", 0, 1 << 24));
    TRY_ARGUMENT(plan.repetitions, arguments.integer("--repetitions", 5, 1, 1000));
    std::ranges::sort(plan.depths);
    return plan;
}

Result<std::vector<Speed>> run_plan(const Plan& plan, Bench& bench, bool print) {
    std::vector<Speed> speeds;
    const auto take = [&](Result<Speed> speed) -> Result<void> {
        TRY(speed);
        if (print)
            fmt::print("{:>8} at depth {:>6}: {:10.2f} tokens/s (min {:.2f}, max {:.2f})\n", speed->test,
                       speed->depth, speed->median, speed->smallest, speed->largest);
        if (print && speed->readable_per_second > 0)
            fmt::print(
                "{:>27} {:10.1f} GB/s of weights and cache, {:.0f} % of what reading alone takes ({:.1f})\n",
                "", speed->bytes_per_second / 1e9, 100 * speed->bytes_per_second / speed->readable_per_second,
                speed->readable_per_second / 1e9);
        std::fflush(stdout);
        speeds.push_back(std::move(*speed));
        return {};
    };
    for (const int64_t depth : plan.depths) {
        for (const int64_t count : plan.prompts)
            if (count > 0)
                TRY(take(bench.prompt(depth, count)));
        for (const int64_t count : plan.decodes)
            if (count > 0)
                TRY(take(bench.decode(depth, count)));
    }
    return speeds;
}

Outcome run_bench(const Arguments& arguments) {
    TRY_ASSIGN(ModelOptions options, read_model_options(arguments));
    TRY_ASSIGN(const Plan plan, read_plan(arguments));
    TRY_ARGUMENT(const int64_t batch, arguments.integer("--batch", 512, 1, 65536));
    options.batch_rows = static_cast<int32_t>(batch);
    options.context_length = static_cast<int32_t>(std::max<int64_t>(plan.positions(), 1));
    const auto start = Clock::now();
    TRY_ASSIGN(const auto model, load_model(arguments, options));
    const double load_seconds = seconds_since(start);
    TRY_ASSIGN(const auto session, Session::create(model, {options.context_length, options.cache_type}));
    const bool as_json = arguments.has("--json");
    if (!as_json)
        fmt::print("{}: {} on {}\n", model->file().path().string(), model->quantization(),
                   model->backend().name());
    Bench bench(*session, make_tokens(options.context_length, model->config().vocabulary), plan.repetitions);
    TRY_ASSIGN(const std::vector<Speed> speeds, run_plan(plan, bench, !as_json));
    if (!as_json) {
        fmt::print("loaded in {:.0f} ms, peak memory {} MiB\n", load_seconds * 1000, peak_memory() >> 20);
        return {};
    }
    auto results = nlohmann::ordered_json::array();
    for (const Speed& speed : speeds) {
        results.push_back({{"test", speed.test},
                           {"depth", speed.depth},
                           {"median", speed.median},
                           {"min", speed.smallest},
                           {"max", speed.largest},
                           {"unit", "tokens/s"}});
        if (speed.readable_per_second > 0)
            results.back().update({{"bytes_per_second", speed.bytes_per_second},
                                   {"readable_per_second", speed.readable_per_second}});
    }
    const nlohmann::ordered_json json{
        {"model", model->file().path().string()},
        {"threads", options.threads > 0 ? options.threads : performance_core_count()},
        {"device", model->backend().name()},
        {"results", results},
        {"load_ms", load_seconds * 1000},
        {"peak_rss_bytes", peak_memory()}};
    fmt::print("{}\n", json.dump(2));
    return {};
}

} // namespace

Command bench_command() {
    return {
        "bench",
        "-m MODEL [-p 512] [-n 128] [-d 0,8192] [--json]",
        "prompt and decode speed",
        "Every figure is the median of the repetitions, after one that is not counted.",
        model_options({{"--prompt", "-p", "N,…", "prompt lengths to time; 0: none", "512"},
                       {"--tokens", "-n", "N,…", "numbers of tokens to decode one by one; 0: none", "128"},
                       {"--depth", "-d", "N,…", "tokens that are in the context already", "0"},
                       {"--repetitions", "-r", "N", "times that each is measured", "5"},
                       {"--batch", "-b", "N", "most tokens in one pass", "512"},
                       {"--json", "", "", "for programs"}}),
        0,
        run_bench};
}

} // namespace hearth::tool
