#include "engine/cpu/kernels/make_table.h"
#include "engine/cpu/kernels/vector_neon.h"

namespace hearth::cpu {

const KernelTable& neon_dotprod_kernels() {
    static const KernelTable table = make_kernel_table<NeonVector<false>>(InstructionSet::NeonDotprod);
    return table;
}

} // namespace hearth::cpu
