#include "engine/cpu/kernels/make_table.h"
#include "engine/cpu/kernels/vector_neon.h"

namespace hearth::cpu {

const KernelTable& neon_i8mm_kernels() {
    static const KernelTable table = make_kernel_table<NeonVector<true>>(InstructionSet::NeonI8mm);
    return table;
}

} // namespace hearth::cpu
