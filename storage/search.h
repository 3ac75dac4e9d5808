// Search over every message on every branch, titles and documents; any script, from one character on.
#pragma once

#include "storage/messages.h"

#include <atomic>
#include <chrono>
#include <functional>

namespace hearth::storage {

/// What is searched for. A single letter of an alphabet is found where a word begins, all else anywhere.
/// Words are all wanted, anywhere, in any order, as parts of words too; case and accents do not matter.
/// "Words in quotes" must stand together.
struct SearchQuery {
    std::string text;
    std::optional<Role> role;
    std::optional<int64_t> from;  ///< created at or after, Unix time in milliseconds
    std::optional<int64_t> until; ///< created before
    std::string model;            ///< only answers of this model
    std::optional<FolderId> folder;
    ConversationId conversation = 0; ///< only inside this one
    int limit =
        100; ///< messages in one page: the newest that match, best first; older ones follow in the next
    std::chrono::milliseconds budget{40}; ///< after this the page ends, and `next` continues it
    MessageId before = 0;                 ///< continue after an earlier page: its `next`
};

/// Where in a snippet a hit is, in bytes of UTF-8.
struct TextRange {
    int32_t begin = 0;
    int32_t length = 0;
};

enum class HitKind { Title, Message, Document };

struct SearchHit {
    HitKind kind = HitKind::Message;
    ConversationId conversation = 0;
    std::string title;
    MessageId message = 0;  ///< 0 for a title
    std::string attachment; ///< of a document
    Role role = Role::User;
    int64_t created = 0; ///< Unix time in milliseconds
    std::string snippet;
    std::vector<TextRange> marks; ///< hits inside the snippet
    double score = 0;
};

struct SearchPage {
    std::vector<SearchHit> hits; ///< best first
    MessageId next = 0;          ///< `before` of the page after this; 0: there is none
};

struct Terms;

class Search {
public:
    explicit Search(Connection& connection) : m_connection(&connection) {}

    /// One page of hits. `cancelled` ends it early (a newer query came): Cancelled.
    Result<SearchPage> run(const SearchQuery& query, const std::atomic<bool>* cancelled = nullptr) const;
    /// The messages on the chosen path of one conversation that hold the words, in path order.
    Result<std::vector<MessageId>> find(ConversationId conversation, std::string_view text) const;
    /// Puts up to `limit` new messages into the index; true when more are left. Search finds messages that
    /// wait for this too, only slower. Ends after the message at which `interrupted` says so.
    Result<bool> index_pending(int limit, const std::function<bool()>& interrupted = {});
    /// Makes the whole index new out of the messages.
    Result<void> rebuild();

private:
    Result<std::vector<MessageId>> offered(ConversationId conversation, const Terms& terms,
                                           bool all_tokens) const;
    Result<std::vector<MessageId>> holding(std::span<const MessageId> ids, const Terms& terms) const;

    Connection* m_connection;
};

} // namespace hearth::storage
