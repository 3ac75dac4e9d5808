#include "engine/cpu/kernels/make_table.h"
#include "engine/cpu/kernels/vector_amx.h"

namespace hearth::cpu {

const KernelTable& amx_kernels() {
    static const KernelTable table = make_kernel_table<TileVector<HardwareTiles>>(InstructionSet::Amx);
    return table;
}

} // namespace hearth::cpu
