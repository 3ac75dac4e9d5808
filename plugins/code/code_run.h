// One run of a task that is about code: what it reads, asks, and makes of the answer.
#pragma once

#include "plugins/code/project_files.h"
#include "plugins/sdk/task.h"

namespace hearth::code {

enum class Answer { Prose, Change, NewFile };

/// One row for each task: what it asks of the model and what comes back.
struct CodeTask {
    const char* id;
    const char* name;
    const char* description;
    const char* prompt;
    Answer answer;
    bool needsCode;
};

class CodeRun {
public:
    /// All three outlive the run.
    CodeRun(const CodeTask& task, const sdk::TaskInput& input, sdk::TaskContext& context)
        : m_task(task), m_input(input), m_context(context) {}
    sdk::Result<sdk::TaskResult> run();

private:
    struct SourceFile {
        QString path; ///< empty: a text
        QString name; ///< as people see it
        QString text;
        QString language;
    };
    struct Prompt {
        QString blocks;
        QString instruction; ///< says what the blocks are
    };

    QString wish() const;
    QString instruction(const SourceFile& source) const;
    sdk::Result<QList<SourceFile>> readSources();
    sdk::Result<void> readFolders(const QList<SourceFile>& sources);
    sdk::Result<void> chooseInFolders(QList<SourceFile>& sources, sdk::TaskResult& result);
    sdk::Result<QList<SourceFile>> filesToChange();
    sdk::Result<QList<ProjectFile>> besides(const QString& code, const QStringList& except, bool wholeOnly);
    QString whatWasRead() const;
    Prompt inProject(const QList<ProjectFile>& files, const QString& code, const QString& name) const;
    sdk::Result<QString> ask(const QString& code, const SourceFile& source, const QString& more,
                             const QString& key);
    static QString step(const SourceFile& source, qsizetype part, qsizetype parts);
    static SourceFile joined(const QList<SourceFile>& sources, const QString& name);
    sdk::Result<void> prose(const QList<SourceFile>& sources, sdk::TaskResult& result);
    sdk::Result<void> change(const SourceFile& source, sdk::TaskResult& result);
    sdk::Result<void> newFile(const QList<SourceFile>& sources, sdk::TaskResult& result);
    sdk::Result<QString> changed(const QString& part, const SourceFile& source);
    QStringList parts(const QString& text) const;
    QString newFileName(const QList<SourceFile>& sources, const QString& language) const;

    const CodeTask& m_task;
    const sdk::TaskInput& m_input;
    sdk::TaskContext& m_context;
    Project m_project;            ///< of the granted folders, what matters first
    qsizetype m_projectFiles = 0; ///< that were looked through
    QString m_question;           ///< what the files are chosen for
    QString m_besideInput;        ///< a text that is about the files, not to be changed itself
    QStringList m_read;           ///< names of the project's files that the model saw
};

} // namespace hearth::code
