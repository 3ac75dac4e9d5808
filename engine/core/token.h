// What a model reads and writes.
#pragma once

#include <cstdint>

namespace hearth {

/// Index of a token in a model's vocabulary.
using TokenId = int32_t;

/// Stands for "the vocabulary has no such token".
inline constexpr TokenId no_token = -1;

/// A token that may come next, and the model's logit for it.
struct Candidate {
    TokenId id = 0;
    float logit = 0;
};

} // namespace hearth
