// The TaskContext that the host gives to a running task: grants are checked here and nowhere else.
#pragma once

#include "plugins/host/model_service.h"

#include <QElapsedTimer>
#include <QSet>

namespace hearth::plugin_host {

/// Where a run reports to; called on the task's thread.
struct TaskReports {
    std::function<void(const sdk::Progress&)> progress;
    std::function<void(const QString&, const sdk::ResultPart&)> partial;
};

class HostTaskContext : public sdk::TaskContext {
public:
    HostTaskContext(std::shared_ptr<ModelService> model, std::shared_ptr<sdk::StepStore> steps,
                    QSet<sdk::Permission> granted, const sdk::TaskInput& input,
                    std::shared_ptr<CancelToken> cancel, TaskReports reports);

    std::optional<sdk::ModelFacts> model() override;
    sdk::Result<sdk::Generation> generate(const sdk::GenerationRequest& request,
                                          const std::function<void(const QString&)>& onText) override;
    sdk::Result<int> countTokens(const QString& text) override;
    sdk::Result<sdk::Document> readDocument(const QString& path) override;
    sdk::Result<std::unique_ptr<sdk::DocumentEditor>> editDocument(const QString& path) override;
    sdk::Result<std::unique_ptr<sdk::DocumentEditor>> editText(const QString& text,
                                                               const QString& suffix) override;
    sdk::Result<QByteArray> readFile(const QString& path, qint64 maximumBytes) override;
    sdk::Result<sdk::FolderListing> listFolder(const QString& folder) override;
    QString codeLanguage(const QString& path) override;
    bool granted(sdk::Permission permission) const override { return m_granted.contains(permission); }
    bool isCancelled() const override { return m_cancel->isCancelled(); }
    void reportProgress(int done, int total, const QString& step) override;
    void showPartial(const QString& key, const sdk::ResultPart& part) override;
    sdk::StepStore& steps() override { return *m_steps; }

private:
    sdk::Result<QString> grantedPath(const QString& path) const;

    std::shared_ptr<ModelService> m_model;
    std::shared_ptr<sdk::StepStore> m_steps;
    QSet<sdk::Permission> m_granted;
    QSet<QString> m_files; ///< canonical paths
    QStringList m_folders;
    std::shared_ptr<CancelToken> m_cancel;
    TaskReports m_reports;
    sdk::Progress m_progress;
    QElapsedTimer m_stepTimer;
    double m_secondsWorked = 0; ///< on steps that took real time; resumed ones take none
    int m_stepsWorked = 0;
};

/// Steps that live as long as the run.
std::shared_ptr<sdk::StepStore> makeMemoryStepStore();
/// Steps in one file, appended and flushed to disk; a torn last record is ignored. Creates the file when
/// needed.
sdk::Result<std::shared_ptr<sdk::StepStore>> openFileStepStore(const QString& path);

} // namespace hearth::plugin_host
