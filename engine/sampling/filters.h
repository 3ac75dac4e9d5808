// The filters of sampling: each narrows or reshapes a list of candidates. Definitions and order are
// llama.cpp's.
#pragma once

#include "engine/core/token.h"
#include "engine/sampling/random.h"
#include "engine/sampling/sampler.h"

#include <cstddef>
#include <span>
#include <vector>

namespace hearth {

/// A token that may be drawn.
struct SampleCandidate {
    TokenId id = 0;
    float logit = 0;
    float probability = 0; ///< softmax over the list; valid after set_probabilities()
};

using SampleCandidates = std::vector<SampleCandidate>;

// All filters expect and keep the list sorted, most likely first, and never empty it.

/// The `count` greatest logits, best first, of equal ones the lesser id first. -infinity and NaN are left
/// out.
SampleCandidates select_top(std::span<const float> logits, size_t count);
/// Every logit that is not -infinity or NaN, the greatest first, the others in order of id.
SampleCandidates select_all(std::span<const float> logits);
/// Softmax of the logits over the list and what is left out of it: `tail` is the sum of exp(logit - greatest
/// logit) of the others.
void set_probabilities(SampleCandidates& candidates, double tail = 0);
/// Locally typical sampling (https://arxiv.org/abs/2202.00666): those whose surprise is closest to the
/// entropy, until their probabilities reach `p`.
void keep_typical(SampleCandidates& candidates, float p, size_t min_keep);
/// Nucleus sampling (https://arxiv.org/abs/1904.09751): the most likely ones until their probabilities reach
/// `p`. `tail`: as above.
void keep_top_p(SampleCandidates& candidates, float p, size_t min_keep, double tail = 0);
/// Those at least `p` times as likely as the most likely (https://arxiv.org/abs/2407.01082).
void keep_min_p(SampleCandidates& candidates, float p, size_t min_keep);
/// "Exclude top choices": with `probability`, drops all but the least likely of those at or above
/// `threshold`. https://github.com/oobabooga/text-generation-webui/pull/6335
void exclude_top_choices(SampleCandidates& candidates, float probability, float threshold, size_t min_keep,
                         Random& random);
void apply_temperature(SampleCandidates& candidates, float temperature);
/// Index of a candidate drawn by its probability.
size_t draw(const SampleCandidates& candidates, Random& random);

/// Mirostat, versions 1 and 2 (https://arxiv.org/abs/2007.14966): truncates so that the surprise stays near
/// tau.
class MirostatControl {
public:
    MirostatControl(Mirostat version, float tau, float eta)
        : m_version(version), m_tau(tau), m_eta(eta), m_mu(2 * tau) {}
    void truncate(SampleCandidates& candidates, size_t vocabulary) const;
    /// Learns from the surprise (bits) of the token that was taken.
    void observe(float surprise) { m_mu -= m_eta * (surprise - m_tau); }
    float mu() const { return m_mu; }

private:
    Mirostat m_version;
    float m_tau;
    float m_eta;
    float m_mu;
};

/// Repetition (divides or multiplies), frequency (times occurrences) and presence (once) penalties for the
/// tokens of `window`.
void apply_penalties(std::span<float> logits, std::span<const TokenId> window,
                     const SamplingOptions& options);
/// DRY: lowers the tokens that would prolong a repeat that ends the history. `breakers`: tokens that no
/// repeat reaches across.
void apply_dry(std::span<float> logits, std::span<const TokenId> history, const DryOptions& options,
               const std::vector<bool>& breakers);

} // namespace hearth
