// Tasks on files: what can be done with what was dropped, and the run as a message of the conversation.
#pragma once

#include "plugins/host/task_runner.h"
#include "ui/chat/chat_controller.h"

#include <QUrl>
#include <QVariantList>

#include <memory>
#include <vector>

namespace hearth::ui {

/// What a task returned, as the Markdown of an answer. Files that it made are saved in `folder` first.
QString taskResultToMarkdown(const sdk::TaskResult& result, const QString& folder);

class TaskController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the workspace")
    Q_PROPERTY(QStringList fileNames READ fileNames NOTIFY offered)
    Q_PROPERTY(QVariantList choices READ choices NOTIFY offered)
public:
    TaskController(StoreBridge& store, ChatController& chat, Notices& notices, Settings& settings,
                   std::shared_ptr<plugin_host::ModelService> model, QObject* parent = nullptr);
    ~TaskController() override;

    /// Names of the files that are offered.
    QStringList fileNames() const;
    /// The tasks that take them: {index, name, description, options: [{id, label, choices: [{value, label}],
    /// value}]}.
    QVariantList choices() const;
    /// Looks for tasks that take these files; offered() follows, or a notice that says why not.
    void offer(const QList<QUrl>& files);
    /// Runs a task on the offered files, with options by id, as the next message of the conversation.
    Q_INVOKABLE void start(int index, const QVariantMap& options);

signals:
    void offered();

private:
    struct Task {
        std::shared_ptr<sdk::TaskPlugin> plugin;
        sdk::TaskDescription description;
    };
    struct Run {
        qint64 conversation = 0;
        qint64 answer = 0;
        QString name;
    };
    bool takes(const Task& task, const QStringList& files) const;
    void run(const Task& task, const sdk::TaskInput& input, const Run& run);
    void follow(plugin_host::TaskRun* taskRun, const Run& run);
    void end(const Run& run, storage::MessageStatus status, const QString& text, const QString& note);
    std::shared_ptr<sdk::StepStore> steps(const Task& task, const sdk::TaskInput& input) const;

    StoreBridge& m_store;
    ChatController& m_chat;
    Notices& m_notices;
    Settings& m_settings;
    std::shared_ptr<plugin_host::ModelService> m_model;
    plugin_host::TaskRunner m_runner;
    std::vector<Task> m_tasks;
    QStringList m_files;
};

} // namespace hearth::ui
