#include "storage/search/fold.h"

#include <utf8proc.h>

#include <array>

namespace hearth::storage {

namespace {

/// Marks that a reader leaves out when typing: of Latin, Greek and Cyrillic, Hebrew points, Arabic vowels.
/// In other scripts marks are letters (Devanagari vowels, kana voicing) and stay.
bool is_optional_mark(utf8proc_int32_t c) {
    return (c >= 0x0300 && c <= 0x036f) || (c >= 0x0591 && c <= 0x05c7) || (c >= 0x064b && c <= 0x065f) ||
           c == 0x0670;
}

bool is_space(utf8proc_int32_t c) {
    const auto category = utf8proc_category(c);
    return c <= 0x20 || c == 0x7f || category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
}

bool stays_composed(utf8proc_int32_t c) {
    return (c >= 0x3040 && c <= 0x30ff) || (c >= 0xac00 && c <= 0xd7a3);
}

void put(std::string& out, utf8proc_int32_t c) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto length = utf8proc_encode_char(c, bytes.data());
    out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<size_t>(length));
}

void put_space(std::string& out) {
    if (out.empty() || out.back() != ' ')
        out += ' ';
}

/// Appends the folded form of one character that is not ASCII.
void fold_character(std::string& out, utf8proc_int32_t c) {
    if (is_space(c)) {
        put_space(out);
        return;
    }
    if (stays_composed(c)) {
        put(out, c);
        return;
    }
    std::array<utf8proc_int32_t, 32> parts{};
    int last_boundary_class = 0;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_CASEFOLD | UTF8PROC_COMPAT |
                                                        UTF8PROC_DECOMPOSE | UTF8PROC_IGNORE);
    const auto count = utf8proc_decompose_char(c, parts.data(), parts.size(), options, &last_boundary_class);
    if (count < 0 || count > static_cast<utf8proc_ssize_t>(parts.size())) {
        put(out, c);
        return;
    }
    for (utf8proc_ssize_t i = 0; i < count; ++i) {
        const auto part = parts[static_cast<size_t>(i)];
        if (is_optional_mark(part))
            continue;
        if (part == ' ') {
            put_space(out);
        } else if (part > 0) {
            put(out, part);
        }
    }
}

/// Folds the character at `at`; its length.
size_t fold_one(std::string_view text, size_t at, std::string& out) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
        if (byte <= 0x20 || byte == 0x7f)
            put_space(out);
        else
            out += static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
        return 1;
    }
    utf8proc_int32_t c = 0;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                                         static_cast<utf8proc_ssize_t>(text.size() - at), &c);
    if (length <= 0)
        return 1;
    fold_character(out, c);
    return static_cast<size_t>(length);
}

} // namespace

void fold_into(std::string_view text, std::string& out) {
    // Runs of ASCII are most of what there is: written through a pointer, without a branch per character.
    static constexpr auto folded_ascii = [] {
        std::array<char, 128> table{};
        for (int c = 0; c < 128; ++c)
            table[static_cast<size_t>(c)] = static_cast<char>(c <= 0x20 || c == 0x7f ? ' '
                                                              : c >= 'A' && c <= 'Z' ? c + 32
                                                                                     : c);
        return table;
    }();
    out.clear();
    for (size_t at = 0; at < text.size();) {
        size_t end = at;
        while (end < text.size() && static_cast<unsigned char>(text[end]) < 0x80)
            ++end;
        const size_t before = out.size();
        out.resize(before + (end - at));
        char* write = out.data() + before;
        char last = before == 0 ? 'x' : out[before - 1];
        for (; at < end; ++at) {
            const char c = folded_ascii[static_cast<unsigned char>(text[at])];
            *write = c;
            write += (c != ' ' || last != ' ') ? 1 : 0;
            last = c;
        }
        out.resize(static_cast<size_t>(write - out.data()));
        if (at < text.size())
            at += fold_one(text, at, out);
    }
}

std::string fold(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    fold_into(text, out);
    return out;
}

FoldedText fold_with_origins(std::string_view text) {
    FoldedText folded;
    folded.text.reserve(text.size());
    for (size_t at = 0; at < text.size();) {
        const size_t length = fold_one(text, at, folded.text);
        folded.begin.resize(folded.text.size(), static_cast<uint32_t>(at));
        folded.end.resize(folded.text.size(), static_cast<uint32_t>(at + length));
        at += length;
    }
    return folded;
}

} // namespace hearth::storage
