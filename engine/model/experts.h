// Mixtures of experts: what the metadata and the tensors of a file say about them.
#pragma once

#include "engine/core/error.h"
#include "engine/model/architectures.h"
#include "engine/model/config.h"

namespace hearth {

/// Reads how many experts there are, how wide they are and how tokens choose them; nothing for a model
/// without. The gating and the normalisation that `config` comes with are the architecture's, for files that
/// do not name them.
Result<void> read_experts(const gguf::File& file, const MetadataKeys& keys, ModelConfig& config);

} // namespace hearth
