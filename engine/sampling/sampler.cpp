#include "engine/sampling/sampler.h"

#include "engine/sampling/constraint.h"
#include "engine/sampling/filters.h"
#include "engine/sampling/random.h"
#include "engine/tokenizer/tokenizer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace hearth {
namespace {

constexpr float nothing = -std::numeric_limits<float>::infinity();
constexpr const char* undrawable = "no token can be drawn: every logit is -infinity or not a number";

Result<void> check(bool holds, const char* option, const char* rule) {
    if (!holds)
        return fail(ErrorKind::InvalidInput, fmt::format("sampling option \"{}\" must be {}", option, rule));
    return {};
}

Result<void> check_ranges(const SamplingOptions& options) {
    TRY(check(options.temperature >= 0, "temperature", "0 or more"));
    TRY(check(options.top_k >= 0, "top_k", "0 (off) or more"));
    TRY(check(options.top_p > 0 && options.top_p <= 1, "top_p", "above 0 and at most 1 (off)"));
    TRY(check(options.min_p >= 0 && options.min_p <= 1, "min_p", "between 0 (off) and 1"));
    TRY(check(options.typical_p > 0 && options.typical_p <= 1, "typical_p", "above 0 and at most 1 (off)"));
    TRY(check(options.xtc_probability >= 0 && options.xtc_probability <= 1, "xtc_probability",
              "between 0 (off) and 1"));
    TRY(check(options.xtc_threshold >= 0 && options.xtc_threshold <= 1, "xtc_threshold", "between 0 and 1"));
    TRY(check(options.repetition_penalty > 0, "repetition_penalty", "above 0 (1: off)"));
    TRY(check(options.penalty_window >= -1, "penalty_window", "-1 (all), 0 (off) or more"));
    TRY(check(std::isfinite(options.frequency_penalty), "frequency_penalty", "a number"));
    TRY(check(std::isfinite(options.presence_penalty), "presence_penalty", "a number"));
    TRY(check(options.dry.multiplier >= 0, "dry.multiplier", "0 (off) or more"));
    TRY(check(options.dry.window >= -1, "dry.window", "-1 (all), 0 (off) or more"));
    TRY(check(options.mirostat == Mirostat::Off || options.mirostat_tau > 0, "mirostat_tau", "above 0"));
    TRY(check(options.logprobs >= 0, "logprobs", "0 or more"));
    TRY(check(options.grammar.empty() || options.json_schema.empty(), "grammar",
              "empty when a JSON schema is given"));
    return {};
}

/// ln Σ exp, relative to nothing.
double log_sum_exp(std::span<const float> logits) {
    float greatest = nothing;
    for (const float logit : logits)
        greatest = std::max(greatest, logit);
    double sum = 0;
    for (const float logit : logits)
        sum += std::exp(logit - greatest);
    return greatest + std::log(sum);
}

} // namespace

struct Sampler::State {
    SamplingOptions options;
    const Tokenizer& tokenizer;
    Random random;
    MirostatControl mirostat;
    std::vector<TokenId> history;
    std::vector<bool> breakers; ///< per token; filled when DRY is on
    TokenId drawn = no_token;   ///< by the last sample(), for mirostat
    float drawn_surprise = 0;   ///< bits
    std::unique_ptr<Constraint> constraint;
    std::vector<float> raw; ///< logits as given, kept when logprobs are wanted

    State(const SamplingOptions& given, const Tokenizer& vocabulary)
        : options(given)
        , tokenizer(vocabulary)
        , random(given.seed)
        , mirostat(given.mirostat, given.mirostat_tau, given.mirostat_eta) {}

    void find_breakers();
    void reshape(std::span<float> logits) const;
    int32_t likeliest() const;
    SampleCandidates candidates(std::span<float> logits, double& tail) const;
    Result<SampleCandidates> allowed_candidates(std::span<float> logits, double& tail) const;
    size_t choose(SampleCandidates& list, double tail, size_t vocabulary);
    void report(SampledToken& token) const;
};

void Sampler::State::find_breakers() {
    breakers.resize(static_cast<size_t>(tokenizer.size()));
    for (TokenId id = 0; id < tokenizer.size(); ++id) {
        const std::string_view bytes = tokenizer.token_bytes(id, true);
        breakers[static_cast<size_t>(id)] =
            std::ranges::any_of(options.dry.sequence_breakers, [&](const std::string& breaker) {
                return !breaker.empty() && bytes.find(breaker) != std::string_view::npos;
            });
    }
}

/// Bias and penalties: what changes single logits.
void Sampler::State::reshape(std::span<float> logits) const {
    for (const auto& [id, bias] : options.logit_bias) {
        if (id >= 0 && static_cast<size_t>(id) < logits.size())
            logits[static_cast<size_t>(id)] += bias;
    }
    if (options.ignore_end_of_generation) {
        for (const TokenId id : tokenizer.vocabulary().end_of_generation()) {
            if (static_cast<size_t>(id) < logits.size())
                logits[static_cast<size_t>(id)] = nothing;
        }
    }
    std::span<const TokenId> window = history;
    if (options.penalty_window >= 0 && window.size() > static_cast<size_t>(options.penalty_window))
        window = window.last(static_cast<size_t>(options.penalty_window));
    apply_penalties(logits, window, options);
    if (options.dry.multiplier > 0)
        apply_dry(logits, history, options.dry, breakers);
}

/// How many of the likeliest tokens the filters begin with; 0: it depends on the logits.
int32_t Sampler::State::likeliest() const {
    if (options.temperature == 0)
        return 1;
    if (options.mirostat == Mirostat::Off && options.top_k > 0)
        return std::max(options.top_k, options.min_keep);
    return 0;
}

/// The candidates that the filters may need, best first; `tail` is the mass of the others, as in
/// keep_top_p().
SampleCandidates Sampler::State::candidates(std::span<float> logits, double& tail) const {
    tail = 0;
    if (const int32_t count = likeliest(); count > 0)
        return select_top(logits, static_cast<size_t>(count));
    const bool needs_all = options.mirostat != Mirostat::Off || options.typical_p < 1;
    const bool cuts_tail = options.top_p < 1 || options.min_p > 0;
    if (needs_all || (!cuts_tail && options.xtc_probability > 0))
        return select_top(logits, logits.size());
    if (!cuts_tail)
        return select_all(logits);
    // Both filters keep a run of the most likely ones: take as many as they can reach.
    const float greatest = *std::ranges::max_element(logits);
    double sum = 0;
    for (const float logit : logits)
        sum += std::exp(logit - greatest);
    for (size_t count = 256;; count *= 8) {
        SampleCandidates list = select_top(logits, count);
        double mass = 0;
        for (const SampleCandidate& candidate : list)
            mass += std::exp(candidate.logit - greatest);
        const bool complete = list.size() < count || count >= logits.size();
        const bool reaches_p = options.top_p < 1 && mass >= options.top_p * sum * 1.0001;
        const bool reaches_min =
            options.min_p > 0 && !list.empty() && list.back().logit < greatest + std::log(options.min_p);
        if (complete || ((reaches_p || reaches_min) && count >= static_cast<size_t>(options.min_keep))) {
            tail = complete ? 0 : std::max(0.0, sum - mass);
            return list;
        }
    }
}

/// The same under the grammar. Mostly some of the likeliest tokens fit and asking about them is enough; else
/// the whole vocabulary is asked. Either way the result is as if all others had never been there.
Result<SampleCandidates> Sampler::State::allowed_candidates(std::span<float> logits, double& tail) const {
    if (!constraint)
        return candidates(logits, tail);
    if (const auto wanted = static_cast<size_t>(likeliest()); wanted > 0) {
        SampleCandidates list = select_top(logits, std::max<size_t>(wanted * 4, 128));
        std::erase_if(list,
                      [&](const SampleCandidate& candidate) { return !constraint->allows(candidate.id); });
        if (list.size() >= wanted) {
            list.resize(wanted);
            tail = 0;
            return list;
        }
    }
    TRY(constraint->forbid(logits));
    return candidates(logits, tail);
}

/// Runs the filters in their order and draws; returns the index in `list`.
size_t Sampler::State::choose(SampleCandidates& list, double tail, size_t vocabulary) {
    if (options.temperature == 0)
        return 0;
    if (options.mirostat != Mirostat::Off) {
        apply_temperature(list, options.temperature);
        mirostat.truncate(list, vocabulary);
        set_probabilities(list);
        const size_t index = draw(list, random);
        drawn_surprise = -std::log2(list[index].probability);
        return index;
    }
    const auto min_keep = static_cast<size_t>(std::max(options.min_keep, 1));
    keep_typical(list, options.typical_p, min_keep);
    keep_top_p(list, options.top_p, min_keep, tail);
    keep_min_p(list, options.min_p, min_keep);
    exclude_top_choices(list, options.xtc_probability, options.xtc_threshold, min_keep, random);
    apply_temperature(list, options.temperature);
    set_probabilities(list);
    return draw(list, random);
}

void Sampler::State::report(SampledToken& token) const {
    if (options.logprobs == 0)
        return;
    const double total = log_sum_exp(raw);
    const auto logprob = [&](float logit) { return static_cast<float>(logit - total); };
    token.logprob = logprob(raw[static_cast<size_t>(token.id)]);
    for (const SampleCandidate& candidate : select_top(raw, static_cast<size_t>(options.logprobs)))
        token.top.push_back({candidate.id, logprob(candidate.logit)});
}

Sampler::Sampler(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Sampler::~Sampler() = default;

Result<std::unique_ptr<Sampler>> Sampler::create(const SamplingOptions& options, const Tokenizer& tokenizer) {
    TRY(check_ranges(options));
    auto state = std::make_unique<State>(options, tokenizer);
    if (options.dry.multiplier > 0)
        state->find_breakers();
    if (!options.grammar.empty()) {
        TRY_ASSIGN(state->constraint,
                   Constraint::from_gbnf(options.grammar, options.grammar_root, tokenizer));
    } else if (!options.json_schema.empty()) {
        TRY_ASSIGN(state->constraint, Constraint::from_json_schema(options.json_schema, tokenizer));
    }
    return std::unique_ptr<Sampler>(new Sampler(std::move(state)));
}

Result<SampledToken> Sampler::sample(std::span<float> logits) {
    State& state = *m_state;
    if (state.options.logprobs > 0)
        state.raw.assign(logits.begin(), logits.end());
    state.reshape(logits);
    double tail = 0;
    TRY_ASSIGN(SampleCandidates list, state.allowed_candidates(logits, tail));
    if (list.empty())
        return fail(ErrorKind::InvalidInput,
                    state.constraint
                        ? "no token can be drawn: the grammar allows none that the model can write"
                        : undrawable);
    SampledToken token;
    token.id = list[state.choose(list, tail, logits.size())].id;
    state.drawn = token.id;
    state.report(token);
    return token;
}

int32_t Sampler::deciding() const {
    const SamplingOptions& options = m_state->options;
    const bool untouched = options.logit_bias.empty() && !options.ignore_end_of_generation &&
                           options.repetition_penalty == 1 && options.frequency_penalty == 0 &&
                           options.presence_penalty == 0 && options.dry.multiplier == 0;
    const bool needs_others = m_state->constraint || options.logprobs > 0;
    return untouched && !needs_others ? m_state->likeliest() : 0;
}

Result<SampledToken> Sampler::sample_best(std::span<const Candidate> best) {
    State& state = *m_state;
    SampleCandidates list;
    for (const Candidate& candidate : best.first(std::min(best.size(), static_cast<size_t>(deciding())))) {
        if (candidate.logit > nothing) // nor NaN
            list.push_back({candidate.id, candidate.logit});
    }
    if (list.empty())
        return fail(ErrorKind::InvalidInput, undrawable);
    SampledToken token;
    token.id = list[state.choose(list, 0, list.size())].id;
    state.drawn = token.id;
    return token;
}

Result<void> Sampler::accept(TokenId id, bool generated) {
    State& state = *m_state;
    state.history.push_back(id);
    if (!generated)
        return {};
    if (state.constraint)
        TRY(state.constraint->accept(id));
    if (state.options.mirostat != Mirostat::Off && id == state.drawn)
        state.mirostat.observe(state.drawn_surprise);
    state.drawn = no_token;
    return {};
}

bool Sampler::grammar_complete() const {
    return m_state->constraint && m_state->constraint->is_finished();
}

void Sampler::reset() {
    State& state = *m_state;
    state.history.clear();
    state.random = Random(state.options.seed);
    state.mirostat =
        MirostatControl(state.options.mirostat, state.options.mirostat_tau, state.options.mirostat_eta);
    state.drawn = no_token;
    if (state.constraint)
        state.constraint->reset();
}

const SamplingOptions& Sampler::options() const {
    return m_state->options;
}

} // namespace hearth
