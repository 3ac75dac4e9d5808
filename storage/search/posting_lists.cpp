#include "storage/search/posting_lists.h"

#include <algorithm>
#include <cmath>

namespace hearth::storage {

namespace {

/// Row ids that fit on one page of an FTS5 segment (about 4,000 bytes, a varint each).
constexpr double entries_per_page = 2500;
/// Times of one list entry and of one message that is read and folded, in microseconds.
constexpr double entry_cost = 0.025;
constexpr double message_cost = 4;
/// N-grams of one text come together more often than by chance: a list's share of the messages is not by how
/// much it thins out what other lists left over.
constexpr double dependence = 0.6;

struct List {
    std::string token;
    double entries = 0;
};

/// The segments of the index.
Result<std::vector<int64_t>> read_segments(Connection& connection) {
    std::vector<int64_t> segments;
    for (int64_t last = 0;;) {
        TRY_ASSIGN(const auto next,
                   connection.integer("SELECT min(segid) FROM message_index_idx WHERE segid > ?", last));
        if (!next)
            return segments;
        segments.push_back(last = *next);
    }
}

/// About how many entries the list of `token` has in one segment.
///
/// FTS5 notes in its table %_idx with which term each page of a segment begins; a page that a long list
/// merely goes through has no entry. The page numbers before and behind the term thus tell the length of its
/// list.
Result<double> entries_in(Connection& connection, int64_t segment, std::span<const std::byte> key) {
    TRY_ASSIGN(const auto page,
               connection.integer("SELECT pgno >> 1 FROM message_index_idx WHERE segid = ? AND term <= ? "
                                  "ORDER BY term DESC LIMIT 1",
                                  segment, key));
    TRY_ASSIGN(const auto next,
               connection.integer("SELECT pgno >> 1 FROM message_index_idx WHERE segid = ? AND term > ? "
                                  "ORDER BY term LIMIT 1",
                                  segment, key));
    if (!page || !next)
        return 0;
    return (static_cast<double>(*next - *page) - 0.9) * entries_per_page;
}

Result<double> entries(Connection& connection, const std::vector<int64_t>& segments, std::string_view token) {
    const std::string key = "0" + std::string(token); // FTS5 puts a 0 before the terms of its main index.
    double sum = 0;
    for (const int64_t segment : segments) {
        TRY_ASSIGN(const double count, entries_in(connection, segment, std::as_bytes(std::span(key))));
        sum += count;
    }
    return sum;
}

} // namespace

Result<std::vector<std::string>> tokens_worth_reading(Connection& connection,
                                                      std::vector<std::string> tokens) {
    if (tokens.size() < 2)
        return tokens;
    TRY_ASSIGN(const auto segments, read_segments(connection));
    TRY_ASSIGN(const auto messages,
               connection.integer("SELECT seq FROM sqlite_sequence WHERE name = 'messages'"));
    const double all = std::max(1.0, static_cast<double>(messages.value_or(1)));
    std::vector<List> lists;
    for (std::string& token : tokens) {
        TRY_ASSIGN(const double count, entries(connection, segments, token));
        lists.push_back({std::move(token), std::clamp(count, 1.0, all)});
    }
    std::ranges::stable_sort(lists, {}, &List::entries);
    std::vector<std::string> worth;
    double left = all;
    for (List& list : lists) {
        const double share = std::pow(list.entries / all, worth.empty() ? 1 : dependence);
        const double saved = left * (1 - share) * message_cost;
        if (!worth.empty() && saved < list.entries * entry_cost)
            break;
        left *= share;
        worth.push_back(std::move(list.token));
    }
    return worth;
}

} // namespace hearth::storage
