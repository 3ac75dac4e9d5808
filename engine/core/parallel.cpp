#include "engine/core/parallel.h"

#include <algorithm>
#include <thread>
#include <vector>

namespace hearth {

void parallel_for(int32_t threads, int64_t count, const std::function<void(int64_t, int64_t)>& body) {
    const int64_t parts = std::clamp<int64_t>(threads, 1, std::max<int64_t>(count, 1));
    std::vector<std::jthread> workers;
    for (int64_t part = 1; part < parts; ++part)
        workers.emplace_back(
            [&body, part, parts, count] { body(part * count / parts, (part + 1) * count / parts); });
    body(0, count / parts);
}

} // namespace hearth
