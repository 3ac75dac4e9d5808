#include "ui/tasks/stored_steps.h"

#include <future>

namespace hearth::ui {

namespace {

/// The store keeps text; a step may be any bytes.
std::string encoded(const QByteArray& value) {
    return QString::fromUtf8(value).toUtf8() == value && !value.contains('\0')
               ? "t" + value.toStdString()
               : "b" + value.toBase64().toStdString();
}

QByteArray decoded(const std::string& output) {
    if (output.empty())
        return {};
    const QByteArray value(output.data() + 1, static_cast<qsizetype>(output.size()) - 1);
    return output.front() == 'b' ? QByteArray::fromBase64(value) : value;
}

} // namespace

StoredSteps::StoredSteps(std::weak_ptr<storage::AsyncStore> store, storage::TaskId task,
                         const std::vector<storage::TaskStep>& steps)
    : m_store(std::move(store)), m_task(task) {
    for (const storage::TaskStep& step : steps)
        m_steps.insert(QString::fromStdString(step.key), decoded(step.output));
}

std::optional<QByteArray> StoredSteps::find(const QString& key) {
    const QMutexLocker lock(&m_mutex);
    const auto found = m_steps.constFind(key);
    return found == m_steps.constEnd() ? std::nullopt : std::optional(*found);
}

void StoredSteps::save(const QString& key, const QByteArray& value) {
    {
        const QMutexLocker lock(&m_mutex);
        m_steps.insert(key, value);
    }
    const auto store = m_store.lock();
    if (!store)
        return;
    auto written = std::make_shared<std::promise<void>>();
    auto done = written->get_future();
    store->write<void>([task = m_task, key = key.toStdString(), output = encoded(value)](
                           storage::Store& inside) { return inside.tasks().finish_step(task, key, output); },
                       [written](const storage::Result<void>&) { written->set_value(); });
    done.wait();
}

} // namespace hearth::ui
