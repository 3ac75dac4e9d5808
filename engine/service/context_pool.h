// The key-value caches of a model that are kept for answers to come, each with whose conversation is in it.
#pragma once

#include "engine/session.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace hearth::service {

/// How many tokens `a` and `b` share from the start.
int32_t common_prefix(std::span<const TokenId> a, std::span<const TokenId> b);

/// A prefix shorter than this is quicker computed than waited for or copied.
constexpr int32_t worthwhile_prefix = 16;

struct KeptContext {
    std::unique_ptr<Session> session; ///< never null
    std::string conversation;         ///< whose it is; empty: nobody's in particular
    uint64_t last_used = 0;           ///< of the pool's clock
    bool busy = false;                ///< an answer is being made in it
};

/// Not for use from two threads at once. Contexts stay where they are until they are forgotten.
class ContextPool {
public:
    /// Of `model`, at most `limit` contexts, each made like `options` says when it is first needed.
    ContextPool(std::shared_ptr<const Model> model, const SessionOptions& options, int32_t limit);

    int32_t size() const { return static_cast<int32_t>(m_contexts.size()); }

    /// The context of a conversation, or null. The empty name has none.
    KeptContext* find(const std::string& conversation);

    /// The context in which an answer to `prompt` costs least: the conversation's own; else one of nobody's
    /// that is wholly a beginning of `prompt`; else a new one; else the one that was not used for longest,
    /// unnamed ones first. Busy ones are never chosen. Error: OutOfMemory when there is none.
    Result<KeptContext*> choose(std::span<const TokenId> prompt, const std::string& conversation);

    /// Copies into `context` the longest beginning of `prompt` that another context has, if that is worth it.
    void adopt_longest_prefix(KeptContext& context, std::span<const TokenId> prompt);

    /// Frees the context of a conversation; a busy one is nobody's from now on.
    void forget(const std::string& conversation);

private:
    KeptContext* continuable(std::span<const TokenId> prompt);
    KeptContext* oldest();
    Result<KeptContext*> create();

    std::shared_ptr<const Model> m_model;
    SessionOptions m_options;
    int32_t m_limit;
    std::vector<std::unique_ptr<KeptContext>> m_contexts;
    uint64_t m_clock = 0;
};

} // namespace hearth::service
