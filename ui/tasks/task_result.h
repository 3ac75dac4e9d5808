// What a task returned, as the conversation shows it.
#pragma once

#include "plugins/sdk/task.h"

#include <QString>

namespace hearth::ui {

/// A part as Markdown. A file that it holds is saved in `folder` first, under a name that is free.
QString taskPartToMarkdown(const sdk::ResultPart& part, const QString& folder);
/// The whole result as the Markdown of an answer.
QString taskResultToMarkdown(const sdk::TaskResult& result, const QString& folder);

} // namespace hearth::ui
