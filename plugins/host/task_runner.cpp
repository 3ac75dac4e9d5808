#include "plugins/host/task_runner.h"

#include "plugins/host/host_task_context.h"

#include <QMutex>
#include <QThread>
#include <QTimer>
#include <QWaitCondition>

#include <algorithm>
#include <map>
#include <utility>

namespace hearth::plugin_host {

using namespace sdk;

/// The threads that still run, and one lock for each plugin object: it is called by one thread at a time.
struct TaskRunner::Threads {
    QMutex mutex;
    QWaitCondition ended;
    int running = 0;
    std::map<TaskPlugin*, std::shared_ptr<QMutex>> plugins;

    std::shared_ptr<QMutex> lockOf(TaskPlugin* plugin) {
        const QMutexLocker lock(&mutex);
        std::shared_ptr<QMutex>& own = plugins[plugin];
        if (!own)
            own = std::make_shared<QMutex>();
        return own;
    }
};

void TaskRun::end(State state, const std::function<void()>& emitSignal) {
    if (m_state != State::Running)
        return; // cancelled meanwhile: what the plugin says now is nobody's business
    m_state = state;
    emitSignal();
    deleteLater();
}

void TaskRun::cancel() {
    m_cancel->cancel();
    QMetaObject::invokeMethod(
        this,
        [this] {
            end(State::Cancelled, [this] {
                emit failed({ErrorKind::Cancelled, QStringLiteral("Stopped.")});
            });
        },
        Qt::QueuedConnection);
}

TaskRunner::TaskRunner(QObject* parent) : QObject(parent), m_threads(std::make_shared<Threads>()) {
    qRegisterMetaType<Progress>();
    qRegisterMetaType<ResultPart>();
    qRegisterMetaType<TaskResult>();
    qRegisterMetaType<Error>();
}

TaskRunner::~TaskRunner() {
    for (const QPointer<TaskRun>& run : m_runs)
        if (run)
            run->m_cancel->cancel();
    QMutexLocker lock(&m_threads->mutex);
    QDeadlineTimer patience(3000);
    while (m_threads->running > 0 && m_threads->ended.wait(&m_threads->mutex, patience)) {
    }
}

namespace {

/// What a task has reported and nobody has been told yet. Only the newest counts: a task that reports without
/// end fills no queue, and keeps the thread that is told busy a small part of the time.
class News {
public:
    using Partials = QList<std::pair<QString, ResultPart>>;

    /// True when there was nothing to tell before: then someone is to be told.
    bool add(const Progress& progress) {
        const QMutexLocker lock(&m_mutex);
        m_progress = progress;
        return !std::exchange(m_announced, true);
    }
    bool add(const QString& key, const ResultPart& part) {
        const QMutexLocker lock(&m_mutex);
        if (!m_keys.contains(key) && m_keys.size() >= mostKeys)
            return false;
        m_keys.insert(key);
        const auto same = std::find_if(m_partials.begin(), m_partials.end(),
                                       [&](const auto& other) { return other.first == key; });
        if (same != m_partials.end())
            same->second = part;
        else
            m_partials.append({key, part});
        return !std::exchange(m_announced, true);
    }
    /// Milliseconds until it may be told again.
    int mustWait() {
        const QMutexLocker lock(&m_mutex);
        return m_told.isValid() ? std::max(0, pause - int(m_told.elapsed())) : 0;
    }
    std::pair<std::optional<Progress>, Partials> take() {
        const QMutexLocker lock(&m_mutex);
        m_announced = false;
        m_told.start();
        return {std::exchange(m_progress, std::nullopt), std::exchange(m_partials, {})};
    }

private:
    static constexpr int pause = 40;
    static constexpr qsizetype mostKeys = 1000;

    QMutex m_mutex;
    QElapsedTimer m_told;
    bool m_announced = false;
    std::optional<Progress> m_progress;
    Partials m_partials;
    QSet<QString> m_keys;
};

Result<TaskResult> runTask(const TaskRequest& request, QMutex& pluginLock,
                           const std::shared_ptr<CancelToken>& cancel, const TaskReports& reports) {
    while (!pluginLock.tryLock(25))
        if (cancel->isCancelled())
            return cancelled();
    HostTaskContext context(request.model, request.steps, request.granted, request.input, cancel, reports);
    Result<TaskResult> result = fail(ErrorKind::Internal, {});
    try {
        result = request.plugin->run(request.task, request.input, context);
    } catch (const std::exception& exception) { // an author's code may throw; the program goes on
        result =
            fail(ErrorKind::Plugin, QStringLiteral("“%1” failed: %2.")
                                        .arg(request.pluginName, QString::fromLocal8Bit(exception.what())));
    }
    pluginLock.unlock();
    return cancel->isCancelled() ? Result<TaskResult>(cancelled()) : result;
}

} // namespace

TaskRun* TaskRunner::start(TaskRequest request) {
    auto* run = new TaskRun(this);
    m_runs.removeIf([](const QPointer<TaskRun>& other) { return other.isNull(); });
    m_runs << run;
    const QPointer<TaskRun> weak = run;
    // Reports hop to the thread of the run; a run that is gone is not reported to.
    const auto post = [weak, anchor = QPointer<QObject>(this)](std::function<void(TaskRun&)> what) {
        if (anchor)
            QMetaObject::invokeMethod(
                anchor,
                [weak, what = std::move(what)] {
                    if (weak)
                        what(*weak);
                },
                Qt::QueuedConnection);
    };
    const auto news = std::make_shared<News>();
    const auto deliver = [news](TaskRun& target) {
        const auto [progress, partials] = news->take();
        if (target.m_state != TaskRun::State::Running)
            return;
        if (progress) {
            target.m_progress = *progress;
            emit target.progressChanged(*progress);
        }
        for (const auto& [key, part] : partials)
            emit target.partialChanged(key, part);
    };
    const auto tell = [post, news, deliver] {
        post([news, deliver](TaskRun& target) {
            const int wait = news->mustWait();
            if (wait == 0)
                deliver(target);
            else
                QTimer::singleShot(wait, &target, [&target, deliver] { deliver(target); });
        });
    };
    TaskReports reports;
    reports.progress = [news, tell](const Progress& progress) {
        if (news->add(progress))
            tell();
    };
    reports.partial = [news, tell](const QString& key, const ResultPart& part) {
        if (news->add(key, part))
            tell();
    };
    {
        const QMutexLocker lock(&m_threads->mutex);
        ++m_threads->running;
    }
    QThread* thread =
        QThread::create([threads = m_threads, pluginLock = m_threads->lockOf(request.plugin.get()),
                         request = std::move(request), cancel = run->m_cancel, reports, post, deliver] {
            Result<TaskResult> result = runTask(request, *pluginLock, cancel, reports);
            post([result, deliver](TaskRun& target) {
                deliver(target);
                if (result)
                    target.end(TaskRun::State::Finished, [&] { emit target.finished(*result); });
                else
                    target.end(result.error().kind == ErrorKind::Cancelled ? TaskRun::State::Cancelled
                                                                           : TaskRun::State::Failed,
                               [&] { emit target.failed(result.error()); });
            });
            const QMutexLocker lock(&threads->mutex);
            --threads->running;
            threads->ended.wakeAll();
        });
    QObject::connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
    return run;
}

} // namespace hearth::plugin_host
