#include "engine/routing.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

namespace hearth {

namespace {

/// e^(x − largest) / Σ; `get` gives access to an element's value.
template <typename Range, typename Get>
void softmax(Range& values, Get get) {
    float largest = -INFINITY;
    for (auto& value : values)
        largest = std::max(largest, get(value));
    float sum = 0;
    for (auto& value : values)
        sum += get(value) = std::exp(get(value) - largest);
    for (auto& value : values)
        get(value) /= sum;
}

/// A number that is none is never larger, so that broken weights choose some experts and no others' memory.
void keep_best(std::span<const float> scores, const float* bias, std::span<ChosenExpert> chosen) {
    size_t count = 0;
    for (size_t id = 0; id < scores.size(); ++id) {
        const float score = scores[id] + (bias ? bias[id] : 0.0f);
        size_t at = count < chosen.size() ? count++ : chosen.size();
        if (at == chosen.size() && !(score > chosen[--at].weight))
            continue;
        for (; at > 0 && score > chosen[at - 1].weight; --at)
            chosen[at] = chosen[at - 1];
        chosen[at] = {static_cast<int32_t>(id), score};
    }
}

} // namespace

void choose_experts(const float* logits, const float* selection_bias, const RoutingParams& routing,
                    std::span<ChosenExpert> chosen) {
    assert(routing.used <= routing.experts && chosen.size() == static_cast<size_t>(routing.used));
    const auto same = [](float& value) -> float& { return value; };
    const auto weight = [](ChosenExpert& expert) -> float& { return expert.weight; };
    std::vector<float> scores(logits, logits + routing.experts);
    if (routing.gating == ExpertGating::Softmax)
        softmax(scores, same);
    else if (routing.gating == ExpertGating::Sigmoid)
        std::ranges::transform(scores, scores.begin(), [](float x) { return 1.0f / (1.0f + std::exp(-x)); });
    keep_best(scores, selection_bias, chosen);
    for (ChosenExpert& expert : chosen)
        expert.weight = scores[static_cast<size_t>(expert.id)];
    if (routing.gating == ExpertGating::SoftmaxOfChosen)
        softmax(chosen, weight);
    float factor = routing.scale;
    if (routing.normalise && routing.gating != ExpertGating::SoftmaxOfChosen) {
        constexpr float smallest_sum = 0x1p-14f; // the smallest normal half, as files are tested elsewhere
        float sum = 0;
        for (const ChosenExpert& expert : chosen)
            sum += expert.weight;
        factor /= std::max(sum, smallest_sum);
    }
    for (ChosenExpert& expert : chosen)
        expert.weight *= factor;
}

} // namespace hearth
