#include "engine/sampling/grammar/grammar.h"

#include <fmt/format.h>

#include <algorithm>

namespace hearth {
namespace {

constexpr size_t most_elements = 1'000'000;
constexpr uint32_t last_code_point = 0x10FFFF;

/// Bytes of a code point, surrogates included; returns their number.
int encode(uint32_t c, uint8_t (&bytes)[4]) {
    const int length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static constexpr uint8_t marks[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (int i = length - 1; i > 0; --i, c >>= 6)
        bytes[i] = static_cast<uint8_t>(0x80 | (c & 0x3F));
    bytes[0] = static_cast<uint8_t>(marks[length] | c);
    return length;
}

/// Sorted, merged, without surrogates, complemented when asked.
std::vector<CodePointRange> normalize(std::vector<CodePointRange> ranges, bool negated) {
    std::ranges::sort(ranges);
    std::vector<CodePointRange> merged;
    for (auto [first, last] : ranges) {
        last = std::min(last, last_code_point);
        if (first > last)
            continue;
        if (!merged.empty() && first <= merged.back().second + 1)
            merged.back().second = std::max(merged.back().second, last);
        else
            merged.emplace_back(first, last);
    }
    if (negated) {
        std::vector<CodePointRange> others;
        uint32_t next = 0;
        for (const auto& [first, last] : merged) {
            if (first > next)
                others.emplace_back(next, first - 1);
            next = last + 1;
        }
        if (next <= last_code_point)
            others.emplace_back(next, last_code_point);
        merged = std::move(others);
    }
    std::vector<CodePointRange> scalar;
    for (const auto& [first, last] : merged) {
        if (first < 0xD800)
            scalar.emplace_back(first, std::min(last, 0xD7FFu));
        if (last > 0xDFFF)
            scalar.emplace_back(std::max(first, 0xE000u), last);
    }
    return scalar;
}

} // namespace

uint32_t GrammarBuilder::new_rule(std::string name) {
    m_names.push_back(std::move(name));
    m_defined.push_back(false);
    m_rules.emplace_back();
    return static_cast<uint32_t>(m_rules.size() - 1);
}

uint32_t GrammarBuilder::rule(std::string_view name) {
    if (const auto found = m_by_name.find(name); found != m_by_name.end())
        return found->second;
    const uint32_t index = new_rule(std::string(name));
    m_by_name.emplace(name, index);
    return index;
}

void GrammarBuilder::define(uint32_t rule, std::vector<Sequence> alternatives) {
    for (const Sequence& sequence : alternatives)
        m_size += sequence.size() + 1;
    m_too_large |= m_size > most_elements;
    m_defined[rule] = true;
    m_rules[rule] = m_too_large ? std::vector<Sequence>() : std::move(alternatives);
}

GrammarBuilder::Element GrammarBuilder::add(std::vector<Sequence> alternatives) {
    const uint32_t index = new_rule({});
    define(index, std::move(alternatives));
    return {Element::Rule, index};
}

uint32_t GrammarBuilder::byte_set(const Grammar::ByteSet& set) {
    const auto [place, inserted] =
        m_byte_set_ids.try_emplace(set.to_string(), static_cast<uint32_t>(m_byte_sets.size()));
    if (inserted)
        m_byte_sets.push_back(set);
    return place->second;
}

GrammarBuilder::Sequence GrammarBuilder::literal(std::string_view bytes) {
    Sequence sequence;
    for (const char byte : bytes) {
        Grammar::ByteSet set;
        set.set(static_cast<uint8_t>(byte));
        sequence.push_back({Element::Bytes, byte_set(set)});
    }
    return sequence;
}

/// UTF-8 of [first, last], all of one length, as sequences of byte ranges: cut until every byte but the first
/// that differs runs over its whole range.
void GrammarBuilder::add_byte_sequences(uint32_t first, uint32_t last, std::vector<Sequence>& alternatives) {
    uint8_t low[4];
    uint8_t high[4];
    const int length = encode(first, low);
    for (int i = 1; i < length; ++i) {
        const uint32_t mask = (1u << (6 * i)) - 1;
        if ((first & ~mask) == (last & ~mask))
            continue;
        if (first & mask) {
            add_byte_sequences(first, first | mask, alternatives);
            return add_byte_sequences((first | mask) + 1, last, alternatives);
        }
        if ((last & mask) != mask) {
            add_byte_sequences(first, (last & ~mask) - 1, alternatives);
            return add_byte_sequences(last & ~mask, last, alternatives);
        }
    }
    encode(last, high);
    Sequence sequence;
    for (int i = 0; i < length; ++i) {
        Grammar::ByteSet set;
        for (int byte = low[i]; byte <= high[i]; ++byte)
            set.set(static_cast<size_t>(byte));
        sequence.push_back({Element::Bytes, byte_set(set)});
    }
    alternatives.push_back(std::move(sequence));
}

GrammarBuilder::Element GrammarBuilder::character(std::vector<CodePointRange> ranges, bool negated) {
    ranges = normalize(std::move(ranges), negated);
    if (const auto known = m_characters.find(ranges); known != m_characters.end())
        return known->second;
    Grammar::ByteSet ascii;
    std::vector<Sequence> alternatives;
    for (const auto& [first, last] : ranges) {
        for (uint32_t c = first; c <= std::min(last, 0x7Fu); ++c)
            ascii.set(c);
        for (const auto& [low, high] :
             {CodePointRange{0x80, 0x7FF}, {0x800, 0xFFFF}, {0x10000, last_code_point}}) {
            if (first <= high && last >= low)
                add_byte_sequences(std::max(first, low), std::min(last, high), alternatives);
        }
    }
    Element element;
    if (alternatives.empty()) {
        element = {Element::Bytes, byte_set(ascii)};
    } else {
        if (ascii.any())
            alternatives.push_back({{Element::Bytes, byte_set(ascii)}});
        element = add(std::move(alternatives));
    }
    m_characters.emplace(std::move(ranges), element);
    return element;
}

GrammarBuilder::Sequence GrammarBuilder::repeat(const Sequence& what, uint32_t least, uint32_t most) {
    const Element one = what.size() == 1 ? what.front() : add({what});
    if (m_too_large || least > most_elements || (most != unbounded && most > most_elements)) {
        m_too_large = true;
        return {};
    }
    Sequence sequence(least, one);
    if (most == unbounded) {
        const uint32_t more = new_rule({});
        define(more, {{one, {Element::Rule, more}}, {}});
        sequence.push_back({Element::Rule, more});
    } else if (most > least) {
        Element rest = add({{one}, {}});
        for (uint32_t i = least + 1; i < most && !m_too_large; ++i)
            rest = add({{one, rest}, {}});
        sequence.push_back(rest);
    }
    return sequence;
}

std::vector<bool> GrammarBuilder::find_nullable() const {
    std::vector<bool> nullable(m_rules.size());
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t rule = 0; rule < m_rules.size(); ++rule) {
            const bool is = std::ranges::any_of(m_rules[rule], [&](const Sequence& sequence) {
                return std::ranges::all_of(
                    sequence, [&](Element e) { return e.kind == Element::Rule && nullable[e.index]; });
            });
            if (is && !nullable[rule])
                changed = nullable[rule] = true;
        }
    }
    return nullable;
}

/// A rule that can come back to itself without reading a byte would never end. Coming back as the last
/// element of an alternative adds nothing and is harmless (the repetition of what may be empty).
Result<void> GrammarBuilder::check_left_recursion() const {
    struct Edge {
        uint32_t to;
        bool is_tail;
    };
    const std::vector<bool> nullable = find_nullable();
    std::vector<std::vector<Edge>> edges(m_rules.size());
    for (size_t rule = 0; rule < m_rules.size(); ++rule) {
        for (const Sequence& sequence : m_rules[rule]) {
            for (size_t i = 0; i < sequence.size() && sequence[i].kind == Element::Rule; ++i) {
                edges[rule].push_back({sequence[i].index, i + 1 == sequence.size()});
                if (!nullable[sequence[i].index])
                    break;
            }
        }
    }
    // Tarjan's strongly connected components, without recursion: grammars can be deep.
    constexpr uint32_t unseen = UINT32_MAX;
    std::vector<uint32_t> order(m_rules.size(), unseen), low(m_rules.size()),
        component(m_rules.size(), unseen);
    std::vector<uint32_t> open;
    std::vector<std::pair<uint32_t, size_t>> calls;
    uint32_t next_order = 0;
    for (uint32_t start = 0; start < m_rules.size(); ++start) {
        if (order[start] != unseen)
            continue;
        calls.emplace_back(start, 0);
        while (!calls.empty()) {
            auto& [rule, edge] = calls.back();
            if (edge == 0) {
                order[rule] = low[rule] = next_order++;
                open.push_back(rule);
            }
            if (edge < edges[rule].size()) {
                const uint32_t to = edges[rule][edge++].to;
                if (order[to] == unseen)
                    calls.emplace_back(to, 0);
                else if (component[to] == unseen)
                    low[rule] = std::min(low[rule], order[to]);
                continue;
            }
            const uint32_t done = rule;
            if (low[done] == order[done]) {
                for (uint32_t member = unseen; member != done;) {
                    member = open.back();
                    open.pop_back();
                    component[member] = done;
                }
            }
            calls.pop_back();
            if (!calls.empty())
                low[calls.back().first] = std::min(low[calls.back().first], low[done]);
        }
    }
    for (uint32_t rule = 0; rule < m_rules.size(); ++rule) {
        for (const Edge& edge : edges[rule]) {
            if (!edge.is_tail && component[rule] == component[edge.to])
                return fail(ErrorKind::InvalidInput,
                            fmt::format("grammar: rule \"{}\" is left-recursive (it can begin with itself); "
                                        "write it as a repetition",
                                        m_names[rule].empty() ? m_names[edge.to] : m_names[rule]));
        }
    }
    return {};
}

Result<void> GrammarBuilder::check_defined() const {
    for (size_t rule = 0; rule < m_rules.size(); ++rule) {
        if (!m_defined[rule])
            return fail(ErrorKind::InvalidInput,
                        fmt::format("grammar: rule \"{}\" is used but not defined", m_names[rule]));
    }
    return {};
}

void GrammarBuilder::assign_byte_classes(Grammar& grammar) const {
    std::map<std::vector<bool>, uint8_t> classes;
    for (size_t byte = 0; byte < 256; ++byte) {
        std::vector<bool> membership;
        for (const Grammar::ByteSet& set : grammar.m_byte_sets)
            membership.push_back(set.test(byte));
        grammar.m_byte_classes[byte] =
            classes.try_emplace(std::move(membership), static_cast<uint8_t>(classes.size())).first->second;
    }
    grammar.m_byte_class_count = static_cast<int>(classes.size());
}

Result<std::shared_ptr<const Grammar>> GrammarBuilder::finish(std::string_view root) {
    if (m_too_large)
        return fail(ErrorKind::InvalidInput, "grammar: too large; smaller repetition bounds help");
    const auto found = m_by_name.find(root);
    if (found == m_by_name.end())
        return fail(ErrorKind::InvalidInput,
                    fmt::format("grammar: there is no rule \"{}\" to begin with", root));
    TRY(check_defined());
    TRY(check_left_recursion());
    auto grammar = std::make_shared<Grammar>();
    grammar->m_root = found->second;
    grammar->m_byte_sets = m_byte_sets;
    for (const auto& alternatives : m_rules) {
        std::vector<uint32_t>& starts = grammar->m_rules.emplace_back();
        for (const Sequence& sequence : alternatives) {
            starts.push_back(static_cast<uint32_t>(grammar->m_elements.size()));
            grammar->m_elements.insert(grammar->m_elements.end(), sequence.begin(), sequence.end());
            grammar->m_elements.push_back({});
        }
    }
    assign_byte_classes(*grammar);
    return grammar;
}

} // namespace hearth
