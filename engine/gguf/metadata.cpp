#include "engine/gguf/file.h"

namespace hearth::gguf {

void Metadata::set(std::string key, Value value) {
    m_values.insert_or_assign(std::move(key), std::move(value));
}

const Value* Metadata::find(std::string_view key) const {
    const auto entry = m_values.find(key);
    return entry == m_values.end() ? nullptr : &entry->second;
}

std::optional<int64_t> Metadata::integer(std::string_view key) const {
    const Value* value = find(key);
    if (!value)
        return std::nullopt;
    if (const auto* number = std::get_if<int64_t>(value))
        return *number;
    if (const auto* number = std::get_if<uint64_t>(value))
        return *number <= static_cast<uint64_t>(INT64_MAX) ? std::optional(static_cast<int64_t>(*number))
                                                           : std::nullopt;
    if (const auto* flag = std::get_if<bool>(value))
        return *flag ? 1 : 0;
    return std::nullopt;
}

std::optional<double> Metadata::number(std::string_view key) const {
    const Value* value = find(key);
    if (!value)
        return std::nullopt;
    if (const auto* number = std::get_if<double>(value))
        return *number;
    if (const auto* number = std::get_if<int64_t>(value))
        return static_cast<double>(*number);
    if (const auto* number = std::get_if<uint64_t>(value))
        return static_cast<double>(*number);
    return std::nullopt;
}

std::optional<bool> Metadata::boolean(std::string_view key) const {
    const Value* value = find(key);
    const auto* flag = value ? std::get_if<bool>(value) : nullptr;
    return flag ? std::optional(*flag) : std::nullopt;
}

std::optional<std::string_view> Metadata::string(std::string_view key) const {
    const Value* value = find(key);
    const auto* text = value ? std::get_if<std::string>(value) : nullptr;
    return text ? std::optional<std::string_view>(*text) : std::nullopt;
}

namespace {

template <typename T>
std::span<const T> array_of(const Value* value) {
    const auto* array = value ? std::get_if<std::vector<T>>(value) : nullptr;
    return array ? std::span<const T>(*array) : std::span<const T>();
}

} // namespace

std::span<const std::string> Metadata::strings(std::string_view key) const {
    return array_of<std::string>(find(key));
}

std::span<const int64_t> Metadata::integers(std::string_view key) const {
    return array_of<int64_t>(find(key));
}

std::span<const double> Metadata::numbers(std::string_view key) const {
    return array_of<double>(find(key));
}

} // namespace hearth::gguf
