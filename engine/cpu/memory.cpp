#include "engine/cpu/memory.h"

#include "engine/model/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#if defined(__linux__) || defined(__APPLE__)
#include <sys/mman.h>
#elif defined(_WIN32)
#include <windows.h>
#endif

namespace hearth::cpu {

namespace {

constexpr size_t huge_page = size_t{2} << 20;
// What the rest of the system needs to stay out of swap while we fill the memory that we were promised.
constexpr uint64_t reserve = uint64_t{128} << 20;

} // namespace

Result<LargeBuffer> LargeBuffer::create(size_t bytes, std::string_view what) {
    LargeBuffer buffer;
    buffer.m_size = bytes;
    if (bytes == 0)
        return buffer;
    const uint64_t available = bytes > huge_page ? available_memory() : bytes + reserve;
    if (bytes + reserve > available)
        return fail(
            ErrorKind::OutOfMemory,
            fmt::format(
                "There is not enough memory for {}: {} MB are needed and {} MB are free. A smaller model, a "
                "shorter context or closing other programs helps.",
                what, bytes >> 20, available >> 20));
#if defined(__linux__)
    // Reserved with room to begin at a huge page; the ends that are not needed go back at once.
    const size_t slack = bytes >= huge_page ? huge_page : 0;
    void* data = mmap(nullptr, bytes + slack, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (data == MAP_FAILED)
        data = nullptr;
    else if (slack > 0) {
        auto* begin = static_cast<std::byte*>(data);
        const size_t before = (huge_page - reinterpret_cast<uintptr_t>(data) % huge_page) % huge_page;
        if (before > 0)
            munmap(begin, before);
        data = begin + before;
        constexpr size_t page = 4096;
        const size_t end = (bytes + page - 1) / page * page;
        if (before + end < bytes + slack)
            munmap(begin + before + end, bytes + slack - before - end);
        madvise(data, bytes, MADV_HUGEPAGE);
    }
#elif defined(__APPLE__)
    void* data = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
    if (data == MAP_FAILED)
        data = nullptr;
#elif defined(_WIN32)
    // Zeroed, and taken from the machine when it is written.
    void* data = VirtualAlloc(nullptr, bytes, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
#else
    void* data = std::aligned_alloc(64, (bytes + 63) / 64 * 64);
    if (data)
        std::memset(data, 0, bytes);
#endif
    if (!data) {
        buffer.m_size = 0;
        return fail(ErrorKind::OutOfMemory,
                    fmt::format("The system refused {} MB of memory for {}.", bytes >> 20, what));
    }
    buffer.m_data = static_cast<std::byte*>(data);
    return buffer;
}

LargeBuffer::~LargeBuffer() {
#if defined(__linux__) || defined(__APPLE__)
    if (m_data)
        munmap(m_data, m_size);
#elif defined(_WIN32)
    if (m_data)
        VirtualFree(m_data, 0, MEM_RELEASE);
#else
    std::free(m_data);
#endif
}

Result<std::byte*> Arena::take(size_t bytes, std::string_view what) {
    constexpr size_t smallest = size_t{64} << 20;
    bytes = (bytes + 63) / 64 * 64;
    if (m_buffers.empty() || m_used + bytes > m_buffers.back().size()) {
        // Pages that are never written are never taken, so room that stays empty costs nothing.
        TRY_ASSIGN(LargeBuffer buffer, LargeBuffer::create(std::max(bytes, smallest), what));
        m_buffers.push_back(std::move(buffer));
        m_used = 0;
    }
    std::byte* data = m_buffers.back().data() + m_used;
    m_used += bytes;
    return data;
}

} // namespace hearth::cpu
