// How much of the time this process may work: less on battery, or when the processor is held back by heat.
// One for the process, because it is the machine that is spared; it may change at any time. How many threads
// work: engine/core/thread_share.h.
#pragma once

namespace hearth::service {

/// The share of the time that is worked, in (0, 1]; after each pass over the weights the rest is rested. 1:
/// no rest.
void set_duty(double duty);
double duty();

} // namespace hearth::service
