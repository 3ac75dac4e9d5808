// The oracle: every operation as its definition says, in float32, with plain loops.
#pragma once

#include "engine/backend.h"
#include "engine/devices.h"

namespace hearth {

/// A backend that other backends are compared with. Weights stay in the file's types and are decoded row by
/// row; `threads` 0 means one per performance core.
std::unique_ptr<Backend> create_reference_backend(const BackendOptions& options);

/// Its entry in the list of devices.
BackendFactory reference_factory();

} // namespace hearth
