#include "engine/service/context_pool.h"

#include <algorithm>

namespace hearth::service {

int32_t common_prefix(std::span<const TokenId> a, std::span<const TokenId> b) {
    return static_cast<int32_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

ContextPool::ContextPool(std::shared_ptr<const Model> model, const SessionOptions& options, int32_t limit)
    : m_model(std::move(model)), m_options(options), m_limit(limit) {}

KeptContext* ContextPool::find(const std::string& conversation) {
    if (conversation.empty())
        return nullptr;
    const auto found = std::ranges::find_if(
        m_contexts, [&](const auto& context) { return context->conversation == conversation; });
    return found == m_contexts.end() ? nullptr : found->get();
}

Result<KeptContext*> ContextPool::create() {
    TRY_ASSIGN(auto session, Session::create(m_model, m_options));
    m_contexts.push_back(std::make_unique<KeptContext>());
    m_contexts.back()->session = std::move(session);
    return m_contexts.back().get();
}

KeptContext* ContextPool::continuable(std::span<const TokenId> prompt) {
    KeptContext* longest = nullptr;
    for (const auto& context : m_contexts) {
        const auto tokens = context->session->tokens();
        const bool opens = common_prefix(tokens, prompt) == static_cast<int32_t>(tokens.size());
        if (!context->busy && context->conversation.empty() && opens &&
            (!longest || tokens.size() > longest->session->tokens().size()))
            longest = context.get();
    }
    return longest;
}

KeptContext* ContextPool::oldest() {
    const auto age = [](const KeptContext& context) {
        return std::pair(!context.conversation.empty(), context.last_used);
    };
    KeptContext* oldest = nullptr;
    for (const auto& context : m_contexts)
        if (!context->busy && (!oldest || age(*context) < age(*oldest)))
            oldest = context.get();
    return oldest;
}

Result<KeptContext*> ContextPool::choose(std::span<const TokenId> prompt, const std::string& conversation) {
    KeptContext* chosen = find(conversation);
    if (!chosen || chosen->busy)
        chosen = continuable(prompt);
    if (!chosen) {
        KeptContext* const replaceable = oldest();
        if (size() < m_limit) {
            auto created = create();
            if (!created && !replaceable)
                return created;
            if (created)
                chosen = *created;
        }
        if (!chosen)
            chosen = replaceable;
    }
    if (!chosen)
        return fail(ErrorKind::OutOfMemory, "There is no memory for one more context at the moment.");
    chosen->last_used = ++m_clock;
    return chosen;
}

void ContextPool::adopt_longest_prefix(KeptContext& context, std::span<const TokenId> prompt) {
    const Session* best = nullptr;
    auto longest = static_cast<int32_t>(context.session->tokens().size()) + worthwhile_prefix - 1;
    for (const auto& other : m_contexts) {
        const int32_t length = common_prefix(other->session->tokens(), prompt);
        if (other.get() != &context && length > longest) {
            best = other->session.get();
            longest = length;
        }
    }
    // Without memory for the copy, the prefix is computed again.
    if (best)
        (void)context.session->adopt_prefix(*best, prompt);
}

void ContextPool::forget(const std::string& conversation) {
    KeptContext* context = find(conversation);
    if (context && context->busy)
        context->conversation.clear();
    else if (context)
        std::erase_if(m_contexts, [&](const auto& item) { return item.get() == context; });
}

} // namespace hearth::service
