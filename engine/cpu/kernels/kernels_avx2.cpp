#include "engine/cpu/kernels/make_table.h"
#include "engine/cpu/kernels/vector_avx2.h"

namespace hearth::cpu {

const KernelTable& avx2_kernels() {
    static const KernelTable table = make_kernel_table<Avx2Vector<false>>(InstructionSet::Avx2);
    return table;
}

} // namespace hearth::cpu
