// Messages: a tree per conversation. Editing and regenerating add siblings; nothing is overwritten.
#pragma once

#include "storage/conversations.h"
#include "storage/part.h"

#include <span>

namespace hearth::storage {

enum class Role { System, User, Assistant, Tool };

/// "system", "user", "assistant", "tool".
std::string_view role_name(Role role);
std::optional<Role> role_from_name(std::string_view name);

enum class MessageStatus {
    Complete,
    Streaming,   ///< an answer that is being written now
    Stopped,     ///< the user stopped it
    Interrupted, ///< the program ended while it was written
    Failed,      ///< the engine could not finish it; `note` says why
};

/// "complete", "streaming", "stopped", "interrupted", "failed".
std::string_view status_name(MessageStatus status);
std::optional<MessageStatus> status_from_name(std::string_view name);

/// How long an answer took.
struct Timings {
    int64_t prompt_tokens = 0;
    int64_t answer_tokens = 0;
    double prompt_ms = 0;
    double answer_ms = 0;

    bool operator==(const Timings&) const = default;
};

struct Message {
    MessageId id = 0; ///< grows with time in one store
    ConversationId conversation = 0;
    MessageId parent = 0; ///< 0: first of its branch
    Role role = Role::User;
    Parts parts;
    MessageStatus status = MessageStatus::Complete;
    std::string model;    ///< name of the model that wrote it
    std::string sampling; ///< JSON object of the sampling settings
    std::optional<Timings> timings;
    std::string note;    ///< why it failed
    int64_t created = 0; ///< Unix time in milliseconds

    bool operator==(const Message&) const = default;
};

/// One message on a path, without its content: 100,000 of them are cheap.
struct PathEntry {
    MessageId id = 0;
    int32_t sibling = 0;  ///< its place among its siblings, from 0
    int32_t siblings = 1; ///< how many there are, itself included
};

class Messages {
public:
    explicit Messages(Connection& connection) : m_connection(&connection) {}

    /// Adds `message` under its parent and makes it the leaf of its conversation. `id` is given here, and
    /// `created` too when it is 0. The parent must be of the same conversation.
    Result<Message> add(Message message);
    /// Adds `message` under its parent and leaves the chosen path as it is; for imports.
    Result<Message> insert(Message message);
    Result<Message> get(MessageId id) const;
    /// The messages of `ids`, in that order; those that are not there are left out.
    Result<std::vector<Message>> get(std::span<const MessageId> ids) const;
    /// From the first message to the chosen leaf.
    Result<std::vector<PathEntry>> path(ConversationId conversation) const;
    /// From the first message down to `message`.
    Result<std::vector<PathEntry>> path_to(MessageId message) const;
    /// The whole tree, oldest first.
    Result<std::vector<Message>> all(ConversationId conversation) const;
    /// The messages with the same parent as `message`, itself included, oldest first.
    Result<std::vector<MessageId>> siblings(MessageId message) const;
    /// Makes the path through `message` the chosen one: its newest descendant becomes the leaf.
    Result<MessageId> choose(MessageId message);
    /// Makes exactly `message` the leaf, even when it has descendants.
    Result<void> set_leaf(MessageId message);
    /// Replaces the content of an answer that is being written (status Streaming); refuses any other.
    Result<void> write_answer(MessageId id, const Parts& parts);
    /// Ends an answer that is being written.
    Result<void> finish_answer(MessageId id, const Parts& parts, MessageStatus status,
                               const std::optional<Timings>& timings = {}, std::string_view note = {});
    /// Puts the message and its descendants into the bin; the path then ends before it or takes a sibling.
    Result<BinId> remove(MessageId message);

private:
    Connection* m_connection;
};

} // namespace hearth::storage
