#include "engine/reference/reference_cache.h"

#include "engine/quant/cache_run.h"
#include "engine/quant/decode.h"
#include "engine/quant/encode.h"

#include <fmt/format.h>

#include <cassert>
#include <cstring>

namespace hearth {

TensorType tensor_type(CacheType type) {
    switch (type) {
    case CacheType::F16:
        return TensorType::F16;
    case CacheType::Q8_0:
        return TensorType::Q8_0;
    case CacheType::Q4_0:
        return TensorType::Q4_0;
    case CacheType::F32:
        return TensorType::F32;
    }
    return TensorType::F32;
}

ReferenceCache::ReferenceCache(const KvCacheShape& shape)
    : m_shape(shape)
    , m_type(tensor_type(shape.type))
    , m_key_row_bytes(row_bytes(m_type, static_cast<size_t>(key_columns())))
    , m_value_row_bytes(row_bytes(m_type, static_cast<size_t>(value_columns())))
    , m_keys(static_cast<size_t>(shape.layers))
    , m_values(static_cast<size_t>(shape.layers)) {
    for (auto& keys : m_keys)
        keys.resize(m_key_row_bytes * static_cast<size_t>(shape.capacity));
    for (auto& values : m_values)
        values.resize(m_value_row_bytes * static_cast<size_t>(shape.capacity));
}

Result<std::unique_ptr<KvCache>> ReferenceCache::create(const KvCacheShape& shape) {
    const auto block = static_cast<int32_t>(type_layout(tensor_type(shape.type))->block_length);
    if (shape.key_dim % block != 0 || shape.value_dim % block != 0)
        return fail(
            ErrorKind::Unsupported,
            fmt::format(
                "a quantized cache needs heads of a multiple of {} columns, this model has {} and {}; use "
                "the cache type f16",
                block, shape.key_dim, shape.value_dim));
    try {
        return std::unique_ptr<KvCache>(new ReferenceCache(shape));
    } catch (const std::bad_alloc&) {
        return fail(ErrorKind::OutOfMemory,
                    fmt::format("not enough memory for a cache of {} positions; ask for a shorter context",
                                shape.capacity));
    }
}

size_t ReferenceCache::bytes() const {
    return static_cast<size_t>(m_shape.layers) * static_cast<size_t>(m_shape.capacity) *
           (m_key_row_bytes + m_value_row_bytes);
}

Result<void> ReferenceCache::copy_prefix(const KvCache& from, int32_t count) {
    const auto* other = dynamic_cast<const ReferenceCache*>(&from);
    assert(other && other->m_type == m_type && count <= capacity() && count <= other->capacity());
    for (size_t layer = 0; layer < m_keys.size(); ++layer) {
        std::memcpy(m_keys[layer].data(), other->m_keys[layer].data(),
                    m_key_row_bytes * static_cast<size_t>(count));
        std::memcpy(m_values[layer].data(), other->m_values[layer].data(),
                    m_value_row_bytes * static_cast<size_t>(count));
    }
    return {};
}

Result<std::vector<std::byte>> ReferenceCache::save(int32_t count) const {
    std::vector<std::byte> out;
    for (size_t layer = 0; layer < m_keys.size(); ++layer) {
        const auto append = [&](const std::vector<std::byte>& rows, size_t row) {
            out.insert(out.end(), rows.begin(),
                       rows.begin() + static_cast<ptrdiff_t>(row * static_cast<size_t>(count)));
        };
        append(m_keys[layer], m_key_row_bytes);
        append(m_values[layer], m_value_row_bytes);
    }
    return out;
}

Result<void> ReferenceCache::restore(std::span<const std::byte> bytes, int32_t count) {
    const auto rows = static_cast<size_t>(count);
    if (count < 0 || count > capacity() ||
        bytes.size() != m_keys.size() * rows * (m_key_row_bytes + m_value_row_bytes))
        return fail(ErrorKind::InvalidInput, "the saved state does not fit this model's cache");
    size_t offset = 0;
    const auto take = [&](std::vector<std::byte>& to, size_t size) {
        std::memcpy(to.data(), bytes.data() + offset, size);
        offset += size;
    };
    for (size_t layer = 0; layer < m_keys.size(); ++layer) {
        take(m_keys[layer], m_key_row_bytes * rows);
        take(m_values[layer], m_value_row_bytes * rows);
    }
    return {};
}

void ReferenceCache::encode(const float* row, int32_t columns, std::byte* out) const {
    const auto count = static_cast<size_t>(columns);
    if (!rotated())
        return encode_row(m_type, row, out, count);
    std::vector<float> copy(row, row + columns);
    encode_cache_row(m_type, copy, out);
}

void ReferenceCache::store(int32_t layer, int32_t position, const float* key, const float* value) {
    const auto row = static_cast<size_t>(position);
    encode(key, key_columns(), m_keys[static_cast<size_t>(layer)].data() + row * m_key_row_bytes);
    encode(value, value_columns(), m_values[static_cast<size_t>(layer)].data() + row * m_value_row_bytes);
}

namespace {

void decode_rows(TensorType type, const std::byte* in, size_t row_size, int32_t count, int32_t columns,
                 float* out) {
    for (int32_t i = 0; i < count; ++i)
        decode_row(type, in + static_cast<size_t>(i) * row_size, out + static_cast<ptrdiff_t>(i) * columns,
                   static_cast<size_t>(columns));
}

} // namespace

void ReferenceCache::load_keys(int32_t layer, int32_t first, int32_t count, float* out) const {
    const std::byte* rows =
        m_keys[static_cast<size_t>(layer)].data() + static_cast<size_t>(first) * m_key_row_bytes;
    decode_rows(m_type, rows, m_key_row_bytes, count, key_columns(), out);
}

void ReferenceCache::load_values(int32_t layer, int32_t first, int32_t count, float* out) const {
    const std::byte* rows =
        m_values[static_cast<size_t>(layer)].data() + static_cast<size_t>(first) * m_value_row_bytes;
    decode_rows(m_type, rows, m_value_row_bytes, count, value_columns(), out);
}

} // namespace hearth
