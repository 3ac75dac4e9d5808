// AMX: bfloat16 products on tiles of 16 rows by 32 columns, everything else on AVX-512.
//
// The blocks of 32 columns that quantized types share a scale over would leave an int8 tile product waiting
// for scales every half tile; decoded to bfloat16 once per panel, the sums stay in the tiles over the whole
// depth.
#pragma once

#include "engine/cpu/kernels/vector_avx512.h"

#include <immintrin.h>

#include <bit>
#include <cstdint>
#include <cstring>

namespace hearth::cpu {
namespace {

/// Tile operations in plain C++, bit for bit what the layouts of the instructions say
/// (Intel 64 Architectures Software Developer's Manual, TDPBF16PS), so that packing and tiling are tested
/// where the instructions are not.
struct EmulatedTiles {
    static constexpr int rows = 16;
    alignas(64) uint8_t tiles[8][rows][64];

    template <int t>
    void zero() {
        std::memset(tiles[t], 0, sizeof tiles[t]);
    }
    template <int t>
    void load(const void* from, int64_t stride) {
        for (int r = 0; r < rows; ++r)
            std::memcpy(tiles[t][r], static_cast<const uint8_t*>(from) + r * stride, 64);
    }
    template <int t>
    void store(void* to, int64_t stride) {
        for (int r = 0; r < rows; ++r)
            std::memcpy(static_cast<uint8_t*>(to) + r * stride, tiles[t][r], 64);
    }
    template <int c, int a, int b>
    void dot() {
        const auto bfloat16 = [&](int t, int r, int i) {
            uint16_t bits;
            std::memcpy(&bits, tiles[t][r] + 2 * i, 2);
            return std::bit_cast<float>(static_cast<uint32_t>(bits) << 16);
        };
        for (int m = 0; m < rows; ++m) {
            for (int n = 0; n < 16; ++n) {
                float sum;
                std::memcpy(&sum, tiles[c][m] + 4 * n, 4);
                for (int k = 0; k < 16; ++k) {
                    sum += bfloat16(a, m, 2 * k) * bfloat16(b, k, 2 * n);
                    sum += bfloat16(a, m, 2 * k + 1) * bfloat16(b, k, 2 * n + 1);
                }
                std::memcpy(tiles[c][m] + 4 * n, &sum, 4);
            }
        }
    }
};

#if defined(__AMX_TILE__)
/// The instructions. Their operands are part of the opcode, so each register is spelled out.
struct HardwareTiles {
    struct alignas(64) Configuration {
        uint8_t palette = 1;
        uint8_t start = 0;
        uint8_t reserved[14] = {};
        uint16_t column_bytes[16] = {64, 64, 64, 64, 64, 64, 64, 64};
        uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
    };

    HardwareTiles() {
        static thread_local bool configured = false;
        if (configured)
            return;
        const Configuration configuration;
        // GCC 12 believes that the instruction reads eight bytes and drops the other stores.
        asm volatile("" : : "r"(&configuration) : "memory");
        _tile_loadconfig(&configuration);
        configured = true;
    }

    template <int t>
    void zero() {
        if constexpr (t == 0)
            _tile_zero(0);
        else if constexpr (t == 1)
            _tile_zero(1);
        else if constexpr (t == 2)
            _tile_zero(2);
        else
            _tile_zero(3);
    }
    template <int t>
    void load(const void* from, int64_t stride) {
        if constexpr (t == 0)
            _tile_loadd(0, from, stride);
        else if constexpr (t == 1)
            _tile_loadd(1, from, stride);
        else if constexpr (t == 2)
            _tile_loadd(2, from, stride);
        else if constexpr (t == 3)
            _tile_loadd(3, from, stride);
        else if constexpr (t == 4)
            _tile_loadd(4, from, stride);
        else if constexpr (t == 5)
            _tile_loadd(5, from, stride);
        else if constexpr (t == 6)
            _tile_loadd(6, from, stride);
        else
            _tile_loadd(7, from, stride);
    }
    template <int t>
    void store(void* to, int64_t stride) {
        if constexpr (t == 0)
            _tile_stored(0, to, stride);
        else if constexpr (t == 1)
            _tile_stored(1, to, stride);
        else if constexpr (t == 2)
            _tile_stored(2, to, stride);
        else
            _tile_stored(3, to, stride);
    }
    template <int c, int a, int b>
    void dot() {
        static_assert(c == (a - 4) * 2 + (b - 6) || a == 4, "the pairings that the blocks below use");
        if constexpr (c == 0 && b == 6)
            _tile_dpbf16ps(0, 4, 6);
        else if constexpr (c == 1 && b == 7)
            _tile_dpbf16ps(1, 4, 7);
        else if constexpr (c == 2 && a == 5)
            _tile_dpbf16ps(2, 5, 6);
        else if constexpr (c == 3 && a == 5)
            _tile_dpbf16ps(3, 5, 7);
        else if constexpr (c == 2)
            _tile_dpbf16ps(2, 4, 6);
        else
            _tile_dpbf16ps(3, 4, 7);
    }
};
#endif

/// AVX-512 with a tile engine for bfloat16 products.
template <typename Tiles>
struct TileVector : Avx512Bfloat16 {
    static constexpr bool tiles = true;
    static constexpr int64_t panel_row_bytes = 64; ///< 16 outputs by two columns

    /// Sums of 1 or 2 tiles of rows by 1 … 4 panels, kept in tile registers over the whole depth.
    template <int row_tiles, int panels>
    static void multiply_block(Tiles& engine, const uint32_t* a, int64_t a_stride, const uint16_t* b,
                               int64_t b_stride, int depth, float* c, int64_t c_stride, int64_t c_panel,
                               bool accumulate) {
        static_assert(row_tiles * panels <= 4);
        // Register of sum (row tile r, panel p): with two row tiles 2r + p, with one p.
        const auto target = [&](int r, int p) { return c + r * 16 * c_stride + p * c_panel; };
        const auto each = [&](auto&& body) {
            body(std::integral_constant<int, 0>{}, 0, 0);
            if constexpr (panels > 1)
                body(std::integral_constant<int, 1>{}, 0, 1);
            if constexpr (row_tiles == 2 || panels > 2)
                body(std::integral_constant<int, 2>{}, row_tiles == 2 ? 1 : 0, row_tiles == 2 ? 0 : 2);
            if constexpr (row_tiles * panels > 3)
                body(std::integral_constant<int, 3>{}, row_tiles == 2 ? 1 : 0, row_tiles == 2 ? 1 : 3);
        };
        each([&](auto t, int r, int p) {
            if (accumulate)
                engine.template load<t>(target(r, p), c_stride * 4);
            else
                engine.template zero<t>();
        });
        for (int d = 0; d < depth; d += 16) {
            const auto* at = b + static_cast<int64_t>(d) * 32;
            engine.template load<4>(a + d, a_stride * 4);
            engine.template load<6>(at, panel_row_bytes);
            engine.template dot<0, 4, 6>();
            if constexpr (panels > 1) {
                engine.template load<7>(at + b_stride, panel_row_bytes);
                engine.template dot<1, 4, 7>();
            }
            if constexpr (row_tiles == 2) {
                engine.template load<5>(a + 16 * a_stride + d, a_stride * 4);
                engine.template dot<2, 5, 6>();
                if constexpr (panels > 1)
                    engine.template dot<3, 5, 7>();
            } else {
                if constexpr (panels > 2) {
                    engine.template load<6>(at + 2 * b_stride, panel_row_bytes);
                    engine.template dot<2, 4, 6>();
                }
                if constexpr (panels > 3) {
                    engine.template load<7>(at + 3 * b_stride, panel_row_bytes);
                    engine.template dot<3, 4, 7>();
                }
            }
        }
        each([&](auto t, int r, int p) { engine.template store<t>(target(r, p), c_stride * 4); });
    }

    /// 16 · row_tiles rows by any number of panels; depth in pairs, a multiple of 16.
    static void multiply_tiles(const uint32_t* a, int64_t a_stride, int row_tiles, const uint16_t* b,
                               int64_t b_stride, int panels, int depth, float* c, int64_t c_stride,
                               int64_t c_panel, bool accumulate) {
        Tiles engine;
        // GCC 12 does not know that tile loads read memory: what was written before must be there.
        asm volatile("" : : "r"(a), "r"(b), "r"(c) : "memory");
        int r = 0;
        for (; r + 2 <= row_tiles; r += 2) {
            const uint32_t* rows = a + static_cast<int64_t>(r) * 16 * a_stride;
            float* out = c + static_cast<int64_t>(r) * 16 * c_stride;
            int p = 0;
            for (; p + 2 <= panels; p += 2)
                multiply_block<2, 2>(engine, rows, a_stride, b + p * b_stride, b_stride, depth,
                                     out + p * c_panel, c_stride, c_panel, accumulate);
            if (p < panels)
                multiply_block<2, 1>(engine, rows, a_stride, b + p * b_stride, b_stride, depth,
                                     out + p * c_panel, c_stride, c_panel, accumulate);
        }
        if (r == row_tiles)
            return;
        const uint32_t* rows = a + static_cast<int64_t>(r) * 16 * a_stride;
        float* out = c + static_cast<int64_t>(r) * 16 * c_stride;
        int p = 0;
        for (; p + 4 <= panels; p += 4)
            multiply_block<1, 4>(engine, rows, a_stride, b + p * b_stride, b_stride, depth, out + p * c_panel,
                                 c_stride, c_panel, accumulate);
        for (; p < panels; ++p)
            multiply_block<1, 1>(engine, rows, a_stride, b + p * b_stride, b_stride, depth, out + p * c_panel,
                                 c_stride, c_panel, accumulate);
    }
};

} // namespace
} // namespace hearth::cpu
