// Merging neighbours of a sequence, best first: what BPE and SentencePiece share.
#pragma once

#include <queue>

#include <cstdint>
#include <vector>

namespace hearth {

/// A sequence of symbols that are merged pairwise until no pair has a rule. The pair of least `order` goes
/// first, of equal ones the leftmost. O(n log n).
///
/// Rules: `std::optional<Merge> find(const Symbol& left, const Symbol& right)` where
/// Merge is {Order order; Symbol result;} and Order has operator<.
template <typename Symbol, typename Order>
class MergeQueue {
public:
    struct Merge {
        Order order;
        Symbol result;
    };

    template <typename Find>
    void run(std::vector<Symbol>& symbols, const Find& find) {
        m_links.resize(symbols.size());
        m_candidates = {};
        for (size_t i = 0; i < symbols.size(); ++i)
            m_links[i] = {static_cast<int32_t>(i) - 1,
                          i + 1 < symbols.size() ? static_cast<int32_t>(i) + 1 : -1, 0};
        for (size_t i = 0; i + 1 < symbols.size(); ++i)
            consider(symbols, static_cast<int32_t>(i), find);
        while (!m_candidates.empty()) {
            const Candidate best = m_candidates.top();
            m_candidates.pop();
            if (is_current(best))
                merge(symbols, best, find);
        }
        compact(symbols);
    }

private:
    struct Link {
        int32_t previous = -1;
        int32_t next = -1;
        uint32_t version = 0; ///< grows with every change of the symbol; `dead` once it was merged away
    };
    struct Candidate {
        Order order;
        int32_t left;
        int32_t right;
        uint32_t left_version;
        uint32_t right_version;
        Symbol result;
        bool operator<(const Candidate& other) const // priority_queue: the greatest is on top
        {
            if (other.order < order)
                return true;
            return !(order < other.order) && left > other.left;
        }
    };
    static constexpr uint32_t dead = UINT32_MAX;

    bool is_current(const Candidate& c) const {
        return m_links[static_cast<size_t>(c.left)].version == c.left_version &&
               m_links[static_cast<size_t>(c.right)].version == c.right_version;
    }

    template <typename Find>
    void consider(const std::vector<Symbol>& symbols, int32_t left, const Find& find) {
        if (left < 0)
            return;
        const int32_t right = m_links[static_cast<size_t>(left)].next;
        if (right < 0)
            return;
        if (auto found = find(symbols[static_cast<size_t>(left)], symbols[static_cast<size_t>(right)])) {
            m_candidates.push({found->order, left, right, m_links[static_cast<size_t>(left)].version,
                               m_links[static_cast<size_t>(right)].version, found->result});
        }
    }

    template <typename Find>
    void merge(std::vector<Symbol>& symbols, const Candidate& best, const Find& find) {
        Link& left = m_links[static_cast<size_t>(best.left)];
        Link& right = m_links[static_cast<size_t>(best.right)];
        symbols[static_cast<size_t>(best.left)] = best.result;
        ++left.version;
        right.version = dead;
        left.next = right.next;
        if (right.next >= 0)
            m_links[static_cast<size_t>(right.next)].previous = best.left;
        consider(symbols, left.previous, find);
        consider(symbols, best.left, find);
    }

    void compact(std::vector<Symbol>& symbols) {
        size_t kept = 0;
        for (size_t i = 0; i < symbols.size(); ++i) {
            if (m_links[i].version != dead)
                symbols[kept++] = symbols[i];
        }
        symbols.resize(kept);
    }

    std::vector<Link> m_links;
    std::priority_queue<Candidate> m_candidates;
};

} // namespace hearth
