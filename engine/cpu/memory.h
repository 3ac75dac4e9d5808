// Large memory for repacked weights and caches: whole pages from the system, huge ones where it gives them.
#pragma once

#include "engine/core/error.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace hearth::cpu {

/// Zeroed memory, 64-byte aligned (large ones at huge pages), taken page by page as it is first written.
/// Huge pages matter: with 4 KiB pages (nested paging above all) a stream of weights spends much of its time
/// in page walks.
class LargeBuffer {
public:
    LargeBuffer() = default;
    /// `what` names the purpose in the error: "the weights", "the cache of 4096 positions".
    static Result<LargeBuffer> create(size_t bytes, std::string_view what);
    ~LargeBuffer();
    LargeBuffer(LargeBuffer&& other) noexcept
        : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0)) {}
    LargeBuffer& operator=(LargeBuffer&& other) noexcept {
        std::swap(m_data, other.m_data);
        std::swap(m_size, other.m_size);
        return *this;
    }

    std::byte* data() { return m_data; }
    const std::byte* data() const { return m_data; }
    size_t size() const { return m_size; }

private:
    std::byte* m_data = nullptr;
    size_t m_size = 0;
};

/// Memory that is taken piece by piece and given back as a whole: weights lie after each other in few large
/// buffers, so that huge pages are whole.
class Arena {
public:
    /// Zeroed, 64-byte aligned, valid as long as the arena.
    Result<std::byte*> take(size_t bytes, std::string_view what);

private:
    std::vector<LargeBuffer> m_buffers;
    size_t m_used = 0; ///< of the last buffer
};

} // namespace hearth::cpu
