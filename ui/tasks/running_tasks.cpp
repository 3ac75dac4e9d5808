#include "ui/tasks/running_tasks.h"

#include "ui/tasks/task_result.h"

#include <algorithm>

namespace hearth::ui {

namespace {

QString timeLeft(int seconds) {
    if (seconds < 0)
        return {};
    if (seconds < 60)
        return RunningTasks::tr("less than a minute left");
    return RunningTasks::tr("about %n minute(s) left", "", (seconds + 30) / 60);
}

} // namespace

void RunningTasks::add(plugin_host::TaskRun* run, qint64 conversation, qint64 answer, const QString& name) {
    beginInsertRows({}, count(), count());
    m_tasks.append({run, conversation, answer, name, run->progress(), {}});
    endInsertRows();
    emit countChanged();
    connect(run, &plugin_host::TaskRun::progressChanged, this, [this, answer](const sdk::Progress& progress) {
        const int row = rowOf(answer);
        m_tasks[row].progress = progress;
        emit dataChanged(index(row), index(row), {StepRole, FractionRole, TimeLeftRole});
    });
    connect(run, &plugin_host::TaskRun::partialChanged, this,
            [this, answer](const QString& key, const sdk::ResultPart& part) {
                if (std::holds_alternative<sdk::FilePart>(part))
                    return; // saved once, when the task is done
                const int row = rowOf(answer);
                auto& partials = m_tasks[row].partials;
                const auto same = std::find_if(partials.begin(), partials.end(),
                                               [&](const auto& partial) { return partial.first == key; });
                if (same != partials.end())
                    same->second = taskPartToMarkdown(part, {});
                else
                    partials.append({key, taskPartToMarkdown(part, {})});
                emit dataChanged(index(row), index(row), {PartialRole});
            });
    connect(run, &plugin_host::TaskRun::finished, this, [this, answer] { remove(answer); });
    connect(run, &plugin_host::TaskRun::failed, this, [this, answer] { remove(answer); });
}

void RunningTasks::cancel(qint64 answer) {
    const int row = rowOf(answer);
    if (row >= 0 && m_tasks[row].run)
        m_tasks[row].run->cancel();
}

void RunningTasks::remove(qint64 answer) {
    const int row = rowOf(answer);
    beginRemoveRows({}, row, row);
    m_tasks.removeAt(row);
    endRemoveRows();
    emit countChanged();
}

int RunningTasks::rowOf(qint64 answer) const {
    for (int row = 0; row < count(); ++row) {
        if (m_tasks[row].answer == answer)
            return row;
    }
    return -1;
}

int RunningTasks::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant RunningTasks::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Task& task = m_tasks[index.row()];
    switch (role) {
    case AnswerRole:
        return task.answer;
    case ConversationRole:
        return task.conversation;
    case NameRole:
        return task.name;
    case StepRole:
        return task.progress.step;
    case FractionRole:
        return task.progress.fraction;
    case TimeLeftRole:
        return timeLeft(task.progress.secondsLeft);
    case PartialRole: {
        QStringList texts;
        for (const auto& [key, text] : task.partials)
            texts.append(text);
        return texts.join(QStringLiteral("\n\n"));
    }
    }
    return {};
}

QHash<int, QByteArray> RunningTasks::roleNames() const {
    return {{AnswerRole, "answer"},  {ConversationRole, "conversation"}, {NameRole, "name"},
            {StepRole, "step"},      {FractionRole, "fraction"},         {TimeLeftRole, "timeLeft"},
            {PartialRole, "partial"}};
}

} // namespace hearth::ui
