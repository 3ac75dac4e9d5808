#include "engine/cpu/thread_pool.h"

#include <algorithm>

#if defined(__linux__)
#include <sys/resource.h>
#include <unistd.h>
#elif defined(__APPLE__)
#include <pthread.h>
#elif defined(_WIN32)
#include <windows.h>
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

// The state of a job in one word, so that who joins sees that it is the same job still, and open.
constexpr uint64_t inside_mask = 0xffff;
constexpr int threads_shift = 16;
constexpr uint64_t threads_mask = 0x7fff;
constexpr uint64_t open_bit = uint64_t{1} << 31;
constexpr int number_shift = 32;

uint32_t number_of(uint64_t state) {
    return static_cast<uint32_t>(state >> number_shift);
}

bool is_open_to(uint64_t state, int thread, uint32_t joined) {
    return (state & open_bit) != 0 && number_of(state) != joined &&
           static_cast<uint64_t>(thread) < ((state >> threads_shift) & threads_mask);
}

void pause_briefly() {
#if defined(__x86_64__)
    _mm_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
}

} // namespace

ThreadPool::ThreadPool(int threads, bool low_priority)
    : m_threads(std::clamp(threads, 1, static_cast<int>(threads_mask))), m_working(m_threads) {
    for (int thread = 1; thread < m_threads; ++thread)
        m_workers.emplace_back([this, thread, low_priority] { work(thread, low_priority); });
}

ThreadPool::~ThreadPool() {
    m_stop.store(true);
    m_sleepers.wake_all();
    m_resting.wake_all();
}

void ThreadPool::run_chunks(const Job& job) {
    m_job = job;
    m_next.store(0, std::memory_order_relaxed);
    const uint32_t number = number_of(m_state.load(std::memory_order_relaxed)) + 1;
    m_state.store(uint64_t{number} << number_shift | open_bit |
                  static_cast<uint64_t>(job.threads) << threads_shift);
    m_sleepers.wake_all();
    take_chunks(0);
    m_state.fetch_and(~open_bit, std::memory_order_relaxed);
    wait_until_all_have_left();
}

void ThreadPool::set_working(int threads) {
    m_working.store(std::clamp(threads, 1, m_threads));
    m_resting.wake_all();
}

/// All chunks are taken; those inside are at most one chunk away, unless the system has put them aside.
void ThreadPool::wait_until_all_have_left() {
    for (int round = 0; (m_state.load(std::memory_order_acquire) & inside_mask) != 0; ++round) {
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
#elif defined(__APPLE__)
    // The class decides about the kind of core, too: utility work may be kept on the efficient ones.
    pthread_set_qos_class_self_np(low_priority ? QOS_CLASS_UTILITY : QOS_CLASS_USER_INITIATED, 0);
#elif defined(_WIN32)
    if (low_priority)
        SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_LOWEST);
#else
    (void)low_priority;
#endif
    for (uint32_t joined = 0; join_next_job(thread, joined);) {
        take_chunks(thread);
        m_state.fetch_sub(1, std::memory_order_release);
    }
}

bool ThreadPool::may_join(int thread, uint32_t joined) const {
    return is_open_to(m_state.load(), thread, joined);
}

/// Returns inside a job that was not `joined` yet, whose number that becomes; false when the pool ends.
bool ThreadPool::join_next_job(int thread, uint32_t& joined) {
    for (int round = 0; !m_stop.load(std::memory_order_relaxed); ++round) {
        uint64_t state = m_state.load(std::memory_order_acquire);
        if (is_open_to(state, thread, joined)) {
            if (m_state.compare_exchange_weak(state, state + 1, std::memory_order_acquire)) {
                joined = number_of(state);
                return true;
            }
        } else if (thread >= m_working.load(std::memory_order_relaxed)) {
            m_resting.sleep_until([&] { return m_stop.load() || thread < m_working.load(); });
        } else if (round < spin_rounds) {
            pause_briefly();
        } else {
            m_sleepers.sleep_until(
                [&] { return m_stop.load() || may_join(thread, joined) || thread >= m_working.load(); });
            round = 0;
        }
    }
    return false;
}

} // namespace hearth::cpu
