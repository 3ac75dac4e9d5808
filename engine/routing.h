// Which experts a row of a mixture uses: the same choice on every backend that chooses on the processor.
#pragma once

#include "engine/backend.h"

#include <span>

namespace hearth {

struct ChosenExpert {
    int32_t id = 0;
    float weight = 0.0f;
};

/// The `routing.used` experts of a row with the largest scores (of equal ones the lesser id), best first, and
/// their weights. `logits` and `selection_bias` (may be null) have `routing.experts` elements, `chosen` has
/// `routing.used`. Sources: Mixtral (arXiv:2401.04088) for the softmax, DeepSeek-V3 (arXiv:2412.19437) for
/// the sigmoid and the bias that only chooses.
void choose_experts(const float* logits, const float* selection_bias, const RoutingParams& routing,
                    std::span<ChosenExpert> chosen);

} // namespace hearth
