#include "ui/tasks/task_controller.h"

#include "plugins/code/code_plugin.h"
#include "plugins/host/host_task_context.h"
#include "plugins/summarize/summarize_plugin.h"
#include "plugins/translate/translate_plugin.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLocale>
#include <QPointer>
#include <QSaveFile>

#include <algorithm>

namespace hearth::ui {

namespace {

QString tableMarkdown(const QStringList& header, const QList<QStringList>& rows) {
    const auto line = [](const QStringList& cells) {
        QStringList safe;
        for (QString cell : cells)
            safe.append(cell.replace(u'|', QLatin1String("\\|")).replace(u'\n', u' '));
        return QStringLiteral("| ") + safe.join(QStringLiteral(" | ")) + QStringLiteral(" |\n");
    };
    QString table = line(header) + u'|' + QStringLiteral("---|").repeated(header.size()) + u'\n';
    for (const QStringList& row : rows)
        table += line(row);
    return table;
}

QString saved(const sdk::FilePart& part, const QString& folder) {
    QDir().mkpath(folder);
    const QFileInfo wanted(QFileInfo(part.suggestedName).fileName());
    QString path = folder + u'/' + wanted.fileName();
    for (int number = 2; QFileInfo::exists(path); ++number)
        path = QStringLiteral("%1/%2 (%3).%4")
                   .arg(folder, wanted.completeBaseName())
                   .arg(number)
                   .arg(wanted.suffix());
    QSaveFile file(path);
    const bool written =
        file.open(QIODevice::WriteOnly) && file.write(part.bytes) == part.bytes.size() && file.commit();
    return written ? TaskController::tr("Saved as `%1`").arg(QDir::toNativeSeparators(path))
                   : TaskController::tr("`%1` could not be written: %2")
                         .arg(QDir::toNativeSeparators(path), file.errorString());
}

struct ToMarkdown {
    QString folder;

    QString operator()(const sdk::TextPart& part) const { return part.text; }
    QString operator()(const sdk::TablePart& part) const {
        const QString title = part.title.isEmpty() ? QString() : QStringLiteral("**%1**\n\n").arg(part.title);
        return title + tableMarkdown(part.header, part.rows);
    }
    QString operator()(const sdk::QuotePart& part) const {
        const QString place = part.place.text();
        QString quote = part.quote;
        quote.replace(u'\n', QLatin1String("\n> "));
        return part.claim + QStringLiteral("\n\n> ") + quote + QStringLiteral("\n>\n> — ") + place +
               (part.verified ? QString() : u' ' + TaskController::tr("(not found word for word)"));
    }
    QString operator()(const sdk::DiffPart& part) const {
        return QStringLiteral("`%1`%2\n\n```diff\n%3\n```")
            .arg(QFileInfo(part.path).fileName(),
                 part.applies ? QString() : u' ' + TaskController::tr("(does not apply as it is)"),
                 part.diff.trimmed());
    }
    QString operator()(const sdk::FilePart& part) const { return saved(part, folder); }
    QString operator()(const sdk::AlignmentPart& part) const {
        QString text;
        for (const sdk::AlignmentPart::Pair& pair : part.pairs) {
            text += pair.target + QStringLiteral("\n\n");
            for (const QString& problem : pair.problems)
                text += QStringLiteral("> ") + problem + QStringLiteral("\n\n");
        }
        return text.trimmed();
    }
};

} // namespace

QString taskResultToMarkdown(const sdk::TaskResult& result, const QString& folder) {
    // A translated file comes with its text side by side: the file is what was asked for.
    const bool hasFile = std::any_of(result.parts.begin(), result.parts.end(), [](const auto& part) {
        return std::holds_alternative<sdk::FilePart>(part);
    });
    QStringList texts;
    for (const sdk::ResultPart& part : result.parts) {
        if (!(hasFile && std::holds_alternative<sdk::AlignmentPart>(part)))
            texts.append(std::visit(ToMarkdown{folder}, part));
    }
    for (const QString& note : result.notes)
        texts.append(QStringLiteral("*%1*").arg(note));
    texts.removeAll(QString());
    return texts.join(QStringLiteral("\n\n"));
}

TaskController::TaskController(StoreBridge& store, ChatController& chat, Notices& notices, Settings& settings,
                               std::shared_ptr<plugin_host::ModelService> model, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_chat(chat)
    , m_notices(notices)
    , m_settings(settings)
    , m_model(std::move(model)) {
    const std::shared_ptr<sdk::TaskPlugin> plugins[] = {std::make_shared<summarize::SummarizePlugin>(),
                                                        std::make_shared<translate::TranslatePlugin>(),
                                                        std::make_shared<code::CodePlugin>()};
    for (const auto& plugin : plugins) {
        for (const sdk::TaskDescription& description : plugin->tasks())
            m_tasks.push_back({plugin, description});
    }
}

TaskController::~TaskController() = default;

QStringList TaskController::fileNames() const {
    QStringList names;
    for (const QString& file : m_files)
        names.append(QFileInfo(file).fileName());
    return names;
}

bool TaskController::takes(const Task& task, const QStringList& files) const {
    if (task.description.maximumFiles < files.size())
        return false;
    return std::all_of(files.begin(), files.end(), [&](const QString& file) {
        return task.description.suffixes.contains(QStringLiteral("*")) ||
               task.description.suffixes.contains(QFileInfo(file).suffix().toLower());
    });
}

QVariantList TaskController::choices() const {
    QVariantList list;
    for (size_t i = 0; i < m_tasks.size(); ++i) {
        if (m_files.isEmpty() || !takes(m_tasks[i], m_files))
            continue;
        QVariantList options;
        for (const sdk::OptionDescription& option : m_tasks[i].description.options) {
            QVariantList choices;
            for (const auto& choice : option.choices)
                choices.append(QVariantMap{{QStringLiteral("value"), choice.value},
                                           {QStringLiteral("label"), choice.label}});
            options.append(
                QVariantMap{{QStringLiteral("id"), option.id},
                            {QStringLiteral("label"), option.label},
                            {QStringLiteral("choices"), choices},
                            {QStringLiteral("value"), option.defaultValue.toVariant()},
                            {QStringLiteral("text"), option.kind == sdk::OptionDescription::Kind::Text}});
        }
        list.append(QVariantMap{{QStringLiteral("index"), static_cast<int>(i)},
                                {QStringLiteral("name"), m_tasks[i].description.name},
                                {QStringLiteral("description"), m_tasks[i].description.description},
                                {QStringLiteral("options"), options}});
    }
    return list;
}

void TaskController::offer(const QList<QUrl>& files) {
    m_files.clear();
    for (const QUrl& file : files) {
        const QFileInfo info(file.toLocalFile());
        if (info.isFile())
            m_files.append(info.absoluteFilePath());
    }
    if (m_files.isEmpty() || choices().isEmpty()) {
        m_notices.show(QStringLiteral("files"), Notices::Severity::Information,
                       tr("There is no task that takes these files."), {}, 8'000);
        return;
    }
    emit offered();
}

void TaskController::start(int index, const QVariantMap& options) {
    if (index < 0 || static_cast<size_t>(index) >= m_tasks.size() || m_files.isEmpty())
        return;
    const Task task = m_tasks[static_cast<size_t>(index)];
    sdk::TaskInput input;
    input.files = m_files;
    input.options = QJsonObject::fromVariantMap(options);
    input.locale = m_settings.language().isEmpty() ? QLocale().name() : m_settings.language();
    const QString title =
        QStringLiteral("%1: %2").arg(task.description.name, fileNames().join(QStringLiteral(", ")));
    storage::Parts parts = storage::text_parts(title.toStdString());
    for (const QString& name : fileNames())
        parts.push_back({.kind = storage::PartKind::File, .name = name.toStdString()});
    const auto& path = m_chat.messages()->path();
    const qint64 parent = path.empty() ? 0 : path.back().id;
    m_store.write<storage::Message>(
        this,
        [conversation = m_chat.conversation(), parent, parts,
         title](storage::Store& store) -> storage::Result<storage::Message> {
            storage::Message question;
            question.conversation = conversation;
            if (conversation == 0) {
                TRY_ASSIGN(const auto made, store.conversations().create(title.toStdString()));
                question.conversation = made.id;
            }
            question.parent = parent;
            question.parts = parts;
            TRY_ASSIGN(const auto asked, store.messages().add(question));
            storage::Message answer;
            answer.conversation = asked.conversation;
            answer.parent = asked.id;
            answer.role = storage::Role::Assistant;
            answer.status = storage::MessageStatus::Streaming;
            return store.messages().add(answer);
        },
        [this, task, input](storage::Result<storage::Message> answer) {
            if (!answer) {
                m_notices.show(QStringLiteral("store"), Notices::Severity::Problem,
                               QString::fromStdString(answer.error().message));
                return;
            }
            emit m_chat.listChanged();
            m_chat.open(answer->conversation);
            run(task, input, {answer->conversation, answer->id, task.description.name});
        });
}

std::shared_ptr<sdk::StepStore> TaskController::steps(const Task& task, const sdk::TaskInput& input) const {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(task.description.id.toUtf8() + '\0' + input.files.join(u'\n').toUtf8() + '\0' +
                 QJsonDocument(input.options).toJson());
    const QString folder = m_settings.dataFolder() + QStringLiteral("/tasks");
    QDir().mkpath(folder);
    auto store =
        plugin_host::openFileStepStore(folder + u'/' + QString::fromLatin1(hash.result().toHex().left(32)));
    return store ? *store : plugin_host::makeMemoryStepStore();
}

void TaskController::run(const Task& task, const sdk::TaskInput& input, const Run& run) {
    plugin_host::TaskRequest request;
    request.plugin = task.plugin;
    request.pluginName = task.description.name;
    request.task = task.description.id;
    request.input = input;
    request.steps = steps(task, input);
    request.model = m_model;
    follow(m_runner.start(std::move(request)), run);
}

void TaskController::follow(plugin_host::TaskRun* taskRun, const Run& run) {
    const QString notice = QStringLiteral("task-%1").arg(run.answer);
    const auto show = [this, notice, run, taskRun = QPointer(taskRun)](const QString& step) {
        m_notices.show(notice, Notices::Severity::Information,
                       step.isEmpty() ? run.name : QStringLiteral("%1: %2").arg(run.name, step),
                       {tr("Cancel"), [taskRun] {
                            if (taskRun)
                                taskRun->cancel();
                        }});
    };
    show(QString());
    connect(taskRun, &plugin_host::TaskRun::progressChanged, this,
            [show](const sdk::Progress& progress) { show(progress.step); });
    connect(taskRun, &plugin_host::TaskRun::finished, this, [this, run](const sdk::TaskResult& result) {
        end(run, storage::MessageStatus::Complete,
            taskResultToMarkdown(result, m_settings.dataFolder() + QStringLiteral("/results")), {});
    });
    connect(taskRun, &plugin_host::TaskRun::failed, this, [this, run](const sdk::Error& error) {
        const bool cancelled = error.kind == sdk::ErrorKind::Cancelled;
        end(run, cancelled ? storage::MessageStatus::Stopped : storage::MessageStatus::Failed, {},
            cancelled ? QString() : error.message);
    });
}

void TaskController::end(const Run& run, storage::MessageStatus status, const QString& text,
                         const QString& note) {
    m_notices.dismiss(QStringLiteral("task-%1").arg(run.answer));
    m_store.append(run.answer, text);
    m_chat.messages()->appendText(run.answer, text);
    m_chat.settle({run.answer, text, status, {}, note});
    if (run.conversation == m_chat.conversation())
        emit m_chat.showEnd();
    emit m_chat.listChanged();
}

} // namespace hearth::ui
