// What the processor can do.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::cpu {

/// Instruction sets that have kernels of their own, plainest first within each family.
enum class InstructionSet {
    Portable,   ///< plain C++
    Avx2,       ///< x86: AVX2, FMA, F16C
    AvxVnni,    ///< x86: AVX2 and AVX-VNNI (256-bit integer dot products)
    Avx512Vnni, ///< x86: AVX-512 F, BW, DQ, VL, VNNI
    Avx512Bf16, ///< as above, and AVX512-BF16
    Amx, ///< as above, and AMX tiles (int8 and bf16), when the system grants them and a self-check agrees
    AmxEmulated, ///< the code of Amx over tiles in plain C++; for tests, never chosen by itself
    NeonDotprod, ///< Arm: Advanced SIMD with the dot product instructions
    NeonI8mm,    ///< as above, and the 8-bit matrix products
};

/// The name that HEARTH_CPU_ISA and messages use: "portable", "avx2", "avx_vnni", "avx512_vnni", …
std::string_view instruction_set_name(InstructionSet set);
std::optional<InstructionSet> instruction_set_from_name(std::string_view name);

/// Instruction sets that this build has and this machine runs, best last.
std::vector<InstructionSet> available_instruction_sets();

/// Asks the system for the AMX tile registers, which Linux gives only on request; false when there are none.
/// Must be called before threads that use tiles are started.
bool request_amx_tiles();

struct CpuInfo {
    std::string brand; ///< as the processor calls itself
    std::vector<InstructionSet> instruction_sets;
};

/// Inspects the machine; cheap enough to call at start.
CpuInfo inspect_cpu();

} // namespace hearth::cpu
