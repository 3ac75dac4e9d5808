#include "engine/sampling/filters.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace hearth {
namespace {

bool is_better(const SampleCandidate& a, const SampleCandidate& b) {
    return a.logit > b.logit || (a.logit == b.logit && a.id < b.id);
}

} // namespace

SampleCandidates select_top(std::span<const float> logits, size_t count) {
    constexpr float nothing = -std::numeric_limits<float>::infinity();
    SampleCandidates kept;
    const auto last = static_cast<TokenId>(logits.size());
    if (count >= logits.size() / 8) { // a heap would cost more than sorting
        for (TokenId id = 0; id < last; ++id) {
            if (logits[static_cast<size_t>(id)] > nothing)
                kept.push_back({id, logits[static_cast<size_t>(id)], 0});
        }
        if (kept.size() > count) {
            std::ranges::nth_element(kept, kept.begin() + static_cast<ptrdiff_t>(count), is_better);
            kept.resize(count);
        }
        std::ranges::sort(kept, is_better);
        return kept;
    }
    // A heap whose front is the worst of the best so far; most logits fail one comparison.
    kept.reserve(count + 1);
    float worst = nothing;
    for (TokenId id = 0; id < last; ++id) {
        const float logit = logits[static_cast<size_t>(id)];
        if (!(logit > worst))
            continue;
        kept.push_back({id, logit, 0});
        std::ranges::push_heap(kept, is_better);
        if (kept.size() > count) {
            std::ranges::pop_heap(kept, is_better);
            kept.pop_back();
        }
        if (kept.size() == count)
            worst = kept.front().logit;
    }
    std::ranges::sort_heap(kept, is_better);
    return kept;
}

SampleCandidates select_all(std::span<const float> logits) {
    SampleCandidates all;
    size_t best = 0;
    for (size_t i = 0; i < logits.size(); ++i) {
        if (!(logits[i] > -std::numeric_limits<float>::infinity()))
            continue;
        all.push_back({static_cast<TokenId>(i), logits[i], 0});
        if (is_better(all.back(), all[best]))
            best = all.size() - 1;
    }
    if (!all.empty())
        std::rotate(all.begin(), all.begin() + static_cast<ptrdiff_t>(best),
                    all.begin() + static_cast<ptrdiff_t>(best) + 1);
    return all;
}

void set_probabilities(SampleCandidates& candidates, double tail) {
    double sum = tail;
    for (SampleCandidate& candidate : candidates) {
        candidate.probability = std::exp(candidate.logit - candidates.front().logit);
        sum += candidate.probability;
    }
    for (SampleCandidate& candidate : candidates)
        candidate.probability = static_cast<float>(candidate.probability / sum);
}

void keep_typical(SampleCandidates& candidates, float p, size_t min_keep) {
    if (p >= 1)
        return;
    set_probabilities(candidates);
    float entropy = 0;
    for (const SampleCandidate& candidate : candidates) {
        if (candidate.probability > 0)
            entropy -= candidate.probability * std::log(candidate.probability);
    }
    std::ranges::stable_sort(candidates, {}, [&](const SampleCandidate& candidate) {
        return std::abs(-std::log(candidate.probability) - entropy);
    });
    float sum = 0;
    for (size_t i = 0; i < candidates.size(); ++i) {
        sum += candidates[i].probability;
        if (sum > p && i + 1 >= min_keep) {
            candidates.resize(i + 1);
            break;
        }
    }
    std::ranges::sort(candidates, is_better);
}

void keep_top_p(SampleCandidates& candidates, float p, size_t min_keep, double tail) {
    if (p >= 1)
        return;
    set_probabilities(candidates, tail);
    float sum = 0;
    for (size_t i = 0; i < candidates.size(); ++i) {
        sum += candidates[i].probability;
        if (sum >= p && i + 1 >= min_keep) {
            candidates.resize(i + 1);
            return;
        }
    }
}

void keep_min_p(SampleCandidates& candidates, float p, size_t min_keep) {
    if (p <= 0)
        return;
    const float least = candidates.front().logit + std::log(p);
    size_t kept = 1;
    while (kept < candidates.size() && (candidates[kept].logit >= least || kept < min_keep))
        ++kept;
    candidates.resize(kept);
}

void exclude_top_choices(SampleCandidates& candidates, float probability, float threshold, size_t min_keep,
                         Random& random) {
    if (probability <= 0 || threshold > 0.5f || candidates.size() < 2)
        return;
    if (random.uniform() >= probability)
        return;
    set_probabilities(candidates);
    size_t above = 0;
    while (above < candidates.size() && candidates[above].probability >= threshold)
        ++above;
    if (above < 2 || candidates.size() - (above - 1) < min_keep)
        return;
    candidates.erase(candidates.begin(), candidates.begin() + static_cast<ptrdiff_t>(above) - 1);
}

void apply_temperature(SampleCandidates& candidates, float temperature) {
    for (SampleCandidate& candidate : candidates)
        candidate.logit /= temperature;
}

size_t draw(const SampleCandidates& candidates, Random& random) {
    double total = 0;
    for (const SampleCandidate& candidate : candidates)
        total += candidate.probability;
    double left = random.uniform() * total;
    for (size_t i = 0; i < candidates.size(); ++i) {
        left -= candidates[i].probability;
        if (left < 0)
            return i;
    }
    return candidates.size() - 1;
}

void MirostatControl::truncate(SampleCandidates& candidates, size_t vocabulary) const {
    set_probabilities(candidates);
    size_t keep = 1;
    if (m_version == Mirostat::V2) {
        while (keep < candidates.size() && -std::log2(candidates[keep].probability) <= m_mu)
            ++keep;
    } else {
        // Zipf's exponent from the most likely tokens, then the k whose expected surprise is mu (equations
        // 30, 31).
        double sum_tb = 0;
        double sum_tt = 0;
        const size_t observed = std::min<size_t>(100, candidates.size());
        for (size_t i = 0; i + 1 < observed; ++i) {
            const double t = std::log(static_cast<double>(i + 2) / static_cast<double>(i + 1));
            const double b =
                std::log(static_cast<double>(candidates[i].probability) / candidates[i + 1].probability);
            if (!std::isfinite(b))
                break;
            sum_tb += t * b;
            sum_tt += t * t;
        }
        const double s = sum_tt > 0 ? sum_tb / sum_tt : 1;
        const double epsilon = s - 1;
        const double k = std::pow(
            epsilon * std::pow(2.0, m_mu) / (1 - std::pow(static_cast<double>(vocabulary), -epsilon)), 1 / s);
        if (std::isfinite(k) && k > 1)
            keep = std::min(candidates.size(), static_cast<size_t>(std::min(k, 1e9)));
        else if (!std::isfinite(k))
            keep = candidates.size();
    }
    candidates.resize(keep);
}

void apply_penalties(std::span<float> logits, std::span<const TokenId> window,
                     const SamplingOptions& options) {
    if (options.repetition_penalty == 1 && options.frequency_penalty == 0 && options.presence_penalty == 0)
        return;
    std::map<TokenId, int> counts;
    for (const TokenId id : window)
        ++counts[id];
    for (const auto& [id, count] : counts) {
        if (id < 0 || static_cast<size_t>(id) >= logits.size())
            continue;
        float& logit = logits[static_cast<size_t>(id)];
        logit = logit <= 0 ? logit * options.repetition_penalty : logit / options.repetition_penalty;
        logit -= static_cast<float>(count) * options.frequency_penalty + options.presence_penalty;
    }
}

void apply_dry(std::span<float> logits, std::span<const TokenId> history, const DryOptions& options,
               const std::vector<bool>& breakers) {
    if (options.multiplier == 0 || options.base < 1 || options.window == 0)
        return;
    if (options.window > 0 && history.size() > static_cast<size_t>(options.window))
        history = history.last(static_cast<size_t>(options.window));
    const auto is_breaker = [&](TokenId id) {
        return id < 0 || static_cast<size_t>(id) >= breakers.size() || breakers[static_cast<size_t>(id)];
    };
    // Z function of the reversed history: how long the suffix that ends at each place repeats the end.
    const auto from_end = [&](size_t i) { return history[history.size() - 1 - i]; };
    size_t reach = 0;
    while (reach < history.size() && !is_breaker(from_end(reach)))
        ++reach;
    if (reach < static_cast<size_t>(std::max(options.allowed_length, 0)) || history.size() < 2)
        return;
    std::vector<size_t> repeats(history.size());
    std::map<TokenId, size_t> longest;
    size_t left = 0;
    size_t right = 0;
    for (size_t i = 1; i < history.size(); ++i) {
        size_t length = i < right ? std::min(right - i, repeats[i - left]) : 0;
        while (i + length < history.size() && from_end(length) == from_end(i + length))
            ++length;
        repeats[i] = length;
        if (i + length > right) {
            left = i;
            right = i + length;
        }
        const size_t counted = std::min(length, reach);
        if (counted > 0 && counted >= static_cast<size_t>(std::max(options.allowed_length, 0))) {
            size_t& best = longest[from_end(i - 1)]; // what followed there
            best = std::max(best, counted);
        }
    }
    const double greatest = std::log(1e38) / std::log(std::max(1.000001, static_cast<double>(options.base)));
    for (const auto& [id, length] : longest) {
        if (is_breaker(id))
            continue;
        const double exponent = std::min(static_cast<double>(length) - options.allowed_length, greatest);
        logits[static_cast<size_t>(id)] -=
            static_cast<float>(options.multiplier * std::pow(static_cast<double>(options.base), exponent));
    }
}

} // namespace hearth
