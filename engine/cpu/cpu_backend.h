// The CPU implementation of engine/backend.h: kernels chosen at run time, weights repacked once.
#pragma once

#include "engine/backend.h"
#include "engine/cpu/cpu_info.h"

#include <memory>
#include <optional>

namespace hearth::cpu {

struct CpuOptions {
    int threads = 0;           ///< 0: one per performance core that the process may use
    bool low_priority = false; ///< workers yield to everything else on the machine
    /// Rows are quantized, and what that left out is quantized again: 15 bits, for twice the arithmetic.
    bool two_step_rows = false;
    /// Forces an instruction set; empty: HEARTH_CPU_ISA if set, else the best one. An instruction set that
    /// the machine lacks is an error.
    std::optional<InstructionSet> instruction_set;
};

/// A backend that runs on this machine's processor. Memory for repacked weights is taken as they are loaded;
/// after load_weight() with WeightUse::Matrix, Both or Vector the caller may let the view's pages go
/// (gguf::File::forget): what is still needed from the file is read again on demand.
Result<std::unique_ptr<Backend>> create_cpu_backend(const CpuOptions& options = {});

} // namespace hearth::cpu

namespace hearth {

/// Makes the device "cpu" known to engine/devices.h.
void register_cpu_backend();

} // namespace hearth
