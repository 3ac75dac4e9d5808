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
/// without spaces all three characters in a row; and, so that words of one and two characters are found, in
/// scripts that put no space between words or write syllables every one and two characters, in alphabets the
/// first one and two characters of each word. In a query the whole input is one token.
Result<void> register_tokenizer(sqlite3* database);

/// The tokens that every text with `word` (folded, no spaces) in it has, as few as cover it.
std::vector<std::string> tokens_to_match(std::string_view word);

/// True for a character of a script in which one or two characters make a word.
bool is_dense_script(char32_t character);

} // namespace hearth::storage
