#include "engine/cpu/kernels/make_table.h"
#include "engine/cpu/kernels/vector_portable.h"

namespace hearth::cpu {

const KernelTable& portable_kernels() {
    static const KernelTable table = make_kernel_table<PortableVector>(InstructionSet::Portable);
    return table;
}

} // namespace hearth::cpu
