#include "engine/generate.h"

#include "engine/sampling/stop.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace hearth {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

} // namespace

std::string_view finish_name(FinishReason reason) {
    switch (reason) {
    case FinishReason::Stop:
        return "stop";
    case FinishReason::Length:
        return "length";
    case FinishReason::Context:
        return "context";
    case FinishReason::Cancelled:
        return "cancelled";
    }
    return "stop";
}

double GenerateResult::prefill_tokens_per_second() const {
    return prefill_seconds > 0 ? (prompt_tokens - cached_tokens) / prefill_seconds : 0;
}

double GenerateResult::decode_tokens_per_second() const {
    // The first token comes out of the prefill.
    return decode_seconds > 0 && tokens.size() > 1 ? static_cast<double>(tokens.size() - 1) / decode_seconds
                                                   : 0;
}

namespace {

/// The state of one answer in the making.
class Generation {
public:
    Generation(Session& session, const Tokenizer& tokenizer, const GenerateOptions& options,
               const GenerateCallbacks& callbacks)
        : m_session(session)
        , m_tokenizer(tokenizer)
        , m_options(options)
        , m_callbacks(callbacks)
        , m_stream(options.stop) {}

    Result<GenerateResult> run(std::span<const TokenId> prompt, std::stop_token stop);

private:
    Result<bool> evaluate_prompt(std::span<const TokenId> prompt, std::stop_token stop);
    Result<void> decode(std::stop_token stop);
    /// Draws and emits one token; false: it ended the answer.
    Result<bool> draw();
    void emit(const std::string& text);

    Session& m_session;
    const Tokenizer& m_tokenizer;
    const GenerateOptions& m_options;
    const GenerateCallbacks& m_callbacks;
    TextStream m_stream;
    std::unique_ptr<Sampler> m_sampler;
    GenerateResult m_result;
    Clock::time_point m_start = Clock::now();
};

void Generation::emit(const std::string& text) {
    if (text.empty())
        return;
    m_result.text += text;
    if (m_callbacks.text)
        m_callbacks.text(text);
}

Result<bool> Generation::evaluate_prompt(std::span<const TokenId> prompt, std::stop_token stop) {
    const auto before = Clock::now();
    auto prefilled = m_session.prefill(prompt, m_callbacks.progress, stop);
    m_result.prefill_seconds = seconds_since(before);
    m_result.prompt_tokens = static_cast<int32_t>(prompt.size());
    if (!prefilled) {
        if (prefilled.error().kind != ErrorKind::Cancelled)
            return std::unexpected(std::move(prefilled).error());
        m_result.finish = FinishReason::Cancelled;
        return false;
    }
    m_result.cached_tokens = prefilled->cached;
    for (const TokenId id : prompt)
        TRY(m_sampler->accept(id, false));
    return true;
}

Result<bool> Generation::draw() {
    const std::span<float> logits = m_session.logits();
    const auto known = std::min(logits.size(), static_cast<size_t>(m_tokenizer.size()));
    TRY_ASSIGN(const SampledToken token, m_session.best().empty() ? m_sampler->sample(logits.first(known))
                                                                  : m_sampler->sample_best(m_session.best()));
    if (m_result.tokens.empty())
        m_result.first_token_seconds = seconds_since(m_start);
    if (m_tokenizer.is_end_of_generation(token.id) && !m_options.sampling.ignore_end_of_generation) {
        m_result.finish = FinishReason::Stop;
        return false;
    }
    TRY(m_sampler->accept(token.id));
    m_result.tokens.push_back(token.id);
    if (m_callbacks.token)
        m_callbacks.token(token);
    emit(m_stream.push(m_tokenizer.token_bytes(token.id, m_options.special_text)));
    if (m_stream.stopped()) {
        m_result.finish = FinishReason::Stop;
        m_result.stop_string = m_stream.stop_string();
        return false;
    }
    return true;
}

Result<void> Generation::decode(std::stop_token stop) {
    const auto start = Clock::now();
    while (true) {
        if (m_options.max_tokens >= 0 &&
            static_cast<int32_t>(m_result.tokens.size()) >= m_options.max_tokens) {
            m_result.finish = FinishReason::Length;
            break;
        }
        if (stop.stop_requested()) {
            m_result.finish = FinishReason::Cancelled;
            break;
        }
        TRY_ASSIGN(const bool goes_on, draw());
        if (!goes_on)
            break;
        if (static_cast<int32_t>(m_result.tokens.size()) == m_options.max_tokens)
            continue; // nothing will be drawn from what would come after it
        if (static_cast<int32_t>(m_session.tokens().size()) >= m_session.capacity()) {
            m_result.finish = FinishReason::Context;
            break;
        }
        TRY(m_session.append(m_result.tokens.back(), m_session.model().best_for(m_sampler->deciding())));
    }
    m_result.decode_seconds = seconds_since(start);
    return {};
}

Result<GenerateResult> Generation::run(std::span<const TokenId> prompt, std::stop_token stop) {
    TRY_ASSIGN(m_sampler, Sampler::create(m_options.sampling, m_tokenizer));
    TRY_ASSIGN(const bool ready, evaluate_prompt(prompt, stop));
    if (ready)
        TRY(decode(stop));
    emit(m_stream.finish());
    return std::move(m_result);
}

} // namespace

Result<GenerateResult> generate(Session& session, std::span<const TokenId> prompt,
                                const GenerateOptions& options, const GenerateCallbacks& callbacks,
                                std::stop_token stop) {
    TRY_ASSIGN(const Tokenizer* tokenizer, session.model().tokenizer());
    return Generation(session, *tokenizer, options, callbacks).run(prompt, stop);
}

} // namespace hearth
