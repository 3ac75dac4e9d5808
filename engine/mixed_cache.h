// A cache for models whose layers keep rows of different lengths: one uniform cache for each sort of layer.
#pragma once

#include "engine/backend.h"

#include <functional>
#include <memory>

namespace hearth {

/// Makes a cache whose layers are all alike: KvCacheShape::rows is empty.
using UniformCacheFactory = std::function<Result<std::unique_ptr<KvCache>>(const KvCacheShape& shape)>;

/// A cache of any shape from a backend that makes uniform ones; the backend finds layers by KvCache::part().
Result<std::unique_ptr<KvCache>> create_mixed_cache(const KvCacheShape& shape,
                                                    const UniformCacheFactory& create_uniform);

/// Bytes that KvCache::save() takes for a position of one layer.
size_t saved_row_bytes(const CacheRow& row, CacheType type);

} // namespace hearth
