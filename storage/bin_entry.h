// What the classes of the store share when they delete; not part of the public interface.
#pragma once

#include "storage/bin.h"

namespace hearth::storage {

/// A new entry of the bin, before its items are marked with it.
struct NewBinEntry {
    BinKind kind = BinKind::Conversation;
    int64_t item = 0;
    ConversationId conversation = 0;
    MessageId leaf = 0; ///< the chosen leaf before the delete, for undo
    std::string label;
};

/// Adds the entry; inside the caller's transaction.
Result<BinId> add_bin_entry(Connection& connection, const NewBinEntry& entry);

/// Unix time in milliseconds.
int64_t now_ms();

} // namespace hearth::storage
