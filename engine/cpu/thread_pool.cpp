#include "engine/cpu/thread_pool.h"

#include <algorithm>

#if defined(__linux__)
#include <sys/resource.h>
#include <unistd.h>
#endif
#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace hearth::cpu {

namespace {

// Between the operations of one pass there are microseconds: spinning that long saves a system call each
// time. Past it the pass is over (or the caller samples, renders, waits for a person) and the core is given
// back.
constexpr int spin_rounds = 4'000;

void pause_briefly() {
#if defined(__x86_64__)
    _mm_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
}

} // namespace

ThreadPool::ThreadPool(int threads, bool low_priority)
    : m_threads(std::max(1, threads)), m_working(m_threads) {
    for (int thread = 1; thread < m_threads; ++thread)
        m_workers.emplace_back([this, thread, low_priority] { work(thread, low_priority); });
}

ThreadPool::~ThreadPool() {
    m_stop.store(true);
    m_working.store(m_threads);
    m_generation.fetch_add(1);
    m_sleepers.wake_all();
}

void ThreadPool::run_chunks(const Job& job) {
    m_job = job;
    m_next.store(0, std::memory_order_relaxed);
    m_busy.store(job.threads - 1, std::memory_order_relaxed);
    m_generation.fetch_add(1);
    m_sleepers.wake_all();
    take_chunks(0);
    // All chunks are taken; the others are at most one chunk away, unless the system has put them aside.
    wait_for_workers();
}

void ThreadPool::set_working(int threads) {
    threads = std::clamp(threads, 1, m_threads);
    const int before = working();
    if (threads == before)
        return;
    if (threads > before) {
        // Those who come back report when they have seen which jobs are past: the next one counts on them.
        m_busy.store(threads - before, std::memory_order_relaxed);
        m_working.store(threads);
        m_sleepers.wake_all();
        wait_for_workers();
    } else {
        // A job of nothing: after it the ones too many go to sleep.
        m_working.store(threads, std::memory_order_release);
        run_chunks({.threads = before});
    }
}

void ThreadPool::wait_for_workers() {
    for (int round = 0; m_busy.load(std::memory_order_acquire) > 0; ++round) {
        if (round < spin_rounds)
            pause_briefly();
        else
            std::this_thread::yield();
    }
}

/// The start of the caller's next run and, in `last`, its end; job.count when nothing is left.
int64_t ThreadPool::take_first(const Job& job, int64_t& last) {
    if (!job.shrinking) {
        const int64_t first = std::min(m_next.fetch_add(job.chunk, std::memory_order_relaxed), job.count);
        last = std::min(first + job.chunk, job.count);
        return first;
    }
    int64_t first = m_next.load(std::memory_order_relaxed);
    do {
        if (first >= job.count)
            return job.count;
        last = std::min(first + std::max(job.chunk, (job.count - first) / (2 * job.threads)), job.count);
    } while (!m_next.compare_exchange_weak(first, last, std::memory_order_relaxed));
    return first;
}

void ThreadPool::take_chunks(int thread) {
    const Job job = m_job;
    int64_t last = 0;
    for (int64_t first = take_first(job, last); first < job.count; first = take_first(job, last))
        job.call(job.context, first, last, thread);
}

void ThreadPool::work(int thread, bool low_priority) {
#if defined(__linux__)
    if (low_priority)
        setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), 19);
#else
    (void)low_priority;
#endif
    uint32_t seen = 0;
    while (true) {
        for (int round = 0; m_generation.load(std::memory_order_acquire) == seen; ++round) {
            if (round < spin_rounds)
                pause_briefly();
            else
                m_sleepers.sleep_until([&] { return m_generation.load() != seen; });
        }
        seen = m_generation.load(std::memory_order_acquire);
        if (m_stop.load())
            return;
        take_chunks(thread);
        const bool wanted = thread < m_working.load(std::memory_order_acquire);
        m_busy.fetch_sub(1, std::memory_order_release);
        if (wanted)
            continue;
        if (!wait_until_wanted(thread))
            return;
        seen = m_generation.load(std::memory_order_acquire);
        m_busy.fetch_sub(1, std::memory_order_release);
    }
}

/// Sleeps while the pool works without this thread; false when the pool ends.
bool ThreadPool::wait_until_wanted(int thread) {
    m_sleepers.sleep_until([&] { return thread < m_working.load(); });
    return !m_stop.load();
}

} // namespace hearth::cpu
