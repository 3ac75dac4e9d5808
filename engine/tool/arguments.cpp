#include "engine/tool/arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace hearth::tool {

Result<Arguments> Arguments::parse(std::span<const char* const> words, std::span<const Option> options,
                                   size_t most_words) {
    Arguments arguments;
    bool options_end = false;
    for (size_t i = 0; i < words.size(); ++i) {
        std::string word = words[i];
        if (options_end || word == "-" || !word.starts_with('-')) {
            arguments.m_words.push_back(std::move(word));
            continue;
        }
        if (word == "--") {
            options_end = true;
            continue;
        }
        const size_t equals = word.starts_with("--") ? word.find('=') : std::string::npos;
        const std::string name = word.substr(0, equals);
        const auto option = std::ranges::find_if(
            options, [&](const Option& o) { return o.name == name || o.letter == name; });
        if (option == options.end())
            return fail(ErrorKind::InvalidInput, fmt::format("there is no option {}", name));
        auto& values = arguments.m_values[std::string(option->name)];
        if (option->value.empty()) {
            if (equals != std::string::npos)
                return fail(ErrorKind::InvalidInput, fmt::format("{} takes no value", name));
            values.emplace_back();
        } else if (equals != std::string::npos) {
            values.push_back(word.substr(equals + 1));
        } else if (i + 1 < words.size()) {
            values.emplace_back(words[++i]);
        } else {
            return fail(ErrorKind::InvalidInput, fmt::format("{} needs {}", name, option->value));
        }
    }
    if (arguments.m_words.size() > most_words)
        return fail(ErrorKind::InvalidInput,
                    fmt::format("do not know what to do with \"{}\"", arguments.m_words[most_words]));
    return arguments;
}

std::string Arguments::text(std::string_view name, std::string_view fallback) const {
    const auto entry = m_values.find(name);
    return entry == m_values.end() ? std::string(fallback) : entry->second.back();
}

Result<std::string> Arguments::required(std::string_view name) const {
    const auto entry = m_values.find(name);
    if (entry == m_values.end())
        return fail(ErrorKind::InvalidInput, fmt::format("{} is needed", name));
    return entry->second.back();
}

std::vector<std::string> Arguments::all(std::string_view name) const {
    const auto entry = m_values.find(name);
    return entry == m_values.end() ? std::vector<std::string>() : entry->second;
}

namespace {

template <typename T>
std::optional<T> parse_number(std::string_view text) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

} // namespace

Result<int64_t> Arguments::integer(std::string_view name, int64_t fallback, int64_t smallest,
                                   int64_t largest) const {
    if (!has(name))
        return fallback;
    const auto value = parse_number<int64_t>(text(name));
    if (!value || *value < smallest || *value > largest)
        return fail(ErrorKind::InvalidInput, fmt::format("{} takes a whole number from {} to {}, not \"{}\"",
                                                         name, smallest, largest, text(name)));
    return *value;
}

Result<double> Arguments::number(std::string_view name, double fallback) const {
    if (!has(name))
        return fallback;
    const auto value = parse_number<double>(text(name));
    if (!value)
        return fail(ErrorKind::InvalidInput, fmt::format("{} takes a number, not \"{}\"", name, text(name)));
    return *value;
}

Result<std::vector<int64_t>> Arguments::integers(std::string_view name, std::string_view fallback,
                                                 int64_t smallest, int64_t largest) const {
    const std::string list = text(name, fallback);
    std::vector<int64_t> values;
    for (size_t at = 0; at <= list.size();) {
        const size_t comma = std::min(list.find(',', at), list.size());
        const auto value = parse_number<int64_t>(std::string_view(list).substr(at, comma - at));
        if (!value || *value < smallest || *value > largest)
            return fail(ErrorKind::InvalidInput,
                        fmt::format("{} takes whole numbers from {} to {} with commas between, not \"{}\"",
                                    name, smallest, largest, list));
        values.push_back(*value);
        at = comma + 1;
    }
    return values;
}

} // namespace hearth::tool
