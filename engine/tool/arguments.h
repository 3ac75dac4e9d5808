// Command lines: a table of options per command, from which --help is written too.
#pragma once

#include "engine/core/error.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::tool {

struct Option {
    std::string_view name;   ///< "--model"
    std::string_view letter; ///< "-m", or empty
    std::string_view value;  ///< "FILE"; empty for a switch
    std::string_view help;
    std::string_view fallback = {}; ///< shown in the help
};

/// The options and other words of one call. Values are checked when they are asked for.
class Arguments {
public:
    /// Sorts the words after the command. Errors name the word that does not fit.
    static Result<Arguments> parse(std::span<const char* const> words, std::span<const Option> options,
                                   size_t most_words);

    bool has(std::string_view name) const { return m_values.contains(name); }
    std::string text(std::string_view name, std::string_view fallback = {}) const;
    Result<std::string> required(std::string_view name) const;
    /// Every value of an option that may be given more than once.
    std::vector<std::string> all(std::string_view name) const;
    Result<int64_t> integer(std::string_view name, int64_t fallback, int64_t smallest, int64_t largest) const;
    Result<double> number(std::string_view name, double fallback) const;
    /// "0,8192"
    Result<std::vector<int64_t>> integers(std::string_view name, std::string_view fallback, int64_t smallest,
                                          int64_t largest) const;
    const std::vector<std::string>& words() const { return m_words; }

private:
    std::map<std::string, std::vector<std::string>, std::less<>> m_values;
    std::vector<std::string> m_words;
};

} // namespace hearth::tool
