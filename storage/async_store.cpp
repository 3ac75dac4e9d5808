#include "storage/async_store.h"

#include "storage/async_writer.h"
#include "storage/repair.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace hearth::storage {

namespace {

/// Runs jobs one after the other on a thread and a read-only store of its own.
class Reader {
public:
    using Job = std::function<void(Store*)>;

    explicit Reader(std::unique_ptr<Store> store) : m_store(std::move(store)), m_thread([this] { run(); }) {}

    ~Reader() {
        {
            const std::scoped_lock lock(m_mutex);
            m_stopping = true;
        }
        m_store->connection().interrupt();
        m_wake.notify_all();
        m_thread.join();
    }

    void submit(Job job) {
        {
            const std::scoped_lock lock(m_mutex);
            m_jobs.push_back(std::move(job));
        }
        m_wake.notify_all();
    }

private:
    void run() {
        std::unique_lock lock(m_mutex);
        for (;;) {
            m_wake.wait(lock, [this] { return m_stopping || !m_jobs.empty(); });
            if (m_jobs.empty())
                return;
            Job job = std::move(m_jobs.front());
            m_jobs.pop_front();
            const bool stopping = m_stopping;
            lock.unlock();
            if (stopping) {
                job(nullptr);
            } else {
                // One snapshot for all that a job reads.
                (void)m_store->connection().run("BEGIN");
                job(m_store.get());
                (void)m_store->connection().run("COMMIT");
            }
            job = {};
            lock.lock();
        }
    }

    std::unique_ptr<Store> m_store;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace

struct AsyncStore::Private {
    std::vector<std::string> notices;
    bool read_only = false;
    std::mutex search_mutex;
    std::shared_ptr<std::atomic<bool>> running_search;
    std::unique_ptr<Writer> writer;
    std::unique_ptr<Reader> reader;  // Ends first: the writer's connection then folds the log into the file.
    std::unique_ptr<Reader> checker; ///< looks through the file after a crash; nobody waits for it
};

AsyncStore::AsyncStore(std::unique_ptr<Private> state) : d(std::move(state)) {}

AsyncStore::~AsyncStore() = default;

Result<std::unique_ptr<AsyncStore>> AsyncStore::open(const std::filesystem::path& path,
                                                     const AsyncOptions& options) {
    TRY_ASSIGN(auto store, Store::open(path, options.store));
    StoreOptions reading = options.store;
    reading.mode = OpenMode::ReadOnly;
    TRY_ASSIGN(auto read_store, Store::open(path, reading));
    auto state = std::make_unique<Private>();
    state->notices = store->notices();
    state->read_only = store->read_only();
    const bool ended_badly = store->ended_badly();
    state->writer = std::make_unique<Writer>(std::move(store), options);
    state->reader = std::make_unique<Reader>(std::move(read_store));
    std::unique_ptr<AsyncStore> result(new AsyncStore(std::move(state)));
    if (ended_badly) {
        TRY_ASSIGN(auto checked_store, Store::open(path, reading));
        result->d->checker = std::make_unique<Reader>(std::move(checked_store));
        result->d->checker->submit([writer = result->d->writer.get()](Store* reader) {
            const auto wrong = reader != nullptr ? check_file(reader->connection(), false)
                                                 : Result<std::vector<std::string>>();
            if (wrong && !wrong->empty())
                writer->report_damage(wrong->front());
        });
    }
    return result;
}

void AsyncStore::submit_write(std::function<Result<void>(Store&)> work,
                              std::function<void(Result<void>)> done) {
    d->writer->submit({.work = std::move(work), .done = std::move(done), .answer = 0});
}

void AsyncStore::submit_read(std::function<void(Store*)> job) {
    d->reader->submit(std::move(job));
}

void AsyncStore::write_steps(std::function<Result<bool>(Store&)> step,
                             std::function<void(Result<void>)> done) {
    d->writer->submit_steps(std::move(step), std::move(done));
}

void AsyncStore::search(SearchQuery query, std::function<void(Result<SearchPage>)> done) {
    auto cancelled = std::make_shared<std::atomic<bool>>(false);
    {
        const std::scoped_lock lock(d->search_mutex);
        if (d->running_search)
            d->running_search->store(true);
        d->running_search = cancelled;
    }
    submit_read([query = std::move(query), done = std::move(done), cancelled](Store* store) {
        if (store == nullptr || cancelled->load())
            done(fail(ErrorKind::Cancelled, "Another search came"));
        else
            done(store->search().run(query, cancelled.get()));
    });
}

void AsyncStore::append(MessageId answer, std::string_view text) {
    d->writer->append(answer, text);
}

void AsyncStore::finish(MessageId answer, MessageStatus status, std::optional<Timings> timings,
                        std::string note, std::function<void(Result<void>)> done) {
    d->writer->finish(answer, status, timings, std::move(note), std::move(done));
}

void AsyncStore::flush(std::function<void()> done) {
    submit_write([](Store&) -> Result<void> { return {}; },
                 [done = std::move(done)](const Result<void>&) { done(); });
}

void AsyncStore::on_external_change(std::function<void()> callback) {
    d->writer->set_change_callback(std::move(callback));
}

void AsyncStore::on_error(std::function<void(const Error&)> callback) {
    d->writer->set_error_callback(std::move(callback));
}

bool AsyncStore::read_only() const {
    return d->read_only;
}

const std::vector<std::string>& AsyncStore::notices() const {
    return d->notices;
}

} // namespace hearth::storage
