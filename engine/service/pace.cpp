#include "engine/service/pace.h"

#include <algorithm>
#include <atomic>

namespace hearth::service {

namespace {
std::atomic<double> process_duty = 1;
}

void set_duty(double duty) {
    process_duty.store(std::clamp(duty, 0.05, 1.0), std::memory_order_relaxed);
}

double duty() {
    return process_duty.load(std::memory_order_relaxed);
}

} // namespace hearth::service
