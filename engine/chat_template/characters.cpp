#include "engine/chat_template/characters.h"

#include "engine/tokenizer/unicode.h"

#include <utf8proc.h>

#include <utility>

namespace hearth::jinja {

using unicode::decode_at;

size_t character_count(std::string_view text) {
    size_t count = 0;
    for (size_t at = 0; at < text.size(); ++count)
        at += decode_at(text, at).length;
    return count;
}

std::vector<size_t> character_offsets(std::string_view text) {
    std::vector<size_t> offsets;
    offsets.reserve(text.size() + 1);
    for (size_t at = 0; at < text.size();) {
        offsets.push_back(at);
        at += decode_at(text, at).length;
    }
    offsets.push_back(text.size());
    return offsets;
}

bool is_python_space(uint32_t c) {
    return (c >= 0x1C && c <= 0x1F) || (unicode::classes_of(c) & unicode::WhiteSpace);
}

bool is_printable(uint32_t c) {
    return c == ' ' || !(unicode::classes_of(c) & (unicode::Control | unicode::Other | unicode::WhiteSpace));
}

bool is_alphabetic(uint32_t c) {
    return unicode::classes_of(c) & unicode::Letter;
}

bool is_numeric(uint32_t c) {
    return unicode::classes_of(c) & unicode::Number;
}

bool is_upper(uint32_t c) {
    return utf8proc_category(static_cast<utf8proc_int32_t>(c)) == UTF8PROC_CATEGORY_LU;
}

bool is_lower(uint32_t c) {
    return utf8proc_category(static_cast<utf8proc_int32_t>(c)) == UTF8PROC_CATEGORY_LL;
}

Text strip(const Text& text, Side side, const std::string_view* characters) {
    const std::string& bytes = text.bytes();
    const auto removed = [&](size_t at, size_t length) {
        if (characters)
            return characters->find(std::string_view(bytes).substr(at, length)) != std::string_view::npos;
        return is_python_space(decode_at(bytes, at).code_point);
    };
    size_t begin = 0;
    size_t end = bytes.size();
    if (static_cast<int>(side) & static_cast<int>(Side::Left)) {
        while (begin < end) {
            const size_t length = decode_at(bytes, begin).length;
            if (!removed(begin, length))
                break;
            begin += length;
        }
    }
    if (static_cast<int>(side) & static_cast<int>(Side::Right)) {
        while (end > begin) {
            size_t last = end - 1;
            while (last > begin && (static_cast<unsigned char>(bytes[last]) & 0xC0) == 0x80)
                --last;
            if (!removed(last, end - last))
                break;
            end = last;
        }
    }
    return text.substr(begin, end - begin);
}

Text map_characters(const Text& text, const std::function<uint32_t(uint32_t, bool)>& map) {
    Text out;
    bool first_of_word = true;
    for (size_t at = 0; at < text.size();) {
        const auto [code_point, length] = decode_at(text.bytes(), at);
        const uint32_t mapped = map(code_point, first_of_word);
        if (mapped == code_point) {
            out.append(text, at, length);
        } else {
            std::string bytes;
            unicode::append_utf8(bytes, mapped);
            out.append(bytes, text.origin_at(at));
        }
        first_of_word = !is_alphabetic(code_point);
        at += length;
    }
    return out;
}

namespace {

uint32_t upper(uint32_t c) {
    return static_cast<uint32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(c)));
}

} // namespace

Text to_upper(const Text& text) {
    Text out;
    // ß is the one common letter whose upper case is two.
    for (size_t at = 0; at < text.size();) {
        const auto [code_point, length] = decode_at(text.bytes(), at);
        std::string bytes;
        if (code_point == 0xDF)
            bytes = "SS";
        else
            unicode::append_utf8(bytes, upper(code_point));
        out.append(bytes, text.origin_at(at));
        at += length;
    }
    return out;
}

Text to_lower(const Text& text) {
    return map_characters(text, [](uint32_t c, bool) { return unicode::to_lower(c); });
}

Text to_title(const Text& text) {
    return map_characters(text,
                          [](uint32_t c, bool first) { return first ? upper(c) : unicode::to_lower(c); });
}

Text capitalize(const Text& text) {
    bool first = true;
    return map_characters(text, [&](uint32_t c, bool) {
        return std::exchange(first, false) ? upper(c) : unicode::to_lower(c);
    });
}

Text replace(const Text& text, std::string_view old, const Text& replacement, int64_t limit) {
    Text out;
    const std::string_view bytes = text.bytes();
    size_t begin = 0;
    if (old.empty()) { // between all characters, as Python does
        const auto offsets = character_offsets(bytes);
        for (size_t i = 0; i < offsets.size(); ++i) {
            if (limit < 0 || static_cast<int64_t>(i) < limit)
                out.append(replacement);
            if (i + 1 < offsets.size())
                out.append(text, offsets[i], offsets[i + 1] - offsets[i]);
        }
        return out;
    }
    for (int64_t done = 0; limit < 0 || done < limit; ++done) {
        const size_t at = bytes.find(old, begin);
        if (at == std::string_view::npos)
            break;
        out.append(text, begin, at - begin);
        out.append(replacement);
        begin = at + old.size();
    }
    out.append(text, begin, std::string::npos);
    return out;
}

} // namespace hearth::jinja
