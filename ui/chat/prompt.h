// What the model gets to read: the messages of a path, the files that belong to them, the instructions.
#pragma once

#include "engine/client/generation.h"
#include "storage/store.h"

#include <QString>

#include <vector>

namespace hearth::ui {

struct PromptMessage {
    storage::MessageId id = 0; ///< 0: not in the store yet
    storage::Role role = storage::Role::User;
    QString content;
    qsizetype bytes() const { return content.size() + content.size() / 8; } ///< about, in UTF-8
};

struct Prompt {
    QString instructions; ///< the system message; may be empty
    std::vector<PromptMessage> messages;
    /// Messages before the first of `messages`, which were not even read: far beyond any context.
    qsizetype unread = 0;
    bool containsDocuments = false;
};

/// Content of a message for the model: its files as delimited data before its text. `nonce` closes no
/// delimiter that occurs in them.
storage::Result<PromptMessage> promptMessage(storage::Store& store, const storage::Message& message,
                                             const QString& nonce);

/// The nonce of a conversation's delimiters: the same in every turn, so that the model's cache of what it has
/// read stays good, and known to nobody who writes a document.
QString conversationNonce(const std::string& origin);

/// Reads the end of a path, back to where the messages have `bytes` together. `next` is a message that is
/// about to follow; null for none.
storage::Result<Prompt> readPrompt(storage::Store& store, storage::ConversationId conversation,
                                   std::span<const storage::PathEntry> path, const QString& instructions,
                                   qsizetype bytes, const storage::Message* next = nullptr);

/// The messages from `first` on, as the engine takes them, the instructions before them.
QJsonArray toMessages(const Prompt& prompt, size_t first);

} // namespace hearth::ui
