#include "storage/search/query.h"

#include "storage/search/fold.h"
#include "storage/search/tokenizer.h"
#include "storage/text.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace hearth::storage {

namespace {

constexpr size_t most_tokens = 64;

bool is_word_byte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || byte == '_';
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

std::string fts_string(std::string_view token) {
    std::string text = "\"";
    for (const char c : token) {
        text += c;
        if (c == '"')
            text += c;
    }
    return text + '"';
}

/// A match of one term in the original text.
struct Place {
    size_t begin = 0;
    size_t end = 0;
    size_t term = 0;
};

std::vector<Place> find_places(const FoldedText& folded, const Terms& terms) {
    constexpr size_t enough = 2000;
    std::vector<Place> places;
    for (size_t term = 0; term < terms.words.size(); ++term) {
        const std::string& word = terms.words[term];
        for (size_t at = folded.text.find(word); at != std::string::npos && places.size() < enough;
             at = folded.text.find(word, at + word.size()))
            places.push_back({folded.begin[at], folded.end[at + word.size() - 1], term});
    }
    std::ranges::sort(places, {}, &Place::begin);
    return places;
}

/// Where the window of `length` bytes with the most different terms (then the most hits) begins.
size_t best_window(const std::vector<Place>& places, size_t terms, size_t length) {
    size_t best = 0, best_value = 0;
    for (size_t first = 0; first < places.size(); ++first) {
        std::vector<bool> seen(terms, false);
        size_t value = 0;
        for (size_t i = first; i < places.size() && places[i].end <= places[first].begin + length; ++i) {
            value += seen[places[i].term] ? 1 : 1000;
            seen[places[i].term] = true;
        }
        if (value > best_value) {
            best_value = value;
            best = first;
        }
        if (value >= terms * 1000)
            break; // The first window with everything is as good as any.
    }
    return places.empty() ? 0 : places[best].begin;
}

bool continues_character(char c) {
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

/// `at` moved back to a space near it, or else to the beginning of its character.
size_t soft_begin(std::string_view text, size_t at) {
    for (size_t i = at; i > 0 && at - i < 24; --i) {
        if (text[i - 1] == ' ' || text[i - 1] == '\n')
            return i;
    }
    while (at > 0 && continues_character(text[at]))
        --at;
    return at;
}

size_t soft_end(std::string_view text, size_t at) {
    if (at >= text.size())
        return text.size();
    for (size_t i = at; i > 0 && at - i < 24; --i) {
        if (text[i] == ' ' || text[i] == '\n')
            return i;
    }
    while (at < text.size() && continues_character(text[at]))
        ++at;
    return at;
}

} // namespace

Terms parse_terms(std::string_view query) {
    const std::string folded = fold(to_utf8(query));
    Terms terms;
    auto add = [&](std::string_view word) {
        word = trimmed(word);
        if (!word.empty() && std::ranges::find(terms.words, word) == terms.words.end())
            terms.words.emplace_back(word);
    };
    for (size_t at = 0; at < folded.size();) {
        if (folded[at] == ' ') {
            ++at;
            continue;
        }
        const size_t closing = folded[at] == '"' ? folded.find('"', at + 1) : std::string::npos;
        if (closing != std::string::npos) {
            add(std::string_view(folded).substr(at + 1, closing - at - 1));
            at = closing + 1;
            continue;
        }
        const size_t end = std::min(folded.find(' ', at), folded.size());
        add(std::string_view(folded).substr(at, end - at));
        at = end;
    }
    return terms;
}

std::vector<std::string> tokens_of(const Terms& terms) {
    std::vector<std::string> tokens;
    for (const std::string& term : terms.words) {
        for (size_t at = 0; at < term.size();) {
            const size_t end = std::min(term.find(' ', at), term.size());
            for (std::string& token : tokens_to_match(std::string_view(term).substr(at, end - at))) {
                if (std::ranges::find(tokens, token) == tokens.end() && tokens.size() < most_tokens)
                    tokens.push_back(std::move(token));
            }
            at = end + 1;
        }
    }
    return tokens;
}

IndexAnswer index_answer(const Terms& terms) {
    bool exact = true;
    for (const std::string& word : terms.words) {
        if (word.size() == 1)
            return IndexAnswer::Nothing;
        // A letter of several bytes is indexed everywhere only in some scripts: looking at the text is right
        // in all.
        const bool whole_grams = word.find(' ') == word.npos && tokens_to_match(word).size() == 1;
        const bool one_letter = std::ranges::count_if(word, std::not_fn(continues_character)) == 1;
        exact = exact && whole_grams && (!one_letter || is_dense_character(word));
    }
    return exact && tokens_of(terms).size() < most_tokens ? IndexAnswer::Exact : IndexAnswer::Candidates;
}

std::string match_expression(const std::vector<std::string>& tokens) {
    std::string expression;
    for (const std::string& token : tokens) {
        if (!expression.empty())
            expression += " AND ";
        expression += fts_string(token);
    }
    return expression;
}

bool holds_all(std::string_view folded, const Terms& terms) {
    return std::ranges::all_of(terms.words,
                               [&](const std::string& word) { return folded.find(word) != folded.npos; });
}

double score_text(std::string_view folded, const Terms& terms) {
    double score = 0;
    for (const std::string& word : terms.words) {
        int count = 0;
        double best = 0;
        for (size_t at = folded.find(word); at != std::string_view::npos && count < 8;
             at = folded.find(word, at + word.size())) {
            const bool begins = at == 0 || !is_word_byte(folded[at - 1]) || !is_word_byte(word.front());
            const size_t end = at + word.size();
            const bool ends =
                end == folded.size() || !is_word_byte(folded[end]) || !is_word_byte(word.back());
            best = std::max(best, 1.0 + (begins ? 1.0 : 0.0) + (begins && ends ? 2.0 : 0.0));
            ++count;
        }
        if (count == 0)
            return 0;
        score += best + std::log2(1.0 + count);
    }
    // The same hits say more in a short text than in a long one.
    return score / (1.0 + 0.15 * std::log2(1.0 + static_cast<double>(folded.size()) / 100.0));
}

Snippet make_snippet(std::string_view text, const Terms& terms, size_t length) {
    // Only the beginning of a very long text is looked at closely; what matches behind it shows the
    // beginning.
    constexpr size_t looked_at = 1 << 20;
    text = text.substr(0, soft_end(text, looked_at));
    const std::vector<Place> places = find_places(fold_with_origins(text), terms);
    const size_t hit = best_window(places, terms.words.size(), length * 3 / 4);
    const size_t begin = hit > length / 4 ? soft_begin(text, hit - length / 4) : 0;
    const size_t end = std::max(soft_end(text, begin + length), std::min(text.size(), begin));
    Snippet snippet;
    if (begin > 0)
        snippet.text = "… ";
    const auto shift = static_cast<int32_t>(snippet.text.size()) - static_cast<int32_t>(begin);
    snippet.text += beginning(text.substr(begin, end - begin), end - begin);
    for (const Place& place : places) {
        if (place.begin < begin || place.end > end)
            continue;
        const TextRange mark{static_cast<int32_t>(place.begin) + shift,
                             static_cast<int32_t>(place.end - place.begin)};
        // Terms that overlap share one mark.
        if (!snippet.marks.empty() &&
            snippet.marks.back().begin + snippet.marks.back().length >= mark.begin) {
            TextRange& last = snippet.marks.back();
            last.length = std::max(last.length, mark.begin + mark.length - last.begin);
        } else {
            snippet.marks.push_back(mark);
        }
    }
    if (end < text.size())
        snippet.text += " …";
    return snippet;
}

} // namespace hearth::storage
