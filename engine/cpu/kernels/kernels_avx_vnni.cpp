#include "engine/cpu/kernels/make_table.h"
#include "engine/cpu/kernels/vector_avx2.h"

namespace hearth::cpu {

const KernelTable& avx_vnni_kernels() {
    static const KernelTable table = make_kernel_table<Avx2Vector<true>>(InstructionSet::AvxVnni);
    return table;
}

} // namespace hearth::cpu
