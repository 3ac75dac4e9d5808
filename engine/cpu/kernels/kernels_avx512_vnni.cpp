#include "engine/cpu/kernels/make_table.h"
#include "engine/cpu/kernels/vector_avx512.h"

namespace hearth::cpu {

const KernelTable& avx512_vnni_kernels() {
    static const KernelTable table = make_kernel_table<Avx512>(InstructionSet::Avx512Vnni);
    return table;
}

} // namespace hearth::cpu
