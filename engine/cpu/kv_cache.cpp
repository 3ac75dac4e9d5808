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

// Keys of Q8_0 are kept 128 higher: products of integers take one side without sign.
constexpr int key_offset = 128;

TensorType block_type(CacheType type) {
    return type == CacheType::Q8_0 ? TensorType::Q8_0 : TensorType::Q4_0;
}

/// A row of one head as save() writes it.
size_t saved_row_bytes(CacheType type, int dim) {
    if (type == CacheType::F16 || type == CacheType::F32)
        return static_cast<size_t>(dim) * (type == CacheType::F16 ? 2 : 4);
    const auto runs = static_cast<size_t>((dim + cache_run_columns - 1) / cache_run_columns);
    return runs * row_bytes(block_type(type), cache_run_columns);
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
    const bool scaled = rotated();
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

CpuKvCache::CodePlace CpuKvCache::key_place(int lane, int column) const {
    if (m_shape.type == CacheType::Q8_0)
        return {(column / 4 * key_panel + lane) * 4 + column % 4};
    return {(column / 8 * key_panel + lane) * 4 + column % 4, column / 4 % 2 * 4};
}

CpuKvCache::CodePlace CpuKvCache::value_place(int lane, int column) const {
    const int64_t pair = (column / 16 * (value_block / 2) + lane / 2) * 16 + column % 16;
    if (m_shape.type == CacheType::Q8_0)
        return {2 * pair + lane % 2};
    return {pair, lane % 2 * 4};
}

/// Where the codes and scales of a position's key or value are.
CpuKvCache::CodedRow CpuKvCache::coded_key(int32_t layer, int32_t head, int32_t position) const {
    const auto* codes = keys(layer, head) + position / key_panel * m_key_panel_bytes;
    const int lane = position % key_panel;
    return {codes, m_key_code_bytes + 2 * lane, 2 * key_panel, lane, false};
}

CpuKvCache::CodedRow CpuKvCache::coded_value(int32_t layer, int32_t head, int32_t position) const {
    const auto* codes = values(layer, head) + position / value_block * m_value_block_bytes;
    const int lane = position % value_block;
    return {codes, m_value_code_bytes + 2 * lane, 2 * value_block, lane, true};
}

void CpuKvCache::put_run(const CodedRow& row, int first, int count, const CacheRun& run) {
    auto* codes = const_cast<std::byte*>(row.codes);
    std::memcpy(codes + row.scales_at + first / cache_run_columns * row.scale_stride, &run.scale, 2);
    const bool bytes = m_shape.type == CacheType::Q8_0;
    const int offset = bytes && !row.value ? key_offset : 0;
    for (int i = 0; i < count; ++i) {
        const CodePlace place = row.value ? value_place(row.lane, first + i) : key_place(row.lane, first + i);
        const int code = run.codes[static_cast<size_t>(i)] + offset;
        std::byte& byte = codes[place.byte];
        byte = bytes ? static_cast<std::byte>(code)
                     : (byte & static_cast<std::byte>(0xf0 >> place.shift)) |
                           static_cast<std::byte>(code << place.shift);
    }
}

CacheRun CpuKvCache::get_run(const CodedRow& row, int first, int count) const {
    CacheRun run;
    std::memcpy(&run.scale, row.codes + row.scales_at + first / cache_run_columns * row.scale_stride, 2);
    const bool bytes = m_shape.type == CacheType::Q8_0;
    const int offset = bytes && !row.value ? key_offset : 0;
    run.codes.fill(bytes ? 0 : 8);
    for (int i = 0; i < count; ++i) {
        const CodePlace place = row.value ? value_place(row.lane, first + i) : key_place(row.lane, first + i);
        const int byte = static_cast<int>(row.codes[place.byte]);
        run.codes[static_cast<size_t>(i)] =
            static_cast<int8_t>(bytes ? byte - offset : (byte >> place.shift) & 15);
    }
    return run;
}

void CpuKvCache::store_coded(const CodedRow& row, std::span<const float> columns) {
    std::array<float, 2 * largest_key_pairs> rotated;
    std::vector<float> longer; // values may be wider than any key
    if (columns.size() > rotated.size())
        longer.resize(columns.size());
    const std::span<float> copy = longer.empty() ? std::span(rotated).first(columns.size()) : longer;
    std::ranges::copy(columns, copy.begin());
    rotate_runs(copy);
    const int dim = static_cast<int>(columns.size());
    for (int first = 0; first < dim; first += cache_run_columns) {
        const int count = std::min(cache_run_columns, dim - first);
        put_run(row, first, count,
                code_run(block_type(m_shape.type),
                         copy.subspan(static_cast<size_t>(first), static_cast<size_t>(count))));
    }
}

void CpuKvCache::store_key(int32_t layer, int32_t head, int32_t position, const float* key) {
    if (rotated())
        return store_coded(coded_key(layer, head, position), {key, static_cast<size_t>(m_shape.key_dim)});
    std::byte* target = panel(layer, head, position);
    for (int c = 0; c < m_shape.key_dim; ++c)
        put(target + key_element(position % key_panel, c), key[c]);
}

void CpuKvCache::store_value(int32_t layer, int32_t head, int32_t position, const float* value) {
    if (rotated())
        return store_coded(coded_value(layer, head, position),
                           {value, static_cast<size_t>(m_shape.value_dim)});
    std::byte* target = block(layer, head, position);
    for (int c = 0; c < m_shape.value_dim; ++c)
        put(target + value_element(position % value_block, c), value[c]);
}

void CpuKvCache::save_row(Row row, int32_t layer, int32_t head, int32_t position, std::byte* out) const {
    const bool value = row == Row::Value;
    const int dim = value ? m_shape.value_dim : m_shape.key_dim;
    if (rotated()) {
        const CodedRow coded = value ? coded_value(layer, head, position) : coded_key(layer, head, position);
        const TensorType type = block_type(m_shape.type);
        for (int first = 0; first < dim; first += cache_run_columns) {
            write_block(type, get_run(coded, first, std::min(cache_run_columns, dim - first)), out);
            out += row_bytes(type, cache_run_columns);
        }
        return;
    }
    const std::byte* source = value ? values(layer, head) + position / value_block * m_value_block_bytes
                                    : keys(layer, head) + position / key_panel * m_key_panel_bytes;
    for (int c = 0; c < dim; ++c) {
        const float number = get(source + (value ? value_element(position % value_block, c)
                                                 : key_element(position % key_panel, c)));
        if (m_shape.type == CacheType::F16)
            put_half(out + 2 * c, number);
        else
            std::memcpy(out + 4 * c, &number, 4);
    }
}

void CpuKvCache::restore_row(Row row, int32_t layer, int32_t head, int32_t position, const std::byte* in) {
    const bool value = row == Row::Value;
    const int dim = value ? m_shape.value_dim : m_shape.key_dim;
    if (rotated()) {
        const CodedRow coded = value ? coded_value(layer, head, position) : coded_key(layer, head, position);
        const TensorType type = block_type(m_shape.type);
        for (int first = 0; first < dim; first += cache_run_columns) {
            put_run(coded, first, std::min(cache_run_columns, dim - first), read_block(type, in));
            in += row_bytes(type, cache_run_columns);
        }
        return;
    }
    std::byte* target = value ? block(layer, head, position) : panel(layer, head, position);
    for (int c = 0; c < dim; ++c) {
        float number;
        if (m_shape.type == CacheType::F16)
            number = get_half(in + 2 * c);
        else
            std::memcpy(&number, in + 4 * c, 4);
        put(target +
                (value ? value_element(position % value_block, c) : key_element(position % key_panel, c)),
            number);
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

/// Calls body(row, layer, head, position) for all that a saved state of `count` positions holds, in order.
template <typename Body>
void CpuKvCache::each_saved_row(int32_t count, const Body& body) const {
    for (int32_t layer = 0; layer < m_shape.layers; ++layer) {
        for (const Row row : {Row::Key, Row::Value}) {
            for (int32_t position = 0; position < count; ++position) {
                for (int32_t head = 0; head < m_shape.kv_heads; ++head)
                    body(row, layer, head, position);
            }
        }
    }
}

Result<std::vector<std::byte>> CpuKvCache::save(int32_t count) const {
    const size_t key_bytes = saved_row_bytes(m_shape.type, m_shape.key_dim);
    const size_t value_bytes = saved_row_bytes(m_shape.type, m_shape.value_dim);
    std::vector<std::byte> out(static_cast<size_t>(m_shape.layers * m_shape.kv_heads) *
                               static_cast<size_t>(count) * (key_bytes + value_bytes));
    std::byte* target = out.data();
    each_saved_row(count, [&](Row row, int32_t layer, int32_t head, int32_t position) {
        save_row(row, layer, head, position, target);
        target += row == Row::Key ? key_bytes : value_bytes;
    });
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
    const std::byte* source = bytes.data();
    each_saved_row(count, [&](Row row, int32_t layer, int32_t head, int32_t position) {
        restore_row(row, layer, head, position, source);
        source += row == Row::Key ? key_bytes : value_bytes;
    });
    return {};
}

} // namespace hearth::cpu
