// How many of its threads the process may use: fewer on battery, or when the processor is held back by heat.
// One for the process, because it is the machine that is spared; it may change at any time and holds from the
// next pass on.
#pragma once

#include <cstdint>

namespace hearth {

/// The share of a model's threads that work, in (0, 1]; 1: all.
void set_thread_share(double share);
double thread_share();

/// How many of `threads` work now: their share, rounded up, at least one.
int32_t working_threads(int32_t threads);

} // namespace hearth
