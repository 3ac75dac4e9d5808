// Tasks for commands: the model of the command line, progress on stderr, steps that outlive a kill, Ctrl-C.
#pragma once

#include "app/cli/context.h"
#include "plugins/sdk/task.h"

namespace hearth::cli {

struct TaskCommand {
    QString plugin; ///< "summarize", "translate", "code"
    QString task;
    sdk::TaskInput input;
    enum class Model {
        None,      ///< the task is not to ask one
        IfPresent, ///< works without one as well
        Needed,
    } model = Model::Needed;
};

/// Runs a task and waits for it. The error is a sentence for Context::fail(); nullopt when it was said
/// already.
std::expected<sdk::TaskResult, std::optional<QString>> runTask(Context& context, const TaskCommand& command);

/// Absolute paths of the files on the command line; the error is a sentence about the one that is missing.
std::expected<QStringList, QString> inputFiles(const QStringList& words);

/// The same for folders.
std::expected<QStringList, QString> inputFolders(const QStringList& words);

/// Prints the notes of a result on stderr.
void printNotes(Context& context, const sdk::TaskResult& result);

} // namespace hearth::cli
