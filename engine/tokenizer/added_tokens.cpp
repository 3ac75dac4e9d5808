#include "engine/tokenizer/added_tokens.h"

#include <algorithm>
#include <iterator>

namespace hearth {
namespace {

bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool within(std::span<const ByteRange> ranges, size_t begin, size_t end) {
    const auto after = std::ranges::upper_bound(ranges, begin, {}, &ByteRange::begin);
    return after != ranges.begin() && end <= std::prev(after)->end;
}

} // namespace

AddedTokens::AddedTokens(const Vocabulary& vocabulary) : m_vocabulary(vocabulary), m_trie(1) {
    const auto added = vocabulary.added_tokens();
    for (size_t order = 0; order < added.size(); ++order) {
        size_t node = 0;
        const std::string& text = vocabulary.token(added[order]).text;
        m_first_bytes[static_cast<unsigned char>(text[0])] = true;
        for (const char byte : text) {
            auto& children = m_trie[node].children;
            const auto found = std::ranges::find(children, static_cast<unsigned char>(byte),
                                                 &std::pair<unsigned char, int32_t>::first);
            if (found != children.end()) {
                node = static_cast<size_t>(found->second);
                continue;
            }
            children.emplace_back(static_cast<unsigned char>(byte), static_cast<int32_t>(m_trie.size()));
            node = m_trie.size();
            m_trie.emplace_back();
        }
        if (m_trie[node].order < 0)
            m_trie[node].order = static_cast<int32_t>(order);
    }
}

/// Which added tokens occur anywhere, by their order: mostly none or a few, so that the exact cutting has
/// little to do.
std::vector<int32_t> AddedTokens::present_in(std::string_view text) const {
    std::vector<bool> seen(m_vocabulary.added_tokens().size());
    for (size_t at = 0; at < text.size(); ++at) {
        if (!m_first_bytes[static_cast<unsigned char>(text[at])])
            continue;
        size_t node = 0;
        for (size_t next = at; next < text.size(); ++next) {
            const auto& children = m_trie[node].children;
            const auto found = std::ranges::find(children, static_cast<unsigned char>(text[next]),
                                                 &std::pair<unsigned char, int32_t>::first);
            if (found == children.end())
                break;
            node = static_cast<size_t>(found->second);
            if (m_trie[node].order >= 0)
                seen[static_cast<size_t>(m_trie[node].order)] = true;
        }
    }
    std::vector<int32_t> present;
    for (size_t order = 0; order < seen.size(); ++order) {
        if (seen[order])
            present.push_back(static_cast<int32_t>(order));
    }
    return present;
}

std::vector<Fragment> AddedTokens::split(std::string_view text,
                                         std::span<const ByteRange> special_ranges) const {
    std::vector<Fragment> fragments;
    if (text.empty())
        return fragments;
    fragments.push_back({no_token, 0, text.size()});
    for (const int32_t order : present_in(text)) {
        const TokenId id = m_vocabulary.added_tokens()[static_cast<size_t>(order)];
        if (m_vocabulary.token(id).type == TokenType::UserDefined || !special_ranges.empty())
            cut_at(id, text, special_ranges, fragments);
    }
    return fragments;
}

void AddedTokens::cut_at(TokenId id, std::string_view text, std::span<const ByteRange> special_ranges,
                         std::vector<Fragment>& fragments) const {
    const TokenEntry& token = m_vocabulary.token(id);
    const bool everywhere = token.type == TokenType::UserDefined;
    std::vector<Fragment> cut;
    cut.reserve(fragments.size() + 8);
    for (const Fragment& fragment : fragments) {
        if (fragment.token != no_token) {
            cut.push_back(fragment);
            continue;
        }
        const size_t end = fragment.begin + fragment.length;
        const std::string_view visible = text.substr(0, end);
        size_t begin = fragment.begin; // of what is not yet cut off
        size_t from = begin;           // where to look on
        while (from < end) {
            const size_t match = visible.find(token.text, from);
            if (match == std::string_view::npos)
                break;
            const size_t match_end = match + token.text.size();
            if (!everywhere && !within(special_ranges, match, match_end)) {
                from = match + 1;
                continue;
            }
            size_t left_end = match;
            while (token.strip_left && left_end > begin && is_space(text[left_end - 1]))
                --left_end;
            if (left_end > begin)
                cut.push_back({no_token, begin, left_end - begin});
            cut.push_back({id, match, token.text.size()});
            begin = match_end;
            while (token.strip_right && begin < end && is_space(text[begin]))
                ++begin;
            from = begin;
        }
        if (begin < end)
            cut.push_back({no_token, begin, end - begin});
    }
    fragments.swap(cut);
}

} // namespace hearth
