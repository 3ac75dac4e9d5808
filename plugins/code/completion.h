// Completion: what belongs at the cursor.
#pragma once

#include "plugins/sdk/task.h"

namespace hearth::code {

/// Fills in the middle of the input's first file, else of its text, at the option "cursor" (line:column; the
/// end by default): with the model's own tokens where it has them, else by instruction.
sdk::Result<sdk::TaskResult> complete(const sdk::TaskInput& input, sdk::TaskContext& context);

} // namespace hearth::code
