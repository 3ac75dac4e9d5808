// Runs tasks on threads of their own and reports to the thread that asked: nothing here blocks.
#pragma once

#include "plugins/host/model_service.h"

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QSet>

#include <memory>

namespace hearth::plugin_host {

/// What to run. The permissions are those that the user granted; files are granted by being in `input.files`.
struct TaskRequest {
    std::shared_ptr<sdk::TaskPlugin> plugin;
    QString pluginName; ///< for messages
    QString task;
    sdk::TaskInput input;
    QSet<sdk::Permission> granted{sdk::Permission::Model, sdk::Permission::Files};
    std::shared_ptr<sdk::StepStore> steps; ///< null: nothing is kept, a killed run starts anew
    std::shared_ptr<ModelService> model;   ///< null: no model
};

/// One run. Exactly one of finished() and failed() comes; it deletes itself afterwards.
class TaskRun : public QObject {
    Q_OBJECT
public:
    enum class State { Running, Finished, Failed, Cancelled };

    State state() const { return m_state; }
    const sdk::Progress& progress() const { return m_progress; }
    /// Ends the run: failed() with ErrorKind::Cancelled follows at once, whatever the plugin does.
    void cancel();

signals:
    void progressChanged(const hearth::sdk::Progress& progress);
    void partialChanged(const QString& key, const hearth::sdk::ResultPart& part);
    void finished(const hearth::sdk::TaskResult& result);
    void failed(const hearth::sdk::Error& error);

private:
    friend class TaskRunner;
    using QObject::QObject;
    void end(State state, const std::function<void()>& emitSignal);

    State m_state = State::Running;
    sdk::Progress m_progress;
    std::shared_ptr<CancelToken> m_cancel = std::make_shared<CancelToken>();
};

/// Starts runs. Destroying it cancels all of them and waits a short moment for their threads.
class TaskRunner : public QObject {
    Q_OBJECT
public:
    explicit TaskRunner(QObject* parent = nullptr);
    ~TaskRunner() override;

    /// Starts a run; never null, never blocks. Signals come on the thread of this object.
    TaskRun* start(TaskRequest request);

private:
    struct Threads;
    std::shared_ptr<Threads> m_threads;
    QList<QPointer<TaskRun>> m_runs;
};

} // namespace hearth::plugin_host

Q_DECLARE_METATYPE(hearth::sdk::Progress)
Q_DECLARE_METATYPE(hearth::sdk::ResultPart)
Q_DECLARE_METATYPE(hearth::sdk::TaskResult)
Q_DECLARE_METATYPE(hearth::sdk::Error)
