// Tasks on files, texts and conversations: what can be done with them, and the run as a message.
#pragma once

#include "ui/chat/chat_controller.h"
#include "ui/tasks/folder_grants.h"
#include "ui/tasks/plugin_list.h"
#include "ui/tasks/running_tasks.h"
#include "ui/tasks/task_result.h"
#include "ui/tasks/task_reviews.h"

#include <QUrl>
#include <QVariantList>

#include <functional>
#include <memory>

namespace hearth::ui {

/// A task has a message of the user's that names it and an answer that its result goes to. Its input and its
/// finished steps are in the store, so that a run that was cut off goes on where it stopped.
class TaskController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the workspace")
    Q_PROPERTY(QString subject READ subject NOTIFY offered)
    Q_PROPERTY(QVariantList choices READ choices NOTIFY offered)
    Q_PROPERTY(hearth::ui::RunningTasks* running READ running CONSTANT)
    Q_PROPERTY(hearth::ui::PluginList* plugins READ plugins CONSTANT)
    Q_PROPERTY(hearth::ui::FolderGrants* folders READ folders CONSTANT)
    Q_PROPERTY(hearth::ui::TaskReviews* reviews READ reviews CONSTANT)
public:
    TaskController(StoreBridge& store, ChatController& chat, Notices& notices, Settings& settings,
                   std::shared_ptr<plugin_host::ModelService> model, QObject* parent = nullptr);
    ~TaskController() override;

    RunningTasks* running() { return &m_running; }
    PluginList* plugins() { return &m_plugins; }
    /// What tasks about code may read of the open conversation's project.
    FolderGrants* folders() { return &m_folders; }
    TaskReviews* reviews() { return &m_reviews; }
    /// Tells what the tasks are called in the window's language, which has just been chosen.
    void retranslate();
    /// What the tasks are offered for: names of files, the beginning of a text, a conversation's title.
    QString subject() const;
    /// The tasks that take it: {index, plugin, task, name, description, options: [{id, label, choices:
    /// [{value, label}], value, text}], folders: whether it reads granted folders}.
    QVariantList choices() const;
    /// Looks for tasks that take these files and folders; offered() follows, or a notice that says why not.
    void offer(const QList<QUrl>& files);
    /// The same for a text: what is selected, a message, what was typed.
    Q_INVOKABLE void offerText(const QString& text);
    /// The same for the open conversation.
    Q_INVOKABLE void offerConversation();
    /// The tasks for texts and conversations whose name has these words, as choices() has them: what “/”
    /// offers in the composer.
    Q_INVOKABLE QVariantList matching(const QString& words);
    /// Runs a task of matching() on what is written and attached in the composer; on the conversation where
    /// that is empty and the task takes one. False, and a notice, where the task cannot work on it.
    Q_INVOKABLE bool startOnDraft(const QVariantMap& choice, const QVariantMap& options, const QString& text);
    /// Runs a task on what is offered, with options by id, as the next message of the conversation.
    Q_INVOKABLE void start(int index, const QVariantMap& options);

signals:
    void offered();

private:
    struct Choice {
        QString plugin;
        sdk::TaskDescription task;
    };
    struct Run {
        storage::TaskId task = 0;
        qint64 conversation = 0;
        qint64 question = 0; ///< the user's message
        qint64 answer = 0;
        QString plugin;
        sdk::TaskDescription description;
        sdk::TaskInput input;
        QString subject;                      ///< what it works on, in a few words
        QString request;                      ///< what the user wrote beside files or a folder
        bool madeConversation = false;        ///< there was none yet
        storage::Parts attached;              ///< files of the composer, which become files of the input
        bool onConversation = false;          ///< the conversation is the input
        std::vector<storage::TaskStep> steps; ///< that are finished already
    };
    /// The tasks of all plugins that are ready.
    QList<Choice> tasksThat(const std::function<bool(const sdk::TaskDescription&)>& fit) const;
    static QVariantList toVariant(const QList<Choice>& choices);
    void offer(sdk::TaskInput input);
    void begin(Run run);
    void begun(storage::Result<Run> run);
    void resume(storage::TaskId task);
    void findUnfinished();
    void offerResume(const std::vector<storage::Task>& tasks);
    std::optional<sdk::TaskDescription> describe(const QString& plugin, const QString& task) const;
    void follow(plugin_host::TaskRun* taskRun, const Run& run);
    void end(const Run& run, storage::TaskState state, const QString& text, const QString& note,
             const std::string& result = {});
    void failed(const QString& sentence);

    StoreBridge& m_store;
    ChatController& m_chat;
    Notices& m_notices;
    Settings& m_settings;
    std::shared_ptr<plugin_host::ModelService> m_model;
    PluginList m_plugins;
    RunningTasks m_running;
    FolderGrants m_folders;
    TaskReviews m_reviews;
    plugin_host::TaskRunner m_runner;
    sdk::TaskInput m_input; ///< what is offered
    QList<Choice> m_choices;
};

} // namespace hearth::ui
