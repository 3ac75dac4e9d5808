// One answer in the making: what is drawn, what of it is said, and how it ended.
#pragma once

#include "engine/sampling/stop.h"
#include "engine/service/context_pool.h"
#include "engine/service/job.h"

#include <chrono>
#include <memory>
#include <string_view>
#include <vector>

namespace hearth::service {

/// Used by the scheduler's thread alone.
class Sequence {
public:
    using Clock = std::chrono::steady_clock;

    /// `submitted`: when the job began to wait.
    Sequence(Job job, Clock::time_point submitted);

    /// Takes the prompt into a new sampler. Error: InvalidInput when the sampling options make no sense.
    Result<void> prepare_sampler(const Tokenizer& tokenizer);
    /// Goes on in `context`, which is busy and the conversation's from now on, with what of the prompt it
    /// has.
    void take(KeptContext& context);

    const Job& job() const { return m_job; }
    KeptContext& context() const { return *m_context; } ///< after take()
    Session& session() const { return *m_context->session; }
    Sampler& sampler() const { return *m_sampler; }
    bool reading_prompt() const { return m_next == no_token; }
    TokenId next() const { return m_next; } ///< drawn, not yet evaluated
    int32_t evaluated() const { return static_cast<int32_t>(session().tokens().size()); }
    int32_t prompt_size() const { return static_cast<int32_t>(m_job.prompt.size()); }
    /// What of the prompt is evaluated now was there already.
    void note_cached() { m_outcome.cached_tokens = evaluated(); }

    /// Whether a token is to be drawn from the logits that there are now; ends the answer when none is.
    bool wants_token();
    /// Says a drawn token; ends the answer where the token, a stop text, the limit or the context does.
    void say(const Tokenizer& tokenizer, SampledToken token);
    /// Ends the answer; what was held back is said. Nothing happens when it has ended.
    void end(FinishReason reason);
    /// Ends it with an error. Nothing happens when it has ended.
    void end(Failure failure);
    bool ended() const { return m_ended; }
    /// How it ended; the listener may be told once.
    const ServiceResult<GenerationOutcome>& result() const { return m_result; }
    void tell_result();

    /// Another answer that computes a beginning of this prompt, which this one will copy; or null.
    const Sequence* leader = nullptr;
    int32_t leader_prefix = 0;

private:
    void emit(const std::string& text);
    void emit_rest();
    void note_token(const Tokenizer& tokenizer, SampledToken token, std::string_view bytes);
    void note_times();
    void leave_context();

    Job m_job;
    KeptContext* m_context = nullptr;
    std::unique_ptr<Sampler> m_sampler;
    TextStream m_stream;
    GenerationOutcome m_outcome;
    ServiceResult<GenerationOutcome> m_result;
    std::vector<TokenReport> m_reports; ///< of tokens whose text is not out yet
    TokenId m_next = no_token;
    Clock::time_point m_submitted;
    Clock::time_point m_begun;
    Clock::time_point m_first_token;
    bool m_ended = false;
};

} // namespace hearth::service
