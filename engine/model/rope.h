// Rotary position embeddings: frequencies and the ways that models stretch them.
#pragma once

#include "engine/model/architectures.h"
#include "engine/model/config.h"

namespace hearth {

/// Fills the rope of every kind of layer from metadata and tensors (rope_freqs, rope_factors_long,
/// rope_factors_short).
Result<void> read_rope(const gguf::File& file, const MetadataKeys& keys, ModelConfig& config);

} // namespace hearth
