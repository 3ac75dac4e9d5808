#include "engine/tokenizer/token_trie.h"

#include <algorithm>

namespace hearth {
namespace {

constexpr size_t longest = 4096; // no real token is longer; depth is 16 bits wide

} // namespace

TokenTrie::TokenTrie(std::vector<std::pair<std::string_view, TokenId>> tokens) {
    std::erase_if(tokens,
                  [](const auto& token) { return token.first.empty() || token.first.size() > longest; });
    std::ranges::sort(tokens);
    std::vector<uint32_t> path; // nodes from the root to the last token
    std::string_view previous;
    for (const auto& [bytes, id] : tokens) {
        const size_t shared =
            static_cast<size_t>(std::ranges::mismatch(previous, bytes).in1 - previous.begin());
        for (; path.size() > shared; path.pop_back())
            m_nodes[path.back()].after = static_cast<uint32_t>(m_nodes.size());
        for (size_t i = shared; i < bytes.size(); ++i) {
            path.push_back(static_cast<uint32_t>(m_nodes.size()));
            m_nodes.push_back({0, static_cast<uint32_t>(m_tokens.size()), static_cast<uint16_t>(i + 1),
                               static_cast<uint8_t>(bytes[i])});
        }
        m_tokens.push_back(id);
        m_depth = std::max(m_depth, bytes.size());
        previous = bytes;
    }
    for (const uint32_t node : path)
        m_nodes[node].after = static_cast<uint32_t>(m_nodes.size());
}

} // namespace hearth
