// A thread for each connection, and no more connections than allowed.
#pragma once

#include <httplib.h>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace hearth::serve {

/// Connections of an API wait for the model most of the time, so each has a thread; when all are taken the
/// next is accepted once one is free.
class Connections : public httplib::TaskQueue {
public:
    explicit Connections(int most) : m_most(most) {}
    ~Connections() override { shutdown(); }

    void enqueue(std::function<void()> work) override {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_count < m_most; });
        ++m_count;
        std::thread([this, work = std::move(work)]() mutable {
            work();
            work = nullptr;
            const std::lock_guard finished(m_mutex);
            --m_count;
            m_changed.notify_all(); // under the lock: the queue may be gone right after it
        }).detach();
    }
    void shutdown() override {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_count == 0; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_most;
    int m_count = 0;
};

} // namespace hearth::serve
