#include "storage/messages.h"

#include "storage/bin_entry.h"
#include "storage/message_row.h"
#include "storage/search/index.h"
#include "storage/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace hearth::storage {

namespace {

constexpr std::array<std::string_view, 4> role_names = {"system", "user", "assistant", "tool"};
constexpr std::array<std::string_view, 5> status_names = {"complete", "streaming", "stopped", "interrupted",
                                                          "failed"};

/// One message of a tree, without its content.
struct Node {
    MessageId id = 0;
    MessageId parent = 0;
    int32_t sibling = 0;
    int32_t siblings = 1;
};

/// All messages of a conversation that are not in the bin, by id: parents come before their children.
class Skeleton {
public:
    static Result<Skeleton> read(Connection& connection, ConversationId conversation) {
        // The index alone answers this; it comes by parent, then id. Asked to order it, SQLite would sort
        // once more, which costs more than all else.
        TRY_ASSIGN(auto query,
                   connection.statement("SELECT id, parent FROM messages INDEXED BY messages_tree WHERE "
                                        "conversation = ? AND binned IS NULL"));
        query.bind(conversation);
        Skeleton skeleton;
        for (;;) {
            TRY_ASSIGN(const bool row, query.step());
            if (!row)
                break;
            skeleton.m_nodes.push_back({.id = query.integer(0), .parent = query.integer(1)});
        }
        skeleton.count_siblings();
        return skeleton;
    }

    const Node* find(MessageId id) const {
        const auto found = std::ranges::lower_bound(m_nodes, id, {}, &Node::id);
        return found != m_nodes.end() && found->id == id ? &*found : nullptr;
    }

    /// From the first message to `last`. Ends at a parent that is not older (a damaged file), so it always
    /// ends.
    std::vector<PathEntry> path_to(MessageId last) const {
        std::vector<PathEntry> path;
        for (const Node* node = find(last); node != nullptr;) {
            path.push_back({node->id, node->sibling, node->siblings});
            node = node->parent < node->id ? find_before(*node, node->parent) : nullptr;
        }
        std::ranges::reverse(path);
        return path;
    }

    /// `top` and its descendants, by id.
    std::vector<MessageId> subtree(MessageId top) const {
        std::vector<MessageId> found{top};
        for (const Node& node : m_nodes) {
            if (node.id > top && std::ranges::binary_search(found, node.parent))
                found.push_back(node.id);
        }
        return found;
    }

    /// The newest message at or below `top`: always the end of a path.
    MessageId newest_below(MessageId top) const { return subtree(top).back(); }

    /// The newest message below `parent`, or `parent` itself; 0 below nothing.
    MessageId newest_child_path(MessageId parent) const {
        MessageId newest = 0;
        for (const Node& node : m_nodes) {
            if (node.parent == parent)
                newest = node.id;
        }
        return newest != 0 ? newest_below(newest) : parent;
    }

private:
    void count_siblings() {
        auto by_parent = [](const Node& node) { return std::pair(node.parent, node.id); };
        if (!std::ranges::is_sorted(m_nodes, {}, by_parent))
            std::ranges::sort(m_nodes, {}, by_parent);
        for (size_t first = 0; first < m_nodes.size();) {
            size_t end = first;
            while (end < m_nodes.size() && m_nodes[end].parent == m_nodes[first].parent)
                ++end;
            for (size_t i = first; i < end; ++i) {
                m_nodes[i].sibling = static_cast<int32_t>(i - first);
                m_nodes[i].siblings = static_cast<int32_t>(end - first);
            }
            first = end;
        }
        std::ranges::sort(m_nodes, {}, &Node::id);
    }

    /// find() for an id that is most likely a little before `node`.
    const Node* find_before(const Node& node, MessageId id) const {
        const auto end = static_cast<size_t>(&node - m_nodes.data());
        size_t step = 1;
        while (step < end && m_nodes[end - step].id > id)
            step *= 2;
        const auto from = m_nodes.begin() + static_cast<ptrdiff_t>(end - std::min(step, end));
        const auto found = std::lower_bound(from, m_nodes.begin() + static_cast<ptrdiff_t>(end), id,
                                            [](const Node& one, MessageId other) { return one.id < other; });
        return found != m_nodes.end() && found->id == id ? &*found : nullptr;
    }

    std::vector<Node> m_nodes;
};

Result<std::optional<int64_t>> interned(Connection& connection, std::string_view select,
                                        std::string_view insert, std::string_view value) {
    if (value.empty())
        return std::nullopt;
    TRY_ASSIGN(auto id, connection.integer(select, value));
    if (!id) {
        TRY(connection.run(insert, value));
        id = connection.last_insert_id();
    }
    return id;
}

Result<void> link_attachments(Connection& connection, MessageId message, const Parts& parts) {
    for (const Part& part : parts) {
        if (part.attachment.empty())
            continue;
        TRY(connection.run("INSERT OR IGNORE INTO message_attachments(message, attachment) "
                           "SELECT ?, id FROM attachments WHERE hash = ?",
                           message, part.attachment));
    }
    return {};
}

Result<Node> require(Connection& connection, MessageId id, ConversationId& conversation) {
    TRY_ASSIGN(auto query, connection.statement(
                               "SELECT parent, conversation FROM messages WHERE id = ? AND binned IS NULL"));
    query.bind(id);
    TRY_ASSIGN(const bool row, query.step());
    if (!row)
        return fail(ErrorKind::NotFound, fmt::format("There is no message {}", id));
    conversation = query.integer(1);
    return Node{.id = id, .parent = query.integer(0)};
}

Result<void> check_parent(Connection& connection, const Message& message) {
    TRY_ASSIGN(const auto there,
               connection.integer("SELECT id FROM conversations WHERE id = ?", message.conversation));
    if (!there)
        return fail(ErrorKind::NotFound, fmt::format("There is no conversation {}", message.conversation));
    if (message.parent == 0)
        return {};
    TRY_ASSIGN(const auto conversation,
               connection.integer("SELECT conversation FROM messages WHERE id = ?", message.parent));
    if (conversation != message.conversation) {
        return fail(ErrorKind::NotFound, fmt::format("There is no message {} in conversation {} to answer",
                                                     message.parent, message.conversation));
    }
    return {};
}

Result<void> check_streaming(Connection& connection, MessageId id) {
    TRY_ASSIGN(const auto status, connection.integer("SELECT status FROM messages WHERE id = ?", id));
    if (!status)
        return fail(ErrorKind::NotFound, fmt::format("There is no message {}", id));
    if (*status != static_cast<int64_t>(MessageStatus::Streaming)) {
        return fail(ErrorKind::InvalidInput,
                    fmt::format("Message {} is finished; a finished message is never overwritten", id));
    }
    return {};
}

template <typename Value>
std::optional<Value> when(const std::optional<Timings>& timings, Value Timings::*member) {
    return timings ? std::optional((*timings).*member) : std::nullopt;
}

} // namespace

std::string_view role_name(Role role) {
    return role_names[static_cast<size_t>(role)];
}

std::optional<Role> role_from_name(std::string_view name) {
    const auto found = std::ranges::find(role_names, name);
    if (found == role_names.end())
        return std::nullopt;
    return static_cast<Role>(found - role_names.begin());
}

std::string_view status_name(MessageStatus status) {
    return status_names[static_cast<size_t>(status)];
}

std::optional<MessageStatus> status_from_name(std::string_view name) {
    const auto found = std::ranges::find(status_names, name);
    if (found == status_names.end())
        return std::nullopt;
    return static_cast<MessageStatus>(found - status_names.begin());
}

// ---- Rows

Result<std::optional<int64_t>> model_id(Connection& connection, std::string_view name) {
    return interned(connection, "SELECT id FROM models WHERE name = ?", "INSERT INTO models(name) VALUES(?)",
                    name);
}

Result<std::optional<int64_t>> sampling_id(Connection& connection, std::string_view settings) {
    return interned(connection, "SELECT id FROM samplings WHERE settings = ?",
                    "INSERT INTO samplings(settings) VALUES(?)", settings);
}

StoredParts store_parts(const Parts& parts) {
    if (parts.size() == 1 && parts[0] == Part{.kind = PartKind::Text, .text = parts[0].text})
        return {.text = to_utf8(parts[0].text), .parts = std::nullopt};
    return {.text = std::nullopt, .parts = parts_to_json(parts)};
}

Result<Message> read_message(const Statement& row) {
    Message message{.id = row.integer(0), .conversation = row.integer(1), .parent = row.integer(2)};
    message.role = static_cast<Role>(std::clamp<int64_t>(row.integer(3), 0, role_names.size() - 1));
    message.status =
        static_cast<MessageStatus>(std::clamp<int64_t>(row.integer(4), 0, status_names.size() - 1));
    message.created = row.integer(5);
    if (!row.is_null(6)) {
        message.parts = text_parts(row.text(6));
    } else {
        TRY_ASSIGN(message.parts, parts_from_json(row.view(7)));
    }
    message.model = row.text(8);
    message.sampling = row.text(9);
    if (!row.is_null(10))
        message.timings = Timings{row.integer(10), row.integer(11), row.number(12), row.number(13)};
    message.note = row.text(14);
    return message;
}

// ---- Messages

Result<Message> Messages::insert(Message message) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY(check_parent(*m_connection, message));
    TRY_ASSIGN(const auto model, model_id(*m_connection, message.model));
    TRY_ASSIGN(const auto sampling, sampling_id(*m_connection, message.sampling));
    const StoredParts stored = store_parts(message.parts);
    if (message.created == 0)
        message.created = now_ms();
    TRY(m_connection->run(
        "INSERT INTO messages(conversation, parent, role, status, created, text, parts, model, sampling, "
        "prompt_tokens, answer_tokens, prompt_ms, answer_ms, note) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?)",
        message.conversation, message.parent, static_cast<int>(message.role),
        static_cast<int>(message.status), message.created, stored.text, stored.parts, model, sampling,
        when(message.timings, &Timings::prompt_tokens), when(message.timings, &Timings::answer_tokens),
        when(message.timings, &Timings::prompt_ms), when(message.timings, &Timings::answer_ms),
        message.note.empty() ? std::nullopt : std::optional(to_utf8(message.note))));
    message.id = m_connection->last_insert_id();
    TRY(link_attachments(*m_connection, message.id, message.parts));
    if (message.status != MessageStatus::Streaming)
        TRY(queue_for_index(*m_connection, message.id));
    TRY(transaction.commit());
    return message;
}

Result<Message> Messages::add(Message message) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY_ASSIGN(message, insert(std::move(message)));
    TRY(m_connection->run("UPDATE conversations SET leaf = ?, updated = ?, "
                          "activity = (SELECT max(activity) + 1 FROM conversations) WHERE id = ?",
                          message.id, now_ms(), message.conversation));
    TRY(transaction.commit());
    return message;
}

Result<Message> Messages::get(MessageId id) const {
    const std::array ids = {id};
    TRY_ASSIGN(auto messages, get(ids));
    if (messages.empty())
        return fail(ErrorKind::NotFound, fmt::format("There is no message {}", id));
    return std::move(messages.front());
}

Result<std::vector<Message>> Messages::get(std::span<const MessageId> ids) const {
    TRY_ASSIGN(auto query, m_connection->statement(fmt::format("SELECT {} FROM {} WHERE messages.id = ?",
                                                               message_columns, message_tables)));
    std::vector<Message> messages;
    messages.reserve(ids.size());
    for (const MessageId id : ids) {
        query.reset();
        query.bind(id);
        TRY_ASSIGN(const bool row, query.step());
        if (!row)
            continue;
        TRY_ASSIGN(Message message, read_message(query));
        messages.push_back(std::move(message));
    }
    return messages;
}

Result<std::vector<PathEntry>> Messages::path(ConversationId conversation) const {
    TRY_ASSIGN(const auto leaf,
               m_connection->integer("SELECT leaf FROM conversations WHERE id = ?", conversation));
    if (!leaf)
        return fail(ErrorKind::NotFound, fmt::format("There is no conversation {}", conversation));
    TRY_ASSIGN(const Skeleton skeleton, Skeleton::read(*m_connection, conversation));
    return skeleton.path_to(*leaf);
}

Result<std::vector<PathEntry>> Messages::path_to(MessageId message) const {
    ConversationId conversation = 0;
    TRY(require(*m_connection, message, conversation));
    TRY_ASSIGN(const Skeleton skeleton, Skeleton::read(*m_connection, conversation));
    return skeleton.path_to(message);
}

Result<std::vector<Message>> Messages::all(ConversationId conversation) const {
    TRY_ASSIGN(auto query,
               m_connection->statement(fmt::format(
                   "SELECT {} FROM {} WHERE conversation = ? AND binned IS NULL ORDER BY messages.id",
                   message_columns, message_tables)));
    query.bind(conversation);
    std::vector<Message> messages;
    for (;;) {
        TRY_ASSIGN(const bool row, query.step());
        if (!row)
            return messages;
        TRY_ASSIGN(Message message, read_message(query));
        messages.push_back(std::move(message));
    }
}

Result<std::vector<MessageId>> Messages::siblings(MessageId message) const {
    ConversationId conversation = 0;
    TRY_ASSIGN(const Node node, require(*m_connection, message, conversation));
    TRY_ASSIGN(auto query,
               m_connection->statement("SELECT id FROM messages WHERE conversation = ? AND parent = ? AND "
                                       "binned IS NULL ORDER BY id"));
    query.bind(conversation).bind(node.parent);
    std::vector<MessageId> ids;
    for (;;) {
        TRY_ASSIGN(const bool row, query.step());
        if (!row)
            return ids;
        ids.push_back(query.integer(0));
    }
}

Result<MessageId> Messages::choose(MessageId message) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    ConversationId conversation = 0;
    TRY(require(*m_connection, message, conversation));
    TRY_ASSIGN(const Skeleton skeleton, Skeleton::read(*m_connection, conversation));
    const MessageId leaf = skeleton.newest_below(message);
    TRY(m_connection->run("UPDATE conversations SET leaf = ? WHERE id = ?", leaf, conversation));
    TRY(transaction.commit());
    return leaf;
}

Result<void> Messages::set_leaf(MessageId message) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    ConversationId conversation = 0;
    TRY(require(*m_connection, message, conversation));
    TRY(m_connection->run("UPDATE conversations SET leaf = ? WHERE id = ?", message, conversation));
    return transaction.commit();
}

Result<void> Messages::write_answer(MessageId id, const Parts& parts) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY(check_streaming(*m_connection, id));
    const StoredParts stored = store_parts(parts);
    TRY(m_connection->run("UPDATE messages SET text = ?, parts = ? WHERE id = ?", stored.text, stored.parts,
                          id));
    return transaction.commit();
}

Result<void> Messages::finish_answer(MessageId id, const Parts& parts, MessageStatus status,
                                     const std::optional<Timings>& timings, std::string_view note) {
    if (status == MessageStatus::Streaming)
        return fail(ErrorKind::InvalidInput, "An answer cannot be finished as one that is being written");
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY(write_answer(id, parts));
    TRY(m_connection->run(
        "UPDATE messages SET status = ?, prompt_tokens = ?, answer_tokens = ?, prompt_ms = ?, "
        "answer_ms = ?, note = ? WHERE id = ?",
        static_cast<int>(status), when(timings, &Timings::prompt_tokens),
        when(timings, &Timings::answer_tokens), when(timings, &Timings::prompt_ms),
        when(timings, &Timings::answer_ms), note.empty() ? std::nullopt : std::optional(to_utf8(note)), id));
    TRY(link_attachments(*m_connection, id, parts));
    TRY(queue_for_index(*m_connection, id));
    return transaction.commit();
}

Result<BinId> Messages::remove(MessageId message) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    ConversationId conversation = 0;
    TRY_ASSIGN(const Node node, require(*m_connection, message, conversation));
    TRY_ASSIGN(const Message content, get(message));
    TRY_ASSIGN(const auto leaf,
               m_connection->integer("SELECT leaf FROM conversations WHERE id = ?", conversation));
    TRY_ASSIGN(const BinId entry, add_bin_entry(*m_connection, {.kind = BinKind::Message,
                                                                .item = message,
                                                                .conversation = conversation,
                                                                .leaf = leaf.value_or(0),
                                                                .label = plain_text(content.parts)}));
    TRY_ASSIGN(const Skeleton before, Skeleton::read(*m_connection, conversation));
    const auto taken = before.subtree(message);
    for (const MessageId id : taken)
        TRY(m_connection->run("UPDATE messages SET binned = ? WHERE id = ?", entry, id));
    if (leaf && std::ranges::binary_search(taken, *leaf)) {
        TRY_ASSIGN(const Skeleton after, Skeleton::read(*m_connection, conversation));
        TRY(m_connection->run("UPDATE conversations SET leaf = ? WHERE id = ?",
                              after.newest_child_path(node.parent), conversation));
    }
    TRY(transaction.commit());
    return entry;
}

} // namespace hearth::storage
