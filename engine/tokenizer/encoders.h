// One text encoder per tokenizer family.
#pragma once

#include "engine/core/error.h"
#include "engine/gguf/file.h"
#include "engine/tokenizer/tokenizer.h"

#include <memory>

namespace hearth {

// The vocabulary must outlive the encoder.

/// BPE by rank: byte-level in the words of the pre-tokenizer, or of characters in lines.
Result<std::unique_ptr<TextEncoder>> create_byte_pair_encoder(const Vocabulary& vocabulary,
                                                              const gguf::Metadata& metadata);
/// SentencePiece's BPE as Llama 1 and 2 use it: merges by score, bytes for what is not in the vocabulary.
std::unique_ptr<TextEncoder> create_sentence_piece_encoder(const Vocabulary& vocabulary);
/// BERT's WordPiece: longest match from the left within words.
std::unique_ptr<TextEncoder> create_word_piece_encoder(const Vocabulary& vocabulary);

} // namespace hearth
