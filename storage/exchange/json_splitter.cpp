#include "storage/exchange/json_splitter.h"

#include "storage/json.h"

#include <fmt/format.h>

namespace hearth::storage {

namespace {

bool is_space(int c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

constexpr int none = std::char_traits<char>::eof();

} // namespace

int JsonSplitter::peek() {
    return m_input->rdbuf()->sgetc();
}

int JsonSplitter::take() {
    ++m_offset;
    return m_input->rdbuf()->sbumpc();
}

int JsonSplitter::take_after_space() {
    int c = take();
    while (is_space(c))
        c = take();
    return c;
}

std::unexpected<Error> JsonSplitter::wrong(std::string_view what) const {
    return fail(
        ErrorKind::InvalidInput,
        fmt::format("{} is not a JSON file that can be imported: {} at byte {}", m_name, what, m_offset));
}

Result<void> JsonSplitter::copy_string(std::string& out) {
    // The opening quote is taken already.
    out += '"';
    for (;;) {
        const int c = take();
        if (c == none)
            return wrong("it ends inside a text");
        if (out.size() >= most_element_bytes)
            return wrong("one entry is larger than 1 GiB");
        out += static_cast<char>(c);
        if (c == '"')
            return {};
        if (c == '\\')
            out += static_cast<char>(take());
    }
}

Result<std::string> JsonSplitter::value() {
    std::string text;
    int depth = 0;
    for (;;) {
        while (depth == 0 && text.empty() && is_space(peek()))
            take();
        const int c = peek();
        if (c == none)
            return depth == 0 && !text.empty() ? Result<std::string>(text) : wrong("it ends too early");
        if (depth == 0 && (c == ',' || c == ']' || c == '}' || is_space(c)) && !text.empty())
            return text;
        take();
        if (c == '"') {
            TRY(copy_string(text));
        } else {
            if (text.size() >= most_element_bytes)
                return wrong("one entry is larger than 1 GiB");
            text += static_cast<char>(c);
        }
        if (c == '{' || c == '[') {
            if (++depth > most_depth)
                return wrong("it is nested too deeply");
        } else if (c == '}' || c == ']') {
            if (--depth < 0)
                return wrong("a bracket closes that was not opened");
        }
        if (depth == 0 && (c == '"' || c == '}' || c == ']'))
            return text;
    }
}

Result<std::optional<JsonElement>> JsonSplitter::finish() {
    while (is_space(peek()))
        take();
    m_where = Where::End;
    if (peek() != none)
        return wrong("something follows the end");
    return std::nullopt;
}

Result<std::optional<JsonElement>> JsonSplitter::next_in_array() {
    while (is_space(peek()))
        take();
    if (peek() == ']') {
        take();
        if (m_where == Where::Array)
            return finish();
        m_where = Where::Object;
        return next_in_object();
    }
    if (!m_first && take() != ',')
        return wrong("a comma is missing");
    m_first = false;
    TRY_ASSIGN(std::string text, value());
    return JsonElement{m_key, std::move(text)};
}

Result<std::optional<JsonElement>> JsonSplitter::next_in_object() {
    int c = take_after_space();
    if (c == '}')
        return finish();
    if (!m_first_key) {
        if (c != ',')
            return wrong("a comma is missing");
        c = take_after_space();
    }
    m_first_key = false;
    if (c != '"')
        return wrong("a name is missing");
    std::string quoted;
    TRY(copy_string(quoted));
    const Json name = Json::parse(quoted, nullptr, false);
    if (!name.is_string() || take_after_space() != ':')
        return wrong("a name is not followed by a value");
    m_key = name.get<std::string>();
    while (is_space(peek()))
        take();
    if (peek() == '[') {
        take();
        m_where = Where::ArrayInObject;
        m_first = true;
        return next_in_array();
    }
    TRY_ASSIGN(std::string text, value());
    return JsonElement{m_key, std::move(text)};
}

Result<std::optional<JsonElement>> JsonSplitter::next() {
    switch (m_where) {
    case Where::Start: {
        int c = take_after_space();
        if (c == 0xef && take() == 0xbb && take() == 0xbf) // A byte order mark.
            c = take_after_space();
        if (c != '[' && c != '{')
            return wrong("it does not begin with [ or {");
        m_where = c == '[' ? Where::Array : Where::Object;
        return next();
    }
    case Where::Array:
    case Where::ArrayInObject:
        return next_in_array();
    case Where::Object:
        return next_in_object();
    case Where::End:
        break;
    }
    return std::nullopt;
}

} // namespace hearth::storage
