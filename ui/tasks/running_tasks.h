// The tasks that are running, as the window shows them: step, share, time left, and what is there already.
#pragma once

#include "plugins/host/task_runner.h"

#include <QAbstractListModel>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

namespace hearth::ui {

class RunningTasks : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the task controller")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    enum Role {
        AnswerRole = Qt::UserRole, ///< id of the message that the result goes to
        ConversationRole,
        NameRole,
        StepRole,     ///< what it does now
        FractionRole, ///< 0…1
        TimeLeftRole, ///< in words; empty while unknown
        PartialRole   ///< Markdown of what is there already
    };

    using QAbstractListModel::QAbstractListModel;

    /// Follows a run until it ends.
    void add(plugin_host::TaskRun* run, qint64 conversation, qint64 answer, const QString& name);
    int count() const { return static_cast<int>(m_tasks.size()); }
    /// Ends a run; what it has finished is kept for the next time.
    Q_INVOKABLE void cancel(qint64 answer);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();

private:
    struct Task {
        QPointer<plugin_host::TaskRun> run;
        qint64 conversation = 0;
        qint64 answer = 0;
        QString name;
        sdk::Progress progress;
        QList<std::pair<QString, QString>> partials; ///< key, Markdown
    };
    int rowOf(qint64 answer) const;
    void remove(qint64 answer);

    QList<Task> m_tasks;
};

} // namespace hearth::ui
