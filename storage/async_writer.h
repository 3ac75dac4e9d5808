// The writer thread of AsyncStore: group commits, streamed answers, and the upkeep of the file.
#pragma once

#include "storage/async_store.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

namespace hearth::storage {

class Writer {
public:
    struct Operation {
        std::function<Result<void>(Store&)> work;
        std::function<void(Result<void>)> done;
        MessageId answer = 0; ///< the streamed answer that it ends
    };

    Writer(std::unique_ptr<Store> store, const AsyncOptions& options);
    /// Writes what is left, then ends the thread.
    ~Writer();

    void submit(Operation operation);
    void submit_steps(std::function<Result<bool>(Store&)> step, std::function<void(Result<void>)> done);
    void append(MessageId answer, std::string_view text);
    void finish(MessageId answer, MessageStatus status, std::optional<Timings> timings, std::string note,
                std::function<void(Result<void>)> done);
    void set_change_callback(std::function<void()> callback);
    void set_error_callback(std::function<void(const Error&)> callback);
    /// From any thread: the file is damaged.
    void report_damage(const std::string& what);

private:
    using Clock = std::chrono::steady_clock;
    using Time = Clock::time_point;

    /// A streamed answer. `pending` is guarded by the mutex, the rest belongs to the writer thread.
    struct Stream {
        std::string pending;
        Time since{}; ///< when the oldest pending text came
        Parts parts;
        bool loaded = false;
        bool unsynced = false; ///< taken from `pending`, not yet known to be on the disk
        bool finished = false; ///< by an operation whose transaction is not through yet
    };

    void run();
    Time next_wake() const;
    void process(std::vector<Operation> batch);
    Result<std::vector<Result<void>>> commit_batch(std::vector<Operation>& batch);
    Result<void> run_one(Operation& operation);
    Result<Parts*> take_pending(Stream& stream, MessageId answer);
    Result<void> write_streams(bool all);
    void flush_streams();
    void upkeep();
    void fold_log();
    void watch();
    void report(const Error& error);
    bool streams_due(Time now) const;
    bool stopping() const;
    bool is_wanted() const;

    std::unique_ptr<Store> m_store;
    AsyncOptions m_options;

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Operation> m_operations;
    std::map<MessageId, Stream> m_streams;
    std::function<void()> m_changed;
    std::function<void(const Error&)> m_failed;
    bool m_stopping = false;

    // Only the writer thread:
    Time m_last_sync{};
    Time m_retry_after{};
    Time m_next_index{};
    Time m_next_bin{};
    Time m_next_watch{};
    Time m_next_checkpoint{};
    int64_t m_data_version = 0;
    std::thread m_thread;
};

} // namespace hearth::storage
