#include "storage/sha256.h"

#include <fmt/format.h>

#include <array>

#ifdef _WIN32
#include <windows.h>
// After it.
#include <bcrypt.h>

#include <algorithm>
#elif defined(__APPLE__)
#include <CommonCrypto/CommonDigest.h>

#include <algorithm>
#else
#include <openssl/evp.h>
#endif

namespace hearth::storage {

namespace {

using Digest = std::array<unsigned char, 32>;

std::string hexadecimal(const Digest& digest) {
    std::string text;
    for (const unsigned char byte : digest)
        text += fmt::format("{:02x}", byte);
    return text;
}

} // namespace

#ifdef _WIN32

// https://learn.microsoft.com/windows/win32/api/bcrypt: none of these calls fails for SHA-256 but for want of
// memory.
struct Sha256::State {
    BCRYPT_ALG_HANDLE algorithm = nullptr;
    BCRYPT_HASH_HANDLE hash = nullptr;
};

Sha256::Sha256() : m_state(std::make_unique<State>()) {
    BCryptOpenAlgorithmProvider(&m_state->algorithm, BCRYPT_SHA256_ALGORITHM, nullptr, 0);
    BCryptCreateHash(m_state->algorithm, &m_state->hash, nullptr, 0, nullptr, 0, 0);
}

Sha256::~Sha256() {
    BCryptDestroyHash(m_state->hash);
    BCryptCloseAlgorithmProvider(m_state->algorithm, 0);
}

void Sha256::add(std::span<const std::byte> bytes) {
    constexpr size_t most = size_t(1) << 30; // it counts in ULONG
    while (!bytes.empty()) {
        const auto piece = bytes.first(std::min(bytes.size(), most));
        BCryptHashData(m_state->hash, reinterpret_cast<PUCHAR>(const_cast<std::byte*>(piece.data())),
                       static_cast<ULONG>(piece.size()), 0);
        bytes = bytes.subspan(piece.size());
    }
}

std::string Sha256::digits() {
    Digest digest{};
    BCryptFinishHash(m_state->hash, digest.data(), static_cast<ULONG>(digest.size()), 0);
    return hexadecimal(digest);
}

#elif defined(__APPLE__)

struct Sha256::State {
    CC_SHA256_CTX context{};
};

Sha256::Sha256() : m_state(std::make_unique<State>()) {
    CC_SHA256_Init(&m_state->context);
}

Sha256::~Sha256() = default;

void Sha256::add(std::span<const std::byte> bytes) {
    constexpr size_t most = size_t(1) << 30; // it counts in 32 bits
    while (!bytes.empty()) {
        const auto piece = bytes.first(std::min(bytes.size(), most));
        CC_SHA256_Update(&m_state->context, piece.data(), static_cast<CC_LONG>(piece.size()));
        bytes = bytes.subspan(piece.size());
    }
}

std::string Sha256::digits() {
    Digest digest{};
    CC_SHA256_Final(digest.data(), &m_state->context);
    return hexadecimal(digest);
}

#else

struct Sha256::State {
    EVP_MD_CTX* context = nullptr;
};

Sha256::Sha256() : m_state(std::make_unique<State>(EVP_MD_CTX_new())) {
    EVP_DigestInit_ex(m_state->context, EVP_sha256(), nullptr);
}

Sha256::~Sha256() {
    EVP_MD_CTX_free(m_state->context);
}

void Sha256::add(std::span<const std::byte> bytes) {
    EVP_DigestUpdate(m_state->context, bytes.data(), bytes.size());
}

std::string Sha256::digits() {
    Digest digest{};
    static_assert(std::tuple_size_v<Digest> * 8 == 256);
    EVP_DigestFinal_ex(m_state->context, digest.data(), nullptr);
    return hexadecimal(digest);
}

#endif

} // namespace hearth::storage
