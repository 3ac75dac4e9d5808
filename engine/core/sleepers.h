// Threads that sleep until something holds. std::atomic::wait would do, but libstdc++'s loses wake-ups on
// systems without futexes (it looks at the value before it takes its lock): a mingw-w64 build hung on
// Windows.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace hearth {

/// What is waited for must be a sequentially consistent atomic, changed before wake_all().
class Sleepers {
public:
    /// Returns when `condition()` holds.
    template <typename Condition>
    void sleep_until(const Condition& condition) {
        std::unique_lock lock(m_mutex);
        m_count.fetch_add(1);
        m_woken.wait(lock, condition);
        m_count.fetch_sub(1);
    }

    /// Lets all who sleep look again; costs one read when nobody does.
    void wake_all() {
        // Who goes to sleep counts itself before it looks: either it is seen here, or it sees what was
        // changed.
        if (m_count.load() == 0)
            return;
        { const std::lock_guard between_its_look_and_its_sleep(m_mutex); }
        m_woken.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_woken;
    std::atomic<int> m_count = 0;
};

} // namespace hearth
