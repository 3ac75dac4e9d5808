// Several answers from one model at once: continuous batching. Each pass over the weights carries one row for
// every sequence that is being continued, and a share of the prompts that are still being read.
#pragma once

#include "engine/model/model.h"
#include "engine/service/context_pool.h"
#include "engine/service/job.h"
#include "engine/service/sequence.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace hearth::service {

struct SchedulerOptions {
    int32_t context_length = 4096;
    CacheType cache_type = CacheType::F16;
    int32_t parallel = 8;      ///< most answers at once
    int32_t caches = 8;        ///< most key-value caches kept, those of running answers among them
    int32_t queue_limit = 256; ///< most that may wait
};

/// Owns the thread that runs the model. Fair: whoever waits longest is next (interactive before background),
/// every running sequence gets its row in every pass, and prompts share what is left of a pass.
class Scheduler {
public:
    Scheduler(std::shared_ptr<const Model> model, const Tokenizer& tokenizer,
              const SchedulerOptions& options);
    /// shut_down()
    ~Scheduler();

    /// Ends all jobs as cancelled and refuses new ones. May be called again.
    void shut_down();

    /// The listener hears of everything else, QueueFull too.
    void submit(Job job);

    Result<int32_t> save_state(const std::string& conversation, const std::filesystem::path& path);
    Result<int32_t> restore_state(const std::string& conversation, const std::filesystem::path& path);
    void forget(const std::string& conversation);

    Counters counters() const;
    const SchedulerOptions& options() const { return m_options; }

private:
    struct Waiting {
        Job job;
        std::chrono::steady_clock::time_point since;
    };
    struct Share { // of a pass
        Sequence* sequence;
        int32_t rows;
        int32_t output; ///< index among the output rows, or -1
    };
    using Call = std::function<void()>;

    void run();
    void answer_calls();
    void run_once();
    void cancel_all();
    static void cancel(std::span<Waiting> waiting);
    void end_cancelled();
    void admit();
    std::optional<Waiting> next_waiting();
    void begin(Waiting waiting);
    ServiceResult<KeptContext*> prepare(Sequence& sequence);
    void find_leader(Sequence& sequence);
    bool wait_for_leader(Sequence& sequence);
    std::vector<Share> plan_pass();
    int32_t prompt_budget(int32_t decoding) const;
    Result<void> run_pass(const std::vector<Share>& shares);
    Result<void> evaluate(const Step& step, const std::vector<Share>& shares);
    int32_t wanted_logits(const std::vector<Share>& shares) const;
    Result<void> take_outputs(const Step& step);
    void take_results(const std::vector<Share>& shares);
    Result<SampledToken> sample(Sequence& sequence, int32_t output);
    void release_ended();
    void set_counts();
    void count(const GenerationOutcome& outcome);
    void rest(std::chrono::steady_clock::duration worked);
    template <typename Work>
    auto on_thread(Work work) -> decltype(work());

    std::shared_ptr<const Model> m_model;
    const Tokenizer& m_tokenizer;
    SchedulerOptions m_options;

    // Used by the scheduler's thread alone.
    ContextPool m_contexts;
    std::vector<std::unique_ptr<Sequence>> m_sequences;
    size_t m_first_prompt = 0; ///< whose prompt is served first in the next pass
    double m_seconds_per_row = 0;
    std::vector<TokenId> m_pass_ids;
    std::vector<float> m_pass_logits;                ///< of the last pass; or …
    std::vector<std::vector<Candidate>> m_pass_best; ///< … for each output the largest of them

    mutable std::mutex m_mutex; // guards what follows
    std::condition_variable m_changed;
    std::deque<Waiting> m_waiting;
    std::deque<Call> m_calls;
    Counters m_counters;
    bool m_ending = false;
    std::once_flag m_joined;
    std::thread m_thread;
};

} // namespace hearth::service
