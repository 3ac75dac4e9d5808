// The finished steps of a task in the store: what a killed run goes on from.
#pragma once

#include "plugins/sdk/task.h"
#include "storage/async_store.h"

#include <QHash>
#include <QMutex>

#include <memory>

namespace hearth::ui {

/// Called on the task's thread. save() waits until the step is on the disk; without a store that can be
/// written the steps last as long as the run.
class StoredSteps : public sdk::StepStore {
public:
    /// `steps`: those that are in the store already.
    StoredSteps(std::weak_ptr<storage::AsyncStore> store, storage::TaskId task,
                const std::vector<storage::TaskStep>& steps);

    std::optional<QByteArray> find(const QString& key) override;
    void save(const QString& key, const QByteArray& value) override;

private:
    std::weak_ptr<storage::AsyncStore> m_store;
    storage::TaskId m_task;
    QMutex m_mutex;
    QHash<QString, QByteArray> m_steps;
};

} // namespace hearth::ui
