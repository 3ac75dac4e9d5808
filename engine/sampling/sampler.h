// From logits to the next token: penalties, filters, grammar, draw.
#pragma once

#include "engine/core/error.h"
#include "engine/core/token.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace hearth {

class Tokenizer;

enum class Mirostat { Off, V1, V2 };

struct LogitBias {
    TokenId id = 0;
    float bias = 0; ///< added to the logit; -infinity forbids the token
};

/// "Don't repeat yourself": penalises the token that would prolong a repeat of at least `allowed_length`
/// tokens by multiplier · base^(length − allowed_length).
/// https://github.com/oobabooga/text-generation-webui/pull/5677
struct DryOptions {
    float multiplier = 0; ///< 0: off
    float base = 1.75f;
    int32_t allowed_length = 2;
    int32_t window = -1; ///< tokens looked at; -1: all, 0: off
    std::vector<std::string> sequence_breakers = {"\n", ":", "\"", "*"};
};

/// Everything that decides how a token is drawn. Defaults leave the distribution alone except for the usual
/// top-k 40, top-p 0.95, min-p 0.05, temperature 0.8.
struct SamplingOptions {
    float temperature = 0.8f; ///< 0: greedy
    int32_t top_k = 40;       ///< 0: off
    float top_p = 0.95f;      ///< 1: off
    float min_p = 0.05f;      ///< 0: off; relative to the most likely token
    float typical_p = 1.0f;   ///< 1: off
    float xtc_probability = 0.0f;
    float xtc_threshold = 0.1f; ///< above 0.5: off
    DryOptions dry;
    int32_t penalty_window = 64;     ///< last tokens that count; -1: all, 0: off
    float repetition_penalty = 1.0f; ///< 1: off; divides positive logits, multiplies negative ones
    float frequency_penalty = 0.0f;  ///< per occurrence
    float presence_penalty = 0.0f;   ///< once
    Mirostat mirostat = Mirostat::Off;
    float mirostat_tau = 5.0f; ///< target surprise, bits
    float mirostat_eta = 0.1f; ///< learning rate
    std::vector<LogitBias> logit_bias;
    bool ignore_end_of_generation = false; ///< never ends by itself
    uint64_t seed = 0;
    int32_t min_keep = 1; ///< every filter leaves at least this many
    std::string grammar;  ///< GBNF; empty: none
    std::string grammar_root = "root";
    std::string json_schema; ///< JSON Schema; empty: none; not together with `grammar`
    int32_t logprobs = 0;    ///< alternatives reported with each token; 0: none
};

struct TokenProbability {
    TokenId id = 0;
    float logprob = 0; ///< natural logarithm
};

/// A drawn token. Log probabilities are of the model's own distribution (softmax of the logits as given),
/// before bias, penalties, filters and temperature.
struct SampledToken {
    TokenId id = 0;
    float logprob = std::numeric_limits<float>::quiet_NaN(); ///< NaN unless `logprobs` were asked for
    std::vector<TokenProbability> top;                       ///< the `logprobs` most likely, best first
};

/// Draws tokens for one sequence. Same options, same logits, same tokens: on every platform.
class Sampler {
public:
    /// Errors: options out of range, a grammar or schema that does not parse. `tokenizer` must outlive the
    /// sampler.
    static Result<std::unique_ptr<Sampler>> create(const SamplingOptions& options,
                                                   const Tokenizer& tokenizer);
    ~Sampler();

    /// Draws the next token. `logits` holds one value per token of the vocabulary and is scratch space: its
    /// contents are changed. Does not accept the token. Errors: the grammar allows no token at all.
    Result<SampledToken> sample(std::span<float> logits);

    /// How many of the largest logits decide the next draw, whatever the others are; 0: all may.
    int32_t deciding() const;
    /// sample() for when deciding() is not 0: from at least that many of the largest logits, best first, of
    /// equal ones the lesser id first. The same token as from all logits.
    Result<SampledToken> sample_best(std::span<const Candidate> best);

    /// Takes a token into the history. Prompt tokens count for penalties alone; generated ones (`generated`)
    /// also advance the grammar and mirostat.
    Result<void> accept(TokenId id, bool generated = true);

    /// True when the grammar is complete: the only token it still allows is the end.
    bool grammar_complete() const;
    /// Forgets history and grammar state, restarts the random numbers.
    void reset();
    const SamplingOptions& options() const;

private:
    struct State;
    explicit Sampler(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace hearth
