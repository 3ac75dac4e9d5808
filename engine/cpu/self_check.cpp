#include "engine/cpu/self_check.h"

#if defined(__linux__)

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstring>
#include <vector>

namespace hearth::cpu {

namespace {

constexpr int most_tiles = 3;
constexpr int most_panels = 4;
constexpr int key_pairs = 64;
constexpr int value_columns = 128;
constexpr int positions = 128;
constexpr unsigned seconds = 20; // a machine that hangs in there is none to use

/// Everything that the checks read and write, taken before the process is split: the copy of a process with
/// threads may not ask for memory.
struct Memory {
    std::vector<uint32_t> a = std::vector<uint32_t>(16 * most_tiles * bfloat16_stride);
    std::vector<uint16_t> b = std::vector<uint16_t>(most_panels * bfloat16_depth * panel_rows);
    std::vector<float> out = std::vector<float>(most_panels * 16 * most_tiles * panel_rows);
    std::vector<float> queries = std::vector<float>(16 * 2 * key_pairs);
    std::vector<uint16_t> keys = std::vector<uint16_t>(positions * 2 * key_pairs);
    std::vector<uint16_t> values = std::vector<uint16_t>(positions * value_columns);
    std::vector<std::byte> scratch = std::vector<std::byte>(attention_scratch_bytes + 64);
    std::array<std::vector<float>, 2> attended = {std::vector<float>(16 * value_columns),
                                                  std::vector<float>(16 * value_columns)};
};

float to_float(uint32_t bfloat16) {
    return std::bit_cast<float>(bfloat16 << 16);
}

/// Numbers between -1 and 1 that bfloat16 holds exactly.
uint16_t next_number(uint32_t& state) {
    state = state * 1664525u + 1013904223u;
    const float value = static_cast<float>(static_cast<int>(state >> 25) - 64) / 64.0f;
    return static_cast<uint16_t>(std::bit_cast<uint32_t>(value) >> 16);
}

void fill(Memory& memory) {
    uint32_t state = 1;
    for (uint32_t& pair : memory.a) {
        const uint32_t low = next_number(state);
        pair = low | static_cast<uint32_t>(next_number(state)) << 16;
    }
    for (auto* numbers : {&memory.b, &memory.keys, &memory.values})
        for (uint16_t& number : *numbers)
            number = next_number(state);
    for (float& query : memory.queries)
        query = to_float(next_number(state)) * 0.2f;
}

bool product_is_right(const KernelTable& kernels, Memory& memory, int tiles, int panels) {
    const int rows = 16 * tiles;
    const int64_t stride = static_cast<int64_t>(rows) * panel_rows;
    for (const bool accumulate : {false, true}) // the second time everything doubles
        kernels.bfloat16_product(memory.a.data(), tiles, memory.b.data(), panels, memory.out.data(), stride,
                                 accumulate);
    for (int p = 0; p < panels; ++p) {
        for (int r = 0; r < rows; ++r) {
            for (int i = 0; i < panel_rows; ++i) {
                double sum = 0;
                for (int d = 0; d < bfloat16_depth / 2; ++d) {
                    const uint32_t pair = memory.a[static_cast<size_t>(r * bfloat16_stride + d)];
                    const uint16_t* at = memory.b.data() + p * bfloat16_depth * panel_rows + d * 32 + 2 * i;
                    sum += static_cast<double>(to_float(pair & 0xffffu)) * to_float(at[0]);
                    sum += static_cast<double>(to_float(pair >> 16)) * to_float(at[1]);
                }
                const float have = memory.out[static_cast<size_t>(p * stride + r * panel_rows + i)];
                if (!(std::fabs(have - 2 * sum) < 1e-3))
                    return false;
            }
        }
    }
    return true;
}

void attend(const KernelTable& kernels, Memory& memory, int rows, std::vector<float>& out) {
    std::array<int32_t, 16> first{};
    std::array<int32_t, 16> last{};
    std::array<float, 16> largest{};
    std::array<float, 16> sum{};
    for (int r = 0; r < rows; ++r)
        last[static_cast<size_t>(r)] = positions - rows + 1 + r;
    const auto address = reinterpret_cast<uintptr_t>(memory.scratch.data());
    AttentionTile tile;
    tile.rows = rows;
    tile.key_pairs = key_pairs;
    tile.value_columns = value_columns;
    tile.queries = memory.queries.data();
    tile.keys = reinterpret_cast<const std::byte*>(memory.keys.data());
    tile.values = reinterpret_cast<const std::byte*>(memory.values.data());
    tile.key_panel_bytes = key_pairs * key_panel * 4;
    tile.value_block_bytes = value_columns * value_block * 2;
    tile.last = positions;
    tile.row_first = first.data();
    tile.row_last = last.data();
    tile.row_max = largest.data();
    tile.row_sum = sum.data();
    tile.out = out.data();
    tile.scratch = memory.scratch.data() + (64 - address % 64) % 64;
    kernels.attention(tile);
    for (int r = 0; r < rows; ++r)
        for (int i = 0; i < value_columns; ++i)
            out[static_cast<size_t>(r * value_columns + i)] /= sum[static_cast<size_t>(r)];
}

bool attention_is_right(const KernelTable& candidate, const KernelTable& trusted, Memory& memory, int rows) {
    attend(candidate, memory, rows, memory.attended[0]);
    attend(trusted, memory, rows, memory.attended[1]);
    for (int i = 0; i < rows * value_columns; ++i) {
        const auto at = static_cast<size_t>(i);
        if (!(std::fabs(memory.attended[0][at] - memory.attended[1][at]) < 0.02f))
            return false;
    }
    return true;
}

bool all_right(const KernelTable& candidate, const KernelTable& trusted, Memory& memory) {
    for (int tiles = 1; tiles <= most_tiles; ++tiles)
        for (int panels = 1; panels <= most_panels; ++panels)
            if (!product_is_right(candidate, memory, tiles, panels))
                return false;
    return attention_is_right(candidate, trusted, memory, 16) &&
           attention_is_right(candidate, trusted, memory, 5);
}

[[noreturn]] void run_in_child(const KernelTable& candidate, const KernelTable& trusted, Memory& memory) {
    for (const int signal : {SIGILL, SIGSEGV, SIGBUS, SIGFPE, SIGALRM})
        std::signal(signal, SIG_DFL);
    prctl(PR_SET_DUMPABLE, 0); // no core file of what is expected to happen here
    alarm(seconds);
    _exit(all_right(candidate, trusted, memory) ? 0 : 1);
}

} // namespace

bool kernels_agree(const KernelTable& candidate, const KernelTable& trusted) {
    Memory memory;
    fill(memory);
    const pid_t child = fork();
    if (child == 0)
        run_in_child(candidate, trusted, memory);
    if (child < 0)
        return false;
    int status = 0;
    pid_t ended = 0;
    do
        ended = waitpid(child, &status, 0);
    while (ended < 0 && errno == EINTR);
    return ended == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace hearth::cpu

#else

namespace hearth::cpu {

bool kernels_agree(const KernelTable&, const KernelTable&) {
    return false;
}

} // namespace hearth::cpu

#endif
