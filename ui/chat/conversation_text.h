// What is read of a conversation beside its messages: its title, and what the model is told before it.
#pragma once

#include "storage/store.h"

#include <QString>

namespace hearth::ui {

/// Messages of a path that are read at first, and at a time when scrolling.
inline constexpr qsizetype windowLength = 60;

/// A title from a first message: how its text begins, without Markdown's signs; else its first file's name.
QString titleFrom(const storage::Parts& parts);

/// The messages [begin, end) of a path.
std::vector<storage::MessageId> idsOf(const std::vector<storage::PathEntry>& path, qsizetype begin,
                                      qsizetype end);

/// What the model is told before a conversation, in place of what the settings say; empty: that.
storage::Result<QString> readInstructions(storage::Store& store, storage::ConversationId conversation);
storage::Result<void> writeInstructions(storage::Store& store, storage::ConversationId conversation,
                                        const QString& text);

} // namespace hearth::ui
