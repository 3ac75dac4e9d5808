// GGUF files as bytes, well-formed or broken on purpose.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::tests {

/// Writes whatever it is told to, right or wrong.
class GgufBytes {
public:
    explicit GgufBytes(uint64_t tensors, uint64_t entries, uint32_t version = 3) {
        m_bytes = "GGUF";
        number(version);
        number(tensors);
        number(entries);
    }

    template <typename T>
    GgufBytes& number(T value) {
        m_bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
        return *this;
    }
    GgufBytes& text(std::string_view value) {
        number<uint64_t>(value.size());
        m_bytes.append(value);
        return *this;
    }
    GgufBytes& text_entry(std::string_view key, std::string_view value) {
        return text(key).number<uint32_t>(8).text(value);
    }
    GgufBytes& tensor(std::string_view name, std::vector<uint64_t> shape, uint32_t type, uint64_t offset) {
        text(name).number(static_cast<uint32_t>(shape.size()));
        for (const uint64_t length : shape)
            number(length);
        return number(type).number(offset);
    }
    /// Zeros up to the next multiple of 32, then `count` bytes of data.
    GgufBytes& data(size_t count) {
        m_bytes.append((32 - m_bytes.size() % 32) % 32 + count, '\0');
        return *this;
    }
    const std::string& string() const { return m_bytes; }

private:
    std::string m_bytes;
};

} // namespace hearth::tests
