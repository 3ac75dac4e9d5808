#include "engine/core/thread_share.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace hearth {

namespace {
std::atomic<double> process_share = 1;
}

void set_thread_share(double share) {
    process_share.store(std::clamp(share, 0.05, 1.0), std::memory_order_relaxed);
}

double thread_share() {
    return process_share.load(std::memory_order_relaxed);
}

int32_t working_threads(int32_t threads) {
    // Slightly less, so that a share that was computed as 1/3 is two of six threads and not three.
    const auto share = static_cast<int32_t>(std::ceil(threads * thread_share() - 1e-6));
    return std::clamp(share, int32_t{1}, std::max(int32_t{1}, threads));
}

} // namespace hearth
