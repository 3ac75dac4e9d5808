// Regular expressions of JSON Schema ("pattern") to GBNF for the inside of a JSON string.
#pragma once

#include "engine/core/error.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace hearth {

struct PatternGrammar {
    std::string gbnf;   ///< characters as JSON writes them, without the quotes around
    uint64_t least = 0; ///< characters of the shortest and the longest match
    uint64_t most = 0;  ///< UINT64_MAX: unbounded
};

/// `any_character`: name of the rule for one character of a JSON string, used where the pattern has no
/// anchor. Supported: literals, classes, \d \w \s, groups, alternatives, quantifiers, anchors at the ends.
/// Anything else is an error.
Result<PatternGrammar> pattern_to_gbnf(std::string_view pattern, std::string_view any_character);

/// A literal text as the inside of a JSON string, in GBNF quotes.
std::string gbnf_literal(std::string_view text);

} // namespace hearth
