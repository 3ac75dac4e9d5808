// Splits text into the words within which byte-level BPE merges: each named rule does what the regular
// expression of the model's own tokenizer does, by hand on code points, in linear time.
#pragma once

#include "engine/core/error.h"
#include "engine/tokenizer/unicode.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace hearth {

/// One expression of a pre-tokenizer: appends the ends of the pieces of [begin, end) in order.
using SplitStep = void (*)(const unicode::CodePoints& text, uint32_t begin, uint32_t end,
                           std::vector<uint32_t>& ends);

/// A named pre-tokenizer: steps that are applied one after another to every piece, and what the name implies
/// for the vocabulary when the metadata is silent.
struct PreTokenizer {
    std::string_view name;
    std::vector<SplitStep> steps;
    bool ignore_merges = false; ///< a word that is a token is that token
    bool add_bos = false;
};

/// Looks a rule up by the value of tokenizer.ggml.pre ("" counts as "default"). Unsupported when the name is
/// not one that we know exactly.
Result<PreTokenizer> find_pre_tokenizer(std::string_view name);
/// All names that find_pre_tokenizer() knows.
std::vector<std::string_view> pre_tokenizer_names();

/// Splits text into the words of a rule; `ends` gets the index (code points) where each ends.
class WordSplitter {
public:
    explicit WordSplitter(const std::vector<SplitStep>& steps) : m_steps(steps) {}
    void split(const unicode::CodePoints& text, std::vector<uint32_t>& ends);

private:
    const std::vector<SplitStep>& m_steps;
    std::vector<uint32_t> m_next;
};

} // namespace hearth
