#include "engine/cpu/kernels/make_table.h"
#include "engine/cpu/kernels/vector_avx512.h"

namespace hearth::cpu {

const KernelTable& avx512_bf16_kernels() {
    static const KernelTable table = make_kernel_table<Avx512Bfloat16>(InstructionSet::Avx512Bf16);
    return table;
}

} // namespace hearth::cpu
