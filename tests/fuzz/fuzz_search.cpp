// Any bytes as a query and as the text that it is looked for in, divided by a zero byte.
#include "storage/search/fold.h"
#include "storage/search/query.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace hearth::storage;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string_view all(reinterpret_cast<const char*>(data), size);
    const size_t cut = std::min(all.find('\0'), all.size());
    const std::string_view text = all.substr(std::min(cut + 1, all.size()));
    const Terms terms = parse_terms(all.substr(0, cut));
    (void)match_expression(tokens_of(terms));
    (void)index_answer(terms);
    const std::string folded = fold(text);
    if (fold_with_origins(text).text != folded)
        std::abort();
    if (!terms.empty() && (score_text(folded, terms) > 0) != holds_all(folded, terms))
        std::abort();
    const Snippet snippet = make_snippet(text, terms);
    for (const TextRange& mark : snippet.marks) {
        if (mark.begin < 0 || mark.length <= 0 ||
            static_cast<size_t>(mark.begin) + static_cast<size_t>(mark.length) > snippet.text.size())
            std::abort();
    }
    return 0;
}
