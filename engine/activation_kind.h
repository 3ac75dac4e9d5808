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
};

} // namespace hearth
