#include "engine/sampling/grammar/matcher.h"

#include <algorithm>
#include <ranges>

namespace hearth {
namespace {

constexpr size_t most_expansions = 200'000; // of one step; real grammars take a few dozen

uint64_t key_of(uint32_t position, int32_t below) {
    return uint64_t{position} << 32 | static_cast<uint32_t>(below);
}

} // namespace

GrammarMatcher::GrammarMatcher(std::shared_ptr<const Grammar> grammar)
    : m_grammar(std::move(grammar)), m_classes(static_cast<size_t>(m_grammar->byte_class_count())) {}

Result<std::unique_ptr<GrammarMatcher>> GrammarMatcher::create(std::shared_ptr<const Grammar> grammar) {
    std::unique_ptr<GrammarMatcher> matcher(new GrammarMatcher(std::move(grammar)));
    StateEntry first;
    matcher->m_seen.clear();
    for (const uint32_t position : matcher->m_grammar->alternatives(matcher->m_grammar->root()))
        matcher->expand(position, -1, first);
    if (matcher->m_overwhelmed)
        return fail(ErrorKind::InvalidInput, "grammar: too ambiguous to follow");
    matcher->m_start = matcher->intern_state(std::move(first));
    return matcher;
}

GrammarMatcher::StackId GrammarMatcher::intern_stack(uint32_t position, StackId below) {
    const auto [place, inserted] =
        m_stack_ids.try_emplace(key_of(position, below), static_cast<StackId>(m_frames.size()));
    if (inserted)
        m_frames.push_back({position, below});
    return place->second;
}

GrammarMatcher::State GrammarMatcher::intern_state(StateEntry entry) {
    if (entry.stacks.empty() && !entry.complete)
        return dead;
    std::ranges::sort(entry.stacks);
    const auto repeated = std::ranges::unique(entry.stacks);
    entry.stacks.erase(repeated.begin(), repeated.end());
    std::string key(reinterpret_cast<const char*>(entry.stacks.data()),
                    entry.stacks.size() * sizeof(StackId));
    key += entry.complete ? '\1' : '\0';
    const auto [place, inserted] =
        m_state_ids.try_emplace(std::move(key), static_cast<State>(m_states.size()));
    if (inserted) {
        m_states.push_back(std::move(entry));
        m_next.resize(m_states.size() * m_classes, unknown);
    }
    return place->second;
}

/// Adds what can be read at `position` with `below` to return to. A call at the end of an alternative leaves
/// no frame, so repetition needs no growing stack.
void GrammarMatcher::expand(uint32_t position, StackId below, StateEntry& into) {
    m_pending.assign(1, {position, below});
    while (!m_pending.empty()) {
        const Frame frame = m_pending.back();
        m_pending.pop_back();
        if (!m_seen.insert(key_of(frame.position, frame.below)).second)
            continue;
        if (m_seen.size() > most_expansions) {
            m_overwhelmed = true;
            return;
        }
        const Grammar::Element element = m_grammar->element(frame.position);
        switch (element.kind) {
        case Grammar::Element::Bytes:
            into.stacks.push_back(intern_stack(frame.position, frame.below));
            break;
        case Grammar::Element::End:
            if (frame.below < 0)
                into.complete = true;
            else
                m_pending.push_back(m_frames[static_cast<size_t>(frame.below)]);
            break;
        case Grammar::Element::Rule: {
            const bool is_tail = m_grammar->element(frame.position + 1).kind == Grammar::Element::End;
            const StackId return_to = is_tail ? frame.below : intern_stack(frame.position + 1, frame.below);
            for (const uint32_t alternative : m_grammar->alternatives(element.index))
                m_pending.push_back({alternative, return_to});
            break;
        }
        }
    }
}

GrammarMatcher::State GrammarMatcher::compute_next(State state, uint8_t byte) {
    StateEntry reached;
    m_seen.clear();
    for (size_t i = 0; i < m_states[static_cast<size_t>(state)].stacks.size() && !m_overwhelmed; ++i) {
        const Frame top = m_frames[static_cast<size_t>(m_states[static_cast<size_t>(state)].stacks[i])];
        if (m_grammar->accepts(m_grammar->element(top.position).index, byte))
            expand(top.position + 1, top.below, reached);
    }
    const State next_state = m_overwhelmed ? dead : intern_state(std::move(reached));
    m_next[static_cast<size_t>(state) * m_classes + m_grammar->byte_class(byte)] = next_state;
    return next_state;
}

GrammarMatcher::State GrammarMatcher::compact(State state) {
    if (state == dead)
        return dead;
    const std::vector<Frame> old_frames = std::exchange(m_frames, {});
    const StateEntry old_state = m_states[static_cast<size_t>(state)];
    const StateEntry old_start = m_states[static_cast<size_t>(m_start)];
    m_stack_ids.clear();
    m_states.clear();
    m_next.clear();
    m_state_ids.clear();
    const auto copy = [&](const StateEntry& old) {
        StateEntry fresh;
        fresh.complete = old.complete;
        for (const StackId stack : old.stacks) {
            std::vector<uint32_t> positions; // from the top down
            for (StackId at = stack; at >= 0; at = old_frames[static_cast<size_t>(at)].below)
                positions.push_back(old_frames[static_cast<size_t>(at)].position);
            StackId below = -1;
            for (const uint32_t position : std::views::reverse(positions))
                below = intern_stack(position, below);
            fresh.stacks.push_back(below);
        }
        return intern_state(std::move(fresh));
    };
    m_start = copy(old_start);
    return copy(old_state);
}

} // namespace hearth
