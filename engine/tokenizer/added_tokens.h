// Added tokens (control, user-defined) inside text: found before the family's own rules see it.
#pragma once

#include "engine/tokenizer/vocabulary.h"

#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace hearth {

/// A stretch of text, or a token that was found in it.
struct Fragment {
    TokenId token = no_token; ///< no_token: plain text
    size_t begin = 0;
    size_t length = 0;
};

/// Bytes [begin, end) of a text in which control tokens count.
struct ByteRange {
    size_t begin = 0;
    size_t end = 0;
};

/// Finds the added tokens of a vocabulary in text.
class AddedTokens {
public:
    explicit AddedTokens(const Vocabulary& vocabulary);

    /// Cuts text at added tokens: longer tokens first wherever they stand, then from the left, as llama.cpp
    /// does. Control and unknown tokens only where they lie wholly in one of `special_ranges` (in order,
    /// disjoint); user-defined ones everywhere.
    std::vector<Fragment> split(std::string_view text, std::span<const ByteRange> special_ranges) const;

private:
    struct Node {
        std::vector<std::pair<unsigned char, int32_t>> children;
        int32_t order = -1; ///< index into the vocabulary's added_tokens()
    };
    std::vector<int32_t> present_in(std::string_view text) const;
    void cut_at(TokenId id, std::string_view text, std::span<const ByteRange> special_ranges,
                std::vector<Fragment>& fragments) const;

    const Vocabulary& m_vocabulary;
    std::vector<Node> m_trie;
    std::array<bool, 256> m_first_bytes = {};
};

} // namespace hearth
