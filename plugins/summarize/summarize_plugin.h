// The built-in task “Summarize”.
#pragma once

#include "plugins/sdk/task.h"

namespace hearth::summarize {

/// Summarizes documents, text and conversations. With a model: map-reduce over the document's own structure,
/// each claim with its place and a checked quote. Without one, or with one that is too small: the document's
/// own central sentences.
///
/// Options: length (line, paragraph, page, outline, points, actions, email), language (code or name; empty:
/// the document's), question, mode (auto, extractive).
class SummarizePlugin : public sdk::TaskPlugin {
public:
    QList<sdk::TaskDescription> tasks() const override;
    sdk::Result<sdk::TaskResult> run(const QString& task, const sdk::TaskInput& input,
                                     sdk::TaskContext& context) override;
};

} // namespace hearth::summarize
