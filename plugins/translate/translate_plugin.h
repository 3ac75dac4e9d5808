// The built-in task “Translate”.
#pragma once

#include "plugins/sdk/task.h"

namespace hearth::translate {

/// Translates text and documents; documents come back in their own format, with structure, code, links,
/// placeholders and numbers as they were. Each part is checked, asked again when a check fails, and reported
/// when it still fails.
///
/// Options: to (code or name), from (empty: found from the text), glossary (one `term = translation` a line),
/// style (free text for the model, e.g. “formal”).
class TranslatePlugin : public sdk::TaskPlugin {
public:
    QList<sdk::TaskDescription> tasks() const override;
    sdk::Result<sdk::TaskResult> run(const QString& task, const sdk::TaskInput& input,
                                     sdk::TaskContext& context) override;
};

} // namespace hearth::translate
