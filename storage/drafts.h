// What the user has typed and not yet sent, one draft per conversation.
#pragma once

#include "storage/conversations.h"
#include "storage/part.h"

namespace hearth::storage {

struct Draft {
    ConversationId conversation = 0; ///< 0: the conversation that is not begun yet
    Parts parts;
    int64_t updated = 0; ///< Unix time in milliseconds
};

class Drafts {
public:
    explicit Drafts(Connection& connection) : m_connection(&connection) {}

    /// Keeps `parts` as the draft; empty parts remove it.
    Result<void> set(ConversationId conversation, const Parts& parts);
    Result<std::optional<Draft>> get(ConversationId conversation) const;
    Result<std::vector<Draft>> list() const;

private:
    Connection* m_connection;
};

} // namespace hearth::storage
