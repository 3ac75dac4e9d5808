#include "engine/service/sequence.h"

#include <algorithm>

namespace hearth::service {

namespace {

double seconds_between(Sequence::Clock::time_point begin, Sequence::Clock::time_point end) {
    return std::chrono::duration<double>(end - begin).count();
}

} // namespace

Sequence::Sequence(Job job, Clock::time_point submitted)
    : m_job(std::move(job)), m_stream(m_job.stop), m_submitted(submitted), m_begun(Clock::now()) {
    m_outcome.prompt_tokens = prompt_size();
}

Result<void> Sequence::prepare_sampler(const Tokenizer& tokenizer) {
    TRY_ASSIGN(m_sampler, Sampler::create(m_job.sampling, tokenizer));
    for (const TokenId id : m_job.prompt)
        TRY(m_sampler->accept(id, false));
    return {};
}

void Sequence::take(KeptContext& context) {
    m_context = &context;
    context.busy = true;
    context.conversation = m_job.conversation;
    // The last token is evaluated in any case: its logits are wanted.
    session().rewind(std::min(common_prefix(session().tokens(), m_job.prompt), prompt_size() - 1));
    m_outcome.context_size = session().capacity();
}

bool Sequence::wants_token() {
    if (reading_prompt())
        m_first_token = Clock::now();
    if (m_outcome.generated_tokens == m_job.max_tokens)
        end(FinishReason::Length);
    return !m_ended;
}

void Sequence::say(const Tokenizer& tokenizer, SampledToken token) {
    if (tokenizer.is_end_of_generation(token.id) && !m_job.sampling.ignore_end_of_generation)
        return end(FinishReason::Stop);
    if (auto accepted = m_sampler->accept(token.id); !accepted)
        return end(Failure(std::move(accepted).error()));
    ++m_outcome.generated_tokens;
    m_next = token.id;
    const bool visible = std::ranges::find(m_job.visible_tokens, token.id) != m_job.visible_tokens.end();
    const std::string_view bytes = tokenizer.token_bytes(token.id, visible);
    if (m_job.sampling.logprobs > 0)
        note_token(tokenizer, std::move(token), bytes);
    emit(m_stream.push(bytes));
    if (m_stream.stopped())
        end(FinishReason::Stop);
    else if (m_outcome.generated_tokens == m_job.max_tokens)
        end(FinishReason::Length);
    else if (evaluated() >= session().capacity())
        end(FinishReason::Context);
}

void Sequence::note_token(const Tokenizer& tokenizer, SampledToken token, std::string_view bytes) {
    TokenReport report{std::move(token), std::string(bytes), {}};
    for (const TokenProbability& other : report.token.top)
        report.top_bytes.emplace_back(tokenizer.token_bytes(other.id, true));
    m_reports.push_back(std::move(report));
}

void Sequence::emit(const std::string& text) {
    const std::string shown = m_job.filter ? m_job.filter->push(text) : text;
    if (shown.empty())
        return;
    m_outcome.text += shown;
    m_job.listener->text(shown, m_reports);
    m_reports.clear();
}

/// What the stream and the filter still held, and reports that no text has carried.
void Sequence::emit_rest() {
    emit(m_stream.finish());
    const std::string rest = m_job.filter ? m_job.filter->finish(m_outcome) : std::string();
    if (rest.empty() && m_reports.empty())
        return;
    m_outcome.text += rest;
    m_job.listener->text(rest, m_reports);
    m_reports.clear();
}

void Sequence::note_times() {
    const auto now = Clock::now();
    const bool drawn = m_first_token != Clock::time_point{};
    m_outcome.prefill_seconds = seconds_between(m_begun, drawn ? m_first_token : now);
    m_outcome.decode_seconds = drawn ? seconds_between(m_first_token, now) : 0;
    m_outcome.first_token_seconds = drawn ? seconds_between(m_submitted, m_first_token) : 0;
}

void Sequence::end(FinishReason reason) {
    if (m_ended)
        return;
    emit_rest();
    note_times();
    m_outcome.context_used = evaluated();
    m_outcome.finish =
        reason == FinishReason::Stop && !m_outcome.tool_calls.empty() ? FinishReason::ToolCalls : reason;
    m_result = std::move(m_outcome);
    leave_context();
}

void Sequence::end(Failure failure) {
    if (m_ended)
        return;
    m_result = std::unexpected(std::move(failure));
    leave_context();
}

void Sequence::leave_context() {
    m_ended = true;
    m_context->busy = false;
}

void Sequence::tell_result() {
    m_job.listener->finished(std::move(m_result));
}

} // namespace hearth::service
