// The checks of test_cpu_kernels as a program of its own, for a processor that has no Qt here: compiled by a
// cross compiler and run under an emulator. Arguments: the instruction sets that must be there.
#include "kernel_checks.h"

#include <algorithm>
#include <cstdio>
#include <span>
#include <string_view>

using namespace hearth::cpu;

namespace {

int run(const std::vector<KernelCheck>& checks) {
    int failures = 0;
    for (const KernelCheck& check : checks) {
        const std::string wrong = check.run();
        if (wrong.empty())
            continue;
        std::printf("FAIL %s: %s\n", check.name.c_str(), wrong.c_str());
        ++failures;
    }
    return failures;
}

} // namespace

int main(int count, char** arguments) {
    const std::vector<InstructionSet> sets = testable_sets();
    int failures = 0;
    for (const char* name : std::span(arguments, static_cast<size_t>(count)).subspan(1)) {
        const auto set = instruction_set_from_name(name);
        if (!set || std::ranges::find(sets, *set) == sets.end()) {
            std::printf("FAIL the instruction set %s is not there\n", name);
            ++failures;
            continue;
        }
        size_t checks = 0;
        for (const auto& list : {product_checks(*set, CheckSize::Small), batch_checks(*set, CheckSize::Small),
                                 activation_checks(*set), attention_checks(*set, CheckSize::Small)}) {
            failures += run(list);
            checks += list.size();
        }
        std::printf("%s: %zu checks\n", name, checks);
        std::fflush(stdout);
    }
    return failures == 0 ? 0 : 1;
}
