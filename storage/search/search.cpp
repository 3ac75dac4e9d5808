#include "storage/search.h"

#include "storage/message_row.h"
#include "storage/search/fold.h"
#include "storage/search/indexed_text.h"
#include "storage/search/posting_lists.h"
#include "storage/search/query.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <unordered_set>

namespace hearth::storage {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int most_titles = 20;
constexpr int titles_ranked = 200;
constexpr int most_documents = 20;
constexpr double title_bonus = 4;
/// What the index cannot find (one letter inside a word) is looked for in this many newest messages.
constexpr int scanned_newest = 20'000;

/// The words of a message, of its columns `text` and `parts`.
void message_text(const Statement& row, int column, std::string& text) {
    if (!row.is_null(column)) {
        text = row.view(column);
        return;
    }
    const auto parts = parts_from_json(row.view(column + 1));
    text = parts ? plain_text(*parts) : std::string();
}

Result<std::vector<MessageId>> read_ids(Connection& connection, std::string_view sql,
                                        std::string_view parameter) {
    TRY_ASSIGN(auto query, connection.statement(sql));
    query.bind(parameter);
    std::vector<MessageId> ids;
    for (;;) {
        TRY_ASSIGN(const bool row, query.step());
        if (!row)
            return ids;
        ids.push_back(query.integer(0));
    }
}

/// A message that holds the words, before its snippet is made.
struct Candidate {
    MessageId id = 0;
    ConversationId conversation = 0;
    Role role = Role::User;
    int64_t created = 0;
    std::string title;
    std::string text;
    double score = 0;
};

/// One run of a search.
class Run {
public:
    Run(Connection& connection, const SearchQuery& query, const std::atomic<bool>* cancelled)
        : m_connection(&connection)
        , m_query(&query)
        , m_cancelled(cancelled)
        , m_terms(parse_terms(query.text))
        , m_deadline(Clock::now() + query.budget) {}

    Result<SearchPage> page() {
        if (m_terms.empty())
            return std::move(m_page);
        TRY_ASSIGN(const auto facets, query_facets());
        if (!facets)
            return std::move(m_page); // A model that no answer is of.
        if (m_query->before == 0) {
            if (m_query->conversation == 0 && !m_query->role && m_query->model.empty()) {
                TRY(titles());
                TRY(documents());
            }
        }
        TRY(messages(*facets));
        m_message.reset();
        finish();
        return std::move(m_page);
    }

private:
    bool cancelled() const { return m_cancelled != nullptr && m_cancelled->load(std::memory_order_relaxed); }

    bool in_dates(int64_t created) const {
        return (!m_query->from || created >= *m_query->from) &&
               (!m_query->until || created < *m_query->until);
    }

    Result<void> titles() {
        TRY_ASSIGN(auto found,
                   m_connection->statement("SELECT rowid FROM title_index WHERE title_index MATCH ? "
                                           "ORDER BY rowid DESC"));
        TRY_ASSIGN(auto row, m_connection->statement("SELECT title, created, folder FROM conversations "
                                                     "WHERE id = ? AND binned IS NULL"));
        found.bind(match_expression(tokens_of(m_terms)));
        std::vector<SearchHit> hits;
        for (int steps = 0; static_cast<int>(hits.size()) < titles_ranked; ++steps) {
            TRY_ASSIGN(const bool any, found.step());
            if (!any || (steps % 16 == 15 && Clock::now() >= m_deadline))
                break;
            row.reset();
            row.bind(found.integer(0));
            TRY_ASSIGN(const bool there, row.step());
            if (!there || !in_dates(row.integer(1)) ||
                (m_query->folder && row.integer(2) != *m_query->folder))
                continue;
            fold_into(row.view(0), m_folded);
            const double score = score_text(m_folded, m_terms);
            if (score == 0)
                continue;
            hits.push_back({.kind = HitKind::Title,
                            .conversation = found.integer(0),
                            .title = row.text(0),
                            .created = row.integer(1),
                            .score = score + title_bonus});
        }
        keep_best(hits, most_titles);
        for (SearchHit& hit : hits) {
            const std::string title = hit.title;
            add(std::move(hit), title);
        }
        return {};
    }

    /// Documents of messages that are not in the bin.
    Result<void> documents() {
        const std::string match = match_expression(tokens_of(m_terms));
        TRY_ASSIGN(auto found,
                   m_connection->statement("SELECT rowid FROM document_index WHERE document_index MATCH ? "
                                           "ORDER BY rowid DESC"));
        TRY_ASSIGN(
            auto row,
            m_connection->statement(
                "SELECT attachments.hash, attachments.text, messages.id, messages.created, messages.role, "
                "conversations.id, conversations.title, conversations.folder FROM attachments "
                "JOIN message_attachments ON attachment = attachments.id "
                "JOIN messages ON messages.id = message AND messages.binned IS NULL "
                "JOIN conversations ON conversations.id = conversation AND conversations.binned IS NULL "
                "WHERE attachments.id = ? AND (? = 0 OR folder = ?) ORDER BY messages.id DESC LIMIT 1"));
        found.bind(match);
        int count = 0;
        while (count < most_documents) {
            TRY_ASSIGN(const bool any, found.step());
            if (!any)
                break;
            row.reset();
            row.bind(found.integer(0)).bind(m_query->folder ? 1 : 0).bind(m_query->folder.value_or(0));
            TRY_ASSIGN(const bool linked, row.step());
            if (!linked || !in_dates(row.integer(3)))
                continue;
            const double score = score_text(fold(row.view(1)), m_terms);
            if (score == 0)
                continue;
            ++count;
            SearchHit hit{.kind = HitKind::Document,
                          .conversation = row.integer(5),
                          .title = row.text(6),
                          .message = row.integer(2),
                          .attachment = row.text(0),
                          .role = static_cast<Role>(row.integer(4)),
                          .created = row.integer(3),
                          .score = score};
            add(std::move(hit), row.view(1));
        }
        return {};
    }

    /// The messages that the index offers and those that wait to be indexed, newest first.
    Result<void> messages(const std::vector<std::string>& facets) {
        TRY(read_blocks());
        TRY(read_folder());
        const MessageId end = m_query->before != 0 ? m_query->before : INT64_MAX;
        TRY_ASSIGN(auto waiting,
                   m_connection->statement(
                       "SELECT message FROM index_queue WHERE message < ? ORDER BY message DESC"));
        waiting.bind(end);
        TRY_ASSIGN(auto indexed,
                   m_connection->statement(
                       "SELECT rowid FROM message_index WHERE message_index MATCH ? AND rowid < ? "
                       "AND rowid >= ? ORDER BY rowid DESC"));
        std::vector<std::string> tokens = tokens_of(m_terms);
        tokens.insert(tokens.end(), facets.begin(), facets.end());
        TRY_ASSIGN(tokens, tokens_worth_reading(*m_connection, std::move(tokens)));
        indexed.bind(match_expression(tokens)).bind(std::min(end, m_ids_end)).bind(m_ids_begin);
        TRY_ASSIGN(bool more_waiting, waiting.step());
        TRY_ASSIGN(bool more_indexed, indexed.step());
        for (int steps = 0; more_waiting || more_indexed; ++steps) {
            if (cancelled())
                return fail(ErrorKind::Cancelled, "Another search came");
            const bool take_waiting =
                more_waiting && (!more_indexed || waiting.integer(0) > indexed.integer(0));
            const MessageId id = take_waiting ? waiting.integer(0) : indexed.integer(0);
            if (take_waiting || in_blocks(id))
                TRY(consider(id));
            if (enough() || (steps % 16 == 15 && Clock::now() >= m_deadline)) {
                m_page.next = id;
                return {};
            }
            if (take_waiting) {
                TRY_ASSIGN(more_waiting, waiting.step());
            } else {
                TRY_ASSIGN(more_indexed, indexed.step());
            }
        }
        return m_candidates.empty() && m_query->before == 0 ? scan_newest() : Result<void>();
    }

    /// With dates in the query: which blocks of ids can have messages of that time.
    Result<void> read_blocks() {
        if (!m_query->from && !m_query->until)
            return {};
        TRY_ASSIGN(auto query,
                   m_connection->statement("SELECT block FROM message_blocks WHERE latest >= ? AND "
                                           "earliest < ? ORDER BY block"));
        query.bind(m_query->from.value_or(INT64_MIN)).bind(m_query->until.value_or(INT64_MAX));
        m_blocks.emplace();
        for (;;) {
            TRY_ASSIGN(const bool row, query.step());
            if (!row)
                break;
            m_blocks->insert(query.integer(0));
            if (m_blocks->size() == 1)
                m_ids_begin = query.integer(0) << 10;
            m_ids_end = (query.integer(0) + 1) << 10;
        }
        if (m_blocks->empty())
            m_ids_end = m_ids_begin;
        return {};
    }

    /// With a folder in the query: the conversations in it.
    Result<void> read_folder() {
        if (!m_query->folder)
            return {};
        TRY_ASSIGN(auto query, m_connection->statement("SELECT id FROM conversations WHERE folder = ?"));
        query.bind(*m_query->folder);
        m_folder.emplace();
        for (;;) {
            TRY_ASSIGN(const bool row, query.step());
            if (!row)
                return {};
            m_folder->insert(query.integer(0));
        }
    }

    bool in_blocks(MessageId id) const { return !m_blocks || m_blocks->contains(id >> 10); }

    /// For what the index does not hold: one letter from the middle of a word.
    Result<void> scan_newest() {
        if (index_answer(m_terms) != IndexAnswer::Nothing)
            return {};
        TRY_ASSIGN(auto query, m_connection->statement("SELECT id FROM messages ORDER BY id DESC LIMIT ?"));
        query.bind(scanned_newest);
        for (;;) {
            TRY_ASSIGN(const bool row, query.step());
            if (!row || enough() || Clock::now() >= m_deadline)
                return {};
            if (cancelled())
                return fail(ErrorKind::Cancelled, "Another search came");
            TRY(consider(query.integer(0)));
        }
    }

    Result<std::optional<std::vector<std::string>>> query_facets() {
        std::vector<std::string> facets;
        if (m_query->conversation != 0)
            facets.push_back(conversation_facet(m_query->conversation));
        if (m_query->role)
            facets.push_back(role_facet(*m_query->role));
        if (!m_query->model.empty()) {
            TRY_ASSIGN(const auto model,
                       m_connection->integer("SELECT id FROM models WHERE name = ?", m_query->model));
            if (!model)
                return std::nullopt;
            facets.push_back(model_facet(*model));
            m_model = *model;
        }
        return facets;
    }

    bool enough() const { return static_cast<int>(m_candidates.size()) >= m_query->limit; }

    /// Takes the message in when it really holds the words and passes every filter. What is cheap comes
    /// first: most of what the index offers for a long word holds its n-grams, but not the word.
    Result<void> consider(MessageId id) {
        if (!m_message) {
            TRY_ASSIGN(auto prepared,
                       m_connection->statement(
                           "SELECT conversation, role, created, text, parts, model FROM messages "
                           "WHERE id = ? AND binned IS NULL"));
            m_message.emplace(std::move(prepared));
        }
        Statement& row = *m_message;
        row.reset();
        row.bind(id);
        TRY_ASSIGN(const bool there, row.step());
        if (!there || !in_dates(row.integer(2)) ||
            (m_query->conversation != 0 && row.integer(0) != m_query->conversation) ||
            (m_folder && !m_folder->contains(row.integer(0))) ||
            (m_query->role && row.integer(1) != static_cast<int64_t>(*m_query->role)) ||
            (m_model && row.integer(5) != *m_model))
            return {};
        message_text(row, 3, m_text);
        fold_into(m_text, m_folded);
        if (!holds_all(m_folded, m_terms))
            return {};
        return take(row, id);
    }

    /// The second half of consider(): the conversation, and the score.
    Result<void> take(const Statement& row, MessageId id) {
        TRY_ASSIGN(auto conversation, m_connection->statement(
                                          "SELECT title FROM conversations WHERE id = ? AND binned IS NULL"));
        conversation.bind(row.integer(0));
        TRY_ASSIGN(const bool listed, conversation.step());
        if (!listed)
            return {};
        // Newer is a little better: the last of many equals comes first.
        const double newer = 1.0 / (1.0 + 0.02 * static_cast<double>(m_candidates.size()));
        m_candidates.push_back({.id = id,
                                .conversation = row.integer(0),
                                .role = static_cast<Role>(row.integer(1)),
                                .created = row.integer(2),
                                .title = conversation.text(0),
                                .text = m_text,
                                .score = score_text(m_folded, m_terms) + newer});
        return {};
    }

    static void keep_best(std::vector<SearchHit>& hits, size_t most) {
        std::ranges::stable_sort(hits, std::ranges::greater{}, &SearchHit::score);
        if (hits.size() > most)
            hits.resize(most);
    }

    void add(SearchHit hit, std::string_view text) {
        Snippet snippet = make_snippet(text, m_terms);
        hit.snippet = std::move(snippet.text);
        hit.marks = std::move(snippet.marks);
        m_page.hits.push_back(std::move(hit));
    }

    void finish() {
        for (const Candidate& candidate : m_candidates) {
            add({.kind = HitKind::Message,
                 .conversation = candidate.conversation,
                 .title = candidate.title,
                 .message = candidate.id,
                 .role = candidate.role,
                 .created = candidate.created,
                 .score = candidate.score},
                candidate.text);
        }
        std::ranges::stable_sort(m_page.hits, std::ranges::greater{}, &SearchHit::score);
    }

    Connection* m_connection;
    const SearchQuery* m_query;
    const std::atomic<bool>* m_cancelled;
    Terms m_terms;
    Clock::time_point m_deadline;
    std::optional<int64_t> m_model;
    std::optional<std::unordered_set<int64_t>> m_blocks;
    std::optional<std::unordered_set<ConversationId>> m_folder;
    MessageId m_ids_begin = 0;
    MessageId m_ids_end = INT64_MAX;
    std::optional<Statement> m_message;
    std::string m_text, m_folded; // used again for every message
    std::vector<Candidate> m_candidates;
    SearchPage m_page;
};

} // namespace

Result<SearchPage> Search::run(const SearchQuery& query, const std::atomic<bool>* cancelled) const {
    return Run(*m_connection, query, cancelled).page();
}

Result<std::vector<MessageId>> Search::find(ConversationId conversation, std::string_view text) const {
    const Terms terms = parse_terms(text);
    if (terms.empty())
        return std::vector<MessageId>();
    TRY_ASSIGN(const auto path, Messages(*m_connection).path(conversation));
    // A path goes from older to newer messages: it is in the order of their ids.
    auto keep_path = [&](std::vector<MessageId>& ids) {
        std::erase_if(
            ids, [&](MessageId id) { return !std::ranges::binary_search(path, id, {}, &PathEntry::id); });
    };
    const IndexAnswer answer = index_answer(terms);
    if (answer == IndexAnswer::Nothing) {
        std::vector<MessageId> ids;
        for (const PathEntry& entry : path)
            ids.push_back(entry.id);
        return holding(ids, terms);
    }
    TRY_ASSIGN(auto indexed, offered(conversation, terms, answer == IndexAnswer::Exact));
    TRY_ASSIGN(auto waiting, read_ids(*m_connection,
                                      "SELECT message FROM index_queue WHERE ? <> '' ORDER BY message", "-"));
    keep_path(indexed);
    keep_path(waiting);
    if (answer == IndexAnswer::Candidates) {
        TRY_ASSIGN(indexed, holding(indexed, terms));
    }
    TRY_ASSIGN(waiting, holding(waiting, terms));
    std::vector<MessageId> found;
    std::ranges::set_union(indexed, waiting, std::back_inserter(found));
    return found;
}

/// The messages of one conversation that the index offers, by id: those with all n-grams, or with those that
/// are worth reading.
Result<std::vector<MessageId>> Search::offered(ConversationId conversation, const Terms& terms,
                                               bool all_tokens) const {
    std::vector<std::string> tokens = tokens_of(terms);
    tokens.push_back(conversation_facet(conversation));
    if (!all_tokens) {
        TRY_ASSIGN(tokens, tokens_worth_reading(*m_connection, std::move(tokens)));
    }
    return read_ids(*m_connection,
                    "SELECT rowid FROM message_index WHERE message_index MATCH ? ORDER BY rowid",
                    match_expression(tokens));
}

/// Those of `ids` whose text holds the words.
Result<std::vector<MessageId>> Search::holding(std::span<const MessageId> ids, const Terms& terms) const {
    TRY_ASSIGN(auto query, m_connection->statement("SELECT text, parts FROM messages WHERE id = ?"));
    std::vector<MessageId> found;
    std::string text, folded; // used again for every message
    for (const MessageId id : ids) {
        query.reset();
        query.bind(id);
        TRY_ASSIGN(const bool row, query.step());
        if (!row)
            continue;
        message_text(query, 0, text);
        fold_into(text, folded);
        if (holds_all(folded, terms))
            found.push_back(id);
    }
    return found;
}

} // namespace hearth::storage
