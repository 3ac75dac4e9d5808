// The special variable "loop" inside a for block.
#pragma once

#include "engine/chat_template/value.h"

#include <functional>
#include <vector>

namespace hearth::jinja {

struct LoopState {
    std::vector<Value> items;
    size_t index = 0;
    int depth = 0;                   ///< 0 for the outermost of recursive loops
    std::vector<Value> last_changed; ///< arguments of the last loop.changed()
    bool has_changed = false;
    std::function<Result<Value>(Interpreter&, const Arguments&)>
        recurse; ///< empty unless the loop is recursive
};

} // namespace hearth::jinja
