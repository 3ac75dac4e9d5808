// The functions between two matrices of a feed-forward block. Apart from engine/backend.h, so that a change
// there leaves the kernels as they are.
#pragma once

namespace hearth {

enum class ActivationKind {
    Identity,
    Silu,
    Gelu,
    GeluTanh,
    Relu,
    ReluSquared,
    /// gpt-oss's gate: with g = min(gate, 7) and u = clamp(up, −7, 7), g / (1 + e^(−1.702 g)) · (u + 1).
    ClampedSwiglu,
};

} // namespace hearth
