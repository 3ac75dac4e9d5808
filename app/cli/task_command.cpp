#include "app/cli/task_command.h"

#include "app/cli/engine.h"
#include "plugins/builtin/builtin_plugins.h"
#include "plugins/host/engine_model_service.h"
#include "plugins/host/host_task_context.h"
#include "plugins/host/task_runner.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLocale>

namespace hearth::cli {

namespace {

/// Where the steps of this very task are kept until it is done: the same call after a kill finds them.
QString stepFile(const TaskCommand& command) {
    QStringList parts{command.plugin, command.task, command.input.text};
    for (const QString& file : command.input.files)
        parts << file << QFileInfo(file).lastModified().toString(Qt::ISODateWithMs);
    parts << command.input.folders;
    parts << QString::fromUtf8(QJsonDocument(command.input.options).toJson(QJsonDocument::Compact));
    const QByteArray digest =
        QCryptographicHash::hash(parts.join(QChar(0)).toUtf8(), QCryptographicHash::Sha256);
    return QStringLiteral("%1/tasks/%2.steps")
        .arg(Context::dataFolder(), QString::fromLatin1(digest.toHex().left(32)));
}

} // namespace

std::expected<sdk::TaskResult, std::optional<QString>> runTask(Context& context, const TaskCommand& command) {
    std::optional<Engine> engine;
    std::shared_ptr<plugin_host::ModelService> model;
    const bool wantsModel = command.model == TaskCommand::Model::Needed ||
                            (command.model == TaskCommand::Model::IfPresent && !context.model().isEmpty());
    if (wantsModel) {
        engine.emplace(context);
        if (!engine->load())
            return std::unexpected(std::nullopt);
        model = std::make_shared<plugin_host::EngineModelService>(&engine->client());
    }
    plugin_host::PluginRegistry registry({}, QLocale().name().left(2));
    addBuiltInPlugins(registry);
    auto plugin = registry.open(command.plugin);
    if (!plugin)
        return std::unexpected(plugin.error().message);
    plugin_host::TaskRequest request;
    request.plugin = *plugin;
    request.pluginName = command.plugin;
    request.task = command.task;
    request.input = command.input;
    request.input.locale = QLocale().name().left(2);
    if (request.input.locale == QLatin1String("C"))
        request.input.locale.clear();
    request.model = model;
    const QString steps = stepFile(command);
    if (model)
        if (auto store = plugin_host::openFileStepStore(steps))
            request.steps = *store;
    std::expected<sdk::TaskResult, std::optional<QString>> outcome = std::unexpected(std::nullopt);
    QEventLoop loop;
    plugin_host::TaskRunner runner;
    plugin_host::TaskRun* run = runner.start(std::move(request));
    QObject::connect(run, &plugin_host::TaskRun::progressChanged, &loop, [&](const sdk::Progress& progress) {
        context.terminal().progress(progress.step, progress.fraction);
    });
    QObject::connect(run, &plugin_host::TaskRun::finished, &loop, [&](const sdk::TaskResult& result) {
        outcome = result;
        loop.quit();
    });
    QObject::connect(run, &plugin_host::TaskRun::failed, &loop, [&](const sdk::Error& error) {
        outcome = std::unexpected(std::optional(error.message));
        loop.quit();
    });
    const InterruptWatch watch([run = QPointer(run)] {
        if (run)
            run->cancel();
    });
    loop.exec();
    context.terminal().endProgress();
    if (outcome)
        QFile::remove(steps);
    return outcome;
}

std::expected<QStringList, QString> inputFiles(const QStringList& words) {
    QStringList files;
    for (const QString& word : words) {
        const QFileInfo info(word);
        if (!info.exists())
            return std::unexpected(QStringLiteral("\"%1\" is not there").arg(word));
        files << info.absoluteFilePath();
    }
    return files;
}

std::expected<QStringList, QString> inputFolders(const QStringList& words) {
    QStringList folders;
    for (const QString& word : words) {
        const QFileInfo info(word);
        if (!info.isDir())
            return std::unexpected(QStringLiteral("\"%1\" is no folder").arg(word));
        folders << QDir::cleanPath(info.absoluteFilePath());
    }
    return folders;
}

void printNotes(Context& context, const sdk::TaskResult& result) {
    for (const QString& note : result.notes)
        context.terminal().error(note + u'\n', Terminal::Style::Dim);
}

} // namespace hearth::cli
