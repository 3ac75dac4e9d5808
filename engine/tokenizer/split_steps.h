// The expressions that pre-tokenizers are made of. Each comment shows the expression that a step carries out;
// look-aheads see no further than the end of the piece.
#pragma once

#include "engine/tokenizer/unicode.h"

#include <cstdint>
#include <vector>

namespace hearth::split_steps {

using unicode::CodePoints;
using Ends = std::vector<uint32_t>;

/// 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
void gpt2(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);
/// (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|
/// ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
void llama3(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);
/// llama3 with \p{N} in place of \p{N}{1,3}
void qwen2(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);
/// qwen2 with marks counted as letters
void qwen35(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);
/// qwen2 without [\r\n]* after symbols
void seed_coder(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);
/// [^\r\n\p{L}\p{N}]?U*L+|[^\r\n\p{L}\p{N}]?U+L*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
/// where U is a letter that is not a-z and L one that is not A-Z
void tekken(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);
/// tekken with an optional contraction after letters and \p{N}{1,3}
void gpt4o(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);
/// [!-/:-@[-`{-~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+|
/// ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
void deepseek3(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);

/// [^\n]+|[\n]+
void lines(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);
/// [\r\n]
void single_newlines(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);
/// \p{N}
void single_numbers(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);
/// \p{N}+
void number_runs(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);
/// \p{N}{1,3}
void number_triples(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);
/// [0-9][0-9][0-9]
void ascii_digit_triples(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);
/// [\p{P}\$\+<=>\^~\|]+
void punctuation_runs(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);
/// [\p{P}\$\+<=>\^~\|`]+
void punctuation_runs_backtick(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);
/// \s?\p{L}+
void spaced_letters(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);
/// \s?\p{P}+
void spaced_punctuation(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);
/// \s?[cased letters of DeepSeek's list]+
void deepseek_letters(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);
/// \s?[!-/:-~！-／：-～‘-‟　-。]+
void deepseek_punctuation(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);
/// \s+$
void trailing_white_space(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);
/// [U+4E00-U+9FA5 U+0800-U+4E00 U+AC00-U+D7FF]+
void deepseek_ideographs(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);
/// [U+4E00-U+9FA5 U+3040-U+309F U+30A0-U+30FF]+
void han_and_kana(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);
///  ?[^(\s|.,!?…。，、।۔،)]+
void bloom(const CodePoints& text, uint32_t begin, uint32_t end, Ends& ends);

} // namespace hearth::split_steps
