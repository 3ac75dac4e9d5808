// The built-in tasks around code.
#pragma once

#include "plugins/sdk/task.h"

namespace hearth::code {

/// Tasks: explain, review, fix, test, document, convert, write, error, complete. What changes a file is
/// answered by a unified diff that was applied in memory to the very file (DiffPart::applies), with the whole
/// new file as preview.
///
/// Options: instruction (what to fix, write …), language (of a conversion), cursor (`line:column`, 1-based,
/// for complete).
class CodePlugin : public sdk::TaskPlugin {
public:
    QList<sdk::TaskDescription> tasks() const override;
    sdk::Result<sdk::TaskResult> run(const QString& task, const sdk::TaskInput& input,
                                     sdk::TaskContext& context) override;
};

} // namespace hearth::code
