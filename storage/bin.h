// Where everything goes that is deleted, for 30 days.
#pragma once

#include "storage/conversations.h"

namespace hearth::storage {

enum class BinKind { Conversation, Message, Folder, Prompt, Task };

struct BinEntry {
    BinId id = 0;
    BinKind kind = BinKind::Conversation;
    int64_t item = 0;                ///< id of the conversation, message …
    ConversationId conversation = 0; ///< of a message
    std::string label;               ///< title, or the beginning of the text
    int64_t deleted = 0;             ///< Unix time in milliseconds
    double days_left = 0;            ///< until purge() takes it
};

class Bin {
public:
    static constexpr double days_kept = 30;
    /// A clock that jumps ahead, or a laptop that slept, counts for at most this much.
    static constexpr double days_per_tick = 7;

    explicit Bin(Connection& connection) : m_connection(&connection) {}

    /// Newest first.
    Result<std::vector<BinEntry>> list(int limit = 1000) const;
    /// Undoes one delete: exactly what it took comes back.
    Result<void> restore(BinId id);
    /// Counts the time since the last call. Time that a clock set back or ahead makes up is not counted.
    /// `now` is Unix time in milliseconds.
    Result<void> tick(int64_t now);
    /// Removes for good what has been here for 30 days, and what empty() marked: at most `limit` messages in
    /// one call, so that the transaction stays short. True when more is left to do.
    Result<bool> purge(int limit = 1000);
    /// Marks one entry, or all, for the next purge(): it cannot be restored any more.
    Result<void> empty(BinId id);
    Result<void> empty_all();

private:
    Connection* m_connection;
};

} // namespace hearth::storage
