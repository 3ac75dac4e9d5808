#include "engine/service/scheduler.h"

#include "engine/forward.h"
#include "engine/service/pace.h"

#include <algorithm>
#include <future>
#include <iterator>

namespace hearth::service {

using Clock = std::chrono::steady_clock;

namespace {

/// A pass that others wait for takes no longer than this, as far as the share of prompts can be cut.
constexpr double shared_pass_seconds = 0.15;
/// A pass of one sequence is stopped between layers, so only a layer is bounded.
constexpr double seconds_per_layer = 0.1;
constexpr int32_t smallest_prompt_share = 16;
/// A cancelled answer is noticed between two passes.
constexpr auto longest_rest = std::chrono::milliseconds(100);

/// Each running sequence may want one row of logits from the same pass, and has a context.
SchedulerOptions possible(SchedulerOptions options, const Model& model) {
    options.parallel = std::clamp(options.parallel, 1, model.forward().limits().outputs);
    options.caches = std::max(options.caches, options.parallel);
    return options;
}

} // namespace

Scheduler::Scheduler(std::shared_ptr<const Model> model, const Tokenizer& tokenizer,
                     const SchedulerOptions& options)
    : m_model(std::move(model))
    , m_tokenizer(tokenizer)
    , m_options(possible(options, *m_model))
    , m_contexts(m_model, {m_options.context_length, m_options.cache_type}, m_options.caches)
    , m_thread([this] { run(); }) {}

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
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] {
                return m_ending || !m_waiting.empty() || !m_calls.empty() || !m_sequences.empty();
            });
            if (m_ending)
                break;
        }
        answer_calls();
        end_cancelled();
        admit();
        run_once();
    }
    cancel_all();
}

void Scheduler::run_once() {
    const std::vector<Share> shares = plan_pass();
    if (shares.empty())
        return release_ended();
    const auto began = Clock::now();
    if (auto passed = run_pass(shares); passed)
        take_results(shares);
    else if (passed.error().kind != ErrorKind::Cancelled)
        for (const Share& share : shares)
            share.sequence->end(Failure(passed.error()));
    release_ended();
    rest(Clock::now() - began);
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

void Scheduler::cancel_all() {
    for (auto& sequence : m_sequences)
        sequence->end(FinishReason::Cancelled);
    release_ended();
    answer_calls();
    std::vector<Waiting> waiting;
    {
        const std::lock_guard lock(m_mutex);
        std::ranges::move(m_waiting, std::back_inserter(waiting));
        m_waiting.clear();
    }
    cancel(waiting);
}

void Scheduler::cancel(std::span<Waiting> waiting) {
    for (Waiting& item : waiting) {
        GenerationOutcome outcome;
        outcome.finish = FinishReason::Cancelled;
        item.job.listener->finished(std::move(outcome));
    }
}

void Scheduler::end_cancelled() {
    for (auto& sequence : m_sequences)
        if (sequence->job().stop_token.stop_requested())
            sequence->end(FinishReason::Cancelled);
    release_ended();
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
    cancel(cancelled);
}

std::optional<Scheduler::Waiting> Scheduler::next_waiting() {
    const std::lock_guard lock(m_mutex);
    if (m_waiting.empty())
        return std::nullopt;
    auto chosen = std::ranges::find_if(
        m_waiting, [](const Waiting& item) { return item.job.priority == Priority::Interactive; });
    if (chosen == m_waiting.end())
        chosen = m_waiting.begin();
    Waiting next = std::move(*chosen);
    m_waiting.erase(chosen);
    return next;
}

void Scheduler::admit() {
    while (static_cast<int32_t>(m_sequences.size()) < m_options.parallel) {
        auto next = next_waiting();
        if (!next)
            break;
        begin(std::move(*next));
    }
    set_counts();
}

void Scheduler::set_counts() {
    const std::lock_guard lock(m_mutex);
    m_counters.waiting = static_cast<int32_t>(m_waiting.size());
    m_counters.running = static_cast<int32_t>(m_sequences.size());
    m_counters.caches = m_contexts.size();
}

void Scheduler::begin(Waiting waiting) {
    auto sequence = std::make_unique<Sequence>(std::move(waiting.job), waiting.since);
    auto context = prepare(*sequence);
    if (!context) {
        sequence->job().listener->finished(std::unexpected(std::move(context).error()));
        return;
    }
    sequence->take(**context);
    find_leader(*sequence);
    sequence->note_cached();
    sequence->job().listener->started();
    m_sequences.push_back(std::move(sequence));
}

ServiceResult<KeptContext*> Scheduler::prepare(Sequence& sequence) {
    const Job& job = sequence.job();
    if (job.prompt.empty())
        return fail(ErrorKind::InvalidInput, "The prompt is empty.");
    if (sequence.prompt_size() > m_options.context_length)
        return std::unexpected(Failure::prompt_too_long(sequence.prompt_size(), m_options.context_length));
    for (const TokenId id : job.prompt)
        if (id < 0 || id >= m_model->config().vocabulary)
            return fail(ErrorKind::InvalidInput, "The prompt has a token that the model does not know.");
    TRY(sequence.prepare_sampler(m_tokenizer));
    TRY_ASSIGN(KeptContext * context, m_contexts.choose(job.prompt, job.conversation));
    return context;
}

/// Takes the longest prefix that any context has; when a sequence that is still reading its prompt will have
/// more, waits for that instead of computing the same twice.
void Scheduler::find_leader(Sequence& sequence) {
    const auto prompt =
        std::span(sequence.job().prompt).first(static_cast<size_t>(sequence.prompt_size() - 1));
    m_contexts.adopt_longest_prefix(sequence.context(), prompt);
    int32_t longest = sequence.evaluated() + worthwhile_prefix - 1;
    for (const auto& other : m_sequences) {
        const int32_t length = common_prefix(other->job().prompt, prompt);
        if (other->reading_prompt() && !other->ended() && length > longest) {
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
        const auto prefix =
            std::span(sequence.job().prompt).first(static_cast<size_t>(sequence.leader_prefix));
        (void)sequence.session().adopt_prefix(sequence.leader->session(), prefix);
        sequence.note_cached();
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
        segments.push_back({&sequence.session().cache(), first, share.rows, position});
        if (sequence.reading_prompt())
            m_pass_ids.insert(m_pass_ids.end(), sequence.job().prompt.begin() + position,
                              sequence.job().prompt.begin() + position + share.rows);
        else
            m_pass_ids.push_back(sequence.next());
        if (share.output >= 0)
            output_rows.push_back(first + share.rows - 1);
    }
    TRY(evaluate({m_pass_ids, segments, output_rows, wanted_logits(shares)}, shares));
    for (size_t i = 0; i < shares.size(); ++i)
        shares[i].sequence->session().note_evaluated(
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
        const int32_t deciding = share.sequence->sampler().deciding();
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
        callbacks.emplace_back(share.sequence->job().stop_token, request);

    const std::lock_guard lock(m_model->pass_mutex());
    const auto start = Clock::now();
    TRY(m_model->forward().run(step, stop.get_token()));
    const auto rows = static_cast<double>(step.ids.size());
    if (rows >= 2 * smallest_prompt_share)
        m_seconds_per_row = std::chrono::duration<double>(Clock::now() - start).count() / rows;
    TRY(take_outputs(step));
    const std::lock_guard counters(m_mutex);
    ++m_counters.passes;
    return {};
}

void Scheduler::take_results(const std::vector<Share>& shares) {
    for (const Share& share : shares) {
        Sequence& sequence = *share.sequence;
        if (sequence.reading_prompt())
            sequence.job().listener->progress(sequence.evaluated(), sequence.prompt_size());
        if (share.output < 0 || !sequence.wants_token())
            continue;
        if (auto token = sample(sequence, share.output); token)
            sequence.say(m_tokenizer, std::move(*token));
        else
            sequence.end(Failure(std::move(token).error()));
    }
}

Result<SampledToken> Scheduler::sample(Sequence& sequence, int32_t output) {
    const auto at = static_cast<size_t>(output);
    if (!m_pass_best.empty())
        return sequence.sampler().sample_best(m_pass_best[at]);
    const auto vocabulary = static_cast<size_t>(m_model->config().vocabulary);
    const auto known = std::min(vocabulary, static_cast<size_t>(m_tokenizer.size()));
    return sequence.sampler().sample(std::span(m_pass_logits).subspan(at * vocabulary, known));
}

// ---- the end ----

/// Counts before it tells, so that whoever has heard of the end finds it counted.
void Scheduler::release_ended() {
    const auto ended =
        std::ranges::stable_partition(m_sequences, [](const auto& sequence) { return !sequence->ended(); });
    const std::vector<std::unique_ptr<Sequence>> gone(std::move_iterator(ended.begin()),
                                                      std::move_iterator(ended.end()));
    m_sequences.erase(ended.begin(), ended.end());
    if (gone.empty())
        return;
    for (const auto& sequence : gone)
        if (sequence->result())
            count(*sequence->result());
    set_counts();
    for (const auto& sequence : gone)
        sequence->tell_result();
}

void Scheduler::count(const GenerationOutcome& outcome) {
    const std::lock_guard lock(m_mutex);
    const int32_t evaluated = std::max(0, outcome.prompt_tokens - outcome.cached_tokens);
    m_counters.prompt_tokens += static_cast<uint64_t>(evaluated);
    m_counters.cached_tokens += static_cast<uint64_t>(outcome.cached_tokens);
    m_counters.generated_tokens += static_cast<uint64_t>(outcome.generated_tokens);
}

// ---- questions from other threads ----

void Scheduler::answer_calls() {
    std::deque<Call> calls;
    {
        const std::lock_guard lock(m_mutex);
        calls.swap(m_calls);
    }
    for (const Call& call : calls)
        call();
}

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
        const KeptContext* context = m_contexts.find(conversation);
        if (!context)
            return fail(ErrorKind::NotFound, "No cache is kept for this conversation.");
        TRY(context->session->save(path));
        return static_cast<int32_t>(context->session->tokens().size());
    });
}

Result<int32_t> Scheduler::restore_state(const std::string& conversation, const std::filesystem::path& path) {
    return on_thread([&]() -> Result<int32_t> {
        if (const KeptContext* present = m_contexts.find(conversation); present && present->busy)
            return fail(ErrorKind::InvalidInput, "This conversation is being answered at the moment.");
        TRY_ASSIGN(KeptContext * context, m_contexts.choose({}, conversation));
        TRY(context->session->restore(path));
        context->conversation = conversation;
        return static_cast<int32_t>(context->session->tokens().size());
    });
}

void Scheduler::forget(const std::string& conversation) {
    (void)on_thread([&]() -> Result<int32_t> {
        m_contexts.forget(conversation);
        return 0;
    });
}

Counters Scheduler::counters() const {
    const std::lock_guard lock(m_mutex);
    return m_counters;
}

} // namespace hearth::service
