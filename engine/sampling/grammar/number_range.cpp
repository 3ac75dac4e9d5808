#include "engine/sampling/grammar/number_range.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

namespace hearth {
namespace {

constexpr uint64_t largest = 999'999'999'999'999; // 15 digits: exact in a double, so in every JSON reader

std::string join(const std::vector<std::string>& alternatives) {
    if (alternatives.size() == 1)
        return alternatives.front();
    return fmt::format("({})", fmt::join(alternatives, " | "));
}

std::string digit_range(char low, char high) {
    return low == high ? fmt::format("\"{}\"", low) : fmt::format("[{}-{}]", low, high);
}

std::string any_digits(size_t count) {
    return count == 0 ? "" : count == 1 ? " [0-9]" : fmt::format(" [0-9]{{{}}}", count);
}

/// Digit strings of one length between two of them, both included.
std::string same_length(const std::string& low, const std::string& high) {
    if (low.size() == 1)
        return digit_range(low[0], high[0]);
    const size_t rest = low.size() - 1;
    const std::string low_rest = low.substr(1);
    const std::string high_rest = high.substr(1);
    if (low[0] == high[0])
        return fmt::format("\"{}\" {}", low[0], same_length(low_rest, high_rest));
    std::vector<std::string> parts;
    char first = low[0];
    char last = high[0];
    if (low_rest != std::string(rest, '0')) {
        parts.push_back(fmt::format("\"{}\" {}", low[0], same_length(low_rest, std::string(rest, '9'))));
        ++first;
    }
    const bool open_top = high_rest != std::string(rest, '9');
    if (open_top)
        --last;
    if (first <= last)
        parts.push_back(digit_range(first, last) + any_digits(rest));
    if (open_top)
        parts.push_back(fmt::format("\"{}\" {}", high[0], same_length(std::string(rest, '0'), high_rest)));
    return join(parts);
}

/// Magnitudes from `low` to `high` without leading zeros.
void add_magnitudes(uint64_t low, uint64_t high, std::string_view sign, std::vector<std::string>& parts) {
    high = std::min(high, largest);
    while (low <= high) {
        const std::string digits = fmt::format("{}", low);
        uint64_t end = 9; // greatest of that length
        while (end < low)
            end = end * 10 + 9;
        end = std::min(end, high);
        parts.push_back(fmt::format("{}{}", sign, same_length(digits, fmt::format("{}", end))));
        low = end + 1;
    }
}

uint64_t magnitude(int64_t value) {
    return value < 0 ? ~static_cast<uint64_t>(value) + 1 : static_cast<uint64_t>(value);
}

/// A bound as its integer part and its decimal digits.
struct Decimal {
    uint64_t whole = 0;
    std::string fraction; ///< without trailing zeros
};

Decimal decimal_of(double value) {
    char buffer[400];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed);
    const std::string text(buffer, end.ptr);
    const size_t point = text.find('.');
    Decimal decimal;
    const std::string whole = text.substr(0, point);
    decimal.whole = whole.size() > 15 ? largest : std::stoull(whole);
    if (point != std::string::npos)
        decimal.fraction = text.substr(point + 1);
    return decimal;
}

/// Fractions (digits behind the point) above or below `digits`; the same digits too when `inclusive`.
void add_fractions(const std::string& digits, bool above, bool inclusive, const std::string& prefix,
                   std::vector<std::string>& parts) {
    for (size_t i = 0; i < digits.size(); ++i) {
        const std::string same = i == 0 ? "" : fmt::format(" \"{}\"", digits.substr(0, i));
        if (above && digits[i] < '9')
            parts.push_back(fmt::format("{}{} {} [0-9]{{0,15}}", prefix, same,
                                        digit_range(static_cast<char>(digits[i] + 1), '9')));
        if (!above && digits[i] > '0')
            parts.push_back(fmt::format("{}{} {} [0-9]{{0,15}}", prefix, same,
                                        digit_range('0', static_cast<char>(digits[i] - 1))));
    }
    const std::string all = digits.empty() ? "" : fmt::format(" \"{}\"", digits);
    if (above)
        parts.push_back(
            fmt::format("{}{}{}", prefix, all,
                        inclusive && !digits.empty() ? " [0-9]{0,15}" : " \"0\"{0,14} [1-9] [0-9]{0,15}"));
    else if (inclusive && !digits.empty())
        parts.push_back(fmt::format("{}{} \"0\"{{0,8}}", prefix, all));
}

/// Magnitudes in [low, high] (either end may be excluded) with or without a fraction.
void add_decimals(NumberBound low, std::optional<NumberBound> high, std::string_view sign,
                  std::vector<std::string>& parts) {
    const Decimal from = decimal_of(low.value);
    const Decimal to = high ? decimal_of(high->value) : Decimal{largest, ""};
    const bool top_open = high && high->exclusive;
    if (high && (low.value > high->value || (low.value == high->value && (low.exclusive || top_open))))
        return;
    // Integers.
    const uint64_t first = from.whole + (!from.fraction.empty() || low.exclusive ? 1 : 0);
    const uint64_t last = to.whole - (to.fraction.empty() && top_open && to.whole > 0 ? 1 : 0);
    if (first <= last && !(top_open && to.fraction.empty() && to.whole == 0))
        add_magnitudes(first, last, sign, parts);
    if (from.whole == to.whole) { // both bounds in one unit: digits of one width
        const size_t width = std::max({from.fraction.size(), to.fraction.size(), size_t{1}}) + 1;
        std::string lower = from.fraction + std::string(width - from.fraction.size(), '0');
        std::string upper = to.fraction + std::string(width - to.fraction.size(), '0');
        if (low.exclusive)
            lower = fmt::format("{:0{}}", std::stoull(lower) + 1, width);
        if (top_open)
            upper = fmt::format("{:0{}}", std::stoull(upper) - 1, width);
        if (width < 18 && lower <= upper && to.fraction != "")
            parts.push_back(fmt::format("{}\"{}.\" {}", sign, from.whole, same_length(lower, upper)));
        return;
    }
    // The unit of the lower bound, whole units between, the unit of the upper bound.
    const std::string lowest = fmt::format("{}\"{}.\"", sign, from.whole);
    uint64_t unit = from.whole;
    if (!from.fraction.empty() || low.exclusive) {
        add_fractions(from.fraction, true, !low.exclusive, lowest, parts);
        ++unit;
    }
    if (unit < to.whole) {
        std::vector<std::string> units;
        add_magnitudes(unit, to.whole - 1, "", units);
        parts.push_back(fmt::format("{}{} \".\" [0-9]{{1,16}}", sign, join(units)));
    }
    if (!to.fraction.empty())
        add_fractions(to.fraction, false, !top_open, fmt::format("{}\"{}.\"", sign, to.whole), parts);
}

} // namespace

Result<std::string> integer_range_to_gbnf(const IntegerRange& range) {
    if (range.least && range.most && *range.least > *range.most)
        return fail(ErrorKind::InvalidInput,
                    fmt::format("JSON schema: no integer is between {} and {}", *range.least, *range.most));
    std::vector<std::string> parts;
    // Negative numbers from -1 downwards, then 0 and upwards.
    if (!range.least || *range.least < 0) {
        const uint64_t farthest = range.least ? magnitude(*range.least) : largest;
        const uint64_t nearest = range.most && *range.most < 0 ? magnitude(*range.most) : 1;
        add_magnitudes(nearest, farthest, "\"-\" ", parts);
    }
    if (!range.most || *range.most >= 0) {
        const uint64_t nearest = range.least && *range.least > 0 ? magnitude(*range.least) : 0;
        add_magnitudes(nearest, range.most ? magnitude(*range.most) : largest, "", parts);
    }
    if (parts.empty())
        return fail(ErrorKind::InvalidInput, "JSON schema: the integers allowed have more than 15 digits");
    return join(parts);
}

Result<std::string> number_range_to_gbnf(std::optional<NumberBound> least, std::optional<NumberBound> most) {
    std::vector<std::string> parts;
    if (!least || least->value < 0) { // -high … -low as magnitudes
        NumberBound nearest{0, true};
        if (most && most->value < 0)
            nearest = {-most->value, most->exclusive};
        std::optional<NumberBound> farthest;
        if (least)
            farthest = NumberBound{-least->value, least->exclusive};
        add_decimals(nearest, farthest, "\"-\" ", parts);
    }
    if (!most || most->value >= 0) {
        NumberBound nearest{0, false};
        if (least && least->value >= 0)
            nearest = *least;
        add_decimals(nearest, most, "", parts);
    }
    if (parts.empty())
        return fail(ErrorKind::InvalidInput, "JSON schema: no number is between its bounds");
    return join(parts);
}

} // namespace hearth
