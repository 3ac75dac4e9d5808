// Plain C++ on the compiler's vectors of four: what every machine runs.
#pragma once

#include "engine/cpu/kernels/lanes.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace hearth::cpu {
namespace {

struct PortableVector {
    static constexpr int lanes = 4;
    static constexpr bool many_registers = false;
    static constexpr bool signed_bytes = false;
    static constexpr int rows_at_once = 2;
    static constexpr bool bfloat16_dot = false;
    static constexpr bool tiles = false;
    using Float = Lanes<4>::Float;
    typedef uint32_t Int __attribute__((vector_size(16)));
    using Signed = Lanes<4>::Int;

    template <typename T>
    static T read(const void* p) {
        T value;
        std::memcpy(&value, p, sizeof(T));
        return value;
    }

    static Int zero_int() { return Int{}; }
    static Float zero() { return Float{}; }
    static Int load_int(const void* p) { return read<Int>(p); }
    static Float load(const float* p) { return read<Float>(p); }
    static void store(float* p, Float v) { std::memcpy(p, &v, sizeof v); }
    static Int set_int(int32_t v) { return static_cast<uint32_t>(v) + Int{}; }
    static Int broadcast_int(const void* p) { return set_int(read<int32_t>(p)); }
    static Float set(float v) { return v - Float{}; }
    static Float broadcast(const float* p) { return set(*p); }

    template <int n>
    static Int right(Int a) {
        return a >> n;
    }
    template <int n>
    static Int left(Int a) {
        return a << n;
    }
    static Int bit_and(Int a, Int b) { return a & b; }
    static Int bit_or(Int a, Int b) { return a | b; }
    static Int subtract(Int a, Int b) { return a - b; }
    static Int look_up(const uint8_t* table, Int index) {
        uint8_t bytes[16];
        std::memcpy(bytes, &index, 16);
        for (uint8_t& byte : bytes)
            byte = table[byte & 15];
        return read<Int>(bytes);
    }
    template <int k>
    static Signed byte_products(Int codes, Int activations) {
        const Signed activation = reinterpret_cast<Signed>(activations << (24 - k)) >> 24;
        return reinterpret_cast<Signed>((codes >> k) & 255u) * activation;
    }
    static Int dot(Int sum, Int codes, Int activations) {
        const Signed total = byte_products<0>(codes, activations) + byte_products<8>(codes, activations) +
                             byte_products<16>(codes, activations) + byte_products<24>(codes, activations);
        return sum + reinterpret_cast<Int>(total);
    }

    static Float to_float(Int a) { return __builtin_convertvector(reinterpret_cast<Signed>(a), Float); }
    static Float multiply(Float a, Float b) { return a * b; }
    static Float multiply_add(Float a, Float b, Float c) { return a * b + c; }
    static Float negative_multiply_add(Float a, Float b, Float c) { return c - a * b; }
    static float half(uint16_t h) {
        const uint32_t sign = static_cast<uint32_t>(h & 0x8000u) << 16;
        const uint32_t magnitude = h & 0x7fffu;
        const float small = static_cast<float>(magnitude) * 0x1p-24f;
        const uint32_t bits = magnitude >= 0x7c00u   ? 0x7f800000u | (magnitude & 0x3ffu) << 13
                              : magnitude >= 0x0400u ? (magnitude << 13) + 0x38000000u
                                                     : std::bit_cast<uint32_t>(small);
        return std::bit_cast<float>(bits | sign);
    }
    struct Halves {
        uint16_t v[4];
    };
    struct Bytes {
        uint8_t v[4];
    };
    static Float load_halves(const void* p) {
        const auto h = read<Halves>(p);
        return Float{half(h.v[0]), half(h.v[1]), half(h.v[2]), half(h.v[3])};
    }
    static Float load_bfloat16(const void* p) {
        const auto h = read<Halves>(p);
        return reinterpret_cast<Float>(Int{h.v[0], h.v[1], h.v[2], h.v[3]} << 16);
    }
    static Int load_unsigned_bytes(const void* p) {
        const auto b = read<Bytes>(p);
        return Int{b.v[0], b.v[1], b.v[2], b.v[3]};
    }
    static Int load_signed_bytes(const void* p) {
        return reinterpret_cast<Int>(reinterpret_cast<Signed>(load_unsigned_bytes(p) << 24) >> 24);
    }
    static Float even_bfloat16(Int a) { return reinterpret_cast<Float>(a << 16); }
    static Float odd_bfloat16(Int a) { return reinterpret_cast<Float>(a & 0xffff0000u); }
};

} // namespace
} // namespace hearth::cpu
