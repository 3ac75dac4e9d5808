// Keeping the search index up to date; the searching itself is storage/search.h.
#pragma once

#include "storage/messages.h"

namespace hearth::storage {

/// Notes that the message waits to be indexed; inside the caller's transaction.
Result<void> queue_for_index(Connection& connection, MessageId message);
/// Takes the message out of the index (and of the queue), before its row is deleted.
Result<void> unindex_message(Connection& connection, MessageId message);
/// Puts the title of a conversation into the index, or takes it out, before its row changes.
Result<void> index_title(Connection& connection, ConversationId conversation, std::string_view title);
Result<void> unindex_title(Connection& connection, ConversationId conversation);
/// Puts the titles of all conversations into an empty index.
Result<void> index_all_titles(Connection& connection);
/// Puts the text of an attachment into the index, or takes it out, before its row changes.
Result<void> index_document(Connection& connection, int64_t attachment, std::string_view text);
Result<void> unindex_document(Connection& connection, int64_t attachment);

} // namespace hearth::storage
