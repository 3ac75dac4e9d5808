#include "engine/tokenizer/unicode.h"

#include <utf8proc.h>

#include <array>
#include <memory>

namespace hearth::unicode {
namespace {

constexpr uint32_t code_point_count = 0x110000;

bool is_white_space(uint32_t c) {
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x3000;
}

uint8_t classify(uint32_t c) {
    const uint8_t space = is_white_space(c) ? WhiteSpace : 0;
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return Letter;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return Mark;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return Number;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
        return Punctuation;
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO:
        return Symbol;
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
        return Control | space;
    default:
        return space ? space : static_cast<uint8_t>(Other);
    }
}

/// One byte per code point: 1.1 MB, a few milliseconds, once per process.
const std::array<uint8_t, code_point_count>& class_table() {
    static const auto table = [] {
        auto filled = std::make_unique<std::array<uint8_t, code_point_count>>();
        for (uint32_t c = 0; c < code_point_count; ++c)
            (*filled)[c] = classify(c);
        return filled;
    }();
    return *table;
}

bool is_continuation(std::string_view text, size_t offset) {
    return offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) == 0x80;
}

} // namespace

uint8_t classes_of(uint32_t code_point) {
    return code_point < code_point_count ? class_table()[code_point] : static_cast<uint8_t>(Other);
}

uint32_t to_lower(uint32_t code_point) {
    if (code_point < 0x80)
        return code_point >= 'A' && code_point <= 'Z' ? code_point + 32 : code_point;
    return static_cast<uint32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(code_point)));
}

uint32_t base_of(uint32_t code_point) {
    if (code_point < 0x80 || code_point >= code_point_count || (code_point & 0xFFFFF800) == 0xD800)
        return code_point;
    std::array<utf8proc_int32_t, 32> parts = {};
    int boundary_class = 0;
    const auto count = utf8proc_decompose_char(
        static_cast<utf8proc_int32_t>(code_point), parts.data(), parts.size(),
        static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE), &boundary_class);
    return count > 0 ? static_cast<uint32_t>(parts[0]) : code_point;
}

Decoded decode_at(std::string_view text, size_t offset) {
    const auto byte = [&](size_t i) {
        return static_cast<uint32_t>(static_cast<unsigned char>(text[offset + i]));
    };
    const uint32_t lead = byte(0);
    if (lead < 0x80)
        return {lead, 1};
    if (lead < 0xC0 || lead >= 0xF8)
        return {};
    const uint32_t length = announced_length(static_cast<unsigned char>(lead));
    for (uint32_t i = 1; i < length; ++i) {
        if (!is_continuation(text, offset + i))
            return {};
    }
    uint32_t value = lead & (0x7Fu >> length);
    for (uint32_t i = 1; i < length; ++i)
        value = value << 6 | (byte(i) & 0x3F);
    return {value, length};
}

void append_utf8(std::string& out, uint32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
    } else if (c < 0x10000) {
        out += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
                static_cast<char>(0x80 | (c & 0x3F))};
    } else if (c < code_point_count) {
        out += {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 0x3F)),
                static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
    } else {
        out += "\xEF\xBF\xBD";
    }
}

void CodePoints::assign(std::string_view text) {
    const auto& table = class_table();
    value.resize(text.size());
    classes.resize(text.size());
    offset.resize(text.size() + 1);
    size_t count = 0;
    for (size_t at = 0; at < text.size(); ++count) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const Decoded decoded = byte < 0x80 ? Decoded{byte, 1} : decode_at(text, at);
        value[count] = decoded.code_point;
        classes[count] = decoded.code_point < code_point_count ? table[decoded.code_point] : uint8_t{Other};
        offset[count] = static_cast<uint32_t>(at);
        at += decoded.length;
    }
    value.resize(count);
    classes.resize(count);
    offset.resize(count + 1);
    offset[count] = static_cast<uint32_t>(text.size());
}

} // namespace hearth::unicode
