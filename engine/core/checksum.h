// A fast 64-bit hash for finding damage and telling files apart; not for security.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace hearth {

/// FNV-1a over eight bytes at a time (the tail byte by byte), finished with a mix; feed parts one after
/// another.
class Checksum {
public:
    void add(std::span<const std::byte> bytes) {
        size_t i = 0;
        for (; i + 8 <= bytes.size(); i += 8) {
            uint64_t word;
            std::memcpy(&word, bytes.data() + i, sizeof word);
            step(word);
        }
        for (; i < bytes.size(); ++i)
            step(static_cast<uint64_t>(bytes[i]) | 0x100u);
    }
    void add(std::string_view text) {
        add(static_cast<uint64_t>(text.size()));
        add(std::as_bytes(std::span(text)));
    }
    void add(uint64_t number) { step(number); }

    uint64_t value() const {
        uint64_t mixed = m_state;
        mixed ^= mixed >> 32;
        mixed *= 0xd6e8feb86659fd93u;
        mixed ^= mixed >> 32;
        return mixed;
    }

private:
    void step(uint64_t word) {
        m_state = (m_state ^ word) * 0x100000001b3u;
        m_state ^= m_state >> 29; // the plain product never carries high bits down
    }

    uint64_t m_state = 0xcbf29ce484222325u;
};

} // namespace hearth
