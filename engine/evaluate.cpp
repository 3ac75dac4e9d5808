#include "engine/evaluate.h"

#include "engine/forward.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hearth {

namespace {

Result<std::unique_ptr<KvCache>> create_cache(const Model& model, int32_t capacity, CacheType type) {
    return model.backend().create_cache(model.config().cache_shape(capacity, type));
}

} // namespace

Result<void> evaluate_logits(const Model& model, std::span<const TokenId> tokens, CacheType cache_type,
                             const LogitsConsumer& consumer, int32_t first_wanted) {
    const auto total = static_cast<int32_t>(tokens.size());
    if (total == 0)
        return fail(ErrorKind::InvalidInput, "there are no tokens");
    if (!model.config().causal)
        return fail(ErrorKind::Unsupported,
                    fmt::format("{}: an embedder, which has no logits", model.file().path().string()));
    if (model.config().learned_positions && total > model.config().context_length)
        return fail(ErrorKind::ContextFull, fmt::format("{} tokens, but the model has only {} positions",
                                                        total, model.config().context_length));
    const std::lock_guard lock(model.pass_mutex());
    TRY_ASSIGN(const auto cache, create_cache(model, total, cache_type));
    Forward& forward = model.forward();
    for (int32_t first = 0; first < total;) {
        const bool wanted = first >= first_wanted;
        int32_t count = std::min(forward.limits().rows, (wanted ? total : first_wanted) - first);
        if (wanted)
            count = std::min(count, forward.limits().outputs);
        const Segment segment{cache.get(), 0, count, first};
        std::vector<int32_t> output_rows(wanted ? static_cast<size_t>(count) : 0);
        std::iota(output_rows.begin(), output_rows.end(), 0);
        TRY(forward.run({tokens.subspan(static_cast<size_t>(first), static_cast<size_t>(count)),
                         {&segment, 1},
                         output_rows}));
        if (wanted) {
            TRY_ASSIGN(const std::span<const float> logits, model.backend().read(forward.logits(), 0, count));
            TRY(consumer(first, count, logits));
        }
        first += count;
    }
    return {};
}

namespace {

/// Adds up what pooling needs of the states [count, columns] of tokens first … first + count − 1 of `total`.
void pool_states(std::span<const float> states, int32_t first, int32_t total, Pooling pooling,
                 std::vector<double>& sum) {
    const size_t columns = sum.size();
    for (size_t row = 0; row < states.size() / columns; ++row) {
        const int32_t index = first + static_cast<int32_t>(row);
        const bool counts = pooling == Pooling::Mean || (pooling == Pooling::Cls && index == 0) ||
                            (pooling == Pooling::Last && index == total - 1);
        for (size_t column = 0; counts && column < columns; ++column)
            sum[column] += states[row * columns + column];
    }
}

std::vector<float> finish_pooling(const std::vector<double>& sum, int32_t total, Pooling pooling,
                                  bool normalise) {
    const double length = std::sqrt(std::inner_product(sum.begin(), sum.end(), sum.begin(), 0.0));
    const double divisor = normalise ? (length > 0 ? length : 1.0) : (pooling == Pooling::Mean ? total : 1.0);
    std::vector<float> result(sum.size());
    std::ranges::transform(sum, result.begin(),
                           [&](double value) { return static_cast<float>(value / divisor); });
    return result;
}

} // namespace

Result<std::vector<float>> embed(const Model& model, std::span<const TokenId> tokens,
                                 const EmbedOptions& options, std::stop_token stop) {
    const ModelConfig& config = model.config();
    const auto total = static_cast<int32_t>(tokens.size());
    Forward& forward = model.forward();
    const int32_t most = config.causal && !config.learned_positions
                             ? INT32_MAX
                             : std::min(config.context_length, forward.limits().rows);
    if (total == 0)
        return fail(ErrorKind::InvalidInput, "there is no text to embed");
    if (!config.causal && total > most)
        return fail(ErrorKind::ContextFull,
                    fmt::format("the text has {} tokens, but this embedder takes {}; split it", total, most));
    Pooling pooling = options.pooling != Pooling::None ? options.pooling : config.pooling;
    if (pooling == Pooling::None)
        pooling = Pooling::Mean;
    const std::lock_guard lock(model.pass_mutex());
    std::unique_ptr<KvCache> cache;
    if (config.causal) {
        TRY_ASSIGN(cache, create_cache(model, total, CacheType::F16));
    }
    std::vector<double> sum(static_cast<size_t>(config.embedding));
    for (int32_t first = 0; first < total;) {
        const int32_t count = std::min(forward.limits().rows, total - first);
        const Segment segment{cache.get(), 0, count, first};
        TRY(forward.run(
            {tokens.subspan(static_cast<size_t>(first), static_cast<size_t>(count)), {&segment, 1}, {}},
            stop));
        TRY_ASSIGN(const std::span<const float> states, model.backend().read(forward.hidden(), 0, count));
        pool_states(states, first, total, pooling, sum);
        first += count;
    }
    return finish_pooling(sum, total, pooling, options.normalise);
}

} // namespace hearth
