// Long tasks and their finished steps: what a killed program goes on from.
#pragma once

#include "storage/conversations.h"

namespace hearth::storage {

using TaskId = int64_t;

enum class TaskState { Running, Paused, Done, Failed, Cancelled };

/// "running", "paused", "done", "failed", "cancelled".
std::string_view task_state_name(TaskState state);

struct Task {
    TaskId id = 0;
    std::string plugin; ///< id of the plugin, "hearth.summarize"
    std::string name;   ///< the task inside the plugin
    std::string input;  ///< JSON, all that a resume needs
    TaskState state = TaskState::Running;
    double progress = 0;             ///< 0 … 1
    ConversationId conversation = 0; ///< where its result goes; 0: nowhere
    std::string result;              ///< JSON
    std::string error;
    int64_t created = 0, updated = 0; ///< Unix time in milliseconds
};

/// One finished step: the same key asked again gives the same output without the model.
struct TaskStep {
    std::string key; ///< unique inside the task
    std::string output;
};

class Tasks {
public:
    explicit Tasks(Connection& connection) : m_connection(&connection) {}

    Result<Task> create(Task task);
    Result<Task> get(TaskId id) const;
    /// Newest first; `unfinished` only: Running and Paused.
    Result<std::vector<Task>> list(bool unfinished = false, int limit = 200) const;
    /// Those of one conversation that have a result, oldest first: of it the first line, and no input.
    Result<std::vector<Task>> with_result(ConversationId conversation) const;
    Result<void> set_progress(TaskId id, double progress);
    Result<void> set_state(TaskId id, TaskState state, std::string_view result = {},
                           std::string_view error = {});
    /// Changes the result of a task that is done.
    Result<void> set_result(TaskId id, std::string_view result);
    /// Keeps the output of a step; a key that is there already keeps its first output.
    Result<void> finish_step(TaskId id, std::string_view key, std::string_view output);
    Result<std::optional<std::string>> step(TaskId id, std::string_view key) const;
    /// In the order in which they were finished.
    Result<std::vector<TaskStep>> steps(TaskId id) const;
    Result<BinId> remove(TaskId id);

private:
    Connection* m_connection;
};

} // namespace hearth::storage
