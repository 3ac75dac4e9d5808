#include "engine/chat_template/chat_template.h"

#include "engine/chat_template/builtin_templates.h"
#include "engine/chat_template/interpreter.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace hearth {
namespace {

/// Globals that a caller takes from the vocabulary: what they hold is the model's own.
bool is_own_string(std::string_view name) {
    return name.ends_with("_token") || name == "date_string";
}

/// "2025-01-15T12:00:00" as a clock that stands still; nullopt when the text is no such time.
std::optional<std::tm> fixed_time(const std::string& text) {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
    const int fields =
        std::sscanf(text.c_str(), "%d-%d-%dT%d:%d:%d", &year, &month, &day, &hour, &minute, &second);
    const std::chrono::year_month_day date(std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day)));
    if (fields < 3 || month < 1 || day < 1 || !date.ok())
        return std::nullopt;
    std::tm time = {};
    time.tm_year = year - 1900;
    time.tm_mon = month - 1;
    time.tm_mday = day;
    time.tm_hour = hour;
    time.tm_min = minute;
    time.tm_sec = second;
    const std::chrono::sys_days days(date);
    time.tm_wday = static_cast<int>(std::chrono::weekday(days).c_encoding());
    time.tm_yday = static_cast<int>((days - std::chrono::sys_days(date.year() / 1 / 1)).count());
    return time;
}

int depth_of(const nlohmann::ordered_json& json, int limit) {
    if (limit == 0 || !json.is_structured())
        return 0;
    int deepest = 0;
    for (const auto& member : json)
        deepest = std::max(deepest, depth_of(member, limit - 1));
    return deepest + 1;
}

} // namespace

ChatTemplate::ChatTemplate(std::unique_ptr<const jinja::Template> parsed) : m_template(std::move(parsed)) {}
ChatTemplate::~ChatTemplate() = default;

Result<std::shared_ptr<const ChatTemplate>> ChatTemplate::parse(std::string_view source) {
    TRY_ASSIGN(auto parsed, jinja::parse_template(source));
    return std::shared_ptr<const ChatTemplate>(new ChatTemplate(std::move(parsed)));
}

Result<std::shared_ptr<const ChatTemplate>> ChatTemplate::builtin(std::string_view name) {
    const auto found = std::ranges::find(builtin_templates(), name, &BuiltinTemplate::name);
    if (found == builtin_templates().end())
        return fail(ErrorKind::NotFound,
                    fmt::format("there is no built-in chat template \"{}\"; there are {}", name,
                                fmt::join(builtin_names(), ", ")));
    return parse(found->source);
}

std::vector<std::string_view> ChatTemplate::builtin_names() {
    std::vector<std::string_view> names;
    for (const BuiltinTemplate& entry : builtin_templates())
        names.push_back(entry.name);
    return names;
}

Result<std::shared_ptr<const ChatTemplate>> ChatTemplate::of_model(const gguf::Metadata& metadata,
                                                                   bool with_tools) {
    auto source = with_tools ? metadata.string("tokenizer.chat_template.tool_use") : std::nullopt;
    if (!source)
        source = metadata.string("tokenizer.chat_template");
    if (!source)
        return fail(ErrorKind::NotFound, "the model brings no chat template (key tokenizer.chat_template)");
    // Old files hold a name in place of a source.
    if (source->find('{') == std::string_view::npos) {
        if (auto known = builtin(*source))
            return known;
    }
    return parse(*source);
}

Result<std::vector<RenderedSegment>> ChatTemplate::render(const nlohmann::ordered_json& input,
                                                          const RenderOptions& options) const {
    if (!input.is_object())
        return fail(ErrorKind::InvalidInput,
                    "the input of a chat template must be a JSON object with \"messages\"");
    constexpr int deepest_input = 64;
    if (depth_of(input, deepest_input + 1) > deepest_input)
        return fail(ErrorKind::InvalidInput, "the input of a chat template is nested too deeply");
    RenderOptions used = options;
    if (const auto now = input.find("strftime_now"); now != input.end() && now->is_string() && !used.clock) {
        if (const auto time = fixed_time(now->get<std::string>()))
            used.clock = [time] { return *time; };
    }
    jinja::Interpreter interpreter(*m_template, used);
    for (const auto& [name, value] : input.items()) {
        if (name == "strftime_now") // the clock, taken above; in the template it is a function
            continue;
        const auto origin =
            value.is_string() && is_own_string(name) ? jinja::Origin::Template : jinja::Origin::Data;
        interpreter.set_global(name, jinja::Value::from_json(value, origin));
    }
    TRY_ASSIGN(const jinja::Text text, interpreter.render());
    std::vector<RenderedSegment> segments;
    size_t begin = 0;
    for (const jinja::Text::Run& run : text.runs()) {
        segments.push_back(
            {text.bytes().substr(begin, run.end - begin), run.origin == jinja::Origin::Template});
        begin = run.end;
    }
    return segments;
}

Result<std::string> ChatTemplate::render_text(const nlohmann::ordered_json& input,
                                              const RenderOptions& options) const {
    TRY_ASSIGN(const std::vector<RenderedSegment> segments, render(input, options));
    std::string text;
    for (const RenderedSegment& segment : segments)
        text += segment.text;
    return text;
}

const std::string& ChatTemplate::source() const {
    return m_template->source;
}

bool ChatTemplate::uses(std::string_view name) const {
    return m_template->names.contains(name);
}

} // namespace hearth
