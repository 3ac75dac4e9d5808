// Follows a text through a grammar, byte by byte.
#pragma once

#include "engine/sampling/grammar/grammar.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace hearth {

/// All parses of what was read so far, at once: a set of stacks, interned, so that equal sets are one state
/// and a step that was taken once is a look-up from then on (a deterministic automaton that is built on
/// demand).
class GrammarMatcher {
public:
    using State = int32_t;
    static constexpr State dead = -1; ///< what was read can't become a text of the grammar

    /// Fails when the grammar has more parallel parses than is reasonable.
    static Result<std::unique_ptr<GrammarMatcher>> create(std::shared_ptr<const Grammar> grammar);

    State start() const { return m_start; }
    /// The state after one more byte; dead when it does not fit.
    State next(State state, uint8_t byte) {
        const State known = m_next[static_cast<size_t>(state) * m_classes + m_grammar->byte_class(byte)];
        return known != unknown ? known : compute_next(state, byte);
    }
    State next(State state, std::string_view bytes) {
        for (size_t i = 0; i < bytes.size() && state != dead; ++i)
            state = next(state, static_cast<uint8_t>(bytes[i]));
        return state;
    }
    /// True when what was read is a whole text of the grammar.
    bool is_complete(State state) const {
        return state != dead && m_states[static_cast<size_t>(state)].complete;
    }
    /// True when nothing may follow.
    bool is_final(State state) const {
        return state == dead || m_states[static_cast<size_t>(state)].stacks.empty();
    }

    /// Forgets all states but `state`, whose new number is returned: keeps memory bounded over long texts.
    State compact(State state);
    size_t state_count() const { return m_states.size(); }
    /// True after a step had too many parallel parses; such a step leads to dead.
    bool is_overwhelmed() const { return m_overwhelmed; }

private:
    static constexpr State unknown = -2;
    using StackId = int32_t; ///< -1: the empty stack
    struct Frame {
        uint32_t position;
        StackId below;
    };
    struct StateEntry {
        std::vector<StackId> stacks; ///< sorted; each has a byte element on top
        bool complete = false;
    };

    explicit GrammarMatcher(std::shared_ptr<const Grammar> grammar);
    State compute_next(State state, uint8_t byte);
    StackId intern_stack(uint32_t position, StackId below);
    State intern_state(StateEntry entry);
    void expand(uint32_t position, StackId below, StateEntry& into);

    std::shared_ptr<const Grammar> m_grammar;
    size_t m_classes;
    std::vector<Frame> m_frames;
    std::unordered_map<uint64_t, StackId> m_stack_ids;
    std::vector<StateEntry> m_states;
    std::vector<State> m_next; ///< [states, byte classes]
    std::unordered_map<std::string, State> m_state_ids;
    std::vector<Frame> m_pending;
    std::unordered_set<uint64_t> m_seen;
    State m_start = dead;
    bool m_overwhelmed = false;
};

} // namespace hearth
