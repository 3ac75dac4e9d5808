// Whether kernels that this machine says it has give the right numbers, before anything relies on them.
#pragma once

#include "engine/cpu/kernels/kernel_table.h"

namespace hearth::cpu {

/// Runs the pair products and the attention of `candidate` on small inputs in a process of its own and
/// compares them with those of `trusted`. False when a number is wrong, when the process dies of it (an
/// instruction that CPUID lists and the machine does not run), and where there is no such process to be had.
bool kernels_agree(const KernelTable& candidate, const KernelTable& trusted);

} // namespace hearth::cpu
