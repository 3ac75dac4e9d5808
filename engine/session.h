// One sequence of tokens on a model: its key-value cache, and what is in it.
#pragma once

#include "engine/backend.h"
#include "engine/core/error.h"
#include "engine/model/model.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace hearth {

struct SessionOptions {
    int32_t context_length = 0; ///< positions; 0: what the model was trained for, at most 4096
    CacheType cache_type = CacheType::F16;
};

/// Hears how many of the prompt's tokens are evaluated (those found in the cache count).
using PrefillProgress = std::function<void(int32_t processed, int32_t total)>;

struct PrefillResult {
    int32_t cached = 0;    ///< tokens that were in the cache already
    int32_t evaluated = 0; ///< tokens that went through the model
};

/// Not for use from two threads at once; several sessions of one model may be.
class Session {
public:
    static Result<std::unique_ptr<Session>> create(std::shared_ptr<const Model> model,
                                                   const SessionOptions& options = {});

    const Model& model() const { return *m_model; }
    int32_t capacity() const { return m_cache->capacity(); }
    size_t cache_bytes() const { return m_cache->bytes(); }
    /// The tokens whose keys and values are in the cache.
    std::span<const TokenId> tokens() const { return m_tokens; }

    /// Brings the cache to hold exactly `tokens` (at least one): what it shares with them from the start is
    /// kept, the rest is evaluated in batches. logits() are then those after the last one. Errors:
    /// ContextFull when they do not fit (nothing has changed then), Cancelled (what was evaluated stays).
    Result<PrefillResult> prefill(std::span<const TokenId> tokens, const PrefillProgress& progress = {},
                                  std::stop_token stop = {});
    /// Evaluates one more token; logits() are then those after it. With `best` > 0 (Model::best_for()) they
    /// stay where they were computed, and best() has the largest ones.
    Result<void> append(TokenId token, int32_t best = 0);
    /// Forgets all but the first `count` tokens.
    void rewind(int32_t count);
    /// Logits after the last token [vocabulary]; scratch space for a sampler. Empty before the first
    /// evaluation and after rewind and restore.
    std::span<float> logits() { return m_logits; }
    /// The largest logits after append(token, best), best first; else empty.
    std::span<const Candidate> best() const { return m_best; }

    /// For passes that serve several sessions at once: the cache itself, and the note that such a pass has
    /// put `tokens` behind those that were there. Afterwards logits() are empty: the pass has them.
    KvCache& cache() { return *m_cache; }
    void note_evaluated(std::span<const TokenId> tokens);

    /// Takes over the cache of another session of the same model for as far as `tokens` agree with what is in
    /// it, when that is more than this session has itself. Returns how many tokens are in the cache then.
    Result<int32_t> adopt_prefix(const Session& other, std::span<const TokenId> tokens);

    /// Writes tokens and cache to a file (beside it first, then renamed), with checksum and the model's
    /// fingerprint.
    Result<void> save(const std::filesystem::path& path) const;
    /// Reads what save() wrote; refuses another model's, another cache type's, a damaged or a too long state.
    Result<void> restore(const std::filesystem::path& path);

private:
    Session(std::shared_ptr<const Model> model, std::unique_ptr<KvCache> cache, CacheType type);
    Result<void> evaluate(std::span<const TokenId> tokens, bool want_logits, std::stop_token stop,
                          int32_t best = 0);
    void forget_outputs();
    int32_t batch_rows() const;

    std::shared_ptr<const Model> m_model;
    std::unique_ptr<KvCache> m_cache;
    CacheType m_cache_type;
    std::vector<TokenId> m_tokens;
    std::vector<float> m_logits;
    std::vector<Candidate> m_best;
    double m_seconds_per_row = 0; ///< of the last large batch: keeps passes short enough to be cancelled
};

} // namespace hearth
