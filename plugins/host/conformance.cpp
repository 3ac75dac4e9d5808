#include "plugins/host/conformance.h"

#include "plugins/host/host_task_context.h"
#include "plugins/host/json_schema.h"
#include "plugins/host/plugin_registry.h"
#include "plugins/host/sandbox.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QThread>

#include <memory>

namespace hearth::plugin_host {

using namespace sdk;

namespace {

/// Gives the smallest answer that fits what was asked for.
class ExampleModel : public ModelService {
public:
    std::optional<ModelFacts> facts() override {
        return ModelFacts{QStringLiteral("example"), 4096, 0, true, true};
    }
    Result<Generation> generate(const GenerationRequest& request,
                                const std::function<void(const QString&)>& onText,
                                const CancelToken&) override {
        Generation generation;
        generation.text =
            request.jsonSchema.isEmpty()
                ? QStringLiteral("An example answer.")
                : QString::fromUtf8(QJsonDocument(exampleValue(request.jsonSchema).toObject()).toJson());
        if (onText)
            onText(generation.text);
        return generation;
    }
    Result<int> countTokens(const QString& text, const CancelToken&) override {
        return int(text.size() / 4) + 1;
    }
};

/// Input of the kind that a task says it takes.
TaskInput sampleInput(const TaskDescription& task, const QString& folder) {
    TaskInput input;
    input.locale = QStringLiteral("en");
    const bool table =
        task.suffixes.contains(QStringLiteral("csv")) || task.suffixes.contains(QStringLiteral("tsv"));
    if (task.maximumFiles > 0 && (table || !task.acceptsText)) {
        const QString suffix = table ? QStringLiteral("csv") : QStringLiteral("txt");
        QFile file(folder + QStringLiteral("/sample.") + suffix);
        if (file.open(QIODevice::WriteOnly))
            file.write(table ? "name,comment\nA,It is good.\nB,It is bad.\n"
                             : "A sample text. It has two sentences.\n");
        input.files << file.fileName();
    } else {
        input.text = QStringLiteral("A sample text. It has two sentences.");
    }
    for (const OptionDescription& option : task.options)
        input.options[option.id] = option.defaultValue;
    return input;
}

Result<TaskResult> runOnce(TaskPlugin& plugin, const PluginManifest& manifest, const TaskDescription& task,
                           const std::shared_ptr<CancelToken>& cancel) {
    QTemporaryDir folder;
    const TaskInput input = sampleInput(task, folder.path());
    HostTaskContext context(std::make_shared<ExampleModel>(), nullptr, manifest.permissions, input, cancel,
                            {});
    return plugin.run(task.id, input, context);
}

/// A cancel that comes while the task runs must end it at once.
ConformanceCheck checkCancel(TaskPlugin& plugin, const PluginManifest& manifest) {
    auto cancel = std::make_shared<CancelToken>();
    cancel->cancel();
    QElapsedTimer timer;
    timer.start();
    const auto result = runOnce(plugin, manifest, manifest.tasks.first(), cancel);
    const bool ended = timer.elapsed() < 2000;
    Q_UNUSED(result);
    return {QStringLiteral("cancel"), ended,
            ended ? QStringLiteral("ends when it is told to") : QStringLiteral("goes on after a cancel")};
}

} // namespace

QList<ConformanceCheck> checkConformance(const QString& path, bool insistUnsandboxed) {
    QList<ConformanceCheck> checks;
    const auto files = readPluginFiles(path);
    if (!files)
        return {{QStringLiteral("files"), false, files.error().message}};
    checks << ConformanceCheck{QStringLiteral("files"), true, QStringLiteral("%1 files").arg(files->size())};
    const auto manifest = readManifest(*files, QStringLiteral("en"));
    if (!manifest)
        return checks << ConformanceCheck{QStringLiteral("manifest"), false, manifest.error().message};
    checks << ConformanceCheck{QStringLiteral("manifest"), true,
                               QStringLiteral("%1 %2, API %3 to %4")
                                   .arg(manifest->id, manifest->version)
                                   .arg(manifest->apiMin)
                                   .arg(manifest->apiMax)};
    if (manifest->kind == PluginKind::Process) {
        const bool can = sandboxAvailable() || insistUnsandboxed;
        checks << ConformanceCheck{
            QStringLiteral("sandbox"), can,
            can ? QStringLiteral("bubblewrap")
                : QStringLiteral("bubblewrap is missing or may not be used; the plugin can't be run")};
        if (!can)
            return checks;
    }
    const std::shared_ptr<TaskPlugin> plugin = makePlugin(*manifest, path, insistUnsandboxed);
    for (const TaskDescription& task : manifest->tasks) {
        const auto result = runOnce(*plugin, *manifest, task, std::make_shared<CancelToken>());
        const bool something = result && (!result->parts.isEmpty() || !result->data.isEmpty());
        checks << ConformanceCheck{QStringLiteral("task ") + task.id, something,
                                   !result     ? result.error().message
                                   : something ? QStringLiteral("%1 parts").arg(result->parts.size())
                                               : QStringLiteral("gave nothing back")};
    }
    return checks << checkCancel(*plugin, *manifest);
}

} // namespace hearth::plugin_host
