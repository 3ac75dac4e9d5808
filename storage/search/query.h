// What a query means, and how a text answers it.
#pragma once

#include "storage/search.h"

namespace hearth::storage {

/// A query in folded form.
struct Terms {
    std::vector<std::string> words; ///< words, and phrases (with spaces)
    bool empty() const { return words.empty(); }
};

/// Splits at spaces; "…" keeps a phrase together.
Terms parse_terms(std::string_view query);

/// The n-grams that every text with all of `terms` in it has.
std::vector<std::string> tokens_of(const Terms& terms);

/// What the index knows about texts with all of `terms` in them.
enum class IndexAnswer {
    Nothing,    ///< a single letter is wanted, which may be inside a word
    Candidates, ///< they have all of tokens_of(), as have some others
    Exact,      ///< they are those that have all of tokens_of(): each term is one n-gram
};
IndexAnswer index_answer(const Terms& terms);

/// The FTS5 expression for texts with all of `tokens`.
std::string match_expression(const std::vector<std::string>& tokens);

/// True when a folded text holds every term.
bool holds_all(std::string_view folded, const Terms& terms);

/// How well a folded text answers; 0 when a term is missing in it.
double score_text(std::string_view folded, const Terms& terms);

/// The piece of `text` that shows most of the terms, on one line, with the hits marked.
struct Snippet {
    std::string text;
    std::vector<TextRange> marks;
};
Snippet make_snippet(std::string_view text, const Terms& terms, size_t length = 160);

} // namespace hearth::storage
