#include "engine/cpu/kernels/kernel_table.h"

namespace hearth::cpu {

const KernelTable& portable_kernels();
const KernelTable& avx2_kernels();
const KernelTable& avx_vnni_kernels();
const KernelTable& avx512_vnni_kernels();
const KernelTable& avx512_bf16_kernels();
const KernelTable& amx_kernels();
const KernelTable& amx_emulated_kernels();
const KernelTable& neon_dotprod_kernels();
const KernelTable& neon_i8mm_kernels();

const KernelTable* kernel_table(InstructionSet set) {
    switch (set) {
    case InstructionSet::Portable:
        return &portable_kernels();
#if defined(__x86_64__)
    case InstructionSet::Avx2:
        return &avx2_kernels();
    case InstructionSet::AvxVnni:
        return &avx_vnni_kernels();
    case InstructionSet::Avx512Vnni:
        return &avx512_vnni_kernels();
    case InstructionSet::Avx512Bf16:
        return &avx512_bf16_kernels();
#if !defined(_WIN32)
    case InstructionSet::Amx:
        return &amx_kernels();
#endif
    case InstructionSet::AmxEmulated:
        return &amx_emulated_kernels();
#elif defined(__aarch64__)
    case InstructionSet::NeonDotprod:
        return &neon_dotprod_kernels();
    case InstructionSet::NeonI8mm:
        return &neon_i8mm_kernels();
#endif
    default:
        return nullptr;
    }
}

} // namespace hearth::cpu
