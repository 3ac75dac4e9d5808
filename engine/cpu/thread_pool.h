// Threads that share the work of one operation: they spin for a moment between operations and then sleep.
#pragma once

#include "engine/core/sleepers.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <thread>
#include <type_traits>
#include <vector>

namespace hearth::cpu {

/// A fixed set of threads, of which some or all work; the calling thread is one of them. Used from one thread
/// at a time. A worker joins a job when it sees it: one that the system has put aside is waited for only if
/// it holds a piece of the job, so that other programs cost their share of the processor and not each
/// operation's end.
class ThreadPool {
public:
    /// `threads` ≥ 1 counts the caller. With `low_priority` the workers run at the lowest scheduling
    /// priority.
    explicit ThreadPool(int threads, bool low_priority = false);
    ~ThreadPool();
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    int threads() const { return m_threads; }

    /// How many of the threads take part from now on, the caller among them: 1 to threads(). The others sleep
    /// until they are wanted again. Not while a task runs.
    void set_working(int threads);
    int working() const { return m_working.load(std::memory_order_relaxed); }

    /// Calls task(first, last, thread) until [0, count) is covered, in runs of `chunk` that threads take as
    /// they become free, so that slow cores take fewer; returns when all is done.
    template <typename Task>
    void parallel_for(int64_t count, int64_t chunk, Task&& task) {
        share(count, chunk, false, task);
    }

    /// The same in runs that shrink: half of a thread's share of what is left, down to `smallest`. For tasks
    /// that stream memory: long runs are what prefetchers like, short ones at the end let all threads finish
    /// together.
    template <typename Task>
    void parallel_for_shrinking(int64_t count, int64_t smallest, Task&& task) {
        share(count, smallest, true, task);
    }

private:
    struct Job {
        void (*call)(void* context, int64_t first, int64_t last, int thread) = nullptr;
        void* context = nullptr;
        int64_t count = 0;
        int64_t chunk = 1;
        bool shrinking = false;
        int threads = 1; ///< that share it
    };

    template <typename Task>
    void share(int64_t count, int64_t chunk, bool shrinking, Task&& task) {
        if (count <= 0)
            return;
        const int threads = working();
        if (threads == 1 || count <= chunk) {
            task(int64_t{0}, count, 0);
            return;
        }
        using Function = std::remove_reference_t<Task>;
        run_chunks({[](void* context, int64_t first, int64_t last, int thread) {
                        (*static_cast<Function*>(context))(first, last, thread);
                    },
                    const_cast<void*>(static_cast<const void*>(&task)), count, chunk, shrinking, threads});
    }

    void run_chunks(const Job& job);
    void take_chunks(int thread);
    int64_t take_first(const Job& job, int64_t& last);
    void wait_until_all_have_left();
    void work(int thread, bool low_priority);
    bool join_next_job(int thread, uint32_t& joined);
    bool may_join(int thread, uint32_t joined) const;

    const int m_threads;
    Job m_job;
    /// Of the job: its number, whether it may still be joined, its threads, and how many workers are in it.
    alignas(64) std::atomic<uint64_t> m_state{0};
    alignas(64) std::atomic<int64_t> m_next{0};
    alignas(64) std::atomic<int> m_working;
    std::atomic<bool> m_stop{false};
    Sleepers m_sleepers; ///< until the next job
    Sleepers m_resting;  ///< until more are to work
    std::vector<std::jthread> m_workers;
};

} // namespace hearth::cpu
