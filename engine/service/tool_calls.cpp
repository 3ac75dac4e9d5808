#include "engine/service/tool_calls.h"

#include "engine/service/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <random>

namespace hearth::service {

namespace {

constexpr std::string_view open_tag = "<tool_call>";
constexpr std::string_view close_tag = "</tool_call>";
constexpr std::array<std::string_view, 2> list_markers = {"[TOOL_CALLS]", "<|tool_call|>"};
constexpr std::array<std::string_view, 1> python_tags = {"<|python_tag|>"};

std::string fresh_id() {
    static std::atomic<uint64_t> counter = std::random_device()() * uint64_t(0x9e3779b97f4a7c15);
    uint64_t x = counter.fetch_add(0x9e3779b97f4a7c15);
    x = (x ^ (x >> 31)) * 0xbf58476d1ce4e5b9;
    return fmt::format("call_{:016x}", x ^ (x >> 29));
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view white = " \t\r\n";
    const size_t first = text.find_first_not_of(white);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(white) - first + 1);
}

/// One call as models write it: {"name", "arguments" or "parameters"}; null when it is none.
Json read_call(const Json& call) {
    if (!call.is_object() || !call.contains("name") || !call["name"].is_string())
        return nullptr;
    Json arguments = Json::object();
    if (call.contains("arguments"))
        arguments = call["arguments"];
    else if (call.contains("parameters"))
        arguments = call["parameters"];
    if (!arguments.is_object() && !arguments.is_string())
        return nullptr;
    const std::string text = arguments.is_string() ? arguments.get<std::string>() : to_line(arguments);
    return {{"id", fresh_id()},
            {"type", "function"},
            {"function", {{"name", call["name"]}, {"arguments", text}}}};
}

/// JSON values one after the other, with anything but braces between them: complete ones only.
std::vector<Json> leading_values(std::string_view text) {
    std::vector<Json> values;
    while (true) {
        const size_t begin = text.find_first_of("{[");
        if (begin == std::string_view::npos)
            return values;
        int depth = 0;
        bool in_string = false;
        size_t end = begin;
        for (; end < text.size(); ++end) {
            const char c = text[end];
            if (in_string) {
                if (c == '\\')
                    ++end;
                else if (c == '"')
                    in_string = false;
            } else if (c == '"') {
                in_string = true;
            } else if (c == '{' || c == '[') {
                ++depth;
            } else if ((c == '}' || c == ']') && --depth == 0) {
                break;
            }
        }
        if (end >= text.size())
            return values;
        auto value = parse_json(text.substr(begin, end - begin + 1));
        if (!value)
            return values;
        values.push_back(std::move(*value));
        text.remove_prefix(end + 1);
    }
}

/// <function=NAME><parameter=KEY>VALUE</parameter>…</function>: values are JSON where they are JSON, else
/// text.
Json read_xml_call(std::string_view text) {
    constexpr std::string_view function = "<function=";
    constexpr std::string_view parameter = "<parameter=";
    const size_t begin = text.find(function);
    if (begin == std::string_view::npos)
        return nullptr;
    text.remove_prefix(begin + function.size());
    const size_t name_end = text.find('>');
    if (name_end == std::string_view::npos)
        return nullptr;
    const std::string name(trimmed(text.substr(0, name_end)));
    Json arguments = Json::object();
    for (size_t at = text.find(parameter); at != std::string_view::npos; at = text.find(parameter)) {
        text.remove_prefix(at + parameter.size());
        const size_t key_end = text.find('>');
        const size_t value_end = text.find("</parameter>");
        if (key_end == std::string_view::npos || value_end == std::string_view::npos || value_end < key_end)
            return nullptr;
        std::string_view value = text.substr(key_end + 1, value_end - key_end - 1);
        if (value.starts_with('\n'))
            value.remove_prefix(1);
        if (value.ends_with('\n'))
            value.remove_suffix(1);
        auto json = parse_json(value);
        arguments[std::string(text.substr(0, key_end))] = json ? *json : Json(std::string(value));
        text.remove_prefix(value_end);
    }
    return read_call({{"name", name}, {"arguments", arguments}});
}

void append_calls(Json& calls, const std::vector<Json>& values) {
    for (const Json& value : values) {
        const std::vector<Json> items =
            value.is_array() ? value.get<std::vector<Json>>() : std::vector{value};
        for (const Json& item : items)
            if (Json call = read_call(item); !call.is_null())
                calls.push_back(std::move(call));
    }
}

} // namespace

ToolFormat tool_format_of(std::string_view source) {
    const auto has = [&](std::string_view word) { return source.find(word) != std::string_view::npos; };
    if (has("<function=") && has("<parameter="))
        return ToolFormat::TaggedXml;
    if (has("[TOOL_CALLS]") || has("<|tool_call|>"))
        return ToolFormat::List;
    if (has(open_tag))
        return ToolFormat::Tagged;
    return ToolFormat::Bare;
}

std::vector<std::string_view> tool_markers(ToolFormat format) {
    switch (format) {
    case ToolFormat::Tagged:
        return {open_tag, close_tag};
    case ToolFormat::TaggedXml:
        return {open_tag, close_tag, "<function="};
    case ToolFormat::List:
        return {list_markers.begin(), list_markers.end()};
    case ToolFormat::Bare:
        return {python_tags.begin(), python_tags.end()};
    }
    return {};
}

Json parse_tool_calls(std::string_view text, ToolFormat format) {
    Json calls = Json::array();
    if (format != ToolFormat::TaggedXml) {
        std::string rest(text); // a marker may have brackets of its own
        for (const std::string_view marker : tool_markers(format))
            for (size_t at = rest.find(marker); at != std::string::npos; at = rest.find(marker, at))
                rest.erase(at, marker.size());
        append_calls(calls, leading_values(rest));
        return calls;
    }
    while (true) {
        const size_t end = text.find("</function>");
        if (Json call = read_xml_call(text.substr(0, end)); !call.is_null())
            calls.push_back(std::move(call));
        if (end == std::string_view::npos)
            return calls;
        text.remove_prefix(end + 11);
    }
}

namespace {

class ToolFilter : public OutputFilter {
public:
    explicit ToolFilter(ToolFormat format) : m_format(format), m_markers(tool_markers(format)) {
        std::erase(m_markers, close_tag);
    }

    std::string push(std::string_view text) override {
        m_held += text;
        if (m_in_call)
            return {};
        if (m_format == ToolFormat::Bare && !m_began) {
            const std::string_view answer = trimmed(m_held);
            if (answer.empty())
                return {};
            m_began = true;
            if (answer.starts_with('{') || answer.starts_with('[')) {
                m_in_call = true;
                return {};
            }
        }
        size_t first = std::string::npos;
        for (const std::string_view marker : m_markers)
            first = std::min(first, m_held.find(marker));
        if (first != std::string::npos) {
            m_in_call = true;
            return release(first);
        }
        return release(m_held.size() - possible_marker());
    }

    std::string finish(GenerationOutcome& outcome) override {
        if (m_in_call)
            outcome.tool_calls = parse_tool_calls(m_held, m_format);
        if (!outcome.tool_calls.empty())
            return {};
        return std::exchange(m_held, {});
    }

private:
    std::string release(size_t count) {
        std::string out = m_held.substr(0, count);
        m_held.erase(0, count);
        return out;
    }
    /// Length of the tail that may still become a marker.
    size_t possible_marker() const {
        size_t longest = 0;
        for (const std::string_view marker : m_markers)
            for (size_t length = std::min(marker.size() - 1, m_held.size()); length > longest; --length)
                if (m_held.ends_with(marker.substr(0, length)))
                    longest = length;
        return longest;
    }

    ToolFormat m_format;
    std::vector<std::string_view> m_markers;
    std::string m_held;
    bool m_in_call = false;
    bool m_began = false;
};

class ForcedFilter : public OutputFilter {
public:
    std::string push(std::string_view text) override {
        m_held += text;
        return {};
    }
    std::string finish(GenerationOutcome& outcome) override {
        append_calls(outcome.tool_calls, leading_values(m_held));
        return outcome.tool_calls.empty() ? m_held : std::string();
    }

private:
    std::string m_held;
};

} // namespace

std::unique_ptr<OutputFilter> make_tool_filter(ToolFormat format) {
    return std::make_unique<ToolFilter>(format);
}
std::unique_ptr<OutputFilter> make_forced_filter() {
    return std::make_unique<ForcedFilter>();
}

Result<ForcedCall> force_call(const Json& tools, const std::string& name, ToolFormat format) {
    Json choices = Json::array();
    for (const Json& tool : tools) {
        const Json& function = tool["function"];
        if (!name.empty() && function["name"] != name)
            continue;
        Json arguments = function.value("parameters", Json());
        if (!arguments.is_object() || arguments.empty())
            arguments = {{"type", "object"}};
        const char* key = format == ToolFormat::Bare ? "parameters" : "arguments";
        choices.push_back({{"type", "object"},
                           {"properties", {{"name", {{"const", function["name"]}}}, {key, arguments}}},
                           {"required", {"name", key}},
                           {"additionalProperties", false}});
    }
    if (choices.empty())
        return fail(ErrorKind::InvalidInput,
                    name.empty()
                        ? "A tool call is required, but there are no tools."
                        : fmt::format("A call of \"{}\" is required, but there is no such tool.", name));
    ForcedCall call;
    call.schema = choices.size() == 1 ? choices[0] : Json{{"anyOf", choices}};
    if (format == ToolFormat::Tagged || format == ToolFormat::TaggedXml)
        call.prefix = "<tool_call>\n";
    return call;
}

} // namespace hearth::service
