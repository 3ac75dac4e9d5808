#include "engine/cpu/cpu_info.h"

#include "engine/cpu/self_check.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <utility>

#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif
#if defined(__x86_64__)
#include <cpuid.h>
#endif
#if defined(__aarch64__) && defined(__linux__)
#include <asm/hwcap.h>
#include <sys/auxv.h>
#elif defined(__aarch64__) && defined(__APPLE__)
#include <sys/sysctl.h>
#elif defined(__aarch64__) && defined(_WIN32)
#include <windows.h>
#endif

namespace hearth::cpu {

namespace {

constexpr auto names = std::to_array<std::pair<InstructionSet, std::string_view>>({
    {InstructionSet::Portable, "portable"},
    {InstructionSet::Avx2, "avx2"},
    {InstructionSet::AvxVnni, "avx_vnni"},
    {InstructionSet::Avx512Vnni, "avx512_vnni"},
    {InstructionSet::Avx512Bf16, "avx512_bf16"},
    {InstructionSet::Amx, "amx"},
    {InstructionSet::AmxEmulated, "amx_emulated"},
    {InstructionSet::NeonDotprod, "neon_dotprod"},
    {InstructionSet::NeonI8mm, "neon_i8mm"},
});

#if defined(__x86_64__)
struct Leaf {
    unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
};

Leaf cpuid(unsigned leaf, unsigned subleaf = 0) {
    Leaf r;
    if (!__get_cpuid_count(leaf, subleaf, &r.eax, &r.ebx, &r.ecx, &r.edx))
        return {};
    return r;
}

constexpr bool bit(unsigned value, int index) {
    return (value >> index) & 1;
}

/// Register state that the system saves (XCR0): without it the instructions fault even where CPUID lists
/// them.
uint64_t saved_state() {
    if (!bit(cpuid(1).ecx, 27))
        return 0;
    unsigned low = 0;
    unsigned high = 0;
    asm volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return uint64_t{high} << 32 | low;
}

/// Whether tiles give what AVX-512 gives; asked once.
bool tiles_work() {
    static const bool work =
        kernels_agree(*kernel_table(InstructionSet::Amx), *kernel_table(InstructionSet::Avx512Bf16));
    return work;
}

void add_x86_sets(std::vector<InstructionSet>& sets) {
    const Leaf one = cpuid(1);
    const Leaf seven = cpuid(7);
    const Leaf seven_one = cpuid(7, 1);
    const uint64_t state = saved_state();
    const bool avx_state = (state & 0x6) == 0x6;
    const bool avx512_state = (state & 0xe6) == 0xe6;
    if (!(avx_state && bit(seven.ebx, 5) && bit(one.ecx, 12) && bit(one.ecx, 29))) // AVX2, FMA, F16C
        return;
    sets.push_back(InstructionSet::Avx2);
    if (bit(seven_one.eax, 4))
        sets.push_back(InstructionSet::AvxVnni);
    const bool avx512 = bit(seven.ebx, 16) && bit(seven.ebx, 17) && bit(seven.ebx, 30) && bit(seven.ebx, 31);
    if (!(avx512_state && avx512 && bit(seven.ecx, 11)))
        return;
    sets.push_back(InstructionSet::Avx512Vnni);
    if (!bit(seven_one.eax, 5))
        return;
    sets.push_back(InstructionSet::Avx512Bf16);
    const bool tiles = bit(seven.edx, 22) && bit(seven.edx, 24) && bit(seven.edx, 25); // BF16, TILE, INT8
    constexpr uint64_t tile_state = 0x60000;                                           // XTILECFG, XTILEDATA
    if (tiles && (state & tile_state) == tile_state && request_amx_tiles() && tiles_work())
        sets.push_back(InstructionSet::Amx);
}

std::string x86_brand() {
    std::array<char, 49> text = {};
    for (unsigned i = 0; i < 3; ++i) {
        const Leaf leaf = cpuid(0x80000002 + i);
        const std::array<unsigned, 4> words = {leaf.eax, leaf.ebx, leaf.ecx, leaf.edx};
        std::memcpy(text.data() + i * 16, words.data(), 16);
    }
    std::string brand = text.data();
    brand.erase(0, brand.find_first_not_of(' '));
    return brand;
}
#endif

#if defined(__aarch64__)
struct ArmFeatures {
    bool dot_product = false;
    bool matrix_product = false; ///< of 8-bit integers (FEAT_I8MM)
};

#if defined(__APPLE__)
/// A name that the system does not know is a feature that the processor does not have.
/// https://developer.apple.com/documentation/kernel/1387446-sysctlbyname/determining_instruction_set_characteristics
bool has_feature(const char* name) {
    int value = 0;
    size_t size = sizeof value;
    return sysctlbyname(name, &value, &size, nullptr, 0) == 0 && value != 0;
}
#endif

ArmFeatures arm_features() {
#if defined(__linux__)
    return {(getauxval(AT_HWCAP) & HWCAP_ASIMDDP) != 0, (getauxval(AT_HWCAP2) & HWCAP2_I8MM) != 0};
#elif defined(__APPLE__)
    return {has_feature("hw.optional.arm.FEAT_DotProd"), has_feature("hw.optional.arm.FEAT_I8MM")};
#elif defined(_WIN32)
    // Older SDKs lack the names; a Windows that does not know a number answers no.
    constexpr DWORD dot_product = 43;    // PF_ARM_V82_DP_INSTRUCTIONS_AVAILABLE
    constexpr DWORD matrix_product = 66; // PF_ARM_V82_I8MM_INSTRUCTIONS_AVAILABLE
    return {IsProcessorFeaturePresent(dot_product) != 0, IsProcessorFeaturePresent(matrix_product) != 0};
#else
    return {};
#endif
}
#endif

} // namespace

std::string_view instruction_set_name(InstructionSet set) {
    for (const auto& [value, name] : names) {
        if (value == set)
            return name;
    }
    return "unknown";
}

std::optional<InstructionSet> instruction_set_from_name(std::string_view name) {
    for (const auto& [value, known] : names) {
        if (known == name)
            return value;
    }
    return std::nullopt;
}

bool request_amx_tiles() {
#if defined(__x86_64__) && defined(__linux__)
    constexpr long request_permission = 0x1023; // ARCH_REQ_XCOMP_PERM
    constexpr long tile_data = 18;
    return syscall(SYS_arch_prctl, request_permission, tile_data) == 0;
#else
    return false;
#endif
}

std::vector<InstructionSet> available_instruction_sets() {
    std::vector<InstructionSet> sets = {InstructionSet::Portable};
#if defined(__x86_64__)
    add_x86_sets(sets);
#elif defined(__aarch64__)
    const ArmFeatures features = arm_features();
    if (features.dot_product)
        sets.push_back(InstructionSet::NeonDotprod);
    if (features.dot_product && features.matrix_product)
        sets.push_back(InstructionSet::NeonI8mm);
#endif
    return sets;
}

CpuInfo inspect_cpu() {
    CpuInfo info;
#if defined(__x86_64__)
    info.brand = x86_brand();
#elif defined(__APPLE__)
    std::array<char, 128> text = {};
    size_t size = text.size() - 1;
    if (sysctlbyname("machdep.cpu.brand_string", text.data(), &size, nullptr, 0) == 0)
        info.brand = text.data();
#endif
    info.instruction_sets = available_instruction_sets();
    return info;
}

} // namespace hearth::cpu
