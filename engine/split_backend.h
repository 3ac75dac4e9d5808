// Two backends as one: the first layers of a model run on one, the last ones on the other.
#pragma once

#include "engine/backend.h"

#include <memory>

namespace hearth {

/// Layers [0, first_back_layer) and the embedding on `front` (the processor), the others and the output on
/// `back` (a device with too little memory for all). A pass hands the residual stream over once.
std::unique_ptr<Backend> create_split_backend(std::unique_ptr<Backend> front, std::unique_ptr<Backend> back,
                                              int32_t layers, int32_t first_back_layer);

} // namespace hearth
