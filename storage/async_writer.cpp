#include "storage/async_writer.h"

#include <fmt/format.h>

#include <algorithm>

namespace hearth::storage {

using namespace std::chrono_literals;

namespace {

constexpr size_t largest_batch = 256;
constexpr auto index_delay =
    200ms; // A message is searchable (by scanning) at once; its index entry can wait.
constexpr int index_batch = 64;
constexpr auto bin_delay = 10s;
constexpr auto bin_interval = 1h;
constexpr auto retry_interval = 1s;
/// The log is folded into the file when it is this long and nothing was written for a moment.
constexpr int log_pages_to_fold = 900;
constexpr auto fold_delay = 100ms;

} // namespace

Writer::Writer(std::unique_ptr<Store> store, const AsyncOptions& options)
    : m_store(std::move(store)), m_options(options) {
    const Time now = Clock::now();
    m_next_index = now + index_delay;
    m_next_bin = now + bin_delay;
    m_next_watch = m_options.watch_interval > 0ms ? now + m_options.watch_interval : Time::max();
    m_next_checkpoint = Time::max();
    if (!m_store->read_only())
        m_store->connection().defer_checkpoints();
    m_data_version = m_store->connection().data_version().value_or(0);
    m_thread = std::thread([this] { run(); });
}

Writer::~Writer() {
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void Writer::submit(Operation operation) {
    {
        const std::scoped_lock lock(m_mutex);
        m_operations.push_back(std::move(operation));
    }
    m_wake.notify_all();
}

void Writer::submit_steps(std::function<Result<bool>(Store&)> step, std::function<void(Result<void>)> done) {
    auto more = std::make_shared<bool>(false);
    auto work = [more, step](Store& store) -> Result<void> {
        TRY_ASSIGN(*more, step(store));
        return {};
    };
    submit({.work = work, .done = [this, more, step, done = std::move(done)](Result<void> outcome) mutable {
                if (outcome && *more && !stopping())
                    submit_steps(std::move(step), std::move(done));
                else if (done)
                    done(outcome && *more ? fail(ErrorKind::Cancelled, "The store was closed")
                                          : std::move(outcome));
            }});
}

bool Writer::is_wanted() const {
    const std::scoped_lock lock(m_mutex);
    return m_stopping || !m_operations.empty();
}

bool Writer::stopping() const {
    const std::scoped_lock lock(m_mutex);
    return m_stopping;
}

void Writer::append(MessageId answer, std::string_view text) {
    if (text.empty())
        return;
    {
        const std::scoped_lock lock(m_mutex);
        Stream& stream = m_streams[answer];
        const bool first = stream.pending.empty();
        stream.pending += text;
        if (!first)
            return;
        stream.since = Clock::now();
    }
    m_wake.notify_all();
}

void Writer::finish(MessageId answer, MessageStatus status, std::optional<Timings> timings, std::string note,
                    std::function<void(Result<void>)> done) {
    auto work = [this, answer, status, timings, note = std::move(note)](Store& store) -> Result<void> {
        Stream* stream = nullptr;
        {
            const std::scoped_lock lock(m_mutex);
            stream = &m_streams[answer];
        }
        TRY_ASSIGN(const Parts* parts, take_pending(*stream, answer));
        TRY(store.messages().finish_answer(answer, *parts, status, timings, note));
        stream->finished = true;
        return {};
    };
    submit({.work = std::move(work), .done = std::move(done), .answer = answer});
}

void Writer::set_change_callback(std::function<void()> callback) {
    const std::scoped_lock lock(m_mutex);
    m_changed = std::move(callback);
}

void Writer::set_error_callback(std::function<void(const Error&)> callback) {
    const std::scoped_lock lock(m_mutex);
    m_failed = std::move(callback);
}

void Writer::report_damage(const std::string& what) {
    m_store->mark_damaged();
    report({ErrorKind::Corrupt, fmt::format("{} is damaged ({}); start Hearth again to repair it",
                                            m_store->connection().path().string(), what)});
}

void Writer::report(const Error& error) {
    std::function<void(const Error&)> callback;
    {
        const std::scoped_lock lock(m_mutex);
        callback = m_failed;
    }
    if (callback)
        callback(error);
}

// ---- The thread

void Writer::run() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait_until(lock, next_wake(), [this] {
            return m_stopping || !m_operations.empty() || next_wake() <= Clock::now();
        });
        const bool stopping = m_stopping;
        std::vector<Operation> batch;
        while (!m_operations.empty() && batch.size() < largest_batch) {
            batch.push_back(std::move(m_operations.front()));
            m_operations.pop_front();
        }
        const bool stream_turn = streams_due(Clock::now());
        lock.unlock();
        if (!batch.empty())
            process(std::move(batch));
        else if (stream_turn)
            flush_streams();
        else if (!stopping)
            upkeep();
        const bool busy = !batch.empty() || stream_turn;
        if (m_store->connection().log_pages() >= log_pages_to_fold &&
            (busy || m_next_checkpoint == Time::max()))
            m_next_checkpoint = Clock::now() + fold_delay;
        batch.clear();
        if (stopping && !stream_turn)
            (void)write_streams(true);
        lock.lock();
        if (stopping && m_operations.empty())
            return;
    }
}

/// With the mutex held.
bool Writer::streams_due(Time now) const {
    if (now < m_retry_after)
        return false;
    return std::ranges::any_of(m_streams, [&](const auto& entry) {
        const Stream& stream = entry.second;
        return (!stream.pending.empty() && now >= stream.since + m_options.append_interval) ||
               (stream.unsynced && now >= m_last_sync + m_options.sync_interval);
    });
}

/// With the mutex held.
Writer::Time Writer::next_wake() const {
    Time wake =
        std::min({m_next_index, m_next_bin, m_next_watch, m_next_checkpoint, Clock::now() + bin_interval});
    for (const auto& [answer, stream] : m_streams) {
        if (!stream.pending.empty())
            wake = std::min(wake, std::max(stream.since + m_options.append_interval, m_retry_after));
        if (stream.unsynced)
            wake = std::min(wake, std::max(m_last_sync + m_options.sync_interval, m_retry_after));
    }
    return wake;
}

// ---- Operations

void Writer::process(std::vector<Operation> batch) {
    auto results = commit_batch(batch);
    if (results) {
        m_last_sync = Clock::now();
        const std::scoped_lock lock(m_mutex);
        for (size_t i = 0; i < batch.size(); ++i) {
            if (batch[i].answer != 0 && (*results)[i])
                m_streams.erase(batch[i].answer);
        }
        for (auto& [answer, stream] : m_streams)
            stream.unsynced = false;
    } else {
        const std::scoped_lock lock(m_mutex);
        for (auto& [answer, stream] : m_streams)
            stream.finished = false; // nothing of the batch is there: the text is still to be written
    }
    m_next_index = std::min(m_next_index, Clock::now() + index_delay);
    for (size_t i = 0; i < batch.size(); ++i) {
        if (batch[i].done)
            batch[i].done(results ? std::move((*results)[i]) : std::unexpected(results.error()));
    }
}

/// One transaction, one fsync for all; each operation has its own rollback.
Result<std::vector<Result<void>>> Writer::commit_batch(std::vector<Operation>& batch) {
    Connection& connection = m_store->connection();
    std::vector<Result<void>> results;
    if (connection.read_only()) {
        for (Operation& operation : batch)
            results.push_back(operation.work(*m_store));
        return results;
    }
    TRY(connection.set_durability(Durability::Synced));
    TRY_ASSIGN(auto transaction, Transaction::begin(connection));
    for (Operation& operation : batch) {
        results.push_back(run_one(operation));
        // Disk full and I/O errors can end the whole transaction: nothing of the batch is there then.
        if (!connection.in_transaction())
            return std::unexpected(results.back() ? Error{ErrorKind::Io, "The transaction was given up"}
                                                  : results.back().error());
    }
    TRY(write_streams(true));
    TRY(transaction.commit());
    return results;
}

Result<void> Writer::run_one(Operation& operation) {
    TRY_ASSIGN(auto savepoint, Transaction::begin(m_store->connection()));
    TRY(operation.work(*m_store));
    return savepoint.commit();
}

// ---- Streamed answers

/// Moves what came meanwhile into the stream's parts and returns them. On the writer thread.
Result<Parts*> Writer::take_pending(Stream& stream, MessageId answer) {
    if (!stream.loaded) {
        TRY_ASSIGN(Message message, m_store->messages().get(answer));
        stream.parts = std::move(message.parts);
        stream.loaded = true;
    }
    const std::scoped_lock lock(m_mutex);
    if (stream.parts.empty() || stream.parts.back().kind != PartKind::Text)
        stream.parts.push_back({});
    stream.parts.back().text += stream.pending;
    stream.pending.clear();
    stream.unsynced = true; // Until a synced commit is through.
    return &stream.parts;
}

/// Writes every stream that has something new, or, with `all`, something that is not known to be on the disk.
Result<void> Writer::write_streams(bool all) {
    std::vector<std::pair<MessageId, Stream*>> waiting;
    {
        const std::scoped_lock lock(m_mutex);
        for (auto& [answer, stream] : m_streams) {
            if (!stream.finished && (!stream.pending.empty() || (all && stream.unsynced)))
                waiting.emplace_back(answer, &stream);
        }
    }
    for (const auto& [answer, stream] : waiting) {
        auto parts = take_pending(*stream, answer);
        Result<void> written =
            parts ? m_store->messages().write_answer(answer, **parts) : std::unexpected(parts.error());
        if (written)
            continue;
        if (written.error().kind != ErrorKind::NotFound && written.error().kind != ErrorKind::InvalidInput)
            return written;
        // The answer was finished or purged meanwhile: nobody waits for this text.
        report(written.error());
        const std::scoped_lock lock(m_mutex);
        m_streams.erase(answer);
    }
    return {};
}

/// Writes what streamed in: with an fsync when the last one is long enough ago, else only to the system.
void Writer::flush_streams() {
    const bool sync = Clock::now() >= m_last_sync + m_options.sync_interval;
    auto written = [&]() -> Result<void> {
        Connection& connection = m_store->connection();
        TRY(connection.set_durability(sync ? Durability::Synced : Durability::Buffered));
        TRY_ASSIGN(auto transaction, Transaction::begin(connection));
        TRY(write_streams(sync));
        return transaction.commit();
    }();
    if (!written) {
        // The text stays in memory, as not synced, and is tried again.
        m_retry_after = Clock::now() + retry_interval;
        report(written.error());
        return;
    }
    if (!sync)
        return;
    m_last_sync = Clock::now();
    const std::scoped_lock lock(m_mutex);
    for (auto& [answer, stream] : m_streams)
        stream.unsynced = false;
}

// ---- Upkeep

void Writer::upkeep() {
    const Time now = Clock::now();
    if (now >= m_next_watch) {
        m_next_watch = now + m_options.watch_interval;
        watch();
    }
    if (now >= m_next_checkpoint)
        fold_log();
    if (m_store->read_only()) {
        m_next_index = m_next_bin = Time::max();
        return;
    }
    if (now >= m_next_index) {
        // The index is made of what is on the disk already: losing its last entries to a power cut is no
        // loss.
        (void)m_store->connection().set_durability(Durability::Buffered);
        const auto more = m_store->search().index_pending(index_batch, [this] { return is_wanted(); });
        if (!more)
            report(more.error());
        m_next_index = more && *more ? now : more ? Time::max() : now + retry_interval;
    }
    if (now >= m_next_bin) {
        (void)m_store->connection().set_durability(Durability::Synced);
        Result<void> ticked = m_next_bin == Time{} ? Result<void>() : m_store->bin().tick(now_ms());
        const auto more = m_store->bin().purge();
        if (!ticked)
            report(ticked.error());
        if (!more)
            report(more.error());
        m_next_bin = more && *more ? Time{} : now + bin_interval;
    }
}

/// When the log is long and nobody waits. An error is no harm: the next commit will meet it, and tell it.
void Writer::fold_log() {
    m_next_checkpoint = Time::max();
    (void)m_store->connection().checkpoint();
}

void Writer::watch() {
    const auto version = m_store->connection().data_version();
    if (!version || *version == m_data_version)
        return;
    m_data_version = *version;
    m_next_index = std::min(m_next_index, Clock::now() + index_delay);
    std::function<void()> callback;
    {
        const std::scoped_lock lock(m_mutex);
        callback = m_changed;
    }
    if (callback)
        callback();
}

} // namespace hearth::storage
