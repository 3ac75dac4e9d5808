#include "engine/service/scheduler.h"

#include "engine/forward.h"
#include "engine/sampling/stop.h"
#include "engine/service/pace.h"

#include <algorithm>
#include <future>

namespace hearth::service {

using Clock = std::chrono::steady_clock;

namespace {

/// A pass that others wait for takes no longer than this, as far as the share of prompts can be cut.
constexpr double shared_pass_seconds = 0.15;
/// A pass of one sequence is stopped between layers, so only a layer is bounded.
constexpr double seconds_per_layer = 0.1;
constexpr int32_t smallest_prompt_share = 16;
/// A prefix shorter than this is quicker computed than waited for or copied.
constexpr int32_t worthwhile_prefix = 16;
/// A cancelled answer is noticed between two passes.
constexpr auto longest_rest = std::chrono::milliseconds(100);

double seconds_between(Clock::time_point begin, Clock::time_point end) {
    return std::chrono::duration<double>(end - begin).count();
}

int32_t common_prefix(std::span<const TokenId> a, std::span<const TokenId> b) {
    return static_cast<int32_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

} // namespace

/// One answer in the making.
struct Scheduler::Sequence {
    Job job;
    Slot* slot = nullptr;
    std::unique_ptr<Sampler> sampler;
    TextStream stream;
    GenerationOutcome outcome;
    std::vector<TokenReport> reports; ///< of tokens whose text is not out yet
    TokenId next = no_token;          ///< drawn, not yet evaluated
    Clock::time_point submitted;
    Clock::time_point begun;
    Clock::time_point first_token;
    bool finished = false;
    const Sequence* leader = nullptr; ///< computes a prefix that this one will copy
    int32_t leader_prefix = 0;

    bool reading_prompt() const { return next == no_token; }
    int32_t evaluated() const { return static_cast<int32_t>(slot->session->tokens().size()); }
    int32_t prompt_size() const { return static_cast<int32_t>(job.prompt.size()); }
};

Scheduler::Scheduler(std::shared_ptr<const Model> model, const Tokenizer& tokenizer,
                     const SchedulerOptions& options)
    : m_model(std::move(model)), m_tokenizer(tokenizer), m_options(options) {
    // Each running sequence may want one row of logits from the same pass.
    m_options.parallel = std::clamp(m_options.parallel, 1, m_model->forward().limits().outputs);
    m_options.caches = std::max(m_options.caches, m_options.parallel);
    m_thread = std::thread([this] { run(); });
}

Scheduler::~Scheduler() {
    shut_down();
}

void Scheduler::shut_down() {
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_changed.notify_all();
    std::call_once(m_joined, [this] { m_thread.join(); });
}

void Scheduler::submit(Job job) {
    const std::shared_ptr<GenerationListener> listener = job.listener;
    std::optional<Failure> refused;
    {
        const std::lock_guard lock(m_mutex);
        const auto waiting = static_cast<int32_t>(m_waiting.size());
        if (m_ending) {
            refused = Failure(Error{ErrorKind::Cancelled, "The model has been unloaded."});
        } else if (waiting >= m_options.queue_limit) {
            refused = Failure::queue_full(waiting);
        } else {
            m_waiting.push_back({std::move(job), Clock::now()});
            m_counters.waiting = waiting + 1;
            ++m_counters.requests;
        }
    }
    m_changed.notify_all();
    if (refused)
        listener->finished(std::unexpected(std::move(*refused)));
}

void Scheduler::run() {
    while (true) {
        std::deque<std::function<void()>> calls;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] {
                return m_ending || !m_waiting.empty() || !m_calls.empty() || !m_sequences.empty();
            });
            if (m_ending)
                break;
            calls.swap(m_calls);
        }
        for (auto& call : calls)
            call();
        end_cancelled();
        admit();
        const std::vector<Share> shares = plan_pass();
        const auto began = Clock::now();
        if (!shares.empty()) {
            if (auto passed = run_pass(shares); passed)
                take_results(shares);
            else if (passed.error().kind != ErrorKind::Cancelled)
                for (const Share& share : shares)
                    finish(*share.sequence, std::unexpected(Failure(passed.error())));
        }
        remove_finished();
        if (!shares.empty())
            rest(Clock::now() - began);
    }
    for (auto& sequence : m_sequences)
        end(*sequence, FinishReason::Cancelled);
    std::deque<Waiting> waiting;
    std::deque<std::function<void()>> calls;
    {
        const std::lock_guard lock(m_mutex);
        waiting.swap(m_waiting);
        calls.swap(m_calls);
    }
    for (auto& call : calls)
        call();
    for (Waiting& item : waiting) {
        GenerationOutcome outcome;
        outcome.finish = FinishReason::Cancelled;
        item.job.listener->finished(std::move(outcome));
    }
}

/// Rests in proportion to a pass that took `worked`; see pace.h. Whatever is asked meanwhile wakes it.
void Scheduler::rest(Clock::duration worked) {
    const double share = duty();
    if (share >= 1)
        return;
    const auto rest = std::chrono::duration_cast<Clock::duration>(worked * (1 / share - 1));
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, std::min<Clock::duration>(rest, longest_rest),
                       [this] { return m_ending || !m_calls.empty(); });
}

// ---- who runs ----

void Scheduler::end_cancelled() {
    for (auto& sequence : m_sequences)
        if (sequence->job.stop_token.stop_requested())
            end(*sequence, FinishReason::Cancelled);
    remove_finished();
    std::vector<Waiting> cancelled;
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_waiting, [&](Waiting& waiting) {
            if (!waiting.job.stop_token.stop_requested())
                return false;
            cancelled.push_back(std::move(waiting));
            return true;
        });
    }
    for (Waiting& waiting : cancelled) {
        GenerationOutcome outcome;
        outcome.finish = FinishReason::Cancelled;
        waiting.job.listener->finished(std::move(outcome));
    }
}

void Scheduler::admit() {
    while (static_cast<int32_t>(m_sequences.size()) < m_options.parallel) {
        std::optional<Waiting> next;
        {
            const std::lock_guard lock(m_mutex);
            if (m_waiting.empty())
                break;
            auto chosen = std::ranges::find_if(
                m_waiting, [](const Waiting& item) { return item.job.priority == Priority::Interactive; });
            if (chosen == m_waiting.end())
                chosen = m_waiting.begin();
            next = std::move(*chosen);
            m_waiting.erase(chosen);
        }
        begin(std::move(*next));
    }
    set_counts();
}

void Scheduler::set_counts() {
    const std::lock_guard lock(m_mutex);
    m_counters.waiting = static_cast<int32_t>(m_waiting.size());
    m_counters.running = static_cast<int32_t>(m_sequences.size());
    m_counters.caches = static_cast<int32_t>(m_slots.size());
}

void Scheduler::begin(Waiting waiting) {
    auto sequence = std::make_unique<Sequence>();
    sequence->job = std::move(waiting.job);
    sequence->submitted = waiting.since;
    sequence->begun = Clock::now();
    sequence->stream = TextStream(sequence->job.stop);
    auto slot = prepare(*sequence);
    if (!slot) {
        sequence->job.listener->finished(std::unexpected(std::move(slot).error()));
        return;
    }
    sequence->slot = *slot;
    Slot& own = **slot;
    own.busy = true;
    own.conversation = sequence->job.conversation;
    const std::span<const TokenId> prompt = sequence->job.prompt;
    own.session->rewind(std::min(common_prefix(own.session->tokens(), prompt), sequence->prompt_size() - 1));
    sequence->outcome.prompt_tokens = sequence->prompt_size();
    sequence->outcome.context_size = own.session->capacity();
    find_leader(*sequence);
    sequence->outcome.cached_tokens = sequence->evaluated();
    sequence->job.listener->started();
    m_sequences.push_back(std::move(sequence));
}

ServiceResult<Scheduler::Slot*> Scheduler::prepare(Sequence& sequence) {
    const Job& job = sequence.job;
    if (job.prompt.empty())
        return fail(ErrorKind::InvalidInput, "The prompt is empty.");
    if (sequence.prompt_size() > m_options.context_length)
        return std::unexpected(Failure::prompt_too_long(sequence.prompt_size(), m_options.context_length));
    for (const TokenId id : job.prompt)
        if (id < 0 || id >= m_model->config().vocabulary)
            return fail(ErrorKind::InvalidInput, "The prompt has a token that the model does not know.");
    TRY_ASSIGN(sequence.sampler, Sampler::create(job.sampling, m_tokenizer));
    for (const TokenId id : job.prompt)
        TRY(sequence.sampler->accept(id, false));
    TRY_ASSIGN(Slot * slot, choose_slot(job.prompt, job.conversation));
    return slot;
}

// ---- caches ----

Scheduler::Slot* Scheduler::find_slot(const std::string& conversation) {
    if (conversation.empty())
        return nullptr;
    const auto found =
        std::ranges::find_if(m_slots, [&](const auto& slot) { return slot->conversation == conversation; });
    return found == m_slots.end() ? nullptr : found->get();
}

Result<Scheduler::Slot*> Scheduler::create_slot() {
    SessionOptions options;
    options.context_length = m_options.context_length;
    options.cache_type = m_options.cache_type;
    TRY_ASSIGN(auto session, Session::create(m_model, options));
    m_slots.push_back(std::make_unique<Slot>());
    m_slots.back()->session = std::move(session);
    return m_slots.back().get();
}

Result<Scheduler::Slot*> Scheduler::choose_slot(std::span<const TokenId> prompt,
                                                const std::string& conversation) {
    Slot* chosen = find_slot(conversation);
    if (chosen && !chosen->busy) {
        chosen->last_used = ++m_clock;
        return chosen;
    }
    chosen = nullptr;
    // A cache of nobody in particular whose whole content opens this prompt is simply continued.
    Slot* oldest = nullptr;
    for (const auto& slot : m_slots) {
        if (slot->busy)
            continue;
        const auto tokens = slot->session->tokens();
        const bool opens = common_prefix(tokens, prompt) == static_cast<int32_t>(tokens.size());
        if (slot->conversation.empty() && opens &&
            (!chosen || tokens.size() > chosen->session->tokens().size()))
            chosen = slot.get();
        // Unnamed caches go before those that a conversation may come back to.
        const auto age = [](const Slot& item) {
            return std::pair(!item.conversation.empty(), item.last_used);
        };
        if (!oldest || age(*slot) < age(*oldest))
            oldest = slot.get();
    }
    if (!chosen && static_cast<int32_t>(m_slots.size()) < m_options.caches) {
        auto created = create_slot();
        if (!created && !oldest)
            return created;
        if (created)
            chosen = *created;
    }
    if (!chosen)
        chosen = oldest;
    if (!chosen)
        return fail(ErrorKind::OutOfMemory, "There is no memory for one more context at the moment.");
    chosen->last_used = ++m_clock;
    return chosen;
}

/// Takes the longest prefix that any cache has; when a sequence that is still reading its prompt will have
/// more, waits for that instead of computing the same twice.
void Scheduler::find_leader(Sequence& sequence) {
    const std::span<const TokenId> prompt = sequence.job.prompt;
    const int32_t useful = sequence.prompt_size() - 1;
    const Session* best = nullptr;
    int32_t longest = sequence.evaluated() + worthwhile_prefix - 1;
    for (const auto& slot : m_slots) {
        const int32_t length = std::min(common_prefix(slot->session->tokens(), prompt), useful);
        if (slot.get() != sequence.slot && length > longest) {
            best = slot->session.get();
            longest = length;
        }
    }
    if (best)
        (void)sequence.slot->session->adopt_prefix(*best, prompt.first(static_cast<size_t>(useful)));
    longest = sequence.evaluated() + worthwhile_prefix - 1;
    for (const auto& other : m_sequences) {
        const int32_t length = std::min(common_prefix(other->job.prompt, prompt), useful);
        if (other->reading_prompt() && !other->finished && length > longest) {
            sequence.leader = other.get();
            sequence.leader_prefix = longest = length;
        }
    }
}

bool Scheduler::wait_for_leader(Sequence& sequence) {
    if (!sequence.leader)
        return false;
    const bool gone =
        std::ranges::none_of(m_sequences, [&](const auto& other) { return other.get() == sequence.leader; });
    if (!gone && sequence.leader->evaluated() < sequence.leader_prefix)
        return true;
    if (!gone) {
        const auto prefix = std::span(sequence.job.prompt).first(static_cast<size_t>(sequence.leader_prefix));
        (void)sequence.slot->session->adopt_prefix(*sequence.leader->slot->session, prefix);
        sequence.outcome.cached_tokens = sequence.evaluated();
    }
    sequence.leader = nullptr;
    return false;
}

// ---- a pass ----

int32_t Scheduler::prompt_budget(int32_t decoding) const {
    const int32_t room = m_model->forward().limits().rows - decoding;
    if (m_seconds_per_row <= 0)
        return std::min(room, 4 * smallest_prompt_share); // the first pass measures
    const bool alone = m_sequences.size() == 1;
    const double seconds = alone ? seconds_per_layer * m_model->config().layers : shared_pass_seconds;
    return static_cast<int32_t>(
        std::clamp<double>(seconds / m_seconds_per_row, std::min(smallest_prompt_share, room), room));
}

std::vector<Scheduler::Share> Scheduler::plan_pass() {
    std::vector<Share> shares;
    int32_t outputs = 0;
    for (const auto& sequence : m_sequences)
        if (!sequence->reading_prompt())
            shares.push_back({sequence.get(), 1, outputs++});
    int32_t budget = prompt_budget(static_cast<int32_t>(shares.size()));
    const size_t count = m_sequences.size();
    ++m_first_prompt;
    for (size_t i = 0; i < count && budget > 0; ++i) {
        Sequence& sequence = *m_sequences[(m_first_prompt + i) % count];
        if (!sequence.reading_prompt() || wait_for_leader(sequence))
            continue;
        const int32_t left = sequence.prompt_size() - sequence.evaluated();
        const int32_t rows = std::min(left, budget);
        shares.push_back({&sequence, rows, rows == left ? outputs++ : -1});
        budget -= rows;
    }
    return shares;
}

Result<void> Scheduler::run_pass(const std::vector<Share>& shares) {
    std::vector<Segment> segments;
    std::vector<int32_t> output_rows;
    m_pass_ids.clear();
    for (const Share& share : shares) {
        Sequence& sequence = *share.sequence;
        const auto first = static_cast<int32_t>(m_pass_ids.size());
        const int32_t position = sequence.evaluated();
        segments.push_back({&sequence.slot->session->cache(), first, share.rows, position});
        if (sequence.reading_prompt())
            m_pass_ids.insert(m_pass_ids.end(), sequence.job.prompt.begin() + position,
                              sequence.job.prompt.begin() + position + share.rows);
        else
            m_pass_ids.push_back(sequence.next);
        if (share.output >= 0)
            output_rows.push_back(first + share.rows - 1);
    }
    TRY(evaluate({m_pass_ids, segments, output_rows, wanted_logits(shares)}, shares));
    for (size_t i = 0; i < shares.size(); ++i)
        shares[i].sequence->slot->session->note_evaluated(
            std::span(m_pass_ids)
                .subspan(static_cast<size_t>(segments[i].first_row), static_cast<size_t>(segments[i].rows)));
    return {};
}

/// So many of the largest logits are enough for the draws of all shares; 0: all logits are wanted.
int32_t Scheduler::wanted_logits(const std::vector<Share>& shares) const {
    int32_t most = 0;
    for (const Share& share : shares) {
        if (share.output < 0)
            continue;
        const int32_t deciding = share.sequence->sampler->deciding();
        if (deciding == 0)
            return 0;
        most = std::max(most, deciding);
    }
    return m_model->best_for(most);
}

Result<void> Scheduler::take_outputs(const Step& step) {
    m_pass_logits.clear();
    m_pass_best.clear();
    const auto outputs = static_cast<int32_t>(step.output_rows.size());
    const Activation logits = m_model->forward().logits();
    if (step.best > 0) {
        for (int32_t i = 0; i < outputs; ++i) {
            TRY_ASSIGN(auto best, m_model->backend().top_k(logits, i, step.best));
            m_pass_best.push_back(std::move(best));
        }
    } else if (outputs > 0) {
        TRY_ASSIGN(const auto values, m_model->backend().read(logits, 0, outputs));
        m_pass_logits.assign(values.begin(), values.end());
    }
    return {};
}

Result<void> Scheduler::evaluate(const Step& step, const std::vector<Share>& shares) {
    // Whoever is cancelled stops the pass, so that nobody waits; the others' rows are simply computed again.
    std::stop_source stop;
    const auto request = [&stop] { stop.request_stop(); };
    std::deque<std::stop_callback<decltype(request)>> callbacks;
    for (const Share& share : shares)
        callbacks.emplace_back(share.sequence->job.stop_token, request);

    const std::lock_guard lock(m_model->pass_mutex());
    const auto start = Clock::now();
    TRY(m_model->forward().run(step, stop.get_token()));
    const auto rows = static_cast<double>(step.ids.size());
    if (rows >= 2 * smallest_prompt_share)
        m_seconds_per_row = seconds_between(start, Clock::now()) / rows;
    TRY(take_outputs(step));
    const std::lock_guard counters(m_mutex);
    ++m_counters.passes;
    return {};
}

void Scheduler::take_results(const std::vector<Share>& shares) {
    for (const Share& share : shares) {
        Sequence& sequence = *share.sequence;
        if (sequence.reading_prompt())
            sequence.job.listener->progress(sequence.evaluated(), sequence.prompt_size());
        if (share.output >= 0)
            draw(sequence, share.output);
    }
}

Result<SampledToken> Scheduler::sample(Sequence& sequence, int32_t output) {
    const auto at = static_cast<size_t>(output);
    if (!m_pass_best.empty())
        return sequence.sampler->sample_best(m_pass_best[at]);
    const auto vocabulary = static_cast<size_t>(m_model->config().vocabulary);
    const auto known = std::min(vocabulary, static_cast<size_t>(m_tokenizer.size()));
    return sequence.sampler->sample(std::span(m_pass_logits).subspan(at * vocabulary, known));
}

void Scheduler::draw(Sequence& sequence, int32_t output) {
    if (sequence.reading_prompt())
        sequence.first_token = Clock::now();
    const Job& job = sequence.job;
    GenerationOutcome& outcome = sequence.outcome;
    if (outcome.generated_tokens == job.max_tokens)
        return end(sequence, FinishReason::Length);
    auto token = sample(sequence, output);
    if (!token)
        return finish(sequence, std::unexpected(Failure(std::move(token).error())));
    if (m_tokenizer.is_end_of_generation(token->id) && !job.sampling.ignore_end_of_generation)
        return end(sequence, FinishReason::Stop);
    if (auto accepted = sequence.sampler->accept(token->id); !accepted)
        return finish(sequence, std::unexpected(Failure(std::move(accepted).error())));
    ++outcome.generated_tokens;
    sequence.next = token->id;
    const bool visible = std::ranges::find(job.visible_tokens, token->id) != job.visible_tokens.end();
    const std::string_view bytes = m_tokenizer.token_bytes(token->id, visible);
    if (job.sampling.logprobs > 0) {
        TokenReport report{std::move(*token), std::string(bytes), {}};
        for (const TokenProbability& other : report.token.top)
            report.top_bytes.emplace_back(m_tokenizer.token_bytes(other.id, true));
        sequence.reports.push_back(std::move(report));
    }
    emit(sequence, sequence.stream.push(bytes));
    if (sequence.stream.stopped())
        return end(sequence, FinishReason::Stop);
    if (outcome.generated_tokens == job.max_tokens)
        return end(sequence, FinishReason::Length);
    if (sequence.evaluated() >= sequence.slot->session->capacity())
        return end(sequence, FinishReason::Context);
}

// ---- text and the end ----

void Scheduler::emit(Sequence& sequence, const std::string& text) {
    const std::string shown = sequence.job.filter ? sequence.job.filter->push(text) : text;
    if (shown.empty())
        return;
    sequence.outcome.text += shown;
    sequence.job.listener->text(shown, sequence.reports);
    sequence.reports.clear();
}

void Scheduler::end(Sequence& sequence, FinishReason reason) {
    if (sequence.finished)
        return;
    GenerationOutcome& outcome = sequence.outcome;
    outcome.finish = reason;
    emit(sequence, sequence.stream.finish());
    if (sequence.job.filter) {
        const std::string rest = sequence.job.filter->finish(outcome);
        if (!rest.empty() || !sequence.reports.empty()) {
            outcome.text += rest;
            sequence.job.listener->text(rest, sequence.reports);
        }
        if (!outcome.tool_calls.empty() && reason == FinishReason::Stop)
            outcome.finish = FinishReason::ToolCalls;
    } else if (!sequence.reports.empty()) {
        sequence.job.listener->text({}, sequence.reports);
    }
    const auto now = Clock::now();
    const bool drawn = sequence.first_token != Clock::time_point{};
    outcome.prefill_seconds = seconds_between(sequence.begun, drawn ? sequence.first_token : now);
    outcome.decode_seconds = drawn ? seconds_between(sequence.first_token, now) : 0;
    outcome.first_token_seconds = drawn ? seconds_between(sequence.submitted, sequence.first_token) : 0;
    outcome.context_used = sequence.evaluated();
    {
        const std::lock_guard lock(m_mutex);
        m_counters.prompt_tokens +=
            static_cast<uint64_t>(std::max(0, outcome.prompt_tokens - outcome.cached_tokens));
        m_counters.cached_tokens += static_cast<uint64_t>(outcome.cached_tokens);
        m_counters.generated_tokens += static_cast<uint64_t>(outcome.generated_tokens);
    }
    finish(sequence, std::move(outcome));
}

void Scheduler::finish(Sequence& sequence, ServiceResult<GenerationOutcome> outcome) {
    if (sequence.finished)
        return;
    sequence.finished = true;
    sequence.slot->busy = false;
    sequence.job.listener->finished(std::move(outcome));
}

void Scheduler::remove_finished() {
    if (std::erase_if(m_sequences, [](const auto& sequence) { return sequence->finished; }) > 0)
        set_counts();
}

// ---- questions from other threads ----

template <typename Work>
auto Scheduler::on_thread(Work work) -> decltype(work()) {
    std::promise<decltype(work())> promise;
    auto future = promise.get_future();
    {
        const std::lock_guard lock(m_mutex);
        if (m_ending)
            return fail(ErrorKind::Cancelled, "The model is being unloaded.");
        m_calls.emplace_back([&] { promise.set_value(work()); });
    }
    m_changed.notify_all();
    return future.get();
}

Result<int32_t> Scheduler::save_state(const std::string& conversation, const std::filesystem::path& path) {
    return on_thread([&]() -> Result<int32_t> {
        const Slot* slot = find_slot(conversation);
        if (!slot)
            return fail(ErrorKind::NotFound, "No cache is kept for this conversation.");
        TRY(slot->session->save(path));
        return static_cast<int32_t>(slot->session->tokens().size());
    });
}

Result<int32_t> Scheduler::restore_state(const std::string& conversation, const std::filesystem::path& path) {
    return on_thread([&]() -> Result<int32_t> {
        if (const Slot* present = find_slot(conversation); present && present->busy)
            return fail(ErrorKind::InvalidInput, "This conversation is being answered at the moment.");
        TRY_ASSIGN(Slot * slot, choose_slot({}, conversation));
        TRY(slot->session->restore(path));
        slot->conversation = conversation;
        return static_cast<int32_t>(slot->session->tokens().size());
    });
}

void Scheduler::forget(const std::string& conversation) {
    (void)on_thread([&]() -> Result<int32_t> {
        Slot* slot = find_slot(conversation);
        if (slot && slot->busy)
            slot->conversation.clear();
        else if (slot)
            std::erase_if(m_slots, [&](const auto& item) { return item.get() == slot; });
        return 0;
    });
}

Counters Scheduler::counters() const {
    const std::lock_guard lock(m_mutex);
    return m_counters;
}

} // namespace hearth::service
