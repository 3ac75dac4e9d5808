#include "engine/service/embedding.h"

#include "engine/forward.h"

#include <fmt/format.h>

#include <cmath>

namespace hearth::service {

namespace {

/// Rows [count, columns] to one vector.
std::vector<float> pool(std::span<const float> rows, size_t columns, Pooling pooling) {
    const size_t count = rows.size() / columns;
    const size_t chosen = pooling == Pooling::Last ? count - 1 : 0;
    if (pooling != Pooling::Mean)
        return {rows.begin() + static_cast<std::ptrdiff_t>(chosen * columns),
                rows.begin() + static_cast<std::ptrdiff_t>((chosen + 1) * columns)};
    std::vector<float> sum(columns, 0.0f);
    for (size_t i = 0; i < rows.size(); ++i)
        sum[i % columns] += rows[i];
    return sum; // its direction is the mean's, and only that is kept
}

void normalize(std::vector<float>& vector) {
    double squares = 0;
    for (const float value : vector)
        squares += static_cast<double>(value) * value;
    if (squares <= 0)
        return;
    const auto factor = static_cast<float>(1.0 / std::sqrt(squares));
    for (float& value : vector)
        value *= factor;
}

Result<std::unique_ptr<KvCache>> create_cache(const Model& model, int32_t capacity) {
    const ModelConfig& config = model.config();
    if (!config.causal)
        return nullptr;
    return model.backend().create_cache(
        {config.layers, config.kv_heads, config.key_dim, config.value_dim, capacity, CacheType::F16});
}

Result<std::vector<float>> embed_one(const Model& model, std::span<const TokenId> tokens,
                                     std::stop_token stop) {
    const auto rows = static_cast<int32_t>(tokens.size());
    TRY_ASSIGN(const auto cache, create_cache(model, rows));
    const Segment segment{cache.get(), 0, rows, 0};
    const std::lock_guard lock(model.pass_mutex());
    TRY(model.forward().run({tokens, {&segment, 1}, {}}, stop));
    TRY_ASSIGN(const auto hidden, model.backend().read(model.forward().hidden(), 0, rows));
    auto vector = pool(hidden, static_cast<size_t>(model.config().embedding), model.config().pooling);
    normalize(vector);
    return vector;
}

} // namespace

bool can_embed(const Model& model) {
    return model.config().pooling != Pooling::None;
}

ServiceResult<InferenceService::Embeddings> embed(const Model& model, const Tokenizer& tokenizer,
                                                  const std::vector<std::string>& texts,
                                                  std::stop_token stop) {
    if (!can_embed(model))
        return fail(ErrorKind::Unsupported,
                    "The loaded model writes text; embeddings need an embedding model.");
    const int32_t longest = std::min(model.config().context_length, model.forward().limits().rows);
    InferenceService::Embeddings result;
    for (const std::string& text : texts) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled, "Stopped.");
        const auto tokens = tokenizer.encode(text);
        if (static_cast<int32_t>(tokens.size()) > longest)
            return std::unexpected(Failure::prompt_too_long(static_cast<int32_t>(tokens.size()), longest));
        if (tokens.empty())
            return fail(ErrorKind::InvalidInput, "A text to embed is empty.");
        TRY_ASSIGN(auto vector, embed_one(model, tokens, stop));
        result.vectors.push_back(std::move(vector));
        result.tokens += static_cast<int32_t>(tokens.size());
    }
    return result;
}

} // namespace hearth::service
