// A conversation of a file that is imported, before it is matched with what the store has.
#pragma once

#include "storage/json.h"
#include "storage/messages.h"

namespace hearth::storage {

struct ImportedMessage {
    std::string id;     ///< in the file
    std::string parent; ///< in the file; empty: first of its branch
    Message message;    ///< without ids
};

struct ImportedConversation {
    std::string origin;
    std::string title;
    std::vector<std::string> folder; ///< names from the top
    bool pinned = false;
    int64_t created = 0, updated = 0;
    std::string leaf;                      ///< `id` of a message; empty: the last one
    std::vector<ImportedMessage> messages; ///< parents before their children
    Parts draft;
};

/// A conversation of our own export (hearth-conversations-1.schema.json).
Result<ImportedConversation> read_hearth_conversation(const Json& object);

/// A conversation of ChatGPT's conversations.json: a `mapping` of nodes with parents and children. What the
/// file does not show its own user either (empty nodes) is left out; kinds of content that are unknown here
/// are kept as they are.
Result<ImportedConversation> read_chatgpt_conversation(const Json& object);

} // namespace hearth::storage
