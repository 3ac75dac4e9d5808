// GBNF for numbers between two bounds.
#pragma once

#include "engine/core/error.h"

#include <cstdint>
#include <optional>
#include <string>

namespace hearth {

struct IntegerRange {
    std::optional<int64_t> least;
    std::optional<int64_t> most;
};

/// Integers of the range in JSON's notation; InvalidInput when there is none.
Result<std::string> integer_range_to_gbnf(const IntegerRange& range);

struct NumberBound {
    double value = 0;
    bool exclusive = false;
};

/// Decimal numbers, without exponent, between the bounds.
Result<std::string> number_range_to_gbnf(std::optional<NumberBound> least, std::optional<NumberBound> most);

} // namespace hearth
