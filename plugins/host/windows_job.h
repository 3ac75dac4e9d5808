// Bounds of a process on Windows: a job object. Only the standard library and Windows: built there alone.
#pragma once

namespace hearth::plugin_host {

/// Puts a running process into a job with limits of memory (bytes, of each process) and processor time, that
/// may make no further processes outside of it, and that ends when this program does. False when the system
/// refuses.
bool boundWithJob(unsigned long process, unsigned long long bytes, unsigned seconds);

} // namespace hearth::plugin_host
