// A grammar and a vocabulary: which tokens may come next.
#pragma once

#include "engine/core/error.h"
#include "engine/core/token.h"
#include "engine/sampling/grammar/matcher.h"

#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hearth {

class Tokenizer;

/// Follows the tokens of one answer through a grammar. Tokens may end inside a character; control tokens
/// never fit; tokens that end the answer fit when the grammar is complete.
class Constraint {
public:
    static Result<std::unique_ptr<Constraint>> from_gbnf(std::string_view gbnf, std::string_view root,
                                                         const Tokenizer& tokenizer);
    static Result<std::unique_ptr<Constraint>> from_json_schema(std::string_view schema,
                                                                const Tokenizer& tokenizer);

    bool allows(TokenId id) const;
    /// Sets the logits of all tokens that do not fit to -infinity.
    Result<void> forbid(std::span<float> logits) const;
    /// Moves on. Error when the token does not fit.
    Result<void> accept(TokenId id);
    /// True when only the end of the answer fits.
    bool is_finished() const { return m_ended || m_matcher->is_final(m_state); }
    void reset();

private:
    using Mask = std::vector<bool>;

    Constraint(std::unique_ptr<GrammarMatcher> matcher, const Tokenizer& tokenizer);
    const Mask& mask() const;

    std::unique_ptr<GrammarMatcher> m_matcher;
    const Tokenizer& m_tokenizer;
    GrammarMatcher::State m_state;
    bool m_ended = false;
    mutable std::unordered_map<GrammarMatcher::State, Mask> m_masks; ///< of states met before
};

} // namespace hearth
