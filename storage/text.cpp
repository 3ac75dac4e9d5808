#include "storage/text.h"

#include <utf8proc.h>

#include <algorithm>

namespace hearth::storage {

namespace {

/// Length of the character at `position`, or a negative number when it is not UTF-8.
utf8proc_ssize_t character(std::string_view text, size_t position, utf8proc_int32_t& codepoint) {
    return utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + position,
                            static_cast<utf8proc_ssize_t>(text.size() - position), &codepoint);
}

} // namespace

bool is_utf8(std::string_view text) {
    utf8proc_int32_t codepoint = 0;
    for (size_t at = 0; at < text.size();) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            ++at;
            continue;
        }
        const auto length = character(text, at, codepoint);
        if (length <= 0)
            return false;
        at += static_cast<size_t>(length);
    }
    return true;
}

std::string to_utf8(std::string_view text) {
    if (is_utf8(text))
        return std::string(text);
    std::string clean;
    clean.reserve(text.size());
    utf8proc_int32_t codepoint = 0;
    for (size_t at = 0; at < text.size();) {
        const auto length = character(text, at, codepoint);
        if (length > 0) {
            clean.append(text.substr(at, static_cast<size_t>(length)));
            at += static_cast<size_t>(length);
        } else {
            clean += "\xef\xbf\xbd";
            ++at;
        }
    }
    return clean;
}

std::string beginning(std::string_view text, size_t bytes) {
    size_t end = std::min(bytes, text.size());
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    std::string line(text.substr(0, end));
    for (char& c : line) {
        if (c == '\n' || c == '\r' || c == '\t')
            c = ' ';
    }
    return line;
}

} // namespace hearth::storage
