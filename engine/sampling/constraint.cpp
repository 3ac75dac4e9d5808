#include "engine/sampling/constraint.h"

#include "engine/sampling/grammar/json_schema.h"
#include "engine/tokenizer/tokenizer.h"

#include <fmt/format.h>

#include <limits>

namespace hearth {
namespace {

constexpr size_t most_states = 20'000; // then old ones are forgotten
constexpr size_t most_masks = 64;

} // namespace

Constraint::Constraint(std::unique_ptr<GrammarMatcher> matcher, const Tokenizer& tokenizer)
    : m_matcher(std::move(matcher)), m_tokenizer(tokenizer), m_state(m_matcher->start()) {}

Result<std::unique_ptr<Constraint>> Constraint::from_gbnf(std::string_view gbnf, std::string_view root,
                                                          const Tokenizer& tokenizer) {
    TRY_ASSIGN(auto grammar, Grammar::parse(gbnf, root));
    TRY_ASSIGN(auto matcher, GrammarMatcher::create(std::move(grammar)));
    return std::unique_ptr<Constraint>(new Constraint(std::move(matcher), tokenizer));
}

Result<std::unique_ptr<Constraint>> Constraint::from_json_schema(std::string_view schema,
                                                                 const Tokenizer& tokenizer) {
    TRY_ASSIGN(const std::string gbnf, json_schema_to_gbnf(schema));
    return from_gbnf(gbnf, "root", tokenizer);
}

bool Constraint::allows(TokenId id) const {
    if (m_tokenizer.is_end_of_generation(id))
        return m_ended || m_matcher->is_complete(m_state);
    const std::string_view bytes = m_tokenizer.token_bytes(id);
    return !m_ended && !bytes.empty() && m_state != GrammarMatcher::dead &&
           m_matcher->next(m_state, bytes) != GrammarMatcher::dead;
}

const Constraint::Mask& Constraint::mask() const {
    if (m_masks.size() >= most_masks && !m_masks.contains(m_state))
        m_masks.clear();
    const auto [place, inserted] = m_masks.try_emplace(m_state);
    if (inserted) {
        Mask& mask = place->second;
        mask.resize(static_cast<size_t>(m_tokenizer.size()));
        if (m_state != GrammarMatcher::dead) {
            m_tokenizer.trie().walk(
                m_state,
                [&](GrammarMatcher::State state, uint8_t byte) { return m_matcher->next(state, byte); },
                [](GrammarMatcher::State state) { return state == GrammarMatcher::dead; },
                [&](TokenId id) { mask[static_cast<size_t>(id)] = true; });
        }
        for (const TokenId id : m_tokenizer.vocabulary().end_of_generation())
            mask[static_cast<size_t>(id)] = m_matcher->is_complete(m_state);
    }
    return place->second;
}

Result<void> Constraint::forbid(std::span<float> logits) const {
    if (!m_ended) {
        const Mask& allowed = mask();
        if (m_matcher->is_overwhelmed())
            return fail(ErrorKind::InvalidInput, "grammar: too ambiguous to follow");
        for (size_t i = 0; i < logits.size(); ++i) {
            if (i >= allowed.size() || !allowed[i])
                logits[i] = -std::numeric_limits<float>::infinity();
        }
        return {};
    }
    for (size_t i = 0; i < logits.size(); ++i) {
        if (!m_tokenizer.is_end_of_generation(static_cast<TokenId>(i)))
            logits[i] = -std::numeric_limits<float>::infinity();
    }
    return {};
}

Result<void> Constraint::accept(TokenId id) {
    if (!allows(id))
        return fail(ErrorKind::InvalidInput, fmt::format("token {} does not fit the grammar here", id));
    if (m_tokenizer.is_end_of_generation(id)) {
        m_ended = true;
        return {};
    }
    m_state = m_matcher->next(m_state, m_tokenizer.token_bytes(id));
    if (m_matcher->state_count() > most_states) {
        m_state = m_matcher->compact(m_state);
        m_masks.clear();
    }
    return {};
}

void Constraint::reset() {
    m_state = m_matcher->start();
    m_ended = false;
}

} // namespace hearth
