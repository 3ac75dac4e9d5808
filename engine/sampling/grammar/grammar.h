// Context-free grammars over bytes, and the GBNF notation for them.
// Notation: https://github.com/ggml-org/llama.cpp/blob/master/grammars/README.md
#pragma once

#include "engine/core/error.h"

#include <bitset>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hearth {

/// A range of code points, both ends included.
using CodePointRange = std::pair<uint32_t, uint32_t>;

/// A compiled grammar. Characters are spelled out as UTF-8, so that text may be cut anywhere.
class Grammar {
public:
    using ByteSet = std::bitset<256>;
    struct Element {
        enum Kind : uint8_t {
            End,   ///< of an alternative
            Bytes, ///< one byte of byte_set(index)
            Rule,  ///< rule(index)
        } kind = End;
        uint32_t index = 0;
    };

    /// Parses GBNF. Errors name the line and the construct: unknown rules, left recursion, bounds that are
    /// too large.
    static Result<std::shared_ptr<const Grammar>> parse(std::string_view gbnf,
                                                        std::string_view root = "root");

    const Element& element(uint32_t position) const { return m_elements[position]; }
    /// Positions at which the alternatives of a rule begin.
    std::span<const uint32_t> alternatives(uint32_t rule) const { return m_rules[rule]; }
    uint32_t root() const { return m_root; }
    /// Bytes that the grammar never tells apart have one class.
    uint8_t byte_class(uint8_t byte) const { return m_byte_classes[byte]; }
    int byte_class_count() const { return m_byte_class_count; }
    bool accepts(uint32_t byte_set, uint8_t byte) const { return m_byte_sets[byte_set].test(byte); }

private:
    friend class GrammarBuilder;
    std::vector<Element> m_elements;
    std::vector<std::vector<uint32_t>> m_rules;
    std::vector<ByteSet> m_byte_sets;
    uint32_t m_root = 0;
    uint8_t m_byte_classes[256] = {};
    int m_byte_class_count = 0;
};

/// Puts a grammar together, rule by rule.
class GrammarBuilder {
public:
    using Element = Grammar::Element;
    using Sequence = std::vector<Element>;

    /// Index of a named rule, which may be defined later.
    uint32_t rule(std::string_view name);
    bool is_defined(uint32_t rule) const { return m_defined[rule]; }
    void define(uint32_t rule, std::vector<Sequence> alternatives);
    /// A rule without a name of its own.
    Element add(std::vector<Sequence> alternatives);
    /// One character of the ranges (any order; surrogates are left out), or of all others.
    Element character(std::vector<CodePointRange> ranges, bool negated);
    static constexpr uint32_t unbounded = UINT32_MAX;
    /// `what` at least `least` and at most `most` times.
    Sequence repeat(const Sequence& what, uint32_t least, uint32_t most);
    Sequence literal(std::string_view bytes);

    /// Checks and flattens. Errors: a rule that is used but not defined, left recursion, too large.
    Result<std::shared_ptr<const Grammar>> finish(std::string_view root);

private:
    uint32_t new_rule(std::string name);
    uint32_t byte_set(const Grammar::ByteSet& set);
    void add_byte_sequences(uint32_t first, uint32_t last, std::vector<Sequence>& alternatives);
    Result<void> check_defined() const;
    Result<void> check_left_recursion() const;
    std::vector<bool> find_nullable() const;
    void assign_byte_classes(Grammar& grammar) const;

    std::vector<std::string> m_names;
    std::vector<bool> m_defined;
    std::vector<std::vector<Sequence>> m_rules;
    std::map<std::string, uint32_t, std::less<>> m_by_name;
    std::vector<Grammar::ByteSet> m_byte_sets;
    std::map<std::string, uint32_t> m_byte_set_ids;
    std::map<std::vector<CodePointRange>, Element> m_characters;
    size_t m_size = 0;
    bool m_too_large = false;
};

} // namespace hearth
