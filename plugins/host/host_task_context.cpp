#include "plugins/host/host_task_context.h"

#include "plugins/documents/editors.h"
#include "plugins/documents/readers.h"
#include "plugins/host/code_language.h"
#include "plugins/host/granted_folder.h"
#include "plugins/host/texts.h"
#include "plugins/sdk/folder.h"

#include <QFileInfo>

#include <algorithm>
#include <cmath>

namespace hearth::plugin_host {

using namespace sdk;

HostTaskContext::HostTaskContext(std::shared_ptr<ModelService> model, std::shared_ptr<StepStore> steps,
                                 QSet<Permission> granted, const TaskInput& input,
                                 std::shared_ptr<CancelToken> cancel, TaskReports reports)
    : m_model(std::move(model))
    , m_steps(steps ? std::move(steps) : makeMemoryStepStore())
    , m_granted(std::move(granted))
    , m_folders(input.folders)
    , m_cancel(std::move(cancel))
    , m_reports(std::move(reports)) {
    for (const QString& file : input.files)
        if (const QString path = QFileInfo(file).canonicalFilePath(); !path.isEmpty())
            m_files << path;
    m_stepTimer.start();
}

std::optional<ModelFacts> HostTaskContext::model() {
    return m_model && granted(Permission::Model) ? m_model->facts() : std::nullopt;
}

Result<Generation> HostTaskContext::generate(const GenerationRequest& request,
                                             const std::function<void(const QString&)>& onText) {
    if (isCancelled())
        return cancelled();
    if (!granted(Permission::Model))
        return fail(ErrorKind::Permission, Texts::tr("This task was not allowed to use the model."));
    if (!m_model || !m_model->facts())
        return fail(ErrorKind::NoModel, Texts::tr("No model is loaded. Choose one first."));
    return m_model->generate(request, onText, *m_cancel);
}

Result<int> HostTaskContext::countTokens(const QString& text) {
    if (isCancelled())
        return cancelled();
    if (m_model && m_model->facts())
        return m_model->countTokens(text, *m_cancel);
    return int(text.toUtf8().size() / 3) + 1;
}

Result<QString> HostTaskContext::grantedPath(const QString& path) const {
    const QString canonical = QFileInfo(path).canonicalFilePath();
    const bool given = m_files.contains(canonical) || isBelow(m_folders, path);
    if (!granted(Permission::Files) || canonical.isEmpty() || !given)
        return fail(ErrorKind::Permission, Texts::tr("“%1” was not given to this task.").arg(path));
    return canonical;
}

Result<Document> HostTaskContext::readDocument(const QString& path) {
    TRY_ASSIGN(const QString canonical, grantedPath(path));
    ReadLimits limits;
    limits.cancelled = [this] { return isCancelled(); };
    auto document = documents::readDocumentFile(canonical, limits);
    if (document)
        document->path = path;
    return document;
}

Result<std::unique_ptr<DocumentEditor>> HostTaskContext::editDocument(const QString& path) {
    TRY_ASSIGN(const QString canonical, grantedPath(path));
    ReadLimits limits;
    limits.cancelled = [this] { return isCancelled(); };
    TRY_ASSIGN(QByteArray bytes, documents::readFileBytes(canonical, limits.fileBytes));
    return documents::editDocument({canonical, std::move(bytes)}, limits);
}

Result<std::unique_ptr<DocumentEditor>> HostTaskContext::editText(const QString& text,
                                                                  const QString& suffix) {
    return documents::editDocument({QStringLiteral("text.") + suffix, text.toUtf8()});
}

Result<QByteArray> HostTaskContext::readFile(const QString& path, qint64 maximumBytes) {
    TRY_ASSIGN(const QString canonical, grantedPath(path));
    return documents::readFileBytes(canonical, maximumBytes);
}

Result<FolderListing> HostTaskContext::listFolder(const QString& folder) {
    if (!granted(Permission::Files) || !m_folders.contains(folder))
        return fail(ErrorKind::Permission, Texts::tr("“%1” was not given to this task.").arg(folder));
    FolderLimits limits;
    limits.cancelled = [this] { return isCancelled(); };
    return listGrantedFolder(folder, limits);
}

QString HostTaskContext::codeLanguage(const QString& path) {
    return codeLanguageOf(path);
}

void HostTaskContext::reportProgress(int done, int total, const QString& step) {
    const double seconds = double(m_stepTimer.restart()) / 1000;
    const int finished = done - m_progress.done;
    if (finished > 0 && seconds > 0.02 * finished) {
        m_secondsWorked += seconds;
        m_stepsWorked += finished;
    }
    m_progress.done = done;
    m_progress.total = total;
    m_progress.step = step;
    if (total > 0)
        m_progress.fraction = std::max(m_progress.fraction, std::clamp(double(done) / total, 0.0, 1.0));
    if (m_stepsWorked > 0)
        m_progress.secondsLeft = int(std::ceil(m_secondsWorked / m_stepsWorked * std::max(0, total - done)));
    if (m_reports.progress)
        m_reports.progress(m_progress);
}

void HostTaskContext::showPartial(const QString& key, const ResultPart& part) {
    if (m_reports.partial)
        m_reports.partial(key, part);
}

} // namespace hearth::plugin_host
