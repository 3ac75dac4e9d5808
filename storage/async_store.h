// The store with threads of its own: nothing that calls it waits for the disk.
#pragma once

#include "storage/store.h"

#include <functional>
#include <memory>

namespace hearth::storage {

struct AsyncOptions {
    StoreOptions store;
    /// A streamed answer is handed to the system at least this often …
    std::chrono::milliseconds append_interval{250};
    /// … and to the disk at most, and at least, this often.
    std::chrono::milliseconds sync_interval{1000};
    /// How often changes by other programs are looked for; 0: never.
    std::chrono::milliseconds watch_interval{1000};
};

/// A writer thread and a reader thread over one file. Every callback is called on one of these threads: the
/// caller brings it to its own. Callbacks must not wait for the AsyncStore.
///
/// Single-writer rule: the writer thread is the only one of this program that writes, its transactions are
/// short, and other programs on the file wait for their turn (at most 5 s) as this one waits for theirs.
class AsyncStore {
public:
    /// Opens the file on the calling thread (migrations included) and starts the threads.
    static Result<std::unique_ptr<AsyncStore>> open(const std::filesystem::path& path,
                                                    const AsyncOptions& options = {});
    /// Writes all that was submitted, ends the threads, and closes the file.
    ~AsyncStore();
    AsyncStore(const AsyncStore&) = delete;
    AsyncStore& operator=(const AsyncStore&) = delete;

    /// Runs `work` on the writer thread inside a transaction that it may share with its neighbours, each with
    /// its own rollback. `done` comes after the commit is on the disk (or with the error).
    template <typename T>
    void write(std::function<Result<T>(Store&)> work, std::function<void(Result<T>)> done = {}) {
        auto result = std::make_shared<Result<T>>(fail(ErrorKind::Cancelled, "the store is closed"));
        submit_write(
            [result, work = std::move(work)](Store& store) -> Result<void> {
                *result = work(store);
                if (!*result)
                    return std::unexpected(result->error());
                return {};
            },
            [result, done = std::move(done)](Result<void> outcome) {
                if (!done)
                    return;
                if (!outcome)
                    *result = std::unexpected(outcome.error());
                done(std::move(*result));
            });
    }

    /// Runs `step` on the writer thread again and again while it returns true, each time in a transaction of
    /// its own; what is submitted meanwhile goes between two steps. For imports, purges, rebuilds.
    void write_steps(std::function<Result<bool>(Store&)> step, std::function<void(Result<void>)> done = {});

    /// Runs `work` on the reader thread, on a read-only connection of its own.
    template <typename T>
    void read(std::function<Result<T>(Store&)> work, std::function<void(Result<T>)> done) {
        auto result = std::make_shared<Result<T>>(fail(ErrorKind::Cancelled, "the store is closed"));
        submit_read([result, work = std::move(work), done = std::move(done)](Store* store) {
            if (store != nullptr)
                *result = work(*store);
            done(std::move(*result));
        });
    }

    /// Searches on the reader thread. A search that still runs or waits is given up when the next one comes:
    /// its callback gets Cancelled.
    void search(SearchQuery query, std::function<void(Result<SearchPage>)> done);

    /// Adds to an answer (status Streaming) that Messages::add made. Never waits; the text is with the system
    /// within append_interval and on the disk within sync_interval.
    void append(MessageId answer, std::string_view text);
    /// Ends a streamed answer; `done` comes when it is on the disk.
    void finish(MessageId answer, MessageStatus status, std::optional<Timings> timings = {},
                std::string note = {}, std::function<void(Result<void>)> done = {});
    /// `done` comes when everything submitted before it is on the disk.
    void flush(std::function<void()> done);

    /// Called (on the writer thread) after another program has changed the file.
    void on_external_change(std::function<void()> callback);
    /// Called (on a thread of this class) when an append could not be written (disk full and the like; it is
    /// tried again until it succeeds), or when the check after a crash found damage.
    void on_error(std::function<void(const Error&)> callback);

    bool read_only() const;
    /// What Store::notices() said at opening.
    const std::vector<std::string>& notices() const;

private:
    struct Private;
    explicit AsyncStore(std::unique_ptr<Private> d);
    void submit_write(std::function<Result<void>(Store&)> work, std::function<void(Result<void>)> done);
    void submit_read(std::function<void(Store*)> job);

    std::unique_ptr<Private> d;
};

} // namespace hearth::storage
