#include "ui/tasks/task_controller.h"

#include "ui/tasks/stored_steps.h"
#include "ui/tasks/task_input.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QSaveFile>

#include <algorithm>

namespace hearth::ui {

namespace {

constexpr int rememberedTasks = 200; ///< among which one that was cut off is looked for

QString language(const Settings& settings) {
    return settings.language().isEmpty() ? QLocale().name() : settings.language();
}

bool takes(const sdk::TaskDescription& task, const sdk::TaskInput& input) {
    if (!input.conversation.isEmpty())
        return task.acceptsConversation;
    if (!input.folders.isEmpty() && !task.acceptsFolders)
        return false;
    if (input.files.isEmpty())
        return input.folders.isEmpty() ? task.acceptsText : task.acceptsFolders;
    return task.maximumFiles >= input.files.size() &&
           std::all_of(input.files.begin(), input.files.end(), [&](const QString& file) {
               return task.suffixes.contains(QStringLiteral("*")) ||
                      task.suffixes.contains(QFileInfo(file).suffix().toLower());
           });
}

QVariantMap optionToVariant(const sdk::OptionDescription& option) {
    QVariantList choices;
    for (const auto& choice : option.choices)
        choices.append(
            QVariantMap{{QStringLiteral("value"), choice.value}, {QStringLiteral("label"), choice.label}});
    return {{QStringLiteral("id"), option.id},
            {QStringLiteral("label"), option.label},
            {QStringLiteral("choices"), choices},
            {QStringLiteral("value"), option.defaultValue.toVariant()},
            {QStringLiteral("text"), option.kind == sdk::OptionDescription::Kind::Text}};
}

QVariantMap taskToVariant(qsizetype index, const QString& plugin, const sdk::TaskDescription& task) {
    QVariantList options;
    for (const sdk::OptionDescription& option : task.options)
        options.append(optionToVariant(option));
    return {{QStringLiteral("index"), index},
            {QStringLiteral("plugin"), plugin},
            {QStringLiteral("task"), task.id},
            {QStringLiteral("name"), task.name},
            {QStringLiteral("description"), task.description},
            {QStringLiteral("options"), options},
            {QStringLiteral("folders"), task.acceptsFolders}};
}

/// Attached files as files again, for a task that works on files; each in a folder of its own, so that they
/// keep their names.
storage::Result<QStringList> writtenOut(storage::Store& store, const storage::Parts& parts,
                                        const QString& folder) {
    QStringList paths;
    for (const storage::Part& part : parts) {
        const QString own = folder + u'/' + QString::fromStdString(part.attachment).left(32);
        const QString path = own + u'/' + QFileInfo(QString::fromStdString(part.name)).fileName();
        TRY_ASSIGN(const auto content, store.attachments().content(part.attachment));
        const auto size = static_cast<qint64>(content.size());
        QSaveFile file(path);
        const bool written = QDir().mkpath(own) && file.open(QIODevice::WriteOnly) &&
                             file.write(reinterpret_cast<const char*>(content.data()), size) == size &&
                             file.commit();
        if (!written)
            return storage::fail(storage::ErrorKind::Io,
                                 (path + QStringLiteral(": ") + file.errorString()).toStdString());
        paths.append(path);
    }
    return paths;
}

storage::Result<QList<sdk::Turn>> turnsOf(storage::Store& store, qint64 conversation) {
    TRY_ASSIGN(const auto path, store.messages().path(conversation));
    std::vector<storage::MessageId> ids;
    for (const storage::PathEntry& entry : path)
        ids.push_back(entry.id);
    TRY_ASSIGN(const auto messages, store.messages().get(ids));
    QList<sdk::Turn> turns;
    for (const storage::Message& message : messages)
        turns.append({QString::fromStdString(std::string(storage::role_name(message.role))),
                      partsToMarkdown(message.parts)});
    return turns;
}

/// The message that asks for the task.
storage::Parts question(const QString& title, const QString& request, const sdk::TaskInput& input,
                        const storage::Parts& attached) {
    const QString text = request.isEmpty() ? title : title + QStringLiteral("\n\n") + request;
    storage::Parts parts = storage::text_parts(text.toStdString());
    for (const QString& folder : input.folders)
        parts.push_back(
            {.kind = storage::PartKind::File, .name = (QFileInfo(folder).fileName() + u'/').toStdString()});
    if (!attached.empty()) {
        parts.insert(parts.end(), attached.begin(), attached.end());
        return parts;
    }
    for (const QString& file : input.files)
        parts.push_back({.kind = storage::PartKind::File, .name = QFileInfo(file).fileName().toStdString()});
    return parts;
}

storage::MessageStatus messageStatus(storage::TaskState state) {
    return state == storage::TaskState::Done        ? storage::MessageStatus::Complete
           : state == storage::TaskState::Cancelled ? storage::MessageStatus::Stopped
                                                    : storage::MessageStatus::Failed;
}

/// Makes the message that the result goes to.
storage::Result<storage::MessageId> addAnswer(storage::Store& store, const storage::Message& asked) {
    storage::Message answer;
    answer.conversation = asked.conversation;
    answer.parent = asked.id;
    answer.role = storage::Role::Assistant;
    answer.status = storage::MessageStatus::Streaming;
    TRY_ASSIGN(answer, store.messages().add(answer));
    return answer.id;
}

/// The last run of the same task on the same input, if it was cut off, stopped or failed.
storage::Result<std::optional<storage::Task>> findEarlier(storage::Store& store, const std::string& plugin,
                                                          const std::string& name,
                                                          const sdk::TaskInput& input) {
    TRY_ASSIGN(const auto tasks, store.tasks().list(false, rememberedTasks));
    for (const storage::Task& task : tasks) {
        if (task.plugin == plugin && task.name == name &&
            sameTaskInput(taskInputFromJson(task.input).input, input))
            return task.state == storage::TaskState::Done ? std::nullopt : std::optional(task);
    }
    return std::nullopt;
}

} // namespace

TaskController::TaskController(StoreBridge& store, ChatController& chat, Notices& notices, Settings& settings,
                               std::shared_ptr<plugin_host::ModelService> model, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_chat(chat)
    , m_notices(notices)
    , m_settings(settings)
    , m_model(std::move(model))
    , m_plugins(settings.dataFolder(), language(settings).left(2), notices)
    , m_folders(settings)
    , m_reviews(store, notices, settings.dataFolder() + QStringLiteral("/before-changes")) {
    connect(&chat, &ChatController::conversationChanged, &m_reviews,
            [this] { m_reviews.findIn(m_chat.conversation()); });
    connect(&chat, &ChatController::conversationMade, &m_folders, &FolderGrants::moveTo);
    connect(&chat, &ChatController::conversationChanged, &m_folders,
            [this] { m_folders.enter(m_chat.conversation()); });
    findUnfinished();
}

TaskController::~TaskController() = default;

void TaskController::retranslate() {
    m_plugins.retranslate(language(m_settings).left(2));
}

// ---- what can be done

QString TaskController::subject() const {
    return m_input.conversation.isEmpty() ? taskSubject(m_input) : m_chat.title();
}

QVariantList TaskController::choices() const {
    return toVariant(m_choices);
}

QList<TaskController::Choice>
TaskController::tasksThat(const std::function<bool(const sdk::TaskDescription&)>& fit) const {
    QList<Choice> choices;
    for (const plugin_host::PluginInfo& plugin : m_plugins.registry().plugins()) {
        if (plugin.state != plugin_host::PluginInfo::State::Ready)
            continue;
        for (const sdk::TaskDescription& task : plugin.manifest.tasks) {
            if (fit(task))
                choices.append({plugin.manifest.id, task});
        }
    }
    return choices;
}

QVariantList TaskController::toVariant(const QList<Choice>& choices) {
    QVariantList list;
    for (const Choice& choice : choices)
        list.append(taskToVariant(list.size(), choice.plugin, choice.task));
    return list;
}

QVariantList TaskController::matching(const QString& words) {
    return toVariant(tasksThat([name = words.trimmed()](const sdk::TaskDescription& task) {
        return (task.acceptsText || task.acceptsConversation) &&
               (task.name.contains(name, Qt::CaseInsensitive) ||
                task.id.startsWith(name, Qt::CaseInsensitive));
    }));
}

void TaskController::offer(const QList<QUrl>& files) {
    sdk::TaskInput input;
    for (const QUrl& file : files) {
        const QFileInfo info(file.toLocalFile());
        if (info.isFile())
            input.files.append(info.absoluteFilePath());
        else if (info.isDir())
            input.folders.append(QDir::cleanPath(info.absoluteFilePath()));
    }
    offer(std::move(input));
}

void TaskController::offerText(const QString& text) {
    sdk::TaskInput input;
    input.text = text;
    if (!text.trimmed().isEmpty())
        offer(std::move(input));
}

void TaskController::offerConversation() {
    const qint64 conversation = m_chat.conversation();
    m_store.read<QList<sdk::Turn>>(
        this, [conversation](storage::Store& store) { return turnsOf(store, conversation); },
        [this, conversation](const storage::Result<QList<sdk::Turn>>& turns) {
            if (!turns || turns->isEmpty() || conversation != m_chat.conversation())
                return;
            sdk::TaskInput input;
            input.conversation = *turns;
            offer(std::move(input));
        });
}

void TaskController::offer(sdk::TaskInput input) {
    m_input = std::move(input);
    const bool empty = m_input.files.isEmpty() && m_input.folders.isEmpty() && m_input.text.isEmpty() &&
                       m_input.conversation.isEmpty();
    m_choices = tasksThat([&](const sdk::TaskDescription& task) { return !empty && takes(task, m_input); });
    if (!m_choices.isEmpty())
        emit offered();
    else
        m_notices.show(QStringLiteral("files"), Notices::Severity::Information,
                       m_input.conversation.isEmpty() && m_input.text.isEmpty()
                           ? tr("There is no task that takes these files.")
                           : tr("There is no task for this."),
                       {}, 8'000);
}

std::optional<sdk::TaskDescription> TaskController::describe(const QString& plugin,
                                                             const QString& task) const {
    const plugin_host::PluginInfo* info = m_plugins.registry().find(plugin);
    if (info) {
        for (const sdk::TaskDescription& description : info->manifest.tasks) {
            if (description.id == task)
                return description;
        }
    }
    return std::nullopt;
}

// ---- runs

void TaskController::start(int index, const QVariantMap& options) {
    if (index < 0 || index >= m_choices.size())
        return;
    Run run;
    run.conversation = m_chat.conversation();
    run.plugin = m_choices[index].plugin;
    run.description = m_choices[index].task;
    run.input = m_input;
    run.input.options = QJsonObject::fromVariantMap(options);
    run.input.locale = language(m_settings);
    run.subject = subject();
    run.request = run.input.options[run.description.requestOption].toString().trimmed();
    if (run.description.acceptsFolders)
        for (const QString& folder : m_folders.paths())
            if (!run.input.folders.contains(folder))
                run.input.folders.append(folder);
    begin(std::move(run));
}

bool TaskController::startOnDraft(const QVariantMap& choice, const QVariantMap& options,
                                  const QString& text) {
    const QString plugin = choice.value(QStringLiteral("plugin")).toString();
    const auto task = describe(plugin, choice.value(QStringLiteral("task")).toString());
    if (!task || m_chat.attachments()->isReading())
        return false;
    Run run;
    run.conversation = m_chat.conversation();
    run.plugin = plugin;
    run.description = *task;
    run.attached = m_chat.attachments()->parts();
    run.input.text = text.trimmed();
    for (const storage::Part& part : run.attached)
        run.input.files.append(QString::fromStdString(part.name));
    if (task->acceptsFolders)
        run.input.folders = m_folders.paths();
    run.onConversation = run.input.text.isEmpty() && run.attached.empty() && run.input.folders.isEmpty() &&
                         task->acceptsConversation && !m_chat.messages()->isEmpty();
    run.subject = run.onConversation ? m_chat.title() : taskSubject(run.input);
    QString problem;
    if (run.subject.isEmpty())
        problem = tr("Write the text that “%1” is to work on, or attach a file.").arg(task->name);
    else if (!run.onConversation && !takes(*task, run.input))
        problem = tr("“%1” does not take %2.").arg(task->name, run.subject);
    if (!problem.isEmpty()) {
        m_notices.show(QStringLiteral("files"), Notices::Severity::Information, problem, {}, 8'000);
        return false;
    }
    run.input.files.clear(); // their places are known when they are written
    run.input.options = QJsonObject::fromVariantMap(options);
    // Beside files, what is written says what to do with them.
    if (!task->requestOption.isEmpty() && !(run.attached.empty() && run.input.folders.isEmpty()) &&
        run.input.options[task->requestOption].toString().trimmed().isEmpty())
        run.input.options.insert(task->requestOption, std::exchange(run.input.text, {}));
    run.request = run.input.options[task->requestOption].toString().trimmed();
    run.input.locale = language(m_settings);
    m_chat.takeDraft();
    begin(std::move(run));
    return true;
}

void TaskController::begin(Run run) {
    const QString title = QStringLiteral("%1: %2").arg(run.description.name, run.subject);
    const auto& path = m_chat.messages()->path();
    const qint64 parent = path.empty() ? 0 : path.back().id;
    m_store.write<Run>(
        this,
        [run = std::move(run), parent, title,
         folder = m_settings.dataFolder() +
                  QStringLiteral("/task-files")](storage::Store& store) mutable -> storage::Result<Run> {
            if (run.onConversation) {
                TRY_ASSIGN(run.input.conversation, turnsOf(store, run.conversation));
            }
            TRY_ASSIGN(const auto files, writtenOut(store, run.attached, folder));
            run.input.files += files;
            if (run.conversation == 0) {
                TRY_ASSIGN(const auto made, store.conversations().create(title.toStdString()));
                run.conversation = made.id;
                run.madeConversation = true;
            }
            storage::Message asked;
            asked.conversation = run.conversation;
            asked.parent = parent;
            asked.parts = question(title, run.request, run.input, run.attached);
            TRY_ASSIGN(asked, store.messages().add(asked));
            run.question = asked.id;
            TRY_ASSIGN(run.answer, addAnswer(store, asked));
            storage::Task task;
            task.plugin = run.plugin.toStdString();
            task.name = run.description.id.toStdString();
            TRY_ASSIGN(const auto earlier, findEarlier(store, task.plugin, task.name, run.input));
            if (earlier) {
                TRY_ASSIGN(run.steps, store.tasks().steps(earlier->id));
            }
            task.input = taskInputToJson({run.input, run.question});
            task.conversation = run.conversation;
            TRY_ASSIGN(task, store.tasks().create(task));
            run.task = task.id;
            // What an earlier run has finished is this one's from here on.
            for (const storage::TaskStep& step : run.steps)
                TRY(store.tasks().finish_step(run.task, step.key, step.output));
            return run;
        },
        [this](storage::Result<Run> begunRun) { begun(std::move(begunRun)); });
}

void TaskController::resume(storage::TaskId id) {
    m_store.write<Run>(
        this,
        [id](storage::Store& store) -> storage::Result<Run> {
            TRY_ASSIGN(const storage::Task task, store.tasks().get(id));
            const StoredTaskInput stored = taskInputFromJson(task.input);
            Run run;
            run.task = id;
            run.plugin = QString::fromStdString(task.plugin);
            run.description.id = QString::fromStdString(task.name);
            run.question = stored.question;
            run.input = stored.input;
            TRY_ASSIGN(const storage::Message asked, store.messages().get(stored.question));
            run.conversation = asked.conversation;
            TRY_ASSIGN(run.answer, addAnswer(store, asked));
            TRY_ASSIGN(run.steps, store.tasks().steps(id));
            TRY(store.tasks().set_state(id, storage::TaskState::Running));
            return run;
        },
        [this](storage::Result<Run> run) {
            if (const auto description =
                    run ? describe(run->plugin, run->description.id) : std::optional<sdk::TaskDescription>())
                run->description = *description;
            begun(std::move(run));
        });
}

void TaskController::begun(storage::Result<Run> run) {
    if (!run) {
        failed(QString::fromStdString(run.error().message));
        return;
    }
    emit m_chat.listChanged();
    if (run->madeConversation)
        m_folders.moveTo(run->conversation);
    m_chat.open(run->conversation);
    const auto plugin = m_plugins.registry().open(run->plugin);
    if (!plugin) {
        end(*run, storage::TaskState::Failed, {}, plugin.error().message);
        return;
    }
    plugin_host::TaskRequest request;
    request.plugin = *plugin;
    request.pluginName = run->description.name;
    request.task = run->description.id;
    request.input = run->input;
    request.granted = m_plugins.registry().granted(run->plugin);
    request.steps = std::make_shared<StoredSteps>(m_store.asyncStore(), run->task, run->steps);
    request.model = m_model;
    follow(m_runner.start(std::move(request)), *run);
}

void TaskController::follow(plugin_host::TaskRun* taskRun, const Run& run) {
    m_running.add(taskRun, run.conversation, run.answer, run.description.name);
    connect(taskRun, &plugin_host::TaskRun::progressChanged, this,
            [this, task = run.task, written = 0.0](const sdk::Progress& progress) mutable {
                if (progress.fraction < written + 0.01)
                    return;
                written = progress.fraction;
                m_store.write<void>(this, [task, share = progress.fraction](storage::Store& store) {
                    return store.tasks().set_progress(task, share);
                });
            });
    connect(taskRun, &plugin_host::TaskRun::finished, this, [this, run](const sdk::TaskResult& result) {
        end(run, storage::TaskState::Done,
            taskResultToMarkdown(result, m_settings.dataFolder() + QStringLiteral("/results")), {},
            TaskReviews::toStore(result, run.answer));
    });
    connect(taskRun, &plugin_host::TaskRun::failed, this, [this, run](const sdk::Error& error) {
        const bool cancelled = error.kind == sdk::ErrorKind::Cancelled;
        end(run, cancelled ? storage::TaskState::Cancelled : storage::TaskState::Failed, {},
            cancelled ? QString() : error.message);
    });
}

void TaskController::end(const Run& run, storage::TaskState state, const QString& text, const QString& note,
                         const std::string& result) {
    m_store.append(run.answer, text);
    m_chat.messages()->appendText(run.answer, text);
    m_chat.settle({run.answer, text, messageStatus(state), {}, note});
    m_store.write<void>(
        this,
        [task = run.task, state, result, note = note.toStdString()](storage::Store& store) {
            return store.tasks().set_state(task, state, result, note);
        },
        [this, conversation = run.conversation](const storage::Result<void>&) {
            if (conversation == m_chat.conversation())
                m_reviews.findIn(conversation);
        });
    if (run.conversation == m_chat.openingConversation())
        emit m_chat.showEnd();
    else
        m_notices.show(QStringLiteral("task-%1").arg(run.answer), Notices::Severity::Information,
                       state == storage::TaskState::Failed
                           ? tr("%1 failed: %2").arg(run.description.name, note)
                           : tr("%1 is done.").arg(run.description.name),
                       {tr("Show"), [this, run] { m_chat.open(run.conversation, run.answer); }});
    emit m_chat.listChanged();
}

// ---- runs that were cut off

void TaskController::findUnfinished() {
    m_store.write<std::vector<storage::Task>>(
        this,
        [](storage::Store& store) -> storage::Result<std::vector<storage::Task>> {
            TRY_ASSIGN(const auto unfinished, store.tasks().list(true));
            std::vector<storage::Task> cutOff;
            for (const storage::Task& task : unfinished) {
                if (task.state != storage::TaskState::Running)
                    continue;
                TRY(store.tasks().set_state(task.id, storage::TaskState::Paused));
                cutOff.push_back(task);
            }
            return cutOff;
        },
        [this](const storage::Result<std::vector<storage::Task>>& tasks) {
            if (tasks)
                offerResume(*tasks);
        });
}

void TaskController::offerResume(const std::vector<storage::Task>& tasks) {
    for (const storage::Task& task : tasks) {
        const auto description =
            describe(QString::fromStdString(task.plugin), QString::fromStdString(task.name));
        if (!description)
            continue;
        m_notices.show(QStringLiteral("resume-%1").arg(task.id), Notices::Severity::Information,
                       tr("“%1: %2” was cut off at %3 %.")
                           .arg(description->name, taskSubject(taskInputFromJson(task.input).input))
                           .arg(static_cast<int>(task.progress * 100)),
                       {tr("Go on"), [this, id = task.id] { resume(id); }});
    }
}

void TaskController::failed(const QString& sentence) {
    m_notices.show(QStringLiteral("store"), Notices::Severity::Problem, sentence);
}

} // namespace hearth::ui
