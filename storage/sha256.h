// SHA-256 of content, by the system's library: OpenSSL, on Windows CNG (BCrypt).
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace hearth::storage {

/// Takes bytes piece by piece.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void add(std::span<const std::byte> bytes);
    /// 64 hexadecimal digits; ends the object's use.
    std::string digits();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace hearth::storage
