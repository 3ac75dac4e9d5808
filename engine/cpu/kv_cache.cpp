#include "engine/cpu/kv_cache.h"

#include "engine/core/half.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstring>

namespace hearth::cpu {

namespace {

constexpr int scale_columns = 32; // columns of a head that share a scale in quantized caches

int64_t round_up(int64_t value, int64_t to) {
    return (value + to - 1) / to * to;
}

/// Bits of a number of the cache, without its share of a scale.
int code_bits(CacheType type) {
    return type == CacheType::F32 ? 32 : type == CacheType::F16 ? 16 : type == CacheType::Q8_0 ? 8 : 4;
}

void put_half(std::byte* target, float value) {
    const uint16_t half = float_to_half(value);
    std::memcpy(target, &half, 2);
}

float get_half(const std::byte* source) {
    uint16_t half;
    std::memcpy(&half, source, 2);
    return half_to_float(half);
}

/// Up to 32 floats as codes and scale, exactly as GGUF's Q8_0 and Q4_0 encoders do; Q4_0 codes are 0 … 15.
struct QuantizedRun {
    std::array<int, scale_columns> codes{};
    float scale = 0;
};

QuantizedRun quantize(CacheType type, const float* in, int count) {
    QuantizedRun run;
    float peak = 0;
    for (int i = 0; i < count; ++i) {
        if (std::fabs(in[i]) > std::fabs(peak))
            peak = in[i];
    }
    run.scale = type == CacheType::Q8_0 ? std::fabs(peak) / 127 : peak / -8;
    const float inverse = run.scale != 0 ? 1.0f / run.scale : 0.0f;
    run.codes.fill(type == CacheType::Q8_0 ? 0 : 8);
    for (int i = 0; i < count; ++i)
        run.codes[i] = type == CacheType::Q8_0 ? static_cast<int>(std::lround(in[i] * inverse))
                                               : std::clamp(static_cast<int>(in[i] * inverse + 8.5f), 0, 15);
    return run;
}

/// Where a code is: its byte, and its bits there.
struct CodePlace {
    int64_t byte;
    int shift = 0;
};

/// In a panel of keys: four columns of a position lie together, for the products of integers.
CodePlace key_place(CacheType type, int lane, int column) {
    if (type == CacheType::Q8_0)
        return {(column / 4 * key_panel + lane) * 4 + column % 4};
    return {(column / 8 * key_panel + lane) * 4 + column % 4, column / 4 % 2 * 4};
}

/// In a block of values: pairs of positions lie together.
CodePlace value_place(CacheType type, int lane, int column) {
    const int64_t pair = (column / 16 * (value_block / 2) + lane / 2) * 16 + column % 16;
    if (type == CacheType::Q8_0)
        return {2 * pair + lane % 2};
    return {pair, lane % 2 * 4};
}

void put_code(CacheType type, std::byte* codes, CodePlace place, int code) {
    std::byte& byte = codes[place.byte];
    if (type == CacheType::Q8_0)
        byte = static_cast<std::byte>(code);
    else
        byte = (byte & static_cast<std::byte>(0xf0 >> place.shift)) |
               static_cast<std::byte>(code << place.shift);
}

int get_code(CacheType type, const std::byte* codes, CodePlace place) {
    if (type == CacheType::Q8_0)
        return static_cast<int>(codes[place.byte]);
    return (static_cast<int>(codes[place.byte]) >> place.shift) & 15;
}

// Keys of Q8_0 are kept 128 higher: products of integers take one side without sign.
constexpr int key_offset = 128;

float code_value(CacheType type, int code, float scale) {
    return scale * static_cast<float>(type == CacheType::Q8_0 ? code : code - 8);
}

/// A row of blocks as GGUF has them, from and to codes.
size_t saved_row_bytes(CacheType type, int dim) {
    if (type == CacheType::F16 || type == CacheType::F32)
        return static_cast<size_t>(dim) * (type == CacheType::F16 ? 2 : 4);
    const auto blocks = static_cast<size_t>((dim + scale_columns - 1) / scale_columns);
    return blocks * (type == CacheType::Q8_0 ? 34 : 18);
}

void encode_saved_row(CacheType type, const float* in, int dim, std::byte* out) {
    if (type == CacheType::F32) {
        std::memcpy(out, in, static_cast<size_t>(dim) * 4);
        return;
    }
    if (type == CacheType::F16) {
        for (int i = 0; i < dim; ++i)
            put_half(out + 2 * i, in[i]);
        return;
    }
    for (int first = 0; first < dim; first += scale_columns) {
        const QuantizedRun run = quantize(type, in + first, std::min(scale_columns, dim - first));
        put_half(out, run.scale);
        out += 2;
        for (int i = 0; i < (type == CacheType::Q8_0 ? 32 : 16); ++i)
            *out++ = static_cast<std::byte>(type == CacheType::Q8_0 ? run.codes[i]
                                                                    : run.codes[i] | run.codes[i + 16] << 4);
    }
}

void decode_saved_row(CacheType type, const std::byte* in, int dim, float* out) {
    if (type == CacheType::F32) {
        std::memcpy(out, in, static_cast<size_t>(dim) * 4);
        return;
    }
    for (int i = 0; i < dim; ++i) {
        if (type == CacheType::F16) {
            out[i] = get_half(in + 2 * i);
            continue;
        }
        const int lane = i % scale_columns;
        const std::byte* block = in + i / scale_columns * (type == CacheType::Q8_0 ? 34 : 18);
        const int code = type == CacheType::Q8_0
                             ? static_cast<int8_t>(block[2 + lane])
                             : (static_cast<int>(block[2 + lane % 16]) >> (lane / 16 * 4)) & 15;
        out[i] = code_value(type, code, get_half(block));
    }
}

CacheLayout layout_of(CacheType type, bool bfloat16_pairs) {
    switch (type) {
    case CacheType::F32:
        return CacheLayout::Floats;
    case CacheType::Q8_0:
        return CacheLayout::Q8_0;
    case CacheType::Q4_0:
        return CacheLayout::Q4_0;
    case CacheType::F16:
        break;
    }
    return bfloat16_pairs ? CacheLayout::Bfloat16Pairs : CacheLayout::Halves;
}

} // namespace

CpuKvCache::CpuKvCache(const KvCacheShape& shape, CacheLayout layout)
    : m_shape(shape)
    , m_layout(layout)
    , m_key_pairs((shape.key_dim + 1) / 2)
    , m_value_columns(static_cast<int>(round_up(shape.value_dim, 16)))
    , m_positions(round_up(shape.capacity, value_block)) {
    const int bits = code_bits(shape.type);
    const bool scaled = !is_floating();
    // Keys: 64 bytes of codes are so many columns of a panel's positions.
    const int together = scaled ? 64 * 8 / (key_panel * bits) : 2;
    m_key_code_bytes = round_up(shape.key_dim, together) * key_panel * bits / 8;
    m_value_code_bytes = static_cast<int64_t>(m_value_columns) * value_block * bits / 8;
    const int64_t key_scales = scaled ? round_up(m_key_pairs, 16) / 16 * 32 : 0;
    const int64_t value_scales = scaled ? round_up(m_value_columns, 32) / 32 * value_block * 2 : 0;
    m_key_panel_bytes = round_up(m_key_code_bytes + key_scales, 64);
    m_value_block_bytes = round_up(m_value_code_bytes + value_scales, 64);
    m_head_bytes =
        m_key_panel_bytes * (m_positions / key_panel) + m_value_block_bytes * (m_positions / value_block);
}

Result<std::unique_ptr<CpuKvCache>> CpuKvCache::create(const KvCacheShape& shape, bool bfloat16_pairs) {
    if (shape.key_dim > 2 * largest_key_pairs || shape.key_dim <= 0 || shape.value_dim <= 0 ||
        shape.capacity <= 0 || shape.layers <= 0 || shape.kv_heads <= 0)
        return fail(
            ErrorKind::Unsupported,
            fmt::format("The CPU backend takes attention heads of 1 to {} columns; this model has {}.",
                        2 * largest_key_pairs, shape.key_dim));
    std::unique_ptr<CpuKvCache> cache(new CpuKvCache(shape, layout_of(shape.type, bfloat16_pairs)));
    TRY_ASSIGN(cache->m_memory,
               LargeBuffer::create(cache->bytes(), fmt::format("a context of {} tokens", shape.capacity)));
    return cache;
}

size_t CpuKvCache::bytes() const {
    return static_cast<size_t>(m_head_bytes) * static_cast<size_t>(m_shape.layers * m_shape.kv_heads);
}

size_t CpuKvCache::key_element(int lane, int column) const {
    if (m_layout == CacheLayout::Bfloat16Pairs)
        return static_cast<size_t>((column / 2 * key_panel + lane) * 4 + column % 2 * 2);
    return static_cast<size_t>(column * key_panel + lane) * (m_layout == CacheLayout::Halves ? 2 : 4);
}

size_t CpuKvCache::value_element(int lane, int column) const {
    if (m_layout == CacheLayout::Bfloat16Pairs)
        return static_cast<size_t>(((column / 16 * (value_block / 2) + lane / 2) * 16 + column % 16) * 4 +
                                   lane % 2 * 2);
    return static_cast<size_t>((column / 16 * value_block + lane) * 16 + column % 16) *
           (m_layout == CacheLayout::Halves ? 2 : 4);
}

void CpuKvCache::put(std::byte* target, float value) const {
    if (m_layout == CacheLayout::Floats) {
        std::memcpy(target, &value, 4);
        return;
    }
    // Past the largest half there is infinity, and infinity times a weight of zero is no number.
    constexpr float largest_half = 65504.0f;
    const uint16_t bits = m_layout == CacheLayout::Bfloat16Pairs
                              ? float_to_bfloat16(value)
                              : float_to_half(std::clamp(value, -largest_half, largest_half));
    std::memcpy(target, &bits, 2);
}

float CpuKvCache::get(const std::byte* source) const {
    if (m_layout == CacheLayout::Halves)
        return get_half(source);
    if (m_layout == CacheLayout::Floats) {
        float value;
        std::memcpy(&value, source, 4);
        return value;
    }
    uint16_t bits;
    std::memcpy(&bits, source, 2);
    return bfloat16_to_float(bits);
}

std::byte* CpuKvCache::panel(int32_t layer, int32_t head, int32_t position) {
    return m_memory.data() + head_offset(layer, head) + position / key_panel * m_key_panel_bytes;
}

std::byte* CpuKvCache::block(int32_t layer, int32_t head, int32_t position) {
    return const_cast<std::byte*>(values(layer, head)) + position / value_block * m_value_block_bytes;
}

void CpuKvCache::store_key(int32_t layer, int32_t head, int32_t position, const float* key) {
    std::byte* target = panel(layer, head, position);
    const int lane = position % key_panel;
    if (is_floating()) {
        for (int c = 0; c < m_shape.key_dim; ++c)
            put(target + key_element(lane, c), key[c]);
        return;
    }
    const int offset = m_shape.type == CacheType::Q8_0 ? key_offset : 0;
    for (int first = 0; first < m_shape.key_dim; first += scale_columns) {
        const int count = std::min(scale_columns, m_shape.key_dim - first);
        const QuantizedRun run = quantize(m_shape.type, key + first, count);
        put_half(target + m_key_code_bytes + first / scale_columns * 32 + 2 * lane, run.scale);
        for (int i = 0; i < count; ++i)
            put_code(m_shape.type, target, key_place(m_shape.type, lane, first + i), run.codes[i] + offset);
    }
}

void CpuKvCache::load_key(int32_t layer, int32_t head, int32_t position, float* key) const {
    const std::byte* source = keys(layer, head) + position / key_panel * m_key_panel_bytes;
    const int lane = position % key_panel;
    const int offset = m_shape.type == CacheType::Q8_0 ? key_offset : 0;
    for (int c = 0; c < m_shape.key_dim; ++c) {
        if (is_floating())
            key[c] = get(source + key_element(lane, c));
        else
            key[c] = code_value(m_shape.type,
                                get_code(m_shape.type, source, key_place(m_shape.type, lane, c)) - offset,
                                get_half(source + m_key_code_bytes + c / scale_columns * 32 + 2 * lane));
    }
}

void CpuKvCache::store_value(int32_t layer, int32_t head, int32_t position, const float* value) {
    std::byte* target = block(layer, head, position);
    const int lane = position % value_block;
    if (is_floating()) {
        for (int c = 0; c < m_shape.value_dim; ++c)
            put(target + value_element(lane, c), value[c]);
        return;
    }
    for (int first = 0; first < m_shape.value_dim; first += scale_columns) {
        const int count = std::min(scale_columns, m_shape.value_dim - first);
        const QuantizedRun run = quantize(m_shape.type, value + first, count);
        put_half(target + m_value_code_bytes + (first / scale_columns * value_block + lane) * 2, run.scale);
        for (int i = 0; i < count; ++i)
            put_code(m_shape.type, target, value_place(m_shape.type, lane, first + i), run.codes[i]);
    }
}

void CpuKvCache::load_value(int32_t layer, int32_t head, int32_t position, float* value) const {
    const std::byte* source = values(layer, head) + position / value_block * m_value_block_bytes;
    const int lane = position % value_block;
    const bool bytes = m_shape.type == CacheType::Q8_0;
    for (int c = 0; c < m_shape.value_dim; ++c) {
        if (is_floating()) {
            value[c] = get(source + value_element(lane, c));
            continue;
        }
        const int code = get_code(m_shape.type, source, value_place(m_shape.type, lane, c));
        value[c] =
            code_value(m_shape.type, bytes ? static_cast<int8_t>(code) : code,
                       get_half(source + m_value_code_bytes + (c / scale_columns * value_block + lane) * 2));
    }
}

Result<void> CpuKvCache::copy_prefix(const KvCache& from, int32_t count) {
    const auto& other = dynamic_cast<const CpuKvCache&>(from);
    if (count < 0 || count > capacity() || count > other.capacity() || other.m_layout != m_layout ||
        other.m_key_panel_bytes != m_key_panel_bytes || other.m_value_block_bytes != m_value_block_bytes ||
        other.m_shape.layers != m_shape.layers || other.m_shape.kv_heads != m_shape.kv_heads)
        return fail(ErrorKind::Internal, "Copying between caches of different shapes.");
    // Whole panels and blocks: what they hold past `count` is written again before it is read.
    const auto key_bytes = static_cast<size_t>(round_up(count, key_panel) / key_panel * m_key_panel_bytes);
    const auto value_bytes =
        static_cast<size_t>(round_up(count, value_block) / value_block * m_value_block_bytes);
    for (int32_t layer = 0; layer < m_shape.layers; ++layer) {
        for (int32_t head = 0; head < m_shape.kv_heads; ++head) {
            std::memcpy(const_cast<std::byte*>(keys(layer, head)), other.keys(layer, head), key_bytes);
            std::memcpy(const_cast<std::byte*>(values(layer, head)), other.values(layer, head), value_bytes);
        }
    }
    return {};
}

Result<std::vector<std::byte>> CpuKvCache::save(int32_t count) const {
    const size_t key_bytes = saved_row_bytes(m_shape.type, m_shape.key_dim);
    const size_t value_bytes = saved_row_bytes(m_shape.type, m_shape.value_dim);
    std::vector<std::byte> out(static_cast<size_t>(m_shape.layers * m_shape.kv_heads) *
                               static_cast<size_t>(count) * (key_bytes + value_bytes));
    std::vector<float> row(static_cast<size_t>(std::max(m_shape.key_dim, m_shape.value_dim)));
    std::byte* target = out.data();
    for (int32_t layer = 0; layer < m_shape.layers; ++layer) {
        for (int32_t position = 0; position < count; ++position) {
            for (int32_t head = 0; head < m_shape.kv_heads; ++head, target += key_bytes) {
                load_key(layer, head, position, row.data());
                encode_saved_row(m_shape.type, row.data(), m_shape.key_dim, target);
            }
        }
        for (int32_t position = 0; position < count; ++position) {
            for (int32_t head = 0; head < m_shape.kv_heads; ++head, target += value_bytes) {
                load_value(layer, head, position, row.data());
                encode_saved_row(m_shape.type, row.data(), m_shape.value_dim, target);
            }
        }
    }
    return out;
}

Result<void> CpuKvCache::restore(std::span<const std::byte> bytes, int32_t count) {
    const size_t key_bytes = saved_row_bytes(m_shape.type, m_shape.key_dim);
    const size_t value_bytes = saved_row_bytes(m_shape.type, m_shape.value_dim);
    if (count < 0 || count > capacity())
        return fail(
            ErrorKind::ContextFull,
            fmt::format("A saved state of {} tokens does not fit a context of {}.", count, capacity()));
    const size_t expected = static_cast<size_t>(m_shape.layers * m_shape.kv_heads) *
                            static_cast<size_t>(count) * (key_bytes + value_bytes);
    if (bytes.size() != expected)
        return fail(ErrorKind::InvalidInput,
                    fmt::format("A saved state of {} tokens has {} bytes where this model needs {}.", count,
                                bytes.size(), expected));
    std::vector<float> row(static_cast<size_t>(std::max(m_shape.key_dim, m_shape.value_dim)));
    const std::byte* source = bytes.data();
    for (int32_t layer = 0; layer < m_shape.layers; ++layer) {
        for (int32_t position = 0; position < count; ++position) {
            for (int32_t head = 0; head < m_shape.kv_heads; ++head, source += key_bytes) {
                decode_saved_row(m_shape.type, source, m_shape.key_dim, row.data());
                store_key(layer, head, position, row.data());
            }
        }
        for (int32_t position = 0; position < count; ++position) {
            for (int32_t head = 0; head < m_shape.kv_heads; ++head, source += value_bytes) {
                decode_saved_row(m_shape.type, source, m_shape.value_dim, row.data());
                store_value(layer, head, position, row.data());
            }
        }
    }
    return {};
}

} // namespace hearth::cpu
