// The n-grams that the index holds, and the FTS5 tokenizer that makes them.
#pragma once

#include "storage/error.h"

#include <string>
#include <string_view>
#include <vector>

struct sqlite3;

namespace hearth::storage {

/// Makes the tokenizer `hearth_ngrams` known to a connection; every connection needs it.
///
/// Its input is facets (each 0x01 and a word), 0x02, then folded text. Tokens are: each facet; of every run
/// without spaces all two and all three characters in a row; single characters where a word begins, and all
/// of them in scripts that put no space between words or write syllables. In a query the whole input is one
/// token.
Result<void> register_tokenizer(sqlite3* database);

/// The tokens that every text with `word` (folded, no spaces) in it has.
std::vector<std::string> tokens_to_match(std::string_view word);

/// True for a character of a script in which one character can make a word.
bool is_dense_script(char32_t character);
/// True for a word of one such character: every text with it in it has it as a token.
bool is_dense_character(std::string_view word);

} // namespace hearth::storage
