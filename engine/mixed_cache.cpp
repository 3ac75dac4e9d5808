#include "engine/mixed_cache.h"

#include "engine/quant/types.h"
#include "engine/reference/reference_cache.h"

#include <algorithm>
#include <numeric>

namespace hearth {

namespace {

class MixedCache : public KvCache {
public:
    static Result<std::unique_ptr<KvCache>> create(const KvCacheShape& shape,
                                                   const UniformCacheFactory& create_uniform);

    int32_t capacity() const override { return m_capacity; }
    size_t bytes() const override {
        return std::accumulate(m_parts.begin(), m_parts.end(), size_t{0},
                               [](size_t sum, const Part& part) { return sum + part.cache->bytes(); });
    }
    std::pair<KvCache*, int32_t> part(int32_t layer) override {
        const Place& place = m_places[static_cast<size_t>(layer)];
        return {m_parts[place.part].cache.get(), place.layer};
    }

    Result<void> copy_prefix(const KvCache& from, int32_t count) override {
        const auto& other = static_cast<const MixedCache&>(from);
        for (size_t i = 0; i < m_parts.size(); ++i)
            TRY(m_parts[i].cache->copy_prefix(*other.m_parts[i].cache, count));
        return {};
    }

    // The portable form is layer after layer, whatever parts they are in.
    Result<std::vector<std::byte>> save(int32_t count) const override {
        std::vector<std::vector<std::byte>> saved;
        for (const Part& part : m_parts) {
            TRY_ASSIGN(std::vector<std::byte> bytes, part.cache->save(count));
            saved.push_back(std::move(bytes));
        }
        std::vector<std::byte> all;
        for (const Place& place : m_places) {
            const size_t size = layer_bytes(place.part, count);
            const auto first =
                saved[place.part].begin() + static_cast<ptrdiff_t>(size * static_cast<size_t>(place.layer));
            all.insert(all.end(), first, first + static_cast<ptrdiff_t>(size));
        }
        return all;
    }

    Result<void> restore(std::span<const std::byte> bytes, int32_t count) override {
        std::vector<std::vector<std::byte>> saved(m_parts.size());
        for (const Place& place : m_places) {
            const size_t size = count < 0 ? 0 : layer_bytes(place.part, count);
            if (bytes.size() < size)
                return fail(ErrorKind::InvalidInput, "the saved state does not fit this model's cache");
            saved[place.part].insert(saved[place.part].end(), bytes.begin(),
                                     bytes.begin() + static_cast<ptrdiff_t>(size));
            bytes = bytes.subspan(size);
        }
        if (!bytes.empty())
            return fail(ErrorKind::InvalidInput, "the saved state does not fit this model's cache");
        for (size_t i = 0; i < m_parts.size(); ++i)
            TRY(m_parts[i].cache->restore(saved[i], count));
        return {};
    }

private:
    struct Part {
        CacheRow row;
        int32_t layers = 0;
        std::unique_ptr<KvCache> cache;
    };
    struct Place {
        size_t part = 0;
        int32_t layer = 0;
    };

    size_t layer_bytes(size_t part, int32_t count) const {
        return saved_row_bytes(m_parts[part].row, m_type) * static_cast<size_t>(count);
    }

    int32_t m_capacity = 0;
    CacheType m_type = CacheType::F16;
    std::vector<Part> m_parts;
    std::vector<Place> m_places; ///< [layers]
};

Result<std::unique_ptr<KvCache>> MixedCache::create(const KvCacheShape& shape,
                                                    const UniformCacheFactory& create_uniform) {
    auto mixed = std::make_unique<MixedCache>();
    mixed->m_capacity = shape.capacity;
    mixed->m_type = shape.type;
    for (int32_t layer = 0; layer < shape.layers; ++layer) {
        const CacheRow row = shape.row(layer);
        auto part = std::ranges::find(mixed->m_parts, row, &Part::row);
        if (part == mixed->m_parts.end())
            part = mixed->m_parts.insert(part, Part{.row = row, .layers = 0, .cache = nullptr});
        mixed->m_places.push_back({static_cast<size_t>(part - mixed->m_parts.begin()), part->layers++});
    }
    for (Part& part : mixed->m_parts) {
        TRY_ASSIGN(part.cache, create_uniform({part.layers, part.row.kv_heads, part.row.key_dim,
                                               part.row.value_dim, shape.capacity, shape.type}));
    }
    return std::unique_ptr<KvCache>(std::move(mixed));
}

} // namespace

Result<std::unique_ptr<KvCache>> create_mixed_cache(const KvCacheShape& shape,
                                                    const UniformCacheFactory& create_uniform) {
    return shape.rows.empty() ? create_uniform(shape) : MixedCache::create(shape, create_uniform);
}

size_t saved_row_bytes(const CacheRow& row, CacheType type) {
    const auto heads = static_cast<size_t>(row.kv_heads);
    return row_bytes(tensor_type(type), heads * static_cast<size_t>(row.key_dim)) +
           row_bytes(tensor_type(type), heads * static_cast<size_t>(row.value_dim));
}

} // namespace hearth
