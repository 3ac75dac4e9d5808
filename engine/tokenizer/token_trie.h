// The bytes of all tokens as a tree, for asking an automaton about a whole vocabulary at once.
#pragma once

#include "engine/core/token.h"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace hearth {

/// Nodes in depth-first order; a node that does not fit is skipped with all that is below it.
class TokenTrie {
public:
    /// Tokens with empty bytes are left out.
    explicit TokenTrie(std::vector<std::pair<std::string_view, TokenId>> tokens);

    /// Walks the tree: `step(state, byte)` gives the state below, `is_dead(state)` cuts, `found(id)` is
    /// called for every token whose bytes fit.
    template <typename State, typename Step, typename IsDead, typename Found>
    void walk(State start, const Step& step, const IsDead& is_dead, const Found& found) const {
        std::vector<State> path(m_depth + 1, start);
        for (size_t i = 0; i < m_nodes.size();) {
            const Node& node = m_nodes[i];
            const State state = step(path[node.depth - 1], node.byte);
            if (is_dead(state)) {
                i = node.after;
                continue;
            }
            path[node.depth] = state;
            for (uint32_t t = node.tokens;
                 t < (i + 1 < m_nodes.size() ? m_nodes[i + 1].tokens : m_tokens.size()); ++t)
                found(m_tokens[t]);
            ++i;
        }
    }

private:
    struct Node {
        uint32_t after;  ///< node behind everything below this one
        uint32_t tokens; ///< first token that ends here
        uint16_t depth;
        uint8_t byte;
    };
    std::vector<Node> m_nodes;
    std::vector<TokenId> m_tokens;
    size_t m_depth = 0;
};

} // namespace hearth
