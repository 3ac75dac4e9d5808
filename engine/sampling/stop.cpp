#include "engine/sampling/stop.h"

#include <algorithm>

namespace hearth {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// What stands at the front of bytes: a whole character, the beginning of one, or a byte that can't be one.
struct Front {
    enum Kind { Whole, Unfinished, Broken } kind;
    size_t length;
};

/// Well-formed UTF-8 after table 3-7 of the Unicode standard (no overlong forms, no surrogates).
Front examine(std::string_view bytes) {
    const auto at = [&](size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned char lead = at(0);
    if (lead < 0x80)
        return {Front::Whole, 1};
    if (lead < 0xC2 || lead > 0xF4)
        return {Front::Broken, 1};
    const size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    for (size_t i = 1; i < length; ++i) {
        if (i >= bytes.size())
            return {Front::Unfinished, i};
        unsigned char low = 0x80;
        unsigned char high = 0xBF;
        if (i == 1) {
            low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
            high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        }
        if (at(i) < low || at(i) > high)
            return {Front::Broken, i};
    }
    return {Front::Whole, length};
}

} // namespace

TextStream::TextStream(std::vector<std::string> stop_strings) : m_stops(std::move(stop_strings)) {
    std::erase_if(m_stops, [](const std::string& stop) { return stop.empty(); });
}

std::string TextStream::push(std::string_view bytes) {
    if (m_stopped)
        return {};
    m_held += bytes;
    // The stop string that begins first wins; of those, the one that is complete first.
    size_t found = std::string::npos;
    for (const std::string& stop : m_stops) {
        const size_t at = m_held.find(stop);
        if (at < found || (at == found && at != std::string::npos && stop.size() < m_found.size())) {
            found = at;
            m_found = stop;
        }
    }
    if (found != std::string::npos) {
        m_stopped = true;
        std::string text = release(found, true);
        m_held.clear();
        return text;
    }
    // Hold the longest tail that some stop string begins with.
    size_t hold = 0;
    for (const std::string& stop : m_stops) {
        for (size_t length = std::min(stop.size() - 1, m_held.size()); length > hold; --length) {
            if (std::string_view(m_held).ends_with(std::string_view(stop).substr(0, length))) {
                hold = length;
                break;
            }
        }
    }
    return release(m_held.size() - hold, false);
}

std::string TextStream::finish() {
    if (m_stopped)
        return {};
    return release(m_held.size(), true);
}

/// Takes the first `count` bytes out of what is held, as valid UTF-8. Unless `final`, an unfinished character
/// at their end stays.
std::string TextStream::release(size_t count, bool final) {
    std::string text;
    size_t at = 0;
    while (at < count) {
        const Front front =
            examine(std::string_view(m_held).substr(at, final ? count - at : std::string::npos));
        if (front.kind == Front::Whole && at + front.length <= count) {
            text.append(m_held, at, front.length);
        } else if (front.kind == Front::Broken || final) {
            text += replacement;
        } else {
            break;
        }
        at += front.length;
    }
    m_held.erase(0, at);
    return text;
}

} // namespace hearth
