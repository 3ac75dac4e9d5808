// A task's input as the store keeps it.
#pragma once

#include "plugins/sdk/task.h"

#include <string>

namespace hearth::ui {

/// All that a run needs to go on: the input, and the message that asked for it.
struct StoredTaskInput {
    sdk::TaskInput input;
    qint64 question = 0;
};

std::string taskInputToJson(const StoredTaskInput& stored);
StoredTaskInput taskInputFromJson(const std::string& json);
/// Whether two runs would do the same.
bool sameTaskInput(const sdk::TaskInput& one, const sdk::TaskInput& other);
/// What the input is, in a few words: names of files and folders, or the beginning of the text.
QString taskSubject(const sdk::TaskInput& input);

} // namespace hearth::ui
