// Splits a loop over a few threads that live for that loop alone: enough for the reference backend and for
// converting files, where one call does much work. Fast backends have pools of their own.
#pragma once

#include <cstdint>
#include <functional>

namespace hearth {

/// Calls body(begin, end) for parts of [0, count) on up to `threads` threads, the caller's among them;
/// returns when all are done.
void parallel_for(int32_t threads, int64_t count,
                  const std::function<void(int64_t begin, int64_t end)>& body);

} // namespace hearth
