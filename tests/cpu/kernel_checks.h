// What every instruction set's kernels must give, checked against plain loops and the reference backend.
// Without Qt, so that the same checks run inside Qt Test and in a program for another processor
// (arm_kernels.cpp).
#pragma once

#include "engine/cpu/cpu_info.h"

#include <functional>
#include <string>
#include <vector>

namespace hearth::cpu {

/// A check by its name; run() gives an empty text, or what was wrong.
struct KernelCheck {
    std::string name;
    std::function<std::string()> run;
};

/// The instruction sets of this machine, and those whose own instructions are emulated.
std::vector<InstructionSet> testable_sets();

/// How much is computed: under an emulator a fiftieth takes as long.
enum class CheckSize { Full, Small };

/// Products of every type over odd shapes and all tile heights.
std::vector<KernelCheck> product_checks(InstructionSet set, CheckSize size);
/// Each row's result alone and in a batch, for every type.
std::vector<KernelCheck> batch_checks(InstructionSet set, CheckSize size);
/// The elementwise functions of a transformer.
std::vector<KernelCheck> activation_checks(InstructionSet set);
/// Attention over growing caches of every type, heads, windows and soft caps.
std::vector<KernelCheck> attention_checks(InstructionSet set, CheckSize size);

} // namespace hearth::cpu
